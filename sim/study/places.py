"""Places as typed: made absolute, tried, and shown in messages as short as they can be written."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

from sim.foundation.errors import OutputError
from sim.study.written import reason_of

__all__ = ["check_new_file", "expanded", "shortened", "shown", "unwritable"]


def expanded(text: str | Path) -> Path:
    """Return a place as typed, with ``~`` replaced and made absolute, so that it stays the same place.

    Parameters
    ----------
    text : str or pathlib.Path
        As typed.

    Raises
    ------
    OutputError
        When there is no such user, or the current folder has been deleted.
    """
    try:
        path = Path(text).expanduser().absolute()
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            path.lstat()
    except RuntimeError as error:
        raise OutputError(f"{text}: there is no user of that name here. Write the folder without ~.") from error
    except FileNotFoundError as error:
        raise OutputError(
            f"{text}: the folder that you are working in has been deleted. Change to another one (cd) and run again."
        ) from error
    except (OSError, ValueError) as error:  # too long, or with letters that no name may have
        raise OutputError(f"{shortened(text)} cannot be a file or folder: {reason_of(error)}. Name another.") from error
    return path


def check_new_file(text: str, setting: str) -> None:
    """Refuse a file that is there already, or a place for it that cannot be written.

    Parameters
    ----------
    text : str
        The file, as typed.
    setting : str
        Where it was typed, for the message.

    Raises
    ------
    OutputError
        With what to do.
    """
    path = expanded(text)
    try:
        if path.exists() or path.is_symlink():
            raise OutputError(f"{setting}: {shown(path)} is there already; nothing is written over. Name another file.")
        if not path.parent.is_dir():
            raise OutputError(
                f"{setting}: {shown(path)} cannot be written: the folder {shown(path.parent)} is not there. Make it."
            )
        with path.open("x"):
            pass
        path.unlink()
    except OSError as error:
        raise OutputError(
            f"{setting}: {shown(path)} cannot be written: {reason_of(error)}. "
            f"Name a file that you may write with {setting}=..."
        ) from error


def shown(path: Path) -> Path:
    """Return a path as short as it can be written from the current folder.

    Parameters
    ----------
    path : pathlib.Path
        An absolute path.
    """
    try:
        return path.relative_to(Path.cwd())
    except (OSError, ValueError):
        return path


def unwritable(path: Path, error: OSError, setting: str = "output") -> str:
    """Return the message for a place that cannot be written.

    Parameters
    ----------
    path : pathlib.Path
        The folder.
    error : OSError
        What the system said.
    setting : str, optional
        What a folder is named with.
    """
    todo = {
        errno.ENOSPC: f"Make room there, or name a folder on another disk with {setting}=...",
        errno.EDQUOT: f"Make room there, or name a folder on another disk with {setting}=...",
        errno.ENAMETOOLONG: f"Name a folder with a shorter name with {setting}=...",
    }
    what = todo.get(error.errno or 0, f"Name a folder that you may write to with {setting}=...")
    return f"the results cannot be written to {shortened(shown(path))}: {reason_of(error)}. {what}"


def shortened(path: str | Path) -> str:
    """Return a path for a message, a very long one cut.

    Parameters
    ----------
    path : str or pathlib.Path
        The path.
    """
    text = str(path)
    return text if len(text) <= 200 else f"{text[:100]}... ({len(text)} letters)"
