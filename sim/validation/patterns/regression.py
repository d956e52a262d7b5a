"""What is left of a statistic of schools when others are held equal, in straight lines and in log odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Pairs", "centred_slope", "correlation", "left_over", "logit_slope", "slope"]

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


def centred_slope(tables: Sequence[NDArray[np.float64]]) -> float:
    """Slope of the first column on the second at equal others, all centred within runs, over all runs together.

    Parameters
    ----------
    tables : sequence of ndarray of shape (schools, columns)
        One a run: what is explained, what explains it, and what is held equal.

    Returns
    -------
    float
        NaN where the second column does not differ beside the others.
    """
    rows = np.concatenate([table - table.mean(axis=0) for table in tables if len(table)])
    others = rows[:, 2:]
    own = rows[:, :2] - others @ np.linalg.lstsq(others, rows[:, :2], rcond=1e-6)[0]
    return slope([(own[:, 1], own[:, 0])])


def logit_slope(tables: Sequence[NDArray[np.float64]]) -> float:
    """Slope of the log odds of the first column on the second at equal others, with an intercept for every run.

    By Newton's steps, with the intercepts solved for each run by itself. Runs in which the first column does not differ
    say nothing and are left out.

    Parameters
    ----------
    tables : sequence of ndarray of shape (rows, columns)
        One a run: what is explained (0 or 1), what explains it, and what is held equal.

    Returns
    -------
    float
        NaN without any run, or where it is not finite (what explains separates 0 from 1).
    """
    told = [table for table in tables if len(table) and np.ptp(table[:, 0]) > 0.0]
    if not told:
        return float("nan")
    rows, run = np.concatenate(told), np.repeat(np.arange(len(told)), [len(table) for table in told])
    y, x = rows[:, 0], rows[:, 1:] - rows[:, 1:].mean(axis=0)
    base, slopes = np.zeros(len(told)), np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1.0 / (1.0 + np.exp(-np.clip(base[run] + x @ slopes, -40.0, 40.0)))
        left, weight = y - chance, chance * (1.0 - chance)
        here, pull = np.bincount(run, weight), np.bincount(run, left)
        across = np.stack([np.bincount(run, weight * column) for column in x.T], axis=1)
        if here.min() < 1e-9:
            return float("nan")
        share = across / here[:, None]
        inside = x.T @ (weight[:, None] * x) - across.T @ share
        if np.linalg.matrix_rank(inside) < inside.shape[0]:
            return float("nan")
        step = np.linalg.solve(inside, x.T @ left - share.T @ pull)
        base, slopes = base + (pull - across @ step) / here, slopes + step
        if np.abs(step).max() < 1e-8:
            return float(slopes[0])
    return float("nan")
