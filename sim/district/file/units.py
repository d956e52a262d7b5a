"""The unit of a column of low income, a count, a share or a percentage, and its cells as shares of all students."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.district.file.cells import UNKNOWN, Cell, read_code
from sim.district.file.choices import NONE
from sim.district.file.columns import ask
from sim.district.file.grid import Grid
from sim.district.file.mistakes import Mistakes

__all__ = ["JUST_ABOVE_ONE", "read_column", "unit_of"]

JUST_ABOVE_ONE = 1.1
"""Up to here a share is cut off at one, and said."""
JUST_ABOVE_HUNDRED = 110.0
SURELY_PERCENT = 1.5
MEANT = {
    "low_income_share": "a share (0 to 1)",
    "low_income_percent": "a percentage",
    "low_income_count": "a number of students",
}


def unit_of(
    grid: Grid, name: str, form: str, enrollment: Sequence[Cell], mistakes: Mistakes, *, named: bool = False
) -> str | None:
    """Decide the unit of a whole column, never of a single cell; ask where its numbers allow two.

    Parameters
    ----------
    grid : Grid
        The file.
    name : str
        The column.
    form : str
        What its heading says: ``"count"``, ``"percent"``, ``"share"`` or nothing.
    enrollment : sequence of Cell
        Students of each row.
    mistakes : Mistakes
        Where a question is put.
    named : bool, optional
        Whether the user has named the column as a share.

    Returns
    -------
    str or None
        ``"count"``, ``"percent"`` or ``"share"``; None where it is asked.
    """
    known = [cell for cell in _numbers(grid, name) if cell.known and not cell.bad]
    bare = [cell for cell in known if not cell.percent]
    ends = [end for cell in bare for end in (cell.low, cell.high) if math.isfinite(end)]
    exact = [cell.low for cell in bare if cell.low == cell.high]
    if form == "count":
        if any(0 < end < 1 for end in ends) and max(ends) <= SURELY_PERCENT:
            why = "its name says count, but its numbers are up to 1"
            return _ask_unit(name, ("low_income_share", "low_income_percent"), why, mistakes)
        return "count"
    if not ends:
        return "percent" if form == "percent" or known else "share"
    if not any(ends):
        return "percent"
    most = max(exact or ends)
    if most <= JUST_ABOVE_ONE:
        if form == "percent" and not named and not _written_finely(grid.column(name)):
            why = "its name says percent, but no number is above 1"
            return _ask_unit(name, ("low_income_share", "low_income_percent"), why, mistakes)
        return "share"
    if most <= SURELY_PERCENT and not named:
        return _ask_unit(name, ("low_income_share", "low_income_percent"), f"its numbers go up to {most:g}", mistakes)
    return _unit_above_one(grid, name, form, enrollment, ends, most, mistakes)


def _unit_above_one(
    grid: Grid, name: str, form: str, enrollment: Sequence[Cell], ends: list[float], most: float, mistakes: Mistakes
) -> str | None:
    """Decide between percentages and counts."""
    whole = all(end == int(end) for end in ends)
    small = sum(1 for end in ends if 0 < end <= 1)
    if most > JUST_ABOVE_HUNDRED or (most > 100 and form == ""):
        if form == "":
            return "count"
        why = f"its numbers go up to {most:g}"
        return _ask_unit(name, ("low_income_count", "low_income_percent"), why, mistakes)
    if form == "" and whole:
        pairs = zip(_numbers(grid, name), enrollment, strict=False)
        if not any(cell.low > students.high for cell, students in pairs):
            why = f"its numbers are whole, up to {most:g}"
            return _ask_unit(name, ("low_income_percent", "low_income_count"), why, mistakes)
    if small and not whole:
        why = f"{small} numbers are at most 1 and others go up to {most:g}, so shares and percentages may be mixed"
        return _ask_unit(name, ("low_income_percent",), why, mistakes)
    return "percent"


def _numbers(grid: Grid, name: str) -> list[Cell]:
    return [read_code(cell, name in grid.decimal_commas) for cell in grid.column(name)]


def _written_finely(cells: Sequence[str]) -> bool:
    """Whether most numbers have two decimals or more, as computed shares have."""
    decimals = [
        len(cell.replace(",", ".").partition(".")[2])
        for cell in cells
        if cell.replace(",", ".").startswith(("0.", "."))
    ]
    return bool(decimals) and sum(1 for count in decimals if count >= 2) >= 0.5 * len(decimals)


def _ask_unit(name: str, roles: Sequence[str], why: str, mistakes: Mistakes) -> str | None:
    """Ask in which unit a column is; None, for what is not known."""
    meant = " or ".join(MEANT[role] for role in roles)
    text = f"column '{name}': {why}. Is it {meant}?"
    ask(mistakes, "low_income_share", [name], text, [*((role, name) for role in roles), ("low_income_share", NONE)])
    return None


def read_column(
    grid: Grid, names: Sequence[str], unit: str, enrollment: Sequence[Cell]
) -> tuple[list[Cell], Mapping[int, str]]:
    """Read low-income shares from one column, or from several counts that are added up.

    Parameters
    ----------
    grid : Grid
        The file.
    names : sequence of str
        The columns.
    unit : str
        ``"share"``, ``"percent"`` or ``"count"``.
    enrollment : sequence of Cell
        Students of each row.

    Returns
    -------
    shares : list of Cell
        0 to 1, intervals where they are bounded; not cut off at 1.
    bad : mapping of int to str
        Rows (from 0) whose cell is no number, with the cell.
    """
    bad: dict[int, str] = {}
    sums = [Cell(0.0, 0.0)] * len(grid.rows)
    for name in names:
        for place, text in enumerate(grid.column(name)):
            cell = read_code(text, name in grid.decimal_commas)
            if cell.bad or (cell.known and cell.high < 0):
                bad[place] = text
            share = _share_of(cell, unit, enrollment[place] if enrollment else UNKNOWN)
            before = sums[place]
            sums[place] = (
                Cell(before.low + share.low, before.high + share.high) if share.known and before.known else UNKNOWN
            )
    return sums, bad


def _share_of(cell: Cell, unit: str, students: Cell) -> Cell:
    """Turn one cell into a share of all students."""
    if not cell.known:
        return UNKNOWN
    low, high = cell.low, cell.high
    if unit == "count" and not cell.percent:
        if not students.known:
            return UNKNOWN
        low = 0.0 if math.isinf(low) else low + (1.0 if cell.open else 0.0)
        high = students.high if math.isinf(high) else high - (1.0 if cell.open and cell.low != cell.high else 0.0)
        if cell.low == cell.high:
            low = high = cell.low
        return Cell(low / students.high, min(high / students.low, 1.0) if low != high else high / students.low)
    bound_in_percent = math.isinf(low) or math.isinf(high)
    number = high if math.isinf(low) else low
    if cell.percent or unit == "percent" or (bound_in_percent and number > SURELY_PERCENT):
        low, high = low / 100.0, high / 100.0
    return Cell(0.0 if math.isinf(low) else low, 1.0 if math.isinf(high) else high)
