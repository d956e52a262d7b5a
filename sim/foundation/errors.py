"""Errors that a superintendent's data person can act on.

Every message says what was found, where, what is allowed and what to do.
"""

from __future__ import annotations

import difflib
import traceback
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
    "unknown",
]


class BothwaysError(Exception):
    """A mistake in what was given to the program; the text says how to mend it."""


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
    near = difflib.get_close_matches(str(found), names, n=3, cutoff=0.6)
    place = f" in {where}" if where else ""
    guess = f" Did you mean {' or '.join(near)}?" if near else ""
    shown = ", ".join(names[:40]) + (", ..." if len(names) > 40 else "")
    return f"unknown {kind} '{found}'{place}.{guess} Allowed: {shown}."


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
