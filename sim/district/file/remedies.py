"""What a message advises, in a form that a program can follow as well."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CellChange", "Remedy", "RowRemoval", "SettingChange"]


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
