"""Many runs: one after the other, or in threads where that pays.

The monthly loops are compiled and release the interpreter's lock, but between them stands Python. Runs of small
districts spend too much of their time there for threads to help (:mod:`sim.study.processes` shares them out); those of
large ones do not. There is one layer of threads only: either several runs at a time with one thread each, or one run
with several.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, Generic, TypeVar

from sim.foundation.resources import processors

__all__ = ["Shelf", "layout", "work_through"]

Task = TypeVar("Task")
Result = TypeVar("Result")
Thing = TypeVar("Thing")

LARGE_DISTRICT = 5_000
"""Teachers from which threads pay. Two threads took 1.13 times as long as one at 1,600 teachers, and .67-.94 of it at
6,800, .84 at 12,500 and .69 at 41,000 (measured on two shared processors, four to six runs at a time)."""


def layout(runs: int, teachers: int, threads: int | None) -> tuple[int, int]:
    """Choose how many runs go on at a time, and how many threads each has.

    Parameters
    ----------
    runs : int
        Runs to do.
    teachers : int
        Teachers of the district.
    threads : int or None
        Threads asked for; None for as many as there are processors where that pays, and one where it does not.

    Returns
    -------
    workers, inside : int
        One of them is 1.
    """
    if threads is None:
        threads = processors() if teachers >= LARGE_DISTRICT else 1
    if threads > 1 and runs >= threads:
        return threads, 1
    return 1, threads


class Shelf(Generic[Thing]):
    """Things that several tasks need, each made once and put away after its last use.

    Parameters
    ----------
    make : callable
        Makes the thing of a number.
    uses : int
        How often each is asked for.
    """

    def __init__(self, make: Callable[[int], Thing], uses: int) -> None:
        self._make, self._uses = make, uses
        self._lock = threading.Lock()
        self._locks: dict[int, threading.Lock] = {}
        self._things: dict[int, Thing] = {}
        self._left: dict[int, int] = {}

    def __getitem__(self, number: int) -> Thing:
        with self._lock:
            lock = self._locks.setdefault(number, threading.Lock())
        with lock:
            if number not in self._things:
                self._things[number] = self._make(number)
            return self._things[number]

    def done(self, number: int) -> None:
        """Count a use; the last one lets the thing go.

        Parameters
        ----------
        number : int
            The thing's number.
        """
        with self._lock:
            self._left[number] = self._left.get(number, self._uses) - 1
            if self._left[number] == 0:
                self._things.pop(number, None)


def work_through(
    tasks: Sequence[Task],
    work: Callable[[Task, Callable[[], bool]], Result],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """Do all tasks.

    Parameters
    ----------
    tasks : sequence
        What to do.
    work : callable
        Takes a task and a function that says whether to stop; gives the result.
    workers : int
        How many tasks at a time.
    progress : callable, optional
        Told how many are done and how many there are, from the calling thread.

    Returns
    -------
    list
        Results in the order of the tasks.

    Raises
    ------
    BaseException
        The first one of a task, or a KeyboardInterrupt; tasks in progress are told to stop and waited for.
    """
    results: list[Any] = [None] * len(tasks)
    stop = threading.Event()

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, len(tasks))

    tell(0)
    if workers <= 1:
        for number, task in enumerate(tasks):
            results[number] = work(task, stop.is_set)
            tell(number + 1)
        return results
    with ThreadPoolExecutor(workers) as pool, quick_turns():
        try:
            places = {pool.submit(work, task, stop.is_set): number for number, task in enumerate(tasks)}
            for done, future in enumerate(_finished(set(places)), start=1):
                results[places[future]] = future.result()
                tell(done)
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return results


@contextlib.contextmanager
def quick_turns() -> Iterator[None]:
    """Let threads take turns every half millisecond instead of every five.

    A loop of a small district takes a twentieth of a millisecond; a thread that comes back from one should not wait a
    hundred times as long for Python.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _finished(waiting: set[Future[Any]]) -> Iterator[Future[Any]]:
    while waiting:
        # The timeout lets Ctrl-C through on systems where waiting for a lock cannot be interrupted.
        finished, waiting = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
        yield from finished
