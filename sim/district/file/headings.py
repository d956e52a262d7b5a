"""Where the headings of a table stand, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter

from sim.district.file.words import read_heading

__all__ = ["column_names", "header_place", "headings_place", "marks_only", "two_rows_joined"]

TITLE_ROWS_AT_MOST = 40


def header_place(rows: list[list[str]]) -> int:
    """Find the row of headings, else the first row that is as wide as most."""
    place = headings_place(rows)
    if place is not None:
        return place
    filled = [sum(1 for cell in row if cell) for row in rows[:TITLE_ROWS_AT_MOST]]
    usual = Counter(filled).most_common(1)[0][0]
    return next((place for place, count in enumerate(filled) if count >= max(2, usual)), 0)


def headings_place(rows: list[list[str]]) -> int | None:
    """Find the first row that names a school and its students."""
    filled = [sum(1 for cell in row if cell) for row in rows[: 2 * TITLE_ROWS_AT_MOST]]
    usual = Counter(filled).most_common(1)[0][0]
    for place, row in enumerate(rows[:TITLE_ROWS_AT_MOST]):
        headings = [read_heading(cell) for cell in row if cell]
        names = any(heading.any("school", "name", "id") for heading in headings)
        students = any(heading.any("enrollment", "students", "total") for heading in headings)
        wide = len(headings) > 1 and len(headings) >= 0.5 * usual
        if names and students and wide and not any(re.fullmatch(r"[\d.,%]+", cell) for cell in row if cell):
            return place
    return None


def column_names(raw: list[list[str]], header_line: int) -> list[str]:
    """Name the columns; a bare ``%`` or ``#`` takes the words above it, a name that stands twice gets its place."""
    header = raw[header_line - 1]
    while header and not header[-1]:
        header = header[:-1]
    above = raw[header_line - 2] if header_line > 1 else []
    filled = [place for place, cell in enumerate(above) if cell]
    if filled == [0]:
        above = []  # a title, not a group of columns
    group = ""
    names: list[str] = []
    for place, cell in enumerate(header):
        group = above[place] if place < len(above) and above[place] else group
        bare = cell and _bare(cell)
        names.append(f"{group} {cell}" if bare and group else cell)
    counts = Counter(name.casefold() for name in names)
    return [
        name if name and counts[name.casefold()] == 1 else f"{name} (column {_letter(place)})".strip()
        for place, name in enumerate(names)
    ]


def marks_only(row: list[str]) -> bool:
    """Whether a row below the headings holds nothing but marks such as # and %."""
    cells = [cell for cell in row if cell]
    return len(cells) > 1 and all(read_heading(cell).words and _bare(cell) for cell in cells)


def _bare(cell: str) -> bool:
    return read_heading(cell).only("number", "percent", "total")


def two_rows_joined(above: list[str], below: list[str]) -> list[str]:
    """Join two rows of headings; a heading holds for the empty cells to its right."""
    joined: list[str] = []
    group = ""
    for place in range(max(len(above), len(below))):
        own = above[place] if place < len(above) else ""
        mark = below[place] if place < len(below) else ""
        group = own or group
        joined.append(f"{group} {mark}" if mark else own)
    return joined


def _letter(place: int) -> str:
    """The letter of a column in a spreadsheet."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
