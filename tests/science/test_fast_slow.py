"""Fast and slow (SCIENCE 3.2): with help for everybody and no calendar, pace does not touch depth at equal age."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

MARGIN = 0.03
AGES = (12, 24, 36)


def strategies(tools: Any, conditions: dict[str, Any] | None = None) -> tuple[Any, Any]:
    asked = {**(conditions or {}), "leader_inform": 0.0}
    return (
        tools.lean(asked, fast_slow=-1, build_buy=1, tight_loose=-1),
        tools.lean(asked, fast_slow=1, build_buy=1, tight_loose=-1),
    )


def check(laboratory: Any, tools: Any, count: int) -> None:
    fast, slow = strategies(tools, tools.PLENTY)
    pairs = laboratory.pairs(fast, slow, count, random_order=True, **tools.without_calendar())
    for months in AGES:
        found = tools.difference(pairs, tools.at_age("depth", months))
        assert found.low > -MARGIN, f"{months} months after launch: {found}"
        assert found.high < MARGIN, f"{months} months after launch: {found}"


def test_every_school_gets_the_hours_it_needs(laboratory: Any, tools: Any) -> None:
    for strategy in strategies(tools, tools.PLENTY):
        history = laboratory.run(strategy, 0, random_order=True, **tools.without_calendar())
        active = history.schools["status"] == 2
        assert np.allclose(history.schools["hours"][active], 60.0, atol=1e-3)


def test_help_for_everybody_depth_at_equal_age_is_equal(laboratory: Any, tools: Any) -> None:
    check(laboratory, tools, 12)  # 200 pairs in the slow form


def test_scarce_help_restored_fast_is_shallower_at_equal_age(laboratory: Any, tools: Any) -> None:
    fast, slow = strategies(tools)
    scarce = tools.without_calendar() | {"random_order": True}
    scarce["parameters"] = tools.QUIET | tools.NOBODY_GIVES_UP | tools.NOTHING_ACROSS
    pairs = laboratory.pairs(fast, slow, 6, **scarce)
    assert tools.difference(pairs, tools.at_age("effective", 24)).high < -MARGIN


def test_price_of_speed_and_price_of_slowness(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(tools.lean(fast_slow=-1), tools.lean(fast_slow=1), 8)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("use"), 3)).low > 0.3
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("learning"), 3)).high < 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("strain"), 3)).low > 0.0
    assert tools.difference(pairs, tools.at_age("effective", 24)).high < 0.0


@pytest.mark.slow
def test_help_for_everybody_depth_at_equal_age_is_equal_in_two_hundred_pairs(laboratory: Any, tools: Any) -> None:
    check(laboratory, tools, 200)
