"""In how many parameter sets a difference has the other sign, when each set was run with few lucks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["share_that_turns"]


def share_that_turns(means: NDArray[np.float64], noise: NDArray[np.float64], sign: float) -> float:
    """Estimate the share of parameter sets whose true difference has the other sign.

    Counting the signs of noisy means would count luck as well. The sets' true differences are taken as normal around
    their mean with a variance by DerSimonian & Laird (1986, Controlled Clinical Trials 7, 177-188); each set's
    difference is then drawn towards the mean as far as its noise asks for, and the chances of the other sign averaged.

    Parameters
    ----------
    means : ndarray of float64, shape (sets,)
        Mean difference in each set; NaN where there is none.
    noise : ndarray of float64, shape (sets,)
        Variance of each mean by luck, >= 0.
    sign : float
        The sign that is asked about; zero for that of the mean over sets.

    Returns
    -------
    float
        0..1; NaN with fewer than two sets.
    """
    there = np.isfinite(means) & np.isfinite(noise)
    found, variance = means[there], noise[there]
    if found.size < 2:
        return float("nan")
    if not variance.any():
        sign = sign or float(found.mean())
        return float((np.sign(found) * np.sign(sign) < 0).mean())
    variance = np.maximum(variance, 1e-12 * max(1.0, float(variance.max())))
    weights = 1.0 / variance
    centre = float((weights * found).sum() / weights.sum())
    excess = float((weights * (found - centre) ** 2).sum()) - (found.size - 1)
    between = max(0.0, excess / float(weights.sum() - (weights**2).sum() / weights.sum()))
    weights = 1.0 / (variance + between)
    centre = float((weights * found).sum() / weights.sum())
    pull = variance / (variance + between)
    true = pull * centre + (1.0 - pull) * found
    spread = np.sqrt((1.0 - pull) * variance + pull**2 / weights.sum())
    from scipy.special import ndtr

    return float(ndtr(-np.sign(sign or centre) * true / spread).mean())
