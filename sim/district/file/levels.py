"""Levels of schools: from the column of levels, else from the grades offered, compared with the schools' names."""

from __future__ import annotations

import difflib

import numpy as np

from sim.district.file.cells import CODES, is_unknown
from sim.district.file.columns import ask
from sim.district.file.grades import (
    LEVEL_WORDS,
    SHORT,
    a_date,
    level_in_name,
    level_of_grades,
    read_grade,
    read_grades,
    read_level,
)
from sim.district.file.mistakes import quoted
from sim.district.file.reading import Reading
from sim.district.file.remedies import CellChange
from sim.district.schools import LEVELS, Floats
from sim.foundation.plain_text import counted

__all__ = ["read_levels"]

CODED_LEVELS = {"0": 0.0, "1": 0.0, "2": 1.0, "3": 2.0, "7": 2.0}
"""The federal directory's: 0 prekindergarten, 1 primary, 2 middle, 3 high, 7 secondary; 4, 5 and 6 say no level."""


def read_levels(reading: Reading) -> tuple[Floats, int]:
    """Read levels, from the column of levels and else from the grades offered.

    Parameters
    ----------
    reading : Reading
        Rows and columns.

    Returns
    -------
    level : numpy.ndarray
        0, 1, 2, or -1 where the file says none.
    from_grades : int
        How many were read from grades.
    """
    level = _levels_given(reading)
    given = int((level >= 0).sum())
    low, high, span = reading.cells("grade_low"), reading.cells("grade_high"), reading.cells("grades")
    early = not any(text.casefold().startswith("p") for text in low)
    for i in np.flatnonzero(level < 0).tolist():
        grades = read_grades(span[i])
        if grades is None and low[i] and high[i]:
            first, last = read_grade(low[i], early), read_grade(high[i], early)
            grades = None if first is None or last is None or first > last else (first, last)
        if grades is not None:
            level[i] = level_of_grades(*grades)
    _say_dates(reading)
    _compare_with_names(reading, level)
    return level, int((level >= 0).sum()) - given


def _say_dates(reading: Reading) -> None:
    """Say that a spreadsheet has made dates of spans of grades."""
    for role in ("grades", "level"):
        dates = [cell for cell in reading.cells(role) if a_date(cell) is not None]
        if dates:
            low, high = a_date(dates[0]) or (0, 0)
            reading.notes.append(
                f"column '{reading.heading(role)}': a spreadsheet has turned grades into dates in {len(dates)} rows "
                f"(such as {quoted(dates[0])}, read as grades {low}-{high})"
            )


def _compare_with_names(reading: Reading, level: Floats) -> None:
    """Ask where most levels contradict the names of the schools, and name those that do where it is a few."""
    names = reading.cells("school")
    said = [level_in_name(name) for name in names]
    both = [i for i, code in enumerate(said) if code is not None and level[i] >= 0]
    apart = [i for i in both if said[i] != level[i]]
    if not apart:
        return
    role = next((one for one in ("level", "grades", "grade_low") if one in reading.columns.by_role), "level")
    heading = reading.heading(role)
    shown = ", ".join(f"{quoted(names[i])}: {LEVELS[int(level[i])]}" for i in apart[:3])
    what = f"column '{heading}' gives {len(apart)} of {len(both)} schools another level than their names ({shown})"
    if 2 * len(apart) < len(both) or len(both) < 2 or role in reading.choices.columns:
        reading.notes.append(f"{what}; the column counts")
        return
    ask(reading.mistakes, role, [heading], f"{what}. Does it hold levels or grades?")


def _levels_given(reading: Reading) -> Floats:
    """Read the column of levels; a word that is nearly one of ours is a mistake, another one says no level."""
    grid, heading, texts = reading.grid, reading.heading("level"), reading.cells("level")
    said = {text for text in texts if not is_unknown(text) and text not in CODES}
    coded = bool(said) and said <= set("01234567")
    level = np.full(len(grid.rows), -1.0)
    silent: list[str] = []
    for i, text in enumerate(texts):
        if text not in said:
            continue
        code = CODED_LEVELS.get(text, -1.0) if coded else read_level(text)
        if code is not None:
            level[i] = code
            silent += [text] if code < 0 else []
            continue
        near = difflib.get_close_matches(
            text.casefold(), [word for word in (*LEVEL_WORDS, *SHORT) if len(word) > 2], n=1, cutoff=0.7
        )
        if near:
            cure = (
                f"Did you mean {near[0]}? Allowed: {', '.join(LEVEL_WORDS)}, a span of grades such as K-5, or nothing."
            )
            reading.mistakes.cell(
                grid.lines[i],
                heading,
                text,
                "is no level that we know",
                cure,
                CellChange(grid.lines[i], heading, near[0]),
            )
        else:
            silent.append(text)
    if silent:
        shown = ", ".join(quoted(text) for text in list(dict.fromkeys(silent))[:5])
        reading.notes.append(f"column '{heading}': {shown} says no level ({counted(len(silent), 'school')})")
    return level
