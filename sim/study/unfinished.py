"""The hidden folder that results are written into until they are complete, and what a killed run has left of one.

It stands inside the folder wanted, so that moving a file out of it is a rename on one file system, whatever that
folder is: a mount point, a link, the current folder. Whoever makes it holds a lock on a file in it. The system lets go
of the lock when the process ends, however it ends; a folder whose lock is free is a leftover and is cleared.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from sim.foundation.errors import OutputError
from sim.foundation.json_file import parsed, read_json
from sim.foundation.locking import NoLocks, try_lock

__all__ = ["NAME", "Unfinished", "clear_leftovers", "clear_one", "remove_empty"]

NAME = ".unfinished"
_MARK, _MOVING, _FILES = "made_by.json", "moving", "files"
_BEING_MADE = 60.0
"""Seconds that a folder without a mark is left alone: its maker may be about to write the mark."""
_ELSEWHERE = 2 * 86_400.0
"""Seconds after which a folder of another machine, whose lock cannot be seen from here, counts as left over."""


@dataclass(frozen=True)
class Unfinished:
    """A folder to write into, ours as long as the lock is held.

    Parameters
    ----------
    place : pathlib.Path
        The folder wanted.
    mark : io.FileIO
        The locked file.
    """

    place: Path
    mark: FileIO

    @classmethod
    def begin(cls, place: Path, made: int) -> Unfinished:
        """Make the hidden folder in one step that only one process can do.

        Parameters
        ----------
        place : pathlib.Path
            A folder that is there.
        made : int
            How many folders were made for it, the place and those above it; they go with it when nothing comes of it.

        Raises
        ------
        OutputError
            When another run is writing there now.
        """
        hidden = place / NAME
        try:
            hidden.mkdir()
        except FileExistsError:
            if not clear_one(place):
                raise OutputError(_busy(place)) from None
            place.mkdir(parents=True, exist_ok=True)
            hidden.mkdir()
        try:
            mark = _marked(hidden, made)
            (hidden / _FILES).mkdir()
        except OSError:
            shutil.rmtree(hidden, ignore_errors=True)
            raise
        return cls(place, mark)

    @property
    def files(self) -> Path:
        """The folder for what is written."""
        return self.place / NAME / _FILES

    def move(self, name: str) -> bool:
        """Give a file or folder its place in the folder wanted; nothing there is written over.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        bool
            False when something of that name is there already.
        """
        target = self.place / name
        if target.exists() or target.is_symlink():
            return False
        (self.place / NAME / _MOVING).touch()
        (self.files / name).rename(target)
        return True

    def end(self) -> None:
        """Remove the hidden folder with what is still in it."""
        self.mark.close()
        shutil.rmtree(self.place / NAME, ignore_errors=True)


def clear_leftovers(parent: Path) -> None:
    """Clear what killed runs have left in the folders of a folder; what cannot be cleared stays.

    Parameters
    ----------
    parent : pathlib.Path
        The folder above.
    """
    for place in _folders(parent):
        if (place / NAME).is_dir():
            clear_one(place)


def clear_one(place: Path) -> bool:
    """Clear what a killed run has left in one folder.

    What was complete and only had to be moved is moved.

    Parameters
    ----------
    place : pathlib.Path
        The folder.

    Returns
    -------
    bool
        False when its run is still alive, or it cannot be cleared.
    """
    hidden = place / NAME
    try:
        mark = FileIO(hidden / _MARK, "r+")
    except FileNotFoundError:
        return _older(hidden, _BEING_MADE) and _remove(place, 0)
    except OSError:
        return False
    with mark:
        about = _read(mark)
        if not _left_over(mark, hidden, about):
            return False
        if (hidden / _MOVING).exists():
            _move_the_rest(place)
        if os.name == "nt":  # an open file cannot be removed there
            mark.close()
        made = about.get("made", 0)
        return _remove(place, made if isinstance(made, int) else 0)


def _marked(hidden: Path, made: int) -> FileIO:
    """Write the mark, and lock it for as long as this process lives."""
    mark = FileIO(hidden / _MARK, "w+")
    with suppress(NoLocks):
        try_lock(mark)
    about = {
        "what": "results of bothways that are being written; a later run removes this folder",
        "machine": platform.node(),
        "process": os.getpid(),
        "begun": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "made": made,
    }
    mark.write(json.dumps(about, ensure_ascii=False).encode())
    return mark


def _left_over(mark: FileIO, hidden: Path, about: dict[str, Any]) -> bool:
    if not about:
        return _older(hidden, _BEING_MADE)
    here = about.get("machine") == platform.node()
    try:
        if not try_lock(mark):
            return False
        if not os.path.samestat(os.fstat(mark.fileno()), (hidden / _MARK).stat()):
            return False  # somebody else has cleared it and begun anew
    except NoLocks:
        here = False
    except OSError:
        return False
    return here or _older(hidden, _ELSEWHERE)


def _move_the_rest(place: Path) -> None:
    unfinished = place / NAME / _FILES
    for file in sorted(_entries(unfinished), key=lambda each: each.name == "provenance.json"):
        if not (place / file.name).exists():
            try:
                file.rename(place / file.name)
            except OSError:
                return


def _remove(place: Path, made: int) -> bool:
    shutil.rmtree(place / NAME, ignore_errors=True)
    cleared = not (place / NAME).exists()
    remove_empty(place, made)
    return cleared


def remove_empty(place: Path, levels: int) -> None:
    """Remove a folder and those above it, as far as they are empty.

    Parameters
    ----------
    place : pathlib.Path
        The innermost.
    levels : int
        How many at most.
    """
    for folder in (place, *place.parents)[:levels]:
        with suppress(OSError):  # somebody has put something there, or it was never made
            folder.rmdir()


def _older(path: Path, seconds: float) -> bool:
    try:
        return time.time() - path.stat().st_mtime > seconds
    except OSError:
        return False


def _read(mark: FileIO) -> dict[str, Any]:
    try:
        content = parsed(mark.readall() or b"{}")
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _busy(place: Path) -> str:
    try:
        about = read_json(place / NAME / _MARK)
        who = f" (process {about['process']} on {about['machine']}, begun {about['begun']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return (
        f"another run is writing its results into {place} now{who}. Wait until it is done, or name another folder. "
        f"If no such run is there any more, delete {place / NAME}."
    )


def _folders(parent: Path) -> Iterator[Path]:
    return (each for each in _entries(parent) if each.is_dir() and not each.is_symlink())


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
