from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.outcomes import OUTCOMES, prepare, summarize
from sim.outcomes.composition import gap_parts
from sim.outcomes.equity import sorted_gap, wealth_rank


def value(name, history):
    return OUTCOMES[name].formula(history)


def test_gap_is_zero_when_shares_are_equal(make):
    rng = np.random.default_rng(3)
    history = make(24, enrollment=(120, 40, 77), low_income=(0.4, 0.4, 0.4), access=rng.random((24, 3)))
    assert value("equity_gap", history) == pytest.approx(0.0, abs=1e-12)
    assert value("equity_gap_end", history) == pytest.approx(0.0, abs=1e-12)
    assert value("concentration", history) == pytest.approx(0.0, abs=1e-12)
    assert np.isnan(value("relative_equity_gap", history))  # D is zero


def test_gap_by_hand(make):
    history = make(18, enrollment=(100, 300), low_income=(0.8, 0.2), access=(0.6, 0.1))
    gap = (80 * 0.6 + 60 * 0.1) / 140 - (20 * 0.6 + 240 * 0.1) / 260
    segregation = 0.5 * (abs(80 / 140 - 20 / 260) + abs(60 / 140 - 240 / 260))
    assert value("equity_gap_end", history) == pytest.approx(gap)
    assert value("equity_gap", history) == pytest.approx(1.5 * gap)
    assert prepare(history).segregation == pytest.approx(segregation)
    assert value("relative_equity_gap_end", history) == pytest.approx(gap / segregation)
    assert value("relative_equity_gap", history) == pytest.approx(gap / segregation)


def test_full_access_of_the_poor_and_none_of_the_rest_is_all_that_segregation_allows(make):
    history = make(12, enrollment=(10, 20, 30, 40), low_income=(0.9, 0.8, 0.2, 0.1), access=(1, 1, 0, 0))
    assert value("relative_equity_gap", history) == pytest.approx(1.0)
    assert value("relative_equity_gap_end", history) == pytest.approx(1.0)
    reverse = make(12, enrollment=(10, 20, 30, 40), low_income=(0.9, 0.8, 0.2, 0.1), access=(0, 0, 1, 1))
    assert value("relative_equity_gap", reverse) == pytest.approx(-1.0)


def test_early_and_late_gaps_cancel_in_the_cumulative_gap(make):
    access = np.zeros((24, 2))
    access[:12, 0] = 0.5
    access[12:, 1] = 0.5
    history = make(24, access=access)
    assert value("equity_gap", history) == pytest.approx(0.0)
    assert value("equity_gap_end", history) == pytest.approx(-0.5)


def test_concentration_by_hand(make):
    history = make(1, enrollment=(100, 100), low_income=(0.9, 0.1), access=(1.0, 0.0))
    # ranks .75 (poor) and .25, means .5: cov = (.5 * .25 + .5 * .25) / 2 = .125
    assert value("concentration", history) == pytest.approx(1.0)
    assert wealth_rank(np.array([1.0, 2.0, 1.0]), np.array([0.5, 0.1, 0.5])).tolist() == [0.75, 0.25, 0.75]


def test_erreygers_does_not_change_when_everybody_gains_alike(make):
    rng = np.random.default_rng(0)
    access, low = rng.random(6) * 0.5, rng.random(6)
    first = make(1, enrollment=np.arange(1, 7), low_income=low, access=access)
    second = make(1, enrollment=np.arange(1, 7), low_income=low, access=access + 0.3)
    assert value("concentration", first) == pytest.approx(value("concentration", second), abs=1e-6)


def test_ratio_needs_enough_access(make):
    assert value("equity_ratio", make(12, access=(0.3, 0.2))) == pytest.approx(1.5)
    assert np.isnan(value("equity_ratio", make(12, access=(0.3, 0.01))))


def test_kitagawa_by_hand(make):
    # Low-income students all in school 1 (third year), others all in school 2 (not launched).
    history = make(1, access=(0.6, 0.2), age=(30, -1), status=(2, 0))
    coverage, depth = gap_parts(history)
    # Each class has one group; the other's mean is taken for it, so all of the gap is coverage.
    assert coverage[0] == pytest.approx(0.4)
    assert depth[0] == pytest.approx(0.0)
    same_age = make(1, access=(0.6, 0.2), age=(30, 35), status=(2, 2))
    coverage, depth = gap_parts(same_age)
    assert coverage[0] == pytest.approx(0.0)
    assert depth[0] == pytest.approx(0.4)


def test_schools_that_gave_up_are_a_class_of_their_own(make):
    history = make(1, access=(0.6, 0.2), age=(-1, -1), status=(3, 0))
    assert gap_parts(history)[0][0] == pytest.approx(0.4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(2, 12))
def test_coverage_and_depth_add_up_to_the_gap(make, seed, months, schools):
    rng = np.random.default_rng(seed)
    history = make(
        months,
        enrollment=rng.integers(1, 500, schools),
        low_income=rng.random(schools),
        access=rng.random((months, schools)),
        age=rng.integers(-1, 80, (months, schools)),
        status=rng.integers(0, 4, (months, schools)),
    )
    values = summarize(history)
    assert values["equity_gap_coverage"] + values["equity_gap_depth"] == pytest.approx(values["equity_gap"], abs=1e-9)
    assert not abs(values["relative_equity_gap"]) > 1  # holds for NaN too


def ageing(months, launches):
    return np.maximum(np.arange(months)[:, None] - np.asarray(launches), -1)


def test_equal_age_gap_looks_36_months_after_launch(make):
    age = ageing(60, (0, 10))
    access = np.zeros((60, 2))
    access[36, 0], access[46, 1] = 0.7, 0.5
    assert value("equal_age_gap", make(60, access=access, age=age)) == pytest.approx(0.2)


def test_equal_age_gap_leaves_out_schools_launched_too_late(make):
    age = ageing(60, (0, 0, 30))
    access = np.zeros((60, 3))
    access[36] = (0.7, 0.5, 0.9)
    history = make(60, enrollment=(10, 10, 10), low_income=(0.9, 0.1, 0.5), access=access, age=age)
    assert value("equal_age_gap", history) == pytest.approx((0.9 * 0.7 + 0.1 * 0.5) - (0.1 * 0.7 + 0.9 * 0.5))


def test_equal_age_gap_weights_for_schools_that_gave_up(make):
    # Two poor schools, one gives up: the other stands for both.
    age = ageing(48, (0, 0, 0, 0)).astype(float)
    age[20:, 1] = -1
    access = np.zeros((48, 4))
    access[36] = (0.8, 0.0, 0.4, 0.2)
    history = make(48, enrollment=(10, 30, 40, 50), low_income=(0.9, 0.8, 0.2, 0.1), access=access, age=age)
    low, others = np.array([40 * 0.9, 40 * 0.2, 50 * 0.1]), np.array([40 * 0.1, 40 * 0.8, 50 * 0.9])
    value_at_36 = [0.8, 0.4, 0.2]
    expected = low @ value_at_36 / low.sum() - others @ value_at_36 / others.sum()
    assert value("equal_age_gap", history) == pytest.approx(expected)


def test_equal_age_gap_is_not_applicable_when_a_poverty_half_gave_up(make):
    age = ageing(48, (0, 0, 0)).astype(float)
    age[20:, 0] = -1
    history = make(48, enrollment=(10, 30, 40), low_income=(0.9, 0.2, 0.3), access=0.5, age=age)
    assert np.isnan(value("equal_age_gap", history))
    assert np.isnan(value("equal_age_gap", make(20, access=0.5, age=ageing(20, (0, 0)))))


def test_between_school_share_by_hand(make):
    history = make(1, teachers=(10, 30), deep=(1.0, 0.0), effective=0.5)
    assert value("between_school_share", history) == pytest.approx(1.0)
    history = make(1, teachers=(10, 10), deep=(0.8, 0.4), effective=0.5)
    assert value("between_school_share", history) == pytest.approx(0.04 / (0.6 * 0.4))
    assert np.isnan(value("between_school_share", make(1, deep=(0.8, 0.4), effective=0.04)))


def test_wait_counts_months_of_good_access(make):
    access = np.zeros((36, 2))
    access[6:, 0] = 0.5  # has had 12 good months at the end of month 17
    history = make(36, enrollment=(100, 300), access=access)
    assert value("wait", history) == pytest.approx(0.25 * 1.5 + 0.75 * 3.0)
    assert value("wait_gap", history) == pytest.approx(1.5 - 3.0)


def test_sorting_inside_schools(make):
    history = make(12, low_income=(0.5, 0.5), deep=0.5, access=0.4)
    assert sorted_gap(history, 0.0) == pytest.approx(value("equity_gap", history))
    assert sorted_gap(history, 0.1, advantage=0.5) == pytest.approx(0.05)
    assert sorted_gap(history, -0.1) < 0
