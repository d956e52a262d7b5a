from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.study.intervals import paired


def test_one_set_gives_the_usual_t_interval():
    values = np.random.default_rng(0).normal(0.3, 1.0, 25)
    found = paired(values[None])
    low, high = stats.t.interval(0.95, 24, loc=values.mean(), scale=stats.sem(values))
    assert (found.mean, found.low, found.high) == pytest.approx((values.mean(), low, high))
    assert found.pairs == 25
    assert found.same_sign == pytest.approx((values > 0).mean())


def test_nothing_differs_exactly():
    found = paired(np.zeros((1, 20)))
    assert (found.mean, found.low, found.high, found.same_sign, found.pairs) == (0.0, 0.0, 0.0, 1.0, 20)


def test_pairs_without_a_value_are_left_out():
    found = paired(np.array([[1.0, np.nan, 3.0]]))
    assert (found.mean, found.pairs) == (2.0, 2)
    nothing = paired(np.full((2, 3), np.nan))
    assert np.isnan([nothing.mean, nothing.low, nothing.high, nothing.same_sign]).all()
    assert nothing.pairs == 0


def test_one_pair_has_no_interval():
    found = paired(np.array([[0.5]]))
    assert found.mean == 0.5
    assert np.isnan([found.low, found.high]).all()


def test_pairs_of_one_parameter_set_do_not_count_as_independent():
    rng = np.random.default_rng(1)
    of_sets, noise = rng.normal(0, 1.0, (8, 1)), rng.normal(0, 0.01, (8, 50))
    found = paired(of_sets + noise)
    low, high = stats.t.interval(0.95, 7, loc=of_sets.mean(), scale=stats.sem(of_sets[:, 0]))
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.02)


def test_luck_that_all_sets_share_does_not_count_as_independent():
    rng = np.random.default_rng(2)
    of_replicates = rng.normal(0, 1.0, (1, 30))
    found = paired(of_replicates + rng.normal(0, 0.01, (8, 30)))
    scale = stats.sem(of_replicates[0])
    assert (found.high - found.low) / 2 == pytest.approx(stats.t.ppf(0.975, 7) * scale, rel=0.05)


def test_coverage_is_about_95_percent():
    rng = np.random.default_rng(3)
    hits = 0
    for _ in range(2000):
        found = paired(rng.normal(0.2, 1.0, (1, 12)))
        hits += found.low <= 0.2 <= found.high
    assert 0.935 < hits / 2000 < 0.965
