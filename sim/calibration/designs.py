"""Where parameter sets are drawn from: fitted parameters from a shrinking region, all others from their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.foundation.errors import SettingsError
from sim.foundation.parameters import Parameter, registry

__all__ = ["Region", "draw", "others_of", "unit_to_values"]

MARGIN = 0.1
"""Share of every side that is kept around what was not implausible, so that few points do not cut off a corner."""

FEWEST = 15
"""Points below which a region is not drawn tighter: a box around fewer in seven dimensions says nothing."""


@dataclass(frozen=True)
class Region:
    """A box, turned to the main axes of the points it holds, inside the unit cube of the fitted parameters.

    Parameters
    ----------
    centre : ndarray
        Shape (d,).
    axes : ndarray
        Shape (d, d), orthonormal rows.
    low, high : ndarray
        Shape (d,), from the centre along each axis.
    """

    centre: np.ndarray
    axes: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def whole(cls, dimensions: int) -> Region:
        """Make the whole unit cube."""
        half = np.full(dimensions, 0.5)
        return cls(half, np.eye(dimensions), -half, half)

    @classmethod
    def around(cls, points: np.ndarray, before: Region) -> Region:
        """Hold all points with a margin; as before where there are too few to tell.

        Turning the box lets it follow products and ratios, which these targets cannot take apart.
        """
        if len(points) < FEWEST:
            return before
        centre = points.mean(axis=0)
        axes = np.linalg.svd(points - centre, full_matrices=True)[2]
        along = (points - centre) @ axes.T
        low, high = along.min(axis=0), along.max(axis=0)
        margin = MARGIN * (high - low)
        return cls(centre, axes, low - margin, high + margin)

    def place(self, points: np.ndarray) -> np.ndarray:
        """Take points of the unit cube into the box."""
        return np.asarray(self.centre + (self.low + points * (self.high - self.low)) @ self.axes)

    def holds(self, points: np.ndarray) -> np.ndarray:
        """Say which points of the unit cube lie inside the box."""
        along = (points - self.centre) @ self.axes.T
        return np.asarray(((along >= self.low) & (along <= self.high)).all(axis=1))


def others_of(free: Sequence[str]) -> tuple[str, ...]:
    """Names of all other assumed parameters with a range: drawn, not fitted."""
    rows = registry().values()
    return tuple(row.name for row in rows if row.grade == "assumed" and row.high > row.low and row.name not in free)


def draw(
    count: int, region: Region, others: int, generator: np.random.Generator, earlier: Sequence[Region] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Draw a Latin hypercube: fitted parameters inside a region, the others over their whole ranges.

    Parameters
    ----------
    count : int
        How many points, >= 1.
    region : Region
        For the fitted parameters.
    others : int
        How many further parameters.
    generator : numpy.random.Generator
        Its luck.
    earlier : sequence of Region
        Points outside any of them are not drawn again.

    Returns
    -------
    tuple of ndarray
        Shapes (count, d) and (count, others), in 0..1.
    """
    from scipy.stats import qmc

    d = region.centre.size
    found: list[np.ndarray] = []
    many = 0
    for _ in range(200):
        points = qmc.LatinHypercube(d=d + others, rng=generator).random(count)
        points[:, :d] = region.place(points[:, :d])
        inside = ((points[:, :d] >= 0.0) & (points[:, :d] <= 1.0)).all(axis=1)
        for one in earlier:
            inside &= one.holds(points[:, :d])
        found.append(points[inside])
        many += int(inside.sum())
        if many >= count:
            drawn = np.concatenate(found)[:count]
            return drawn[:, :d], drawn[:, d:]
    raise SettingsError(
        "the region that is not implausible lies almost outside the parameters' ranges; use fewer waves."
    )


def unit_to_values(
    free: Sequence[str], inside: np.ndarray, others: Sequence[str], rest: np.ndarray
) -> list[dict[str, float]]:
    """Turn points of the unit cube into values.

    Fitted parameters are spread evenly over their range, so that nothing is known beforehand; the others have the
    registry's value as median and half of their mass on each side, as in the plausible sets.
    """
    table = registry()
    rows = [table[name] for name in others]
    low, value, high = (np.array([getattr(row, side) for row in rows]) for side in ("low", "value", "high"))
    below, above = value - (value - low) * (1.0 - 2.0 * rest), value + (high - value) * (2.0 * rest - 1.0)
    drawn = np.where(rest < 0.5, below, above)
    fitted = np.array([[_even(table[name], float(u)) for name, u in zip(free, line, strict=True)] for line in inside])
    names = (*free, *others)
    return [
        {name: float(f"{v:.5g}") for name, v in zip(names, (*a, *b), strict=True)}
        for a, b in zip(fitted, drawn, strict=True)
    ]


def _even(row: Parameter, point: float) -> float:
    return row.low + (row.high - row.low) * point
