"""Compiled loops on the disk, in a place of our own.

numba could keep them itself. It would ask the working folder where, look at damaged files again and again without ever
making them anew, and have two processes write one index. Here every loop has a file of its own for each set of types. A
file carries a checksum, and appears whole or not at all; one that cannot be read counts as missing and is written anew.

The place is the first of these: the folder that ``BOTHWAYS_CACHE`` names; beside the package, where that can be
written; the user's own cache. Where the package cannot be written, what lies beside it is still read.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from sim import __version__
from sim.foundation.errors import OutputError, SettingsError
from sim.foundation.numba_door import load_numba

__all__ = ["VARIABLE", "Kept", "clear", "contents", "kept_in", "places"]

VARIABLE = "BOTHWAYS_CACHE"
_BESIDE = Path(__file__).resolve().parents[1] / "__pycache__" / "compiled"
_PACKAGE = _BESIDE.parents[1]
_MARK = b"bothways compiled loop 1\n"
_ENDING = ".nbc"
_HALF_WRITTEN = ".half"
_BEFORE = (".nbi", _ENDING)  # numba's own files, which versions up to 0.1.0 left beside each module


def places() -> list[Path]:
    """List the folders in which compiled loops may lie.

    Returns
    -------
    list of pathlib.Path
        The first that can be written is the one that is written to. They need not exist.

    Raises
    ------
    SettingsError
        When ``BOTHWAYS_CACHE`` cannot be the name of a folder.
    """
    named = os.environ.get(VARIABLE, "")
    if not named:
        return [_BESIDE] if _writable(_BESIDE) else [_BESIDE, *_users_own()]
    try:
        place = Path(named).expanduser().absolute()
        if place.exists() and not place.is_dir():
            raise SettingsError(f"{VARIABLE} names {named}, which is a file; name a folder.")
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(f"{VARIABLE} is '{named[:80]}', which cannot be a folder ({error}); name one.") from error
    return [place]


def _users_own() -> list[Path]:
    """The user's cache: ``~/.cache/bothways``, or what the system has in its place; none where there is no home."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (Path.home raises where there is none)
    if not home.is_absolute():
        return []
    if sys.platform == "win32":
        above = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        above = home / "Library" / "Caches"
    else:
        above = Path(os.environ.get("XDG_CACHE_HOME", ""))
        above = above if above.is_absolute() else home / ".cache"
    return [above / "bothways" / "compiled"]


@functools.cache
def _writable(place: Path) -> bool:
    """Try it; permissions do not tell of a file system that is mounted for reading only."""
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        return False
    return True


def kept_in() -> Path | None:
    """Name the folder that compiled loops are written to.

    Returns
    -------
    pathlib.Path or None
        None where none of the places can be written.
    """
    return next((place for place in places() if _writable(place)), None)


def _by_version() -> str:
    """The folder inside a place: loops of other versions could not be read."""
    return f"{__version__}-numba-{load_numba().__version__}-python-{sys.version_info.major}.{sys.version_info.minor}"


class Kept:
    """What numba asks for compiled code, and hands what it has compiled.

    Parameters
    ----------
    name : str
        The loop's name, with a mark of all that decides what it computes.
    missed : callable, optional
        Handed this object when the loop is not there and has to be compiled.
    """

    def __init__(self, name: str, missed: Callable[[Kept], None] | None = None) -> None:
        self.name, self._missed = name, missed
        self._folders = [place / _by_version() for place in places()]
        written = kept_in()
        self._to = None if written is None else written / _by_version()
        self.found = any(next(folder.glob(f"{name}-*{_ENDING}"), None) for folder in self._folders)

    @property
    def cache_path(self) -> str:
        """The folder, as numba shows it in the statistics of a loop."""
        return str(self._to or "")

    @property
    def written(self) -> bool:
        """Whether there is a place to keep code in."""
        return self._to is not None

    def load_overload(self, signature: Any, target_context: Any) -> Any:
        """Load the loop compiled for some types.

        Parameters
        ----------
        signature : tuple
            numba's types of the arguments.
        target_context : object
            numba's, for the processor.

        Returns
        -------
        numba.core.compiler.CompileResult or None
            None where it has to be compiled.
        """
        target_context.refresh()
        name = self._file(signature, target_context.codegen())
        for folder in self._folders:
            content = _read(folder / name)
            if content is None:
                continue
            try:
                made = import_module("numba.core.compiler").CompileResult._rebuild(
                    target_context, *pickle.loads(content)
                )
            except Exception:  # noqa: BLE001 - whatever is wrong with it, it can be compiled again
                continue
            if tuple(made.signature.args) == tuple(signature):
                return made
        if self._missed is not None:
            self._missed(self)
        return None

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep a compiled loop, if it can be kept: for want of space or of a place it is compiled again next time.

        Parameters
        ----------
        signature : tuple
            numba's types of the arguments.
        compiled : numba.core.compiler.CompileResult
            The loop.
        """
        if self._to is None or compiled.lifted or compiled.library.has_dynamic_globals:
            return
        content = import_module("numba.core.serialize").dumps(compiled._reduce())
        _write(self._to / self._file(signature, compiled.codegen), content)

    def _file(self, signature: Any, codegen: Any) -> str:
        decides = repr((str(signature), codegen.magic_tuple()))
        return f"{self.name}-{hashlib.sha256(decides.encode()).hexdigest()[:16]}{_ENDING}"


def _read(file: Path) -> bytes | None:
    """What was written, if all of it is there and nothing else."""
    try:
        text = file.read_bytes()
    except OSError:
        return None
    begin = len(_MARK) + hashlib.sha256().digest_size
    content = text[begin:]
    return content if text[:begin] == _MARK + hashlib.sha256(content).digest() else None


def _write(file: Path, content: bytes) -> None:
    half = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, half = tempfile.mkstemp(suffix=_HALF_WRITTEN, dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(_MARK + hashlib.sha256(content).digest() + content)
        if file.is_dir():
            shutil.rmtree(file)
        Path(half).replace(file)
    except OSError:  # the disk is full, the folder is gone, or another process reads the file just now (Windows)
        if half is not None:
            Path(half).unlink(missing_ok=True)


def contents() -> list[tuple[Path, int, int]]:
    """Count the compiled code in every place.

    Returns
    -------
    list of (pathlib.Path, int, int)
        Folder, number of files, bytes; also of versions before this one.
    """
    counted = []
    for place in places():
        sizes = [file.lstat().st_size for file in _files_in(place)]
        counted.append((place, len(sizes), sum(sizes)))
    return counted


def _files_in(place: Path) -> Iterator[Path]:
    """Compiled code below a place; beside the package also what earlier versions have left there."""
    top, endings = (_PACKAGE, _BEFORE) if place == _BESIDE else (place, (_ENDING,))
    for folder, inside, names in os.walk(top):
        here = Path(folder)
        yield from (here / name for name in names if name.endswith((*endings, _HALF_WRITTEN)))
        yield from (here / name for name in inside if name.endswith(_ENDING))  # a folder in a file's place


def clear() -> tuple[int, int]:
    """Remove all compiled code, of every version.

    Returns
    -------
    tuple of int
        Number of files and their bytes.

    Raises
    ------
    OutputError
        When some of it cannot be removed; what can be removed is gone.
    """
    count = size = 0
    stayed: list[tuple[Path, OSError]] = []
    for place in places():
        for file in list(_files_in(place)):
            try:
                bytes_of_it = file.lstat().st_size
                shutil.rmtree(file) if file.is_dir() and not file.is_symlink() else file.unlink()
            except OSError as error:
                stayed.append((file, error))
            else:
                count, size = count + 1, size + bytes_of_it
    if stayed:
        file, first = stayed[0]
        raise OutputError(
            f"{len(stayed)} files of compiled code could not be removed ({count} were), for instance {file}: "
            f"{first.strerror or first}. Who installed the program can remove them."
        )
    return count, size
