"""From draws of luck to a finding: a statistic with its interval, over replicates and over plausible parameter sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.study.intervals import paired
from sim.validation.check import Expectation, Finding, expectations
from sim.validation.patterns.picture import picture
from sim.validation.patterns.place import Luck, Piece, whole_sets
from sim.validation.patterns.reasons import NOT_LOOKED_INTO, WHY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sim.validation.setting import Setting

__all__ = ["Collected", "Shown", "collect", "judge", "mean_of"]

RESAMPLES = 200
Summary = Callable[[Sequence[Any]], float]


@dataclass(frozen=True)
class Collected:
    """What all draws of luck showed."""

    pieces: Sequence[Any]  # under the registry's values, one a replicate
    by_set: Sequence[Sequence[Any]]  # under each plausible set
    runs: int


@dataclass(frozen=True)
class Shown:
    """A statistic under the registry's values with its interval, and its value under each plausible set."""

    value: float
    low: float
    high: float
    sets: Sequence[float]


def collect(
    setting: Setting, piece: Piece, *, replicates: tuple[int, int], sets: tuple[int, int], runs_each: int = 1
) -> Collected:
    """Look at one piece after another.

    Parameters
    ----------
    setting : Setting
        Size and luck.
    piece : callable
        What one draw of luck shows.
    replicates : tuple of int
        Quick and full number of replicates under the registry's values.
    sets : tuple of int
        Quick and full number of replicates under each of the plausible sets; 0 leaves them out.
    runs_each : int
        Runs that one piece takes.

    Returns
    -------
    Collected
        All pieces.
    """
    count, of_each = setting.size(*replicates), setting.size(*sets)
    pieces = [piece(Luck(setting.seed, r)) for r in range(count)]
    chosen = range(len(whole_sets())) if of_each else range(0)
    by_set = [[piece(Luck(setting.seed, r, c)) for r in range(of_each)] for c in chosen]
    return Collected(pieces, by_set, runs_each * (count + of_each * len(by_set)))


def mean_of(values: Sequence[Any]) -> float:
    """Mean over replicates, without those to which the statistic does not apply."""
    known = np.asarray(values, np.float64)
    known = known[np.isfinite(known)]
    return float(known.mean()) if known.size else float("nan")


def show(collected: Collected, pick: Callable[[Any], Any], summary: Summary | None) -> Shown:
    """Take the statistic, with a t-interval for means over replicates and a bootstrap of replicates for the rest."""
    taken = [pick(piece) for piece in collected.pieces]
    sets = [(summary or mean_of)([pick(piece) for piece in pieces]) for pieces in collected.by_set]
    if summary is None:
        found = paired(np.asarray(taken, np.float64)[None, :])
        return Shown(found.mean, found.low, found.high, sets)
    rng = np.random.default_rng(1)
    draws = rng.integers(0, len(taken), (RESAMPLES, len(taken)))
    again = np.array([summary([taken[i] for i in draw]) for draw in draws])
    low, high = np.nanpercentile(again, [2.5, 97.5]) if np.isfinite(again).any() else (np.nan, np.nan)
    return Shown(summary(taken), float(low), float(high), sets)


def judge(
    name: str,
    collected: Collected,
    pick: Callable[[Any], Any],
    *,
    sentence: str,
    by: str = "interval",
    summary: Summary | None = None,
    draw: Callable[[Axes], None] | None = None,
    reasons: Mapping[str, str] = WHY,
) -> Finding:
    """Hold a statistic against what was expected of it.

    Parameters
    ----------
    name : str
        Of the expectation.
    collected : Collected
        The pieces.
    pick : callable
        Takes from a piece what the statistic needs: a number, or what ``summary`` reads.
    sentence : str
        What came out; ``{value}``, ``{low}`` and ``{high}`` are filled in.
    by : str
        ``"interval"``, when the expectation asks for the whole interval, or ``"value"``.
    summary : callable, optional
        Statistic of all picked pieces together; by default their mean.
    draw : callable, optional
        Draws what lies behind the number into axes.
    reasons : Mapping of str to str, optional
        Why an expectation does not hold; by default those of the patterns.

    Returns
    -------
    Finding
        With its figure.
    """
    expectation = expectations()[name]
    shown = show(collected, pick, summary)
    holds = holds_for(expectation, shown, by)
    numbers = {side: f"{getattr(shown, side):.3g}" for side in ("value", "low", "high")}
    inside = [expectation.met_by(value, value) for value in shown.sets]
    said = sentence.format(**numbers)
    if inside:
        said += f" As expected in {sum(inside)} of {len(inside)} plausible parameter sets."
    return Finding(
        name=name,
        value=shown.value,
        low=shown.low,
        high=shown.high,
        holds=holds,
        sentence=said,
        why="" if holds else reasons.get(name, NOT_LOOKED_INTO),
        runs=collected.runs,
        figure=lambda: picture(expectation, shown, said, draw),
        details={"judged by": by, "plausible sets": list(shown.sets), "sets as expected": sum(inside)},
    )


def holds_for(expectation: Expectation, shown: Shown, by: str) -> bool:
    """Whether the statistic lies where it was expected; what could not be read does not hold."""
    low, high = (shown.low, shown.high) if by == "interval" else (shown.value, shown.value)
    return bool(np.isfinite([low, high]).all()) and expectation.met_by(low, high)
