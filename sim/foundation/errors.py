"""Errors that a superintendent's data person can act on.

Every message says what was found, where, what is allowed and what to do.
"""

from __future__ import annotations

import difflib
import traceback
import unicodedata
from collections.abc import Callable, Iterable

__all__ = [
    "BothwaysError",
    "DistrictError",
    "OutputError",
    "ParameterError",
    "RuleError",
    "SettingsError",
    "StrategyError",
    "raised_at",
    "shown",
    "unknown",
    "unprintable",
]

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Kinds of characters that are shown as escapes, line breaks and tabs excepted."""

LONGEST_SHOWN = 60
"""Characters of a wrong value that a message shows."""


class BothwaysError(Exception):
    """A mistake in what was given to the program; the text says how to mend it.

    What was given may hold anything; the text shows control characters, line separators and marks that turn the
    direction of writing as escapes, so that no message can change a terminal or break a line.
    """

    def __str__(self) -> str:
        said = super().__str__()
        if said.isprintable():
            return said
        return "".join(_as_escape(sign) if unicodedata.category(sign) in HIDDEN else sign for sign in said)


class DistrictError(BothwaysError):
    """A school file or a recipe cannot be read as a district."""


class StrategyError(BothwaysError):
    """A strategy, its conditions or a future is not well formed."""


class ParameterError(BothwaysError):
    """A parameter is unknown, out of range or has no source."""


class SettingsError(BothwaysError):
    """A setting of a run is unknown or not allowed."""


class OutputError(BothwaysError):
    """Results cannot be written where they should be."""


class RuleError(BothwaysError):
    """A replaced rule does not fit the place it is put in."""


def _as_escape(sign: str) -> str:
    return sign if sign in "\n\t" else sign.encode("unicode_escape").decode("ascii")


def unprintable(text: str) -> str:
    """Return the first character of a text that no screen or file can take as it stands.

    Parameters
    ----------
    text : str
        As given.

    Returns
    -------
    str
        A control character other than a tab or a line break, half of a surrogate pair, or ``""`` when there is none.
    """
    if text.isprintable():
        return ""
    return next((sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n\r"), "")


def shown(value: object, *, quotes: bool = True) -> str:
    """Show a wrong value in one short line, whatever it is.

    Parameters
    ----------
    value : object
        What was given.
    quotes : bool, optional
        Whether a text stands in quotes.

    Returns
    -------
    str
        At most 60 characters without line breaks or control characters; ``"nothing"`` for None.
    """
    if value is None:
        return "nothing"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 200:
        return f"a whole number of some {round(value.bit_length() * 0.30103)} digits"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    start: object = value[: LONGEST_SHOWN + 20] if isinstance(value, str | bytes) else value
    try:
        written = repr(start)
    except Exception:  # noqa: BLE001 - an object that cannot show itself must not hide the mistake
        written = f"<{type(value).__name__}>"
    if isinstance(value, str) and not quotes:
        written = written[1:-1]
    if " at 0x" in written:
        written = f"a {type(value).__name__} object"
    written = " ".join(written.split())
    return written if len(written) <= LONGEST_SHOWN else written[: LONGEST_SHOWN - 3] + "..."


def unknown(kind: str, found: object, allowed: Iterable[object], where: str = "") -> str:
    """Say that a name is not known and which known names are near it.

    Parameters
    ----------
    kind : str
        What the name stands for, for instance ``"strategy"``.
    found : object
        The name that was given.
    allowed : iterable of object
        The names that are known.
    where : str, optional
        The place where it was found, for instance a file and key.

    Returns
    -------
    str
        One line: what was found, the near misses, and what is allowed (at most 40 names).
    """
    names = [str(name) for name in allowed]
    given = "nothing" if found is None else shown(found if isinstance(found, str) else str(shown(found)), quotes=False)
    by_small = {name.lower(): name for name in reversed(names)}
    near = [by_small[small] for small in difflib.get_close_matches(given.lower(), by_small, n=3, cutoff=0.6)]
    place = f" in {where}" if where else ""
    guess = f" Did you mean {' or '.join(near)}?" if near else ""
    listed = ", ".join(names[:40]) + (", ..." if len(names) > 40 else "")
    return f"unknown {kind} '{given}'{place}.{guess} Allowed: {listed}."


def raised_at(error: BaseException, is_theirs: Callable[[str], bool]) -> str:
    """Say where in a user's own file an error came about.

    Parameters
    ----------
    error : BaseException
        What was raised.
    is_theirs : callable
        Takes the name of a file and says whether it is the user's.

    Returns
    -------
    str
        ``"file, line N"``, the innermost place in a file of theirs; empty where none is on the way.
    """
    if isinstance(error, SyntaxError) and error.filename and error.lineno and is_theirs(error.filename):
        return f"{error.filename}, line {error.lineno}"
    steps = traceback.extract_tb(error.__traceback__)
    return next((f"{step.filename}, line {step.lineno}" for step in reversed(steps) if is_theirs(step.filename)), "")
