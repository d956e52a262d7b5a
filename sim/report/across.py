"""One pair of strategies across several cases (districts, futures): whether an answer holds elsewhere too."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError
from sim.report.canvas import Frame
from sim.report.paired import draw_interval, explain_signs
from sim.report.palette import BLACK, styles
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.words import NOTE, readable, scale_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.study import Comparison

__all__ = ["plot_differences_across"]

_COLUMNS = 3
_ROW = 0.24
_LABELS, _HEAD, _TITLE, _FOOT = 2.6, 0.4, 0.42, 0.5


def plot_differences_across(
    comparisons: Mapping[str, Comparison], a: str, b: str, outcomes: Sequence[str] | None = None
) -> Figure:
    """Draw the paired differences `a` minus `b` of several comparisons: a panel an outcome, a row a comparison.

    Parameters
    ----------
    comparisons : mapping of str to Comparison
        What to call each case, and what `sim.compare` gave for it; both strategies are in each.
    a, b : str
        Two strategies.
    outcomes : sequence of str, optional
        Which outcomes; the first six headlines when not given.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.

    Raises
    ------
    SettingsError
        When there is no comparison, or a name is unknown.
    """
    if not comparisons:
        raise SettingsError("there is no comparison to draw; give at least one.")
    readings = {case: Reading(comparison) for case, comparison in comparisons.items()}
    shown = list(outcomes) if outcomes is not None else list(HEADLINES[:6])
    found = {name: [reading.difference(a, b, name) for reading in readings.values()] for name in shown}
    rows, tall = -(-len(shown) // _COLUMNS), _ROW * len(readings)
    frame = Frame(
        f"Does it hold elsewhere? {readable(a).capitalize()} against {readable(b)} in {len(readings)} cases",
        f"{readable(a).capitalize()} minus {readable(b)}, in pairs of runs with the same luck. Sign: mean difference; "
        "bar: its 95 % interval. Hollow and grey: no clear difference.",
        _foot(readings),
        width=10.0,
        height=_HEAD + rows * (_TITLE + tall + _FOOT),
    )
    axes = frame.axes(
        rows, _COLUMNS, left=_LABELS, top=_HEAD + _TITLE, bottom=_FOOT, gap=(0.25, _TITLE + _FOOT), share=False
    )
    looks = styles(next(iter(readings.values())).names)
    for place, panel in enumerate(axes):
        panel.set_visible(place < len(shown))
        if place < len(shown):
            differences = found[shown[place]]
            _draw_panel(panel, differences, list(readings) if place % _COLUMNS == 0 else [""] * len(readings))
            for row, difference in enumerate(differences):
                if difference.known:
                    factor = scale_for(difference.outcome.unit).factor
                    draw_interval(panel, row, difference, factor, looks.get(difference.better or ""))
    top = frame.place(0.0, 0.0, 0.05, frame.inner_height - 0.05)
    explain_signs(frame, (0.5, top[1]), looks, (a, b), above=False)
    return frame.figure


def _draw_panel(axes: Axes, differences: Sequence[Difference], labels: Sequence[str]) -> None:
    """Lay out one outcome: rows, zero line, scale, unit."""
    outcome = differences[0].outcome
    scale = scale_for(outcome.unit)
    axes.grid(visible=False)
    axes.axvline(0.0, color=BLACK, linewidth=1.0, zorder=1)
    axes.set_ylim(len(differences) - 0.5, -0.5)
    axes.set_yticks(range(len(differences)), labels, fontsize=9, color=BLACK)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8)
    axes.spines["left"].set_visible(False)
    axes.set_title(fill(outcome.title, 34), fontsize=9.5, loc="left", color=BLACK, pad=4)
    axes.set_xlabel(fill(scale.axis, 38), fontsize=8.5, color=BLACK, labelpad=1)
    for row in range(0, len(differences), 2):
        axes.axhspan(row - 0.5, row + 0.5, color="#F4F4F4", linewidth=0, zorder=0)
    known = [difference for difference in differences if difference.known]
    reach = max((scale.factor * max(abs(each.low), abs(each.high)) for each in known), default=0.0)
    axes.set_xlim(*((-1.12 * reach, 1.12 * reach) if reach > 0.0 else (-1.0, 1.0)))
    axes.locator_params(axis="x", nbins=5)
    for row, difference in enumerate(differences):
        if not difference.known:
            axes.annotate("cannot be compared", (0.0, row), xytext=(5, 0), textcoords="offset points", va="center",
                          size=8, color="#606060")  # fmt: skip


def _foot(readings: Mapping[str, Reading]) -> str:
    """Say what the cases rest on; what was generated is said where all cases share it."""
    places = dict.fromkeys(reading.place for reading in readings.values())
    some = next(iter(readings.values()))
    runs = sorted({reading.runs for reading in readings.values()})
    sets = some.parameter_sets
    luck = f"luck and {sets} plausible parameter sets" if sets > 1 else "luck only: what nobody has measured is held"
    shared = [name for name in some.generated if all(name in reading.generated for reading in readings.values())]
    count = " or ".join(str(number) for number in runs)
    return (
        f"{'; '.join(places)}. {count} runs a strategy and case. Intervals show {luck}"
        f"{'' if sets > 1 else ' at one set of values'}. Generated everywhere, not read from a file: "
        f"{', '.join(shared)}. {NOTE}"
    )
