"""Who uses it, and how: deep, in between and on the surface, stacked over the years, a panel a strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.canvas import Frame, caption, panel_width, year_axis
from sim.report.events import event_strip, mark_events
from sim.report.over_time import MONTHS
from sim.report.palette import BLACK, DEPTH_BANDS
from sim.report.words import readable

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.report.reading import Reading

__all__ = ["NEEDED", "draw_use_and_depth", "layers"]

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


def draw_use_and_depth(reading: Reading) -> Figure:
    """Draw the stacked shares of teachers for each strategy.

    Parameters
    ----------
    reading : Reading
        The comparison; the catalogue must have `NEEDED`.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    from matplotlib.patches import Patch

    series = {outcome: reading.series(outcome) for outcome in NEEDED}
    columns = min(len(reading.names), 3)
    rows = -(-len(reading.names) // columns)
    wide = panel_width(columns, _LEFT)
    strip = event_strip(reading.events, reading.years, wide)
    frame = Frame(
        "How many teachers use it, and how deeply?",
        "Stacked: each layer is the mean over runs, without bands; the upper edge is all who use it.",
        caption(reading, shown="Means over runs"),
        height=0.9 + (2.6 + strip) * rows,
    )
    axes = frame.axes(rows, columns, left=_LEFT, top=0.62 + strip, gap=(0.3, 0.45 + strip))
    for spare in axes[len(reading.names) :]:
        spare.set_visible(False)
    for place, name in enumerate(reading.names):
        stacked = layers(*(series[outcome][name] for outcome in NEEDED))
        base = np.zeros_like(stacked["deep"])
        years = np.arange(1, base.size + 1) / MONTHS
        for key, band in DEPTH_BANDS.items():
            edge = base + stacked[key]
            axes[place].fill_between(
                years, base, edge, facecolor=band.colour, hatch=band.hatch, edgecolor="white", linewidth=0
            )
            axes[place].plot(years, edge, color=BLACK, linewidth=1.6 if key == "surface" else 0.9)
            base = edge
        axes[place].set_title(readable(name), fontsize=10.5, loc="left", color=BLACK, pad=4.0 + 72.0 * strip)
        mark_events(axes[place], reading.events, reading.years, wide)
        if place + columns >= len(reading.names):
            axes[place].set_xlabel("years since the start (July)", fontsize=9.5, color=BLACK)
            axes[place].tick_params(labelbottom=True)
        if place % columns == 0:
            axes[place].set_ylabel("of 100 teachers", fontsize=9.5, color=BLACK)
    year_axis(axes[0], reading.years)
    axes[0].set_ylim(0, 100)
    handles = [
        Patch(facecolor=band.colour, hatch=band.hatch, edgecolor=BLACK, label=band.label)
        for band in DEPTH_BANDS.values()
    ]
    box = axes[0].get_position()
    above = box.y1 + (0.28 + strip) / frame.height
    frame.figure.legend(
        handles=handles[::-1], loc="lower left", bbox_to_anchor=(box.x0, above), ncols=3,
        frameon=False, fontsize=9.5, borderaxespad=0.0, labelcolor=BLACK,
    )  # fmt: skip
    return frame.figure
