"""The outcomes and differences of a comparison as a table for the terminal."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes import OUTCOMES, Outcome, find_outcome
from sim.report.over_time import ENOUGH_FOR_NINETY
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.words import NOTE, decimals_for, decimals_for_interval, number, readable, scale_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from rich.console import Console
    from rich.table import Table

    from sim.study import Comparison

__all__ = ["outcome_table", "print_comparison"]

_HEADER_WIDTH = 16
_LEVEL_DIGITS = 10.0  # a range describes runs: it may keep a digit more than the interval of a mean


def outcome_table(
    comparison: Comparison, a: str | None = None, b: str | None = None, outcomes: Iterable[str] | None = None
) -> Table:
    """Lay out outcomes by strategy and, for two of them, their difference.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    a, b : str, optional
        The pair whose difference is shown; the first two strategies when not given.
    outcomes : iterable of str, optional
        Rows; the headlines when not given.

    Returns
    -------
    rich.table.Table
        One row an outcome: mean and range for each strategy, then the difference with its 95 % interval.
    """
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    reading = Reading(comparison)
    pair = _pair(reading, a, b)
    rows = [name for name in HEADLINES if name in OUTCOMES] if outcomes is None else list(outcomes)
    title = f"{reading.place}, {reading.years} years, {reading.runs} runs a strategy"
    if pair is not None:
        title += f"\nDifference: {readable(pair[0])} minus {readable(pair[1])}"
    table = Table(
        title=escape(title),
        caption=f"Mean of the runs and, below it, {_range(reading)}. * does clearly better. {NOTE}",
        title_justify="left",
        caption_justify="left",
        box=SIMPLE_HEAD,
        pad_edge=False,
    )
    table.add_column("outcome")
    for name in reading.names:
        table.add_column(escape(fill(readable(name), _HEADER_WIDTH)), justify="right", no_wrap=True)
    if pair is not None:
        table.add_column("difference\n95 % interval", justify="right", no_wrap=True)
    for outcome in rows:
        table.add_row(*_cells(reading, find_outcome(outcome), pair))
    return table


def print_comparison(
    comparison: Comparison, a: str | None = None, b: str | None = None, *, console: Console | None = None
) -> None:
    """Print the table of `outcome_table`.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    a, b : str, optional
        The pair whose difference is shown.
    console : rich.console.Console, optional
        Where to print; standard output when not given.
    """
    from rich.console import Console

    (console or Console()).print(outcome_table(comparison, a, b))


def _pair(reading: Reading, a: str | None, b: str | None) -> tuple[str, str] | None:
    """Take the pair asked for, else the first two strategies; None when there is only one."""
    if len(reading.names) < 2:
        return None
    first = a if a is not None else reading.names[0]
    second = b if b is not None else next(name for name in reading.names if name != first)
    return first, second


def _range(reading: Reading) -> str:
    runs = reading.runs
    return "the range of nine runs in ten" if runs >= ENOUGH_FOR_NINETY else f"the range of all {runs} runs"


def _cells(reading: Reading, outcome: Outcome, pair: tuple[str, str] | None) -> list[str]:
    """Fill one row; the strategy of the pair that does clearly better gets a star."""
    difference = reading.difference(*pair, outcome.name) if pair is not None else None
    better = difference.better if difference is not None else None
    scale = scale_for(outcome.unit)
    cells = [f"{outcome.title}\n[dim]{scale.axis}[/dim]"]
    for name, values in reading.values(outcome.name).items():
        cells.append(_level(scale.factor * values, " *" if name == better else ""))
    return cells if difference is None else [*cells, _difference(difference)]


def _level(values: NDArray[np.float64], mark: str) -> str:
    """Write the mean and, below it, the range of the runs to which the outcome applies."""
    shown = values[np.isfinite(values)]
    if shown.size == 0:
        return "[dim]does not apply[/dim]"
    mean = float(shown.mean())
    ends = (5.0, 95.0) if shown.size >= ENOUGH_FOR_NINETY else (0.0, 100.0)
    low, high = (float(end) for end in np.percentile(shown, ends))
    decimals = decimals_for((high - low) / _LEVEL_DIGITS, mean)
    if high - low < 1e-9:
        return f"{number(mean, decimals)}{mark}"
    return f"{number(mean, decimals)}{mark}\n[dim]{number(low, decimals)} to {number(high, decimals)}[/dim]"


def _difference(difference: Difference) -> str:
    """Write the difference and, below it, its interval."""
    if not difference.known:
        return "[dim]cannot be compared[/dim]"
    if difference.equal:
        return "[dim]always equal[/dim]"
    factor = scale_for(difference.outcome.unit).factor
    low, mean, high = (factor * value for value in (difference.low, difference.mean, difference.high))
    decimals = decimals_for_interval(low, mean, high)
    interval = f"[dim]{number(low, decimals)} to {number(high, decimals)}[/dim]"
    if not difference.clear:
        words = "depends on the unmeasured" if difference.unmeasured else "no clear difference"
        return f"[dim]{words}[/dim]\n{interval}"
    return f"[bold]{number(mean, decimals, sign=True)}[/bold]\n{interval}"
