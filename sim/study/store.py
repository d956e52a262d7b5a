"""Results on disk, one file a design point, whole or not at all: running again is resuming."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import os
import platform
import tempfile
import threading
import time
import zipfile
from contextlib import suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any

import numpy as np

from sim.foundation.errors import OutputError
from sim.foundation.locking import NoLocks, try_lock
from sim.foundation.own_files import own_path
from sim.study.places import expanded
from sim.study.run import Run

__all__ = ["Store"]

log = logging.getLogger(__name__)

_READING = threading.Lock()  # numpy reads a header with ast.parse, which Python 3.11 lets only one thread at a time do
_ASIDE = ".unfinished-"
_JUST_MADE = 1.0
"""Seconds in which a file may be there and its writer not have locked it yet."""
_ELSEWHERE = 2 * 86_400.0
"""Seconds after which a file whose lock cannot be seen from here counts as left over."""
_DAMAGE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, json.JSONDecodeError)


class Store:
    """A folder of finished runs, named by the key of their design point.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made when it is not there.

    Raises
    ------
    OutputError
        When nothing can be written there.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = expanded(own_path(folder, "folder that keeps runs", OutputError))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder) as file:
                file.write(b"x" * 4096)
        except OSError as problem:
            raise OutputError(
                f"single runs cannot be kept in {self.folder}: {problem.strerror or problem}. "
                "Name a folder that you may write to with store=..."
            ) from None
        for leftover in self.folder.glob(f"{_ASIDE}*"):
            _clear(leftover)

    def path(self, key: str) -> Path:
        """Name the file of a design point."""
        return self.folder / f"{key}.npz"

    def load(self, key: str, *, history: bool = True) -> Run | None:
        """Fetch a finished run.

        Parameters
        ----------
        key : str
            Key of the design point.
        history : bool, default True
            Whether the history is needed: a run that was stored without it counts as not there.

        Returns
        -------
        Run or None
            None when it is not there, or damaged; a damaged file is named in a warning line and will be written anew.
        """
        path = self.path(key)
        if not path.is_file():
            return None
        try:
            with _READING, path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                about = json.loads(str(file["about"]))
                if history and not about["history"]:
                    return None
                return _unpack(about, {name: file[name] for name in file.files if name != "about"})
        except _DAMAGE as problem:
            log.warning("The stored run %s is damaged (%s); it is computed again.", path, problem)
            return None

    def save(self, key: str, run: Run) -> None:
        """Write a finished run: first aside, then under its name in one step.

        Parameters
        ----------
        key : str
            Key of the design point.
        run : Run
            The finished run.

        Raises
        ------
        OutputError
            When it cannot be written; nothing is left behind.
        """
        aside = self.folder / f"{_ASIDE}{_here()}-{key[:16]}-{os.getpid()}-{threading.get_ident()}"
        try:
            with FileIO(aside, "w") as raw, BufferedWriter(raw) as file:
                with suppress(NoLocks):
                    try_lock(raw)
                np.savez(file, allow_pickle=False, **_pack(run))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self.path(key))
        except BaseException as problem:
            aside.unlink(missing_ok=True)
            if isinstance(problem, OSError):
                raise OutputError(
                    f"a result could not be written to {self.folder}: {problem.strerror or problem}. "
                    "What was finished before is kept; make room or name another folder, and run again."
                ) from None
            raise


def _clear(aside: Path) -> None:
    """Remove what a killed run has left; nothing that is being written now."""
    try:
        with FileIO(aside, "r+") as file:
            try:
                free = try_lock(file) and aside.name.startswith(f"{_ASIDE}{_here()}-")
            except NoLocks:
                free = False
            age = time.time() - aside.stat().st_mtime
        if age > (_JUST_MADE if free else _ELSEWHERE):
            aside.unlink()
    except OSError:  # gone, or open elsewhere
        pass


def _here() -> str:
    """Name the machine whose locks can be seen."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _pack(run: Run) -> dict[str, Any]:
    arrays: dict[str, Any] = {"outcomes": np.array(list(run.outcomes.values()), dtype=np.float64)}
    plain: dict[str, Any] = {}
    if run.kept_history is not None:
        for field in dataclasses.fields(run.kept_history):
            value = getattr(run.kept_history, field.name)
            if isinstance(value, dict):
                arrays |= {f"history/{field.name}/{name}": array for name, array in value.items()}
            elif isinstance(value, np.ndarray):
                arrays[f"history/{field.name}"] = value
            else:
                plain[field.name] = value
    arrays |= {f"series/{name}": array for name, array in (run.kept_series or {}).items()}
    about = {
        "strategy": run.strategy,
        "replicate": run.replicate,
        "seed": run.seed,
        "years": run.years,
        "parameter_set": run.parameter_set,
        "outcomes": list(run.outcomes),
        "history": run.kept_history is not None,
        "plain": plain,
    }
    return arrays | {"about": np.array(json.dumps(about))}


def _unpack(about: dict[str, Any], arrays: dict[str, np.ndarray]) -> Run:
    values = dict(zip(about["outcomes"], arrays["outcomes"].tolist(), strict=True))
    series = {name.removeprefix("series/"): array for name, array in arrays.items() if name.startswith("series/")}
    history = None
    if any(name.startswith("history/") for name in arrays):
        history = _history(about["plain"], arrays)
    return Run(
        about["strategy"],
        about["replicate"],
        about["seed"],
        about["years"],
        values,
        about["parameter_set"],
        history,
        series or None,
    )


def _history(plain: dict[str, Any], arrays: dict[str, np.ndarray]) -> Any:
    from sim.engine.history import History

    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    for path, array in arrays.items():
        if path.startswith("history/"):
            _, name, *inner = path.split("/", 2)
            if inner:
                fields.setdefault(name, {})[inner[0]] = array
            else:
                fields[name] = array
    return History(**fields)
