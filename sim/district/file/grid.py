"""From the bytes of a school file to a heading and rows of text; what had to be decided on the way is said."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sim.district.file.cells import read_number
from sim.district.file.mistakes import Mistake, SchoolFileError, SettingChange, quoted, rows_named
from sim.district.file.text import bytes_of, check_width, decoded, split_rows
from sim.district.file.words import read_heading
from sim.district.file.workbook import is_workbook, rows_of_workbook
from sim.foundation.errors import DistrictError

__all__ = ["Grid", "read_grid"]

TITLE_ROWS_AT_MOST = 40
DECIMAL_COMMA = re.compile(r"[<>=]*-?((0|[1-9]\d{0,2}),(\d{1,2}|\d{4,})|0,\d+)\s*%?")
DOTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")


@dataclass(frozen=True)
class Grid:
    """A school file as text.

    Attributes
    ----------
    where : str
        The file, for messages.
    header : list of str
        Names of the columns, no name twice.
    rows : list of list of str
        One row per line with something in it, as long as the header.
    lines : list of int
        Row numbers as a spreadsheet counts.
    said : list of str
        What was decided: encoding, separators, sheet, decimal commas.
    left_out : list of str
        Lines that are no rows of the table: titles, notes, headings repeated.
    decimal_commas : frozenset of str
        Columns whose numbers are written as 0,45.
    header_line : int
        Row of the header.
    """

    where: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    said: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    decimal_commas: frozenset[str] = frozenset()
    header_line: int = 1

    def column(self, name: str) -> list[str]:
        """The cells under one name."""
        place = self.header.index(name)
        return [row[place] for row in self.rows]


def read_grid(path: Path, sheet: str = "") -> Grid:
    """Read a school file as text.

    Parameters
    ----------
    path : pathlib.Path
        Text with separators, or a spreadsheet.
    sheet : str, optional
        The sheet of a spreadsheet.

    Returns
    -------
    Grid
        Header and rows.

    Raises
    ------
    DistrictError
        When there is no such file, or it holds no table, with the way out.
    """
    where = str(path)
    content = bytes_of(path)
    if is_workbook(content[:8]):
        raw, name, others = rows_of_workbook(
            path, sheet, lambda rows: _headings_place([row for row in rows if any(row)]) is not None
        )
        if not name:
            raise SchoolFileError(where, [_which_sheet(others)])
        said = [f"sheet {quoted(name)}"] if others else []
        left_out = [f"sheet {quoted(other)}" for other in others]
        for number, cells in enumerate(raw, start=1):
            check_width(cells, where, number)
    else:
        if sheet:
            raise DistrictError(f"{where} is a text file and has no sheets; leave 'sheet' out.")
        text, said = decoded(content, where)
        raw, separators = split_rows(text, where)
        left_out = []
        if separators:
            said.append(separators)
    return _table_of(where, [[_clean(cell) for cell in row] for row in raw], said, left_out)


def _which_sheet(names: list[str]) -> Mistake:
    ways = [(SettingChange("sheet", name),) for name in names]
    example = SettingChange("sheet", names[0])
    return Mistake(
        f"{len(names)} sheets could hold the schools: "
        f"{', '.join(quoted(name) for name in names[:8])}. Name the one with the "
        f"schools: {example.typed()} for bothways districts, district.{example.key}=... for a run, "
        f"{example.in_yaml()} in YAML.",
        tuple(ways),
    )


def _clean(cell: str) -> str:
    """Take off what spreadsheets put around a value, and what no terminal should get."""
    cell = cell.strip().strip("\ufeff")
    if len(cell) > 2 and cell.startswith('="') and cell.endswith('"'):
        cell = cell[2:-1]  # how Excel is told to keep zeros in front
    elif len(cell) > 1 and cell[0] == "'" and (cell[1] in "=+-@" or cell[1:].isdigit()):
        cell = cell[1:]
    return cell if cell.isprintable() else "".join(letter if letter.isprintable() else " " for letter in cell).strip()


def _table_of(where: str, raw: list[list[str]], said: list[str], left_out: list[str]) -> Grid:
    """Find the header, drop what is around the table, and bring rows to one length."""
    lines = [line for line, row in enumerate(raw, start=1) if any(row)]
    place = _header_place([raw[line - 1] for line in lines])
    header_line = lines[place]
    header = _names(raw, header_line)
    width = len(header)
    left_out = [
        *left_out,
        *(f"row {line}, above the headings: {quoted(_first(raw[line - 1]))}" for line in lines[:place]),
    ]
    body = lines[place + 1 :]
    repeated = [line for line in body if _same(raw[line - 1], raw[header_line - 1])]
    left_out += [f"row {line}: the headings once more" for line in repeated]
    body = [line for line in body if line not in set(repeated)]
    notes = _notes_below(raw, body)
    left_out += [f"row {line}, below the table: {quoted(_first(raw[line - 1]))}" for line in notes]
    body = body[: len(body) - len(notes)]
    if not body:
        raise DistrictError(f"{where} has a header but no schools. Add one row per school.")
    too_long = [line for line in body if any(raw[line - 1][width:])]
    if too_long:
        cells = len(raw[too_long[0] - 1])
        raise DistrictError(
            f"{where}, {rows_named(too_long)}: {cells} cells, but the header has {width} columns. "
            "A name with a comma must stand in double quotes."
        )
    rows = [(raw[line - 1] + [""] * width)[:width] for line in body]
    decimal = _decimal_commas(header, rows)
    if decimal:
        said.append(f"numbers with a decimal comma: column {', '.join(sorted(decimal))}")
    return Grid(where, header, rows, body, said, left_out, decimal, header_line)


def _decimal_commas(header: list[str], rows: list[list[str]]) -> frozenset[str]:
    """Find the columns that write 0,45 for 0.45, and those beside them that write 1.204 for 1204."""
    found, dotted = set(), set()
    for place, name in enumerate(header):
        cells = [row[place] for row in rows]
        if any("," in cell for cell in cells):
            if any(DECIMAL_COMMA.fullmatch(cell) for cell in cells) and not any(
                read_number(cell, True).bad for cell in cells
            ):
                found.add(name)
        elif any(DOTS.fullmatch(cell) for cell in cells) and all(
            DOTS.fullmatch(cell) or "." not in cell for cell in cells
        ):
            dotted.add(name)
    return frozenset(found | dotted) if found else frozenset()


def _first(row: list[str]) -> str:
    return next((cell for cell in row if cell), "")


def _same(row: list[str], header: list[str]) -> bool:
    cells = [cell.casefold() for cell in row]
    names = [cell.casefold() for cell in header]
    return len([cell for cell in cells if cell]) > 1 and cells[: len(names)] == names[: len(cells)]


def _header_place(rows: list[list[str]]) -> int:
    """Find the row of headings, else the first row that is as wide as most."""
    place = _headings_place(rows)
    if place is not None:
        return place
    filled = [sum(1 for cell in row if cell) for row in rows[:TITLE_ROWS_AT_MOST]]
    usual = Counter(filled).most_common(1)[0][0]
    return next((place for place, count in enumerate(filled) if count >= max(2, usual)), 0)


def _headings_place(rows: list[list[str]]) -> int | None:
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


def _names(raw: list[list[str]], header_line: int) -> list[str]:
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
        bare = cell and read_heading(cell).only("number", "percent", "total")
        names.append(f"{group} {cell}" if bare and group else cell)
    counts = Counter(name.casefold() for name in names)
    return [
        name if name and counts[name.casefold()] == 1 else f"{name} (column {_letter(place)})".strip()
        for place, name in enumerate(names)
    ]


def _letter(place: int) -> str:
    """The letter of a column in a spreadsheet."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _notes_below(raw: list[list[str]], body: list[int]) -> list[int]:
    """Find the notes under a table: rows at the end with one filled cell that reads like a note."""
    notes: list[int] = []
    for line in reversed(body):
        cells = [cell for cell in raw[line - 1] if cell]
        apart = line > 1 and not any(raw[line - 2]) if notes == [] or line + 1 == notes[-1] else True
        wordy = len(cells) == 1 and (
            len(cells[0]) > 60
            or re.match(
                r"(\*|\u2020|\u2021|\u2013|\u2014|\d\)|notes?\b|sources?\b|data\b|file\b|prepared|updated|copyright|\u00a9|n/?a\s*[=:]|\()",
                cells[0],
                re.IGNORECASE,
            )
        )
        if not (wordy or (len(cells) == 1 and apart and notes)):
            break
        notes.append(line)
    return sorted(notes)
