"""Files that a user names: found, or refused in one line whatever the name is."""

from __future__ import annotations

from pathlib import Path

from sim.foundation.errors import BothwaysError, shown

__all__ = ["own_file", "own_path"]


def own_path(given: object, what: str, error: type[BothwaysError]) -> Path:
    """Turn what a user wrote into a path, with ``~`` as the home folder.

    Parameters
    ----------
    given : object
        A str or path-like.
    what : str
        What it should name, for messages, for instance ``"strategy file"``.
    error : type of BothwaysError
        What to raise.

    Returns
    -------
    pathlib.Path
        Whether it is there or not.

    Raises
    ------
    BothwaysError
        Of the type asked for: when it is no text, empty, holds a NUL, or begins with a home folder that is not there.
    """
    if not isinstance(given, str | Path) or not str(given).strip() or "\0" in str(given):
        raise error(f"{shown(given)} is not the name of a {what}. Give its path as a text.")
    try:
        return Path(given).expanduser()
    except RuntimeError as problem:
        raise error(
            f"the {what} {_named(given)} cannot be found: there is no such home folder. Write the whole path."
        ) from problem


def own_file(given: object, what: str, error: type[BothwaysError]) -> Path:
    """Turn what a user wrote into the path of a file that is there.

    Parameters
    ----------
    given, what, error
        As in `own_path`.

    Returns
    -------
    pathlib.Path
        A file.

    Raises
    ------
    BothwaysError
        Of the type asked for, also when there is no such file, or its name is longer than the system allows.
    """
    path = own_path(given, what, error)
    try:
        there = path.is_file()
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error(f"the {what} {_named(path)} cannot be found: {reason}. Give the path of a file.") from problem
    if not there:
        found = " (it is a folder)" if path.is_dir() else ""
        raise error(f"there is no {what} {_named(path)}{found}. Give the path of a file.")
    return path


def _named(path: object) -> str:
    """Show a path whole, or its start where no file can have so long a name."""
    written = str(path)
    return written if len(written) <= 300 and written.isprintable() else shown(written, quotes=False)
