"""Paired differences: what one strategy brings over another when both meet the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES
from sim.report.canvas import Frame, caption, plain_axes
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.words import readable, scale_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_differences", "draw_interval", "explain_signs"]

_ROW, _PANEL = 0.3, 0.62
_NAMES, _NUMBERS, _HEAD = 3.55, 1.9, 0.35


def draw_differences(reading: Reading, a: str, b: str, outcomes: Sequence[str] | None = None) -> Figure:
    """Draw a dot and its 95 % interval for each outcome, in panels of one unit.

    A difference whose interval includes zero is hollow and grey and says "no clear difference"; a clear one is filled,
    in the colour and marker of the strategy that does better, or black when the outcome has no better side.

    Parameters
    ----------
    reading : Reading
        The comparison.
    a, b : str
        Two strategies; the difference is `a` minus `b`.
    outcomes : sequence of str, optional
        What to show; the headlines when not given.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.
    """
    shown = [name for name in HEADLINES if name in OUTCOMES] if outcomes is None else list(outcomes)
    if not shown:
        raise SettingsError(f"there is no outcome to draw; name at least one of: {', '.join(OUTCOMES)}.")
    groups: dict[str, list[Difference]] = {}
    for name in shown:
        difference = reading.difference(a, b, name)
        groups.setdefault(scale_for(difference.outcome.unit).group, []).append(difference)
    height = _HEAD + sum(_PANEL + _ROW * len(group) for group in groups.values())
    hanging = sum(row.unmeasured for group in groups.values() for row in group)
    frame = Frame(
        f"What does {readable(a)} bring over {readable(b)}?"
        + (f" Depends on what nobody has measured for {hanging} of {len(shown)} outcomes" if hanging else ""),
        f"{readable(a).capitalize()} minus {readable(b)}, in pairs of runs with the same luck. Sign: mean difference; "
        "bar: its 95 % interval. Each panel has its own unit.",
        caption(reading, shown="Intervals"),
        width=9.2,
        height=height,
    )
    looks = styles(reading.names)
    x0, y1, width, _ = frame.place(_NAMES, _NUMBERS, _HEAD, height - _HEAD)
    top = _HEAD
    for unit, group in groups.items():
        tall = _ROW * len(group)
        y0 = frame.place(0, 0, top, height - top - tall)[1]
        axes = frame.figure.add_axes((x0, y0, width, tall / frame.height))
        _draw_panel(axes, group, looks)
        axes.set_xlabel(unit, fontsize=8.5, color=BLACK, labelpad=1)
        top += tall + _PANEL
    explain_signs(frame, (0.5, y1), looks, (a, b))
    return frame.figure


def explain_signs(
    frame: Frame, where: tuple[float, float], looks: Mapping[str, Style], pair: tuple[str, str], *, above: bool = True
) -> None:
    """Put the meaning of the signs at a place of the figure.

    Parameters
    ----------
    frame : Frame
        The figure.
    where : tuple of float
        Figure fractions; the legend stands centred above, or hangs below.
    looks : mapping of str to Style
        Style of each strategy.
    pair : tuple of str
        The strategies compared.
    above : bool
        Whether it stands above the place.
    """
    from matplotlib.lines import Line2D

    signs = [
        (looks[name].colour, looks[name].marker, looks[name].colour, f"{readable(name)} does better") for name in pair
    ]
    signs.append((BLACK, "o", BLACK, "clear, neither better"))
    signs.append((GREY, "o", "white", "no clear difference"))
    handles = [
        Line2D(
            [], [], color=colour, marker=marker, markerfacecolor=fill, markeredgewidth=1.4, markersize=7.5, label=label
        )
        for colour, marker, fill, label in signs
    ]
    frame.figure.legend(
        handles=handles, loc="lower center" if above else "upper center", bbox_to_anchor=where, ncols=4, frameon=False,
        fontsize=9.5, labelcolor=BLACK, borderaxespad=0.2,
    )  # fmt: skip


def _draw_panel(axes: Axes, rows: Sequence[Difference], looks: dict[str, Style]) -> None:
    """Draw all differences of one unit."""
    plain_axes(axes)
    axes.grid(visible=False)
    axes.axvline(0.0, color=BLACK, linewidth=1.0, zorder=1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks(range(len(rows)), [row.outcome.title for row in rows], fontsize=9.5, color=BLACK)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8, pad=1.5)
    axes.spines["left"].set_visible(False)
    factor = scale_for(rows[0].outcome.unit).factor
    for place, row in enumerate(rows):
        if place % 2 == 0:
            axes.axhspan(place - 0.5, place + 0.5, color="#F4F4F4", linewidth=0, zorder=0)
        axes.annotate(
            row.in_words(), (1.0, place), xycoords=("axes fraction", "data"), xytext=(8, 0),
            textcoords="offset points", va="center", ha="left", size=8.8, color=BLACK if row.clear else "#606060",
        )  # fmt: skip
        if row.known:
            draw_interval(axes, place, row, factor, looks[row.better] if row.better is not None else None)
    reach = max((factor * max(abs(row.low), abs(row.high)) for row in rows if row.known), default=0.0)
    reach = 1.12 * reach if reach > 0.0 else 1.0
    axes.set_xlim(-reach, reach)
    axes.locator_params(axis="x", nbins=5)


def draw_interval(axes: Axes, place: int, difference: Difference, factor: float, look: Style | None) -> None:
    """Draw one row: the better strategy's own marker, a black dot where no side is better, else a hollow grey one.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with one row a difference.
    place : int
        The row.
    difference : Difference
        What to draw; it is known.
    factor : float
        From the outcome's unit to the shown one.
    look : Style or None
        Of the strategy that clearly does better, if one does.
    """
    if look is not None:
        colour, marker, fill = look.colour, look.marker, look.colour
    elif difference.clear:
        colour, marker, fill = BLACK, "o", BLACK
    else:
        colour, marker, fill = GREY, "o", "white"
    axes.plot(
        [factor * difference.low, factor * difference.high], [place, place], color=colour,
        linewidth=2.4 if difference.clear else 1.2, solid_capstyle="butt", zorder=2,
    )  # fmt: skip
    axes.plot(
        [factor * difference.mean], [place], marker=marker, markersize=7.5, markerfacecolor=fill,
        markeredgecolor=colour, markeredgewidth=1.4, linestyle="none", zorder=3,
    )  # fmt: skip
