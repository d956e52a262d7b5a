"""Sums that are the same number with every version of Python."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["in_order"]


def in_order(values: Iterable[float]) -> float:
    """Add up one after another.

    From Python 3.12 on ``sum`` corrects the rounding of floats; the last digits of a run would depend on the version.

    Parameters
    ----------
    values : iterable of float
        What is added, from the first to the last.

    Returns
    -------
    float
        0 for nothing.
    """
    total = 0.0
    for value in values:
        total += value
    return total
