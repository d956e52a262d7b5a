"""Free text made fit for showing: names come from people and files, and may hold anything.

A name of a strategy, a school or a district goes to terminals, text files and spreadsheets. Control characters could
move the cursor or end a line there, and a spreadsheet runs a cell that begins like a formula.
"""

from __future__ import annotations

import unicodedata

__all__ = ["counted", "indented", "plain_text", "spreadsheet_text"]

_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of all that follows; right-to-left scripts need none of them."""

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in a spreadsheet, in the usual and the full-width form."""


def plain_text(text: str) -> str:
    """Replace what is not for showing: control characters, line ends, marks of direction, halves of characters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        One line; each character that cannot be shown is a space, spaces at both ends are gone. Any script stays as
        it is.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    return "".join(" " if _hidden(letter) else letter for letter in text).strip()


def indented(line: str) -> str:
    """Make a line fit for showing as :func:`plain_text` does, and keep the spaces at its beginning.

    Parameters
    ----------
    line : str
        Any text.

    Returns
    -------
    str
        One line.
    """
    return " " * (len(line) - len(line.lstrip(" "))) + plain_text(line)


def _hidden(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}


def spreadsheet_text(text: str) -> str:
    """Make a text cell of a CSV file that no spreadsheet runs.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        As :func:`plain_text`; text that begins with ``=``, ``+``, ``-`` or ``@`` gets an apostrophe before it.
    """
    shown = plain_text(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def counted(number: int, what: str) -> str:
    """Write a number of things: ``1 run``, ``2,000 runs``.

    Parameters
    ----------
    number : int
        How many.
    what : str
        One of them, a word that takes an s.

    Returns
    -------
    str
        Both, with commas in thousands.
    """
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
