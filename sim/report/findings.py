"""What was found, in sentences that are made from the table and its intervals.

No sentence knows its result beforehand. A difference whose interval includes zero becomes "no clear difference"; one
whose sign turns in more than a fifth of the plausible parameter sets becomes "depends on what nobody has measured".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.report.paired import who_does_better
from sim.report.questions import plain_name, sides
from sim.report.reading import Compared, Difference, Reading, read
from sim.report.words import NOTE, decimals_for, join, number, readable, scale_for

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["THEMES", "Theme", "findings", "flip_share"]

FLIPS_ALLOWED = 0.2
ENOUGH_SETS = 8
SMALL_SHARE_OF_RANGE = 0.01


@dataclass(frozen=True)
class Theme:
    """Something a district asks about, and the outcomes that answer it, best first."""

    title: str
    outcomes: tuple[str, ...]


THEMES: tuple[Theme, ...] = (
    Theme("Spread", ("spread_teachers",)),
    Theme("Depth", ("deep_share", "depth")),
    Theme("Equity", ("equity_gap", "relative_equity_gap")),
    Theme("Sustainability", ("persistence", "sustained_share")),
    Theme("Strain", ("strain",)),
    Theme("Dollars", ("dollars_per_student",)),
)


def flip_share(set_means: NDArray[np.float64]) -> float:
    """Give the share of parameter sets whose difference has the rarer sign.

    Parameters
    ----------
    set_means : ndarray of float64, shape (sets,)
        Mean difference in each parameter set.

    Returns
    -------
    float
        0..0.5; differences of exactly zero count for neither sign. NaN without sets.
    """
    if set_means.size == 0:
        return float("nan")
    up, down = int(np.sum(set_means > 0.0)), int(np.sum(set_means < 0.0))
    return min(up, down) / set_means.size


def findings(comparison: Compared, a: str, b: str) -> list[str]:
    """Say in plain words how two strategies differ.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    a, b : str
        Two of its strategies.

    Returns
    -------
    list of str
        First what the answer hangs on, then a sentence or two each for spread, depth, equity, sustainability, strain
        and dollars, last that it is a thinking tool.

    Raises
    ------
    SettingsError
        When a strategy was not compared.
    """
    reading = read(comparison)
    differences = reading.differences(a, b)
    asked = {
        theme.title: chosen for theme in THEMES if (chosen := _best(theme.outcomes, reading, differences)) is not None
    }
    sets = {title: reading.set_means(a, b, difference.outcome) for title, difference in asked.items()}
    said = [_Sentence(reading, title, difference, a, b, sets[title]).write() for title, difference in asked.items()]
    flipped = [title.lower() for title in asked if flip_share(sets[title]) > FLIPS_ALLOWED]
    last = (
        f"{NOTE} These sentences show what follows from the assumptions for {reading.place} over {reading.years} "
        "years; use them to ask better questions, not to predict."
    )
    return [_what_it_hangs_on(reading, a, b, flipped), *said, last]


def _best(outcomes: Sequence[str], reading: Reading, differences: Mapping[str, Difference]) -> Difference | None:
    """Take the first outcome that applies to half of the pairs; if none does, the first that was computed."""
    there = [differences[name] for name in outcomes if name in differences]
    fit = [each for each in there if each.known and 2 * each.pairs >= reading.replicates]
    return next(iter(fit or there), None)


def _what_it_hangs_on(reading: Reading, a: str, b: str, flipped: Sequence[str]) -> str:
    """Say first how far the answer hangs on guesses (SCIENCE 7.11)."""
    sets = reading.parameter_sets
    if flipped:
        return (
            f"Depends on what nobody has measured: for {join(flipped)} the sign of the difference between "
            f"{readable(a)} and {readable(b)} turns in more than a fifth of the {sets} plausible parameter sets."
        )
    if sets > 1:
        few = "" if sets >= ENOUGH_SETS else f" {sets} sets are few; {ENOUGH_SETS} or more are needed to lean on this."
        return (
            f"The intervals show luck and {sets} plausible parameter sets; none of the signs below turns in more than "
            f"a fifth of these sets.{few}"
        )
    return (
        f"The intervals show luck only ({reading.replicates} pairs of runs with the same luck). Not included is what "
        "nobody has measured: assumed parameters were held at one set of values, and another set could turn a sign."
    )


@dataclass(frozen=True)
class _Sentence:
    """One row of the differences, put into words."""

    reading: Reading
    title: str
    difference: Difference
    a: str
    b: str
    set_means: NDArray[np.float64]

    def write(self) -> str:
        yardstick = self.reading.yardstick(self.difference.outcome)
        what = f"{self.title}, {plain_name(yardstick)}"
        difference = self.difference
        if not difference.known:
            reason = str(getattr(yardstick, "not_applicable", "")) or "it does not apply to these runs"
            return f"{what}: cannot be compared ({reason})."
        scale = scale_for(yardstick.unit)
        low, mean, high = (scale.factor * value for value in (difference.low, difference.mean, difference.high))
        decimals = decimals_for((high - low) / 2, mean, (low, mean, high) if difference.clear else ())
        levels = self._levels(scale.factor, scale.prefix, scale.words, decimals if high > low else None)
        interval = f"95 % interval of the difference {number(low, decimals)} to {number(high, decimals)}"
        turned = flip_share(self.set_means)
        if turned > FLIPS_ALLOWED:
            count, of = round(turned * self.set_means.size), self.set_means.size
            guess = "depends on what nobody has measured"
            return f"{what}: {guess}; the sign turns in {count} of {of} parameter sets ({levels})."
        if low == high == 0.0:
            return f"{what}: no clear difference; the two are equal in every pair ({levels})."
        if not difference.clear:
            return f"{what}: no clear difference; {levels} ({interval}, which includes zero{self._missing()})."
        size = scale.prefix + number(abs(mean), decimals)
        near, far = sorted((abs(low), abs(high)))
        interval = f"95 % interval {number(near, decimals)} to {number(far, decimals)}{self._missing()}"
        small = ", a clear but small difference" if self._is_small() else ""
        less = "fewer" if scale.words.startswith("of 100 ") else "less"
        more = "more" if mean > 0.0 else less
        return f"{what}: {levels}; {size} {more} with {readable(self.a)} ({interval}){small}.{self._judgement()}"

    def _levels(self, factor: float, prefix: str, words: str, decimals: int | None) -> str:
        """Name both means over the pairs in which both values exist, so that they differ by the difference shown."""
        by_strategy = self.reading.values[self.difference.outcome]
        first, second = by_strategy[self.a], by_strategy[self.b]
        both = np.isfinite(first) & np.isfinite(second)
        means = [factor * float(values[both].mean()) if both.any() else float("nan") for values in (first, second)]
        digits = decimals if decimals is not None else decimals_for(0.0, max(means, key=abs))
        shown = [prefix + number(mean, digits) for mean in means]
        unit = f" {words}" if words else ""
        return f"{shown[0]}{unit} with {readable(self.a)}, {shown[1]} with {readable(self.b)}"

    def _missing(self) -> str:
        """Name the pairs only when some are missing."""
        pairs, runs = self.difference.pairs, self.reading.replicates
        return "" if pairs >= runs else f", from the {pairs} of {runs} pairs to which it applies"

    def _is_small(self) -> bool:
        """Call a difference small under a hundredth of the outcome's range (assumed); never where there is no range."""
        yardstick = self.reading.yardstick(self.difference.outcome)
        span = yardstick.high - yardstick.low
        return bool(np.isfinite(span)) and abs(self.difference.mean) < SMALL_SHARE_OF_RANGE * span

    def _judgement(self) -> str:
        """Say who does better where one direction is better, and what the sign means where it has two sides."""
        yardstick = self.reading.yardstick(self.difference.outcome)
        low_side, high_side = sides(yardstick)
        if high_side not in {"better", "worse", ""}:
            return f" Above zero, {high_side}; below zero, {low_side}."
        better = who_does_better(self.difference, yardstick, self.a, self.b)
        return f" {readable(better).capitalize()} does better here." if better is not None else ""
