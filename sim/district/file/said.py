"""What a receipt says of the columns that were read."""

from __future__ import annotations

from collections.abc import Sequence

from sim.district.file.cells import CODES, Cell, is_unknown
from sim.district.file.low_income import LowIncome, passed_over
from sim.district.file.reading import Reading

__all__ = ["read_lines"]

WORDS = {
    "school": "names",
    "enrollment": "students",
    "state_school_id": "identifiers",
    "zone": "zones",
    "district": "districts",
    "year": "school years",
    "source": "sources",
    "grades": "grades offered",
    "grade_low": "lowest grades",
    "grade_high": "highest grades",
    "level": "levels",
    "latitude": "latitudes",
    "longitude": "longitudes",
    "is_school": "which rows are schools",
}
UNITS = {"count": "numbers of students, divided by all students", "percent": "percentages", "share": "shares (0 to 1)"}
ENDS = {"low": "the low end", "middle": "the middle", "high": "the high end"}


def read_lines(
    reading: Reading,
    low_income: LowIncome | None,
    shares: Sequence[Cell],
    students: Sequence[Cell],
    levels: tuple[int, int],
) -> list[str]:
    """Say what was read from which column.

    Parameters
    ----------
    reading : Reading
        Rows and columns.
    low_income : LowIncome or None
        The column of low income.
    shares, students : sequence of Cell
        Of each school.
    levels : tuple of int
        Levels that were read from their own column, and from the grades offered.

    Returns
    -------
    list of str
        One line per column, the most important first.
    """
    count, end = len(reading.grid.rows), ENDS[reading.choices.bounds]
    lines = []
    for role in sorted(
        reading.columns.by_role, key=lambda role: list(WORDS).index(role) if role in WORDS else len(WORDS)
    ):
        if role.startswith("low_income"):
            continue
        name = reading.columns.by_role[role]
        known = sum(1 for cell in reading.grid.column(name) if not is_unknown(cell) and cell not in CODES)
        known = levels[0] if role == "level" else known
        line = f"{WORDS.get(role, role)}: column '{name}', {known} of {count} schools"
        bounded = sum(1 for cell in students if cell.low < cell.high) if role == "enrollment" else 0
        lines.append(f"{line}, {bounded} of them as a bound ({end} runs)" if bounded else line)
    if low_income is not None:
        known = sum(1 for cell in shares if cell.known)
        bounded = sum(1 for cell in shares if cell.low < cell.high)
        names = " + ".join(f"'{name}'" for name in low_income.columns)
        line = (
            f"{_measure(low_income.measure)}: column {names}, read as {UNITS[low_income.unit]}, "
            f"{known} of {count} schools"
        )
        lines.insert(2, f"{line}, {bounded} of them as a bound ({end} runs)" if bounded else line)
    elif "low_income_share" not in reading.choices.columns:
        reading.notes.extend(passed_over(reading.grid))
    if levels[1]:
        lines.append(f"levels: {levels[1]} of {count} schools from the grades offered")
    return [*lines, *reading.grid.said]


def _measure(measure: str) -> str:
    return measure if measure == "low income" else f"low income ({measure})"
