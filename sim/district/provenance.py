"""Where each column of a district comes from: given in a file, or generated, and from which evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["PEOPLE", "Origin", "Provenance"]


@dataclass(frozen=True)
class Origin:
    """Where one column comes from.

    Attributes
    ----------
    given : int
        Values taken from the file.
    generated : int
        Values generated.
    how : str
        How values were generated; empty when none was.
    source : str
        The evidence that generated values rest on.
    grade : str
        ``"measured"``, ``"reported"``, ``"recalled"`` or ``"assumed"`` for generated values; ``"given"`` otherwise.
    rows : tuple of int
        Keys (rows in the origin, counted from 0) of the generated values.
    bounded : int
        How many of the generated values lie between bounds that the file gives.
    """

    given: int
    generated: int = 0
    how: str = ""
    source: str = ""
    grade: str = "given"
    rows: tuple[int, ...] = field(default=(), repr=False)
    bounded: int = 0


PEOPLE: Mapping[str, Origin] = {
    "teams": Origin(0, -1, "equal teams of about 5.5 people, by position", "size assumed, 4-7 people", "assumed"),
    "experience": Origin(
        0, -1, "drawn for every position", "NCES NTPS 2020-21, table ntps2021_fl03_t12n (shares by band)", "measured"
    ),
    "effectiveness": Origin(
        0,
        -1,
        "drawn for every position; novices lower",
        "Hanushek & Rivkin 2010 (spread), Papay & Kraft 2015 (shape of growth)",
        "recalled",
    ),
    "advice ties in schools": Origin(
        0, -1, "grown to match 15 measured networks", "Pitts & Spillane 2009 data (R package HLSM)", "measured"
    ),
    "advice ties across schools": Origin(
        0, -1, "8 % of ties, inside the zone, mostly at the same level", "share assumed, 5-15 %", "assumed"
    ),
    "leader ties": Origin(
        0, -1, "grown to match one district's 43 leaders", "Carolan 2014, chapter 9, after Daly", "measured"
    ),
}
"""What no school file holds; ``generated`` is -1 for everybody."""


def _amount(origin: Origin) -> str:
    """Say how many values were generated."""
    return f"{origin.generated} of {origin.given + origin.generated} schools" if origin.given else "all schools"


@dataclass(frozen=True)
class Provenance:
    """Where a district comes from.

    Attributes
    ----------
    source : str
        Publisher and file, or the recipe.
    year : str
        School year of the values given.
    columns : mapping of str to Origin
        By column of the school file, then what is generated for everybody.
    low_income_measure : str
        What counts as low income; levels are not comparable between measures.
    ignored : tuple of str
        Columns of the file that were not used.
    notes : tuple of str
        What is missing or was left out.
    own_file : bool
        Whether the schools were read from a file of the user's.
    read : tuple of str
        What was read from which column of the file, in words.
    left_out : tuple of str
        Rows and sheets of the file that were not used, in words.
    """

    source: str
    year: str
    columns: Mapping[str, Origin]
    low_income_measure: str = "not stated"
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    own_file: bool = False
    read: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def low_income_made_up(self) -> str:
        """One sentence that says how many low-income shares were made up, and how; empty where every one was read."""
        origin = self.columns["low_income_share"]
        if origin.generated < 0 or not origin.given + origin.bounded:
            return f"The low-income share of every school is made up by us ({origin.how}), not read from a file."
        made_up = origin.generated - origin.bounded
        if not made_up:
            return ""
        count = origin.given + origin.generated
        return f"The low-income shares of {made_up} of {count} schools are made up by us ({origin.how}), not read."

    def receipt(self) -> list[str]:
        """Say for people what was read, what was made up and what was left aside.

        Returns
        -------
        list of str
            Lines under the headings "Read from your file", "Made up by us" and "Not used".
        """
        read = [f"  {line}" for line in self.read]
        made = [
            f"  {name}: {_amount(origin)}, {origin.how}" for name, origin in self.columns.items() if origin.generated
        ]
        made.append(f"  the people and their ties ({', '.join(PEOPLE)}): all drawn")
        unused = [f"  {line}" for line in self.left_out]
        unused += [f"  columns: {', '.join(self.ignored)}"] if self.ignored else []
        notes = ["To check", *(f"  {note}" for note in self.notes)] if self.notes else []
        return ["Read from your file", *read, "Made up by us", *made, "Not used", *(unused or ["  nothing"]), *notes]

    def to_mapping(self) -> dict[str, Any]:
        """Lay the provenance out for a record of a run.

        Returns
        -------
        dict
            Plain text, numbers, lists and dicts.
        """
        return {
            "source": self.source,
            "year": self.year,
            "low_income_measure": self.low_income_measure,
            "columns": {
                name: {
                    "given": origin.given,
                    "generated": "all" if origin.generated < 0 else origin.generated,
                    "how": origin.how,
                    "source": origin.source,
                    "grade": origin.grade,
                }
                for name, origin in {**self.columns, **PEOPLE}.items()
            },
            "ignored": list(self.ignored),
            "own_file": self.own_file,
            "read": list(self.read),
            "left_out": list(self.left_out),
            "notes": list(self.notes),
        }

    def describe(self) -> str:
        """Say in words what was given and what was generated.

        Returns
        -------
        str
            One line a column.
        """
        lines = [f"{self.source} ({self.year}); low income: {self.low_income_measure}"]
        for name, origin in {**self.columns, **PEOPLE}.items():
            if origin.generated == 0:
                lines.append(f"  {name}: given ({origin.given})" if origin.given else f"  {name}: unknown")
            else:
                amount = "all" if origin.given == 0 else f"{origin.generated} of {origin.given + origin.generated}"
                lines.append(f"  {name}: {amount} GENERATED, {origin.how} [{origin.grade}: {origin.source}]")
        if self.ignored:
            lines.append(f"  columns not used: {', '.join(self.ignored)}")
        lines += [f"  note: {note}" for note in self.notes]
        return "\n".join(lines)
