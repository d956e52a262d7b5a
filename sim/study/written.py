"""Files written one by one: one that fails costs itself, and a line says where the others are."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sim.study.unfinished import Unfinished

__all__ = ["FAILED", "PROVENANCE", "Written", "one_line", "reason_of"]

PROVENANCE = "provenance.json"
FAILED = "failed.txt"


class Written:
    """What one run writes: first aside, then in its place.

    Parameters
    ----------
    unfinished : Unfinished
        The hidden folder in the folder wanted.
    """

    def __init__(self, unfinished: Unfinished) -> None:
        self._unfinished = unfinished
        self._kept = {each.name for each in unfinished.place.iterdir()}
        self._elsewhere: Path | None = None
        self._failed: dict[tuple[str, str], list[str]] = {}
        self.files: list[str] = []
        """Names of what was written."""
        self.missing: list[str] = []
        """Names of what could not be written into the folder."""

    @property
    def problems(self) -> list[str]:
        """One line for each kind of failure: which files, why, where they are, what to do."""
        return [f"{', '.join(names)}: {reason}. {where}" for (reason, where), names in self._failed.items()]

    def problem(self, name: str, reason: str, todo: str) -> None:
        """Note something that was asked for and is missing.

        Parameters
        ----------
        name : str
            What is missing.
        reason, todo : str
            Why, without a full stop; what to do, a sentence.
        """
        self._failed.setdefault((reason, todo), []).append(name)

    def file(self, name: str, write: Callable[[Path], object]) -> None:
        """Write one file; where the disk does not take it, in the folder for temporary files.

        Parameters
        ----------
        name : str
            Its name.
        write : callable
            Takes the path and writes there.
        """
        try:
            self._unfinished.files.mkdir(parents=True, exist_ok=True)  # somebody may have deleted it meanwhile
            write(self._unfinished.files / name)
        except OSError as problem:
            _remove(self._unfinished.files / name)
            self._write_elsewhere(name, write, reason_of(problem))
        except Exception as problem:  # noqa: BLE001 - whatever one table fails with, the others are not lost
            _remove(self._unfinished.files / name)
            self.missing.append(name)
            self.problem(name, f"could not be made ({type(problem).__name__}: {one_line(problem)})", _REPORT)
        else:
            self.files.append(name)

    def several(self, write: Callable[[Path], object]) -> None:
        """Write several files that belong together; where the disk does not take them, all in the other folder.

        Parameters
        ----------
        write : callable
            Takes a folder and writes there.
        """
        files = self._unfinished.files
        try:
            files.mkdir(parents=True, exist_ok=True)
            write(files)
        except OSError as problem:
            shutil.rmtree(files, ignore_errors=True)
            self._write_elsewhere("", write, reason_of(problem))
        except Exception as problem:  # noqa: BLE001 - what was written before is not lost
            self.problem("figures", f"could not be made ({type(problem).__name__}: {one_line(problem)})", _REPORT)
            self.files += sorted(each.name for each in files.iterdir())
        else:
            self.files += sorted(each.name for each in files.iterdir())

    def publish(self) -> None:
        """Give everything its place, the provenance last; what is there already stays as it is."""
        names = sorted((name for name in self.files if (self._unfinished.files / name).exists()), key=_last)
        for name in names:
            try:
                moved = self._unfinished.move(name)
            except OSError as problem:
                self._move_elsewhere(name, reason_of(problem))
                continue
            if not moved and name not in self._kept:
                self._move_elsewhere(name, "a file of that name has appeared there meanwhile")

    def _write_elsewhere(self, name: str, write: Callable[[Path], object], reason: str) -> None:
        why = f"could not be written to {self._unfinished.place} ({reason})"
        self.missing.append(name)
        try:
            elsewhere = self._rescue()
            write(elsewhere / name)
        except OSError:  # a second disk may fail as the first did
            self._forget(name)
            self.problem(name or "everything", why, _AGAIN)
        else:
            self.problem(name or "everything", why, _is_in(elsewhere))

    def _move_elsewhere(self, name: str, reason: str) -> None:
        why = f"could not be written to {self._unfinished.place} ({reason})"
        try:
            elsewhere = self._rescue()
            shutil.move(self._unfinished.files / name, elsewhere / name)
        except OSError:
            self.problem(name, why, _AGAIN)
        else:
            self.problem(name, why, _is_in(elsewhere))

    def _forget(self, name: str) -> None:
        if self._elsewhere is not None:
            _remove(self._elsewhere / name)
            with suppress(OSError):  # empty, it need not stay
                self._elsewhere.rmdir()
                self._elsewhere = None

    def _rescue(self) -> Path:
        if self._elsewhere is None:
            self._elsewhere = Path(tempfile.mkdtemp(prefix="bothways-results-"))
        return self._elsewhere


_AGAIN = "Make room, or name another folder with output=..., and run the same again: it puts back what is missing."
_REPORT = "This is a fault of the program: please report it. Everything else is there."


def reason_of(problem: Exception) -> str:
    """Return what the system says of a failure, in its own words, whatever a library has put around them.

    Parameters
    ----------
    problem : Exception
        Most often an OSError.
    """
    number = getattr(problem, "errno", None)
    return os.strerror(number) if number else one_line(problem)


def _is_in(folder: Path) -> str:
    return f"What was computed is in {folder} instead: move it from there before the machine clears it."


def _last(name: str) -> bool:
    return name == PROVENANCE


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def one_line(problem: BaseException) -> str:
    """Return the words of an error in one line of at most 200 letters.

    Parameters
    ----------
    problem : BaseException
        Any error.
    """
    return " ".join(str(problem).split())[:200]
