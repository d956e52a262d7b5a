"""Every parameter has a source and a grade, is named once, and is read by something."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sim
from sim.foundation.errors import ParameterError
from sim.foundation.parameters import Parameters, _row, load_parameters, registry

PACKAGE = Path(sim.__file__).parent
READERS = [*(PACKAGE / "rules").glob("*.py"), *(PACKAGE / "engine").glob("*.py"), PACKAGE / "strategy" / "levers.py"]


def test_every_parameter_is_read_by_a_rule_or_a_phase():
    read = {
        node.attr
        for file in READERS
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute)
    }
    assert set(Parameters._fields) - read == set()


def test_assumed_parameters_have_a_range_to_sweep_unless_they_are_conventions():
    fixed = {name for name, row in registry().items() if row.grade == "assumed" and row.low == row.high}
    assert fixed == {"threshold_mean", "decision_slope"}
    assert all("convention" in registry()[name].source for name in fixed)


@pytest.mark.parametrize("column", ["source", "grade", "unit", "meaning"])
def test_a_row_without_source_grade_unit_or_meaning_does_not_load(column):
    row = {
        "name": "x",
        "value": "1",
        "low": "0",
        "high": "2",
        "unit": "h",
        "grade": "assumed",
        "source": "s",
        "meaning": "m",
    }
    with pytest.raises(ParameterError, match=f"row 7: {column} is empty"):
        _row(7, row | {column: " "})


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
    with pytest.raises(ParameterError, match=r"its range is 0\.03\.\.0\.3"):
        load_parameters({"drift": 0.9}, limit=True)
