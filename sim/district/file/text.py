"""Bytes of a text file into rows of cells: encoding, separators, and limits on what is read."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections import Counter
from pathlib import Path

from sim.district.file.mistakes import quoted
from sim.foundation.errors import DistrictError

__all__ = ["bytes_of", "check_width", "decoded", "split_rows"]

BYTES_AT_MOST = 200_000_000
COLUMNS_AT_MOST = 5_000
ROWS_AT_MOST = 2**20
CELL_AT_MOST = 30_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}
SAMPLE = 60


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file that may be a table.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    bytes
        At most 200 MB, not empty.

    Raises
    ------
    DistrictError
        When there is no such file (near names are given), or it is too large, empty or another kind of document.
    """
    try:
        size = path.stat().st_size
        if size > BYTES_AT_MOST:
            raise DistrictError(
                f"{path} has {size / 1e6:,.0f} MB; at most {BYTES_AT_MOST / 1e6:,.0f} MB are read. "
                "Keep only the rows of your district."
            )
        content = path.read_bytes()
    except FileNotFoundError:
        found = [one.name for one in path.parent.glob("*") if one.is_file()] if path.parent.is_dir() else []
        near = difflib.get_close_matches(path.name, sorted(found), n=2, cutoff=0.5)
        guess = f" Near it: {', '.join(near)}." if near else ""
        raise DistrictError(f"there is no file {path} (looked for {path.absolute()}).{guess}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DistrictError(f"{path} cannot be read: {reason}. Name a CSV or Excel file of schools.") from error
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise DistrictError(
            f"{path} is empty. It needs a row of headings with at least school,enrollment and one row per school."
        )
    for start, kind in ((b"%PDF", "a PDF"), (b"<!DOCTYPE", "a web page"), (b"<html", "a web page"), (b"{", "JSON")):
        if content.lstrip()[: len(start)].lower() == start.lower():
            raise DistrictError(f"{path} is {kind}, not a table. Save the table as CSV UTF-8 or as .xlsx.")
    return content


def decoded(content: bytes, where: str) -> tuple[str, list[str]]:
    """Turn bytes into text.

    Parameters
    ----------
    content : bytes
        Of a text file.
    where : str
        The file, for messages.

    Returns
    -------
    text : str
        Decoded as UTF-8, UTF-16, Windows-1252 or Latin-1.
    said : list of str
        Which of them, unless it was UTF-8.

    Raises
    ------
    DistrictError
        For zero bytes, which no text has.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codes, name = ["utf-16"], "UTF-16"
    elif content[:400].count(b"\x00") > len(content[:400]) // 4:
        codes, name = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"], "UTF-16"
    else:
        codes, name = ["utf-8-sig", "cp1252", "latin-1"], "UTF-8"
    for code in codes:
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            name = "Windows-1252 (no UTF-8: check names with accents)"
            continue
        if "\x00" in text:
            break
        return text, [] if name == "UTF-8" else [f"letters read as {name}"]
    raise DistrictError(f"{where} is no text file (it holds zero bytes). Save the table as CSV UTF-8 or as .xlsx.")


def split_rows(text: str, where: str) -> tuple[list[list[str]], str]:
    """Cut text into rows and cells.

    Parameters
    ----------
    text : str
        The file.
    where : str
        Its name, for messages.

    Returns
    -------
    rows : list of list of str
        As many as the file has lines, so that row numbers stay.
    said : str
        The separator, unless it was a comma.

    Raises
    ------
    DistrictError
        For a quotation mark that is not closed, or more than the limits allow.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    named = re.fullmatch(r'\s*"?sep=(.)"?[,;\t]*\s*', first)
    widest = max(text.split("\n", SAMPLE)[:SAMPLE], key=len)
    if max(widest.count(mark) for mark in DELIMITERS) > 4 * COLUMNS_AT_MOST:
        raise DistrictError(
            f"{where}: a row has more than {COLUMNS_AT_MOST} columns. Keep only the columns that are needed."
        )
    usual = csv.field_size_limit(BYTES_AT_MOST)  # ours is checked row by row, with a better message
    try:
        if named:
            mark, text = named.group(1), f"\n{rest}"  # the line keeps its number
        else:
            mark = _delimiter(text)
        rows = _rows_of(text, mark, where)
    finally:
        csv.field_size_limit(usual)
    return rows, "" if mark == "," else f"columns separated by {DELIMITERS.get(mark, quoted(mark))}"


def _rows_of(text: str, mark: str, where: str) -> list[list[str]]:
    """Read the rows, an empty one for each line that a cell with line breaks takes more."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True, skipinitialspace=True)
    try:
        starts = 1
        for row in reader:
            check_width(row, where, starts)
            rows.append(row)
            rows.extend(
                [[]] * (reader.line_num - starts)
            )  # a line break inside quotes: rows keep the file's line numbers
            starts = reader.line_num + 1
            if len(rows) > ROWS_AT_MOST:
                raise DistrictError(
                    f"{where} has more than {ROWS_AT_MOST:,} rows. Keep only the rows of your district."
                )
    except csv.Error as error:
        raise DistrictError(
            f"{where}, row {starts}: a quotation mark is opened here and not closed, or stands inside "
            f"quotes ({error}). "
            "Close it, take it out, or write it twice."
        ) from error
    return rows


def _delimiter(text: str) -> str:
    """Find the mark between columns: the one that gives most rows the same number of cells, and many."""
    lines = text[:200_000].split("\n")[: SAMPLE * 4]
    best, best_score = ",", 0.0
    for mark in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark) if any(cell.strip() for cell in row)][:SAMPLE]
        wide = Counter(width for width in widths if width > 1)
        if wide:
            width, times = max(wide.items(), key=lambda item: (item[1] * item[0], item[0]))
            score = (width - 1) * times / len(widths)
            if score > best_score + 1e-9:
                best, best_score = mark, score
    return best


def check_width(row: list[str], where: str, line: int) -> None:
    """Refuse rows with too many columns, and cells that are too long.

    Parameters
    ----------
    row : list of str
        Cells.
    where : str
        The file, for messages.
    line : int
        The row.

    Raises
    ------
    DistrictError
        Saying what is allowed.
    """
    if len(row) > COLUMNS_AT_MOST:
        raise DistrictError(
            f"{where}, row {line}: {len(row):,} columns; at most {COLUMNS_AT_MOST:,} are read. Keep "
            "only the columns that are needed."
        )
    for cell in row:
        if len(cell) > CELL_AT_MOST:
            raise DistrictError(
                f"{where}, row {line}: a cell has {len(cell):,} letters; at most {CELL_AT_MOST:,} are read. "
                "A quotation mark that is opened and not closed swallows the rows after it: close it or take it out."
            )
