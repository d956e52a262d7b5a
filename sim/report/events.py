"""What happens to the district, marked on an axis of years: a thin line, and a name that hides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.report.lettering import fit, inches_of_text
from sim.report.palette import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["event_rows", "event_strip", "mark_events"]

_SIZE = 8.0
_ROW = 0.16  # inches
_POINTS = 72.0  # an inch


def event_rows(events: tuple[tuple[float, str], ...], years: int, width: float) -> list[tuple[float, str, str, int]]:
    """Put the names of events into rows above the axes, so that they neither meet nor hide what is drawn.

    Parameters
    ----------
    events : tuple of (float, str)
        Years since the start, and what happens.
    years : int
        Years on the axis.
    width : float
        Inches of the axis.

    Returns
    -------
    list of (float, str, str, int)
        Year, words, alignment (``"left"`` or ``"right"`` of the line), and row, 0 next to the axes.
    """
    placed: list[tuple[float, float, int]] = []
    found = []
    # From the last to the first: an earlier name stands higher, and its line then crosses no later name.
    for year, text in sorted(events, reverse=True):
        at = width * year / years
        room = max(at, width - at) + 0.1
        text = fit(text, room - 0.1, _SIZE)  # noqa: PLW2901  # what is shown of it
        long = inches_of_text(text, _SIZE) + 0.1
        align = "left" if at + long <= width + 0.1 else "right"
        start, end = (at, at + long) if align == "left" else (at - long, at)
        taken = {row for left, right, row in placed if left < end and start < right}
        row = next(row for row in range(len(events) + 1) if row not in taken)
        placed.append((start, end, row))
        found.append((year, text, align, row))
    return found


def event_strip(events: tuple[tuple[float, str], ...], years: int, width: float) -> float:
    """Return the height in inches that the names of events take above the axes."""
    rows = event_rows(events, years, width)
    return _ROW * (1 + max(row for *_, row in rows)) if rows else 0.0


def mark_events(axes: Axes, events: tuple[tuple[float, str], ...], years: int, width: float) -> None:
    """Draw a thin line where something happens to the district, with its name above the axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with years on x.
    events : tuple of (float, str)
        Years since the start, and what happens.
    years : int
        Years on the axis.
    width : float
        Inches of the axis.
    """
    for year, text, align, row in event_rows(events, years, width):
        axes.axvline(year, color=GREY, linewidth=0.9, linestyle=(0.0, (2.0, 3.0)), zorder=1)
        foot = (3.0 if align == "left" else -3.0, (0.02 + row * _ROW) * _POINTS)
        axes.annotate(
            text, (year, 1.0), xycoords=("data", "axes fraction"), xytext=foot, textcoords="offset points",
            ha=align, va="bottom", size=_SIZE, color="#505050", annotation_clip=False, parse_math=False,
        )  # fmt: skip
        axes.annotate(
            "", (year, 1.0), xycoords=("data", "axes fraction"), xytext=(0.0, (row + 0.75) * _ROW * _POINTS),
            textcoords="offset points", annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
