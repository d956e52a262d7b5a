"""History matching by direct simulation: rule out what the evidence makes implausible, keep all the rest.

No emulator stands between sets and evidence: a rollout takes a tenth of a second, and with some 150 parameters drawn
beside the fitted ones an emulator of seven inputs would carry a larger error than the luck of the simulation itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.calibration.confronting import CUT, confronted, ranked
from sim.calibration.designs import Region, draw, unit_to_values
from sim.calibration.targets import MOST_FREE, Target, refuse_held_out
from sim.foundation.errors import SettingsError

__all__ = ["Matched", "Pilot", "Simulator", "Wave", "match", "summarize"]

LUCKS = 16
"""Draws of luck set aside for every set; more replicates than these would be those of the next set."""

Simulator = Callable[[Mapping[str, float], int], Iterable[Mapping[str, float]]]
"""Takes values and the number of a draw of luck; gives targets part by part, so that one may stop early."""

Values = list[dict[str, float]]


@dataclass(frozen=True)
class Wave:
    """One wave: what was drawn, what came out, and what was not ruled out.

    Parameters
    ----------
    fitted, others : ndarray
        Drawn points in 0..1, shapes (n, free) and (n, others).
    values : list of dict
        The same as values of parameters.
    means : ndarray
        Mean over replicates of every target, shape (n, targets); NaN for what was ruled out early.
    implausibility : ndarray
        Of every target, shape (n, targets); infinite for what was ruled out early.
    forgiven : int
        Targets that a set may miss.
    looked_at : int
        Sets that got all replicates.
    """

    fitted: np.ndarray
    others: np.ndarray
    values: Values
    means: np.ndarray
    implausibility: np.ndarray
    forgiven: int
    looked_at: int

    @property
    def kept(self) -> np.ndarray:
        """Which sets are not ruled out."""
        return ranked(self.implausibility, self.forgiven) < CUT

    @property
    def strict(self) -> np.ndarray:
        """Which sets miss no target at all."""
        return ranked(self.implausibility, 0) < CUT


@dataclass(frozen=True)
class Pilot:
    """Sets over the whole ranges, all targets seen twice: how far luck and parameters move them.

    Parameters
    ----------
    fitted, others, values, means
        As in a wave.
    luck : ndarray
        Variance of one replicate by luck, for every target.
    """

    fitted: np.ndarray
    others: np.ndarray
    values: Values
    means: np.ndarray
    luck: np.ndarray


@dataclass(frozen=True)
class Matched:
    """All waves of a history match.

    Parameters
    ----------
    pilot : Pilot
        Before the first wave.
    waves : tuple of Wave
        In order.
    regions : tuple of Region
        What each wave was drawn from, and last what the next would be.
    forgiven : int
        Targets that a set may miss.
    """

    free: tuple[str, ...]
    others: tuple[str, ...]
    targets: tuple[Target, ...]
    pilot: Pilot
    waves: tuple[Wave, ...]
    regions: tuple[Region, ...]
    forgiven: int

    def candidates(self) -> Values:
        """Sets of all waves that were not ruled out.

        Later regions hold all earlier survivors, so that inside the last region all waves were drawn evenly.
        """
        return [one for wave in self.waves for one, kept in zip(wave.values, wave.kept, strict=True) if kept]


def summarize(simulate: Simulator, values: Mapping[str, float], names: Sequence[str], replicates: range) -> np.ndarray:
    """Simulate a set with several draws of luck, all targets; shape (replicates, targets)."""
    runs = []
    for replicate in replicates:
        found = {name: value for part in simulate(values, replicate) for name, value in part.items()}
        runs.append([found.get(name, np.nan) for name in names])
    return np.array(runs)


def screened(
    simulate: Simulator,
    values: Mapping[str, float],
    targets: Sequence[Target],
    luck: np.ndarray,
    replicate: int,
    forgiven: int,
) -> np.ndarray | None:
    """Simulate one draw of luck until more targets than forgiven are missed, even with all that luck may do.

    Returns
    -------
    ndarray or None
        Shape (1, targets); None where the set is ruled out.
    """
    found: dict[str, float] = {}
    off = 0
    for part in simulate(values, replicate):
        found |= part
        for target, variance in zip(targets, luck, strict=True):
            if target.name in part:
                off += target.implausibility(part[target.name], float(variance)) >= CUT
        if off > forgiven:
            return None
    return np.array([[found.get(target.name, np.nan) for target in targets]])


def match(
    simulate: Simulator,
    targets: Mapping[str, Target],
    free: Sequence[str],
    others: Sequence[str],
    *,
    sets: int = 80,
    waves: int = 3,
    replicates: int = 4,
    pilot: int = 16,
    forgiven: int = 0,
    seed: int = 17,
    tell: Callable[[int, int], None] | None = None,
    to_values: Callable[[np.ndarray, np.ndarray], Values] | None = None,
) -> Matched:
    """Draw sets in waves and rule out those that the evidence makes implausible.

    A set is seen with one draw of luck after the other, and ruled out as soon as it is implausible even with all that
    luck may do (pooled over the pilot's sets). What has got all replicates is judged with its own spread.

    Parameters
    ----------
    simulate : callable
        Takes values and the number of a draw of luck, gives targets part by part.
    targets : mapping of str to Target
        What is fitted; a target that was held out is refused.
    free, others : sequence of str
        Parameters that are fitted, at most seven, and those that are only drawn.
    sets, waves, replicates : int
        Sets a wave, waves, and draws of luck a set, each >= 1.
    pilot : int
        Sets that are simulated in full before the first wave, to see how far luck and parameters move each target.
    forgiven : int
        Targets that a set may miss: 0 judges by the largest implausibility, 1 by the second largest, which protects
        against one target whose discrepancy was put too small (Vernon, Goldstein & Bower 2010).
    seed : int
        Of the draws of sets.
    tell : callable, optional
        Told how many sets are done and how many there are.
    to_values : callable, optional
        Turns points of the unit cube into values; by the registry's ranges if not given.

    Returns
    -------
    Matched
        All waves.

    Raises
    ------
    SettingsError
        When a target was held out, or too many parameters are to be fitted.
    """
    chosen = tuple(targets.values())
    refuse_held_out(chosen)
    if len(free) > MOST_FREE:
        raise SettingsError(f"{len(free)} parameters are to be fitted; these targets bear at most {MOST_FREE}.")
    give = to_values or (lambda a, b: unit_to_values(free, a, others, b))
    generator = np.random.default_rng(seed)
    count = _Count(pilot + waves * sets, tell)
    first = _pilot(simulate, chosen, give, draw(pilot, Region.whole(len(free)), len(others), generator), count)
    regions: list[Region] = [Region.whole(len(free))]
    done: list[Wave] = []
    for _ in range(waves):
        inside, rest = draw(sets, regions[-1], len(others), generator, regions[:-1])
        done.append(_wave(simulate, chosen, inside, rest, give(inside, rest), first.luck, replicates, forgiven, count))
        regions.append(Region.around(np.concatenate([wave.fitted[wave.kept] for wave in done]), regions[-1]))
    return Matched(tuple(free), tuple(others), chosen, first, tuple(done), tuple(regions), forgiven)


class _Count:
    """How many sets are done; every set has luck of its own, by its number."""

    def __init__(self, total: int, tell: Callable[[int, int], None] | None) -> None:
        self.done, self.total, self.tell = 0, total, tell

    def next(self) -> None:
        self.done += 1
        if self.tell is not None:
            self.tell(self.done, self.total)


def _pilot(
    simulate: Simulator,
    targets: Sequence[Target],
    give: Callable[[np.ndarray, np.ndarray], Values],
    points: tuple[np.ndarray, np.ndarray],
    count: _Count,
) -> Pilot:
    """Simulate sets in full, twice each."""
    values, names = give(*points), [target.name for target in targets]
    runs = []
    for one in values:
        runs.append(summarize(simulate, one, names, range(LUCKS * count.done, LUCKS * count.done + 2)))
        count.next()
    pairs = np.array(runs)  # sets, two draws of luck, targets
    luck = _mean((pairs[:, 0] - pairs[:, 1]) ** 2 / 2.0, axis=0)
    return Pilot(*points, values, _mean(pairs, axis=1), np.nan_to_num(luck))


def _mean(values: np.ndarray, axis: int) -> np.ndarray:
    """Mean of what was seen, NaN where nothing was."""
    seen = (~np.isnan(values)).sum(axis=axis)
    return np.where(seen > 0, np.nansum(values, axis=axis) / np.maximum(1, seen), np.nan)


def _wave(
    simulate: Simulator,
    targets: Sequence[Target],
    fitted: np.ndarray,
    others: np.ndarray,
    values: Values,
    luck: np.ndarray,
    replicates: int,
    forgiven: int,
    count: _Count,
) -> Wave:
    names = [target.name for target in targets]
    means, away = (np.full((len(values), len(targets)), fill) for fill in (np.nan, np.inf))
    looked = 0
    for i, one in enumerate(values):
        start = LUCKS * count.done
        runs = screened(simulate, one, targets, luck, start, forgiven)
        for more in range(start + 1, start + replicates):
            if runs is None or ranked(confronted(targets, runs, luck)[1], forgiven) >= CUT:
                runs = None
                break
            runs = np.concatenate([runs, summarize(simulate, one, names, range(more, more + 1))])
        if runs is not None:
            looked += 1
            means[i], away[i] = confronted(targets, runs, luck if replicates == 1 else None)
        count.next()
    return Wave(fitted, others, values, means, away, forgiven, looked)
