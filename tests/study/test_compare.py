from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.foundation.errors import BothwaysError, SettingsError
from sim.outcomes import OUTCOMES
from sim.strategy import Strategy
from sim.study import compare, simulate
from sim.study import comparison as comparison_module
from sim.study.verdicts import UNTESTED

YEARS = 8


@pytest.fixture
def compared(engine, strategies, district):
    return compare(strategies, district, years=YEARS, replicates=6)


def test_runs_are_paired_and_ordered(compared, district):
    assert compared.names == ("fast", "slow")
    assert [run.replicate for run in compared.runs["fast"]] == list(range(6))
    assert {run.strategy for run in compared.runs["slow"]} == {"slow"}
    assert district.drawn == list(range(6))  # each people once, met by both strategies
    assert repr(compared).startswith("<Comparison of fast, slow in fake")


def test_table_has_one_row_an_outcome_and_strategy(compared):
    table = compared.table()
    assert list(table["outcome"].unique()) == list(OUTCOMES)
    assert len(table) == 2 * len(OUTCOMES)
    row = table[(table.outcome == "access") & (table.strategy == "fast")].iloc[0]
    values = compared.values("fast", "access")
    assert row["mean"] == pytest.approx(values.mean())
    assert row["run_p5"] == pytest.approx(np.percentile(values, 5))
    assert row["run_p95"] == pytest.approx(np.percentile(values, 95))
    half = 2.5705818366 * values.std(ddof=1) / np.sqrt(6)  # t of 5 degrees of freedom
    assert row["ci_low"] == pytest.approx(values.mean() - half)
    assert row["ci_high"] == pytest.approx(values.mean() + half)
    assert row["runs"] == 6
    assert table[table.outcome == "year_sustained"]["runs"].tolist() == [0, 0]


def test_differences_are_paired(compared):
    frame = compared.differences("fast", "slow")
    assert list(frame.columns) == [
        "mean", "ci_low", "ci_high", "same_sign", "pairs", "verdict", "unit", "title", "note"
    ]  # fmt: skip
    assert list(frame.index) == list(OUTCOMES)
    assert frame.index.name == "outcome"
    # The luck is the same, so the difference is the strategy's and nothing else.
    assert frame.loc["access", "mean"] == pytest.approx(0.16, abs=1e-6)
    assert frame.loc["access", "ci_high"] - frame.loc["access", "ci_low"] < 1e-6
    assert frame.loc["access", "same_sign"] == 1.0
    assert frame.loc["year_sustained", "pairs"] == 0
    assert np.isnan(frame.loc["year_sustained", "mean"])
    back = compared.differences("slow", "fast")
    assert (back["mean"].dropna() == -frame["mean"].dropna()).all()


def test_a_strategy_against_itself_differs_by_exactly_zero(engine, district, strategies):
    slow = strategies["slow"]
    same = compare({"one": slow, "other": slow}, district, years=YEARS, replicates=4)
    for a, b in (("one", "other"), ("one", "one")):
        frame = same.differences(a, b)
        known = frame[frame["pairs"] > 0]
        assert len(known) > 20
        assert (known[["mean", "ci_low", "ci_high"]] == 0.0).to_numpy().all()
        assert {same.verdict(a, b, name) for name in known.index} == {"no clear difference"}


def test_the_order_of_strategies_does_not_matter(engine, district, strategies, compared):
    turned = compare(dict(reversed(strategies.items())), district, years=YEARS, replicates=6)
    pd.testing.assert_frame_equal(turned.differences("fast", "slow"), compared.differences("fast", "slow"))


def test_threads_do_not_change_results(engine, strategies, large_district, compared):
    calls = []
    threaded = compare(
        strategies, large_district, years=YEARS, replicates=6, threads=3, progress=lambda *told: calls.append(told)
    )
    pd.testing.assert_frame_equal(threaded.table(), compared.table())
    assert calls == [(done, 12) for done in range(13)]
    assert sorted(large_district.drawn) == list(range(6))


def test_verdicts(compared):
    assert compared.verdict("fast", "slow", "access") == "better"
    assert compared.verdict("slow", "fast", "access") == "worse"
    assert compared.verdict("fast", "slow", "dollars") == "no clear difference"
    assert compared.verdict("fast", "slow", "year_sustained") == "not applicable"
    with pytest.raises(SettingsError, match=r"Did you mean access\b"):
        compared.verdict("fast", "slow", "acess")
    with pytest.raises(SettingsError, match="Did you mean slow"):
        compared.differences("fast", "slowe")


def test_a_direction_that_nobody_wants_is_named(engine, district, strategies, monkeypatch):
    from dataclasses import replace

    compared = compare(strategies, district, years=YEARS, replicates=3)
    neutral = {name: replace(outcome, better="neither") for name, outcome in OUTCOMES.items()}
    monkeypatch.setattr(comparison_module, "find_outcome", neutral.__getitem__)
    assert compared.verdict("fast", "slow", "access") == "higher"
    assert compared.verdict("slow", "fast", "access") == "lower"


def test_parameter_sets(engine, strategies, district):
    sets = [{"prior": value} for value in (0.1, 0.5, 0.9)]
    found = compare(strategies, district, years=2, replicates=4, parameter_sets=sets, beyond_range=True)
    assert found.parameter_sets == 3
    assert found.values("fast", "access").shape == (3, 4)
    assert len(found.runs["fast"]) == 12
    assert [run.parameter_set for run in found.runs["fast"]][::4] == [0, 1, 2]
    by_set = found.differences("fast", "slow", by="parameter_set")
    assert by_set.loc[("access", 0), "mean"] == pytest.approx(0.04, abs=1e-6)
    assert by_set.loc[("access", 2), "mean"] == pytest.approx(0.36, abs=1e-6)
    assert by_set.index.names == ["outcome", "parameter_set"]
    together = found.differences("fast", "slow").loc["access"]
    assert together["pairs"] == 12
    assert together["mean"] == pytest.approx(0.2, abs=1e-6)
    assert together["ci_low"] < 0.04  # three sets that differ do not make one sure
    with pytest.raises(SettingsError, match="grouping 'set'"):
        found.differences("fast", "slow", by="set")


def test_a_sign_that_hangs_on_parameters_is_said_to(engine, strategies, district, monkeypatch):
    sets = [{"prior": p} for p in (0.1, 0.5, 0.9)]
    found = compare(strategies, district, years=2, replicates=4, parameter_sets=sets, beyond_range=True)
    values = {"fast": np.array([[0.5, 0.6]] * 2 + [[0.1, 0.0]]), "slow": np.zeros((3, 2)) + 0.3}
    values["fast"] = np.array([[0.50, 0.52], [0.61, 0.60], [0.10, 0.11]])
    monkeypatch.setattr(type(found), "values", lambda self, strategy, outcome: values[strategy])
    assert found.verdict("fast", "slow", "access") == UNTESTED
    rng = np.random.default_rng(0)
    values["fast"] = 0.3 + rng.normal(0, 1, (3, 2))
    assert found.verdict("fast", "slow", "access") == "no clear difference"


def test_series(compared):
    series = compared.series("access")
    assert series["fast"].shape == (6, 12 * YEARS)
    assert series["fast"][2, -1] == pytest.approx(compared.runs["fast"][2].outcomes["access"])
    with pytest.raises(SettingsError, match="one number per run"):
        compared.series("wait_gap")


def test_chance(compared):
    assert compared.chance("sustained_by_year_10", 0.5) != {}
    assert compared.chance("access", 0.0) == {"fast": 1.0, "slow": 1.0}
    assert np.isnan(compared.chance("year_sustained", 0.0)["fast"])


def test_plot_asks_the_report_by_name(compared, monkeypatch):
    asked = []

    class Backend:
        @staticmethod
        def plot_outcome(*given):
            asked.append(given)
            return "a figure"

    monkeypatch.setattr(comparison_module, "import_module", lambda name: Backend if name == "sim.report" else None)
    assert compared.plot("access") == "a figure"
    assert asked == [(compared, "access")]
    with pytest.raises(SettingsError, match="unknown outcome"):
        compared.plot("nothing")


def test_persistence_is_filled_in_from_two_branches(compared):
    values = compared.values("fast", "persistence")
    assert values == pytest.approx(np.full((1, 6), 0.5))


def test_persistence_needs_the_horizon_and_a_grant(engine, district, strategies):
    fast = strategies["fast"]
    assert np.isnan(simulate(district, fast, years=5, population=(1, 0)).outcomes["persistence"])
    assert simulate(district, fast, years=6, population=(1, 0)).outcomes["persistence"] == pytest.approx(0.5)
    off = simulate(district, fast, years=6, population=(1, 0), persistence=False)
    assert np.isnan(off.outcomes["persistence"])
    alone = fast.with_conditions(grant_years=0, grant_dollars_per_student=0)
    assert np.isnan(simulate(district, alone, years=6, population=(1, 0)).outcomes["persistence"])


def test_branching_leaves_the_run_as_it_was(engine, district, strategies):
    one = simulate(district, strategies["fast"], years=8, population=(1, 0))
    other = simulate(district, strategies["fast"], years=8, population=(1, 0), persistence=False)
    assert all((other.history.schools[name] == value).all() for name, value in one.history.schools.items())
    assert one.history.months == 96


def test_without_histories_outcomes_and_series_stay(engine, strategies, district, compared):
    light = compare(strategies, district, years=YEARS, replicates=6, histories=False)
    pd.testing.assert_frame_equal(light.table(), compared.table())
    assert light.series("access")["fast"] == pytest.approx(compared.series("access")["fast"], abs=1e-6)
    with pytest.raises(SettingsError, match="histories=True"):
        _ = light.runs["fast"][0].history


def test_names_of_shipped_strategies(engine, district):
    found = compare(["fast_and_furious", "slow_and_steady"], district, years=1, replicates=1)
    assert found.names == ("fast_and_furious", "slow_and_steady")
    assert isinstance(found.strategies["slow_and_steady"], Strategy)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": 0}, "years is 0; it must be a whole number from 1 to 25"),
        ({"years": 500}, "years is 500"),
        ({"years": 2.5}, "years is 2.5"),
        ({"replicates": 0}, "replicates is 0"),
        ({"replicates": True}, "replicates is True"),
        ({"seed": -1}, "seed is -1"),
        ({"threads": 0}, "threads is 0"),
        ({"strategies": {}}, "no strategy"),
        ({"strategies": "slow"}, "give a mapping"),
        ({"strategies": [3]}, "the strategy is 3; give a Strategy"),
        ({"strategies": ["slow", "slow"]}, "two strategies have one name"),
        ({"future": 3}, "the future is 3; give a Future"),
        ({"parameter_sets": []}, "parameter_sets is empty"),
        ({"rules": {"trust": 3}, "store": "here"}, "unknown rule 'trust'"),
        ({"rules": {"takes_up": 3}}, "plain Python function"),
        ({"parameters": {"prior": 0.5}}, r"'prior' is 0.5; its plausible range is 0.32 to 0.44"),
        ({"parameter_sets": [{}, {"prior": 0.5}]}, "beyond_range"),
        ({"parameter_sets": [{}, None]}, "number 2 is nothing; it must be a mapping"),
        ({"progress": 3}, "progress is 3; it must be a function"),
        ({"persistence": 1}, "persistence is 1; it must be True or False"),
        ({"district": "dallas_isd"}, r"district is 'dallas_isd'; it must be a District, .*District\.load"),
        ({"strategies": {3: "slow"}}, "the name of a strategy is 3"),
        ({"store": 3}, "not the name of a folder"),
    ],
)
def test_bad_input(engine, strategies, district, changes, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BothwaysError, match=message):
        compare(**({"strategies": strategies, "district": district} | changes))
    assert engine.made == 0


def test_a_misspelt_parameter_is_found_before_anything_runs(engine, strategies, district):
    from sim.foundation.errors import ParameterError

    with pytest.raises(ParameterError, match="Did you mean prior"):
        compare(strategies, district, parameter_sets=[{}, {"priors": 0.3}])
    assert engine.made == 0
