"""The first use of all, in half the time: a second process compiles some of the loops while the first does the others.

Compiled loops are kept on disk, so this happens once after an installation or a change of the rules. A loop that the
second process has not brought is compiled where it is needed: nothing depends on it but time.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.foundation.linking import on_disk
from sim.foundation.resources import processors

__all__ = ["AHEAD", "compile_ahead", "wait_for"]

AHEAD = ("practise", "decide", "write_down", "feel", "settle", "hear", "go_on", "change_principals", "search_design")
"""Loops that are needed late and take long, about half of all the work; the order is the order of need."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from sim.engine.ahead import bring; bring(sys.argv[2])"
)
_LONGEST = 120.0  # seconds to wait for the second process; then the first compiles by itself
_second: list[subprocess.Popen[bytes]] = []
_begun: list[bool] = []
_lock = threading.Lock()


def compile_ahead(components: int, kernels: Mapping[str, Any] | None = None) -> None:
    """Begin to compile in a second process, if the loops are not on disk yet and there is a second processor.

    Parameters
    ----------
    components : int
        Number of components.
    kernels : mapping of str to Kernel, optional
        The loops, if they are linked already.
    """
    with _lock:
        if _begun:
            return
        _begun.append(True)
    if processors() < 2 or not sys.executable:
        return
    linked = kernels if kernels is not None else linked_loops(components)
    if any(on_disk(linked[name].linked) is not False for name in AHEAD):  # there, or no place to keep it
        return
    places = json.dumps([place for place in sys.path if isinstance(place, str)])
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        second = subprocess.Popen([sys.executable, "-c", _START, places, str(components)], **quiet)  # type: ignore[call-overload]
    except OSError:  # no second process to be had here
        return
    _second.append(second)
    atexit.register(end)


def wait_for(name: str) -> None:
    """Wait for the second process if it may bring this loop.

    Parameters
    ----------
    name : str
        The loop.
    """
    if name not in AHEAD or not _second:
        return
    with _lock:
        if _second:
            with contextlib.suppress(subprocess.TimeoutExpired):
                _second[0].wait(_LONGEST)
            end()


def end() -> None:
    """End the second process, if it is still at work."""
    while _second:
        second = _second.pop()
        second.kill()
        second.wait()


def linked_loops(components: int) -> dict[str, Any]:
    """Link the loops that the second process compiles, with the rules as shipped."""
    from sim.engine.kernels import Kernel
    from sim.engine.simulation import loop

    return {name: Kernel(loop(name), {}, {"K": components, "ASK_ALL": False}) for name in AHEAD}


def bring(components: str) -> dict[str, Any]:
    """Compile, in the second process, by running each loop over no school at all; give the loops."""
    from sim.engine.history import SchoolSeries
    from sim.engine.schools import Leading
    from sim.engine.state import Components, empty_state
    from sim.engine.teachers import Month
    from sim.foundation.parameters import load_parameters

    size = int(components)
    loops = linked_loops(size)
    none = np.zeros(0)
    ties: dict[str, np.ndarray] = {
        "tie_start": none.astype(np.uint64),
        "tie_from": none.astype(np.uint32),
        "tie_to": none.astype(np.uint32),
    }
    # Two rows, though no school is run over: an empty table looks the same row by row and column by column.
    t, s = empty_state(2, 2, size, ties, {"first": np.zeros(3, np.int64)})
    parts = Components(none, none, none, none, none.astype(np.int64), none)
    now = Month(*(0.0 for _ in Month._fields))
    leading = Leading(*(0.0 for _ in Leading._fields))
    kept = SchoolSeries(*(np.zeros((2, 2), np.float32) for _ in SchoolSeries._fields))
    p, key, month = load_parameters(), np.uint64(1), np.uint64(0)
    teachers = (0, 0, t, s, parts, now, p, key, month)
    given: dict[str, tuple[Any, ...]] = dict.fromkeys(("practise", "decide", "hear", "feel"), teachers)
    given["write_down"] = (kept, s, month, 0.0)
    given["settle"] = (0, 0, t, s, leading, p, False)
    given["go_on"] = (s, np.zeros(4, np.int64), np.zeros(0, np.int32), p, key, month)
    given["change_principals"] = (0, 0, t, s, 0.0, 0.0, p, key, month)
    given["search_design"] = (0, 0, s, leading, p, key, month)
    for name in AHEAD:
        loops[name](*given[name])
    return loops
