"""Reading the cells of a table of parameter sets, a CSV file that may come out of a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from sim.foundation.errors import ParameterError, shown, unknown
from sim.foundation.parameters import registry

__all__ = ["WHAT", "read_table_of_sets"]

WHAT: Final = "file with parameter sets"
MOST_BYTES: Final = 50_000_000
MOST_SETS: Final = 10_000


def read_table_of_sets(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read names and cells; what the cells hold is not looked at.

    Parameters
    ----------
    file : pathlib.Path
        A CSV file in UTF-8 with commas: one row of names of parameters, then one row for each set.

    Returns
    -------
    columns : list of str
        Names of parameters, each once.
    rows : list of (int, list of str)
        The number of the row in the file, and as many cells as there are columns.

    Raises
    ------
    ParameterError
        When it cannot be read as such a table.
    """
    try:
        lines = list(csv.reader(io.StringIO(_text(file), newline=""), strict=True))
    except csv.Error as problem:
        raise ParameterError(
            f"the {WHAT} {file} cannot be read as CSV: {problem}. Look for a quotation mark without its partner, "
            "and write one number a cell."
        ) from problem
    filled = [(number, [cell.strip() for cell in row]) for number, row in enumerate(lines, start=1) if any(row)]
    if len(filled) < 2:
        raise ParameterError(
            f"the {WHAT} {file} holds no sets. Write one row with names of parameters, then one row for each set."
        )
    (_, columns), rows = filled[0], filled[1:]
    if len(rows) > MOST_SETS:
        raise ParameterError(f"the {WHAT} {file} holds {len(rows):,} sets; at most {MOST_SETS:,} can be run.")
    _check_columns(file, columns)
    for number, row in rows:
        if len(row) != len(columns):
            raise ParameterError(
                f"{file}, row {number}: there are {len(row)} cells under {len(columns)} names. "
                "Give every parameter a number."
            )
    return columns, rows


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            found = opened.read(MOST_BYTES + 1)
    except OSError as problem:
        raise ParameterError(
            f"the {WHAT} {file} cannot be read: {problem.strerror}. Give a readable CSV file."
        ) from problem
    if len(found) > MOST_BYTES:
        raise ParameterError(f"the {WHAT} {file} is larger than {MOST_BYTES:,} bytes. Give a shorter file.")
    try:
        return found.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = found[: problem.start].count(b"\n") + 1
        raise ParameterError(
            f"the {WHAT} {file} cannot be read: row {row} is not UTF-8 text. Save it as CSV in UTF-8."
        ) from problem


def _check_columns(file: Path, columns: list[str]) -> None:
    if len(columns) == 1 and ";" in columns[0]:
        raise ParameterError(f"{file}, row 1: the names are separated by semicolons. Save the file as CSV with commas.")
    for number, name in enumerate(columns, start=1):
        if name not in registry():
            found = name or f"(no name in column {number})"
            raise ParameterError(
                unknown("parameter", found, registry(), f"{file}, row 1") + " See: bothways model parameters"
            )
        if columns.index(name) < number - 1:
            raise ParameterError(
                f"{file}, row 1: the column {shown(name, quotes=False)} stands twice. Keep one of them."
            )
