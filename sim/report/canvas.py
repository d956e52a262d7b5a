"""The frame that every figure shares: a question for a title, readable axes, and what the numbers are not.

Figures are built on `matplotlib.figure.Figure` itself, never on pyplot: no global state, no window, safe in threads.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sim.report.palette import BLACK, GREY, PALE
from sim.report.words import NOTE, join, readable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.reading import Reading

__all__ = ["Frame", "caption", "inches_of_text", "panel_width", "plain_axes", "year_axis"]

_POINT = 1.0 / 72.0
_TITLE, _TEXT, _SMALL = 13.0, 10.0, 8.5
_WIDTH_OF_LETTER = 0.5  # of the type size, on average for the shipped font, bold a little more
_MANY_YEARS, _FEW_YEARS = 15, 11
_USUAL_WIDTH, _MARGIN, _RIGHT, _GAP = 8.5, 0.25, 0.1, 0.3  # inches


class Frame:
    """A figure with its title above and its caption below, and room between for axes.

    Parameters
    ----------
    title : str
        The question that the figure answers.
    subtitle : str
        How to read it, one or two sentences.
    foot : str
        What it rests on: place, runs, what was generated, what it is not.
    width, height : float
        Inches; the height is that of the axes' region alone.
    """

    def __init__(
        self, title: str, subtitle: str, foot: str, *, width: float = _USUAL_WIDTH, height: float = 4.2
    ) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.margin = _MARGIN
        head_lines = _wrap(title, width - 2 * self.margin, _TITLE * 1.2)
        sub_lines = _wrap(subtitle, width - 2 * self.margin, _TEXT)
        foot_lines = _wrap(foot, width - 2 * self.margin, _SMALL)
        head = self._lines(head_lines, _TITLE) + 0.06 + self._lines(sub_lines, _TEXT)
        self._top = self.margin + head + 0.1
        self._bottom = self.margin + self._lines(foot_lines, _SMALL) + 0.05
        self.inner_height = height
        self.width, self.height = width, height + self._top + self._bottom
        self.figure: Figure = Figure(figsize=(self.width, self.height), facecolor="white")
        FigureCanvasAgg(self.figure)
        left = self.margin / self.width
        common: dict[str, Any] = {"ha": "left", "linespacing": 1.25}
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


def panel_width(columns: int, left: float) -> float:
    """Give the inches of one of several panels side by side in a figure of the usual width."""
    return (_USUAL_WIDTH - 2 * _MARGIN - left - _RIGHT - (columns - 1) * _GAP) / columns


def inches_of_text(text: str, size: float) -> float:
    """Estimate how long a line of text is."""
    return len(text) * size * _WIDTH_OF_LETTER * _POINT


def _wrap(text: str, width: float, size: float) -> list[str]:
    letters = max(20, int(width / (size * _WIDTH_OF_LETTER * _POINT)))
    return [line for part in text.split("\n") for line in textwrap.wrap(part, letters)]


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
    runs = f"{reading.runs} runs a strategy, with the same luck for every strategy"
    if shown.startswith("Means"):
        spread = ""
    elif reading.parameter_sets > 1:
        spread = f"{shown} show luck and {reading.parameter_sets} plausible parameter sets."
    else:
        spread = f"{shown} show luck only: what nobody has measured is held at one set of values."
    made = f"Generated from evidence, not read from a file: {join(reading.generated)}." if reading.generated else ""
    future = f"Future: {readable(reading.future)}." if reading.future else ""
    sentences = (*parts, f"{reading.place}; {runs}.", future, spread, made, NOTE)
    return " ".join(sentence for sentence in sentences if sentence)
