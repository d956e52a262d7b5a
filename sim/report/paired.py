"""Paired differences: what one strategy brings over another when both meet the same random draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES
from sim.report.by_income import said_first
from sim.report.canvas import Frame, caption, plain_axes
from sim.report.legends import add_legend, legend_columns, note_in
from sim.report.palette import BLACK, GREY, Style, styles
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import join, scale_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "HOW_PAIRED",
    "draw_differences",
    "draw_differences_into",
    "draw_interval",
    "lay_out_rows",
    "sign_handles",
    "untested",
]

HOW_PAIRED = "in pairs of runs with the same random draws. Sign: mean difference; bar: its 95 % interval."
_ROW, _PANEL = 0.3, 0.62
_NAMES, _NUMBERS, _SIGNS = 3.7, 2.0, 0.28
_SIZE = 9.5
_WIDTH, _LEAST_WIDTH = 9.2, 7.5
_ROUNDING = 1e-9


def draw_differences(
    reading: Reading,
    a: str,
    b: str,
    outcomes: Sequence[str] | None = None,
    wish: Wish = AS_USUAL,
) -> Figure:
    """Draw a dot and its 95 % interval for each outcome, in panels of one unit.

    A difference whose interval includes zero is hollow and grey and says "no clear difference"; a clear one is filled,
    in the colour and marker of the strategy that does better, or black when the outcome has no better side. An outcome
    that cannot be compared is named below and has no row.

    Parameters
    ----------
    reading : Reading
        The comparison.
    a, b : str
        Two strategies; the difference is `a` minus `b`.
    outcomes : sequence of str, optional
        What to show; the headlines when not given.
    wish : Wish, optional
        A title or a size of the caller's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.

    Raises
    ------
    SettingsError
        When no outcome can be compared, or a name is unknown.
    """
    shown = HEADLINES if outcomes is None else list(outcomes)
    groups, missing = _grouped(reading, a, b, shown)
    one, other = _label(reading, a), _label(reading, b)
    handles = sign_handles(reading, (a, b))
    width = _WIDTH if wish.size is None else wish.size[0]
    columns = legend_columns([str(handle.get_label()) for handle in handles], width - 0.5, _SIZE)
    head = 0.12 + _SIGNS * -(-len(handles) // columns)
    height = head + sum(_PANEL + _ROW * len(group) for group in groups.values())
    frame = Frame(
        f"{one[:1].upper()}{one[1:]} compared with {other}",
        f"{said_first(reading, shown)}{one[:1].upper()}{one[1:]} minus {other}, {HOW_PAIRED} "
        f"Each panel has its own unit.{untested([row for group in groups.values() for row in group])}",
        caption(reading, *_unknown(missing), shown="Intervals"),
        width=_WIDTH,
        height=height,
        wish=wish,
        least_width=_LEAST_WIDTH,
    )
    stretch = frame.inner_height / height
    x0, y0, width, tall = frame.place(_NAMES, _NUMBERS, head, 0.0)
    upper = y0 + tall
    top = head
    looks = styles(reading.names)
    for unit, group in groups.items():
        tall = _ROW * len(group) * stretch
        y0 = frame.place(0, 0, top, frame.inner_height - top - tall)[1]
        axes = frame.figure.add_axes((x0, y0, width, tall / frame.height))
        _draw_panel(axes, group, looks)
        axes.set_xlabel(unit, fontsize=8.5, color=BLACK, labelpad=1)
        top += tall + _PANEL * stretch
    add_legend(frame, handles, frame.margin / frame.width, upper + 0.04 / frame.height, columns, _SIZE)
    return frame.figure


def draw_differences_into(
    axes: Axes, reading: Reading, a: str, b: str, outcomes: Sequence[str] | None = None, title: str | None = None
) -> Axes:
    """Draw the differences in outcomes of one unit into axes of the caller's own.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to.
    reading : Reading
        The comparison.
    a, b : str
        Two strategies; the difference is `a` minus `b`.
    outcomes : sequence of str, optional
        What to show, all in one unit.
    title : str, optional
        In place of the usual one.

    Returns
    -------
    matplotlib.axes.Axes
        The same axes.

    Raises
    ------
    SettingsError
        When the outcomes have several units: each needs a panel of its own.
    """
    from sim.report.plain_figure import literal

    shown = HEADLINES if outcomes is None else list(outcomes)
    groups, missing = _grouped(reading, a, b, shown)
    if len(groups) > 1:
        some = "; ".join(f"{unit}: {', '.join(each.outcome.name for each in group)}" for unit, group in groups.items())
        raise SettingsError(
            f"outcomes of {len(groups)} units need a panel each and cannot be drawn into one ax. Leave ax out, or name "
            f"outcomes of one unit ({some})."
        )
    ((unit, group),) = groups.items()
    _draw_panel(axes, group, styles(reading.names))
    axes.set_xlabel(unit)
    one, other = _label(reading, a), _label(reading, b)
    axes.set_title(f"{one} minus {other}" if title is None else title, loc="left", color=BLACK)
    note_in(axes, said_first(reading, shown).strip(), *_unknown(missing))
    literal(axes)
    return axes


def _label(reading: Reading, name: str) -> str:
    """Return what a strategy is called; the study's own error for a name that was not compared."""
    reading.comparison.of(name)
    return reading.labels[name]


def _grouped(
    reading: Reading, a: str, b: str, outcomes: Sequence[str]
) -> tuple[dict[str, list[Difference]], list[Difference]]:
    """Sort differences by unit, those that cannot be compared apart."""
    if not outcomes:
        raise SettingsError(f"there is no outcome to draw; name at least one of: {', '.join(OUTCOMES)}.")
    found = [reading.difference(a, b, name) for name in outcomes]
    groups: dict[str, list[Difference]] = {}
    for each in found:
        if each.known:
            groups.setdefault(scale_for(each.outcome.unit).group, []).append(each)
    if not groups:
        raise SettingsError(
            "no outcome can be compared: a difference needs two pairs of runs at least. Run more replicates."
        )
    return groups, [each for each in found if not each.known]


def _unknown(missing: Sequence[Difference]) -> list[str]:
    return [f"Cannot be compared in these runs: {join([each.outcome.title for each in missing])}."] if missing else []


def untested(rows: Sequence[Difference]) -> str:
    """Return for how many differences the sign depends on untested assumptions, as a sentence to go on with.

    Parameters
    ----------
    rows : sequence of Difference
        What is shown.

    Returns
    -------
    str
        Empty when there is none.
    """
    count = sum(row.unmeasured for row in rows)
    return f" For {count} of {len(rows)} the sign depends on untested assumptions." if count else ""


def sign_handles(reading: Reading, names: Sequence[str]) -> list[Artist]:
    """Explain the signs of differences.

    Parameters
    ----------
    reading : Reading
        The comparison.
    names : sequence of str
        The strategies compared.

    Returns
    -------
    list of matplotlib.artist.Artist
        Handles of a legend.
    """
    from matplotlib.lines import Line2D

    looks = styles(reading.names)
    signs = [
        (looks[name].colour, looks[name].marker, looks[name].colour, f"{reading.labels[name]} does better")
        for name in names
    ]
    signs.append((BLACK, "o", BLACK, "clear, neither better"))
    checked = reading.parameter_sets > 1 or getattr(reading.comparison, "exposure", None) is not None
    signs.append(
        (GREY, "o", "white", "not clear, or sign depends on assumptions" if checked else "no clear difference")
    )
    return [
        Line2D(
            [], [], color=colour, marker=marker, markerfacecolor=fill, markeredgewidth=1.4, markersize=7.5, label=label
        )
        for colour, marker, fill, label in signs
    ]


def _draw_panel(axes: Axes, rows: Sequence[Difference], looks: dict[str, Style]) -> None:
    """Draw all differences of one unit."""
    lay_out_rows(axes, rows, [row.outcome.title for row in rows], size=8.8)
    factor = scale_for(rows[0].outcome.unit).factor
    for place, row in enumerate(rows):
        draw_interval(axes, place, row, factor, looks[row.better] if row.better is not None else None)


def lay_out_rows(axes: Axes, rows: Sequence[Difference], labels: Sequence[str], *, size: float) -> None:
    """Prepare axes for differences of one unit: stripes, zero, names to the left, numbers to the right.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Empty axes.
    rows : sequence of Difference
        From top to bottom.
    labels : sequence of str
        What stands left of the rows; empty for nothing.
    size : float
        Type size of the numbers in points; 0 for none.
    """
    plain_axes(axes)
    axes.grid(visible=False)
    axes.axvline(0.0, color=BLACK, linewidth=1.0, zorder=1)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.tick_params(axis="x", labelsize=8, pad=1.5)
    axes.spines["left"].set_visible(False)
    factor = scale_for(rows[0].outcome.unit).factor
    beside: dict[str, Any] = {
        "xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center", "parse_math": False,
    }  # fmt: skip
    for place, label in enumerate(labels):
        axes.annotate(label, (0.0, place), xytext=(-6, 0), ha="right", size=9.2, color=BLACK, **beside)
    for place, row in enumerate(rows):
        if place % 2 == 0:
            axes.axhspan(place - 0.5, place + 0.5, color="#F4F4F4", linewidth=0, zorder=0)
        colour = BLACK if row.clear else "#606060"
        if size > 0.0:
            axes.annotate(row.in_words(), (1.0, place), xytext=(8, 0), ha="left", size=size, color=colour, **beside)
    reach = max((factor * max(abs(row.low), abs(row.high)) for row in rows if row.known), default=0.0)
    reach = 1.12 * reach if reach > _ROUNDING else 1.0
    axes.set_xlim(-reach, reach)
    axes.locator_params(axis="x", nbins=5)


def draw_interval(axes: Axes, place: int, difference: Difference, factor: float, look: Style | None) -> None:
    """Draw one row: the better strategy's own marker, a black dot where no side is better, else a hollow grey one.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Axes with one row per difference.
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
