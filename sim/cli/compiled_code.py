"""Find and remove the compiled code that numba keeps on disk for this program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import sim

__all__ = ["clear"]


def clear() -> tuple[int, int]:
    """Remove it.

    Returns
    -------
    tuple of int
        Number of files and their bytes.
    """
    count = size = 0
    for place in _places():
        for file in [*place.glob("*.nbi"), *place.glob("*.nbc")]:
            size += file.stat().st_size
            file.unlink()
            count += 1
    return count, size


def _places() -> Iterator[Path]:
    """Name the folders in which numba keeps code: beside the source or, where that cannot be written, a user's cache.

    The second is named after the source's folder and the hash of its path (``numba.core.caching``).
    """
    config: Any = import_module("numba.core.config")
    dirs: Any = import_module("numba.misc.appdirs")
    shared = [Path(dirs.AppDirs(appname="numba", appauthor=False).user_cache_dir)]
    if own := config.CACHE_DIR:
        shared.append(Path(own))
    top = Path(sim.__file__).absolute().parent
    for source in (top, *(folder for folder in top.rglob("*") if folder.is_dir() and folder.name != "__pycache__")):
        yield source / "__pycache__"
        mark = hashlib.sha1(str(source).encode(), usedforsecurity=False).hexdigest()
        for folder in shared:
            yield folder / f"{source.name}_{mark}"
