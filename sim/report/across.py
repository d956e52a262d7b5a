"""One pair of strategies across several cases (districts, futures): whether an answer holds elsewhere too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError
from sim.outcomes import FROM_LOW_INCOME
from sim.report.canvas import Frame
from sim.report.legends import add_legend, inches_of, legend_columns
from sim.report.lettering import clean, fit, wrap
from sim.report.paired import HOW_PAIRED, draw_interval, lay_out_rows, sign_handles
from sim.report.palette import BLACK, Style, styles
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.wishes import wish_of
from sim.report.words import NOTE, scale_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.study import Comparison

__all__ = ["plot_differences_across"]

_COLUMNS, _WIDTH = 3, 10.0
_ROW = 0.24
_LABELS, _TITLE, _FOOT = 2.6, 0.42, 0.5


def plot_differences_across(
    comparisons: Mapping[str, Comparison],
    a: str,
    b: str,
    outcomes: Sequence[str] | None = None,
    *,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure:
    """Draw the paired differences `a` minus `b` of several comparisons: a panel per outcome, a row per comparison.

    Parameters
    ----------
    comparisons : mapping of str to Comparison
        What to call each case, and what `sim.compare` gave for it; both strategies are in each.
    a, b : str
        Two strategies.
    outcomes : sequence of str, optional
        Which outcomes; the first six headlines when not given.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.

    Raises
    ------
    SettingsError
        When there is no comparison, or a name or an option is unknown.
    """
    wish = wish_of(title, figsize, unknown, ("title", "figsize"))
    if not comparisons:
        raise SettingsError("there is no comparison to draw; give at least one.")
    readings = {case: Reading(comparison) for case, comparison in comparisons.items()}
    shown = list(outcomes) if outcomes is not None else list(HEADLINES[:6])
    found = {name: [reading.difference(a, b, name) for reading in readings.values()] for name in shown}
    rows, tall = -(-len(shown) // _COLUMNS), _ROW * len(readings)
    first = next(iter(readings.values()))
    handles = sign_handles(first, (a, b))
    width = _WIDTH if wish.size is None else wish.size[0]
    columns = legend_columns([str(handle.get_label()) for handle in handles], width - 0.5, 9.5)
    head = 0.1 + 0.28 * -(-len(handles) // columns)
    one, other = first.labels[a], first.labels[b]
    name = one[:1].upper() + one[1:]
    frame = Frame(
        f"{name} compared with {other} in {len(readings)} cases",
        f"{_said_first(readings, shown)}{name} minus {other}, {HOW_PAIRED} Hollow and grey: no clear difference.",
        _foot(readings),
        width=_WIDTH,
        height=head + rows * (_TITLE + tall + _FOOT),
        wish=wish,
        least_width=7.0,
    )
    axes = frame.axes(
        rows, _COLUMNS, left=_LABELS, top=head + _TITLE, bottom=_FOOT, gap=(0.25, _TITLE + _FOOT), share=False
    )
    labels = [fit(clean(case), _LABELS - 0.15, 9.2) for case in readings]
    for place, panel in enumerate(axes):
        panel.set_visible(place < len(shown))
        if place < len(shown):
            _draw_panel(panel, found[shown[place]], labels if place % _COLUMNS == 0 else [], styles(first.names))
    _, below, _, high = frame.place(0.0, 0.0, head, 0.0)
    add_legend(frame, handles, frame.margin / frame.width, below + high + 0.04 / frame.height, columns, 9.5)
    return frame.figure


def _said_first(readings: Mapping[str, Reading], outcomes: Sequence[str]) -> str:
    """Return in which cases low-income shares were made up, where an outcome depends on them."""
    made_up = [clean(case) for case, reading in readings.items() if reading.low_income_made_up]
    if not made_up or not FROM_LOW_INCOME & set(outcomes):
        return ""
    return f"Low-income shares of schools are made up, at least in part, in: {', '.join(made_up)}. "


def _draw_panel(
    axes: Axes, differences: Sequence[Difference], labels: Sequence[str], looks: Mapping[str, Style]
) -> None:
    """Draw one outcome: a row for each case."""
    outcome = differences[0].outcome
    scale = scale_for(outcome.unit)
    lay_out_rows(axes, differences, labels, size=0.0)
    for row, difference in enumerate(differences):
        if difference.known:
            draw_interval(axes, row, difference, scale.factor, looks.get(difference.better or ""))
        else:
            axes.annotate("cannot be compared", (0.0, row), xytext=(5, 0), textcoords="offset points", va="center",
                          size=8, color="#606060")  # fmt: skip
    inches = inches_of(axes)[0]
    axes.set_title("\n".join(wrap(outcome.title, inches, 9.5)), fontsize=9.5, loc="left", color=BLACK, pad=4)
    axes.set_xlabel("\n".join(wrap(scale.axis, inches, 8.5)), fontsize=8.5, color=BLACK, labelpad=1)


def _foot(readings: Mapping[str, Reading]) -> str:
    """Return what the cases rest on; what was generated is said where all cases share it."""
    places = dict.fromkeys(reading.place for reading in readings.values())
    some = next(iter(readings.values()))
    runs = sorted({reading.runs for reading in readings.values()})
    sets = some.parameter_sets
    draws = (
        f"random draws and {sets} plausible parameter sets"
        if sets > 1
        else "random draws only: untested assumptions are held at one set of values"
    )
    shared = [name for name in some.generated if all(name in reading.generated for reading in readings.values())]
    count = " or ".join(str(number) for number in runs)
    return (
        f"{'; '.join(places)}. {count} runs per strategy and case. Intervals show {draws}. Generated everywhere, not "
        f"read from a file: {', '.join(shared)}. {NOTE}"
    )
