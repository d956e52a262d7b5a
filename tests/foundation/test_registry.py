"""Every parameter has a source and a grade, is named once, and is read by something."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from sim.foundation.errors import ParameterError
from sim.foundation.parameters import load_parameters, registry
from sim.foundation.registry import COLUMNS, DISTRIBUTIONS, GRADES, Parameter, read_registry

ROW = {
    "name": "x", "value": "1", "low": "0", "high": "2", "distribution": "uniform", "unit": "h", "grade": "assumed",
    "source": "s", "meaning": "m",
}  # fmt: skip


def test_assumed_parameters_have_a_range_to_sweep_unless_they_are_conventions():
    fixed = {name for name, row in registry().items() if row.grade == "assumed" and row.low == row.high}
    assert fixed == {
        *("threshold_mean", "decision_slope", "mandate_full", "mechanical_below", "deep_from", "routine_from"),
    }
    assert all("convention" in registry()[name].source for name in fixed)


def table(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    file = folder / "parameters.csv"
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, fieldnames=columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_a_complete_row_loads(tmp_path):
    assert read_registry(table(tmp_path, ROW)) == (Parameter("x", 1, 0, 2, "uniform", "h", "assumed", "s", "m"),)


@pytest.mark.parametrize("column", [column for column in COLUMNS if column != "name"])
def test_a_row_that_lacks_anything_does_not_load(tmp_path, column):
    with pytest.raises(ParameterError, match=rf"parameters\.csv, row 3, column {column} of 'y' is empty"):
        read_registry(table(tmp_path, ROW, ROW | {"name": "y", column: " "}))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_table_without_a_column_does_not_load(tmp_path, column):
    with pytest.raises(ParameterError, match=rf"row 1: no column {column}"):
        read_registry(table(tmp_path, ROW, columns=tuple(name for name in COLUMNS if name != column)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"grade": "mesured"}, "row 2, column grade. Did you mean measured"),
        ({"distribution": "gamma"}, "unknown distribution 'gamma' in parameters.csv, row 2, column distribution"),
        ({"value": "many"}, "row 2, column value: 'many' is no number"),
        ({"high": "nan"}, "row 2, column high: 'nan' is no number"),
        ({"value": "3"}, "'x' is 3, outside its own range"),
        ({"distribution": "fixed"}, "'fixed' goes with a range without width"),
        ({"low": "1", "high": "1"}, "'fixed' goes with a range without width"),
    ],
)
def test_a_row_that_says_something_wrong_does_not_load(tmp_path, change, words):
    with pytest.raises(ParameterError, match=words):
        read_registry(table(tmp_path, ROW | change))


def test_a_name_stands_there_once(tmp_path):
    with pytest.raises(ParameterError, match="row 3, column name: 'x' is there twice"):
        read_registry(table(tmp_path, ROW, ROW))


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_draws_stay_in_the_range_and_rise_with_the_share(name):
    low, high = (3.0, 3.0) if name == "fixed" else (2.0, 7.0)
    row = Parameter("x", 3.0, low, high, name, "h", "assumed", "s", "m")
    shares = np.linspace(0.0, 1.0, 201)
    values = row.drawn(shares)
    assert values.min() >= low - 1e-12
    assert values.max() <= high + 1e-12
    assert np.all(np.diff(values) >= -1e-12)
    half = row.drawn(shares, 0.5)
    assert half.min() >= 3.0 - 0.5 * (3.0 - low) - 1e-12
    assert half.max() <= 3.0 + 0.5 * (high - 3.0) + 1e-12
    if name in {"uniform", "normal"}:
        assert row.drawn(np.array(0.5)) == pytest.approx(3.0)


def test_the_shapes_are_what_they_are_called():
    shares = (np.arange(20_000) + 0.5) / 20_000

    def inner_half(name: str) -> float:
        values = Parameter("x", 0.0, -1.0, 1.0, name, "h", "assumed", "s", "m").drawn(shares)
        return float(np.mean(np.abs(values) < 0.5))

    assert inner_half("uniform") == pytest.approx(0.5, abs=1e-3)
    assert inner_half("triangular") == pytest.approx(0.75, abs=1e-3)
    assert inner_half("normal") == pytest.approx(0.6729 / 0.95, abs=1e-3)  # P(|Z| < .98) of those within 1.96


def test_the_distribution_is_what_the_grade_can_bear():
    """Only a measured figure has an error that statistics can speak of; what is assumed claims no peak."""
    allowed = {"measured": {"normal"}, "reported": {"triangular"}, "recalled": {"triangular"},
               "assumed": {"uniform", "fixed"}}  # fmt: skip
    assert set(allowed) == set(GRADES)
    assert {row.name for row in registry().values() if row.distribution not in allowed[row.grade]} == set()


def test_what_is_assumed_says_so_and_nothing_else_does():
    said = {row.name for row in registry().values() if row.source.startswith(("assumed", "fixed by convention"))}
    assert said == {row.name for row in registry().values() if row.grade == "assumed"} - {"lead_shared"}
    assert registry()["lead_shared"].source.startswith("by arithmetic")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"coach_half_doze": 9}, "Did you mean coach_half_dose"),
        ({"drift": float("nan")}, "must be a number"),
        ({"drift": True}, "must be a number"),
        ({"drift": -1}, "cannot be negative"),
    ],
)
def test_bad_values_are_refused(given, words):
    with pytest.raises(ParameterError, match=words):
        load_parameters(given)


def test_values_outside_the_range_only_where_asked_for():
    assert load_parameters({"drift": 0.9}).drift == 0.9
    with pytest.raises(ParameterError, match=r"its plausible range is 0\.03 to 0\.3"):
        load_parameters({"drift": 0.9}, limit=True)


def test_a_pace_of_nought_is_refused() -> None:
    with pytest.raises(ParameterError, match="'pace_slow' is 0; it must be above 0"):
        load_parameters({"pace_slow": 0.0})
