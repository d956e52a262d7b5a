"""A folder of results that appears whole or not at all.

Results are written into a hidden folder beside the one wanted, which gets its name when everything is there. The
place is tried before anything is computed, and a folder that already holds this run's results is left as it is.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.foundation.errors import OutputError

__all__ = ["PROVENANCE", "ResultFolder"]

PROVENANCE = "provenance.json"


@dataclass(frozen=True)
class ResultFolder:
    """The place for the results of one run.

    Parameters
    ----------
    path : pathlib.Path
        The folder wanted.
    key : str
        What decides the results, as a hash: two runs with one key give the same numbers.
    """

    path: Path
    key: str

    def holds_results(self) -> bool:
        """Tell whether this run's results are there already.

        Returns
        -------
        bool
            True when they are; then there is nothing to run.

        Raises
        ------
        OutputError
            When something else is there.
        """
        if not self.path.exists() or (self.path.is_dir() and not any(self.path.iterdir())):
            return False
        if not self.path.is_dir():
            raise OutputError(f"{self.path} is a file; output must name a folder. Name another one.")
        found = _key_in(self.path)
        if found == self.key:
            return True
        what = "the results of another run" if found else "something else than results"
        raise OutputError(
            f"the folder {self.path} already holds {what}; nothing is written over. "
            "Name another folder with output=..., or move this one away."
        )

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """Open a hidden folder beside the one wanted; it takes the name when the block ends well.

        Yields
        ------
        pathlib.Path
            Where to write.

        Raises
        ------
        OutputError
            When the place cannot be written; before the block starts.
        """
        made = [folder for folder in self.path.absolute().parents if not folder.exists()]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            hidden = Path(tempfile.mkdtemp(prefix=f".{self.path.name}.", dir=self.path.parent))
        except OSError as error:
            _remove_empty(made)
            raise OutputError(_unwritable(self.path, error)) from error
        try:
            yield hidden
            _publish(hidden, self.path)
        except BaseException as error:  # Ctrl-C too: nothing half written stays
            shutil.rmtree(hidden, ignore_errors=True)
            _remove_empty(made)
            if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
                raise OutputError(_unwritable(self.path, error)) from error
            raise


def _publish(hidden: Path, path: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    hidden.chmod(0o777 & ~mask)  # a temporary folder is private; results are not
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()
    hidden.rename(path)


def _key_in(path: Path) -> str:
    try:
        content: Any = json.loads((path / PROVENANCE).read_text(encoding="utf-8"))
        return str(content["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # somebody else has put something there, or it was never made
            return


def _unwritable(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"the results cannot be written to {path}: {reason}. Name a folder that you may write to with output=..."
