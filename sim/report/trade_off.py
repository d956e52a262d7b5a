"""Equity against sustainability: whether what reaches students fairly also lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.foundation.errors import SettingsError
from sim.outcomes import Outcome, find_outcome
from sim.report.by_income import said_first
from sim.report.canvas import Frame, caption
from sim.report.legends import LEGEND_ROW, add_legend, inches_of, legend_columns, note_in
from sim.report.lettering import wrap
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import sides
from sim.report.reading import Reading
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import join, scale_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = [
    "EQUITY", "SUSTAINABILITY", "Region", "choose_outcome", "draw_trade_off", "draw_trade_off_into", "mean_region",
]  # fmt: skip

EQUITY: tuple[str, ...] = ("equity_gap", "relative_equity_gap")
SUSTAINABILITY: tuple[str, ...] = ("persistence", "sustained_share")
_ROUNDING = 1e-9
"""Values below are rounding left over from sums; drawn as they are they would stretch an axis over nothing."""


class Region(NamedTuple):
    """A 95 % confidence region of a mean in two dimensions: an ellipse."""

    centre: NDArray[np.float64]
    half_axes: NDArray[np.float64]
    angle: float


def mean_region(x: NDArray[np.float64], y: NDArray[np.float64]) -> Region | None:
    """Compute where the mean of runs lies with 95 % confidence (Hotelling's T squared).

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
    centre = np.array([x.mean(), y.mean()])
    # The quantile of F with 2 and m degrees of freedom has a closed form; loading scipy.stats for it takes two seconds.
    freedom = runs - 2
    quantile = freedom / 2.0 * (0.05 ** (-2.0 / freedom) - 1.0)
    reach = 2.0 * (runs - 1) / freedom * quantile / runs
    spread, directions = np.linalg.eigh(np.cov(x, y))
    half = np.sqrt(np.maximum(spread, 0.0) * reach)
    return Region(centre, half, float(np.degrees(np.arctan2(directions[1, 0], directions[0, 0]))))


def choose_outcome(reading: Reading, wanted: tuple[str, ...]) -> str:
    """Take the first outcome that shows anything: in some strategy two runs have a value, and one is not zero.

    Parameters
    ----------
    reading : Reading
        The comparison.
    wanted : tuple of str
        Outcomes, best first.

    Returns
    -------
    str
        One of them.

    Raises
    ------
    SettingsError
        When none shows anything.
    """
    for name in wanted:
        known = [values[np.isfinite(values)] for values in reading.values(name).values()]
        enough = any(values.size >= min(2, reading.runs) for values in known if values.size)
        if enough and any((np.abs(values) > _ROUNDING).any() for values in known):
            return name
    titles = " or ".join(f"'{find_outcome(name).title}'" for name in wanted)
    raise SettingsError(f"{titles} has no value in these runs, or is zero in all of them. Run more years.")


def draw_trade_off(reading: Reading, x: str | None = None, y: str | None = None, wish: Wish = AS_USUAL) -> Figure:
    """Draw every run as a point, with each strategy's mean and the region in which that mean lies.

    Parameters
    ----------
    reading : Reading
        The comparison.
    x, y : str, optional
        Outcomes; equity and sustainability when not given.
    wish : Wish, optional
        A title or a size of the caller's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    across, along = _outcomes(reading, x, y)
    missing: list[str] = []
    said = _left_out(reading, across, along, missing)
    shown = [name for name in reading.names if name not in missing]
    room = 7.0 if wish.size is None else wish.size[0] - 1.5
    columns = legend_columns([reading.labels[name] for name in shown], room, 10.0)
    usual = x is None and y is None
    frame = Frame(
        _title(across, along) + (", run by run" if usual else ""),
        said_first(reading, [across.name, along.name])
        + ("Does what is shared fairly also last? " if usual else "")
        + "Small signs: one run each. Large sign: mean of the runs. "
        "Ellipse: where that mean lies with 95 % confidence.",
        caption(reading, *said, shown="Points and ellipses"),
        height=4.7 + LEGEND_ROW * -(-len(shown) // columns),
        wish=wish,
    )
    axes = frame.axes(left=0.95, bottom=0.85, top=0.15 + LEGEND_ROW * -(-len(shown) // columns))[0]
    handles = _draw_clouds(axes, reading, (across, along), shown)
    box = axes.get_position()
    add_legend(frame, handles, box.x0, box.y1 + 0.06 / frame.height, columns, 10.0)
    _name_axes(axes, across, along)
    return frame.figure


def draw_trade_off_into(
    axes: Axes, reading: Reading, x: str | None = None, y: str | None = None, title: str | None = None
) -> Axes:
    """Draw the same into axes of the caller's own.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to.
    reading : Reading
        The comparison.
    x, y : str, optional
        Outcomes; equity and sustainability when not given.
    title : str, optional
        In place of the usual one.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.
    """
    from sim.report.plain_figure import literal

    across, along = _outcomes(reading, x, y)
    missing: list[str] = []
    said = _left_out(reading, across, along, missing)
    _draw_clouds(axes, reading, (across, along), [name for name in reading.names if name not in missing])
    _name_axes(axes, across, along)
    axes.set_title(_title(across, along) if title is None else title, loc="left", color=BLACK)
    axes.legend(frameon=False, fontsize=8.5)
    note_in(axes, said_first(reading, [across.name, along.name]).strip(), *said)
    literal(axes)
    return axes


def _outcomes(reading: Reading, x: str | None, y: str | None) -> tuple[Outcome, Outcome]:
    across = find_outcome(x if x is not None else choose_outcome(reading, EQUITY))
    along = find_outcome(y if y is not None else choose_outcome(reading, SUSTAINABILITY))
    if all(_both(reading, name, across, along)[0].size == 0 for name in reading.names):
        raise SettingsError(
            f"there is no run to which both '{across.title}' and '{along.title}' apply. Run more years."
        )
    return across, along


def _title(across: Outcome, along: Outcome) -> str:
    if across.name in EQUITY and along.name in SUSTAINABILITY:
        return "Equity against sustainability"
    return f"{across.title} against {along.title[:1].lower()}{along.title[1:]}"


def _draw_clouds(axes: Axes, reading: Reading, pair: tuple[Outcome, Outcome], shown: Sequence[str]) -> list[Artist]:
    looks = styles(reading.names)
    axes.grid(visible=True, axis="both", color="#E4E4E4", linewidth=0.5)
    handles = [_draw_cloud(axes, *_both(reading, name, *pair), looks[name], reading.labels[name]) for name in shown]
    _keep_to_points(axes, [_both(reading, name, *pair) for name in shown])
    _zero_lines(axes, *pair)
    return handles


def _keep_to_points(axes: Axes, points: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> None:
    """Let the points choose the scale: the ellipse of a few runs is wide enough to press all others together."""
    limits = []
    for side in (0, 1):
        values = np.concatenate([pair[side] for pair in points])
        low, high = float(values.min()), float(values.max())
        pad = 0.12 * (high - low) or max(1.0, 0.1 * abs(high))
        limits.append((low - pad, high + pad))
    axes.set_xlim(limits[0])
    axes.set_ylim(limits[1])


def _both(
    reading: Reading, name: str, across: Outcome, along: Outcome
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return both outcomes of the runs in which both apply, in shown units."""
    x, y = (
        np.where(np.abs(values) < _ROUNDING, 0.0, values) * scale_for(outcome.unit).factor
        for outcome, values in ((each, reading.values(each.name)[name]) for each in (across, along))
    )
    there = np.isfinite(x) & np.isfinite(y)
    return x[there], y[there]


def _left_out(reading: Reading, across: Outcome, along: Outcome, missing: list[str]) -> list[str]:
    """Report which runs have no point; fill `missing` with strategies that have none at all."""
    without = []
    for name in reading.names:
        there, runs = _both(reading, name, across, along)[0].size, reading.runs
        if there == 0:
            missing.append(name)
        if there < runs:
            without.append(f"{runs - there} of {runs} runs of {reading.labels[name]}")
    return [f"No point, because an outcome does not apply: {join(without)}."] if without else []


def _draw_cloud(axes: Axes, x: NDArray[np.float64], y: NDArray[np.float64], style: Style, label: str) -> Artist:
    from matplotlib.patches import Ellipse

    axes.plot(
        x, y, linestyle="none", marker=style.marker, markersize=5, markerfacecolor="none", markeredgecolor=style.colour,
        markeredgewidth=0.9, alpha=0.75, zorder=3,
    )  # fmt: skip
    region = mean_region(x, y)
    if region is not None and region.half_axes.max() > _ROUNDING:
        where = (float(region.centre[0]), float(region.centre[1]))
        wide, tall = (2.0 * float(half) for half in region.half_axes)
        inside = {"facecolor": style.colour, "linewidth": 0, "alpha": 0.18, "zorder": 2}
        edge = {"facecolor": "none", "edgecolor": style.colour, "linestyle": style.line, "linewidth": 1.4, "zorder": 4}
        for look in (inside, edge):
            axes.add_patch(Ellipse(where, wide, tall, angle=region.angle, **look))
    (sign,) = axes.plot(
        [x.mean()], [y.mean()], linestyle="none", marker=style.marker, markersize=12, markerfacecolor=style.colour,
        markeredgecolor="white", markeredgewidth=1.3, zorder=5, label=label,
    )  # fmt: skip
    return sign


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
    wide, tall = inches_of(axes)
    for outcome, room, name in ((across, wide, axes.set_xlabel), (along, tall, axes.set_ylabel)):
        low, high = sides(outcome)
        lines = wrap(f"{outcome.title} ({scale_for(outcome.unit).axis})", room, 9.5)
        if high:
            lines.append(f"\N{LEFTWARDS ARROW} {low}      {high} \N{RIGHTWARDS ARROW}")
        name("\n".join(lines), fontsize=9.5, color=BLACK)
