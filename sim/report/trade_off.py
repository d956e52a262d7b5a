"""Equity against sustainability: whether what reaches students fairly also lasts."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.foundation.errors import SettingsError
from sim.outcomes import Outcome, find_outcome
from sim.report.canvas import Frame, caption
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import sides
from sim.report.reading import Reading
from sim.report.words import readable, scale_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["EQUITY", "SUSTAINABILITY", "Region", "draw_trade_off", "mean_region"]

EQUITY: tuple[str, ...] = ("relative_equity_gap", "equity_gap")
SUSTAINABILITY: tuple[str, ...] = ("persistence", "sustained_share")
_LEGEND_COLUMNS = 4


class Region(NamedTuple):
    """A 95 % confidence region of a mean in two dimensions: an ellipse."""

    centre: NDArray[np.float64]
    half_axes: NDArray[np.float64]
    angle: float


def mean_region(x: NDArray[np.float64], y: NDArray[np.float64]) -> Region | None:
    """Find where the mean of runs lies with 95 % confidence (Hotelling's T squared).

    Parameters
    ----------
    x, y : ndarray of float64, shape (runs,)
        Values without NaN.

    Returns
    -------
    Region or None
        Centre, half axes in the units of x and y, angle in degrees; None with fewer than four runs.
    """
    runs = x.size
    if runs < 4:
        return None
    from scipy.stats import f as f_distribution

    centre = np.array([x.mean(), y.mean()])
    reach = 2.0 * (runs - 1) / (runs - 2) * float(f_distribution.ppf(0.95, 2, runs - 2)) / runs
    spread, directions = np.linalg.eigh(np.cov(x, y))
    half = np.sqrt(np.maximum(spread, 0.0) * reach)
    return Region(centre, half, float(np.degrees(np.arctan2(directions[1, 0], directions[0, 0]))))


def _choose(reading: Reading, wanted: tuple[str, ...]) -> str:
    """Take the first outcome that was computed and has a value in at least two runs of some strategy."""
    for name in wanted:
        if any(np.isfinite(values).sum() >= 2 for values in reading.values(name).values()):
            return name
    raise SettingsError(
        f"equity cannot be drawn against sustainability: none of {', '.join(wanted)} applies to these runs. "
        "Run longer, or name two outcomes that apply."
    )


def draw_trade_off(reading: Reading, x: str | None = None, y: str | None = None) -> Figure:
    """Draw every run as a point, with each strategy's mean and the region in which that mean lies.

    Parameters
    ----------
    reading : Reading
        The comparison.
    x, y : str, optional
        Outcomes; equity and sustainability when not given.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    across = find_outcome(x if x is not None else _choose(reading, EQUITY))
    along = find_outcome(y if y is not None else _choose(reading, SUSTAINABILITY))
    usual = x is None and y is None
    looks = styles(reading.names)
    asked = "Does what is shared fairly also last?" if usual else f"{across.title} against {along.title.lower()}"
    missing: list[str] = []
    frame = Frame(
        asked,
        "Small signs: one run each. Large sign: mean of the runs. Ellipse: where that mean lies with 95 % confidence.",
        caption(reading, *_left_out(reading, across, along, missing), shown="Points and ellipses"),
        height=4.9,
    )
    rows = -(-(len(reading.names) - len(missing)) // _LEGEND_COLUMNS)
    axes = frame.axes(left=0.95, bottom=0.85, top=0.1 + 0.26 * rows)[0]
    axes.grid(visible=True, axis="both", color="#E4E4E4", linewidth=0.5)
    for name in reading.names:
        if name not in missing:
            _draw_cloud(axes, *_both(reading, name, across, along), looks[name], readable(name))
    axes.margins(0.08)
    _zero_lines(axes, across, along)
    axes.legend(
        loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=_LEGEND_COLUMNS, frameon=False, fontsize=10,
        borderaxespad=0.2, handletextpad=0.2, labelcolor=BLACK,
    )  # fmt: skip
    _name_axes(axes, across, along)
    return frame.figure


def _both(
    reading: Reading, name: str, across: Outcome, along: Outcome
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give both outcomes of the runs in which both apply, in shown units."""
    x = reading.values(across.name)[name] * scale_for(across.unit).factor
    y = reading.values(along.name)[name] * scale_for(along.unit).factor
    there = np.isfinite(x) & np.isfinite(y)
    return x[there], y[there]


def _left_out(reading: Reading, across: Outcome, along: Outcome, missing: list[str]) -> list[str]:
    """Say which runs have no point; fill `missing` with strategies that have none at all."""
    said = []
    for name in reading.names:
        there, runs = _both(reading, name, across, along)[0].size, reading.runs
        if there == 0:
            missing.append(name)
        if there < runs:
            said.append(f"No point for {runs - there} of {runs} runs of {readable(name)}: an outcome does not apply.")
    return said


def _draw_cloud(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64], style: Style, label: str) -> None:
    from matplotlib.patches import Ellipse

    axes.plot(
        x, y, linestyle="none", marker=style.marker, markersize=5, markerfacecolor="none", markeredgecolor=style.colour,
        markeredgewidth=0.9, alpha=0.75, zorder=3,
    )  # fmt: skip
    region = mean_region(x, y)
    if region is not None:
        where = (float(region.centre[0]), float(region.centre[1]))
        wide, tall = (2.0 * float(half) for half in region.half_axes)
        inside = {"facecolor": style.colour, "linewidth": 0, "alpha": 0.18, "zorder": 2}
        edge = {"facecolor": "none", "edgecolor": style.colour, "linestyle": style.line, "linewidth": 1.4, "zorder": 4}
        for look in (inside, edge):
            axes.add_patch(Ellipse(where, wide, tall, angle=region.angle, **look))
    axes.plot(
        [x.mean()], [y.mean()], linestyle="none", marker=style.marker, markersize=12, markerfacecolor=style.colour,
        markeredgecolor="white", markeredgewidth=1.3, zorder=5, label=label,
    )  # fmt: skip


def _zero_lines(axes: Axes, across: Outcome, along: Outcome) -> None:
    """Draw parity where an outcome has two sides, and bring it into view."""
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    if across.low < 0.0:
        left, right = min(left, 0.0), max(right, 0.0)
        pad = 0.03 * (right - left)
        axes.set_xlim(left - pad * (left == 0.0), right + pad * (right == 0.0))
        axes.axvline(0.0, color=GREY, linewidth=1.1, zorder=1)
        axes.annotate(
            "parity", (0.0, 1.0), xycoords=("data", "axes fraction"), xytext=(3, -3), textcoords="offset points",
            va="top", size=8.5, color="#505050",
        )  # fmt: skip
    if along.low < 0.0 and bottom * top < 0.0:
        axes.axhline(0.0, color=GREY, linewidth=1.1, zorder=1)
    elif along.low == 0.0:
        axes.set_ylim(max(bottom, -0.03 * top), top)


def _name_axes(axes: Axes, across: Outcome, along: Outcome) -> None:
    """Name both axes, with words for which way is what."""
    for outcome, letters, name in ((across, 80, axes.set_xlabel), (along, 52, axes.set_ylabel)):
        low, high = sides(outcome)
        lines = wrap(f"{outcome.title} ({scale_for(outcome.unit).axis})", letters)
        if high:
            lines.append(f"\N{LEFTWARDS ARROW} {low}      {high} \N{RIGHTWARDS ARROW}")
        name("\n".join(lines), fontsize=9.5, color=BLACK)
