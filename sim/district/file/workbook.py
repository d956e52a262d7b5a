"""Rows of text out of a spreadsheet file, by python-calamine (the extra ``excel``)."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.foundation.errors import DistrictError, unknown

__all__ = ["is_workbook", "rows_of_workbook"]

UNPACKED_AT_MOST = 400_000_000
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def is_workbook(start: bytes) -> bool:
    """Tell a spreadsheet file from text, by its first bytes.

    Parameters
    ----------
    start : bytes
        The first bytes of the file.

    Returns
    -------
    bool
        Whether it is a zip archive or an old Excel file.
    """
    return start[:4] in (b"PK\x03\x04", OLD_EXCEL)


def rows_of_workbook(
    path: Path, sheet: str, has_headings: Callable[[list[list[str]]], bool]
) -> tuple[list[list[str]], str, list[str]]:
    """Read one sheet of a spreadsheet file.

    Parameters
    ----------
    path : pathlib.Path
        An ``.xlsx``, ``.xlsm``, ``.xls`` or ``.ods`` file.
    sheet : str
        The sheet, or ``""``: the only one with a table of schools.
    has_headings : callable
        Whether rows of text hold the headings of a table of schools.

    Returns
    -------
    rows : list of list of str
        Cells as text; numbers as Excel holds them, so a share that is shown as 45% is 0.45.
    name : str
        The sheet that was read; empty where the user must name one.
    others : list of str
        Other sheets with something in them; where no sheet was read, those that it could be.

    Raises
    ------
    DistrictError
        When python-calamine is not installed, the file cannot be read, or the sheet must be named.
    """
    try:
        import python_calamine
    except ImportError:
        raise DistrictError(
            f"{path} is a spreadsheet file; reading it needs the extra 'excel', one more package: "
            "pip install python-calamine (in a copy of the project: .venv/bin/pip install python-calamine). "
            "Or save the sheet as CSV UTF-8."
        ) from None
    _check_size(path)
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = list(book.sheet_names)
        tables = {name: _filled(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise DistrictError(
            f"{path} cannot be read as a spreadsheet: {reason}. Save the sheet as CSV UTF-8."
        ) from error
    used = [name for name in names if tables[name]]
    if not used:
        raise DistrictError(
            f"{path} is empty: no sheet holds anything. It needs a row of headings and one row per school."
        )
    if sheet:
        meant = [name for name in names if name.strip().casefold() == sheet.strip().casefold()]
        if not meant:
            raise DistrictError(unknown("sheet", sheet, names, str(path)))
        return tables[meant[0]], meant[0], [name for name in used if name != meant[0]]
    with_schools = [name for name in used if has_headings(tables[name])] or used
    if len(with_schools) == 1:
        return tables[with_schools[0]], with_schools[0], [name for name in used if name != with_schools[0]]
    return [], "", with_schools


def _check_size(path: Path) -> None:
    """Refuse an archive that unpacks to more than any school file holds."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > UNPACKED_AT_MOST:
        raise DistrictError(
            f"{path} unpacks to {size / 1e6:,.0f} MB; at most {UNPACKED_AT_MOST / 1e6:,.0f} MB are read. "
            "Keep only the sheet with the schools."
        )


def _filled(table: list[list[Any]]) -> list[list[str]]:
    rows = [[_text(value) for value in row] for row in table]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows if any(any(row) for row in rows) else []


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value).strip()
