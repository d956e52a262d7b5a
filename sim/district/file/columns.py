"""Which column holds what: found by the words of the headings, in any order, and by what stands below them.

A heading that is understood to its last word settles a role. One that could be meant, or two that differ, are asked
about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sim.district.file.cells import CODES, is_unknown, read_number
from sim.district.file.choices import NONE, ROLES, Choices
from sim.district.file.fits import FITS, MONEY_WORDS, Fit
from sim.district.file.grades import read_grade, read_grades, read_level
from sim.district.file.grid import Grid
from sim.district.file.mistakes import Mistakes, SettingChange, quoted
from sim.district.file.words import Heading, read_heading, slug
from sim.foundation.errors import unknown

__all__ = ["Columns", "ask", "column_called", "find_columns", "settings_shown"]


SHOWN_AT_MOST = 8
A_YEAR = re.compile(r"(?<!\d)((19|20)\d\d|\d\d\s*[-\u2013/]\s*\d\d|\d{4})(?!\d)")
REQUIRED = ("school", "enrollment")


@dataclass
class Columns:
    """The columns that were found.

    Attributes
    ----------
    by_role : dict of str to str
        Column by role; roles that no column holds are not there.
    settled : set of str
        Roles that the user has named, or said that nothing holds.
    """

    by_role: dict[str, str] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)


def numeric(cells: Sequence[str], decimal_comma: bool = False) -> bool:
    """Whether most of what is known in a column is a number, and something is."""
    known = [cell for cell in cells if not is_unknown(cell) and cell not in CODES]
    good = sum(1 for cell in known if not read_number(cell, decimal_comma).bad)
    return bool(known) and good >= 0.5 * len(known)


def _most(cells: Sequence[str], good: Callable[[str], bool], part: float) -> bool:
    known = [cell for cell in cells if not is_unknown(cell)]
    return bool(known) and sum(1 for cell in known if good(cell)) >= part * len(known)


def _names(cells: Sequence[str]) -> bool:
    known = [cell for cell in cells if cell]
    lettered = sum(1 for cell in known if re.search(r"[^\W\d_]", cell))
    return lettered >= 0.5 * len(cells) > 0 and (len(known) < 4 or len(set(known)) > 1)


def _years(cells: Sequence[str]) -> bool:
    return _most(cells, lambda cell: A_YEAR.search(cell) is not None, 0.8)


def _fits_content(role: str, cells: Sequence[str], decimal_comma: bool) -> bool:
    """Whether what stands under a heading can be what its words promise."""
    if role in ("enrollment", "teachers", "latitude", "longitude"):
        return numeric(cells, decimal_comma)
    if role == "school":
        return _names(cells)
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
    levels = [read_level(cell) for cell in known]
    said = sum(1 for code in levels if code is not None and code >= 0)
    if said >= 0.3 * len(known) and said:
        return True
    codes = {cell for cell in known if cell not in CODES}
    return bool(codes) and codes <= {"0", "1", "2", "3", "4", "5", "6", "7"}


def column_called(text: str, grid: Grid) -> str | None:
    """Find the column that a setting names, as it stands in the file or as it is typed.

    Parameters
    ----------
    text : str
        The name, in any case, or its :func:`sim.district.file.words.slug`.
    grid : Grid
        The file.

    Returns
    -------
    str or None
        The column's name; None where there is none, or more than one.
    """
    if text in grid.header:
        return text
    for plain in (str.casefold, slug):
        found = [name for name in grid.header if plain(name) == plain(text)]
        if len(found) == 1:
            return found[0]
    return None


def settings_shown(role: str, column: str) -> str:
    """Show how a column is named, on the command line and in YAML.

    Parameters
    ----------
    role : str
        What it holds.
    column : str
        Its name, or ``none``.

    Returns
    -------
    str
        Both forms.
    """
    typed = slug(column) or quoted(column)
    named = column if column == NONE else '"' + column.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"district.columns.{role}={typed} (in YAML columns: {{{role}: {named}}})"


def ask(mistakes: Mistakes, role: str, names: Sequence[str], why: str, ways: Sequence[tuple[str, str]] = ()) -> None:
    """Ask which column holds something.

    Parameters
    ----------
    mistakes : Mistakes
        Where the question is put.
    role : str
        What is asked for.
    names : sequence of str
        Columns that could hold it.
    why : str
        What makes it a question.
    ways : sequence of (str, str), optional
        Role and column of each answer, where they are not simply the role and each of the columns.
    """
    answers = list(ways) or [(role, name) for name in names]
    required = role in REQUIRED
    if not required and (role, NONE) not in answers:
        answers.append((role, NONE))
    shown = [f"{settings_shown(*answer)}" for answer in answers[:SHOWN_AT_MOST]]
    tail = "" if required else f"; {NONE} says that no column holds it"
    remedies = [(SettingChange(f"columns.{answer[0]}", slug(answer[1]) or answer[1]),) for answer in answers]
    mistakes.whole(f"{why} Write one of: {', or '.join(shown)}{tail}.", *remedies)


def find_columns(grid: Grid, choices: Choices, mistakes: Mistakes) -> Columns:
    """Find the columns of every role but low income.

    Parameters
    ----------
    grid : Grid
        The file.
    choices : Choices
        What the user says.
    mistakes : Mistakes
        Where questions are put.

    Returns
    -------
    Columns
        What was found; a role that is asked about is left out.
    """
    columns = Columns()
    for role, named in choices.columns.items():
        columns.settled.add(role)
        if named == (NONE,):
            if role in REQUIRED:
                mistakes.whole(f"columns.{role} is none, but every school needs its {role}. Name the column.")
            continue
        for name in named:
            found = column_called(name, grid)
            if found is None:
                mistakes.whole(f"district.columns.{role}: {unknown('column', name, grid.header)}")
            elif len(named) == 1:
                columns.by_role[role] = found
        if len(named) > 1 and not role.startswith("low_income"):
            mistakes.whole(f"district.columns.{role} names {len(named)} columns; name one.")
    own = {slug(name): name for name in grid.header}
    for role in (*FITS, "is_school"):  # our own names for them say it plainly
        given = role in own and (role in REQUIRED or any(grid.column(own[role])))
        if given and role not in columns.settled:
            columns.by_role[role] = own[role]
    for role, fit in FITS.items():
        if role not in columns.settled and role not in columns.by_role:
            _find(role, fit, grid, columns, set(columns.by_role.values()), mistakes)
    return columns


def _find(
    role: str, fit: Callable[[Heading], Fit], grid: Grid, columns: Columns, taken: set[str], mistakes: Mistakes
) -> None:
    """Settle one role, or ask."""
    fits = {name: fit(read_heading(name)) for name in grid.header if name not in taken}
    content = {name: grid.column(name) for name, found in fits.items() if found}
    if role == "zone":  # a zone that all schools share tells nothing
        content = {name: cells for name, cells in content.items() if len(set(cells)) > 1}
    able = {
        name: fits[name] for name, cells in content.items() if _fits_content(role, cells, name in grid.decimal_commas)
    }
    best = max(able.values(), default=Fit.NO)
    names = [name for name, found in able.items() if found == best]
    if best == Fit.NO:
        if role in REQUIRED:
            _ask_required(role, grid, mistakes)
        return
    if len(names) > 1:
        names = _preferred(role, names, grid)
    if len(names) == 1 and best > Fit.MAYBE:
        columns.by_role[role] = names[0]
        return
    if (
        role in ("source", "status", "year", "district", "grades", "grade_low", "grade_high", "state_school_id")
        and best > Fit.MAYBE
    ):
        columns.by_role[role] = min(names)
        return
    which = ", ".join(quoted(name) for name in names[:SHOWN_AT_MOST])
    if len(names) == 1:
        why = f"column {which} may hold {_meant(role)}, but its name does not say so plainly."
    else:
        why = f"{len(names)} columns could hold {_meant(role)}: {which}."
    ask(mistakes, role, names, why)


def _meant(role: str) -> str:
    return f"{role} ({ROLES[role]})"


def _preferred(role: str, names: list[str], grid: Grid) -> list[str]:
    """Keep the best of several columns that fit equally well; what does not matter is not asked."""
    if len({tuple(grid.column(name)) for name in names}) == 1:
        return [min(names)]
    headings = {name: read_heading(name) for name in names}
    if role == "school":
        for words in (("long",), ("school", "name"), ("name",)):
            found = [name for name in names if headings[name].has(*words)]
            if len(found) == 1:
                return found
    if role == "state_school_id":

        def merit(name: str) -> tuple[bool, bool, int, str]:
            cells = grid.column(name)
            return len(set(cells)) < len(cells), not headings[name].has("state"), len(headings[name].text), name

        return [min(names, key=merit)]
    if role == "level":
        named = [name for name in names if headings[name].any("level")] or names
        said = {name: sum((read_level(cell) or -1) >= 0 for cell in grid.column(name)) for name in named}
        return [max(sorted(said), key=lambda name: said[name])]
    if role in ("latitude", "longitude"):
        school = [name for name in names if headings[name].any("school")]
        return school if len(school) == 1 else names
    if role == "teachers":
        fte = [name for name in names if headings[name].any("fte")]
        return fte if len(fte) == 1 and not _years_differ(headings) else names
    return names


def _years_differ(headings: Mapping[str, Heading]) -> bool:
    return len({heading.year for heading in headings.values()}) > 1


def _ask_required(role: str, grid: Grid, mistakes: Mistakes) -> None:
    """Say that a required column was not found, and offer what could be it."""
    if role == "enrollment":
        could = [name for name in grid.header if numeric(grid.column(name), name in grid.decimal_commas)]
        could = [
            name
            for name in could
            if not read_heading(name).any("id", "percent", "latitude", "longitude", "year", "other", *MONEY_WORDS)
        ]
    else:
        could = [name for name in grid.header if _names(grid.column(name))]
    found = ", ".join(name for name in grid.header if name) or "none"
    found = found if len(found) < 400 else found[:397] + "..."
    why = f"row {grid.header_line}: the required column '{role}' is missing. Found: {found}."
    if could:
        ask(mistakes, role, could[:4], why)
    else:
        mistakes.whole(f"{why} Required: school, enrollment.")
