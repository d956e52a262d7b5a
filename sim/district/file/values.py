"""The columns beside names and students: low-income shares, teachers, coordinates, levels, identifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from sim.district.file.cells import CODES, UNKNOWN, Cell, is_unknown
from sim.district.file.choices import NONE
from sim.district.file.low_income import LowIncome
from sim.district.file.marks import no_numbers, say_marks
from sim.district.file.mistakes import quoted, rows_named
from sim.district.file.plausible import check_places
from sim.district.file.reading import Reading
from sim.district.file.remedies import CellChange, RowRemoval, SettingChange
from sim.district.file.units import JUST_ABOVE_ONE, read_column
from sim.district.people import POSITIONS_AT_MOST
from sim.district.schools import Floats

__all__ = ["check_names", "read_identifiers", "read_places", "read_shares", "read_teachers"]

OR_EMPTY = "or leave the cell empty where it is not known."
LOST_DIGITS = re.compile(r"\d([.,]\d+)?E\+\d+", re.IGNORECASE)


def read_shares(reading: Reading, low_income: LowIncome | None, students: Sequence[Cell]) -> list[Cell]:
    """Read low-income shares; what is just above one is cut off and said, what is impossible is a mistake.

    Parameters
    ----------
    reading : Reading
        Rows and columns.
    low_income : LowIncome or None
        The column.
    students : sequence of Cell
        Students of each school.

    Returns
    -------
    list of Cell
        From 0 to 1.
    """
    grid, mistakes = reading.grid, reading.mistakes
    if low_income is None:
        return [UNKNOWN] * len(grid.rows)
    cells, bad = read_column(grid, low_income.columns, low_income.unit, students)
    first, heading = low_income.columns[0], " + ".join(low_income.columns)
    cure = f"Write a {low_income.unit}, a bound such as <10, {OR_EMPTY}"
    no_numbers(reading, first, heading, bad, f"is not a {low_income.unit}", cure)
    for name in low_income.columns:
        say_marks(reading, name)
    if low_income.beside:
        _fill_from_counts(reading, low_income, students, cells)
    above: list[int] = []
    for i, cell in enumerate(cells):
        if not cell.known or cell.low <= 1.0:
            cells[i] = cell._replace(high=min(cell.high, 1.0)) if cell.known else cell
            continue
        cells[i] = Cell(1.0, 1.0)
        if cell.low <= JUST_ABOVE_ONE:
            above.append(grid.lines[i])
            continue
        text = grid.rows[i][grid.header.index(first)]
        of = f" of {students[i].high:g} students" if low_income.unit == "count" else ""
        what = f"is more than all students{of}" if not of else "is more than the school has students"
        cure = (
            "Correct one of the two, or leave this cell empty."
            if of
            else f"Allowed is up to all students, 1 or 100 %; correct it, {OR_EMPTY}"
        )
        mistakes.cell(grid.lines[i], heading, text, what, cure, CellChange(grid.lines[i], first, ""))
    if above:
        reading.notes.append(
            f"{rows_named(above)}: column '{heading}' is slightly above all students; read as all of them"
        )
    return cells


def _fill_from_counts(reading: Reading, low_income: LowIncome, students: Sequence[Cell], cells: list[Cell]) -> None:
    """Take from the count what the share leaves open, or more open than the count."""
    counts, _ = read_column(reading.grid, low_income.beside, "count", students)
    filled = [
        i
        for i, (cell, count) in enumerate(zip(cells, counts, strict=True))
        if count.known and (not cell.known or count.high - count.low < cell.high - cell.low)
    ]
    for i in filled:
        cells[i] = counts[i]
    if filled:
        reading.notes.append(f"{len(filled)} low-income shares were computed from column '{low_income.beside[0]}'")


def read_teachers(reading: Reading) -> Floats:
    """Read teacher positions; zero and codes are unknown.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    numpy.ndarray
        NaN where unknown.
    """
    grid, heading = reading.grid, reading.heading("teachers")
    values = np.full(len(grid.rows), np.nan)
    zeros: list[int] = []
    bad: dict[int, str] = {}
    for i, cell in enumerate(reading.numbers("teachers")):
        line, text = grid.lines[i], reading.cells("teachers")[i] if cell.bad or cell.known else ""
        if cell.bad or cell.percent:
            bad[i] = text
        elif cell.known and (cell.high < 0 or cell.low > POSITIONS_AT_MOST):
            cure = f"Allowed is 0 to {POSITIONS_AT_MOST}; correct it, {OR_EMPTY}"
            reading.mistakes.cell(line, heading, text, "is not possible", cure, CellChange(line, heading, ""))
        elif cell.known and cell.high == 0.0:
            zeros.append(line)
        elif cell.known:
            values[i] = (max(cell.low, 0.0) + min(cell.high, float(POSITIONS_AT_MOST))) / 2.0
    no_numbers(reading, heading, heading, bad, "is not a number", f"Write a number, {OR_EMPTY}")
    say_marks(reading, heading)
    if zeros:
        reading.notes.append(f"{rows_named(zeros)}: no teachers in column '{heading}'; read as unknown")
    return values


def read_places(reading: Reading) -> tuple[Floats, Floats]:
    """Read coordinates; 0/0 and codes are unknown, and half a pair is none.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    latitude, longitude : numpy.ndarray
        Degrees, NaN where unknown.
    """
    grid = reading.grid
    both: dict[str, Floats] = {}
    for role in ("latitude", "longitude"):
        heading, texts = reading.heading(role), reading.cells(role)
        values = np.full(len(grid.rows), np.nan)
        for i, cell in enumerate(reading.numbers(role)):
            if cell.bad or cell.percent or (cell.known and (cell.low != cell.high or abs(cell.low) > 180)):
                cure = f"Write degrees such as {'40.1' if role == 'latitude' else '-82.5'}, {OR_EMPTY}"
                reading.mistakes.cell(
                    grid.lines[i], heading, texts[i], f"is no {role}", cure, CellChange(grid.lines[i], heading, "")
                )
            elif cell.known and cell.low != 0.0:
                values[i] = cell.low
        both[role] = values
    check_places(
        grid,
        reading.heading("latitude"),
        reading.heading("longitude"),
        both["latitude"],
        both["longitude"],
        reading.mistakes,
    )
    return both["latitude"], both["longitude"]


def read_identifiers(reading: Reading) -> list[str]:
    """Read identifiers as text, with the zeros in front; those that a spreadsheet has cut are not used, which is said.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    list of str
        Empty where none is given.
    """
    texts = ["" if is_unknown(text) or text in CODES else text for text in reading.cells("state_school_id")]
    if any(LOST_DIGITS.fullmatch(text) for text in texts):
        reading.notes.append(
            f"column '{reading.heading('state_school_id')}': a spreadsheet has cut the identifiers "
            "(such as 1.1E+11); not used"
        )
        return [""] * len(texts)
    return texts


def check_names(reading: Reading, names: Sequence[str], identifiers: Sequence[str]) -> None:
    """Refuse schools without a name and schools that are there twice.

    Parameters
    ----------
    reading : Reading
        Rows, columns, and where mistakes are put.
    names, identifiers : sequence of str
        Of each school.
    """
    grid, mistakes, heading = reading.grid, reading.mistakes, reading.heading("school")
    by_id: dict[str, list[int]] = {}
    by_name: dict[tuple[str, str], list[int]] = {}
    nameless = tuple(f"row {line}" for name, line in zip(names, grid.lines, strict=True) if not name)
    drop = SettingChange("rows.drop", (*reading.choices.rows.get("drop", ()), *nameless))
    cure = f"Give one, or leave the row out: {drop.in_run()} (in YAML {drop.in_yaml()})."
    for name, identifier, line in zip(names, identifiers, grid.lines, strict=True):
        if not name:
            mistakes.cell(line, heading, "", "the name is empty", cure, RowRemoval(line), drop)
        elif identifier:
            by_id.setdefault(identifier, []).append(line)
        else:
            by_name.setdefault((" ".join(name.casefold().split()), name), []).append(line)
    plain: dict[str, list[int]] = {}
    for (key, _), lines in by_name.items():
        plain.setdefault(key, []).extend(lines)
    shown = {line: name for name, line in zip(names, grid.lines, strict=True)}
    twice = [(f"school {quoted(shown[lines[-1]])}", lines) for lines in plain.values() if len(lines) > 1]
    twice += [
        (f"{reading.heading('state_school_id')} {quoted(key)}", lines) for key, lines in by_id.items() if len(lines) > 1
    ]
    if not twice:
        return
    what = "; ".join(f"row {lines[-1]}: {one} is also in {rows_named(lines[:-1])}" for one, lines in twice[:3])
    more = f"; and {len(twice) - 3} more are there several times" if len(twice) > 3 else ""
    without = f", or say that the column holds no identifiers: district.columns.state_school_id={NONE}" if by_id else ""
    mistakes.whole(
        f"{what}{more}. Where they are one school, remove one row; where they are two, tell them apart by the name "
        f"or by a column of identifiers (state_school_id){without}.",
        tuple(RowRemoval(line) for _, lines in twice for line in lines[1:]),
        count=sum(len(lines) - 1 for _, lines in twice),
    )
