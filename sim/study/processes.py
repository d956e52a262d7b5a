"""Runs of small districts shared out among processes.

Between the compiled loops of a small district stands Python, and only one thread at a time may run it. A second
process has a Python of its own. It is a copy of this one (a fork), made after the first run, so that nothing has to be
loaded or compiled again; only results come back. Which process does a run changes nothing in it.

A copy is safe where nothing else goes on in this process: under Linux, in the main thread and beside no other thread.
Elsewhere (Windows, macOS, notebooks, servers) runs are done one after the other, as with ``threads=1``.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Hashable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from sim.foundation.resources import processors

__all__ = ["processes_for", "share_out"]

Task = TypeVar("Task")
Result = TypeVar("Result")
Answer = tuple[int, Any, BaseException | None]  # place of the task, its result, or what went wrong
Work = Callable[[Any, Callable[[], bool]], Any]

PAYS_FROM = 100_000
"""Teachers x years x runs from which it pays: seven runs of 1,500 teachers over ten years, about .3 s."""
MOST_LUMPS = 2_000
"""Their numbers, two bytes each, fit into the smallest pipe."""


def processes_for(teacher_years: int) -> int:
    """Choose how many processes share a study's runs: 1 where it does not pay or is not safe.

    Parameters
    ----------
    teacher_years : int
        Teachers x years, added up over the runs.

    Returns
    -------
    int
        At least 1.
    """
    first = multiprocessing.parent_process() is None  # who made this process has shared out the processors already
    return processors() if sys.platform == "linux" and _alone() and first and teacher_years >= PAYS_FROM else 1


def _alone() -> bool:
    """Whether this is the only thread: a copy would have the locks of the others, but not them."""
    return threading.current_thread() is threading.main_thread() and threading.active_count() == 1


class Waiting:
    """Numbers of what is still to be done, in a pipe: whichever process is free takes the next.

    Parameters
    ----------
    count : int
        How many.
    """

    def __init__(self, count: int) -> None:
        self._end, entry = os.pipe()
        os.write(entry, b"".join(number.to_bytes(2, "little") for number in range(count)))
        os.close(entry)  # so that reading ends when all are taken

    def __iter__(self) -> Iterator[int]:
        while taken := os.read(self._end, 2):
            yield int.from_bytes(taken, "little")

    def clear(self) -> None:
        """Take all that is left: every process ends after the run that it is in."""
        for _ in self:
            pass

    def close(self) -> None:
        """Give the pipe back."""
        os.close(self._end)


def share_out(
    tasks: Sequence[Task],
    work: Callable[[Task, Callable[[], bool]], Result],
    groups: Sequence[Hashable],
    processes: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Result]:
    """Do all tasks, here and in copies of this process.

    Parameters
    ----------
    tasks : sequence
        What to do; at least one.
    work : callable
        Takes a task and a function that says whether to stop; gives the result, which is sent between processes.
    groups : sequence
        For every task what it shares with others: tasks of one group are done by one process where there are enough.
    processes : int
        How many processes, this one included.
    progress : callable, optional
        Told how many are done and how many there are, from the calling thread.

    Returns
    -------
    list
        Results in the order of the tasks.

    Raises
    ------
    BaseException
        The first one of a task, or a KeyboardInterrupt; the others end the run that they are in, and are waited for.
    """
    results: dict[int, Result] = {}

    def keep(place: int, result: Result, problem: BaseException | None = None) -> None:
        if problem is not None:
            raise problem
        results[place] = result
        if progress is not None:
            progress(len(results), len(tasks))

    if progress is not None:
        progress(0, len(tasks))
    keep(0, work(tasks[0], _never))  # here: what is loaded, compiled and drawn for it is then there in every copy
    lumps = _lumps(groups, processes)
    waiting, heard = Waiting(len(lumps)), queue.SimpleQueue[Answer | None]()
    others = _Others(heard)
    try:
        if _alone():  # the first task may have begun to compile in a second process, to which a thread listens
            others.begin(min(processes, len(lumps)) - 1, (waiting, lumps, tasks, work))
        for number in waiting:
            for place in lumps[number]:
                keep(place, work(tasks[place], _never))
            while not heard.empty():
                others.answered(heard.get(), keep)
        while others.left:
            others.answered(heard.get(), keep)
    finally:
        waiting.clear()
        others.wait()
        waiting.close()
    for place in range(len(tasks)):
        if place not in results:  # a process was ended from outside, for instance for want of memory
            keep(place, work(tasks[place], _never))
    return [results[place] for place in range(len(tasks))]


class _Others:
    """The other processes, and a thread for each that listens to it."""

    def __init__(self, heard: queue.SimpleQueue[Answer | None]) -> None:
        self.heard, self.left = heard, 0
        self.processes: list[Any] = []
        self.listeners: list[threading.Thread] = []

    def begin(self, count: int, orders: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("fork")
        lines = [context.Pipe(duplex=False) for _ in range(count)]
        ends = [end for line in lines for end in line]
        try:
            for line in lines:
                process = context.Process(target=_serve, args=(*orders, line[1], ends), daemon=True)
                # From Python 3.12 on it warns of any thread. Those left here are OpenBLAS's, which may be copied.
                with warnings.catch_warnings(), contextlib.suppress(OSError):  # there may be no process to be had
                    warnings.simplefilter("ignore", DeprecationWarning)
                    process.start()
                    self.processes.append(process)
        except BaseException:  # interrupted: nobody would listen to those that have begun
            for process in self.processes:
                process.kill()
            raise
        for line in lines:
            line[1].close()
        self.left = len(lines)  # where no process has begun, the end is heard at once
        self.listeners = [threading.Thread(target=_listen, args=(line[0], self.heard), daemon=True) for line in lines]
        for listener in self.listeners:
            listener.start()

    def answered(self, answer: Answer | None, keep: Callable[..., None]) -> None:
        """Keep what one of them has sent; None is sent when it has ended."""
        if answer is None:
            self.left -= 1
        else:
            keep(*answer)

    def wait(self) -> None:
        for process in self.processes:
            process.join()
        for listener in self.listeners:
            listener.join()


def _lumps(groups: Sequence[Hashable], processes: int) -> list[list[int]]:
    """Places of tasks that are done one after the other in one process; the first task is done already."""
    if len(set(groups)) < 2 * processes:  # too few to keep all busy
        groups = range(len(groups))
    together: dict[Hashable, list[int]] = {}
    for place, group in enumerate(groups):
        together.setdefault(group, []).extend([place] * (place > 0))
    whole = [places for places in together.values() if places]
    step = max(1, math.ceil(len(whole) / MOST_LUMPS))
    return [[place for places in whole[i : i + step] for place in places] for i in range(0, len(whole), step)]


def _serve(
    waiting: Waiting,
    lumps: list[list[int]],
    tasks: Sequence[Any],
    work: Work,
    answers: Connection[Any, Any],
    ends: list[Connection[Any, Any]],
) -> None:
    """What another process does: take what waits, and send results, until nothing waits or nobody listens."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C, and clears what waits
    for end in ends:
        if end is not answers:  # an open end would keep others from noticing that nobody listens
            end.close()
    for number in waiting:
        for place in lumps[number]:
            try:
                answers.send((place, work(tasks[place], _never), None))
            except BrokenPipeError:  # nobody listens any more
                return
            except BaseException as problem:  # noqa: BLE001 - the first process raises it
                answers.send((place, None, _sendable(problem)))
                return


def _sendable(problem: BaseException) -> BaseException:
    """The exception itself, or its words where it cannot be taken apart and put together again."""
    try:
        pickle.loads(pickle.dumps(problem))
    except Exception:  # noqa: BLE001 - whatever its author did not think of
        return RuntimeError(f"{type(problem).__name__}: {problem}")
    return problem


def _listen(answers: Connection[Any, Any], heard: queue.SimpleQueue[Answer | None]) -> None:
    """Pass on what a process sends, so that it never waits for this one to read."""
    try:
        while True:
            heard.put(answers.recv())
    except (EOFError, OSError):
        answers.close()
    finally:
        heard.put(None)


def _never() -> bool:
    return False
