"""Regret over futures: how much worse a strategy does than the best one would have done in the same future."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.outcomes.outcome import Better
    from sim.outcomes.windows import Numbers

__all__ = ["largest_regret", "regret"]


def regret(values: Numbers, better: Better) -> Numbers:
    """Compare each strategy with the best in each future.

    Parameters
    ----------
    values : ndarray of shape (strategies, futures)
        One outcome; NaN where it does not apply.
    better : {"higher", "lower", "neither"}
        Direction of the outcome.

    Returns
    -------
    ndarray of float64, shape (strategies, futures)
        0 for the best, positive for the others, in the outcome's unit; NaN stays NaN.

    Raises
    ------
    ValueError
        When neither direction is better.
    """
    if better == "neither":
        raise ValueError("regret needs an outcome of which more or less is better.")
    gain = np.asarray(values, dtype=np.float64) * (1.0 if better == "higher" else -1.0)
    best = np.max(np.where(np.isnan(gain), -np.inf, gain), axis=0)
    return np.where(np.isnan(gain), np.nan, best - gain) + 0.0


def largest_regret(values: Numbers, better: Better) -> Numbers:
    """Give each strategy's regret in the future that serves it worst (Savage's minimax regret).

    Parameters
    ----------
    values : ndarray of shape (strategies, futures)
        One outcome.
    better : {"higher", "lower", "neither"}
        Direction of the outcome.

    Returns
    -------
    ndarray of float64, shape (strategies,)
        NaN when the outcome does not apply in one of the futures.
    """
    worst: Numbers = np.max(regret(values, better), axis=1)
    return worst
