"""Exposure over the stand-in engine, whose difference depends on `prior` and on luck only."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.errors import ParameterError, SettingsError
from sim.foundation.parameters import registry
from sim.study import compare, guess_exposure, quick_exposure, with_exposure
from sim.study.exposure import Exposure
from sim.study.parameter_sets import SOURCED, draw_over_ranges, find_sets, set_names
from sim.study.variance_shares import Design
from sim.study.verdicts import UNTESTED

PAIR = ("fast", "slow")


def made(change, sets, usual=None, quick=True):
    """Make an exposure with given differences, one run a set."""
    change = np.asarray(change, dtype=float)
    number = np.arange(change.size)
    values = {"fast": {"deep_share": 0.5 + change}, "slow": {"deep_share": np.full(change.size, 0.5)}}
    reference = None
    if usual is not None:
        reference = {"fast": {"deep_share": np.asarray(usual)}, "slow": {"deep_share": np.zeros(len(usual))}}
    design = Design(number, number, np.zeros_like(number), number)
    return Exposure(values, design, sets, [{}], f"{len(sets)} plausible parameter sets", reference, quick)


@pytest.fixture
def sets():
    rng = np.random.default_rng(1)
    return [{"trust_gate": float(x), "prior": float(y), "unlearning": float(z)} for x, y, z in rng.random((16, 3))]


def test_the_parameter_that_decides_is_found(engine, strategies, district):
    found = guess_exposure(strategies, district, years=1, pairs=80, sets="ranges", persistence=False)
    assert engine.made == 160
    strongest = found.most_telling(*PAIR, "deep_share")
    assert strongest[0].parameter == "prior"
    assert strongest[0].stands_out
    assert not any(each.stands_out for each in strongest[1:])
    shares = found.shares(*PAIR, "deep_share")
    assert shares.assumed.value > 0.75  # an estimate from 80 pairs
    assert shares.assumed.high > 0.9
    assert shares.luck.value < 0.05
    assert found.turns(*PAIR, "deep_share") < 0.05
    assert "prior" in found.table(outcomes=["deep_share"]).loc["deep_share", "most_telling"]
    assert "prior" in found.sentence("deep_share")


def test_a_parameter_that_is_given_is_held(engine, strategies, district):
    found = guess_exposure(
        strategies, district, years=1, pairs=40, sets="ranges", persistence=False, parameters={"prior": 0.4}
    )
    assert np.nanstd(found.differences(*PAIR, "deep_share")) == pytest.approx(0.0, abs=1e-6)


def test_a_quick_look_runs_each_set_once(engine, strategies, district):
    result = compare(strategies, district, years=1, replicates=10, persistence=False)
    before = engine.made
    found = quick_exposure(result, persistence=False)
    assert found.sets == found.pairs == 10
    assert engine.made - before == 20
    assert found.quick
    assert not found.hangs(*PAIR, "deep_share")


@pytest.mark.parametrize("changes", [{"replicates": 7}, {"replicates": 8, "parameter_sets": [{}, {"prior": 0.4}]}])
def test_where_a_quick_look_says_nothing(engine, strategies, district, changes):
    result = compare(strategies, district, years=1, persistence=False, **changes)
    assert quick_exposure(result) is None


def test_a_sign_that_turns_changes_the_verdict(engine, strategies, district, sets):
    result = compare(strategies, district, years=1, replicates=8, persistence=False)
    usual = 0.1 + 0.01 * np.random.default_rng(2).normal(size=20)
    turning = made([0.2, -0.2] * 8, sets, usual)
    assert turning.turns(*PAIR, "deep_share") == pytest.approx(0.5, abs=0.05)
    assert with_exposure(result, turning).verdict(*PAIR, "deep_share") == UNTESTED
    steady = made([0.2, 0.1] * 8, sets, usual)
    assert with_exposure(result, steady).verdict(*PAIR, "deep_share") == result.verdict(*PAIR, "deep_share")


def test_signs_count_against_the_difference_that_is_shown(sets):
    usual = 0.1 + 0.01 * np.random.default_rng(2).normal(size=20)
    assert made([-0.2, -0.1] * 8, sets, usual).turns(*PAIR, "deep_share") > 0.95


def test_luck_alone_does_not_hang_on_guesses(sets):
    rng = np.random.default_rng(4)
    alarms = 0
    for _ in range(40):
        found = made(rng.normal(size=16), sets, rng.normal(size=20))
        alarms += found.hangs(*PAIR, "deep_share")
    assert alarms <= 8


def test_named_sets():
    assert {"calibrated", "plausible"} <= set(set_names())
    every = find_sets("calibrated")
    assert find_sets("all") == every
    assert find_sets(3) == find_sets("3") == find_sets("calibrated:3") == every[:3]
    assert find_sets("plausible:3") != every[:3]


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        ("plausibel", SettingsError, "Did you mean plausible"),
        (0, SettingsError, "give a number from 1 to"),
        ("plausible:9999", SettingsError, "'plausible' holds"),
        ("nowhere.csv", ParameterError, "there is no file with parameter sets nowhere.csv"),
    ],
)
def test_sets_that_are_not_there(wanted, error, message):
    with pytest.raises(error, match=message):
        find_sets(wanted)


def test_draws_of_sourced_parameters_stay_in_their_ranges():
    drawn = draw_over_ranges(SOURCED, 50, seed=2)
    rows = {name: row for name, row in registry().items() if row.grade != "assumed" and row.high > row.low}
    assert set(drawn[0]) == set(rows)
    for name, row in rows.items():
        values = np.array([each[name] for each in drawn])
        assert row.low <= values.min() <= values.max() <= row.high
        assert row.low == row.value or (values < row.value).any()
        assert row.high == row.value or (values > row.value).any()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"pairs": 10}, "pairs is 10"),
        ({"sets": []}, "sets is empty"),
        ({"sets": "plausable"}, "Did you mean plausible"),
    ],
)
def test_bad_input(engine, strategies, district, changes, message):
    with pytest.raises(SettingsError, match=message):
        guess_exposure(strategies, district, years=1, **changes)
    assert engine.made == 0


def test_an_unknown_strategy_names_near_ones(sets):
    with pytest.raises(SettingsError, match="Did you mean fast"):
        made(np.ones(16), sets).shares("fats", "slow", "deep_share")
