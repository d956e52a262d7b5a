"""Write a school file anew in our own plain columns, so that it reads without corrections and means the same."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sim.district.file.choices import Choices, choices_from
from sim.district.file.mistakes import CellChange, SchoolFileError, quoted
from sim.district.file.table import Table, read_table
from sim.district.schools import LEVELS
from sim.foundation.errors import OutputError

__all__ = ["clean_rows", "read_mended", "write_clean"]

MENDED_AT_MOST = 20
FORMULA = ("=", "+", "-", "@")


def read_mended(path: Path, choices: Choices) -> tuple[Table, list[str]]:
    """Read a file, following the advice for single cells where there is only one way out.

    Parameters
    ----------
    path : pathlib.Path
        The file; it is not changed.
    choices : Choices
        What the user says beside it.

    Returns
    -------
    table : Table
        The schools.
    done : list of str
        Each change of a cell, in words.

    Raises
    ------
    DistrictError
        With the mistakes that need a decision.
    """
    edits: dict[tuple[int, str], str] = {}
    done: list[str] = []
    for _ in range(MENDED_AT_MOST):
        try:
            return read_table(path, choices, edits), done
        except SchoolFileError as error:
            changes = [
                change
                for mistake in error.mistakes
                if len(mistake.remedies) == 1
                for change in mistake.remedies[0]
                if isinstance(change, CellChange) and (change.line, change.column) not in edits
            ]
            if not changes:
                raise
            for change in changes:
                edits[change.line, change.column] = change.text
                done.append(f"row {change.line}, column '{change.column}': written as {quoted(change.text)}")
    return read_table(path, choices, edits), done


def _number(value: float) -> str:
    return "" if math.isnan(value) else str(np.format_float_positional(value, unique=True, trim="-"))


def _interval(low: float, high: float, least: float, most: float) -> str:
    """Write a number, a bound, or nothing where nothing is known."""
    if math.isnan(low) or (low <= least and high >= most):
        return ""
    if low == high:
        return _number(low)
    if low <= least:
        return f"<={_number(high)}"
    return f">={_number(low)}" if high >= most else f"{_number(low)}..{_number(high)}"


def _text(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA) else value  # no spreadsheet takes it for a formula


def clean_rows(table: Table) -> list[list[str]]:
    """Lay schools out in our own columns; what the file leaves open stays open.

    Parameters
    ----------
    table : Table
        As read.

    Returns
    -------
    list of list of str
        A header, and one row per school in the order of the file.
    """
    count = len(table.name)
    year, source = (values[0] if len(values) == 1 else "" for values in (table.years, table.sources))
    students = [_interval(low, high, -math.inf, math.inf) for low, high in table.enrollment_bounds]
    columns: dict[str, list[str]] = {
        "school": [_text(name) for name in table.name],
        "enrollment": students,
        "low_income_share": [_interval(low, high, 0.0, 1.0) for low, high in table.low_income_bounds],
        "level": ["" if code < 0 else LEVELS[int(code)] for code in table.level],
        "zone": [_text(zone) for zone in table.zone],
        "latitude": [_number(value) for value in table.latitude],
        "longitude": [_number(value) for value in table.longitude],
        "teachers": [_number(value) for value in table.teachers],
        "state_school_id": [_text(identifier) for identifier in table.identifier],
        "is_school": ["yes" if i in table.kept else "" for i in range(count)],
        "year": [year] * count,
        "source": [_text(source)] * count,
    }
    used = {name: cells for name, cells in columns.items() if any(cells)}
    return [list(used), *(list(row) for row in zip(*used.values(), strict=True))]


def write_clean(path: Path, settings: Mapping[str, Any], target: Path) -> list[str]:
    """Write a clean file beside a file of the user's.

    Parameters
    ----------
    path : pathlib.Path
        The user's file.
    settings : mapping
        ``columns``, ``rows``, ``bounds`` and ``sheet`` where given.
    target : pathlib.Path
        A file that does not exist yet.

    Returns
    -------
    list of str
        What was done, line by line.

    Raises
    ------
    DistrictError
        For mistakes that need a decision.
    OutputError
        When the clean file is there already, or cannot be written.
    """
    if target.exists():
        raise OutputError(f"{target} is there already and is not written over. Name another file: fix=clean.csv")
    table, done = read_mended(path, choices_from(settings))
    rows = clean_rows(table)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    try:
        with target.open("x", encoding="utf-8-sig", newline="") as file:
            file.write(text.getvalue())
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written: {error.strerror}. Name a file in a folder that you may write to."
        ) from error
    left = [f"left out: {line}" for line in table.left_out]
    return [
        f"{target} is written: {len(rows) - 1} schools, columns {', '.join(rows[0])}.",
        *(f"  {line}" for line in (*table.read, *left, *done)),
    ]
