"""How lists of names are shown, and one name is taken from them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from sim.foundation.errors import SettingsError, unknown

__all__ = ["WIDTH", "one_of", "rows_shown"]

WIDTH = 110


def one_of(command: str, typed: Sequence[str], names: Sequence[str], kind: str) -> str | None:
    """Take the one name that was typed, or nothing.

    Parameters
    ----------
    command : str
        The command, for messages.
    typed : sequence of str
        What stands behind it.
    names : sequence of str
        Names that are known.
    kind : str
        What they name.

    Returns
    -------
    str or None
        A known name or a YAML file; None where nothing was typed.

    Raises
    ------
    SettingsError
        For several, or an unknown name.
    """
    if len(typed) > 1:
        raise SettingsError(f"bothways {command} takes one name; found '{' '.join(typed)}'.")
    if typed and typed[0] not in names and not typed[0].endswith((".yaml", ".yml")):
        raise SettingsError(unknown(kind, typed[0], names))
    return typed[0] if typed else None


def rows_shown(rows: Mapping[str, str]) -> str:
    """Lay names and what they mean out in two columns.

    Parameters
    ----------
    rows : mapping of str to str
        Meaning by name.

    Returns
    -------
    str
        Lines of at most :data:`WIDTH` letters.
    """
    wide = max(len(name) for name in rows) + 2
    return "\n".join(
        textwrap.fill(text, WIDTH, initial_indent=f"  {name:<{wide}}", subsequent_indent=" " * (wide + 2))
        for name, text in rows.items()
    )
