"""What is known while a school file is read: rows, the columns that were found, mistakes, what is to be said."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from sim.district.file.cells import UNKNOWN, Cell, read_code
from sim.district.file.choices import Choices
from sim.district.file.columns import Columns
from sim.district.file.grid import Grid
from sim.district.file.mistakes import Mistakes

__all__ = ["Reading", "taken"]


@dataclass
class Reading:
    """What is known while a file is read.

    Attributes
    ----------
    grid : Grid
        The rows that are left.
    choices : Choices
        What the user says.
    columns : Columns
        Which column holds what.
    mistakes : Mistakes
        What is wrong.
    notes, left_out : list of str
        What is odd, and what was not used, for people.
    """

    grid: Grid
    choices: Choices
    columns: Columns
    mistakes: Mistakes
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def cells(self, role: str) -> list[str]:
        """Return the cells of a role; empty ones where no column holds it."""
        name = self.columns.by_role.get(role)
        return [""] * len(self.grid.rows) if name is None else self.grid.column(name)

    def heading(self, role: str) -> str:
        """Return the column of a role."""
        return self.columns.by_role.get(role, role)

    def numbers(self, role: str) -> list[Cell]:
        """Return the cells of a role as numbers; unknown where no column holds it."""
        name = self.columns.by_role.get(role)
        if name is None:
            return [UNKNOWN] * len(self.grid.rows)
        return [read_code(text, name in self.grid.decimal_commas) for text in self.grid.column(name)]


def taken(cell: Cell, bounds: str) -> float:
    """Return the value that runs: the middle of what a cell allows, or one of its ends.

    Parameters
    ----------
    cell : Cell
        A number or an interval.
    bounds : str
        ``"low"``, ``"middle"`` or ``"high"``.

    Returns
    -------
    float
        NaN where nothing is known.
    """
    if not cell.known:
        return math.nan
    if cell.low == cell.high:
        return cell.low
    return {"low": cell.low, "middle": (cell.low + cell.high) / 2.0, "high": cell.high}[bounds]
