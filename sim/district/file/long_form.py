"""Files with a row per group of students: the rows of low-income students become a column beside the rows of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.district.file.grid import Grid
from sim.district.file.low_income import measure_of
from sim.district.file.words import read_heading

__all__ = ["with_group_columns"]


def with_group_columns(
    grid: Grid, name: str, picked: Sequence[str], students: str | None, identify: Sequence[str]
) -> Grid:
    """Put the students of low-income groups into columns of their own, before the rows of one group are picked.

    Parameters
    ----------
    grid : Grid
        The file, a row per school and group.
    name : str
        The column of groups.
    picked : sequence of str
        The groups that are picked, such as all students.
    students : str or None
        The column of numbers of students.
    identify : sequence of str
        Columns that tell schools and years apart.

    Returns
    -------
    Grid
        With a column of counts for each group that speaks of low income.
    """
    cells = grid.column(name)
    groups = [
        group
        for group in dict.fromkeys(cells)
        if group not in picked and measure_of(read_heading(group))[1] and f"{group} count" not in grid.header
    ]
    if students is None or not groups:
        return grid
    keys = list(zip(*(grid.column(column) for column in identify), strict=True))
    numbers = grid.column(students)
    rows = [list(row) for row in grid.rows]
    for group in groups:
        counts = {key: number for key, cell, number in zip(keys, cells, numbers, strict=True) if cell == group}
        for row, key in zip(rows, keys, strict=True):
            row.append(counts.get(key, ""))
    said = [*grid.said, f"rows of {', '.join(groups)} in column '{name}' became columns of counts"]
    return replace(grid, header=[*grid.header, *(f"{group} count" for group in groups)], rows=rows, said=said)
