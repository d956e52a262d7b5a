"""The frame that every figure shares: a title that says what is shown, readable axes, and what the numbers are not.

Figures are built on `matplotlib.figure.Figure` itself, never on pyplot: no global state, no window, safe in threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.report.lettering import wrap
from sim.report.palette import BLACK, GREY, PALE
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import NOTE, join

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.reading import Reading

__all__ = ["Frame", "caption", "panel_width", "plain_axes", "year_axis"]

_POINT = 1.0 / 72.0
_TITLE, _TEXT, _SMALL = 13.0, 10.0, 8.5
_MANY_YEARS, _FEW_YEARS = 15, 11
_USUAL_WIDTH, _MARGIN, _RIGHT, _GAP = 8.5, 0.25, 0.1, 0.3  # inches
_LEAST_WIDTH, _LEAST_INNER_HEIGHT, _MOST = 5.0, 1.5, 100.0
_LEAST_SHARE = 0.4  # of the usual height


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
    least_width : float
        Inches below which the figure cannot be read.

    Raises
    ------
    SettingsError
        When the size wished for leaves no room between title and caption.
    """

    def __init__(
        self, title: str, subtitle: str, foot: str, *, width: float = _USUAL_WIDTH, height: float = 4.2,
        wish: Wish = AS_USUAL, least_width: float = _LEAST_WIDTH,
    ) -> None:  # fmt: skip
        from sim.report.plain_figure import PlainFigure

        self.margin = _MARGIN
        title = title if wish.title is None else wish.title
        width = width if wish.size is None else max(wish.size[0], least_width)
        room = width - 2 * self.margin
        head_lines = wrap(title, room, _TITLE, bold=True)
        sub_lines = wrap(subtitle, room, _TEXT)
        foot_lines = wrap(foot, room, _SMALL)
        head = self._lines(head_lines, _TITLE) + 0.06 + self._lines(sub_lines, _TEXT)
        self._top = self.margin + head + 0.1
        self._bottom = self.margin + self._lines(foot_lines, _SMALL) + 0.05
        if wish.size is not None:
            least = (least_width, self._top + self._bottom + max(_LEAST_INNER_HEIGHT, _LEAST_SHARE * height))
            _refuse_size(wish.size, least)
            height = wish.size[1] - self._top - self._bottom
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


def _refuse_size(size: tuple[float, float], least: tuple[float, float]) -> None:
    if size[0] < least[0] or size[1] < least[1] or max(size) > _MOST:
        raise SettingsError(
            f"figsize=({size[0]:g}, {size[1]:g}) does not fit: this figure needs at least {least[0]:g} inches of width "
            f"and, at this width, {least[1]:.1f} of height, and may have {_MOST:g} of either."
        )


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
