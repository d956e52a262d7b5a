"""Causes switched off by rules of one's own: launches by chance, launches without planning, a superintendent who stays.

Whatever else stands behind a difference is a number of the registry and is switched off by its value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.foundation.parameters import Parameters

__all__ = ["LASTING_SUPERINTENDENT", "LAUNCHES_AT_ONCE", "LAUNCHES_BY_CHANCE", "switched_off"]


def _by_chance(low_income: float, zone_begun: float, noise: float, p: Parameters) -> float:  # noqa: ARG001
    return -noise


def _by_chance_too(readiness: float, trust: float, zone_begun: float, noise: float, p: Parameters) -> float:  # noqa: ARG001
    return -noise


def _none_by_need(need_share: float, places: float, luck: float) -> int:  # noqa: ARG001
    return 0


def _at_once(preparing: float, by_need: bool, charted: float, luck: float) -> bool:  # noqa: ARG001
    return False


def _stays(board: float, poor_or_large: bool, wealthy: bool, luck: float, p: Parameters) -> bool:  # noqa: ARG001
    return False


LAUNCHES_BY_CHANCE: dict[str, Callable[..., Any]] = {
    "claim_by_need": _by_chance,
    "claim_by_readiness": _by_chance_too,
    "places_by_need": _none_by_need,
}
"""Schools begin in random order."""
LAUNCHES_AT_ONCE: dict[str, Callable[..., Any]] = {"plans_first": _at_once}
"""Schools begin without a year of planning."""
LASTING_SUPERINTENDENT: dict[str, Callable[..., Any]] = {"superintendent_leaves": _stays}
"""The superintendent leaves only by the calendar."""


def switched_off(
    *, random_order: bool = False, instant_launch: bool = False, fixed_superintendent: bool = False
) -> dict[str, Callable[..., Any]]:
    """Rules that switch causes off.

    Parameters
    ----------
    random_order : bool
        Launch in random order.
    instant_launch : bool
        Launch without a year of planning.
    fixed_superintendent : bool
        Let the superintendent leave only by the calendar.

    Returns
    -------
    dict of str to function
        For ``rules=`` of a run.
    """
    rules: dict[str, Callable[..., Any]] = {}
    for wanted, off in (
        (random_order, LAUNCHES_BY_CHANCE),
        (instant_launch, LAUNCHES_AT_ONCE),
        (fixed_superintendent, LASTING_SUPERINTENDENT),
    ):
        rules |= off if wanted else {}
    return rules
