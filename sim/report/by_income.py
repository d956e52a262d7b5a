"""Which outcomes say anything about equity: those that would be others if the low-income shares were others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.report.reading import Reading

__all__ = ["BY_INCOME", "said_first"]

BY_INCOME = frozenset(
    {
        "access_low_income", "access_others", "student_years_low_income", "student_years_others", "equity_gap",
        "relative_equity_gap", "equity_gap_end", "relative_equity_gap_end", "concentration", "equity_ratio",
        "equity_gap_coverage", "equity_gap_depth", "equal_age_gap", "wait_gap", "learning_low_income",
        "learning_others", "learning_gap",
    }
)  # fmt: skip


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
    return f"{made_up} " if made_up and BY_INCOME & set(outcomes) else ""
