"""What is left of a statistic of schools when others are held equal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Pairs", "correlation", "left_over", "slope"]

Pairs = Sequence[tuple["NDArray[np.float64]", "NDArray[np.float64]"]]
"""Two statistics of the schools, one pair a run, both less what is held equal."""


def left_over(values: NDArray[Any], *equal: NDArray[Any]) -> NDArray[np.float64]:
    """Take away from the schools' values their mean and what others explain by a straight line.

    Parameters
    ----------
    values : numpy.ndarray
        One a school.
    *equal : numpy.ndarray
        What is held equal, one value a school each.

    Returns
    -------
    numpy.ndarray
        Residuals of ordinary least squares with an intercept.
    """
    table = np.column_stack([np.ones(values.size), *equal]).astype(np.float64)
    y = np.asarray(values, np.float64)
    return np.asarray(y - table @ np.linalg.lstsq(table, y, rcond=None)[0], np.float64)


def correlation(runs: Pairs) -> float:
    """Correlate two statistics inside runs, over all runs together; NaN where one of them does not differ."""
    x, y = (np.concatenate([pair[k] for pair in runs]) for k in (0, 1))
    size = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / size if size > 0.0 else float("nan")


def slope(runs: Pairs) -> float:
    """Slope of the second statistic on the first inside runs, over all runs together; NaN where it does not differ."""
    x, y = (np.concatenate([pair[k] for pair in runs]) for k in (0, 1))
    size = float(x @ x)
    return float(x @ y) / size if size > 0.0 else float("nan")
