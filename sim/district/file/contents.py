"""Whether what stands in a column can be what its heading promises."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sim.district.file.cells import CODES, is_unknown, read_number
from sim.district.file.grades import read_grade, read_grades, read_level

__all__ = ["fits_content", "holds_names", "numeric"]

A_YEAR = re.compile(r"(?<!\d)((19|20)\d\d|\d\d\s*[-\u2013/]\s*\d\d|\d{4})(?!\d)")


def numeric(cells: Sequence[str], decimal_comma: bool = False) -> bool:
    """Whether most of what is known in a column is a number, and something is.

    Parameters
    ----------
    cells : sequence of str
        The column.
    decimal_comma : bool, optional
        Whether it writes 0,45 for 0.45.

    Returns
    -------
    bool
        False where nothing is known.
    """
    known = [cell for cell in cells if not is_unknown(cell) and cell not in CODES]
    good = sum(1 for cell in known if not read_number(cell, decimal_comma).bad)
    return bool(known) and good >= 0.5 * len(known)


def _most(cells: Sequence[str], good: Callable[[str], bool], part: float) -> bool:
    known = [cell for cell in cells if not is_unknown(cell)]
    return bool(known) and sum(1 for cell in known if good(cell)) >= part * len(known)


def holds_names(cells: Sequence[str]) -> bool:
    """Whether a column can hold the names of schools.

    Parameters
    ----------
    cells : sequence of str
        The column.

    Returns
    -------
    bool
        Whether most cells have letters, and not all are the same.
    """
    known = [cell for cell in cells if cell]
    lettered = sum(1 for cell in known if re.search(r"[^\W\d_]", cell))
    return lettered >= 0.5 * len(cells) > 0 and (len(known) < 4 or len(set(known)) > 1)


def _years(cells: Sequence[str]) -> bool:
    return _most(cells, lambda cell: A_YEAR.search(cell) is not None, 0.8)


def fits_content(role: str, cells: Sequence[str], decimal_comma: bool) -> bool:
    """Whether what stands under a heading can be what its words promise.

    Parameters
    ----------
    cells : sequence of str
        The column.

    Returns
    -------
    bool
        Whether most cells have letters, and not all are the same.
    """
    if role in ("enrollment", "teachers", "latitude", "longitude"):
        return numeric(cells, decimal_comma)
    if role == "school":
        return holds_names(cells)
    if role == "level":
        return _level_like(cells)
    if role == "grades":
        return _most(cells, lambda cell: read_grades(cell) is not None, 0.5)
    if role in ("grade_low", "grade_high"):
        return _most(cells, lambda cell: read_grade(cell, early_code=True) is not None, 0.5)
    if role == "year":
        return _years(cells)
    if role == "state_school_id":
        return any(cells)
    return any(not is_unknown(cell) for cell in cells)


def _level_like(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if not is_unknown(cell)]
    kinds = {cell.casefold() for cell in known}
    if max(map(len, kinds), default=0) == 1 and not kinds & {"e", "m", "h"} and not kinds & set("01234567"):
        return False  # P alone more often stands for public than for primary
    levels = [read_level(cell) for cell in known]
    said = sum(1 for code in levels if code is not None and code >= 0)
    if said >= 0.3 * len(known) and said:
        return True
    codes = {cell for cell in known if cell not in CODES}
    return bool(codes) and codes <= {"0", "1", "2", "3", "4", "5", "6", "7"}
