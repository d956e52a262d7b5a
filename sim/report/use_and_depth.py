"""Who uses it, and how: deep, in between and on the surface, stacked over the years, one panel per strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import SettingsError
from sim.report.canvas import Frame, caption, panel_width, year_axis
from sim.report.events import event_strip, mark_events
from sim.report.legends import add_legend, legend_columns, note_in
from sim.report.lettering import fit
from sim.report.over_time import ALONG, MONTHS
from sim.report.palette import BLACK, DEPTH_BANDS
from sim.report.wishes import AS_USUAL, Wish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.report.reading import Reading

__all__ = ["NEEDED", "draw_use_and_depth", "draw_use_and_depth_into", "layers", "layers_of"]

NEEDED: tuple[str, ...] = ("spread_teachers", "deep_share", "surface_share")
_LEFT = 0.6


def layers(
    use: NDArray[np.float64], deep: NDArray[np.float64], surface_of_users: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """Split the teachers who use it into deep, in between and surface, as means over runs.

    Parameters
    ----------
    use, deep : ndarray of float64, shape (runs, months)
        Shares of all teachers.
    surface_of_users : ndarray of float64, shape (runs, months)
        Share of users; NaN while nobody uses it, which counts as none.

    Returns
    -------
    dict of str to ndarray of float64, shape (months,)
        ``deep``, ``between``, ``surface``: of 100 teachers; they add up to use.
    """
    surface = np.where(np.isfinite(surface_of_users), surface_of_users, 0.0) * use
    return {
        "deep": 100.0 * deep.mean(axis=0),
        "between": 100.0 * np.maximum(use - deep - surface, 0.0).mean(axis=0),
        "surface": 100.0 * surface.mean(axis=0),
    }


def layers_of(reading: Reading) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Split the teachers who use it, for each strategy.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    dict of str to dict
        By strategy, see `layers`.
    """
    series = {outcome: reading.series(outcome) for outcome in NEEDED}
    return {name: layers(*(series[outcome][name] for outcome in NEEDED)) for name in reading.names}


def draw_use_and_depth(reading: Reading, wish: Wish = AS_USUAL) -> Figure:
    """Draw the stacked shares of teachers for each strategy.

    Parameters
    ----------
    reading : Reading
        The comparison.
    wish : Wish, optional
        A title or a size of the caller's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    stacked = layers_of(reading)
    columns = min(len(reading.names), 3)
    rows = -(-len(reading.names) // columns)
    wide = panel_width(columns, _LEFT) if wish.size is None else panel_width(columns, _LEFT, wish.size[0])
    strip = max(event_strip(events, reading.years, wide) for events in reading.events_by_strategy.values())
    frame = Frame(
        "Teachers who use it, and how deeply",
        "Stacked: each layer is the mean over runs, without bands; the upper edge is all who use it.",
        caption(reading, shown="Means over runs"),
        height=0.9 + (2.6 if rows == 1 else 2.0) * rows + strip * rows,
        wish=wish,
    )
    axes = frame.axes(rows, columns, left=_LEFT, top=0.62 + strip, gap=(0.3, 0.45 + strip))
    for spare in axes[len(reading.names) :]:
        spare.set_visible(False)
    for place, name in enumerate(reading.names):
        _stack(axes[place], stacked[name])
        title = fit(reading.labels[name], wide, 10.5)
        axes[place].set_title(title, fontsize=10.5, loc="left", color=BLACK, pad=4.0 + 72.0 * strip)
        mark_events(axes[place], reading.events_by_strategy[name], reading.years, wide)
        if place + columns >= len(reading.names):
            axes[place].set_xlabel(ALONG, fontsize=9.5, color=BLACK)
            axes[place].tick_params(labelbottom=True)
        if place % columns == 0:
            axes[place].set_ylabel("of 100 teachers", fontsize=9.5, color=BLACK)
    year_axis(axes[0], reading.years)
    axes[0].set_ylim(0, 100)
    box = axes[0].get_position()
    handles = _handles()
    across = legend_columns([str(handle.get_label()) for handle in handles], frame.width - 1.2, 9.5)
    add_legend(frame, handles, box.x0, box.y1 + (0.28 + strip) / frame.height, across, 9.5)
    return frame.figure


def draw_use_and_depth_into(axes: Axes, reading: Reading, title: str | None = None) -> Axes:
    """Draw the stacked shares of teachers of one strategy into axes of the caller's own.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to.
    reading : Reading
        Runs of one strategy.
    title : str, optional
        In place of the strategy's name.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.

    Raises
    ------
    SettingsError
        When there are several strategies: each needs a panel of its own.
    """
    from sim.report.plain_figure import literal

    if len(reading.names) > 1:
        raise SettingsError(
            f"use and depth of {len(reading.names)} strategies need a panel each and cannot be drawn into one ax. "
            "Leave ax out, or compare one strategy alone."
        )
    (name,) = reading.names
    _stack(axes, layers_of(reading)[name])
    year_axis(axes, reading.years)
    axes.set_ylim(0, 100)
    axes.set_xlabel(ALONG)
    axes.set_ylabel("of 100 teachers")
    axes.set_title(reading.labels[name] if title is None else title, loc="left", color=BLACK)
    axes.legend(handles=_handles(), frameon=False, fontsize=8.5)
    note_in(axes)
    literal(axes)
    return axes


def _stack(axes: Axes, stacked: Mapping[str, NDArray[np.float64]]) -> None:
    base = np.zeros_like(stacked["deep"])
    years = np.arange(1, base.size + 1) / MONTHS
    for key, band in DEPTH_BANDS.items():
        edge = base + stacked[key]
        axes.fill_between(years, base, edge, facecolor=band.colour, hatch=band.hatch, edgecolor="white", linewidth=0)
        axes.plot(years, edge, color=BLACK, linewidth=1.6 if key == "surface" else 0.9)
        base = edge


def _handles() -> list[Artist]:
    from matplotlib.patches import Patch

    bands = list(DEPTH_BANDS.values())[::-1]
    return [Patch(facecolor=band.colour, hatch=band.hatch, edgecolor=BLACK, label=band.label) for band in bands]
