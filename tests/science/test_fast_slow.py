"""Fast and slow: with help for everybody and no calendar, pace does not touch depth at equal age."""

from __future__ import annotations

import numpy as np
import pytest

from sim.validation.laboratory import (
    PLENTY,
    Laboratory,
    at_age,
    difference,
    of_teachers,
    without_calendar,
    yearly,
)
from sim.validation.nulls import fast_slow

MARGIN = 0.03


def check(laboratory: Laboratory, count: int) -> None:
    for months, found in fast_slow.equal_age(laboratory, count).items():
        assert found.low > -MARGIN, f"{months} months after launch: {found}"
        assert found.high < MARGIN, f"{months} months after launch: {found}"


def test_every_school_gets_the_hours_it_needs(laboratory: Laboratory) -> None:
    for strategy in fast_slow.strategies(PLENTY):
        history = laboratory.run(strategy, 0, random_order=True, **without_calendar())
        active = history.schools["status"] == 2
        assert np.allclose(history.schools["hours"][active], 60.0, atol=1e-3)


def test_help_for_everybody_depth_at_equal_age_is_equal(laboratory: Laboratory) -> None:
    check(laboratory, 12)  # 100 and 200 pairs in a validation


def test_scarce_help_restored_fast_is_shallower_at_equal_age(laboratory: Laboratory) -> None:
    assert difference(fast_slow.scarce(laboratory, 6), at_age("effective", 24)).high < -MARGIN


def test_price_of_speed_and_price_of_slowness(laboratory: Laboratory) -> None:
    pairs = fast_slow.restored(laboratory, 8)
    assert difference(pairs, yearly(of_teachers("use"), 3)).low > 0.3
    assert difference(pairs, yearly(of_teachers("learning"), 3)).high < 0.0
    assert difference(pairs, yearly(of_teachers("strain"), 3)).low > 0.0
    assert difference(pairs, at_age("effective", 24)).high < 0.0


@pytest.mark.slow
def test_help_for_everybody_depth_at_equal_age_is_equal_in_two_hundred_pairs(laboratory: Laboratory) -> None:
    check(laboratory, 200)
