"""What is read of people is what happened."""

from __future__ import annotations

import numpy as np
import pytest

from sim.district.district import District
from sim.strategy.strategy import Strategy
from sim.validation.observed import correlation_in_levels, intraclass_correlation, observe


def test_intraclass_correlation_of_known_groups() -> None:
    group = np.repeat(np.arange(50), 40)
    luck = np.random.default_rng(1)
    values = luck.normal(0.0, 0.5, 50)[group] + luck.normal(0.0, 1.0, 2000)
    assert intraclass_correlation(values, group) == pytest.approx(0.2, abs=0.06)
    assert intraclass_correlation(values, group * 3) == pytest.approx(intraclass_correlation(values, group))


def test_correlation_leaves_the_levels_out() -> None:
    level = np.repeat([0, 1], 50)
    x = np.random.default_rng(2).normal(size=100)
    assert correlation_in_levels(x + 10.0 * level, -x + 50.0 * level, level) == pytest.approx(-1.0)


def test_rates_of_a_district_add_up() -> None:
    seen = observe(District.synthetic(schools=24, teachers=240), Strategy.load("typical_2018"), 1, 0, years=8)
    rates = seen.rates
    together = rates["teachers_stay"] + rates["teachers_leave_district"] + rates["teachers_move_inside"]
    assert 0.97 < together <= 1.0  # the rest became coaches
    assert 0.7 < rates["principals_stay"] < 0.9
    assert 0.0 < rates["principals_six_years"] < 0.7
    assert len(seen.years["trust"]) == 9
