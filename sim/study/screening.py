"""Which of many inputs a result goes with: ranks, one input after the other, against what chance alone would show."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FEWEST", "Found", "screen"]

FEWEST = 8
"""Fewer results than this name no input."""

SHUFFLES = 400
PARTS = 8
"""Shuffles are multiplied in so many parts: a product of this size at once would be shared out among threads, which
spend forty times its work on waiting for each other."""
STREAM = 7  # apart from the numbers that inputs may have been drawn with under the same seed


class Found(NamedTuple):
    """One input that a result goes with.

    Attributes
    ----------
    place : int
        Column of the input.
    correlation, low, high : float
        Rank correlation once the stronger inputs are taken out, and its 95 % interval (Fisher's z).
    explained : float
        Share of the variance of the result that it explains beyond the stronger ones and beyond chance, 0..1.
    stands_out : bool
        Whether the strongest of as many unrelated inputs would reach this correlation in less than the level's share
        of cases, and all stronger inputs stand out too.
    """

    place: int
    correlation: float
    low: float
    high: float
    explained: float
    stands_out: bool


def screen(
    inputs: NDArray[np.float64], result: NDArray[np.float64], *, most: int = 5, level: float = 0.05, seed: int = 1
) -> list[Found]:
    """Find the inputs that a result goes with most, the strongest first.

    Forward selection on ranks: the input with the largest absolute correlation is taken, what it explains is taken out
    of result and inputs, and so on. An input stands out when its correlation is larger than the largest of all inputs
    in 1 - `level` of the cases in which the result is shuffled (Westfall & Young 1993), so that noise names nobody
    however many inputs there are; the level holds at each step.

    Parameters
    ----------
    inputs : ndarray of float64, shape (results, inputs)
        Values of the inputs; columns that do not vary are passed over.
    result : ndarray of float64, shape (results,)
        Finite numbers.
    most : int, default 5
        How many at most.
    level : float, default 0.05
        Chance of naming an input wrongly when none matters.
    seed : int, default 1
        Of the shuffling.

    Returns
    -------
    list of Found
        Empty with fewer than :data:`FEWEST` results.
    """
    if result.size < FEWEST or np.ptp(result) == 0.0:
        return []
    varied = np.nonzero(np.ptp(inputs, axis=0) > 0.0)[0]
    columns, left = _standard(_ranks(inputs[:, varied])), _standard(_ranks(result[:, None]))[:, 0]
    steps = min(most, varied.size, result.size - 4)
    found, remaining, sure = [], 1.0, True
    for step, order in enumerate(_orders(result.size, steps, seed)):
        correlations = columns.T @ left
        best = int(np.argmax(np.abs(correlations)))
        r = float(np.clip(correlations[best], -1.0 + 1e-9, 1.0 - 1e-9))
        if sure:  # once an input does not stand out, no weaker one does
            parts = np.array_split(left[order], PARTS, axis=1)
            largest = np.concatenate([np.abs(columns.T @ part).max(axis=0) for part in parts])
            sure = float((1 + (largest >= abs(r)).sum()) / (1 + SHUFFLES)) <= level
        freedom = result.size - step
        half = 1.959964 / np.sqrt(max(freedom - 3, 1))
        low, high = np.tanh(np.arctanh(r) - half), np.tanh(np.arctanh(r) + half)
        beyond = max(0.0, r * r - (1.0 - r * r) / (freedom - 2))
        found.append(Found(int(varied[best]), r, float(low), float(high), remaining * beyond, sure))
        remaining *= 1.0 - r * r
        taken = columns[:, best].copy()
        left = _standard((left - taken * (taken @ left))[:, None])[:, 0]
        columns = _standard(columns - np.outer(taken, taken @ columns))
    return found


@functools.lru_cache(maxsize=4)
def _orders(size: int, steps: int, seed: int) -> tuple[NDArray[np.int64], ...]:
    """Draw the shuffled orders of each step; the same ones serve every result of this size."""
    rng, straight = np.random.default_rng((seed, STREAM)), np.tile(np.arange(size)[:, None], SHUFFLES)
    return tuple(rng.permuted(straight, axis=0) for _ in range(steps))


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank each column from 1, ties by their mean rank.

    ``scipy.stats.rankdata`` does the same; loading it takes longer than a whole screening.
    """
    order = np.argsort(values, axis=0, kind="stable")
    ordered = np.take_along_axis(values, order, axis=0)
    place = np.arange(1.0, len(values) + 1.0)[:, None]
    new = np.ones(values.shape, dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    ends = np.ones(values.shape, dtype=np.bool_)
    ends[:-1] = new[1:]
    first = np.maximum.accumulate(np.where(new, place, 0.0), axis=0)
    last = np.minimum.accumulate(np.where(ends, place, np.inf)[::-1], axis=0)[::-1]
    ranks = np.empty_like(values)
    np.put_along_axis(ranks, order, (first + last) / 2.0, axis=0)
    return ranks


def _standard(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centre columns and make their length one; what is (nearly) constant becomes zero."""
    centred = columns - columns.mean(axis=0)
    length = np.sqrt((centred**2).sum(axis=0))
    scaled: NDArray[np.float64] = np.divide(centred, length, out=np.zeros_like(centred), where=length > 1e-9)
    return scaled
