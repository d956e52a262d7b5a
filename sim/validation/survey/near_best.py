"""The set of stances that serve a system about as well as the best, instead of a single best stance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chance_of_random", "near_best", "preferred_lean", "repeatable"]


def near_best(scores: NDArray[np.float64], tolerance: float) -> NDArray[np.bool_]:
    """Mark the stances whose score is within a share of the best one's.

    With flat optima the single best stance is a matter of luck, so that the whole set is reported.

    Parameters
    ----------
    scores : ndarray of shape (..., stances)
        Mean scores, 0 (all bad) to 1 (all good); higher is better.
    tolerance : float
        Share of the best score's size that does not matter, 0..1.

    Returns
    -------
    ndarray of bool, same shape
        True where ``score >= best - tolerance * |best|``; at least one in each set.
    """
    best = scores.max(axis=-1, keepdims=True)
    return np.asarray(scores >= best - tolerance * np.abs(best))


def preferred_lean(chosen: NDArray[np.bool_], leans: Sequence[float]) -> NDArray[np.float64]:
    """Average the stances of a near-best set, each alike: where all are near the best, the middle.

    Parameters
    ----------
    chosen : ndarray of bool, shape (..., stances)
        From :func:`near_best`.
    leans : sequence of float
        The stances, -1..1.

    Returns
    -------
    ndarray of shape (...)
        Leans.
    """
    return np.asarray((chosen * np.asarray(leans)).sum(axis=-1) / chosen.sum(axis=-1), dtype=np.float64)


def chance_of_random(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give the chance that a stance drawn blindly from those compared is near the best, shape (...)."""
    return np.asarray(chosen.mean(axis=-1), dtype=np.float64)


def repeatable(differences: NDArray[np.float64]) -> float:
    """How far other luck ranks the systems alike.

    Parameters
    ----------
    differences : ndarray of shape (systems, pairs)
        Second pole less first pole.

    Returns
    -------
    float
        Spearman's correlation over systems between the means of the two halves of the pairs; NaN with one pair. The
        mean of all pairs is more reliable than this half.
    """
    from scipy.stats import spearmanr

    if differences.shape[1] < 2 or differences.shape[0] < 3:
        return float("nan")
    first, second = differences[:, ::2].mean(axis=1), differences[:, 1::2].mean(axis=1)
    if np.ptp(first) == 0.0 or np.ptp(second) == 0.0:
        return float("nan")
    return float(spearmanr(first, second).statistic)
