"""The first use of all, in half the time: a second process compiles some of the loops while the first does the others.

Compiled loops are kept on disk, so this happens once after an installation or a change of the rules. The second process
says when it has finished a loop and goes on to the next; the first compiles those that it needs before the second has
begun with them, and takes some from the end of the list where it would otherwise wait. Nothing depends on it but time.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sim.foundation.linking import on_disk
from sim.foundation.resources import processors

__all__ = ["AHEAD", "compile_ahead", "wait_for"]

AHEAD = (
    "settle", "write_down", "hear", "decide", "practise", "feel", "search_design",
    "go_on", "change_principals", "leave", "drift_needs", "arrive",
)  # fmt: skip
"""Loops that are needed late, more than half of all the work; the order is the order of need."""

_START = (
    "import json, sys; sys.path.extend(place for place in json.loads(sys.argv[1]) if place not in sys.path); "
    "from sim.engine.ahead import bring; bring(sys.argv[2], lambda name: print(name, flush=True))"
)
_LONGEST = 120.0  # seconds to wait for one loop of the second process; then the first compiles by itself
_second: list[subprocess.Popen[bytes]] = []
_begun: list[bool] = []
_finished: list[str] = []  # by the second process, in the order of the list
_here: set[str] = set()  # compiled by this process meanwhile
_lock = threading.RLock()
_told = threading.Condition()


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
    # By itself (-I) it has the standard library first on its path: a json.py in the working folder is not run.
    there = [place for place in sys.path if isinstance(place, str) and Path(place).is_absolute()]
    places = json.dumps([*there, str(Path(__file__).resolve().parents[2])])
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        second = subprocess.Popen([sys.executable, "-I", "-c", _START, places, str(components)], **quiet)  # type: ignore[call-overload]
    except OSError:  # no second process to be had here
        return
    _second.append(second)
    threading.Thread(target=listen, args=(second,), daemon=True).start()
    atexit.register(end)


def listen(second: subprocess.Popen[bytes]) -> None:
    """Note what the second process has finished, until it ends."""
    assert second.stdout is not None
    with second.stdout:
        for line in second.stdout:
            with _told:
                _finished.append(line.decode().strip())
                _told.notify_all()
    second.wait()
    with _told:
        _told.notify_all()


def wait_for(name: str, components: int) -> None:
    """Wait for the second process if it is at work on this loop, and compile others meanwhile.

    Parameters
    ----------
    name : str
        The loop.
    components : int
        Number of components.
    """
    if name not in AHEAD or not _second:
        return
    with _lock:
        while _second and at_hand(name):
            spare = [other for other in AHEAD[AHEAD.index(name) + 1 :] if other not in _here and not at_hand(other)]
            if spare:
                _here.add(spare[-1])
                loops, given = linked_loops(components), over_no_school(components)
                loops[spare[-1]](*given[spare[-1]])
                continue
            with _told:
                heard = _told.wait_for(lambda: not at_hand(name), _LONGEST)
            if not heard:
                end()


def at_hand(name: str) -> bool:
    """Whether the second process is compiling this loop, or has yet to finish those before it that it has begun."""
    if not _second or _second[0].poll() is not None or name in _here:
        return False
    return AHEAD.index(name) == len(_finished)


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


def bring(components: str, tell: Callable[[str], None] | None = None) -> dict[str, Any]:
    """Compile, in the second process, by running each loop over no school at all; give the loops.

    Parameters
    ----------
    components : str
        Number of components.
    tell : callable, optional
        Told the name of each loop that is finished.

    Returns
    -------
    dict of str to Kernel
        The loops.
    """
    size = int(components)
    loops, given = linked_loops(size), over_no_school(size)
    for name in AHEAD:
        loops[name](*given[name])
        if tell is not None:
            tell(name)
    return loops


def over_no_school(size: int) -> dict[str, tuple[Any, ...]]:
    """What each loop is handed so that it is compiled for the types of a run and does nothing."""
    from sim.engine.history import SchoolSeries
    from sim.engine.schools import Leading
    from sim.engine.state import DIMENSIONS, Components, empty_state
    from sim.engine.teachers import Month
    from sim.foundation.parameters import load_parameters

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
    given["settle"] = (0, 0, t, s, leading, p)
    given["go_on"] = (s, np.zeros(4, np.int64), np.zeros(0, np.int32), p, key, month)
    given["change_principals"] = (0, 0, t, s, 0.0, 0.0, p, key, month)
    given["search_design"] = (0, 0, s, leading, p, key, month)
    given["leave"] = (0, 0, t, s, 0.0, p, key, month)
    given["drift_needs"] = (s, np.zeros(DIMENSIONS), p, key, month)
    given["arrive"] = (np.zeros(0, np.int64), t, s, p, key, month, 0.0)
    return given
