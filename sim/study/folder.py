"""A folder of results: taken before anything is computed, complete or known to be incomplete, never written over.

The name is taken by making the folder, which only one process can do. What is written stands in a hidden folder inside
until it is complete, then gets its place, ``provenance.json`` last. That file names the other files: where one of them
is gone, the folder is incomplete, and the same run puts back what is missing.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.foundation.errors import OutputError
from sim.foundation.json_file import read_json
from sim.study.places import expanded, shown, unwritable
from sim.study.unfinished import NAME, Unfinished, clear_leftovers, clear_one, remove_empty
from sim.study.written import FAILED, PROVENANCE, Written

__all__ = ["PROVENANCE", "ResultFolder", "dated_folder", "new_folder", "result_folder"]

NEEDED = ("findings.txt", "summary.csv")
"""What a folder must hold whose provenance names no files."""
NOBODYS = {NAME, FAILED, ".DS_Store", ".directory", ".gitkeep", "Thumbs.db", "desktop.ini", "lost+found"}
"""What may lie in a folder that counts as empty: what systems put there, and what an earlier try has left."""
_MOST_OF_ONE_NAME = 1000


@dataclass(frozen=True)
class ResultFolder:
    """The place for the results of one run.

    Parameters
    ----------
    path : pathlib.Path
        The folder wanted.
    key : str
        What decides the results, as a hash: two runs with one key give the same numbers.
    made : int
        How many folders were made for it already, the folder and those above it; they go when nothing comes of it.
    setting : str
        What a folder is named with, for messages.
    """

    path: Path
    key: str
    made: int = 0
    setting: str = "output"

    def holds_results(self) -> bool:
        """Return whether this run's results are there already, all of them.

        Returns
        -------
        bool
            True when they are, and there is nothing to run; False when the folder is not there, is empty, or lacks
            some of this very run's files (see :meth:`missing`).

        Raises
        ------
        OutputError
            When something else is there, or the place cannot be looked at.
        """
        try:
            clear_one(self.path)
            found = self._found()
        except OSError as error:
            raise OutputError(unwritable(self.path, error, self.setting)) from error
        if not found:
            return False
        key = _provenance(self.path).get("key")
        if key == self.key:
            return not self.missing()
        what = "the results of another run" if key else "something else than results"
        raise OutputError(
            f"the folder {shown(self.path)} already holds {what}; nothing is written over. "
            f"Name another folder with {self.setting}=..., or move this one away."
        )

    def missing(self) -> list[str]:
        """Return the names of files that belong to this run's results in this folder and are gone."""
        about = _provenance(self.path)
        if about.get("key") != self.key:
            return []
        named = [*about.get("files", NEEDED), *about.get("missing", ())]
        return [str(name) for name in named if not (self.path / str(name)).exists()]

    def _found(self) -> bool:
        """Whether there is anything in the folder."""
        if not self.path.exists() and not self.path.is_symlink():
            return False
        if not self.path.is_dir():
            raise OutputError(f"{shown(self.path)} is a file; {self.setting} must name a folder. Name another one.")
        return any(each.name not in NOBODYS for each in self.path.iterdir())

    @contextmanager
    def writing(self) -> Iterator[Written]:
        """Take the folder, try it, and open it for writing.

        Yields
        ------
        Written
            Takes files and gives them their place. What has its place stays, also when the block ends with an error;
            all else goes.

        Raises
        ------
        OutputError
            When the place cannot be written, or another run is writing there; before the block starts.
        """
        levels = self.made
        try:
            clear_leftovers(self.path.absolute().parent)
            levels += _make(self.path)
            unfinished = Unfinished.begin(self.path, levels)
        except OSError as error:
            remove_empty(self.path, levels)
            raise OutputError(unwritable(self.path, error, self.setting)) from error
        try:
            _try(unfinished)
            (self.path / FAILED).unlink(missing_ok=True)
            yield Written(unfinished)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise
            raise OutputError(unwritable(self.path, error, self.setting)) from error
        finally:  # Ctrl-C too: nothing half written stays
            unfinished.end()
            remove_empty(self.path, levels)


def new_folder(parent: Path, name: str) -> tuple[Path, int]:
    """Make a folder of a name that nobody has taken, and so take it.

    Parameters
    ----------
    parent : pathlib.Path
        The folder above; made if needed.
    name : str
        The name; ``_2``, ``_3`` and so on are added while it is taken.

    Returns
    -------
    path : pathlib.Path
        The folder, which is empty and ours: making it is one step that only one process can do.
    made : int
        How many folders were made, it and those above it.

    Raises
    ------
    OutputError
        When it cannot be made.
    """
    place = parent / name
    try:
        levels = _make(parent)
        for number in range(2, _MOST_OF_ONE_NAME):
            try:
                place.mkdir()
            except FileExistsError:
                place = parent / f"{name}_{number}"
            else:
                return place, levels + 1
    except OSError as error:
        raise OutputError(unwritable(place, error)) from error
    raise OutputError(
        f"{shown(parent)} holds {_MOST_OF_ONE_NAME} folders called {name}; name another one with output=..."
    )


def result_folder(text: str, key: str, setting: str = "output") -> ResultFolder:
    """Return the folder that was named.

    Parameters
    ----------
    text : str
        As typed.
    key : str
        What decides the results.
    setting : str, optional
        What it was named with, for messages.
    """
    return ResultFolder(expanded(text), key, setting=setting)


def dated_folder(above: str, name: str, key: str) -> ResultFolder:
    """Return a new folder, called after the time and a name, which is taken with that.

    Parameters
    ----------
    above : str
        The folder above.
    name : str
        What follows the time; fit for a file name.
    key : str
        What decides the results.
    """
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    path, made = new_folder(expanded(above), f"{now}_{name}")
    return ResultFolder(path, key, made)


def _make(path: Path) -> int:
    """Make a folder and those above it, and return how many were made."""
    levels = 0
    for folder in (path, *path.parents):
        if folder.is_dir():
            break
        levels += 1
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError:
        remove_empty(path, levels)
        raise
    return levels


def _try(unfinished: Unfinished) -> None:
    """Do what publishing does: write a file, move it to its place."""
    with tempfile.NamedTemporaryFile(prefix=".try-", dir=unfinished.files, delete=False) as file:
        file.write(b"x" * 4096)
        file.flush()
        os.fsync(file.fileno())
    name = Path(file.name).name
    try:
        (unfinished.files / name).rename(unfinished.place / name)
    finally:
        for folder in (unfinished.files, unfinished.place):
            with suppress(OSError):
                (folder / name).unlink(missing_ok=True)


def _provenance(path: Path) -> dict[str, Any]:
    try:
        content: Any = read_json(path / PROVENANCE)
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
