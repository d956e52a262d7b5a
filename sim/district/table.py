"""Read a school file: the columns we know, each cell checked, every mistake named by file, row and column."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.district.cells import level_code, number, share
from sim.district.people import POSITIONS_AT_MOST
from sim.district.schools import Floats
from sim.foundation.errors import DistrictError, unknown

__all__ = ["COLUMNS", "Table", "read_table"]

COLUMNS = {
    "school": "the school's name (required)",
    "enrollment": "students, 1 or more (required)",
    "low_income_share": "share of students from low-income families, 0 to 1; <=0.05 or >=0.95 where suppressed",
    "level": "elementary, middle, high, or a mixture such as K-8 or middle/high",
    "zone": "feeder pattern, network or other group of schools that belong together",
    "latitude": "degrees",
    "longitude": "degrees",
    "teachers": "teacher positions, 1 to 2000 (decimals are rounded)",
    "state_school_id": "identifier; tells schools of the same name apart",
    "grades": "kept for the reader; not used",
    "year": "school year of the row; shown in the provenance",
    "source": "publisher of the row; shown in the provenance",
}
"""The columns of a school file and what they hold."""

OTHER_NAMES = {
    "school": ("school_name", "name", "campus", "campus_name", "building"),
    "enrollment": ("enrolment", "students", "pupils", "membership", "total_students", "student_count"),
    "low_income_share": (
        *("low_income", "poverty", "poverty_share", "frl", "frpl", "frl_share", "frl_percent", "free_reduced_lunch"),
        *("economically_disadvantaged", "econ_disadv", "farms", "percent_low_income"),
    ),
    "level": ("school_level", "school_type", "type"),
    "zone": ("feeder", "feeder_pattern", "network", "region", "cluster", "area"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng", "long"),
    "teachers": ("teachers_fte", "teacher_fte", "fte", "teacher_count", "staff"),
    "state_school_id": ("school_id", "state_id", "id"),
}

SCHOOLS_AT_MOST = 2**20


@dataclass(frozen=True)
class Table:
    """The cells of a school file, one entry a school; what is missing is NaN, -1 or empty.

    Attributes
    ----------
    where : str
        The file, for messages.
    name, zone : list of str
        Names; empty where no zone is given.
    line : list of int
        Row in the file as a spreadsheet counts (the header is row 1).
    enrollment, low_income_share, level, latitude, longitude, teachers : numpy.ndarray
        float64.
    bounded : list of int
        Entries whose low-income share was given as a bound; half the bound was taken.
    years, sources : tuple of str
        What the columns of that name hold, without repetition.
    ignored : tuple of str
        Columns that were not used.
    identifier : list of str
        Identifiers; empty where none is given.
    """

    where: str
    name: list[str]
    zone: list[str]
    line: list[int]
    enrollment: Floats
    low_income_share: Floats
    level: Floats
    latitude: Floats
    longitude: Floats
    teachers: Floats
    bounded: list[int]
    years: tuple[str, ...]
    sources: tuple[str, ...]
    ignored: tuple[str, ...]
    identifier: list[str]


def header_of(cells: list[str], where: str) -> tuple[list[str], tuple[str, ...]]:
    """Check the first row.

    Parameters
    ----------
    cells : list of str
        The first row.
    where : str
        The file.

    Returns
    -------
    header : list of str
        Column names in lower case.
    ignored : tuple of str
        Those that are not used.

    Raises
    ------
    DistrictError
        For a missing, repeated or probably misspelt column.
    """
    header = [cell.strip().lower().replace(" ", "_") for cell in cells]
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            raise DistrictError(f"{where}: the columns are separated by {word}. Save the file with commas (CSV UTF-8).")
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise DistrictError(f"{where}, row 1: column '{repeated[0]}' is there twice. Keep one of them.")
    others = {other: name for name, all_others in OTHER_NAMES.items() for other in all_others}
    for name in ("school", "enrollment"):
        if name not in header:
            near = [found for found in header if others.get(found) == name]
            strange = [found for found in header if found not in COLUMNS]
            near += difflib.get_close_matches(name, strange, n=2, cutoff=0.7)
            guess = f" Is it the column '{near[0]}'? Then rename that." if near else ""
            found_names = ", ".join(name for name in header if name) or "none"
            raise DistrictError(
                f"{where}, row 1: the required column '{name}' is missing.{guess} Found: {found_names}. "
                "Required: school, enrollment."
            )
    ignored = tuple(name for name in header if name not in COLUMNS and name)
    joined = {name.replace("_", ""): column for name, column in (others | {name: name for name in COLUMNS}).items()}
    for found in ignored:
        near = difflib.get_close_matches(found, COLUMNS, n=1, cutoff=0.8)
        meant = joined.get(re.sub(r"[^a-z0-9]", "", found)) or next(iter(near), "")
        if meant and meant not in header:
            raise DistrictError(
                f"{where}, row 1: {unknown('column', found, COLUMNS)} Rename it to '{meant}' if it holds that "
                f"({COLUMNS[meant]}); if not, remove it."
            )
    return header, ignored


def rows_of(path: Path) -> tuple[list[list[str]], list[int]]:
    """Read the cells of a file.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file in UTF-8.

    Returns
    -------
    rows : list of list of str
        Rows with something in them, cells without surrounding blanks.
    lines : list of int
        Their row numbers as a spreadsheet counts.

    Raises
    ------
    DistrictError
        When there is no file, it cannot be read, or it is empty.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            cells = [[cell.strip() for cell in row] for row in csv.reader(file, strict=True)]
    except FileNotFoundError:
        near = difflib.get_close_matches(path.name, sorted(p.name for p in path.parent.glob("*.csv")), n=2, cutoff=0.5)
        guess = f" Near it: {', '.join(near)}." if near else ""
        raise DistrictError(
            f"there is no file {path} (looked for {path.absolute()}).{guess} Name a file that is there."
        ) from None
    except UnicodeDecodeError:
        raise DistrictError(f"{path} is not written in UTF-8. Save it as 'CSV UTF-8 (comma delimited)'.") from None
    except (OSError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise DistrictError(
            f"{path} cannot be read as a CSV file: {reason}. Look for a quotation mark without its partner; "
            "save it as 'CSV UTF-8 (comma delimited)'."
        ) from error
    lines = [line for line, row in enumerate(cells, start=1) if any(row)]
    if not lines:
        raise DistrictError(f"{path} is empty. It needs a header with at least school,enrollment and one row a school.")
    return [cells[line - 1] for line in lines], lines


def check_names(names: list[str], identifiers: list[str], lines: list[int], where: str) -> None:
    """Refuse schools without a name and schools that are there twice.

    Parameters
    ----------
    names, identifiers : list of str
        Names, and state identifiers (empty where not given).
    lines : list of int
        Rows in the file.
    where : str
        The file.

    Raises
    ------
    DistrictError
        Naming both rows.
    """
    seen: dict[tuple[str, str], int] = {}
    for name, identifier, line in zip(names, identifiers, lines, strict=True):
        if not name:
            raise DistrictError(f"{where}, row {line}, column 'school': the name is empty. Give one or remove the row.")
        marks = [("name", " ".join(name.lower().split()) + (f"\n{identifier}" if identifier else ""))]
        if identifier:
            marks.append(("state_school_id", identifier))
        for mark in marks:
            if mark in seen:
                what = f"school '{name}'" if mark[0] == "name" else f"state_school_id {identifier}"
                raise DistrictError(
                    f"{where}, row {line}: {what} is also in row {seen[mark]}. "
                    "Remove one, or tell them apart by name or state_school_id."
                )
            seen[mark] = line


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Keep each text once, in order, without empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))


def read_table(path: Path) -> Table:
    """Read a school file.

    Parameters
    ----------
    path : pathlib.Path
        A CSV file with the columns of :data:`COLUMNS`.

    Returns
    -------
    Table
        One entry a school.

    Raises
    ------
    DistrictError
        For the first mistake, with file, row, column, what is allowed and what to do.
    """
    where = str(path)
    rows, lines = rows_of(path)
    header, ignored = header_of(rows[0], where)
    rows, lines = rows[1:], lines[1:]
    if not rows:
        raise DistrictError(f"{where} has a header but no schools. Add one row a school.")
    if len(rows) >= SCHOOLS_AT_MOST:
        raise DistrictError(f"{where} has {len(rows)} schools; at most {SCHOOLS_AT_MOST - 1} are possible.")
    columns: dict[str, list[str]] = {name: [] for name in COLUMNS}
    for line, row in zip(lines, rows, strict=True):
        if len(row) > len(header):
            raise DistrictError(
                f"{where}, row {line}: {len(row)} cells, but the header has {len(header)} columns. "
                "A name with a comma must stand in double quotes."
            )
        cells = dict(zip(header, row, strict=False))
        for name, column in columns.items():
            column.append(cells.get(name, ""))
    check_names(columns["school"], columns["state_school_id"], lines, where)
    places = [f"{where}, row {line}" for line in lines]
    for place, cell in zip(places, columns["enrollment"], strict=True):
        if not cell:
            raise DistrictError(f"{place}, column 'enrollment': empty. Give the number of students or remove the row.")

    def numbers(name: str, low: float, high: float) -> Floats:
        cells = zip(columns[name], places, strict=True)
        return np.array([number(cell, name, low, high, place) for cell, place in cells])

    shares = [share(cell, place) for cell, place in zip(columns["low_income_share"], places, strict=True)]
    return Table(
        where=where,
        name=columns["school"],
        zone=columns["zone"],
        line=lines,
        enrollment=numbers("enrollment", 1, 50_000),
        low_income_share=np.array([value for value, _ in shares]),
        level=np.array([level_code(cell, place) for cell, place in zip(columns["level"], places, strict=True)]),
        latitude=numbers("latitude", -90, 90),
        longitude=numbers("longitude", -180, 180),
        teachers=numbers("teachers", 1, POSITIONS_AT_MOST),
        bounded=[i for i, (_, bounded) in enumerate(shares) if bounded],
        years=distinct(columns["year"]),
        sources=distinct(columns["source"]),
        ignored=ignored,
        identifier=columns["state_school_id"],
    )
