"""Read a school file: from rows of text to one entry per school, every mistake named, every choice said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.district.file.cells import is_unknown
from sim.district.file.choices import Choices
from sim.district.file.columns import find_columns
from sim.district.file.grid import read_grid
from sim.district.file.low_income import LowIncome, find_low_income
from sim.district.file.mistakes import Mistakes
from sim.district.file.not_schools import find_totals
from sim.district.file.plausible import check_counts, odd
from sim.district.file.reading import Reading, taken
from sim.district.file.rows import pick_rows
from sim.district.file.said import read_lines
from sim.district.file.students import counted, read_enrollment, schools_only
from sim.district.file.values import (
    check_names,
    read_identifiers,
    read_levels,
    read_places,
    read_shares,
    read_teachers,
)
from sim.district.schools import Floats

__all__ = ["Table", "read_table"]


@dataclass(frozen=True)
class Table:
    """The cells of a school file, one entry per school; what is missing is NaN, -1 or empty.

    Attributes
    ----------
    where : str
        The file, for messages.
    name, zone, identifier : list of str
        Names, zones and identifiers; empty where none is given.
    line : list of int
        Row in the file as a spreadsheet counts.
    enrollment, low_income_share, level, latitude, longitude, teachers : numpy.ndarray
        float64.
    low_income_bounds : list of tuple of float
        Lowest and highest share that the file allows; equal where it is known, NaN where unknown.
    enrollment_bounds : list of tuple of float
        The same of students.
    bounded : list of int
        Entries whose low-income share was given as a bound.
    bounds : str
        Which end of a bound was taken: ``"low"``, ``"middle"`` or ``"high"``.
    years, sources : tuple of str
        What the columns of that name hold, without repetition.
    ignored : tuple of str
        Columns that were not used.
    measure : str
        What counts as low income; empty where not stated.
    read : tuple of str
        What was read from which column, for people.
    left_out : tuple of str
        Rows and sheets that were not used, for people.
    notes : tuple of str
        Values that are possible but odd, for people.
    kept : tuple of int
        Entries that look like no school and that the user keeps.
    """

    where: str
    name: list[str]
    zone: list[str]
    identifier: list[str]
    line: list[int]
    enrollment: Floats
    low_income_share: Floats
    level: Floats
    latitude: Floats
    longitude: Floats
    teachers: Floats
    low_income_bounds: list[tuple[float, float]]
    enrollment_bounds: list[tuple[float, float]]
    bounded: list[int]
    bounds: str
    years: tuple[str, ...]
    sources: tuple[str, ...]
    ignored: tuple[str, ...]
    measure: str = ""
    read: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept: tuple[int, ...] = ()


def read_table(path: Path, choices: Choices | None = None, edits: Mapping[tuple[int, str], str] | None = None) -> Table:
    """Read a school file.

    Parameters
    ----------
    path : pathlib.Path
        Text with separators, or a spreadsheet.
    choices : Choices, optional
        What the user says beside it.
    edits : mapping of (int, str) to str, optional
        Cells to be read as another text, by row of the file and column.

    Returns
    -------
    Table
        One entry per school.

    Raises
    ------
    DistrictError
        With every mistake that can be seen at once: where, what is allowed and what to do.
    """
    choices = choices or Choices()
    grid = read_grid(path, choices.sheet)
    for (line, name), text in (edits or {}).items():
        grid.rows[grid.lines.index(line)][grid.header.index(name)] = text
    mistakes = Mistakes()
    picked = pick_rows(grid, choices, mistakes)
    several = bool(mistakes)
    columns = find_columns(picked, choices, mistakes)
    if several or not {"school", "enrollment"} <= set(columns.by_role):
        find_low_income(picked, choices, columns, None, mistakes)
        mistakes.check(grid.where)
    reading = Reading(picked, choices, columns, mistakes, left_out=list(picked.left_out))
    return _table_of(reading)


def _table_of(reading: Reading) -> Table:
    """Read the cells of the columns that were found."""
    reading, kept = schools_only(reading)
    grid, mistakes, bounds = reading.grid, reading.mistakes, reading.choices.bounds
    names, identifiers = reading.cells("school"), read_identifiers(reading)
    find_totals(names, grid.lines, counted(reading), reading.choices, kept, mistakes)
    students = read_enrollment(reading)
    low_income = find_low_income(grid, reading.choices, reading.columns, students, mistakes)
    shares = read_shares(reading, low_income, students)
    teachers = read_teachers(reading)
    latitude, longitude = read_places(reading)
    level, from_grades = read_levels(reading)
    check_names(reading, names, identifiers)
    enrollment = np.array([taken(cell, bounds) for cell in students])
    check_counts(grid.lines, enrollment, teachers, reading.heading("teachers"), mistakes)
    mistakes.check(grid.where)
    share = np.array([taken(cell, bounds) for cell in shares])
    return Table(
        where=grid.where,
        name=names,
        zone=["" if is_unknown(cell) else cell for cell in reading.cells("zone")],
        identifier=identifiers,
        line=list(grid.lines),
        enrollment=enrollment,
        low_income_share=share,
        level=level,
        latitude=latitude,
        longitude=longitude,
        teachers=teachers,
        low_income_bounds=[(cell.low, cell.high) for cell in shares],
        enrollment_bounds=[(cell.low, cell.high) for cell in students],
        bounded=[i for i, cell in enumerate(shares) if cell.known and cell.low != cell.high],
        bounds=bounds,
        years=_distinct(reading.cells("year")),
        sources=_distinct(reading.cells("source")),
        ignored=_ignored(reading, low_income),
        measure="" if low_income is None else low_income.measure,
        read=tuple(
            read_lines(reading, low_income, shares, students, (int((level >= 0).sum()) - from_grades, from_grades))
        ),
        left_out=tuple(reading.left_out),
        notes=(*reading.notes, *odd(names, enrollment, share, teachers, latitude, longitude)),
        kept=tuple(sorted(kept)),
    )


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _ignored(reading: Reading, low_income: LowIncome | None) -> tuple[str, ...]:
    used = set(reading.columns.by_role.values())
    used |= {*low_income.columns, *low_income.beside} if low_income is not None else set()
    return tuple(name for name in reading.grid.header if name not in used)
