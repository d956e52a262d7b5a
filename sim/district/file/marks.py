"""Text that stands where a number should: what it may mean is asked once for a column, and what is usual is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.district.file.cells import PRIVACY_MARKS
from sim.district.file.contents import numeric
from sim.district.file.grid import Grid
from sim.district.file.mistakes import quoted
from sim.district.file.reading import Reading
from sim.district.file.remedies import CellChange, SettingChange
from sim.foundation.plain_text import counted

__all__ = ["no_numbers", "say_marks", "without_marks"]

LETTERS_OF_A_MARK = 8


def without_marks(grid: Grid, marks: Sequence[str]) -> Grid:
    """Empty the cells that hold a mark for unknown, in columns of numbers.

    Parameters
    ----------
    grid : Grid
        The file.
    marks : sequence of str
        What the user says to mean unknown.

    Returns
    -------
    Grid
        Without the marks; how many were found is said in it.
    """
    plain = {mark.casefold() for mark in marks}
    columns = [grid.column(name) for name in grid.header]
    of_numbers = [
        numeric(["" if cell.casefold() in plain else cell for cell in cells], name in grid.decimal_commas)
        for name, cells in zip(grid.header, columns, strict=True)
    ]
    found: Counter[str] = Counter()
    rows = []
    for row in grid.rows:
        marked = [cell.casefold() in plain and number for cell, number in zip(row, of_numbers, strict=True)]
        found.update(cell for cell, mark in zip(row, marked, strict=True) if mark)
        rows.append(["" if mark else cell for cell, mark in zip(row, marked, strict=True)])
    said = [f"{quoted(mark)} means unknown, as you say ({times} cells)" for mark, times in found.items()]
    return replace(grid, rows=rows, said=[*grid.said, *said])


def no_numbers(reading: Reading, column: str, heading: str, bad: Mapping[int, str], complaint: str, cure: str) -> None:
    """Note cells that are no numbers; short words may be marks for unknown, and the line that says so is offered.

    Parameters
    ----------
    reading : Reading
        Rows, and where mistakes are put.
    column, heading : str
        The column to mend, and how it is called in the message.
    bad : mapping of int to str
        Rows (from 0) and their cells.
    complaint, cure : str
        What is wrong, and what to do.
    """
    lines = reading.grid.lines
    marks = tuple(dict.fromkeys(text for text in bad.values() if _a_mark(text)))
    unknown = SettingChange("unknown", (*reading.choices.unknown, *marks)) if marks else None
    if unknown is not None:
        cure = f"{cure} If such a mark means that nothing is known: {unknown.in_run()} (in YAML {unknown.in_yaml()})."
    for i, text in bad.items():
        reading.mistakes.cell(lines[i], heading, text, complaint, cure, CellChange(lines[i], column, ""), unknown)


def _a_mark(text: str) -> bool:
    return len(text) <= LETTERS_OF_A_MARK and not any(letter.isdigit() for letter in text)


def say_marks(reading: Reading, column: str) -> None:
    """Say which privacy marks were read as unknown.

    Parameters
    ----------
    reading : Reading
        Rows, and what is said.
    column : str
        The column.
    """
    if column not in reading.grid.header:
        return
    found = Counter(cell for cell in reading.grid.column(column) if cell.casefold() in PRIVACY_MARKS)
    for mark, times in found.items():
        reading.notes.append(f"column '{column}': {quoted(mark)} is read as unknown ({counted(times, 'school')})")
