"""Find low-income shares with a wanted mean and a wanted segregation."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sim.district.schools import Floats, dissimilarity
from sim.foundation.arithmetic import hyperbolic_tangent
from sim.foundation.errors import DistrictError

__all__ = ["fit_shares", "root"]

STEEPEST = 30.0


def fit_shares(score: Floats, students: Floats, mean: float, segregation: float | None) -> Floats:
    """Turn scores into low-income shares with a wanted mean and segregation.

    ``share = 1 / (1 + exp(-(a + b * score)))``, with a and b found so that both hold exactly.

    Parameters
    ----------
    score : numpy.ndarray
        One number a school; the order of shares follows it.
    students : numpy.ndarray
        Weights.
    mean : float
        Student-weighted mean share wanted, above 0 and below 1.
    segregation : float or None
        Dissimilarity wanted, see :func:`sim.district.schools.dissimilarity`; None leaves the scores' spread (b = 1).

    Returns
    -------
    numpy.ndarray
        Shares, 0..1.

    Raises
    ------
    DistrictError
        When these schools cannot be that segregated.
    """
    weight = students / students.sum()
    middle = math.log(mean / (1.0 - mean))

    def shares(shift: float, steepness: float) -> Floats:
        return np.asarray(0.5 + 0.5 * hyperbolic_tangent((shift + steepness * score) / 2.0), dtype=np.float64)

    def at(steepness: float) -> Floats:
        low, high = middle - steepness * float(score.max()), middle - steepness * float(score.min())
        return shares(root(lambda shift: float((weight * shares(shift, steepness)).sum()) - mean, low, high), steepness)

    if segregation is None:
        return at(1.0)
    most = dissimilarity(students, at(STEEPEST))
    if segregation > most + 1e-9:
        raise DistrictError(
            f"segregation {segregation:g} cannot be reached by {len(score)} schools with a mean low-income share of "
            f"{mean:g}; the most is {most:.2f}. Ask for less, or for more schools."
        )
    return at(root(lambda steepness: dissimilarity(students, at(steepness)) - segregation, 0.0, STEEPEST))


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Find where a rising function is zero (false position, Illinois variant: a dozen calls).

    Parameters
    ----------
    function : callable
        Not above 0 at ``low``, not below 0 at ``high``, up to rounding.
    low, high : float
        The ends.

    Returns
    -------
    float
        Where it is zero to 1e-12.
    """
    at_low, at_high, side = function(low), function(high), 0
    if at_low >= 0.0 or at_high <= 0.0:
        return low if at_low >= 0.0 else high
    found = low
    for _ in range(200):
        found = (low * at_high - high * at_low) / (at_high - at_low)
        value = function(found)
        if abs(value) < 1e-12 or high - low < 1e-13:
            break
        if value < 0.0:
            low, at_low = found, value
            at_high *= 0.5 if side == -1 else 1.0
            side = -1
        else:
            high, at_high = found, value
            at_low *= 0.5 if side == 1 else 1.0
            side = 1
    return found
