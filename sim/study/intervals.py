"""Intervals of paired differences, over replicates that share their luck and over parameter sets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Interval", "paired"]

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A mean difference and how sure one can be of it.

    Parameters
    ----------
    mean, low, high : float
        Mean over pairs and its 95 % interval; NaN without pairs; low and high are NaN with one pair that differs.
    same_sign : float
        Share of pairs whose difference has the sign of the mean.
    pairs : int
        Pairs for which both values apply.
    """

    mean: float
    low: float
    high: float
    same_sign: float
    pairs: int


def paired(differences: NDArray[np.float64]) -> Interval:
    """Summarize paired differences by mean, 95 % t-interval and share of equal sign.

    With one parameter set the interval is the usual one for the mean of pairs. With several, pairs that share a
    parameter set, or a replicate's luck, are not independent; the variance is clustered both ways (Cameron, Gelbach &
    Miller 2011: sets plus replicates less pairs, not below either) with degrees of freedom of the smaller number.

    Parameters
    ----------
    differences : ndarray of shape (parameter sets, replicates)
        NaN where an outcome does not apply in one of the two runs.

    Returns
    -------
    Interval
        Exactly zero in mean, low and high when all differences are zero.
    """
    observed = ~np.isnan(differences)
    pairs = int(observed.sum())
    if pairs == 0:
        return Interval(np.nan, np.nan, np.nan, np.nan, 0)
    if not differences[observed].any():
        return Interval(0.0, 0.0, 0.0, 1.0, pairs)
    mean = float(np.where(observed, differences, 0.0).sum() / pairs)
    same = float((np.sign(differences[observed]) == np.sign(mean)).mean())
    residual = np.where(observed, differences - mean, 0.0)
    by_set, by_replicate = observed.any(axis=1), observed.any(axis=0)
    variance = _spread(residual[observed], pairs, pairs)
    freedom = pairs - 1
    if by_set.sum() > 1:
        of_sets = _spread(residual.sum(axis=1), int(by_set.sum()), pairs)
        freedom = int(by_set.sum()) - 1
        if by_replicate.sum() > 1:
            of_replicates = _spread(residual.sum(axis=0), int(by_replicate.sum()), pairs)
            freedom = min(freedom, int(by_replicate.sum()) - 1)
            variance = max(of_sets + of_replicates - variance, of_sets, of_replicates)
        else:
            variance = of_sets
    if freedom < 1:
        return Interval(mean, np.nan, np.nan, same, pairs)
    half = _quantile(freedom) * float(np.sqrt(variance)) if variance > 0 else 0.0
    return Interval(mean, mean - half, mean + half, same, pairs)


def _spread(sums: NDArray[np.float64], clusters: int, pairs: int) -> float:
    """Variance of the mean when the sums of residuals of clusters are independent."""
    if clusters < 2:
        return 0.0
    return float((sums * sums).sum() * clusters / (clusters - 1) / pairs**2)


def _quantile(freedom: int) -> float:
    from scipy.special import stdtrit  # a tenth of the time that scipy.stats takes to load

    return float(stdtrit(freedom, 0.5 + LEVEL / 2))
