"""Targets and fitted parameters are complete, the split is fixed, and the shipped ensemble fits the registry."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.calibration import readings
from sim.calibration.designs import others_of
from sim.calibration.rollouts import RUNS, Rollouts
from sim.calibration.targets import fitted, free_parameters, held_out, read_targets, targets
from sim.cli.calibrating import read
from sim.foundation.errors import SettingsError
from sim.foundation.parameters import registry
from sim.foundation.resources import folder
from sim.study.plausible import load_sets

SETS = folder("data") / "parameter_sets"


def test_split_is_fixed() -> None:
    assert set(fitted()) == {
        "mechanical", "months_to_full", "full_by_36", "give_up", "use_after_19_months", "use_after_5_years",
        "materials_alone",
    }  # fmt: skip
    assert set(fitted()) & set(held_out()) == set()
    assert len(held_out()) == 6


def test_every_target_says_where_it_comes_from_and_is_simulated() -> None:
    for target in targets().values():
        assert len(target.source) > 20
        assert len(target.reading) > 20
        assert all(run in RUNS for run in target.run.split(" and "))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("mechanical,fitted", "mechanical,tuned"), "unknown role"),
        ((",recalled,", ",guessed,"), "unknown grade"),
        (("0.675", "7"), "low"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    text = (folder("data") / "calibration" / "targets.csv").read_text(encoding="utf-8")
    bad = tmp_path / "targets.csv"
    bad.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        read_targets(bad)


def test_at_most_seven_assumed_parameters_are_fitted() -> None:
    free = free_parameters()
    assert 1 <= len(free) <= 7
    for one in free:
        assert one.row.grade == "assumed"
        assert one.goes_with in registry()
        assert one.why


def test_shipped_ensemble_is_current_with_the_registry() -> None:
    sets = load_sets(SETS / "calibrated.csv")
    free = [one.name for one in free_parameters()]
    origin = yaml.safe_load((SETS / "calibrated.yaml").read_text(encoding="utf-8"))
    names = {*free, *others_of(free)} - set(origin.get("not_drawn", ()))
    assert len(sets) >= 8
    for one in sets:
        assert set(one) == names, "the registry has changed: run bothways calibrate again"
        for name, value in one.items():
            assert registry()[name].low <= value <= registry()[name].high, name


def test_shipped_ensemble_says_how_it_was_made() -> None:
    origin = yaml.safe_load((SETS / "calibrated.yaml").read_text(encoding="utf-8"))
    assert origin["made_by"] == "bothways calibrate"
    assert set(origin["fitted"]) == {one.name for one in free_parameters()}
    assert origin["confirmed"]["kept"] == len(load_sets(SETS / "calibrated.csv"))
    assert set(origin["targets"]) == set(fitted())
    for name, goal in origin["targets"].items():
        assert goal["value"] == fitted()[name].value, "targets have changed: run bothways calibrate again"
        assert goal["tolerance"] == fitted()[name].tolerance
    assert origin["held_out"] == list(held_out())
    assert {"seed", "sets", "waves", "fresh"} <= set(origin["settings"])
    assert origin["rules"]


def test_rollouts_give_every_target_once_and_the_same_again() -> None:
    seen = [Rollouts(3, schools=8, teachers=120, long=True)({"prior": 0.45}, 1) for _ in range(2)]
    one, other = (list(parts) for parts in seen)
    names = [name for part in one for name in part]
    assert sorted(names) == sorted(targets())
    assert all(
        np.array_equal(list(a.values()), list(b.values()), equal_nan=True) for a, b in zip(one, other, strict=True)
    )


def test_half_of_a_curve_with_schools_that_gave_up() -> None:
    months, reached = np.array([10.0, 20.0, 30.0, 40.0]), np.array([True, True, True, True])
    assert readings.months_until_half(months, reached) == 20.0
    assert readings.months_until_half(months, np.array([False, True, False, True])) == 40.0
    assert readings.months_until_half(months, np.array([True, False, False, False])) == readings.NEVER
    assert readings.months_until_half(months, np.zeros(4, bool)) == readings.NEVER


def test_settings_of_the_command() -> None:
    size, seed, place = read(["sets=5", "quick=true", "out=here", "seed=3"])
    assert (size.sets, size.keep, seed, place) == (5, 2, 3, "here")
    for typed, message in ((["set=5"], "Did you mean sets"), (["sets=many"], "whole number"), (["waves=0"], "from 1")):
        with pytest.raises(SettingsError, match=message):
            read(typed)
