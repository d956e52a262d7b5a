"""Read a school file: from rows of text to one entry per school, every mistake named, every choice said."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.district.file.cells import CODES, DOES_NOT_APPLY, UNKNOWN, Cell, is_unknown, read_number
from sim.district.file.choices import Choices
from sim.district.file.columns import Columns, find_columns
from sim.district.file.grades import LEVEL_WORDS, level_of_grades, read_grade, read_grades, read_level
from sim.district.file.grid import Grid, read_grid
from sim.district.file.low_income import JUST_ABOVE_ONE, LowIncome, find_low_income, read_column
from sim.district.file.mistakes import CellChange, Mistakes, RowRemoval, SettingChange, quoted, rows_named
from sim.district.file.not_schools import find_totals
from sim.district.file.plausible import check_counts, check_places, odd
from sim.district.file.rows import keep_rows, named_rows, pick_rows
from sim.district.people import POSITIONS_AT_MOST
from sim.district.schools import Floats
from sim.foundation.errors import unknown

__all__ = ["Table", "read_table"]

STUDENTS_AT_MOST = 50_000.0
UNKNOWN_ADVICE = "Write a number, or leave the cell empty where it is not known."


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


@dataclass
class _Reading:
    """What is known while a file is read."""

    grid: Grid
    choices: Choices
    columns: Columns
    mistakes: Mistakes
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def cells(self, role: str) -> list[str]:
        """The cells of a role; empty ones where no column holds it."""
        name = self.columns.by_role.get(role)
        return [""] * len(self.grid.rows) if name is None else self.grid.column(name)

    def heading(self, role: str) -> str:
        """The column of a role."""
        return self.columns.by_role.get(role, role)


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
    reading = _Reading(picked, choices, columns, mistakes, left_out=list(picked.left_out))
    return _table_of(reading)


def _table_of(reading: _Reading) -> Table:
    """Read the cells of the columns that were found."""
    reading, kept = _schools_only(reading)
    grid, mistakes = reading.grid, reading.mistakes
    enrollment = _enrollment(reading)
    students = [UNKNOWN if cell is None else cell for cell in enrollment]
    low_income = find_low_income(grid, reading.choices, reading.columns, students, mistakes)
    shares = [UNKNOWN] * len(grid.rows) if low_income is None else _shares(reading, low_income, students)
    teachers = _numbers(reading, "teachers", 0.0, float(POSITIONS_AT_MOST))
    latitude, longitude = _places(reading)
    level, level_from = _levels(reading)
    names, identifiers = reading.cells("school"), reading.cells("state_school_id")
    _check_names(reading, names, identifiers)
    counted = np.array([_taken(cell, reading.choices.bounds) for cell in students])
    find_totals(names, grid.lines, counted, reading.choices, kept, mistakes)
    check_counts(grid.lines, counted, teachers, reading.heading("teachers"), mistakes)
    mistakes.check(grid.where)
    share = np.array([_taken(cell, reading.choices.bounds) for cell in shares])
    bounded = [i for i, cell in enumerate(shares) if cell.known and cell.low != cell.high]
    notes = [*reading.notes, *odd(names, counted, share, teachers, latitude, longitude)]
    return Table(
        where=grid.where,
        name=names,
        zone=["" if is_unknown(cell) else cell for cell in reading.cells("zone")],
        identifier=["" if is_unknown(cell) else cell for cell in identifiers],
        line=list(grid.lines),
        enrollment=counted,
        low_income_share=share,
        level=level,
        latitude=latitude,
        longitude=longitude,
        teachers=teachers,
        low_income_bounds=[(cell.low, cell.high) for cell in shares],
        enrollment_bounds=[(cell.low, cell.high) for cell in students],
        bounded=bounded,
        bounds=reading.choices.bounds,
        years=_distinct(reading.cells("year")),
        sources=_distinct(reading.cells("source")),
        ignored=_ignored(reading, low_income),
        measure="" if low_income is None else low_income.measure,
        read=tuple(_read_lines(reading, low_income, shares, students, level_from)),
        left_out=tuple(reading.left_out),
        notes=tuple(notes),
        kept=tuple(sorted(kept)),
    )


def _schools_only(reading: _Reading) -> tuple[_Reading, set[int]]:
    """Leave out the rows that the user drops and those that are said to have no students of their own."""
    grid, choices, mistakes = reading.grid, reading.choices, reading.mistakes
    names = reading.cells("school")
    dropped, missing = named_rows(choices.rows.get("drop", ()), names, grid.lines)
    kept, unknown_kept = named_rows(choices.rows.get("keep", ()), names, grid.lines)
    for entry in (*missing, *unknown_kept):
        mistakes.whole(f"rows: {unknown('school', entry, sorted(set(names))[:40])} A row is named 'row 14'.")
    said = [is_school.casefold() in ("no", "n", "false") for is_school in reading.cells("is_school")]
    kept |= {i for i, cell in enumerate(reading.cells("is_school")) if cell.casefold() in ("yes", "y", "true")}
    students = reading.cells("enrollment")
    none = [text.casefold() in DOES_NOT_APPLY for text in students]
    empty = [_students_missing(text, grid.decimal_comma) for text in students]
    without = choices.rows.get("without_enrollment") == ("drop",)
    gone = [i in dropped or said[i] or none[i] or (without and empty[i]) for i in range(len(names))]
    for flags, why in (
        ([i in dropped for i in range(len(names))], "as you say"),
        ([none[i] and i not in dropped for i in range(len(names))], "students do not apply, says the file"),
        (
            [without and empty[i] and not none[i] and i not in dropped for i in range(len(names))],
            "no number of students",
        ),
    ):
        lines = [line for line, flag in zip(grid.lines, flags, strict=True) if flag]
        if lines:
            shown = ", ".join(quoted(names[i]) for i, flag in enumerate(flags) if flag and i < len(names))
            reading.left_out.append(f"{rows_named(lines)}, {why}: {shown if len(lines) <= 3 else f'{len(lines)} rows'}")
    left = [i for i, flag in enumerate(gone) if not flag]
    if not left:
        mistakes.whole("no school is left after the rows that are left out. Drop fewer rows.")
        mistakes.check(grid.where)
    places = {old: new for new, old in enumerate(left)}
    rest = keep_rows(grid, [not flag for flag in gone])
    return (
        _Reading(rest, choices, reading.columns, mistakes, reading.notes, reading.left_out),
        {places[i] for i in kept if i in places},
    )


def _students_missing(text: str, decimal_comma: bool) -> bool:
    cell = read_number(text, decimal_comma)
    return text in CODES or (not cell.known and not cell.bad) or (cell.known and cell.high == 0.0)


def _enrollment(reading: _Reading) -> list[Cell | None]:
    """Read the number of students of each school; None where it is a mistake."""
    grid, mistakes, heading = reading.grid, reading.mistakes, reading.heading("enrollment")
    cells: list[Cell | None] = []
    missing: list[int] = []
    fractions: list[int] = []
    for line, text in zip(grid.lines, reading.cells("enrollment"), strict=True):
        cell = read_number(text, grid.decimal_comma)
        if _students_missing(text, grid.decimal_comma):
            missing.append(line)
            cells.append(None)
        elif cell.bad or cell.percent:
            mistakes.cell(line, heading, text, "is not a number of students", "Write a number from 1 to 50000.")
            cells.append(None)
        else:
            low = 1.0 if math.isinf(cell.low) else cell.low + (1.0 if cell.open and math.isinf(cell.high) else 0.0)
            high = cell.high - (1.0 if cell.open and math.isinf(cell.low) else 0.0)
            if not 0.0 < low <= high <= STUDENTS_AT_MOST:
                mistakes.cell(line, heading, text, "is not possible", "Allowed is 1 to 50000.")
                cells.append(None)
                continue
            if low == high and low != int(low):
                fractions.append(line)
            cells.append(Cell(low, high))
    if missing:
        change = SettingChange("rows.without_enrollment", "drop")
        mistakes.whole(
            f"{rows_named(missing)}, column '{heading}': empty, zero or a code for unknown. A school needs its number of "
            f"students: write it, or leave out the rows without one: district.{change.typed()} (in YAML {change.in_yaml()}).",
            (change,),
            tuple(RowRemoval(line) for line in missing),
            count=len(missing),
        )
    if fractions:
        reading.notes.append(f"{rows_named(fractions)}: a fraction of a student in column '{heading}' (an average?)")
    return cells


def _taken(cell: Cell, bounds: str) -> float:
    """The value that runs: the middle of what a cell allows, or one of its ends."""
    if not cell.known:
        return math.nan
    if cell.low == cell.high:
        return cell.low
    return {"low": cell.low, "middle": (cell.low + cell.high) / 2.0, "high": cell.high}[bounds]


def _shares(reading: _Reading, low_income: LowIncome, students: Sequence[Cell]) -> list[Cell]:
    """Read low-income shares, cut off what is just above one, and refuse what is impossible."""
    grid, mistakes = reading.grid, reading.mistakes
    cells, bad = read_column(grid, low_income.columns, low_income.unit, students)
    heading = " + ".join(low_income.columns)
    for place, text in bad.items():
        mistakes.cell(grid.lines[place], heading, text, f"is not a {low_income.unit}", UNKNOWN_ADVICE)
    if low_income.beside:
        others, _ = read_column(grid, low_income.beside, "count", students)
        filled = [i for i, cell in enumerate(cells) if not cell.known and others[i].known and i not in bad]
        for i in filled:
            cells[i] = others[i]
        if filled:
            reading.notes.append(f"{len(filled)} shares were taken from the count in column '{low_income.beside[0]}'")
    above: list[int] = []
    too_many: list[int] = []
    for i, cell in enumerate(cells):
        if not cell.known or cell.low <= 1.0:
            cells[i] = cell._replace(high=min(cell.high, 1.0)) if cell.known else cell
        elif cell.low <= JUST_ABOVE_ONE:
            above.append(grid.lines[i])
            cells[i] = Cell(1.0, 1.0)
        else:
            too_many.append(i)
    if above:
        reading.notes.append(
            f"{rows_named(above)}: slightly more low-income students than students in '{heading}'; read as all of them"
        )
    for i in too_many:
        text = grid.rows[i][grid.header.index(low_income.columns[0])]
        if low_income.unit == "count":
            mistakes.cell(
                grid.lines[i],
                heading,
                text,
                "is more than the school has students",
                "Correct one of the two, or leave this cell empty.",
                CellChange(grid.lines[i], low_income.columns[0], ""),
            )
        else:
            mistakes.cell(
                grid.lines[i],
                heading,
                text,
                "is more than all students",
                "Write a share, 0 to 1 (or 0 to 100 if the column is in percent), or leave the cell empty.",
                CellChange(grid.lines[i], low_income.columns[0], ""),
            )
        cells[i] = UNKNOWN
    return cells


def _numbers(reading: _Reading, role: str, low: float, high: float) -> Floats:
    """Read a column of numbers; codes for unknown are unknown."""
    grid, heading = reading.grid, reading.heading(role)
    values = np.full(len(grid.rows), np.nan)
    zeros: list[int] = []
    for i, text in enumerate(reading.cells(role)):
        cell = UNKNOWN if text in CODES else read_number(text, grid.decimal_comma)
        if cell.bad or cell.percent:
            reading.mistakes.cell(
                grid.lines[i], heading, text, "is not a number", UNKNOWN_ADVICE, CellChange(grid.lines[i], heading, "")
            )
        elif cell.known:
            ends = max(cell.low, low), min(cell.high, high)
            value = (ends[0] + ends[1]) / 2.0
            if cell.low > high or cell.high < low:
                reading.mistakes.cell(
                    grid.lines[i],
                    heading,
                    text,
                    "is not possible",
                    f"Allowed is {max(low, 1.0) if role == 'teachers' else low:g} to {high:g}; leave the cell empty where it is not known.",
                    CellChange(grid.lines[i], heading, ""),
                )
            elif value == 0.0 and role == "teachers":
                zeros.append(grid.lines[i])
            else:
                values[i] = value
    if zeros:
        reading.notes.append(f"{rows_named(zeros)}: no teachers in column '{heading}'; read as unknown")
    return values


def _places(reading: _Reading) -> tuple[Floats, Floats]:
    """Read coordinates; 0/0 and codes are unknown."""
    both = []
    for role, most in (("latitude", 180.0), ("longitude", 180.0)):
        both.append(_numbers(reading, role, -most, most))
    latitude, longitude = both
    latitude[latitude == 0.0] = np.nan
    longitude[longitude == 0.0] = np.nan
    check_places(
        reading.grid, reading.heading("latitude"), reading.heading("longitude"), latitude, longitude, reading.mistakes
    )
    return latitude, longitude


def _levels(reading: _Reading) -> tuple[Floats, dict[str, int]]:
    """Read levels, from the column of levels and else from the grades offered."""
    grid, heading = reading.grid, reading.heading("level")
    texts = reading.cells("level")
    coded = {text for text in texts if text and text not in CODES} <= set("01234567") and any(texts)
    level = np.full(len(grid.rows), -1.0)
    silent: list[str] = []
    for i, text in enumerate(texts):
        code: float | None = -1.0
        if coded:
            code = {"0": 0.0, "1": 0.0, "2": 1.0, "3": 2.0, "7": 2.0}.get(text, -1.0)
        elif not is_unknown(text) and text not in CODES:
            code = read_level(text)
            if code is None and "Did you mean" not in unknown("level", text.casefold(), LEVEL_WORDS):
                silent.append(text)
                code = -1.0
        if code is None:
            near = (
                unknown("level", text.casefold(), LEVEL_WORDS)
                .partition("Did you mean ")[2]
                .partition("?")[0]
                .split(" or ")[0]
            )
            reading.mistakes.cell(
                grid.lines[i],
                heading,
                text,
                "is no level that is known",
                f"Did you mean {near}? Allowed: {', '.join(LEVEL_WORDS)}, or empty.",
                CellChange(grid.lines[i], heading, near),
            )
        else:
            level[i] = code
    if silent:
        shown = ", ".join(quoted(text) for text in dict.fromkeys(silent))
        reading.notes.append(f"column '{heading}': {shown[:200]} says no level")
    given = {"level": int((level >= 0).sum())}
    low, high, span = reading.cells("grade_low"), reading.cells("grade_high"), reading.cells("grades")
    early = not any(text.casefold().startswith("p") for text in low)
    for i in np.flatnonzero(level < 0).tolist():
        grades = read_grades(span[i])
        if grades is None and low[i] and high[i]:
            ends = read_grade(low[i], early), read_grade(high[i], early)
            grades = None if ends[0] is None or ends[1] is None or ends[0] > ends[1] else (ends[0], ends[1])
        if grades is not None:
            level[i] = level_of_grades(*grades)
    given["grades"] = int((level >= 0).sum()) - given["level"]
    return level, given


def _check_names(reading: _Reading, names: Sequence[str], identifiers: Sequence[str]) -> None:
    """Refuse schools without a name and schools that are there twice."""
    grid, mistakes, heading = reading.grid, reading.mistakes, reading.heading("school")
    seen: dict[tuple[str, str], int] = {}
    for name, identifier, line in zip(names, identifiers, grid.lines, strict=True):
        if not name:
            mistakes.cell(line, heading, "", "the name is empty", "Give one or remove the row.", RowRemoval(line))
            continue
        known = "" if is_unknown(identifier) else identifier
        marks = [("name", " ".join(name.casefold().split()) + (f"\n{known}" if known else ""))]
        marks += [("id", known)] if known else []
        for mark in marks:
            if mark in seen:
                what = (
                    f"school {quoted(name)}"
                    if mark[0] == "name"
                    else f"{reading.heading('state_school_id')} {quoted(known)}"
                )
                mistakes.whole(
                    f"row {line}: {what} is also in row {seen[mark]}. Remove one, or tell them apart by name or "
                    "state_school_id.",
                    (RowRemoval(line),),
                )
                break
            seen[mark] = line


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _ignored(reading: _Reading, low_income: LowIncome | None) -> tuple[str, ...]:
    used = set(reading.columns.by_role.values())
    used |= {*low_income.columns, *low_income.beside} if low_income is not None else set()
    return tuple(name for name in reading.grid.header if name not in used)


def _read_lines(
    reading: _Reading,
    low_income: LowIncome | None,
    shares: Sequence[Cell],
    students: Sequence[Cell],
    levels: dict[str, int],
) -> list[str]:
    """Say what was read from which column."""
    count = len(reading.grid.rows)
    lines = list(reading.grid.said)
    for role, name in reading.columns.by_role.items():
        if role.startswith("low_income"):
            continue
        cells = [cell for cell in reading.grid.column(name) if not is_unknown(cell) and cell not in CODES]
        known = levels["level"] if role == "level" else len(cells)
        extra = ""
        if role == "enrollment":
            bounded = sum(1 for cell in students if cell.low != cell.high)
            extra = f", {bounded} given as a bound: {reading.choices.bounds} taken" if bounded else ""
        lines.append(f"{role}: column '{name}', {known} of {count} schools{extra}")
    if levels["grades"]:
        lines.append(f"level: from the grades offered, {levels['grades']} of {count} schools")
    if low_income is not None:
        known = sum(1 for cell in shares if cell.known)
        bounded = sum(1 for cell in shares if cell.known and cell.low != cell.high)
        how = {"count": "counts, divided by enrollment", "percent": "percentages", "share": "shares (0 to 1)"}[
            low_income.unit
        ]
        extra = f", {bounded} of them given as a bound: {reading.choices.bounds} taken" if bounded else ""
        names = " + ".join(f"'{name}'" for name in low_income.columns)
        lines.append(
            f"low income ({low_income.measure}): column {names}, read as {how}, {known} of {count} schools{extra}"
        )
    return lines
