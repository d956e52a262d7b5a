"""The whole calibration: match, confirm on fresh luck, judge on luck that chose nothing, and write the ensemble."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.calibration.confronting import CUT, confronted, ranked
from sim.calibration.designs import others_of
from sim.calibration.learned import Directions, directions
from sim.calibration.matching import Matched, Values, match, summarize
from sim.calibration.rollouts import Rollouts
from sim.calibration.targets import Target, fitted, free_parameters, targets
from sim.foundation.errors import SettingsError

__all__ = ["QUICK", "Calibration", "Size", "calibrate", "settings_of", "tell_apart"]

DEFAULTS_REPLICATES = 3
"""How many times more luck the registry's values get than a set, because they are one set only."""


@dataclass(frozen=True)
class Size:
    """How much is simulated.

    Parameters
    ----------
    sets, waves : int
        Sets a wave, and waves.
    replicates : int
        Draws of luck on which sets are fitted.
    pilot : int
        Sets simulated in full beforehand.
    keep : int
        Sets that are wanted in the ensemble.
    fresh : int
        Fresh draws of luck on which every candidate is confirmed.
    judged : int
        Further draws of luck, which choose nothing, on which the ensemble and held-out targets are read.
    """

    sets: int = 80
    waves: int = 3
    replicates: int = 4
    pilot: int = 16
    keep: int = 48
    fresh: int = 8
    judged: int = 3

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise SettingsError(f"{name} is {value!r}; it must be a whole number from 1.")


QUICK = Size(sets=8, waves=2, replicates=2, pilot=4, keep=2, fresh=2, judged=1)
"""Enough to see that everything works; its ensemble means nothing."""


@dataclass(frozen=True)
class Calibration:
    """What a calibration found.

    Parameters
    ----------
    matched : Matched
        The waves.
    candidates : list of dict
        Sets confronted with fresh luck.
    fitting, fresh : ndarray
        Implausibility of the candidates with the luck of the fit and with fresh luck, shape (n, targets).
    confirmed : ndarray of bool
        Which candidates are still not ruled out with fresh luck.
    sets : list of dict
        The ensemble.
    judged : ndarray
        Mean of all targets, fitted and held out, for each set of the ensemble, shape (sets, all targets).
    defaults : ndarray
        The same for the registry's values, shape (replicates, all targets).
    directions : Directions
        What the fitted targets can tell apart.
    seed : int
        Of everything; fresh luck has the next seed, judging luck the one after, sensitivities the third.
    size : Size
        How much was simulated.
    """

    matched: Matched
    candidates: Values
    fitting: np.ndarray
    fresh: np.ndarray
    confirmed: np.ndarray
    sets: Values
    judged: np.ndarray
    defaults: np.ndarray
    directions: Directions
    seed: int
    size: Size

    @property
    def targets(self) -> tuple[Target, ...]:
        """The columns of ``judged`` and ``defaults``."""
        return tuple(targets().values())


def calibrate(
    size: Size | None = None,
    seed: int = 17,
    tell: Callable[[str, int, int], None] | None = None,
) -> Calibration:
    """Find parameter sets that the evidence does not rule out.

    Parameters
    ----------
    size : Size, optional
        How much to simulate.
    seed : int
        The same seed gives the same ensemble.
    tell : callable, optional
        Told what is being done, how much of it is done, and how much there is.

    Returns
    -------
    Calibration
        The ensemble and how it came about.
    """
    size = size or Size()
    goals = fitted()
    free = tuple(one.name for one in free_parameters())
    tell = tell or _silent
    matched = match(
        Rollouts(seed), goals, free, others_of(free), sets=size.sets, waves=size.waves, replicates=size.replicates,
        pilot=size.pilot, seed=seed, tell=lambda done, total: tell("sets drawn", done, total),
    )  # fmt: skip
    values, fitting = _candidates(matched, seed)
    fresh, confirmed = _confirm(matched, values, seed + 1, size, tell)
    looked = len(fresh)
    kept = [one for one, good in zip(values, confirmed, strict=False) if good]
    judged, defaults = _judge(kept, seed + 2, size, tell)
    told = tell_apart(seed + 3, max(2, size.replicates), tell)
    return Calibration(
        matched, values[:looked], fitting[:looked], fresh, confirmed, kept, judged, defaults, told, seed, size
    )


def tell_apart(seed: int, replicates: int, tell: Callable[[str, int, int], None]) -> Directions:
    """Find the directions that the fitted targets can tell apart, around the registry's values."""
    ends = {one.name: (one.row.low, one.row.high) for one in free_parameters()}
    return directions(Rollouts(seed), list(fitted().values()), ends, replicates, tell)


def _candidates(matched: Matched, seed: int) -> tuple[Values, np.ndarray]:
    """Survivors of all waves in random order: the best of the fit would be the luckiest."""
    values = matched.candidates()
    away = np.concatenate([wave.implausibility[wave.kept] for wave in matched.waves])
    order = np.random.default_rng(seed + 1).permutation(len(values))
    return [values[i] for i in order], away[order]


def _confirm(
    matched: Matched, values: Values, seed: int, size: Size, tell: Callable[[str, int, int], None]
) -> tuple[np.ndarray, np.ndarray]:
    """Confront candidates with fresh luck until enough are found."""
    simulate, goals = Rollouts(seed), matched.targets
    away: list[np.ndarray] = []
    good: list[bool] = []
    for one in values:
        if sum(good) == size.keep:
            break
        runs = summarize(simulate, one, [goal.name for goal in goals], range(size.fresh))
        away.append(confronted(goals, runs)[1])
        good.append(bool(ranked(away[-1], matched.forgiven) < CUT))
        tell("sets confirmed with fresh luck", len(good), len(values))
    return np.array(away).reshape(len(away), len(goals)), np.array(good, bool)


def _judge(
    sets: Sequence[Mapping[str, float]], seed: int, size: Size, tell: Callable[[str, int, int], None]
) -> tuple[np.ndarray, np.ndarray]:
    """Read all targets, the held-out ones too, with luck that has chosen nothing."""
    simulate, names = Rollouts(seed, long=True), list(targets())
    means = []
    for one in sets:
        runs = summarize(simulate, one, names, range(size.judged))
        means.append(confronted(list(targets().values()), runs)[0])
        tell("sets judged", len(means), len(sets))
    defaults = summarize(simulate, {}, names, range(DEFAULTS_REPLICATES * size.judged))
    return np.array(means).reshape(len(means), len(names)), defaults


def _silent(what: str, done: int, total: int) -> None:
    """Tell nobody."""


def settings_of(done: Calibration) -> dict[str, Any]:
    """Everything that one needs to run it again."""
    return {"seed": done.seed, **vars(done.size)}
