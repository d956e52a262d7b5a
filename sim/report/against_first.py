"""All strategies of a comparison against the first: one panel per outcome, one row per strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError
from sim.report.by_income import said_first
from sim.report.canvas import Frame, caption
from sim.report.legends import add_legend, inches_of, legend_columns
from sim.report.lettering import fit, wrap
from sim.report.paired import HOW_PAIRED, draw_differences, draw_interval, lay_out_rows, sign_handles, untested
from sim.report.palette import BLACK, styles
from sim.report.trade_off import EQUITY, SUSTAINABILITY, choose_outcome
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import join, scale_for

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.report.reading import Difference, Reading

__all__ = ["draw_against_first", "outcomes_of_headlines"]

_SPREAD, _PEOPLE = ("spread_teachers", "deep_share", "surface_share"), ("exits", "strain", "dollars_per_student")
_WIDTH, _LEAST_WIDTH, _COLUMNS = 11.0, 9.5, 2
_LABELS, _NUMBERS, _ROW, _TITLE, _FOOT, _SIGNS = 2.35, 1.75, 0.23, 0.42, 0.52, 0.28


def outcomes_of_headlines(reading: Reading) -> list[str]:
    """Choose what the headline of differences shows: spread, depth, equity, what lasts, people and money.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    list of str
        Outcomes; of those for equity and for what lasts the first that applies.
    """
    chosen = list(_SPREAD)
    for wanted in (EQUITY, SUSTAINABILITY):
        try:
            chosen.append(choose_outcome(reading, wanted))
        except SettingsError:
            chosen.append(wanted[0])
    return [*chosen, *_PEOPLE]


def draw_against_first(reading: Reading, wish: Wish = AS_USUAL) -> Figure:
    """Draw the differences of the first strategy from every other on the outcomes that matter most.

    Parameters
    ----------
    reading : Reading
        A comparison of two strategies or more.
    wish : Wish, optional
        A title or a size of the caller's own.

    Returns
    -------
    matplotlib.figure.Figure
        The figure, not yet written anywhere.

    Raises
    ------
    SettingsError
        When nothing can be compared.
    """
    first, *others = reading.names
    wanted = outcomes_of_headlines(reading)
    if len(others) == 1:
        return draw_differences(reading, first, others[0], wanted, wish)
    found = {name: [reading.difference(first, other, name) for other in others] for name in wanted}
    shown = {name: each for name, each in found.items() if any(one.known for one in each)}
    if not shown:
        raise SettingsError(
            "no outcome can be compared: a difference needs two pairs of runs at least. Run more replicates."
        )
    missing = [each[0].outcome.title for name, each in found.items() if name not in shown]
    frame, axes = _panels(reading, shown, missing, wish)
    labels = [fit(f"minus {reading.labels[other]}", _LABELS - 0.12, 9.0) for other in others]
    for place, differences in enumerate(shown.values()):
        _draw_outcome(axes[place], reading, differences, labels if place % _COLUMNS == 0 else [])
    for spare in axes[len(shown) :]:
        spare.set_visible(False)
    return frame.figure


def _panels(
    reading: Reading, shown: dict[str, list[Difference]], missing: list[str], wish: Wish
) -> tuple[Frame, list[Axes]]:
    """Make title, legend, caption and one empty panel per outcome."""
    first, others = reading.labels[reading.names[0]], len(reading.names) - 1
    name = first[:1].upper() + first[1:]
    handles = sign_handles(reading, reading.names)
    width = _WIDTH if wish.size is None else wish.size[0]
    columns = legend_columns([str(handle.get_label()) for handle in handles], width - 0.5, 9.0)
    head = 0.12 + _SIGNS * -(-len(handles) // columns)
    panels = -(-len(shown) // _COLUMNS)
    frame = Frame(
        f"{name} compared with each of the {others} others",
        f"{said_first(reading, shown)}{name} minus each of the others, {HOW_PAIRED} Each panel has its own unit."
        f"{untested([row for rows in shown.values() for row in rows])}",
        caption(
            reading, *([f"Cannot be compared in these runs: {join(missing)}."] if missing else []), shown="Intervals"
        ),
        width=_WIDTH,
        height=head + panels * (_TITLE + _ROW * others + _FOOT),
        wish=wish,
        least_width=_LEAST_WIDTH,
    )
    axes = frame.axes(
        panels,
        _COLUMNS, left=_LABELS, right=_NUMBERS, top=head + _TITLE, bottom=_FOOT,
        gap=(_NUMBERS + 0.1, _TITLE + _FOOT), share=False,
    )  # fmt: skip
    _, below, _, tall = frame.place(0.0, 0.0, head, 0.0)
    add_legend(frame, handles, frame.margin / frame.width, below + tall + 0.04 / frame.height, columns, 9.0)
    return frame, axes


def _draw_outcome(axes: Axes, reading: Reading, rows: list[Difference], labels: list[str]) -> None:
    """Draw one outcome: a row for each strategy that the first is compared with."""
    looks = styles(reading.names)
    lay_out_rows(axes, rows, labels, size=8.0)
    factor = scale_for(rows[0].outcome.unit).factor
    for place, row in enumerate(rows):
        if row.known:
            draw_interval(axes, place, row, factor, looks[row.better] if row.better is not None else None)
    inches = inches_of(axes)[0]
    title = fit(rows[0].outcome.title, inches + _NUMBERS, 9.5)
    axes.set_title(title, fontsize=9.5, weight="bold", loc="left", color=BLACK, pad=4)
    unit = "\n".join(wrap(scale_for(rows[0].outcome.unit).axis, inches + 1.0, 8.5))
    axes.set_xlabel(unit, fontsize=8.5, color=BLACK, labelpad=1)
