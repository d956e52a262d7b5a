"""Sums, runs and quotients over months and schools that the yardsticks are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Numbers",
    "divide",
    "first_month",
    "ratio",
    "reaches",
    "run_length",
    "shares",
    "sums_by",
    "trailing_sum",
    "weighted_sum",
]

Numbers = NDArray[np.float64]


def trailing_sum(values: Numbers, months: int) -> Numbers:
    """Add up the last ``months`` rows, fewer at the start.

    Parameters
    ----------
    values : ndarray of shape (T, ...)
        Monthly values.
    months : int
        Length of the window, at least 1.

    Returns
    -------
    ndarray of the same shape
        Row t is the sum of rows max(0, t - months + 1) .. t.
    """
    total = np.cumsum(values, axis=0, dtype=np.float64)
    result = total.copy()
    result[months:] -= total[:-months]
    return result


def reaches(values: Numbers, level: float) -> NDArray[np.bool_]:
    """Say where values are at least a level, forgiving the rounding of stored ``float32`` numbers.

    Parameters
    ----------
    values : ndarray
        Numbers of the order of 1.
    level : float
        The cut-off.

    Returns
    -------
    ndarray of bool of the same shape
        True from ``level - 1e-6``.
    """
    result: NDArray[np.bool_] = values >= level - 1e-6
    return result


def run_length(condition: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count for how many months in a row a condition has held, the present month included.

    Parameters
    ----------
    condition : ndarray of bool, shape (T, ...)
        Monthly yes or no.

    Returns
    -------
    ndarray of int64 of the same shape
        0 where it does not hold.
    """
    month = np.arange(condition.shape[0], dtype=np.int64).reshape(-1, *[1] * (condition.ndim - 1))
    last_no = np.maximum.accumulate(np.where(condition, np.int64(-1), month), axis=0)
    result: NDArray[np.int64] = month - last_no
    return result


def first_month(condition: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Find the first month in which a condition holds.

    Parameters
    ----------
    condition : ndarray of bool, shape (T, S)
        Monthly yes or no for each school.

    Returns
    -------
    ndarray of int64, shape (S,)
        T where it never holds.
    """
    months = condition.shape[0]
    if months == 0:
        return np.zeros(condition.shape[1], dtype=np.int64)
    first = np.argmax(condition, axis=0).astype(np.int64)
    return np.where(condition.any(axis=0), first, np.int64(months))


def weighted_sum(weight: Numbers, values: NDArray[Any]) -> Numbers:
    """Add up ``weight x values`` over schools, in an order that does not depend on the processor.

    Parameters
    ----------
    weight : ndarray of shape (S,) or (T, S)
        Weights of schools, the same in every month or monthly.
    values : ndarray of shape (S,) or (T, S)
        Values of schools; yes and no count as 1 and 0.

    Returns
    -------
    ndarray of float64, shape (T,), or numpy.float64
        The sums, one per month; one number where neither has months.
    """
    sums: Numbers = np.multiply(weight, values, dtype=np.float64).sum(axis=-1)
    return sums


def sums_by(group: NDArray[np.int64], values: Numbers, groups: int) -> Numbers:
    """Add up values by group.

    Parameters
    ----------
    group : ndarray of int64, shape (n,)
        0..groups - 1.
    values : ndarray of shape (n,)
        What is added up.
    groups : int
        How many groups there are.

    Returns
    -------
    ndarray of float64, shape (groups,)
        The sums, 0 for an empty group.
    """
    return np.bincount(group, values, groups).astype(np.float64)


def shares(weight: Numbers) -> Numbers:
    """Divide weights by their sum.

    Parameters
    ----------
    weight : ndarray of shape (S,)
        Not negative.

    Returns
    -------
    ndarray of the same shape
        Adds up to 1; NaN when there is nothing to share.
    """
    total = float(weight.sum())
    return weight / total if total > 0 else np.full(weight.shape, np.nan)


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Divide, giving NaN where there is nothing to divide by.

    Parameters
    ----------
    part, whole : ndarray of equal shape
        ``whole`` is not negative.

    Returns
    -------
    ndarray of the same shape
        NaN where ``whole`` is zero (below 1e-12).
    """
    return divide(part, whole, whole > 1e-12)


def divide(part: Numbers, whole: Numbers, applies: NDArray[np.bool_]) -> Numbers:
    """Divide where it makes sense, giving NaN elsewhere.

    Parameters
    ----------
    part, whole : ndarray of equal shape
        Numbers.
    applies : ndarray of bool, same shape
        Where to divide.

    Returns
    -------
    ndarray of the same shape
        NaN where ``applies`` is false.
    """
    result: Numbers = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=applies)
    return result
