"""Two curves of take-up, fitted to one school: logistic against exponential saturation."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Fits", "fit_take_up"]

LAST_MONTHS = 6  # whose mean is the use finally reached
SMALLEST_ERROR = 1e-6
SPEEDS = np.geomspace(0.005, 3.0, 80)  # 1/month
MIDDLES = np.linspace(-40.0, 60.0, 101)  # months


class Fits(NamedTuple):
    """How the two curves compare in one school."""

    gain: float  # BIC of exponential saturation less that of the logistic
    turn: float  # use at the inflection over the use finally reached; 0 where there is none after the launch


@functools.cache
def _curves(months: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All shapes ``1 / (1 + exp(-speed (t - middle)))`` and ``1 - exp(-speed t)`` of height 1."""
    t = np.arange(1.0, months + 1.0)
    speed, middle = (grid.ravel()[:, None] for grid in np.meshgrid(SPEEDS, MIDDLES))
    logistic = 1.0 / (1.0 + np.exp(-np.clip(speed * (t - middle), -50.0, 50.0)))
    return logistic, 1.0 - np.exp(-SPEEDS[:, None] * t)


def _best(use: NDArray[np.float64], shapes: NDArray[np.float64]) -> tuple[float, float, int]:
    """Squared error, height and row of the best shape; the height is linear, so that it needs no search."""
    length = np.einsum("ij,ij->i", shapes, shapes)
    height = np.maximum(0.0, shapes @ use) / length
    errors = float(use @ use) - height**2 * length
    row = int(errors.argmin())
    return float(errors[row]), float(height[row]), row


def fit_take_up(use: NDArray[np.float64]) -> Fits:
    """Fit both curves by least squares and compare them by the Bayesian information criterion.

    Parameters
    ----------
    use : ndarray of float64
        Share of teachers using, one value a month of teaching since launch.

    Returns
    -------
    Fits
        Gaussian errors of equal size assumed for both curves. Every logistic turns at half of its height; the turn
        counts only where the logistic is the better curve and turns after the launch.
    """
    size = use.size
    logistic, saturation = _curves(size)
    s_error, height, row = _best(use, logistic)
    e_error, _, _ = _best(use, saturation)
    s_bic = size * np.log(max(s_error / size, SMALLEST_ERROR)) + 3.0 * np.log(size)
    e_bic = size * np.log(max(e_error / size, SMALLEST_ERROR)) + 2.0 * np.log(size)
    gain = float(e_bic - s_bic)
    final = float(use[-LAST_MONTHS:].mean())
    middle = float(MIDDLES[row // SPEEDS.size])
    turns = gain > 0.0 and 0.0 < middle <= size and final > 0.0
    return Fits(gain, 0.5 * height / final if turns else 0.0)
