"""A lock on a file that lasts as long as the process that took it, however that process ends."""

from __future__ import annotations

import errno
import os
import sys
from io import FileIO

__all__ = ["NoLocks", "try_lock"]

_FAR = 1 << 30
"""The byte that Windows locks: beyond the content, so that others can still read it."""
_HELD: set[FileIO] = set()


class NoLocks(Exception):  # noqa: N818 - a fact about the file system, not a mistake
    """The file system knows no locks, as some network drives do not."""


def try_lock(file: FileIO) -> bool:
    """Lock an open file, unless another process has.

    Parameters
    ----------
    file : io.FileIO
        Open for reading and writing, unbuffered; the lock ends when it is closed, or with this process (its copies
        do not keep it).

    Returns
    -------
    bool
        True when the lock is ours now; False when another process holds it.

    Raises
    ------
    NoLocks
        When the file system knows no locks.
    """
    try:
        _lock(file)
    except OSError as problem:
        if problem.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            return False
        raise NoLocks from problem
    _HELD.difference_update([each for each in _HELD if each.closed])
    _HELD.add(file)
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> None:
        place = file.tell()
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(place)
else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _let_go() -> None:
    for file in _HELD:
        file.close()
    _HELD.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
