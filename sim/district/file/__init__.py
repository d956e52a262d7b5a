"""Reading a school file, in the shapes that people have: grid, columns, cells, rows, and all mistakes at once."""

from __future__ import annotations

from sim.district.file.choices import Choices, choices_from
from sim.district.file.table import Table, read_table

__all__ = ["Choices", "Table", "choices_from", "read_table"]
