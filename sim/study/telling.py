"""Which parameters a difference goes with, from its means over parameter sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.parameters import registry
from sim.study.screening import FEWEST, screen

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEWEST_SETS", "Telling", "by_level", "telling"]

FEWEST_SETS = FEWEST


@dataclass(frozen=True)
class Telling:
    """A parameter that a difference goes with.

    Parameters
    ----------
    parameter, grade : str
        Its name and grade in the registry.
    correlation, low, high : float
        Rank correlation of the difference with it once stronger ones are taken out, and its 95 % interval.
    share : float
        Share of the variance of the difference between two runs, 0..1, as far as ranks tell.
    stands_out : bool
        Whether that is more than the strongest of as many unrelated parameters would show.
    """

    parameter: str
    grade: str
    correlation: float
    low: float
    high: float
    share: float
    stands_out: bool


def telling(
    change: NDArray[np.float64],
    variance: float,
    numbers: NDArray[np.int64],
    sets: Sequence[Mapping[str, float]],
    *,
    most: int,
    level: float,
) -> list[Telling]:
    """Screen the parameters of some sets.

    Parameters
    ----------
    change : ndarray of float64, shape (runs,)
        Differences, NaN where there is none.
    variance : float
        Of one difference.
    numbers : ndarray of int, shape (runs,)
        Which of the sets each run was made with.
    sets : sequence of mapping
        Values by name.
    most : int
        How many parameters at most.
    level : float
        Chance of naming one wrongly when none matters.

    Returns
    -------
    list of Telling
        Strongest first; empty with too few sets, or when nothing varies.
    """
    levels, means, _ = by_level(change, numbers)
    there = np.isfinite(means)
    if there.sum() < FEWEST_SETS or not variance > 0.0:
        return []
    used = [sets[place] for place in levels[there]]
    names = [name for name in used[0] if all(name in values for values in used)]
    inputs = np.array([[values[name] for name in names] for values in used], dtype=np.float64)
    scale = min(1.0, float(np.var(means[there], ddof=1)) / variance)
    return [
        Telling(
            names[each.place],
            registry()[names[each.place]].grade,
            each.correlation,
            each.low,
            each.high,
            each.explained * scale,
            each.stands_out,
        )
        for each in screen(inputs, means[there], most=most, level=level)
    ]


def by_level(
    change: NDArray[np.float64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Average differences that share a set.

    Parameters
    ----------
    change : ndarray of float64, shape (runs,)
        Differences, NaN where there is none.
    numbers : ndarray of int, shape (runs,)
        Which set each run was made with.

    Returns
    -------
    levels, means, counts : ndarray
        The sets' numbers, the means (NaN without a difference), and how many differences made them.
    """
    there = np.isfinite(change)
    levels, place = np.unique(numbers, return_inverse=True)
    counts = np.bincount(place[there], minlength=levels.size).astype(np.float64)
    sums = np.bincount(place[there], weights=change[there], minlength=levels.size)
    means = np.divide(sums, counts, out=np.full(levels.size, np.nan), where=counts > 0)
    return levels, means, counts
