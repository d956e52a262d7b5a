"""Rows of schools beside rows of districts, and schools that have a row for each grade, group or subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sim.district.file.columns import Columns
from sim.district.file.grid import Grid, keep_rows
from sim.district.file.mistakes import Mistakes, quoted
from sim.district.file.remedies import SettingChange
from sim.district.file.words import slug

__all__ = ["ask_breakdown", "ask_kind", "of_several_kinds"]

VALUES_SHOWN = 6
BREAKDOWN_VALUES_AT_MOST = 40

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


def of_several_kinds(cells: Sequence[str]) -> bool:
    """Whether a column tells rows of schools from rows of districts or the state.

    Parameters
    ----------
    cells : sequence of str
        The column.

    Returns
    -------
    bool
        True for School, District, State and the like.
    """
    kinds = {cell.casefold() for cell in cells if cell}
    return (
        len(kinds) <= 8
        and bool(kinds & SCHOOL_WORDS)
        and bool(kinds & WIDER_WORDS)
        and kinds <= SCHOOL_WORDS | WIDER_WORDS
    )


def ask_kind(grid: Grid, name: str, mistakes: Mistakes) -> Grid:
    """Ask to keep the rows of schools; what else is asked concerns these.

    Parameters
    ----------
    grid : Grid
        The file.
    name : str
        The column of kinds.
    mistakes : Mistakes
        Where the question is put.

    Returns
    -------
    Grid
        With the rows of schools.
    """
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


def ask_breakdown(grid: Grid, columns: Columns, settled: set[str], mistakes: Mistakes) -> None:
    """Ask where each school has a row for each grade, group or subject.

    Parameters
    ----------
    grid : Grid
        The file.
    columns : Columns
        The columns that were found.
    settled : set of str
        Columns by which rows have been picked, or are asked about.
    mistakes : Mistakes
        Where the question is put.
    """
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
            what = f"schools stand in several rows that differ in column '{name}' ({shown})"
            if len(kinds) == 2 and whole is None:  # yes and no: neither stands for all students
                mistakes.whole(
                    f"{what}, and none of them stands for all students. Make one row per school: add the rows up, and "
                    "put low-income students in a column of their own.",
                    count=len(keys),
                )
                return
            ways = [
                SettingChange(f"rows.{slug(name)}", value)
                for value in ([whole] if whole else list(kinds)[:VALUES_SHOWN])
            ]
            mistakes.whole(
                f"{what}. Keep the rows of all students: {ways[0].in_run()} (in YAML {ways[0].in_yaml()}).",
                *[(way,) for way in ways],
                count=len(keys),
            )
            return
