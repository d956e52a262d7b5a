"""All mistakes of a file at once: grouped, counted, each with its cure; a cure is also kept for a program to follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.foundation.errors import DistrictError

__all__ = [
    "CellChange",
    "Mistake",
    "Mistakes",
    "Remedy",
    "RowRemoval",
    "SchoolFileError",
    "SettingChange",
    "quoted",
    "rows_named",
]

ROWS_NAMED = 4
SHOWN_AT_MOST = 70


@dataclass(frozen=True)
class CellChange:
    """Write something else into one cell.

    Attributes
    ----------
    line : int
        Row of the file; the first is 1.
    column : str
        Name of the column.
    text : str
        What to write.
    """

    line: int
    column: str
    text: str


@dataclass(frozen=True)
class RowRemoval:
    """Take one row out of the file.

    Attributes
    ----------
    line : int
        Row of the file; the first is 1.
    """

    line: int


@dataclass(frozen=True)
class SettingChange:
    """Give a setting beside the file.

    Attributes
    ----------
    key : str
        Such as ``columns.low_income_share`` or ``rows.drop``.
    value : str or tuple of str
        What to set; several are written as a list.
    """

    key: str
    value: str | tuple[str, ...]

    def typed(self) -> str:
        """The setting as it is typed behind ``bothways districts FILE``."""
        if isinstance(self.value, tuple):
            inner = ",".join(_in_double_quotes(one) for one in self.value)
            return f"'{self.key}=[{inner}]'"
        plain = self.value.replace("_", "").replace("-", "").replace(".", "").isalnum() and self.value.isascii()
        return f"{self.key}={self.value}" if plain else f"'{self.key}={_in_double_quotes(self.value)}'"

    def in_run(self) -> str:
        """Return the setting as it is typed for a run, quoted for the shell where that is needed."""
        typed = self.typed()
        return f"'district.{typed[1:]}" if typed.startswith("'") else f"district.{typed}"

    def in_yaml(self) -> str:
        """The setting as it stands in a YAML file of the district."""
        top, _, rest = self.key.partition(".")
        if isinstance(self.value, tuple):
            value = "[" + ", ".join(_in_double_quotes(one) for one in self.value) + "]"
        else:
            value = self.value if self.value.replace("_", "").isalpha() else _in_double_quotes(self.value)
        return f"{top}: {{{rest}: {value}}}" if rest else f"{top}: {value}"


Remedy = CellChange | RowRemoval | SettingChange


def _in_double_quotes(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True)
class Mistake:
    """One kind of mistake in one place of the file.

    Attributes
    ----------
    text : str
        What was found, where, what is allowed and what to do.
    remedies : tuple of tuple of Remedy
        The ways out, each of which helps on its own; a way may take several changes.
    count : int
        Cells or rows that it concerns.
    """

    text: str
    remedies: tuple[tuple[Remedy, ...], ...] = ()
    count: int = 1


class SchoolFileError(DistrictError):
    """A school file cannot be read; the text has a line for each kind of mistake.

    Parameters
    ----------
    where : str
        The file.
    mistakes : sequence of Mistake
        One or more.
    """

    def __init__(self, where: str, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        if len(mistakes) == 1:
            super().__init__(f"{where}{_joint(mistakes[0].text)}{mistakes[0].text}")
        else:
            lines = "\n".join(f"  {mistake.text}" for mistake in mistakes)
            super().__init__(f"{where} needs {len(mistakes)} corrections:\n{lines}")


def _joint(text: str) -> str:
    return ", " if text.startswith(("row ", "rows ", "column")) else ": "


@dataclass
class _Group:
    column: str
    complaint: str
    cure: str
    lines: list[int] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)


class Mistakes:
    """What is wrong with a file, collected while it is read."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, str, str], _Group] = {}
        self._whole: list[Mistake] = []
        self.quiet: set[int] = set()
        """Rows whose cells are not looked at, because it is asked whether they are schools at all."""

    def __bool__(self) -> bool:
        return bool(self._groups or self._whole)

    def cell(self, line: int, column: str, found: str, complaint: str, cure: str, remedy: Remedy | None = None) -> None:
        """Note a mistake in a cell.

        Parameters
        ----------
        line : int
            Row of the file.
        column : str
            Name of the column.
        found : str
            The cell, or ``""`` where showing it says nothing.
        complaint : str
            What is wrong, after the cell: "is not a number".
        cure : str
            What is allowed and what to do, the same for all cells of the group.
        remedy : Remedy, optional
            The same for a program to follow.
        """
        if line in self.quiet:
            return
        group = self._groups.setdefault((column, complaint, cure), _Group(column, complaint, cure))
        group.lines.append(line)
        group.shown.append(found)
        if remedy is not None:
            group.remedies.append(remedy)

    def whole(self, text: str, *remedies: tuple[Remedy, ...], count: int = 1) -> None:
        """Note a mistake of the file as a whole.

        Parameters
        ----------
        text : str
            All of it, without the file's name.
        *remedies : tuple of Remedy
            Each one a way out.
        count : int, optional
            Rows that it concerns.
        """
        self._whole.append(Mistake(text, remedies, count))

    def listed(self) -> list[Mistake]:
        """List all mistakes, those of the whole file first.

        Returns
        -------
        list of Mistake
            Without repetition.
        """
        return self._whole + [
            Mistake(_text_of(group), (tuple(group.remedies),) if group.remedies else (), len(group.lines))
            for group in self._groups.values()
        ]

    def check(self, where: str) -> None:
        """Raise an error when there is any mistake.

        Parameters
        ----------
        where : str
            The file.

        Raises
        ------
        SchoolFileError
            With all of them.
        """
        if self:
            raise SchoolFileError(where, self.listed())


def _text_of(group: _Group) -> str:
    shown = list(dict.fromkeys(text for text in group.shown if text))
    found = ", ".join(quoted(text) for text in shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
    complaint = (
        group.complaint.replace("is ", "are ", 1)
        if len(shown) > 1 and group.complaint.startswith("is ")
        else group.complaint
    )
    what = f"{found} {complaint}" if found else complaint
    return f"{rows_named(group.lines)}, column '{group.column}': {what}. {group.cure}"


def rows_named(lines: Sequence[int]) -> str:
    """Name rows, the first few of many.

    Parameters
    ----------
    lines : sequence of int
        Row numbers.

    Returns
    -------
    str
        ``"row 3"`` or ``"rows 3, 7, 9, 12 and 14 more"``.
    """
    if len(lines) == 1:
        return f"row {lines[0]}"
    if len(lines) <= ROWS_NAMED + 1:
        return "rows " + ", ".join(map(str, lines[:-1])) + f" and {lines[-1]}"
    return "rows " + ", ".join(map(str, lines[:ROWS_NAMED])) + f" and {len(lines) - ROWS_NAMED} more"


def quoted(text: str) -> str:
    """Show a cell in a message: in quotes, on one line, without control characters, cut where it is long.

    Parameters
    ----------
    text : str
        Anything.

    Returns
    -------
    str
        At most some forty characters.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return f"'{plain}'" if len(plain) <= SHOWN_AT_MOST else f"'{plain[: SHOWN_AT_MOST - 3]}...'"
