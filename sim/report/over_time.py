"""Fan charts: how an outcome moves over the years, for each strategy, with bands over runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import SettingsError
from sim.outcomes import Outcome, find_outcome
from sim.report.by_income import said_first
from sim.report.canvas import Frame, caption, panel_width, year_axis
from sim.report.events import event_strip, mark_events
from sim.report.legends import LEGEND_ROW, add_legend, legend_columns, note_in
from sim.report.lettering import fit, wrap
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import question, sides
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import scale_for

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.report.reading import Reading

__all__ = ["ALONG", "bands", "draw_over_time", "draw_over_time_into"]

MONTHS = 12
ALONG = "years since the start (July)"
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
        return "One run per strategy: how far random draws move it is not shown."
    if runs < ENOUGH_FOR_HALF:
        return f"Line: median. Band: all {runs} runs."
    wide = "all runs" if runs < ENOUGH_FOR_NINETY else "nine runs in ten"
    return f"Line: median run. Inner band: the middle half of runs. Outer band: {wide}."


def draw_over_time(reading: Reading, outcome: str, wish: Wish = AS_USUAL) -> Figure:
    """Draw an outcome over the years for all strategies.

    Up to three strategies share one panel; more get a panel each, with the others' medians behind it in grey.

    Parameters
    ----------
    reading : Reading
        The comparison.
    outcome : str
        An outcome with a monthly series.
    wish : Wish, optional
        A title or a size of the caller's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.

    Raises
    ------
    SettingsError
        When the outcome is unknown, has no monthly values, or applies to no run in any month.
    """
    yardstick = find_outcome(outcome)
    summary = _summary(reading, yardstick)
    count = len(reading.names)
    panels = 1 if count <= OVERLAID else count
    columns = 1 if panels == 1 else 2 if panels <= 4 else 3
    rows = -(-panels // columns)
    wide = panel_width(columns, _LEFT) if wish.size is None else panel_width(columns, _LEFT, wish.size[0])
    shown = [reading.events] if panels == 1 else list(reading.events_by_strategy.values())
    strip = max(event_strip(events, reading.years, wide) for events in shown)
    labels = [reading.labels[name] for name in reading.names]
    across = legend_columns(labels, wide, 10.0)
    above = LEGEND_ROW * -(-count // across) + 0.1 if panels == 1 else 0.35
    frame = Frame(
        f"{yardstick.title}, year by year",
        _explain(reading, yardstick) + ("" if panels == 1 else " Thin grey: medians of the others."),
        caption(reading),
        height=3.95 + above + strip if panels == 1 else 0.9 + (2.1 + strip) * rows,
        wish=wish,
    )
    axes = frame.axes(rows, columns, left=_LEFT, top=above + strip, gap=(0.3, 0.45 + strip))
    looks = styles(reading.names)
    if panels == 1:
        mark_events(axes[0], reading.events, reading.years, wide)
        handles = _draw_together(axes[0], reading, summary)
        box = axes[0].get_position()
        add_legend(frame, handles, box.x0, box.y1 + (strip + 0.06) / frame.height, across, 10.0)
    else:
        _draw_panels(axes, summary, looks, reading, (wide, strip))
    year_axis(axes[0], reading.years)
    _label(axes[:panels], columns, scale_for(yardstick.unit).axis, frame.inner_height / rows)
    _limit(axes[:panels], yardstick)
    return frame.figure


def draw_over_time_into(axes: Axes, reading: Reading, outcome: str, title: str | None = None) -> Axes:
    """Draw an outcome over the years into axes of the caller's own, all strategies together.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to.
    reading : Reading
        The comparison.
    outcome : str
        An outcome with a monthly series.
    title : str, optional
        In place of the outcome's own title.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.
    """
    from sim.report.plain_figure import literal

    yardstick = find_outcome(outcome)
    _draw_together(axes, reading, _summary(reading, yardstick))
    year_axis(axes, reading.years)
    _label([axes], 1, scale_for(yardstick.unit).axis, 4.0)
    _limit([axes], yardstick)
    axes.set_title(yardstick.title if title is None else title, loc="left", color=BLACK)
    axes.legend(frameon=False, fontsize=8.5)
    note_in(axes, said_first(reading, [outcome]).strip())
    literal(axes)
    return axes


def _summary(reading: Reading, outcome: Outcome) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Summarize all runs month by month, in shown units; refuse what would give an empty figure."""
    factor = scale_for(outcome.unit).factor
    summary = {name: bands(values * factor) for name, values in reading.series(outcome.name).items()}
    if not any(np.isfinite(band["middle"]).any() for band in summary.values()):
        why = outcome.not_applicable or "it has no value in any month"
        raise SettingsError(f"{outcome.title} ('{outcome.name}') does not apply to these runs: {why}.")
    return summary


def _explain(reading: Reading, outcome: Outcome) -> str:
    """Return what the figure answers, which way is better and how to read it."""
    asked = question(outcome)
    return (
        f"{said_first(reading, [outcome.name])}{asked}{' ' if asked else ''}"
        f"{_which_way(sides(outcome))}{_how_to_read(reading.runs)}"
    )


def _draw_together(
    axes: Axes, reading: Reading, summary: Mapping[str, Mapping[str, NDArray[np.float64]]]
) -> list[Artist]:
    """Draw all strategies into one panel; bands only where there are few enough to be told apart."""
    looks = styles(reading.names)
    runs = reading.runs if len(reading.names) <= OVERLAID else 1
    return [
        _draw_fan(axes, summary[name], looks[name], reading.labels[name], turn, runs)
        for turn, name in enumerate(reading.names)
    ]


def _draw_panels(
    axes: list[Axes],
    summary: Mapping[str, Mapping[str, NDArray[np.float64]]],
    looks: Mapping[str, Style],
    reading: Reading,
    room: tuple[float, float],
) -> None:
    """Draw one panel per strategy, its name above the strip of events; `room`: inches of panel and strip."""
    wide, strip = room
    for spare in axes[len(reading.names) :]:
        spare.set_visible(False)
    for place, name in enumerate(reading.names):
        for other in reading.names:
            if other != name:
                middle = summary[other]["middle"]
                axes[place].plot(_years(middle), middle, color=GREY, linewidth=0.7, alpha=0.6, zorder=1.5)
        _draw_fan(axes[place], summary[name], looks[name], reading.labels[name], 0, reading.runs)
        mark_events(axes[place], reading.events_by_strategy[name], reading.years, wide)
        title = fit(reading.labels[name], wide, 10.0)
        axes[place].set_title(title, fontsize=10, loc="left", color=BLACK, pad=4.0 + 72.0 * strip)
        if not np.isfinite(summary[name]["middle"]).any():
            axes[place].annotate(
                "does not apply", (0.5, 0.5), xycoords="axes fraction", ha="center", va="center", size=9,
                color="#606060",
            )  # fmt: skip


def _years(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the end of each month in years since the start."""
    return np.arange(1, values.shape[0] + 1, dtype=np.float64) / MONTHS


def _draw_fan(
    axes: Axes, band: Mapping[str, NDArray[np.float64]], style: Style, label: str, turn: int, runs: int
) -> Artist:
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
    (line,) = axes.plot(
        years, band["middle"], color=style.colour, linewidth=2.0, linestyle=style.line, marker=style.marker,
        markersize=6.5, markeredgecolor="white", markeredgewidth=0.7, markevery=(start, MONTHS), label=label, zorder=4,
    )  # fmt: skip
    return line


def _which_way(ends: tuple[str, str]) -> str:
    """Say which way is better, or what a sign means."""
    high = ends[1]
    if not high:
        return ""
    return f"{'Higher' if high == 'better' else 'Lower'} is better. " if "better" in ends else f"Above zero: {high}. "


def _label(axes: list[Axes], columns: int, unit: str, tall: float) -> None:
    """Label the left column and the lowest panel of each column; `tall`: inches for the unit."""
    for place, panel in enumerate(axes):
        if place + columns >= len(axes):
            panel.set_xlabel(ALONG, fontsize=9.5, color=BLACK)
            panel.tick_params(labelbottom=True)
        if place % columns == 0:
            panel.set_ylabel("\n".join(wrap(unit, 0.85 * tall, 9.5)), fontsize=9.5, color=BLACK)  # a gap between rows


def _limit(axes: list[Axes], outcome: Outcome) -> None:
    """Start at zero where the scale does, show zero where it parts two sides, and keep to the scale's upper end."""
    factor = scale_for(outcome.unit).factor
    low, high = outcome.low * factor, outcome.high * factor
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
