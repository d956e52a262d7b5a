"""A case in one figure: simulated bands, what is known as dots, and what was given in the background."""

from __future__ import annotations

import math
import textwrap
import warnings
from typing import TYPE_CHECKING

import numpy as np

from sim.report.canvas import Frame, panel_width
from sim.report.events import event_strip, mark_events
from sim.report.palette import BLACK, GREY, OKABE_ITO, PALE, Style, styles
from sim.validation.cases.panels import PANELS, Panel
from sim.validation.cases.stories import Known, known

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.validation.cases.members import Members
    from sim.validation.cases.stories import Case

__all__ = ["draw_case"]

_QUANTILES = (5.0, 25.0, 50.0, 75.0, 95.0)
_LEFT, _GAP = 0.45, 0.55
_FOOT_LETTERS, _HEAD_LETTERS, _TITLE_LETTERS = 122, 104, 70  # a line, with digits and capitals
_SIGNED = ("learning", "readiness")  # measures that may lie below zero
_DOTTED = (0.0, (1.2, 1.6))
_WORDS = {"superintendent_leaves": "leader leaves", "closure": "closed"}


def draw_case(members: Members) -> Figure:
    """Draw one case over its years.

    Parameters
    ----------
    members : Members
        All runs of the case.

    Returns
    -------
    matplotlib.figure.Figure
        Panels, two a row: median run, the middle half and nine runs in ten; dots for what is known.
    """
    case = members.case
    told = [fact for fact in known(case.name) if not math.isnan(fact.time)]
    sources = list(dict.fromkeys(fact.source for fact in told))
    events = tuple(
        (event.month_of_run / 12.0, _WORDS[event.kind])
        for event in case.future().dated(case.strategy().conditions).events
    )  # fmt: skip
    events += tuple((float(c.year), c.words) for c in case.contracts if c.words)
    wide, rows = panel_width(2, _LEFT) - _GAP / 2, math.ceil(len(PANELS[case.name]) / 2)
    strip = event_strip(events, case.years, wide)
    frame = Frame(
        _lines(_title(case), _TITLE_LETTERS),
        _lines(_how_to_read(members), _HEAD_LETTERS),
        _lines(_foot(members, sources), _FOOT_LETTERS),
        height=rows * (2.35 + strip) + 0.75,
    )
    axes = frame.axes(rows, 2, left=_LEFT, top=0.3 + strip, bottom=0.35, gap=(_GAP, 0.7 + strip), share=False)
    look = styles([case.name])[case.name]
    colour = OKABE_ITO["sky" if look.colour == OKABE_ITO["black"] else "black"]
    other = Style(colour, _DOTTED if look.line == "-" else "-", "")
    for spare in axes[len(PANELS[case.name]) :]:
        spare.remove()  # two panels a row, and an odd number of them
    for panel, where in zip(PANELS[case.name], axes, strict=False):
        where.set_xlim(0.0, case.years)
        _background(where, case, events, wide)
        for line, style in zip(panel.lines, (look, other), strict=False):
            _band(where, panel, members.series[line.measure], style, line.label)
        _dots(where, panel, told, sources)
        _finish(where, panel, case, 4.0 + 72.0 * strip)
    return frame.figure


def _lines(text: str, letters: int) -> str:
    return "\n".join(textwrap.wrap(text, letters))


def _title(case: Case) -> str:
    span = f"{case.first_year} to {case.first_year + case.years}"
    return f"{case.title}, {span}: known and simulated"


def _how_to_read(members: Members) -> str:
    return (
        f"Line: median of {members.count} runs ({members.sets} plausible parameter sets, own luck). Inner band: "
        "the middle half; outer: nine in ten. Full dots: known and judged; hollow: given to the model, "
        "so that nothing is shown by meeting them; crosses: context. Numbers: sources below."
    )


def _foot(members: Members, sources: list[str]) -> str:
    case = members.case
    shifted = "low-income shares shifted to the district's mean of the time"
    share = f"{shifted}, {case.low_income:.0%}" if case.low_income else "low-income shares not shifted"
    numbered = "; ".join(f"[{place}] {source}" for place, source in enumerate(sources, start=1))
    parts = [
        f"{members.schools} real schools; {share} ({case.low_income_source}).",
        f"Generated, not read from a file: {case.generated}.",
        f"Given: strategy preset, leaders' exits, contracts, launches ({case.launches_source}).",
        numbered + "." if numbered else "Nothing known to draw.",
        "Four cases are stories, not proof. A thinking tool, not a forecast.",
    ]
    return " ".join(parts)


def _background(axes: Axes, case: Case, events: tuple[tuple[float, str], ...], width: float) -> None:
    """What was given: exits and contracts as thin lines, the years with known launches shaded."""
    mark_events(axes, events, case.years, width)
    if case.launches:
        axes.axvspan(0.0, float(len(case.launches)), facecolor="#F2F2F2", linewidth=0, zorder=0)


def _band(axes: Axes, panel: Panel, series: NDArray[np.float64], style: Style, label: str) -> None:
    values = series.reshape(-1, series.shape[-1]) * (100.0 if panel.percent else 1.0)
    years = np.arange(1, values.shape[1] + 1) / 12.0
    if panel.of_runs:
        axes.plot(years, values.mean(axis=0), color=style.colour, linewidth=2.0, zorder=4)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # months in which the measure speaks of nobody
        lowest, low, middle, high, highest = np.nanpercentile(values, _QUANTILES, axis=0)
    axes.fill_between(years, lowest, highest, facecolor=style.colour, alpha=0.14, linewidth=0, zorder=2)
    axes.fill_between(years, low, high, facecolor=style.colour, alpha=0.28, linewidth=0, zorder=3)
    axes.plot(years, middle, color=style.colour, linewidth=2.0, linestyle=style.line, label=label, zorder=4)


def _dots(axes: Axes, panel: Panel, told: list[Known], sources: list[str]) -> None:
    """What is known: a dot by its use with the number of its source; words without a value as a line."""
    scale = 100.0 if panel.percent else 1.0
    measures = {line.measure for line in panel.lines}
    for place, fact in enumerate(fact for fact in told if fact.measure in measures):
        number = f" [{sources.index(fact.source) + 1}]"
        if math.isnan(fact.value):
            axes.axvline(fact.time, color=OKABE_ITO["vermilion"], linewidth=1.2, zorder=5)
            axes.annotate(
                fact.text + number, (fact.time, 0.03), xycoords=("data", "axes fraction"), xytext=(3, 0),
                textcoords="offset points", size=7.5, color=OKABE_ITO["vermilion"], zorder=7,
            )  # fmt: skip
            continue
        marker = {"scored": "o", "input": "o", "context": "x"}[fact.use]
        colour = BLACK if fact.use == "context" else OKABE_ITO["vermilion"]
        axes.plot(
            [fact.time], [fact.value * scale], marker=marker, markersize=6.5, color=colour, zorder=6, linestyle="none",
            markerfacecolor="white" if fact.use == "input" else colour, markeredgewidth=1.4,
            clip_on=False,
        )  # fmt: skip
        late, high = fact.time > 0.55 * axes.get_xlim()[1], fact.value * scale > 0.85 * axes.get_ylim()[1]
        said = fact.text if fact.use == "scored" else ""
        axes.annotate(
            said + (number if said else number.strip()), (fact.time, fact.value * scale), size=7.5, color=BLACK,
            xytext=(-6 if late else 6, -12 - 11 * (place % 2) if high else 5), textcoords="offset points",
            ha="right" if late else "left", zorder=7,
        )  # fmt: skip


def _finish(axes: Axes, panel: Panel, case: Case, pad: float) -> None:
    axes.set_xticks(range(case.years + 1), [f"{case.first_year + year}" for year in range(case.years + 1)])
    axes.tick_params(axis="x", labelsize=8)
    axes.set_title(panel.title + (" (given)" if panel.given else ""), fontsize=9.5, loc="left", color=BLACK, pad=pad)
    if panel.zone:
        axes.axhspan(-panel.zone, panel.zone, facecolor=PALE, alpha=0.5, linewidth=0, zorder=1)
        axes.annotate(
            "flat", (0.01, -panel.zone), xycoords=("axes fraction", "data"), size=7.5, color=GREY, va="bottom"
        )
    high = axes.get_ylim()[1]
    if not any(line.measure.startswith(_SIGNED) for line in panel.lines):
        axes.set_ylim(0.0, 104.0 if panel.of_runs else high)
    else:
        axes.axhline(0.0, color=BLACK, linewidth=0.8, zorder=1.5)
    if len(panel.lines) > 1:
        axes.legend(loc="best", fontsize=7.5, frameon=False, handlelength=2.4, labelcolor=BLACK)
