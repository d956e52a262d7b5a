"""How much of a variance comes from each group of inputs, from pairs of results that share some of them.

Half the mean squared difference of two results that share an input is the variance that is left when this input is
held (Jansen 1999, Computer Physics Communications 117, 35-43). Divided by the variance of the same results (Janon et
al. 2014, ESAIM: Probability and Statistics 18, 342-364) and taken from one it gives the input's share, without a model
of how results depend on inputs and whatever the number of inputs in a group.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Design", "Share", "Shares", "variance_shares"]

DRAWS = 400
"""Bayesian bootstraps (Rubin 1981) behind an interval."""

LEVEL = 95.0


class Design(NamedTuple):
    """Which inputs each result was computed with; two results with the same number share the input.

    Attributes
    ----------
    block, assumed, sourced, luck : ndarray of int, shape (results,)
        Results of different blocks are independent; numbers of the set of assumed values, of the set of sourced values
        and of the luck.
    """

    block: NDArray[np.int64]
    assumed: NDArray[np.int64]
    sourced: NDArray[np.int64]
    luck: NDArray[np.int64]


class Share(NamedTuple):
    """A share of the variance, 0..1, and its 95 % interval; NaN where it cannot be told."""

    value: float
    low: float
    high: float


UNKNOWN = Share(np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Shares:
    """Where the variance of one result comes from.

    Parameters
    ----------
    luck : Share
        What is left when all parameters are held.
    assumed, sourced : Share
        What goes when the assumed, or the sourced, parameters are held.
    together : Share
        What only the two groups together explain; it completes the sum to one.
    variance : float
        Of one result, in its unit squared.
    given_assumed : float
        The variance that is left when the assumed parameters are held.
    """

    luck: Share
    assumed: Share
    sourced: Share
    together: Share
    variance: float
    given_assumed: float


def variance_shares(
    results: NDArray[np.float64],
    design: Design,
    reference: NDArray[np.float64] | None = None,
    *,
    seed: int = 1,
) -> Shares:
    """Split the variance of results.

    Parameters
    ----------
    results : ndarray of float64, shape (results,)
        NaN where there is none.
    design : Design
        What each was computed with.
    reference : ndarray of float64, optional
        Results of one set of parameters with different lucks, where the design itself repeats no set.
    seed : int, default 1
        Of the bootstrap.

    Returns
    -------
    Shares
        Estimates outside 0..1 are set to the nearer end; shares of groups that were not varied are NaN.
    """
    there = np.isfinite(results)
    y, design = results[there], Design(*(numbers[there] for numbers in design))
    if y.size < 4 or np.ptp(y) == 0.0:
        return Shares(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, 0.0 if y.size else np.nan, 0.0 if y.size else np.nan)
    sums = _Sums(y, design)
    rng = np.random.default_rng(seed)
    weights = np.vstack([np.ones(sums.blocks), sums.blocks * rng.dirichlet(np.ones(sums.blocks), DRAWS)])
    total = sums.variance(weights)
    left = {name: sums.left(name, weights) for name in ("assumed", "sourced", "both")}
    if reference is not None and np.isfinite(reference).sum() > 2:
        left["both"] = _reweighted(reference[np.isfinite(reference)], rng) / total
    if np.unique(design.sourced).size < 2:  # only assumed parameters were varied
        left["assumed"] = left["both"]
    of_luck = np.clip(left["both"], 0.0, 1.0)
    of_assumed, of_sourced = (np.clip(1.0 - left[name], 0.0, 1.0) for name in ("assumed", "sourced"))
    known = np.nan_to_num(of_luck) + np.nan_to_num(of_assumed) + np.nan_to_num(of_sourced)
    scale = np.maximum(known, 1.0)  # noise can make the parts larger than the whole
    parts = [part / scale for part in (of_luck, of_assumed, of_sourced)]
    parts.append(np.where(np.isfinite(sum(parts)), np.maximum(0.0, 1.0 - known), np.nan))
    luck_share, assumed, sourced, together = (_share(part) for part in parts)
    given = total[0] * (left["assumed"][0] if np.isfinite(left["assumed"][0]) else left["both"][0])
    return Shares(luck_share, assumed, sourced, together, float(total[0]), float(given))


class _Sums:
    """Squares of pairs of results, summed by blocks, so that reweighting is a small matrix product."""

    def __init__(self, y: NDArray[np.float64], design: Design) -> None:
        _, block = np.unique(design.block, return_inverse=True)
        self.blocks = int(block.max()) + 1
        first, second = np.triu_indices(y.size, 1)
        assumed, sourced, luck = (n[first] == n[second] for n in design[1:])
        alone = np.unique(design.sourced).size < 2
        places = {
            "nothing": ~assumed if alone else ~assumed & ~sourced,
            "assumed": assumed & ~sourced,
            "sourced": sourced & ~assumed & (not alone),
            "both": assumed & sourced,
        }
        half = 0.5 * (y[first] - y[second]) ** 2
        square = (y - y.mean()) ** 2 * y.size / (y.size - 1)
        own = 0.5 * (square[first] + square[second])
        self.of: dict[str, list[_Sum]] = {}
        for name, chosen in places.items():
            use = chosen & ~luck
            where = (block[first[use]], block[second[use]])
            self.of[name] = [self._by_block(where, values[use]) for values in (half, own, np.ones_like(half))]

    def _by_block(self, where: tuple[NDArray[np.int64], NDArray[np.int64]], values: NDArray[np.float64]) -> _Sum:
        total = np.zeros((self.blocks, self.blocks))
        np.add.at(total, where, values)
        inside = np.diag(total)
        return inside, total - np.diag(inside)

    def variance(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the variance of one result, for each row of weights of blocks."""
        half, _, count = (_weighted(each, weights) for each in self.of["nothing"])
        found: NDArray[np.float64] = half / count
        return found

    def left(self, name: str, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the share of the variance that is left when something is held; NaN without pairs that share it."""
        half, own, _ = (_weighted(each, weights) for each in self.of[name])
        share: NDArray[np.float64] = np.divide(half, own, out=np.full(len(weights), np.nan), where=own > 0.0)
        return share


_Sum = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def _weighted(sums: _Sum, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    inside, across = sums
    found: NDArray[np.float64] = weights @ inside + ((weights @ across) * weights).sum(axis=1)
    return found


def _reweighted(values: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Give the variance of values, and again with random weights."""
    size = values.size
    weights = np.vstack([np.full(size, 1.0 / size), rng.dirichlet(np.ones(size), DRAWS)])
    means = weights @ values
    spread: NDArray[np.float64] = np.maximum(weights @ values**2 - means**2, 0.0) * size / (size - 1)
    return spread


def _share(values: NDArray[np.float64]) -> Share:
    if not np.isfinite(values[0]):
        return UNKNOWN
    rest = values[1:][np.isfinite(values[1:])]
    low, high = np.percentile(rest, [(100.0 - LEVEL) / 2, (100.0 + LEVEL) / 2])
    return Share(float(values[0]), float(min(low, values[0])), float(max(high, values[0])))
