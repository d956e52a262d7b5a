"""What a command finds around it, made harmless: settings of other programs, closed or full outputs, signals.

All of it is put back at the end: a command may also be called from Python.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sim.foundation.resources import safe_path
from sim.foundation.stopping import STOPS

__all__ = ["Output", "own_environment", "own_outputs", "signals_stop"]

_DROPPED = ("MPLBACKEND",)  # a notebook's, which no other program has; figures are drawn into files
_IN_ASCII = {
    **dict.fromkeys("─━═╌╴╶", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯╞╡╪╇╈┏┓┗┛┡┩┳┻╋", "+"),
    **dict.fromkeys("\u2010\u2011\u2013\u2014\u2212", "-"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("\u2018\u2019\u201a", "'"),
    "\u00d7": "x",
    "·": "-",
    "•": "-",
    "…": "...",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "~",
    "±": "+-",
}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Put something near in the place of characters that a console's code page does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    missing = error.object[error.start : error.end]
    return "".join(_IN_ASCII.get(character, "?") for character in missing), error.end


codecs.register_error("bothways", _nearest)


class Output:
    """Standard output or standard error that never stops a command: after a failure the rest is dropped.

    What was computed is worth more than what can be printed of it. A reader that has seen enough (``| head``), a full
    disk and a closed terminal are found out when they are written to, often in the middle of the work.

    Parameters
    ----------
    stream : file object
        Where the text goes.
    """

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.problem: OSError | None = None

    def write(self, text: str) -> int:
        """Write, unless writing has failed before."""
        self._try(lambda: self.stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Write what waits."""
        self._try(self.stream.flush)

    def _try(self, act: Any) -> None:
        if self.problem is not None:
            return
        try:
            act()
        except OSError as problem:
            self.problem = problem
            with contextlib.suppress(OSError, ValueError):  # what waits in it would fail again when Python ends
                void = os.open(os.devnull, os.O_WRONLY)
                os.dup2(void, self.stream.fileno())
                os.close(void)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def _open_closed() -> None:
    """Give closed standard streams somewhere to go, so that no file of results takes their number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free


@contextmanager
def own_outputs() -> Iterator[tuple[Output, Output]]:
    """Print through outputs that fail quietly and know a way to write every character.

    Yields
    ------
    tuple of Output
        Standard output and standard error.
    """
    before = sys.stdout, sys.stderr
    _open_closed()
    with contextlib.ExitStack() as at_the_end:
        outputs = []
        for stream in before:
            if stream is None:
                stream = at_the_end.enter_context(open(os.devnull, "w", encoding="utf-8"))  # noqa: PLW2901, PTH123
            elif hasattr(stream, "reconfigure"):
                at_the_end.callback(stream.reconfigure, errors=stream.errors)
                stream.reconfigure(errors="bothways")
            outputs.append(Output(stream))
        out, err = outputs
        sys.stdout, sys.stderr = out, err
        try:
            yield out, err
        finally:
            out.flush()
            err.flush()
            sys.stdout, sys.stderr = before


@contextmanager
def own_environment() -> Iterator[None]:
    """Drop what other programs have set for themselves, and import nothing from the working folder.

    Neither here nor in the processes that a command starts is a ``json.py`` in the working folder run.
    """
    dropped = {name: os.environ.pop(name) for name in _DROPPED if name in os.environ}
    path = list(sys.path)
    sys.path[:] = [place for place in path if place]
    try:
        with safe_path():
            yield
    finally:
        sys.path[:] = path
        os.environ.update(dropped)


@contextmanager
def signals_stop() -> Iterator[list[int]]:
    """Let the request to end and the closed terminal do what Ctrl-C does: everything on the way is cleared up.

    Yields
    ------
    list of int
        The signals that have come.
    """
    heard: list[int] = []
    home = os.getpid()

    def stop(number: int, _frame: FrameType | None) -> None:
        if os.getpid() != home:  # a copy of this process: it has nothing to clear up
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        heard.append(number)
        raise KeyboardInterrupt

    def quiet(unraisable: Any) -> None:
        if not (heard and issubclass(unraisable.exc_type, KeyboardInterrupt)):
            told(unraisable)

    told, before = sys.unraisablehook, {}
    for number in STOPS:
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:  # otherwise ignored, as by nohup
            with contextlib.suppress(ValueError):  # not the main thread: no signal arrives here
                before[number] = signal.signal(number, stop)
    sys.unraisablehook = quiet
    try:
        yield heard
    finally:
        sys.unraisablehook = told
        for number, handler in before.items():
            signal.signal(number, handler)
