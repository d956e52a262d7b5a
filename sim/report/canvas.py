"""The frame that every figure shares: a title that says what is shown, readable axes, and what the numbers are not.

Figures are built on `matplotlib.figure.Figure` itself, never on pyplot: no global state, no window, safe in threads.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.foundation.errors import unknown as not_known
from sim.report.lettering import inches_of_text, wrap
from sim.report.palette import BLACK, GREY, PALE
from sim.report.words import NOTE, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.reading import Reading

__all__ = [
    "AS_USUAL", "Frame", "Wish", "add_legend", "caption", "inches_of", "legend_columns", "note_in", "panel_width",
    "plain_axes", "wish_of", "year_axis",
]  # fmt: skip

_POINT = 1.0 / 72.0
_TITLE, _TEXT, _SMALL = 13.0, 10.0, 8.5
_MANY_YEARS, _FEW_YEARS = 15, 11
_USUAL_WIDTH, _MARGIN, _RIGHT, _GAP = 8.5, 0.25, 0.1, 0.3  # inches
_LEAST_WIDTH, _LEAST_INNER_HEIGHT, _MOST = 4.0, 1.5, 100.0
LEGEND_ROW = 0.26
_HANDLE = 3.2 + 0.8 + 1.5  # a legend's sign and the spaces beside its words, in type sizes


@dataclass(frozen=True)
class Wish:
    """What a caller wants otherwise than usual.

    Attributes
    ----------
    title : str or None
        In place of the figure's own title.
    size : tuple of float or None
        Width and height of the whole figure in inches.
    """

    title: str | None = None
    size: tuple[float, float] | None = None


AS_USUAL = Wish()


def wish_of(title: object, size: object, unknown: Mapping[str, object], known: Sequence[str]) -> Wish:
    """Check what a caller wants otherwise than usual.

    Parameters
    ----------
    title, size : object
        As given; None for the usual.
    unknown : mapping of str to object
        Options that the function does not know.
    known : sequence of str
        Options that it knows.

    Returns
    -------
    Wish
        The same, checked.

    Raises
    ------
    SettingsError
        For an unknown option, a title that is no text, or a size that is no pair of numbers.
    """
    for name in unknown:
        raise SettingsError(not_known("option", name, known))
    if title is not None and not isinstance(title, str):
        raise SettingsError(f"title={title!r}: it must be text, or None for the usual title.")
    if size is None:
        return Wish(title)
    sides = tuple(size) if isinstance(size, tuple | list) else ()
    if len(sides) != 2 or not all(
        isinstance(side, int | float) and not isinstance(side, bool) and math.isfinite(side) and side > 0
        for side in sides
    ):
        raise SettingsError(f"figsize={size!r}: it must be two numbers, width and height in inches, like (8, 5).")
    return Wish(title, (float(sides[0]), float(sides[1])))


class Frame:
    """A figure with its title above and its caption below, and room between for axes.

    Parameters
    ----------
    title : str
        What is shown.
    subtitle : str
        How to read it, one or two sentences.
    foot : str
        What it rests on: place, runs, what was generated, what it is not.
    width, height : float
        Inches; the height is that of the axes' region alone.
    wish : Wish, optional
        A title or a size of the caller's own; the size is that of the whole figure.

    Raises
    ------
    SettingsError
        When the size wished for leaves no room between title and caption.
    """

    def __init__(
        self, title: str, subtitle: str, foot: str, *, width: float = _USUAL_WIDTH, height: float = 4.2,
        wish: Wish = AS_USUAL,
    ) -> None:  # fmt: skip
        from sim.report.plain_figure import PlainFigure

        self.margin = _MARGIN
        title = title if wish.title is None else wish.title
        width = width if wish.size is None else max(wish.size[0], _LEAST_WIDTH)
        room = width - 2 * self.margin
        head_lines = wrap(title, room, _TITLE, bold=True)
        sub_lines = wrap(subtitle, room, _TEXT)
        foot_lines = wrap(foot, room, _SMALL)
        head = self._lines(head_lines, _TITLE) + 0.06 + self._lines(sub_lines, _TEXT)
        self._top = self.margin + head + 0.1
        self._bottom = self.margin + self._lines(foot_lines, _SMALL) + 0.05
        if wish.size is not None:
            height = wish.size[1] - self._top - self._bottom
            self._refuse_small(wish.size, height)
        self.inner_height = height
        self.width, self.height = width, height + self._top + self._bottom
        self.figure: Figure = PlainFigure(self.width, self.height)
        left = self.margin / self.width
        common: dict[str, Any] = {"ha": "left", "linespacing": 1.25, "parse_math": False}
        above = 1.0 - self.margin / self.height
        self.figure.text(
            left, above, "\n".join(head_lines), size=_TITLE, weight="bold", color=BLACK, va="top", **common
        )
        above -= (self._lines(head_lines, _TITLE) + 0.06) / self.height
        self.figure.text(left, above, "\n".join(sub_lines), size=_TEXT, color="#404040", va="top", **common)
        self.figure.text(
            left, self.margin / self.height, "\n".join(foot_lines), size=_SMALL, color="#505050", va="bottom", **common
        )

    def _refuse_small(self, size: tuple[float, float], inner: float) -> None:
        least = self._top + self._bottom + _LEAST_INNER_HEIGHT
        if size[0] < _LEAST_WIDTH or inner < _LEAST_INNER_HEIGHT or max(size) > _MOST:
            raise SettingsError(
                f"figsize=({size[0]:g}, {size[1]:g}) does not fit: this figure needs at least {_LEAST_WIDTH:g} inches "
                f"of width and, at this width, {least:.1f} of height, and may have {_MOST:g} of either."
            )

    @staticmethod
    def _lines(lines: list[str], size: float) -> float:
        return len(lines) * size * 1.3 * _POINT

    def place(self, left: float, right: float, top: float, bottom: float) -> tuple[float, float, float, float]:
        """Turn distances in inches from the edges of the axes' region into figure fractions.

        Parameters
        ----------
        left, right, top, bottom : float
            Inches kept free inside the region that title and caption leave.

        Returns
        -------
        tuple of float
            ``(left, bottom, width, height)`` as `matplotlib.figure.Figure.add_axes` takes it.
        """
        x0 = (self.margin + left) / self.width
        x1 = 1.0 - (self.margin + right) / self.width
        y0 = (self._bottom + bottom) / self.height
        y1 = 1.0 - (self._top + top) / self.height
        return x0, y0, x1 - x0, y1 - y0

    def axes(
        self, rows: int = 1, columns: int = 1, *, left: float = 0.6, right: float = _RIGHT, top: float = 0.35,
        bottom: float = 0.5, gap: tuple[float, float] = (_GAP, 0.45), share: bool = True,
    ) -> list[Axes]:  # fmt: skip
        """Make a grid of axes, row by row.

        Parameters
        ----------
        rows, columns : int
            Size of the grid, >= 1.
        left, right, top, bottom : float
            Inches around the grid for labels and legend.
        gap : tuple of float
            Inches between columns and between rows.
        share : bool
            Whether all axes share their scales.

        Returns
        -------
        list of matplotlib.axes.Axes
            ``rows * columns`` axes.
        """
        x0, y0, width, height = self.place(left, right, top, bottom)
        each_width = (width - (columns - 1) * gap[0] / self.width) / columns
        each_height = (height - (rows - 1) * gap[1] / self.height) / rows
        made: list[Axes] = []
        for row in range(rows):
            for column in range(columns):
                x = x0 + column * (each_width + gap[0] / self.width)
                y = y0 + (rows - 1 - row) * (each_height + gap[1] / self.height)
                first = made[0] if made and share else None
                axes = self.figure.add_axes((x, y, each_width, each_height), sharex=first, sharey=first)
                plain_axes(axes)
                if share and column:
                    axes.tick_params(labelleft=False)
                if share and row < rows - 1:
                    axes.tick_params(labelbottom=False)
                made.append(axes)
        return made


def panel_width(columns: int, left: float, width: float = _USUAL_WIDTH) -> float:
    """Compute the inches of one of several panels side by side.

    Parameters
    ----------
    columns : int
        How many panels.
    left : float
        Inches left of the first.
    width : float
        Inches of the whole figure.

    Returns
    -------
    float
        Inches of one panel.
    """
    return (width - 2 * _MARGIN - left - _RIGHT - (columns - 1) * _GAP) / columns


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


def plain_axes(axes: Axes) -> None:
    """Strip the frame to what is read: two spines, faint horizontal guides, dark small labels."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(GREY)
    axes.tick_params(colors=BLACK, labelsize=9, length=3, color=GREY)
    axes.grid(axis="y", color=PALE, linewidth=0.5, alpha=0.7)
    axes.set_axisbelow(True)


def year_axis(axes: Axes, years: int) -> None:
    """Put whole years at the bottom, few enough to be read.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        The axes.
    years : int
        Years simulated, >= 1.
    """
    step = 1 if years <= _FEW_YEARS else 2 if years <= _MANY_YEARS else 5
    axes.set_xlim(0.0, years)
    axes.set_xticks(range(0, years + 1, step))


def caption(reading: Reading, *parts: str, shown: str = "Bands") -> str:
    """Say what a figure rests on and what it is not.

    Parameters
    ----------
    reading : Reading
        The comparison.
    *parts : str
        Sentences that only this figure needs, first.
    shown : str
        What shows the uncertainty: ``"Bands"``, ``"Intervals"``, ...

    Returns
    -------
    str
        Sentences: place, what was generated, runs, what the bands leave out, and that it is no forecast.
    """
    times = "1 run" if reading.runs == 1 else f"{reading.runs} runs"
    runs = f"{times} per strategy" + (", with the same random draws for each" if len(reading.names) > 1 else "")
    if shown.startswith("Means") or reading.runs == 1:
        spread = ""
    elif reading.parameter_sets > 1:
        spread = f"{shown} show random draws and {reading.parameter_sets} plausible parameter sets."
    else:
        spread = f"{shown} show random draws only: untested assumptions are held at one set of values."
    made = f"Generated from evidence, not read from a file: {join(reading.generated)}." if reading.generated else ""
    future = f"Future: {reading.future}." if reading.future else ""
    sentences = (*parts, f"{reading.place}; {runs}.", future, spread, made, NOTE)
    return " ".join(sentence for sentence in sentences if sentence)
