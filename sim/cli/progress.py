"""Progress on long work, on standard error: a bar where somebody is looking, else a line now and then for a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.cli.expected_time import spoken
from sim.foundation.linking import first_compile_notice
from sim.foundation.plain_text import plain_text

__all__ = ["LogLines", "progress"]

EVERY = 30.0
"""Seconds between two lines in a log."""


class LogLines:
    """Lines for a log: how far the work is and how long the rest may take; none for work that is done at once.

    Parameters
    ----------
    what : str
        What is being done.
    write : callable
        Takes a line.
    clock : callable, optional
        Returns seconds.
    """

    def __init__(self, what: str, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._write, self._clock = plain_text(what), write, clock
        self._last = clock()
        self._first: tuple[float, int] | None = None  # the first may have waited for the rules to be compiled

    def __call__(self, done: int, total: int) -> None:
        """Take how many are done and how many there are; write a line when the last is half a minute old."""
        now = self._clock()
        if done and self._first is None:
            self._first = now, done
        if now - self._last < EVERY:
            return
        self._last = now
        rest = ""
        if self._first is not None and self._first[1] < done < total:
            pace = (now - self._first[0]) / (done - self._first[1])
            rest = f"; {spoken(pace * (total - done))} left"
        self._write(f"{self._what}: {done:,} of {total:,} done{rest}")


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far the work is while the block runs.

    Parameters
    ----------
    what : str
        What is being done.

    Yields
    ------
    callable
        Takes how many are done and how many there are.
    """
    if not sys.stderr.isatty():
        first_compile_notice(_line)
        yield LogLines(what, _line)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # Names may hold what rich would take for markup.
    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn anew when something is done, not by a thread: runs are shared out among processes only where there is none.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        first_compile_notice(lambda line: bar.console.print(line, markup=False))
        task = bar.add_task(plain_text(what), total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield tell


def _line(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
