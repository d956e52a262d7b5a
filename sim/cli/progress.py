"""Progress on long work: on standard error, and only where somebody is looking."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sim.foundation.linking import first_compile_notice

__all__ = ["progress"]


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar while the block runs.

    Parameters
    ----------
    what : str
        What is being done.

    Yields
    ------
    callable or None
        Takes how many are done and how many there are; None where nobody is looking.
    """
    if not sys.stderr.isatty():
        first_compile_notice(lambda line: print(line, file=sys.stderr, flush=True))
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn anew when something is done, not by a thread: runs are shared out among processes only where there is none.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        first_compile_notice(lambda line: bar.console.print(line, markup=False))
        task = bar.add_task(what, total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, refresh=True)

        yield tell
