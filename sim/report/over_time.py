"""Fan charts: how an outcome moves over the years, for each strategy, with what luck does to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes import find_outcome
from sim.report.canvas import Frame, caption, panel_width, year_axis
from sim.report.events import event_strip, mark_events
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import question, sides
from sim.report.words import readable, scale_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.report.reading import Reading

__all__ = ["bands", "draw_over_time"]

MONTHS = 12
ENOUGH_FOR_NINETY = 20
ENOUGH_FOR_HALF = 5
OVERLAID = 3
_LEFT = 0.72


def bands(values: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Summarize runs month by month.

    Parameters
    ----------
    values : ndarray of float64, shape (runs, months)
        NaN where the outcome does not apply to a run in a month.

    Returns
    -------
    dict of str to ndarray of float64, shape (months,)
        ``middle`` (median), ``half_low`` and ``half_high`` (the middle half of runs), ``wide_low`` and ``wide_high``
        (nine runs in ten when there are at least 20, else all of them). Months in which fewer than half of the runs
        have a value are NaN: the others would speak for them.
    """
    few = values.shape[0] < ENOUGH_FOR_NINETY
    levels = {
        "wide_low": 0.0 if few else 5.0,
        "half_low": 25.0,
        "middle": 50.0,
        "half_high": 75.0,
        "wide_high": 100.0 if few else 95.0,
    }
    known = np.isfinite(values).sum(axis=0) * 2 >= values.shape[0]
    found = {name: np.full(values.shape[1], np.nan) for name in levels}
    if known.any():
        # The NaN-aware function is many times slower and rarely needed.
        percentile = np.nanpercentile if np.isnan(values[:, known]).any() else np.percentile
        quantiles = percentile(values[:, known], list(levels.values()), axis=0)
        for row, name in enumerate(levels):
            found[name][known] = quantiles[row]
    return found


def _how_to_read(runs: int) -> str:
    if runs == 1:
        return "One run a strategy: what luck does is not shown."
    if runs < ENOUGH_FOR_HALF:
        return f"Line: median. Band: all {runs} runs."
    wide = "all runs" if runs < ENOUGH_FOR_NINETY else "nine runs in ten"
    return f"Line: median run. Inner band: the middle half of runs. Outer band: {wide}."


def draw_over_time(reading: Reading, outcome: str) -> Figure:
    """Draw an outcome over the years for all strategies.

    Up to three strategies share one panel; more get a panel each, with the others' medians behind it in grey.

    Parameters
    ----------
    reading : Reading
        The comparison.
    outcome : str
        An outcome with a monthly series.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    yardstick = find_outcome(outcome)
    series = reading.series(outcome)
    scale = scale_for(yardstick.unit)
    summary = {name: bands(values * scale.factor) for name, values in series.items()}
    looks = styles(reading.names)
    count = len(reading.names)
    panels = 1 if count <= OVERLAID else count
    columns = 1 if panels == 1 else 2 if panels <= 4 else 3
    rows = -(-panels // columns)
    wide = panel_width(columns, _LEFT)
    strip = event_strip(reading.events, reading.years, wide)
    frame = Frame(
        question(yardstick),
        f"{yardstick.title}. {_which_way(sides(yardstick))}{_how_to_read(reading.runs)}"
        + ("" if panels == 1 else " Thin grey: medians of the others."),
        caption(reading),
        height=4.3 + strip if panels == 1 else 0.9 + (2.1 + strip) * rows,
    )
    axes = frame.axes(rows, columns, left=_LEFT, top=0.35 + strip, gap=(0.3, 0.45 + strip))
    for panel in axes[:panels]:
        mark_events(panel, reading.events, reading.years, wide)
    if panels == 1:
        for turn, name in enumerate(reading.names):
            _draw_fan(axes[0], summary[name], looks[name], readable(name), turn, reading.runs)
        above = 1.0 + strip / (frame.height * axes[0].get_position().height)
        axes[0].legend(
            loc="lower left", bbox_to_anchor=(0.0, above), ncols=3, frameon=False, fontsize=10, handlelength=3.6,
            borderaxespad=0.2, labelcolor=BLACK,
        )  # fmt: skip
    else:
        _draw_panels(axes, summary, looks, reading, 4.0 + 72.0 * strip)
    year_axis(axes[0], reading.years)
    _label(axes[:panels], columns, scale.axis)
    _limit(axes[:panels], yardstick.low * scale.factor, yardstick.high * scale.factor)
    return frame.figure


def _draw_panels(
    axes: list[Axes],
    summary: Mapping[str, Mapping[str, NDArray[np.float64]]],
    looks: Mapping[str, Style],
    reading: Reading,
    pad: float,
) -> None:
    """Draw a panel a strategy, its name `pad` points above it."""
    for spare in axes[len(reading.names) :]:
        spare.set_visible(False)
    for place, name in enumerate(reading.names):
        for other in reading.names:
            if other != name:
                middle = summary[other]["middle"]
                axes[place].plot(_years(middle), middle, color=GREY, linewidth=0.7, alpha=0.6, zorder=1.5)
        _draw_fan(axes[place], summary[name], looks[name], readable(name), 0, reading.runs)
        axes[place].set_title(readable(name), fontsize=10, loc="left", color=BLACK, pad=pad)


def _years(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the end of each month in years since the start."""
    return np.arange(1, values.shape[0] + 1, dtype=np.float64) / MONTHS


def _draw_fan(
    axes: Axes, band: Mapping[str, NDArray[np.float64]], style: Style, label: str, turn: int, runs: int
) -> None:
    """Draw bands and line; the bands' edges have the strategy's own line style, which tells them apart in grey."""
    years = _years(band["middle"])
    if runs > 1:
        axes.fill_between(
            years, band["wide_low"], band["wide_high"], facecolor=style.colour, alpha=0.13, linewidth=0, zorder=2
        )
        for edge in ("wide_low", "wide_high"):
            axes.plot(years, band[edge], color=style.colour, linewidth=0.6, linestyle=style.line, alpha=0.7, zorder=2.5)
    if runs >= ENOUGH_FOR_HALF:
        axes.fill_between(
            years, band["half_low"], band["half_high"], facecolor=style.colour, alpha=0.27, linewidth=0, zorder=3
        )
    start = (3 + 4 * turn) % MONTHS
    axes.plot(
        years, band["middle"], color=style.colour, linewidth=2.0, linestyle=style.line, marker=style.marker,
        markersize=6.5, markeredgecolor="white", markeredgewidth=0.7, markevery=(start, MONTHS), label=label, zorder=4,
    )  # fmt: skip


def _which_way(ends: tuple[str, str]) -> str:
    """Say which way is better, or what a sign means."""
    high = ends[1]
    if not high:
        return ""
    return f"{'Higher' if high == 'better' else 'Lower'} is better. " if "better" in ends else f"Above zero: {high}. "


def _label(axes: list[Axes], columns: int, unit: str) -> None:
    """Label the left column and the lowest panel of each column."""
    for place, panel in enumerate(axes):
        if place + columns >= len(axes):
            panel.set_xlabel("years since the start (July)", fontsize=9.5, color=BLACK)
            panel.tick_params(labelbottom=True)
        if place % columns == 0:
            panel.set_ylabel(unit, fontsize=9.5, color=BLACK)


def _limit(axes: list[Axes], low: float, high: float) -> None:
    """Start at zero where the scale does, show zero where it parts two sides, and keep to the scale's upper end."""
    bottom, top = axes[0].get_ylim()
    if low == 0.0:
        bottom = 0.0
    elif low < 0.0:
        bottom, top = min(bottom, 0.0), max(top, 0.0)
        for panel in axes:
            panel.axhline(0.0, color=BLACK, linewidth=0.9, zorder=1)
    if 0.0 < high < float("inf"):
        top = min(top, high * 1.02)
    if top > bottom:
        axes[0].set_ylim(bottom, top)
