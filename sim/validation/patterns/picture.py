"""One figure a pattern: what lies behind the number, and the number beside what was expected."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.report.canvas import Frame
from sim.report.palette import BLACK, GREY, OKABE_ITO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.validation.check import Expectation

__all__ = ["SIMULATED", "band", "label", "line", "picture", "scatter"]

SIMULATED, OTHER, EXPECTED = OKABE_ITO["blue"], OKABE_ITO["vermilion"], OKABE_ITO["green"]
_STYLES = ((SIMULATED, "-"), (OTHER, (0.0, (6.0, 2.0))), (OKABE_ITO["orange"], (0.0, (1.2, 1.6))), (BLACK, "-."))


class Interval(Protocol):
    """A statistic with its interval and its values under plausible sets."""

    @property
    def value(self) -> float:
        """The statistic."""

    @property
    def low(self) -> float:
        """Lower end of its interval."""

    @property
    def high(self) -> float:
        """Upper end."""

    @property
    def sets(self) -> Sequence[float]:
        """The statistic under each plausible set."""


def picture(expectation: Expectation, shown: Interval, said: str, draw: Callable[[Axes], None] | None = None) -> Figure:
    """Draw a pattern.

    Parameters
    ----------
    expectation : Expectation
        What was expected, with its source.
    shown : Interval
        What the simulation shows.
    said : str
        The finding in words.
    draw : callable, optional
        Draws the left half: the curve or cloud behind the number.

    Returns
    -------
    matplotlib.figure.Figure
        Not yet written anywhere.
    """
    foot = (
        f"Expected: {expectation.expected} (source: {expectation.source}; {expectation.grade}). Synthetic district, "
        "24 schools, 720 teachers. Intervals: 95 % over replicates with the registry's parameters; open dots: "
        "plausible parameter sets. Simulated data; only what is marked as expected comes from studies."
    )
    frame = Frame(f"{expectation.title} [{expectation.tag}]", said, foot, height=3.4)
    if draw is not None:
        axes = frame.figure.add_axes(frame.place(0.6, 3.3, 0.3, 0.5))
        _plain(axes)
        draw(axes)
    number = frame.figure.add_axes(frame.place(6.0 if draw is not None else 1.0, 0.15, 0.3, 0.5))
    _plain(number)
    _number(number, expectation, shown)
    return frame.figure


def _plain(axes: Axes) -> None:
    from sim.report.canvas import plain_axes

    plain_axes(axes)


def _number(axes: Axes, expectation: Expectation, shown: Interval) -> None:
    sets = np.asarray(shown.sets, np.float64)
    sets = sets[np.isfinite(sets)]
    seen = [shown.value, shown.low, shown.high, *sets, expectation.low, expectation.high]
    known = [value for value in seen if math.isfinite(value)]
    bottom, top = min(known), max(known)
    room = 0.12 * (top - bottom) or 0.1
    bottom, top = bottom - room, top + room
    low = expectation.low if math.isfinite(expectation.low) else bottom
    high = expectation.high if math.isfinite(expectation.high) else top
    axes.axhspan(low, high, color=EXPECTED, alpha=0.18, linewidth=0, label="expected")
    for edge in (expectation.low, expectation.high):
        if math.isfinite(edge):
            axes.axhline(edge, color=EXPECTED, linewidth=1.2)
    if sets.size:
        axes.plot(1.0 + np.linspace(-0.12, 0.12, sets.size), np.sort(sets), "o", mfc="white", mec=GREY, ms=4)
    if math.isfinite(shown.low) and math.isfinite(shown.high):
        axes.plot([0.0, 0.0], [shown.low, shown.high], color=SIMULATED, linewidth=2)
    axes.plot([0.0], [shown.value], "D", color=SIMULATED, ms=6)
    axes.set_ylim(bottom, top)
    axes.set_xlim(-0.6, 1.6)
    axes.set_xticks([0, 1] if sets.size else [0])
    axes.set_xticklabels(["simulated", "plausible sets"] if sets.size else ["simulated"], fontsize=8.5)
    axes.set_title(textwrap.fill(expectation.unit, 22), fontsize=9, color=BLACK, loc="left")


def label(axes: Axes, x: str, y: str) -> None:
    """Name both axes."""
    axes.set_xlabel(x, fontsize=9, color=BLACK)
    axes.set_title(y, fontsize=9, color=BLACK, loc="left")


def band(axes: Axes, x: Sequence[float] | NDArray[Any], runs: NDArray[np.float64], name: str, turn: int = 0) -> None:
    """Draw the mean of runs and the middle nine tenths of them.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where.
    x : sequence of float
        Places on the axis.
    runs : ndarray of shape (runs, places)
        NaN where a run has no value.
    name : str
        In the legend.
    turn : int
        0, 1, ...: colour and line style.
    """
    colour, style = _STYLES[turn % len(_STYLES)]
    known = np.isfinite(runs).any(axis=0)
    places = np.asarray(x, np.float64)[known]
    low, high = np.nanpercentile(runs[:, known], [5, 95], axis=0)
    axes.fill_between(places, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(places, np.nanmean(runs[:, known], axis=0), color=colour, linestyle=style, linewidth=2, label=name)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=BLACK)


def line(axes: Axes, x: Sequence[float] | NDArray[Any], y: NDArray[np.float64], name: str, turn: int = 0) -> None:
    """Draw one line."""
    colour, style = _STYLES[turn % len(_STYLES)]
    axes.plot(np.asarray(x), y, color=colour, linestyle=style, linewidth=2, label=name)
    axes.legend(frameon=False, fontsize=8.5, labelcolor=BLACK)


def scatter(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64], name: str, turn: int = 0) -> None:
    """Draw a cloud of schools with its straight line."""
    colour, style = _STYLES[turn % len(_STYLES)]
    marker = ("o", "x")[turn % 2]
    axes.plot(x, y, marker, color=colour, ms=3, alpha=0.35, linestyle="none", rasterized=True)  # thousands of points
    if x.size > 2 and np.ptp(x) > 0:
        slope, base = np.polyfit(x, y, 1)
        ends = np.array([x.min(), x.max()])
        axes.plot(ends, base + slope * ends, color=colour, linestyle=style, linewidth=2, label=name)
        axes.legend(frameon=False, fontsize=8.5, labelcolor=BLACK)
