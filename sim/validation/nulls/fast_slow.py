"""Fast and slow: with help for everybody and no calendar, pace does not touch depth at equal age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.engine.history import History
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import (
    NOBODY_GIVES_UP,
    NOTHING_ACROSS,
    PLENTY,
    QUIET,
    Interval,
    Laboratory,
    at_age,
    difference,
    laboratory,
    lean,
    of_teachers,
    without_calendar,
    yearly,
)
from sim.validation.nulls.answering import effect
from sim.validation.setting import Setting

__all__ = ["AGES", "STUDIES", "equal_age", "restored", "scarce", "strategies"]

AGES = (12, 24, 36)


def strategies(conditions: Mapping[str, Any] | None = None) -> tuple[Strategy, Strategy]:
    """Fast and slow with a bought, central design, and nobody who informs."""
    asked = {**(conditions or {}), "leader_inform": 0.0}
    fixed = {"build_buy": 1, "tight_loose": -1}
    return lean(asked, fast_slow=-1, **fixed), lean(asked, fast_slow=1, **fixed)


def equal_age(place: Laboratory, count: int) -> dict[int, Interval]:
    """Fast less slow in depth at 12, 24 and 36 months since the launch, with 60 hours for everybody."""
    pairs = place.pairs(*strategies(PLENTY), count, random_order=True, **without_calendar())
    return {months: difference(pairs, at_age("depth", months)) for months in AGES}


def scarce(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs fast, slow with the usual money and nothing else restored."""
    settings = without_calendar() | {"random_order": True, "parameters": QUIET | NOBODY_GIVES_UP | NOTHING_ACROSS}
    return place.pairs(*strategies(), count, **settings)


def restored(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs fast, slow with all causes."""
    return place.pairs(lean(fast_slow=-1), lean(fast_slow=1), count)


def without_causes(setting: Setting) -> Sequence[Finding]:
    """Depth at equal age with help for everybody."""
    count = setting.size(100, 200)
    found = equal_age(laboratory(setting.seed), count)
    widest = max(found.values(), key=lambda interval: max(abs(interval.low), abs(interval.high)))
    all_ages = Interval(
        widest.mean, min(interval.low for interval in found.values()), max(i.high for i in found.values())
    )
    details = {f"{months} months": list(interval) for months, interval in found.items()}
    return [effect("fast_slow_equal_age", all_ages, 2 * count, details=details)]


def with_causes(setting: Setting) -> Sequence[Finding]:
    """Scarce help alone, and all causes."""
    place, some = laboratory(setting.seed), setting.size(16, 60)
    all_causes = restored(place, some)
    return [
        effect("fast_thins_help", difference(scarce(place, some), at_age("effective", 24)), 2 * some),
        effect("fast_reaches_more", difference(all_causes, yearly(of_teachers("use"), 3)), 2 * some),
        effect("fast_learns_less", difference(all_causes, yearly(of_teachers("learning"), 3)), 2 * some),
    ]


STUDIES = (
    Study("fast and slow without causes", "null", ("fast_slow_equal_age",), without_causes),
    Study(
        "fast and slow with causes", "null", ("fast_thins_help", "fast_reaches_more", "fast_learns_less"), with_causes
    ),
)
