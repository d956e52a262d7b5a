"""What is said before anything that rests on low-income shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.outcomes import FROM_LOW_INCOME

if TYPE_CHECKING:
    from sim.report.reading import Reading

__all__ = ["said_first"]


def said_first(reading: Reading, outcomes: Iterable[str]) -> str:
    """Return what has to be said before these outcomes are shown.

    Parameters
    ----------
    reading : Reading
        A comparison.
    outcomes : iterable of str
        Names of outcomes.

    Returns
    -------
    str
        The sentence that low-income shares were made up, with a space behind it; empty when none was made up, or when
        none of the outcomes depends on them.
    """
    made_up = reading.low_income_made_up
    return f"{made_up} " if made_up and FROM_LOW_INCOME & set(outcomes) else ""
