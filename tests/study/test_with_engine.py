"""The study with the engine itself: shared luck, branches, threads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.district import District
from sim.outcomes import OUTCOMES
from sim.strategy import Future, Strategy
from sim.study import compare, simulate

YEARS = 6


@pytest.fixture(scope="module")
def district():
    return District.synthetic(schools=6, seed=5)


@pytest.fixture(scope="module")
def compared(district):
    return compare(["fast_and_furious", "slow_and_steady"], district, years=YEARS, replicates=2, seed=3)


def test_outcomes_are_within_their_bounds(compared):
    for runs in compared.runs.values():
        for run in runs:
            for name, value in run.outcomes.items():
                outcome = OUTCOMES[name]
                assert np.isnan(value) or outcome.low - 1e-6 <= value <= outcome.high + 1e-6, name
            assert set(run.reasons()) == {name for name, value in run.outcomes.items() if np.isnan(value)}


def test_the_same_strategy_under_two_names_is_exactly_equal(district):
    slow = Strategy.load("slow_and_steady")
    frame = compare({"a": slow, "b": slow}, district, years=2, replicates=2).differences("a", "b")
    known = frame[frame["pairs"] > 0]
    assert (known[["mean", "ci_low", "ci_high"]] == 0.0).to_numpy().all()


def test_people_are_shared_and_left_as_they_were(district):
    population = district.population(seed=3, replicate=1)
    before = {name: value.copy() for name, value in vars(population).items() if isinstance(value, np.ndarray)}
    one = simulate(district, "fast_and_furious", years=2, seed=3, replicate=1, population=population)
    other = simulate(district, "fast_and_furious", years=2, seed=3, replicate=1)
    assert before
    assert all((getattr(population, name) == value).all() for name, value in before.items())
    assert all(np.array_equal(value, other.history.schools[name]) for name, value in one.history.schools.items())


def test_branching_at_the_grants_end_does_not_touch_the_run(district, compared):
    plain = simulate(district, "fast_and_furious", years=YEARS, seed=3, replicate=0, persistence=False)
    branched = compared.runs["fast_and_furious"][0]
    for name, values in plain.history.schools.items():
        assert np.array_equal(values, branched.history.schools[name]), name
    for name, values in plain.history.district.items():
        assert np.array_equal(values, branched.history.district[name]), name


def test_threads_and_order_do_not_change_results(district, compared):
    again = compare(["slow_and_steady", "fast_and_furious"], district, years=YEARS, replicates=2, seed=3, threads=2)
    names = ("fast_and_furious", "slow_and_steady")
    pd.testing.assert_frame_equal(again.differences(*names), compared.differences(*names))


def test_the_store_gives_back_what_was_simulated(district, compared, tmp_path):
    for _ in range(2):
        stored = compare(
            ["fast_and_furious", "slow_and_steady"], district, years=YEARS, replicates=2, seed=3, store=tmp_path
        )
        pd.testing.assert_frame_equal(stored.table(), compared.table())


def test_an_early_end_of_the_grant_moves_the_branch(district):
    early = simulate(district, "fast_and_furious", years=5, seed=3, future=Future.load("grant_ends_year_early"))
    late = simulate(district, "fast_and_furious", years=5, seed=3)
    assert early.history.grant_end_month == 36
    assert np.isnan(late.outcomes["persistence"])
    assert "persistence" in late.reasons()


def test_support_that_is_kept_is_worth_something(district):
    strategy = Strategy(build_buy=1.0, fast_slow=-0.5, conditions={"grant_dollars_per_student": 800})
    found = compare([strategy], district, years=YEARS, replicates=4)
    kept = found.values("own", "persistence")
    assert np.nanmean(kept) < 1.0


def test_tables(compared):
    run = compared.runs["slow_and_steady"][0]
    assert len(run.schools()) == 6
    assert len(run.monthly()) == 12 * YEARS
    assert len(run.school_years()) == 6 * YEARS
