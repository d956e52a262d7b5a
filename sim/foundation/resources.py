"""Where the files that come with the program are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.foundation.errors import BothwaysError

__all__ = ["folder", "processors", "safe_path"]

_PACKAGE = Path(__file__).resolve().parents[1]


def folder(name: str) -> Path:
    """Find a shipped folder, in an installed package or in a checkout.

    Parameters
    ----------
    name : str
        ``"configs"`` or ``"data"``.

    Returns
    -------
    pathlib.Path
        The absolute folder.

    Raises
    ------
    BothwaysError
        When the installation lacks the folder.
    """
    for candidate in (_PACKAGE / "_resources" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise BothwaysError(
        f"the folder '{name}' that comes with bothways was not found beside {_PACKAGE}. "
        "The installation is incomplete: install the package again."
    )


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def safe_path() -> Iterator[None]:
    """Keep the working folder off the path of every Python that is started in the block.

    Otherwise a ``json.py`` or ``multiprocessing.py`` that lies there would be run in the place of the library's.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTHONSAFEPATH"]
        if before is not None:
            os.environ["PYTHONSAFEPATH"] = before
