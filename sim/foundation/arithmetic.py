"""Arithmetic that gives the same number on every processor and with every version of Python and numpy.

A matrix product (``@``) adds up in an order that the linear-algebra library chooses for the processor, and numpy has
an exponential of its own for some processors. Either moves the last digits of a run, and a last digit can decide who
is launched first. What decides results therefore uses these functions, and rules use ``math``; a test looks for others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["exponential", "hyperbolic_tangent", "in_order", "logarithm", "total"]


def in_order(values: Iterable[float]) -> float:
    """Add up one after another.

    From Python 3.12 on ``sum`` corrects the rounding of floats; the last digits of a run would depend on the version.

    Parameters
    ----------
    values : iterable of float
        What is added, from the first to the last.

    Returns
    -------
    float
        0 for nothing.
    """
    added = 0.0
    for value in values:
        added += value
    return added


def total(values: npt.NDArray[Any]) -> float:
    """Add up an array from the first entry to the last, as a loop over its entries does.

    Parameters
    ----------
    values : ndarray of shape (n,)
        Numbers.

    Returns
    -------
    float
        0 for nothing; the same as :func:`in_order`, faster.
    """
    return float(np.cumsum(values, dtype=np.float64)[-1]) if values.size else 0.0


def exponential(x: Any) -> Any:
    """Compute ``exp`` of every entry as ``math.exp`` does (see :func:`logarithm`)."""
    return _each(math.exp, x)


def logarithm(x: Any) -> Any:
    """Compute the natural logarithm of every entry as ``math.log`` does.

    Parameters
    ----------
    x : float or ndarray
        Above zero.

    Returns
    -------
    float or ndarray of float64
        Of the same shape.
    """
    return _each(math.log, x)


def hyperbolic_tangent(x: Any) -> Any:
    """Compute ``tanh`` of every entry as ``math.tanh`` does (see :func:`logarithm`)."""
    return _each(math.tanh, x)


def _each(function: Callable[[float], float], x: Any) -> Any:
    if np.ndim(x) == 0:
        return function(float(x))
    values = np.asarray(x, dtype=np.float64)
    return np.array([function(value) for value in values.ravel().tolist()]).reshape(values.shape)
