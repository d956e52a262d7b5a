"""Which assumed number a difference depends on, as far as the parameter sets that were run can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.report.reading import Reading

__all__ = ["most_telling", "turned"]

LEVEL = 0.05
FEWEST_SETS = 8


def turned(means: NDArray[np.float64], mean: float) -> tuple[int, int]:
    """Count the parameter sets whose difference has the other sign.

    Parameters
    ----------
    means : ndarray of float64, shape (sets,)
        Mean difference in each parameter set; NaN where there is none.
    mean : float
        Mean difference over all.

    Returns
    -------
    tuple of int
        Sets of the other sign, and sets that have a difference.
    """
    there = means[np.isfinite(means)]
    return int(np.sum(np.sign(there) * np.sign(mean) < 0)), int(there.size)


def most_telling(reading: Reading, a: str, b: str, outcome: str) -> str | None:
    """Name the parameter that goes most with a difference over the parameter sets.

    Ranks are correlated; a parameter is named only when its correlation is too large for the strongest of as many
    unrelated ones (5 % level, Bonferroni), so that noise names nobody.

    Parameters
    ----------
    reading : Reading
        The comparison.
    a, b, outcome : str
        Two strategies and an outcome.

    Returns
    -------
    str or None
        A name of the registry.
    """
    means = reading.means_of_sets(a, b, outcome)
    there = np.isfinite(means)
    if there.sum() < FEWEST_SETS:
        return None
    sets = [values for values, known in zip(reading.comparison.parameter_values, there, strict=True) if known]
    names = [name for name in sets[0] if all(name in values for values in sets)]
    varied = [name for name in names if len({values[name] for values in sets}) > 2]
    if not varied:
        return None
    from scipy.special import stdtr

    change = _ranks(means[there])
    strength = {name: _correlation(_ranks(np.array([values[name] for values in sets])), change) for name in varied}
    best = max(strength, key=lambda name: abs(strength[name]))
    r, freedom = min(abs(strength[best]), 1.0 - 1e-12), len(sets) - 2
    chance = 2.0 * float(stdtr(freedom, -r * np.sqrt(freedom / (1.0 - r * r))))
    return best if chance * len(varied) < LEVEL else None


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.argsort(np.argsort(values)).astype(np.float64)


def _correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / scale if scale > 0.0 else 0.0
