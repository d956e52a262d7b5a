"""Legends that fit, and notes in axes of the caller's own."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sim.report.lettering import inches_of_text, wrap
from sim.report.palette import BLACK
from sim.report.words import NOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from sim.report.canvas import Frame

__all__ = ["LEGEND_ROW", "add_legend", "inches_of", "legend_columns", "note_in"]

LEGEND_ROW = 0.26
"""Inches of a row of a legend."""
_POINT = 1.0 / 72.0
_HANDLE = 3.2 + 0.8 + 1.5  # a legend's sign and the spaces beside its words, in type sizes


def legend_columns(labels: Sequence[str], width: float, size: float) -> int:
    """Count how many entries of a legend fit beside each other.

    Parameters
    ----------
    labels : sequence of str
        The entries' words.
    width : float
        Inches.
    size : float
        Type size in points.

    Returns
    -------
    int
        Columns, >= 1.
    """
    beside = _HANDLE * size * _POINT
    lengths = [beside + inches_of_text(label, size) for label in labels]
    for columns in range(len(lengths), 1, -1):
        rows, longer = divmod(len(lengths), columns)  # matplotlib fills column by column, the first ones longer
        starts = [place * rows + min(place, longer) for place in range(columns + 1)]
        if sum(max(lengths[a:b]) for a, b in pairwise(starts)) <= width:
            return columns
    return 1


def inches_of(axes: Axes) -> tuple[float, float]:
    """Measure axes.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes of a figure.

    Returns
    -------
    tuple of float
        Width and height in inches.
    """
    box, figure = axes.get_position(), axes.get_figure(root=True)
    wide, tall = (1.0, 1.0) if figure is None else (figure.get_figwidth(), figure.get_figheight())
    return box.width * wide, box.height * tall


def add_legend(frame: Frame, handles: Sequence[Artist], left: float, base: float, columns: int, size: float) -> None:
    """Put a legend above a place of a figure.

    Parameters
    ----------
    frame : Frame
        The figure.
    handles : sequence of matplotlib.artist.Artist
        Signs with labels.
    left, base : float
        Where its lower left corner is, as shares of the figure.
    columns : int
        See `legend_columns`.
    size : float
        Type size in points.
    """
    frame.figure.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(left, base), ncols=columns, frameon=False, fontsize=size,
        borderaxespad=0.0, borderpad=0.1, handlelength=3.2, columnspacing=1.5, labelcolor=BLACK,
    )  # fmt: skip


def note_in(axes: Axes, *sentences: str) -> None:
    """Write in a corner of axes of the caller's own what the numbers are not.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to.
    *sentences : str
        What has to be said besides.
    """
    lines = wrap(" ".join([*sentences, NOTE]), max(1.0, 0.95 * inches_of(axes)[0]), 7.0)
    axes.annotate(
        "\n".join(lines), (0.99, 0.01), xycoords="axes fraction", ha="right", va="bottom", size=7.0, color="#505050",
        parse_math=False, zorder=6,
    )  # fmt: skip
