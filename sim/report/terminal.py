"""The outcomes and differences of a comparison as a table of text, for two strategies or twelve.

Each outcome is a block: its name, then a line per strategy. So the table has the same few columns however many
strategies there are; its numbers are never cut or wrapped, and names take what is left.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

import numpy as np

from sim.foundation.plain_text import counted
from sim.outcomes import FROM_LOW_INCOME, OUTCOMES, Outcome, find_outcome
from sim.report.over_time import ENOUGH_FOR_NINETY
from sim.report.questions import HEADLINES
from sim.report.reading import Difference, Reading
from sim.report.words import (
    NOTE,
    decimals_for,
    decimals_for_interval,
    number,
    readable,
    scale_for,
    sentence_case,
    verdict_in_cell,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.study import Comparison

__all__ = ["outcome_lines", "print_comparison", "short_names"]

_LEVEL_DIGITS = 10.0  # a range describes runs: it may keep a digit more than the interval of a mean
_GAP = "  "
_INDENT = "  "
_LEAST_NAME, _MOST_NAME = 14, 40
_MADE_UP = "low-income shares made up"

Line = tuple[str, ...]
"""Cells of a line: name of the strategy, then numbers."""


def outcome_lines(
    comparison: Comparison, first: str | None = None, outcomes: Iterable[str] | None = None, *, width: int = 80
) -> list[str]:
    """Lay out outcomes by strategy, and how one of the strategies differs from each of the others.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` returned.
    first : str, optional
        The strategy from which the others are subtracted; the first one when not given.
    outcomes : iterable of str, optional
        Blocks; the headlines when not given.
    width : int, default 80
        Columns there are.

    Returns
    -------
    list of str
        Lines of plain text. Per outcome a heading with its unit, then per strategy the mean of the runs, their range,
        the difference and its 95 % interval.

    Raises
    ------
    SettingsError
        When a strategy or outcome is unknown.
    """
    reading = Reading(comparison)
    base = reading.names[0] if first is None else first
    comparison.of(base)
    chosen = [name for name in HEADLINES if name in OUTCOMES] if outcomes is None else list(outcomes)
    blocks = {name: _block(reading, find_outcome(name), base) for name in chosen}
    head: Line = ("", "mean", "9 runs in 10" if reading.runs >= ENOUGH_FOR_NINETY else "range of runs")
    head += ("difference", "95 % interval") if len(reading.names) > 1 else ()
    lines = [head, *(line for block in blocks.values() for line in block)]
    widths = [max(_wide(line[place]) for line in lines if place < len(line)) for place in range(1, len(head))]
    left = width - len(_INDENT) - sum(widths) - len(_GAP) * len(widths)
    names = short_names(reading.names, max(_LEAST_NAME, min(_MOST_NAME, left)))
    widths = [max(map(_wide, names.values())), *widths]
    shown = [*_wrapped(_title(reading, names, base), width), "", _laid_out(head, widths)]
    for name, block in blocks.items():
        shown += ["", *textwrap.wrap(_heading(reading, find_outcome(name)), width)]
        shown += [_laid_out((names[line[0]], *line[1:]), widths) for line in block]
    return [*shown, "", *_wrapped([_caption(reading, base, chosen)], width)]


def print_comparison(
    comparison: Comparison, first: str | None = None, *, width: int | None = None, file: TextIO | None = None
) -> None:
    """Print the table of `outcome_lines`, after what must be said first of made-up shares of low-income students.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` returned.
    first : str, optional
        The strategy from which the others are subtracted.
    width : int, optional
        Columns there are; those of the terminal when not given.
    file : file, optional
        Where to print; standard output when not given.
    """
    columns = shutil.get_terminal_size((110, 24)).columns if width is None else width
    made_up = Reading(comparison).low_income_made_up
    lines = [*_wrapped([made_up], columns), ""] if made_up else []
    print(*lines, *outcome_lines(comparison, first, width=columns), sep="\n", file=file)


def short_names(names: Sequence[str], width: int) -> dict[str, str]:
    """Make names of strategies short enough for a column, and different from each other.

    Parameters
    ----------
    names : sequence of str
        All different.
    width : int
        Columns there are for the longest; wide letters take two.

    Returns
    -------
    dict of str to str
        By name; what was cut ends in dots, and what is alike then gets a number.
    """
    short: dict[str, str] = {}
    for name in names:
        words = readable(name) or "(no name)"
        found, count = _cut(words, width, ""), 1
        while found in short.values():
            count += 1
            found = _cut(words, width, f" ({count})", always=True)
        short[name] = found
    return short


def _cut(words: str, width: int, ending: str, *, always: bool = False) -> str:
    from rich.cells import set_cell_size

    if _wide(words) + len(ending) <= width and not (always and not ending):
        return words + ending
    return set_cell_size(words, width - len(ending) - 3).rstrip() + "..." + ending


def _wide(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def _laid_out(line: Line, widths: Sequence[int]) -> str:
    """Put the name at the left and numbers at the right of their columns."""
    name, *cells = line
    padded = [name + " " * (widths[0] - _wide(name))]
    padded += [" " * (wide - _wide(cell)) + cell for cell, wide in zip(cells, widths[1:], strict=False)]
    return (_INDENT + _GAP.join(padded)).rstrip()


def _wrapped(paragraphs: Sequence[str], width: int) -> list[str]:
    return [line for each in paragraphs for line in textwrap.wrap(each, width, break_on_hyphens=False)]


def _title(reading: Reading, names: Mapping[str, str], base: str) -> list[str]:
    said = [f"{reading.place}, {counted(reading.years, 'year')}, {counted(reading.runs, 'run')} per strategy."]
    said += [f"{short} = {readable(name)}" for name, short in names.items() if short != readable(name)]
    if len(names) > 1:
        said.append(
            f"Difference: {names[base]} minus the strategy of the line. Better or worse: how the strategy of the line "
            "does against it."
        )
    return said


def _heading(reading: Reading, outcome: Outcome) -> str:
    mark = f" - {_MADE_UP}" if outcome.name in FROM_LOW_INCOME and reading.low_income_made_up else ""
    return f"{outcome.title} ({scale_for(outcome.unit).axis}){mark}"


def _caption(reading: Reading, base: str, outcomes: Sequence[str]) -> str:
    runs = reading.runs
    others = [name for name in reading.names if name != base]
    verdicts = dict.fromkeys(reading.difference(base, name, each).verdict for each in outcomes for name in others)
    explained = [f"{verdict_in_cell(each)}: {each}" for each in verdicts if verdict_in_cell(each) != each]
    words = f" {sentence_case('; '.join(explained))}." if explained else ""
    band = "the range of nine runs in ten" if runs >= ENOUGH_FOR_NINETY else f"the range of all {runs} runs"
    return f"Mean of the runs and {band}; the 95 % interval is that of the mean difference.{words} {NOTE}"


def _block(reading: Reading, outcome: Outcome, base: str) -> list[Line]:
    """Fill the lines of one outcome."""
    factor = scale_for(outcome.unit).factor
    lines: list[Line] = []
    for name, values in reading.values(outcome.name).items():
        line = (name, *_level(factor * values))
        lines.append(line if name == base else line + _difference(reading.difference(base, name, outcome.name)))
    return lines


def _level(values: NDArray[np.float64]) -> Line:
    """Write the mean and the range of the runs to which the outcome applies."""
    shown = values[np.isfinite(values)]
    if shown.size == 0:
        return "-", "does not apply"
    mean = float(shown.mean())
    ends = (5.0, 95.0) if shown.size >= ENOUGH_FOR_NINETY else (0.0, 100.0)
    low, high = (float(end) for end in np.percentile(shown, ends))
    decimals = decimals_for((high - low) / _LEVEL_DIGITS, mean)
    if high - low < 1e-9:
        return number(mean, decimals), ""
    return number(mean, decimals), f"{number(low, decimals)} to {number(high, decimals)}"


def _difference(difference: Difference) -> Line:
    """Write a clear difference and how the other strategy does, or what it is instead, and its interval."""
    if not difference.known:
        return "-", ""
    if difference.equal:
        return "always equal", ""
    factor = scale_for(difference.outcome.unit).factor
    low, mean, high = (factor * value for value in (difference.low, difference.mean, difference.high))
    decimals = decimals_for_interval(low, mean, high)
    interval = f"{number(low, decimals)} to {number(high, decimals)}"
    if not difference.clear:
        return verdict_in_cell(difference.verdict), interval
    better = difference.better
    how = "" if better is None else ", worse" if better == difference.a else ", better"
    return f"{number(mean, decimals, sign=True)}{how}", interval
