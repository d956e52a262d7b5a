"""What a difference depends on, in sentences for somebody who runs a school district."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.parameters import registry
from sim.outcomes import find_outcome
from sim.report.questions import plain_name, sides
from sim.report.words import join, readable, sentence_case
from sim.study.verdicts import UNTESTED

if TYPE_CHECKING:
    from sim.report.reading import Difference
    from sim.study import Exposure
    from sim.study.telling import Telling
    from sim.study.variance_shares import Share

__all__ = ["exposure_sentence", "first_line", "how_often", "telling_words"]

PARTS = {
    "luck": "random draws",
    "assumed": "assumed numbers",
    "sourced": "numbers with a source",
    "together": "the two kinds of numbers together",
}


def first_line(exposure: Exposure, a: str, b: str, asked: Mapping[str, Difference], runs: int) -> str:
    """Return what stands before everything else: whether the answer depends on untested assumptions, and on which.

    Parameters
    ----------
    exposure : Exposure
        Of the comparison.
    a, b : str
        Two strategies.
    asked : mapping of str to Difference
        By theme, what the sentences below speak of.
    runs : int
        Pairs of runs with the registry's values.

    Returns
    -------
    str
        A few sentences.
    """
    hanging = {title: each for title, each in asked.items() if each.unmeasured}
    if not hanging:
        return (
            f"The intervals cover random draws only ({runs} pairs of runs with the same random draws). Untested "
            "assumptions were checked as well: no clear sign below flips in more than a fifth of the parameter sets "
            f"({_sets(exposure)})."
        )
    counts = [f"{how_often(exposure, a, b, each.outcome.name)} sets for {t.lower()}" for t, each in hanging.items()]
    counts = [count.replace("about ", "").replace(" sets", "") if n else count for n, count in enumerate(counts)]
    said = (
        f"{sentence_case(UNTESTED)}: the sign of the difference between {readable(a)} and {readable(b)} flips in "
        f"{join(counts)} ({_sets(exposure)})."
    )
    return f"{said} {_on_what(exposure, a, b, hanging)}"


def _sets(exposure: Exposure) -> str:
    exposure = exposure.counted
    how = "a quick look, one run per strategy and set" if exposure.quick else f"{exposure.pairs} runs per strategy"
    words = exposure.drawn_from
    if exposure.quick and not words.startswith(f"{exposure.sets} "):
        words = f"the first {exposure.sets} of {words}"
    return f"{words}; {how}; random draws taken out"


def _on_what(exposure: Exposure, a: str, b: str, hanging: Mapping[str, Difference]) -> str:
    """Name the assumed parameters that stand out, each with the themes that it flips; or say that none does."""
    themes: dict[str, list[str]] = {}
    for title, difference in hanging.items():
        for each in exposure.most_telling(a, b, difference.outcome.name):
            if each.stands_out and each.grade == "assumed":
                themes.setdefault(each.parameter, []).append(title.lower())
    if themes:
        named = [f"{name} ({registry()[name].meaning}; for {join(titles)})" for name, titles in themes.items()]
        return f"It depends most on {join(named)}."
    varied = len(exposure.assumed_sets[0])
    more = "bothways compare ... exposure=full looks further" if exposure.quick else "more pairs look further"
    return f"No single one of the {varied} assumed numbers stands out from the rest so far; {more}."


def how_often(exposure: Exposure, a: str, b: str, outcome: str) -> str:
    """Return in about how many sets the sign flips.

    Parameters
    ----------
    exposure : Exposure
        Of the comparison.
    a, b, outcome : str
        Two strategies and an outcome.

    Returns
    -------
    str
        For instance ``"about 7 of 12"``.
    """
    of = exposure.counted.sets
    return f"about {round(exposure.turns(a, b, outcome) * of)} of {of}"


def telling_words(telling: Telling, outcome: str, a: str, b: str) -> str:
    """Return a parameter with its meaning, its grade and the way in which it moves the difference.

    Parameters
    ----------
    telling : Telling
        The parameter.
    outcome, a, b : str
        An outcome and two strategies.

    Returns
    -------
    str
        Words without a full stop.
    """
    row = registry()[telling.parameter]
    better = find_outcome(outcome).better
    up = telling.correlation > 0.0
    if better == "neither" or sides(find_outcome(outcome))[1] not in {"better", "worse"}:
        way = f"the larger it is, the {'higher' if up else 'lower'} {readable(a)} comes out against {readable(b)}"
    else:
        way = f"the larger it is, the better for {readable(a if up == (better == 'higher') else b)}"
    return f"{telling.parameter} ({row.meaning}; {row.grade}; {way})"


def exposure_sentence(exposure: Exposure, a: str, b: str, outcome: str) -> str:
    """Return where the variance of a difference comes from, how often its sign flips and what it goes with most.

    Parameters
    ----------
    exposure : Exposure
        Full or quick.
    a, b, outcome : str
        Two strategies and an outcome.

    Returns
    -------
    str
        Two or three sentences.
    """
    name = plain_name(find_outcome(outcome))
    shares = exposure.shares(a, b, outcome)
    if not np.isfinite(shares.luck.value):
        return f"What the difference in {name} depends on cannot be told: it does not apply, or it is always the same."
    parts = [f"{words} {_of_100(getattr(shares, part))}" for part, words in PARTS.items()]
    if exposure.quick:
        parts = parts[:2]
    used = int(np.isfinite(exposure.differences(a, b, outcome)).sum())
    some = "" if used == exposure.pairs else f", from the {used} of {exposure.pairs} pairs to which it applies"
    said = [f"What makes the difference in {name} vary, of 100 parts: {join(parts)} (95 % intervals{some})."]
    if np.isfinite(exposure.turns(a, b, outcome)):
        said.append(f"Its sign flips in {how_often(exposure, a, b, outcome)} plausible parameter sets.")
    telling = exposure.most_telling(a, b, outcome)
    clear = [telling_words(each, outcome, a, b) for each in telling if each.stands_out]
    if clear:
        fewer = "" if len(clear) == len(telling) else "; the others cannot be told from chance"
        said.append(f"It goes most with {join(clear)}{fewer}.")
    else:
        said.append("No single number stands out from chance.")
    return " ".join(said)


def _of_100(share: Share) -> str:
    return f"{100 * share.value:.0f} ({100 * share.low:.0f} to {100 * share.high:.0f})"
