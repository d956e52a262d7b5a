"""File names for names that people have given: free text in, a name that every file system takes out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

__all__ = ["LONGEST", "file_name"]

LONGEST = 80
"""Bytes of a name in UTF-8. Two of them and some words still fit into the 255 that file systems allow."""

_DIGITS = 8
_LOOKS_MARKED = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}$")
_RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
}
"""Names that Windows keeps for devices."""


def file_name(text: str) -> str:
    """Return a name for a file or folder that stands for a free text.

    Letters and digits of every script, ``_`` and ``-`` stay as they are; everything else becomes ``_``. A text that is
    no plain file name keeps what can be read of it and gets the first digits of its hash, so that two texts never
    share a name, not even where a file system takes capitals and small letters for the same.

    Parameters
    ----------
    text : str
        Any text, for instance the name of a strategy.

    Returns
    -------
    str
        1 to 80 bytes in UTF-8, without a dot, a slash or a space; never a name that Windows reserves. The same text
        gives the same name everywhere.

    Examples
    --------
    >>> file_name("slow_and_steady")
    'slow_and_steady'
    >>> file_name("Plan A/B")
    'Plan_A_B-3686272b'
    """
    readable = "".join(character if _stays(character) else " " for character in unicodedata.normalize("NFC", text))
    name = "_".join(readable.split()).strip("-_")
    plain = name == text == text.casefold() and name not in _RESERVED and not _LOOKS_MARKED.search(name)
    if plain and name and len(name.encode()) <= LONGEST:
        return name
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    room = LONGEST - _DIGITS - 1
    short = name.encode()[:room].decode(errors="ignore").rstrip("-_")
    return f"{short or 'unnamed'}-{digest}"


def _stays(character: str) -> bool:
    return character in "-_" or unicodedata.category(character)[0] in "LMN"
