"""Every figure that a comparison allows, by name: the headlines first, in the order in which one reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.file_names import file_name
from sim.outcomes import OUTCOMES
from sim.report import alternative_text as words
from sim.report.against_first import draw_against_first
from sim.report.by_income import said_first
from sim.report.exposure_figure import draw_exposure
from sim.report.findings import theme_outcomes
from sim.report.over_time import draw_over_time
from sim.report.paired import draw_differences
from sim.report.reading import Reading
from sim.report.trade_off import EQUITY, choose_outcome, draw_trade_off
from sim.report.use_and_depth import draw_use_and_depth

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.study import Comparison

__all__ = ["Drawing", "drawings_of", "figure_names", "find_drawing"]

_OVER_TIME = "over_time_"


@dataclass(frozen=True)
class Drawing:
    """One figure that can be drawn.

    Attributes
    ----------
    name : str
        Name of the figure and, without its ending, of its file; letters a to z, digits, ``_`` and ``-``.
    title : str
        What a list of figures calls it.
    draw : callable
        Makes the figure; raises `SettingsError` where these runs give nothing to draw.
    describe : callable
        Makes the text that stands for the picture where it cannot be seen.
    headline : bool
        Whether it is drawn unless all or none are asked for.
    """

    name: str
    title: str
    draw: Callable[[], Figure]
    describe: Callable[[], str]
    headline: bool = False


def drawings_of(reading: Reading) -> dict[str, Drawing]:
    """List every figure that a comparison allows; nothing is drawn yet.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    dict of str to Drawing
        By name, the headlines first.
    """
    found = [*_headlines(reading), *_exposures(reading), *_pairs(reading), *_over_time(reading)]
    return {drawing.name: drawing for drawing in found}


def _headlines(reading: Reading) -> list[Drawing]:
    """Number the headlines, so that a folder lists them in the order in which they are read."""
    use = ("use_and_depth", "Teachers who use it, and how deeply", draw_use_and_depth, words.of_use_and_depth)
    equity = ("equity_over_time", "Equity over time", _draw_equity, _describe_equity)
    strain = (
        "strain_over_time", "Strain of teachers over time", partial(draw_over_time, outcome="strain"),
        partial(words.of_over_time, outcome="strain"),
    )  # fmt: skip
    both = ("equity_against_sustainability", "Equity against sustainability", draw_trade_off, words.of_trade_off)
    first = reading.labels[reading.names[0]]
    against = (
        "differences", f"Differences of {first} from the others" if len(reading.names) > 2 else "Differences",
        draw_against_first, words.of_differences,
    )  # fmt: skip
    chosen: tuple[tuple[str, str, Callable[[Reading], Figure], Callable[[Reading], str]], ...]
    chosen = (against, use, equity, both) if len(reading.names) > 1 else (use, equity, strain, both)
    return [
        Drawing(f"{number}_{name}", title, partial(draw, reading), partial(describe, reading), headline=True)
        for number, (name, title, draw, describe) in enumerate(chosen, start=1)
    ]


def _draw_equity(reading: Reading) -> Figure:
    return draw_over_time(reading, choose_outcome(reading, EQUITY))


def _describe_equity(reading: Reading) -> str:
    return words.of_over_time(reading, choose_outcome(reading, EQUITY))


def _exposures(reading: Reading) -> list[Drawing]:
    """List what the differences depend on; whoever asks for a full look asks for its figures."""
    exposure = reading.comparison.exposure
    if exposure is None or exposure.quick:
        return []
    first, *others = reading.names
    found = []
    for other in others:
        pair = f"{file_name(first)}_minus_{file_name(other)}"
        for outcome in theme_outcomes(reading.comparison, first, other):
            title = f"{OUTCOMES[outcome].title}: what the difference from {reading.labels[other]} depends on"
            made_up = said_first(reading, [outcome])
            draw = partial(draw_exposure, exposure, first, other, outcome, made_up=made_up)
            describe = partial(words.of_exposure, reading, first, other, outcome)
            found += [Drawing(f"exposure_{outcome}_{pair}", title, draw, describe, headline=True)]
    return found


def _pairs(reading: Reading) -> list[Drawing]:
    first, *others = reading.names
    return [
        Drawing(
            f"differences_{file_name(first)}_minus_{file_name(other)}",
            f"{reading.labels[first]} compared with {reading.labels[other]}, more outcomes",
            partial(draw_differences, reading, first, other),
            partial(words.of_pair, reading, first, other),
        )
        for other in others
    ]


def _over_time(reading: Reading) -> list[Drawing]:
    return [
        Drawing(
            f"{_OVER_TIME}{outcome.name}",
            f"{outcome.title}, over time",
            partial(draw_over_time, reading, outcome.name),
            partial(words.of_over_time, reading, outcome.name),
        )
        for outcome in OUTCOMES.values()
        if outcome.series is not None
    ]


def find_drawing(name: str, drawings: dict[str, Drawing]) -> Drawing:
    """Look a figure up.

    Parameters
    ----------
    name : str
        Its name; a headline's without its number; an outcome's for its figure over time.
    drawings : dict of str to Drawing
        From `drawings_of`.

    Returns
    -------
    Drawing
        The figure.

    Raises
    ------
    SettingsError
        When there is none of that name; near misses are named.
    """
    for drawing in drawings.values():
        if name in {drawing.name, drawing.name.removeprefix(_OVER_TIME)} or (
            drawing.headline and name == drawing.name.partition("_")[2]
        ):
            return drawing
    raise SettingsError(unknown("figure", name, [each.removeprefix(_OVER_TIME) for each in drawings]))


def figure_names(comparison: Comparison, *, headlines: bool = False) -> list[str]:
    """List the figures that `write_figures` can write for this comparison.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    headlines : bool, optional
        Only those that are drawn unless all are asked for.

    Returns
    -------
    list of str
        Names, in the order in which one reads them.
    """
    drawings = drawings_of(Reading(comparison)).values()
    return [drawing.name for drawing in drawings if drawing.headline or not headlines]
