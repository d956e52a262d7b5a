"""What was found, in sentences that are made from the table and its intervals.

No sentence knows its result beforehand: the words for a difference come from its verdict (:mod:`sim.study.verdicts`).
Before a sentence that rests on made-up shares of low-income students stands one that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.parameters import registry
from sim.outcomes import FROM_LOW_INCOME, OUTCOMES
from sim.report.exposed import exposure_sentence, first_line, how_often
from sim.report.guesses import most_telling, turned
from sim.report.questions import anchor_of, plain_name, sides
from sim.report.reading import Difference, Reading
from sim.report.words import (
    NOTE,
    Scale,
    decimals_for,
    decimals_for_interval,
    join,
    number,
    readable,
    scale_for,
    sentence_case,
)
from sim.study.verdicts import UNTESTED

if TYPE_CHECKING:
    from sim.study import Comparison
    from sim.study.telling import Telling

__all__ = ["THEMES", "Theme", "findings", "theme_outcomes"]

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


def findings(comparison: Comparison, a: str, b: str) -> list[str]:
    """Report in plain words how two strategies differ.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` returned.
    a, b : str
        Two of its strategies.

    Returns
    -------
    list of str
        First what the answer depends on, then a sentence or two each for spread, depth, equity, sustainability, strain
        and dollars, with a full exposure where the variance of each comes from, last that it is a thinking tool.
        Directly before the sentence on equity stands what was made up, if anything was.

    Raises
    ------
    SettingsError
        When a strategy was not compared.
    """
    reading = Reading(comparison)
    asked = _asked(reading, a, b)
    said = []
    for title, difference in asked.items():
        if difference.outcome.name in FROM_LOW_INCOME and reading.low_income_made_up:
            said.append(reading.low_income_made_up)
        said.append(_sentence(reading, title, difference))
    last = (
        f"{NOTE} These sentences show what follows from the assumptions for {reading.place} over {reading.years} "
        "years; use them to ask better questions, not to predict."
    )
    exposure = comparison.exposure
    if exposure is not None and not exposure.quick and a != b:
        known = [each.outcome.name for each in asked.values() if each.known and not each.equal]
        said += [exposure_sentence(exposure, a, b, name) for name in known]
    return [_what_it_depends_on(reading, a, b, asked), *said, last]


def theme_outcomes(comparison: Comparison, a: str, b: str) -> list[str]:
    """Return the outcomes that the sentences on two strategies speak of, as far as they can be compared and differ.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` returned.
    a, b : str
        Two of its strategies.

    Returns
    -------
    list of str
        At most one per theme.
    """
    asked = _asked(Reading(comparison), a, b).values()
    return [each.outcome.name for each in asked if each.known and not each.equal]


def _asked(reading: Reading, a: str, b: str) -> dict[str, Difference]:
    """Take for each theme the outcome that answers it."""
    best = {theme.title: _best(theme.outcomes, reading, a, b) for theme in THEMES}
    return {title: difference for title, difference in best.items() if difference is not None}


def _best(outcomes: Sequence[str], reading: Reading, a: str, b: str) -> Difference | None:
    """Take the first outcome that applies to half of the pairs; if none does, the first there is."""
    there = [reading.difference(a, b, name) for name in outcomes if name in OUTCOMES]
    fit = [each for each in there if each.known and 2 * each.pairs >= reading.runs]
    return next(iter(fit or there), None)


def _what_it_depends_on(reading: Reading, a: str, b: str, asked: Mapping[str, Difference]) -> str:
    """Say first how far the answer depends on untested assumptions (docs/guess_exposure.md)."""
    sets, exposure = reading.parameter_sets, reading.comparison.exposure
    if exposure is not None and sets == 1 and a != b:
        return first_line(exposure, a, b, asked, reading.runs)
    flipped = [title.lower() for title, difference in asked.items() if difference.unmeasured]
    if flipped:
        return (
            f"{sentence_case(UNTESTED)}: for {join(flipped)} the sign of the difference between {readable(a)} and "
            f"{readable(b)} flips in more than a fifth of the {sets} plausible parameter sets."
        )
    if sets > 1:
        few = "" if sets >= ENOUGH_SETS else f" {sets} sets are few; {ENOUGH_SETS} or more are needed to rely on this."
        return (
            f"The intervals cover random draws and {sets} plausible parameter sets; no clear sign below flips in more "
            f"than a fifth of these sets.{few}"
        )
    return (
        f"The intervals cover random draws only ({reading.runs} pairs of runs with the same random draws). They leave "
        "out untested assumptions: assumed parameters were held at one set of values, and another set could flip a "
        f"sign. That was not checked; compare with {ENOUGH_SETS} or more replicates, or exposure=full, to check."
    )


def _sentence(reading: Reading, title: str, difference: Difference) -> str:
    """Put one row of the differences into words."""
    outcome = difference.outcome
    what = f"{title}, {plain_name(outcome)}"
    if not difference.known:
        return f"{what}: cannot be compared ({_why_not(reading, difference)})."
    scale = scale_for(outcome.unit)
    low, mean, high = (scale.factor * value for value in (difference.low, difference.mean, difference.high))
    decimals = decimals_for_interval(low, mean, high)
    one, other, digits = _levels(reading, difference, scale, decimals if high > low else None)
    levels = _in_words(one, other, digits, scale, difference)
    missing = _missing(reading, difference)
    anchor = anchor_of(outcome, reading.years)
    anchored = f" {anchor}" if anchor else ""
    if difference.unmeasured:
        return f"{what}: {_on_what(reading, difference)} ({levels}).{anchored}"
    if difference.equal:
        return f"{what}: no clear difference; the two are equal in every pair ({levels}{missing}).{anchored}"
    if not difference.clear:
        interval = f"95 % interval of the difference {number(low, decimals)} to {number(high, decimals)}"
        zero = ", which includes zero" if low <= 0.0 <= high else ""
        return f"{what}: {difference.verdict}; {levels} ({interval}{zero}{missing}).{anchored}"
    size = scale.prefix + number(abs(one - other), digits)
    less = "fewer" if scale.words.startswith("of 100 ") else "less"
    near, far = sorted((abs(low), abs(high)))
    interval = f"95 % interval {number(near, decimals)} to {number(far, decimals)}{missing}"
    small = ", a clear but small difference" if _is_small(difference) else ""
    change = f"{size} {'more' if mean > 0.0 else less} with {readable(difference.a)} ({interval}){small}"
    return f"{what}: {levels}; {change}.{_judgement(difference)}{anchored}"


def _why_not(reading: Reading, difference: Difference) -> str:
    if difference.pairs == 1 or reading.runs == 1:
        return "one pair of runs has no interval; run more replicates"
    return difference.outcome.not_applicable or "it does not apply to these runs"


def _on_what(reading: Reading, difference: Difference) -> str:
    """Say in how many parameter sets the sign flips, and with which parameter, if one stands out."""
    name, a, b = difference.outcome.name, difference.a, difference.b
    exposure = reading.comparison.exposure
    if exposure is not None and exposure.hangs(a, b, name):
        said = f"{difference.verdict}; the sign flips in {how_often(exposure, a, b, name)} parameter sets"
        clear = [each.parameter for each in exposure.most_telling(a, b, name) if _is_guess(each)]
        return f"{said}, most with {join(clear)}" if clear else said
    count, of = turned(reading.means_of_sets(a, b, name), difference.mean)
    said = f"{difference.verdict}; the sign flips in {count} of {of} parameter sets"
    parameter = most_telling(reading, a, b, name)
    if parameter is None:
        return said
    return f"{said}, most with {parameter} ({registry()[parameter].meaning})"


def _is_guess(telling: Telling) -> bool:
    return telling.stands_out and telling.grade == "assumed"


def _levels(reading: Reading, difference: Difference, scale: Scale, decimals: int | None) -> tuple[float, float, int]:
    """Round both means over the pairs in which both values exist, and say to how many decimals.

    Their difference is what is shown as the difference, so that a reader who subtracts finds the same number.
    """
    values = reading.values(difference.outcome.name)
    first, second = values[difference.a], values[difference.b]
    both = np.isfinite(first) & np.isfinite(second)
    one, other = (scale.factor * float(each[both].mean()) for each in (first, second))
    if decimals is None:
        digits = decimals_for(0.0, max(one, other, key=abs))
    else:
        digits = max(decimals, scale.coarsest)
        # 33.7 and 28.4 are 5 apart, but 34 and 28 are not: then a digit more is shown.
        digits += round(round(one, digits) - round(other, digits), decimals) != round(one - other, decimals)
    return round(one, digits), round(other, digits), digits


def _in_words(one: float, other: float, digits: int, scale: Scale, difference: Difference) -> str:
    unit = f" {scale.words}" if scale.words else ""
    return (
        f"{scale.prefix}{number(one, digits)}{unit} with {readable(difference.a)}, "
        f"{scale.prefix}{number(other, digits)} with {readable(difference.b)}"
    )


def _missing(reading: Reading, difference: Difference) -> str:
    """Name the pairs only when some are missing."""
    if difference.pairs >= reading.runs:
        return ""
    return f", from the {difference.pairs} of {reading.runs} pairs to which it applies"


def _is_small(difference: Difference) -> bool:
    """Call a difference small under a hundredth of the outcome's range (assumed); never where there is no range."""
    span = difference.outcome.high - difference.outcome.low
    return bool(np.isfinite(span)) and abs(difference.mean) < SMALL_SHARE_OF_RANGE * span


def _judgement(difference: Difference) -> str:
    """Say who does better where one direction is better, and what the sign means where it has two sides."""
    low_side, high_side = sides(difference.outcome)
    if high_side not in {"better", "worse", ""}:
        return f" Above zero, {high_side}; below zero, {low_side}."
    return f" {sentence_case(readable(difference.better))} does better here." if difference.better is not None else ""
