"""Which rows are schools with students, and how many students each has."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sim.district.file.cells import DOES_NOT_APPLY, UNKNOWN, Cell
from sim.district.file.mistakes import RowRemoval, SettingChange, quoted, rows_named
from sim.district.file.reading import Reading
from sim.district.file.rows import keep_rows, named_rows
from sim.district.schools import Floats
from sim.foundation.errors import unknown

__all__ = ["counted", "read_enrollment", "schools_only"]

STUDENTS_AT_MOST = 50_000.0
ALLOWED = "Allowed is 1 to 50000: correct it, or remove the row."


def counted(reading: Reading) -> Floats:
    """Read numbers of students without a word about mistakes.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    numpy.ndarray
        NaN where the cell is no plain number.
    """
    return np.array(
        [cell.low if cell.known and cell.low == cell.high else np.nan for cell in reading.numbers("enrollment")]
    )


def schools_only(reading: Reading) -> tuple[Reading, set[int]]:
    """Leave out the rows that the user drops and those that have no students of their own, and say so.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    reading : Reading
        With the rows that are left.
    kept : set of int
        Positions that the user says are schools.
    """
    grid, rows, mistakes = reading.grid, reading.choices.rows, reading.mistakes
    names = reading.cells("school")
    marks = [cell.casefold() for cell in reading.cells("is_school")]
    dropped, missing = named_rows(rows.get("drop", ()), names, grid.lines)
    kept, missing_too = named_rows(rows.get("keep", ()), names, grid.lines)
    for entry in (*missing, *missing_too):
        mistakes.whole(f'rows: {unknown("school", entry, dict.fromkeys(names))} A row is named like "row 14".')
    kept |= {i for i, mark in enumerate(marks) if mark in ("yes", "y", "true")}
    dropped |= {i for i, mark in enumerate(marks) if mark in ("no", "n", "false")}
    none = {i for i, text in enumerate(reading.cells("enrollment")) if text.casefold() in DOES_NOT_APPLY} - dropped
    empty: set[int] = set()
    if "without_enrollment" in rows:
        empty = {i for i, cell in enumerate(reading.numbers("enrollment")) if _missing(cell)} - dropped - none
    reasons = (
        (dropped, "as you say"),
        (none, "the file says that students do not apply"),
        (empty, "no number of students"),
    )
    for places, why in reasons:
        if places:
            lines = [grid.lines[i] for i in sorted(places)]
            shown = ", ".join(quoted(names[i]) for i in sorted(places)) if len(places) <= 3 else f"{len(places)} rows"
            reading.left_out.append(f"{rows_named(lines)}, {why}: {shown}")
    gone = dropped | none | empty
    left = [i for i in range(len(names)) if i not in gone]
    if not left:
        mistakes.whole("no school is left after the rows that are left out. Drop fewer rows.")
        mistakes.check(grid.where)
    places_left = {old: new for new, old in enumerate(left)}
    rest = keep_rows(grid, [i not in gone for i in range(len(names))])
    return replace(reading, grid=rest), {places_left[i] for i in kept if i in places_left}


def _missing(cell: Cell) -> bool:
    """Whether a cell gives no number of students: empty, a word or code for unknown, or zero."""
    return not cell.bad and (not cell.known or cell.high == 0.0)


def read_enrollment(reading: Reading) -> list[Cell]:
    """Read the number of students of each school.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    list of Cell
        From 1 to 50,000; unknown where it is a mistake.
    """
    grid, mistakes, heading = reading.grid, reading.mistakes, reading.heading("enrollment")
    cells: list[Cell] = []
    missing: list[int] = []
    fractions: list[int] = []
    for line, text, cell in zip(grid.lines, reading.cells("enrollment"), reading.numbers("enrollment"), strict=True):
        good = UNKNOWN
        if _missing(cell):
            if line not in mistakes.quiet:
                missing.append(line)
        elif cell.bad or cell.percent:
            mistakes.cell(line, heading, text, "is not a number of students", ALLOWED, RowRemoval(line))
        else:
            low = 1.0 if math.isinf(cell.low) else cell.low + (1.0 if cell.open and math.isinf(cell.high) else 0.0)
            high = cell.high - (1.0 if cell.open and math.isinf(cell.low) else 0.0)
            if 0.0 < low <= high <= STUDENTS_AT_MOST:
                good = Cell(low, high)
                fractions += [line] if low == high and low != int(low) else []
            else:
                mistakes.cell(line, heading, text, "is not possible", ALLOWED, RowRemoval(line))
        cells.append(good)
    if missing:
        _ask_missing(missing, heading, reading)
    if fractions:
        reading.notes.append(f"{rows_named(fractions)}: a fraction of a student in column '{heading}' (an average?)")
    return cells


def _ask_missing(lines: list[int], heading: str, reading: Reading) -> None:
    """Ask what is to become of rows without a number of students."""
    change = SettingChange("rows.without_enrollment", "drop")
    reading.mistakes.whole(
        f"{rows_named(lines)}, column '{heading}': empty, zero or a code for unknown. A school needs its number of "
        f"students: write it, or leave out the rows that have none: {change.in_run()} (in "
        f"YAML {change.in_yaml()}).",
        (change,),
        tuple(RowRemoval(line) for line in lines),
        count=len(lines),
    )
