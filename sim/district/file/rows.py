"""Which rows are schools of one district in one year: the user's picks, and what is asked where there are several."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sim.district.file.cells import is_unknown
from sim.district.file.choices import ROW_KEYS, Choices
from sim.district.file.columns import Columns, column_called, find_columns
from sim.district.file.fits import FITS, Fit
from sim.district.file.grid import Grid
from sim.district.file.long_form import with_group_columns
from sim.district.file.mistakes import Mistakes, Remedy, SettingChange, quoted, rows_named
from sim.district.file.words import read_heading, slug

__all__ = ["keep_rows", "named_rows", "pick_rows"]

ALL = "all"
WHOLE = (
    "all",
    "all students",
    "all grades",
    "allgrades",
    "total",
    "all students (total)",
    "school",
    "all groups",
    "all subgroups",
)
SCHOOL_WORDS = frozenset({"school", "schools", "campus", "building", "s", "sch", "public school"})
WIDER_WORDS = frozenset(
    {
        "district",
        "state",
        "statewide",
        "county",
        "corporation",
        "lea",
        "region",
        "d",
        "t",
        "c",
        "esd",
        "isd",
        "nation",
    }
)
CLOSED = re.compile(r"(closed|inactive|future|not (yet )?open|not operational|pending)", re.IGNORECASE)
CLOSED_CODES = frozenset({"2", "6", "7"})
STATUS_CODES = frozenset("12345678")
VALUES_SHOWN = 6
BREAKDOWN_VALUES_AT_MOST = 40


def keep_rows(grid: Grid, keep: Sequence[bool]) -> Grid:
    """Keep some rows of a file.

    Parameters
    ----------
    grid : Grid
        The file.
    keep : sequence of bool
        For each row.

    Returns
    -------
    Grid
        With the rest.
    """
    rows = [row for row, kept in zip(grid.rows, keep, strict=True) if kept]
    return replace(grid, rows=rows, lines=[line for line, kept in zip(grid.lines, keep, strict=True) if kept])


def pick_rows(grid: Grid, choices: Choices, mistakes: Mistakes) -> Grid:
    """Keep the rows that the user picks, and ask where the file holds more than one district in one year.

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
    Grid
        What is left; what was left out is said in it.
    """
    columns = find_columns(grid, choices, Mistakes())
    year, districts = columns.by_role.get("year"), _district_columns(grid, columns)
    settled: set[str] = set()
    for key, values in choices.rows.items():
        if key in ROW_KEYS:
            continue
        of = {"year": [year] if year else [], "district": districts}.get(key) or _called(key, grid)
        if not of:
            mistakes.whole(f"rows.{key}: there is no such column. Columns: {', '.join(grid.header)[:300]}.")
            continue
        settled.update(of)
        if values != (ALL,):
            if len(of) == 1 and of[0] not in (year, *districts):
                who = [columns.by_role.get(role) for role in ("school", "state_school_id", "year")]
                identify = [column for column in (*who, *districts) if column is not None]
                grid = with_group_columns(grid, of[0], values, columns.by_role.get("enrollment"), identify)
            grid = _pick(grid, of, key, values, mistakes)
    if not grid.rows:
        return grid
    grid = _open_schools(grid, columns.by_role.get("status"), settled)
    for name in grid.header:
        if name not in settled and name not in districts and name != year and _of_several_kinds(grid.column(name)):
            grid = _ask_kind(grid, name, mistakes)
            settled.add(name)
    if year and year not in settled:
        _ask_value(grid, [year], "year", "school years", mistakes)
    if districts and not settled & set(districts):
        _ask_value(grid, districts, "district", "districts", mistakes)
    _ask_breakdown(grid, columns, settled | {year or ""} | set(districts), mistakes)
    return grid


def _called(key: str, grid: Grid) -> list[str]:
    name = column_called(key, grid)
    return [] if name is None else [name]


def _district_columns(grid: Grid, columns: Columns) -> list[str]:
    """All columns that name or number the district."""
    named = columns.by_role.get("district")
    if "district" in columns.settled:
        return [named] if named else []
    found = [
        name for name in grid.header if FITS["district"](read_heading(name)) >= Fit.LIKELY and any(grid.column(name))
    ]
    return sorted(found, key=lambda name: (not read_heading(name).any("name"), name))


def _same_value(cell: str, value: str) -> bool:
    return cell.casefold() == value.casefold() or bool(
        cell.isdigit() and value.isdigit() and cell.lstrip("0") == value.lstrip("0")
    )


def _pick(grid: Grid, names: Sequence[str], key: str, values: Sequence[str], mistakes: Mistakes) -> Grid:
    """Keep the rows with one of the values in one of the columns."""
    cells = [grid.column(name) for name in names]
    keep = [any(_same_value(column[i], value) for column in cells for value in values) for i in range(len(grid.rows))]
    for value in values:
        if not any(_same_value(cell, value) for column in cells for cell in column):
            found = list(dict.fromkeys(cell for column in cells for cell in column if cell))
            near = difflib.get_close_matches(value, found, n=3, cutoff=0.6)
            guess = f" Did you mean {' or '.join(quoted(one) for one in near)}?" if near else ""
            shown = ", ".join(quoted(one) for one in found[:VALUES_SHOWN])
            more = f" and {len(found) - VALUES_SHOWN} more" if len(found) > VALUES_SHOWN else ""
            mistakes.whole(
                f"rows.{key}: no row has {quoted(value)} in "
                f"{' or '.join(quoted(n) for n in names)}.{guess} Found: {shown}{more}."
            )
            return grid
    left = keep.count(False)
    said = [f"{left} rows with another {key} than {', '.join(values)}"] if left else []
    return replace(keep_rows(grid, keep), left_out=[*grid.left_out, *said])


def _open_schools(grid: Grid, status: str | None, settled: set[str]) -> Grid:
    """Leave out schools that are closed or not open yet."""
    if status is None or status in settled:
        return grid
    cells = grid.column(status)
    coded = {cell for cell in cells if cell} <= STATUS_CODES
    closed = [cell in CLOSED_CODES if coded else bool(CLOSED.match(cell)) for cell in cells]
    if not any(closed) or all(closed):
        return grid
    lines = [line for line, gone in zip(grid.lines, closed, strict=True) if gone]
    said = f"{rows_named(lines)}: not open by column '{status}'"
    return replace(keep_rows(grid, [not gone for gone in closed]), left_out=[*grid.left_out, said])


def _values(grid: Grid, names: Sequence[str]) -> list[tuple[str, int, str]]:
    """The different values of the first column, with rows, and what a second column calls them."""
    first = grid.column(names[0])
    counts = Counter(cell for cell in first if not is_unknown(cell))
    beside = _label_column(grid, names)
    labels: dict[str, str] = {}
    if beside is not None:
        for cell, label in zip(first, grid.column(beside), strict=True):
            labels.setdefault(cell, label)
    ordered = counts.most_common()
    if read_heading(names[0]).any("year"):
        ordered = sorted(ordered, reverse=True)
    return [(value, count, labels.get(value, "")) for value, count in ordered]


def _label_column(grid: Grid, names: Sequence[str]) -> str | None:
    """A column of words that says what a number stands for."""
    first = grid.column(names[0])
    if not all(cell.replace("-", "").isdigit() for cell in first if cell):
        return None
    for name in sorted(grid.header, key=lambda one: not read_heading(one).any("county", "district")):
        cells = grid.column(name)
        lettered = [cell for cell in cells if re.search(r"[A-Za-z]{3}", cell)]
        if name in names or len(lettered) < 0.9 * len(cells):
            continue
        usual: dict[str, int] = {}
        for (value, _), times in Counter(zip(first, cells, strict=True)).items():
            usual[value] = max(times, usual.get(value, 0))
        if len(set(cells)) >= 0.5 * len(set(first)) and sum(usual.values()) >= 0.9 * len(cells):
            return name
    return None


def _ask_value(grid: Grid, names: Sequence[str], key: str, what: str, mistakes: Mistakes) -> None:
    """Ask for one of several values."""
    names = [name for name in names if len({cell for cell in grid.column(name) if not is_unknown(cell)}) > 1]
    if not names:
        return
    values = _values(grid, names)
    shown = ", ".join(
        f"{value}{f' ({label})' if label else ''}: {count} rows" for value, count, label in values[:VALUES_SHOWN]
    )
    more = f", and {len(values) - VALUES_SHOWN} more" if len(values) > VALUES_SHOWN else ""
    example = SettingChange(f"rows.{key}", values[0][0])
    ways: list[tuple[Remedy, ...]] = [(SettingChange(f"rows.{key}", value),) for value, _, _ in values[:VALUES_SHOWN]]
    mistakes.whole(
        f"column '{names[0]}' names {len(values)} {what} ({shown}{more}). Pick one: {example.in_run()} "
        f"(in YAML {example.in_yaml()}); 'all' keeps all of them.",
        *ways,
        (SettingChange(f"rows.{key}", ALL),),
        count=len(grid.rows),
    )


def _of_several_kinds(cells: Sequence[str]) -> bool:
    """Whether a column tells rows of schools from rows of districts or the state."""
    kinds = {cell.casefold() for cell in cells if cell}
    return (
        len(kinds) <= 8
        and bool(kinds & SCHOOL_WORDS)
        and bool(kinds & WIDER_WORDS)
        and kinds <= SCHOOL_WORDS | WIDER_WORDS
    )


def _ask_kind(grid: Grid, name: str, mistakes: Mistakes) -> Grid:
    """Ask to keep the rows of schools; what else is asked concerns these."""
    counts = Counter(cell for cell in grid.column(name) if cell)
    school = next(value for value in counts if value.casefold() in SCHOOL_WORDS)
    shown = ", ".join(f"{value}: {count} rows" for value, count in counts.most_common())
    pick = SettingChange(f"rows.{slug(name)}", school)
    mistakes.whole(
        f"column '{name}' says that some rows are no schools ({shown}). Keep the schools: {pick.in_run()} "
        f"(in YAML {pick.in_yaml()}).",
        (pick,),
        count=len(grid.rows),
    )
    return keep_rows(grid, [cell == school for cell in grid.column(name)])


def _ask_breakdown(grid: Grid, columns: Columns, settled: set[str], mistakes: Mistakes) -> None:
    """Ask where each school has a row for each grade, group or subject."""
    who = columns.by_role.get("state_school_id"), columns.by_role.get("school")
    keys = [
        tuple(row) for row in zip(*(grid.column(name) for name in {*who, *settled} if name in grid.header), strict=True)
    ]
    if not keys or who == (None, None):
        return
    times = Counter(keys)
    if len(keys) - len(times) < 0.3 * len(keys):
        return
    for name in grid.header:
        cells = grid.column(name)
        kinds = Counter(cell for cell in cells if cell)
        if name in settled or name in who or not 2 <= len(kinds) <= BREAKDOWN_VALUES_AT_MOST:
            continue
        apart = len(set(zip(keys, cells, strict=True))) == len(keys)
        if apart:
            whole = next((value for value in kinds if value.casefold() in WHOLE), None)
            shown = ", ".join(quoted(value) for value, _ in kinds.most_common(VALUES_SHOWN))
            ways = [
                SettingChange(f"rows.{slug(name)}", value)
                for value in ([whole] if whole else list(kinds)[:VALUES_SHOWN])
            ]
            mistakes.whole(
                f"schools stand in several rows that differ in column '{name}' ({shown}). Keep the "
                "rows of all students: "
                f"{ways[0].in_run()} (in YAML {ways[0].in_yaml()}).",
                *[(way,) for way in ways],
                count=len(keys),
            )
            return


def named_rows(entries: Sequence[str], names: Sequence[str], lines: Sequence[int]) -> tuple[set[int], list[str]]:
    """Find the rows that ``drop`` or ``keep`` names.

    Parameters
    ----------
    entries : sequence of str
        Names of schools, or ``row 14``.
    names : sequence of str
        The schools' names.
    lines : sequence of int
        Row numbers in the file.

    Returns
    -------
    places : set of int
        Positions that are meant.
    missing : list of str
        Entries that nothing answers to.
    """
    places: set[int] = set()
    missing: list[str] = []
    for entry in entries:
        found = {i for i, name in enumerate(names) if name.casefold() == entry.casefold()}
        row = re.fullmatch(r"(?:rows?\s*)?(\d{1,9})", entry.casefold())
        if row and not found:
            found = {i for i, line in enumerate(lines) if int(row[1]) == line}
        places |= found
        if not found:
            missing.append(entry)
    return places, missing
