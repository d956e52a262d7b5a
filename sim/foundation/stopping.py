"""Ctrl-C, and the signals that mean the same, where they must not fall into the middle of something."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

__all__ = ["STOPS", "stops_wait"]

STOPS: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""Ctrl-C, the request to end, and the closed terminal (not known to Windows)."""


@contextmanager
def stops_wait() -> Iterator[None]:
    """Let a stop wait for the end of the block.

    The compiler calls back into Python from C, where an exception would be swallowed and leave half a result. A second
    stop does not wait. Nothing changes outside the main thread, where signals never arrive, and for signals that end
    the process or are ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {number: signal.getsignal(number) for number in STOPS}
    heard: list[tuple[int, FrameType | None]] = []

    def note(number: int, frame: FrameType | None) -> None:
        heard.append((number, frame))
        if len(heard) > 1:
            before[number](number, frame)

    raising = [number for number, handler in before.items() if callable(handler)]
    for number in raising:
        signal.signal(number, note)
    try:
        yield
    finally:
        for number in raising:
            signal.signal(number, before[number])
        if heard:
            before[heard[0][0]](*heard[0])
