"""What stands for a picture where it cannot be seen: what is shown, and the main numbers, made from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.plain_text import counted
from sim.outcomes import find_outcome
from sim.report.against_first import outcomes_of_headlines
from sim.report.by_income import said_first
from sim.report.over_time import ENOUGH_FOR_NINETY, bands
from sim.report.questions import HEADLINES
from sim.report.trade_off import EQUITY, SUSTAINABILITY, choose_outcome
from sim.report.use_and_depth import layers_of
from sim.report.words import decimals_for, join, number, scale_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sim.outcomes import Outcome
    from sim.report.reading import Difference, Reading

__all__ = ["of_differences", "of_exposure", "of_over_time", "of_pair", "of_trade_off", "of_use_and_depth"]


def of_differences(reading: Reading) -> str:
    """Describe the differences of the first strategy from every other.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    str
        Sentences.
    """
    first, *others = reading.names
    wanted = outcomes_of_headlines(reading)
    said = [_of_pair(reading, first, other, wanted) for other in others]
    return f"{said_first(reading, wanted)}Mean differences with 95 % intervals. {' '.join(said)}"


def of_pair(reading: Reading, a: str, b: str) -> str:
    """Describe the differences between two strategies.

    Parameters
    ----------
    reading : Reading
        The comparison.
    a, b : str
        Two of its strategies.

    Returns
    -------
    str
        Sentences.
    """
    said = _of_pair(reading, a, b, HEADLINES)
    return f"{said_first(reading, HEADLINES)}Mean differences with 95 % intervals. {said}"


def _of_pair(reading: Reading, a: str, b: str, outcomes: Sequence[str]) -> str:
    found = [reading.difference(a, b, name) for name in outcomes]
    clear = [f"{each.outcome.title} {each.in_words()} {scale_for(each.outcome.unit).axis}" for each in _clear(found)]
    rest: dict[str, list[str]] = {}
    for each in found:
        if not each.clear:
            rest.setdefault(each.in_words(), []).append(each.outcome.title)
    said = [f"{what}: {join(titles)}" for what, titles in rest.items()]
    return f"{reading.labels[a]} minus {reading.labels[b]}: {'; '.join([*clear, *said])}."


def _clear(found: Sequence[Difference]) -> list[Difference]:
    return [each for each in found if each.clear]


def of_use_and_depth(reading: Reading) -> str:
    """Describe how many teachers use it at the end, and how deeply.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    str
        Sentences.
    """
    said = []
    for name, stacked in layers_of(reading).items():
        deep, between, surface = (float(stacked[key][-1]) for key in ("deep", "between", "surface"))
        said.append(
            f"{reading.labels[name]}: {deep + between + surface:.0f} use it, {deep:.0f} of them deeply, "
            f"{between:.0f} in between and {surface:.0f} on the surface only"
        )
    return f"Stacked areas over {counted(reading.years, 'year')}. At the end, of 100 teachers: {'; '.join(said)}."


def of_over_time(reading: Reading, outcome: str) -> str:
    """Describe how an outcome moves.

    Parameters
    ----------
    reading : Reading
        The comparison.
    outcome : str
        An outcome with a monthly series.

    Returns
    -------
    str
        Sentences.
    """
    yardstick = find_outcome(outcome)
    scale = scale_for(yardstick.unit)
    said = []
    for name, values in reading.series(outcome).items():
        band = {key: each[-1] for key, each in bands(values * scale.factor).items()}
        digits = decimals_for((band["wide_high"] - band["wide_low"]) / 2, band["middle"])
        middle, low, high = (number(band[key], digits) for key in ("middle", "wide_low", "wide_high"))
        spread = "" if reading.runs == 1 else f" ({low} to {high})"
        said.append(f"{reading.labels[name]} {middle}{spread}")
    wide = "all runs" if reading.runs < ENOUGH_FOR_NINETY else "nine runs in ten"
    how = "value" if reading.runs == 1 else f"median run (and {wide})"
    return (
        f"{said_first(reading, [outcome])}Lines over {counted(reading.years, 'year')}: "
        f"{yardstick.title}, {scale.axis}. "
        f"At the end, {how}: {'; '.join(said)}."
    )


def of_trade_off(reading: Reading) -> str:
    """Describe where the strategies lie between equity and sustainability.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    str
        Sentences.
    """
    pair = [find_outcome(choose_outcome(reading, wanted)) for wanted in (EQUITY, SUSTAINABILITY)]
    said = []
    for name in reading.names:
        means = " and ".join(_mean(reading.values(outcome.name)[name], outcome) for outcome in pair)
        said.append(f"{reading.labels[name]} {means}")
    across, along = (f"{outcome.title} ({scale_for(outcome.unit).axis})" for outcome in pair)
    return (
        f"{said_first(reading, [outcome.name for outcome in pair])}Points, one per run: {across} from left to right, "
        f"{along} upward. Means: {'; '.join(said)}."
    )


def _mean(values: NDArray[np.float64], outcome: Outcome) -> str:
    known = values[np.isfinite(values)] * scale_for(outcome.unit).factor
    if not known.size:
        return "not applicable"
    half = 2.0 * float(known.std()) / np.sqrt(known.size)
    return number(float(known.mean()), decimals_for(half, float(known.mean())))


def of_exposure(reading: Reading, a: str, b: str, outcome: str) -> str:
    """Describe what a difference depends on.

    Parameters
    ----------
    reading : Reading
        A comparison with its exposure.
    a, b, outcome : str
        Two strategies and an outcome.

    Returns
    -------
    str
        Sentences.
    """
    from sim.report.exposed import exposure_sentence

    exposure = reading.comparison.exposure
    return "" if exposure is None else exposure_sentence(exposure, a, b, outcome)
