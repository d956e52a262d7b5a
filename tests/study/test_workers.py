from __future__ import annotations

import threading

import pytest

from sim.study import workers
from sim.study.workers import Shelf, layout, work_through


def test_small_districts_run_one_after_the_other_and_threads_are_never_nested(monkeypatch):
    monkeypatch.setattr(workers, "processors", lambda: 4)
    assert layout(20, 1_500, None) == (1, 1)
    assert layout(20, 75_000, None) == (4, 1)
    assert layout(2, 75_000, None) == (1, 4)
    assert layout(20, 1_500, 2) == (2, 1)
    assert layout(1, 1_500, 2) == (1, 2)
    assert workers.layout(20, 75_000, 1) == (1, 1)


def test_processors_are_counted():
    assert workers.processors() >= 1


@pytest.mark.parametrize("count", [1, 3])
def test_results_come_in_the_order_of_the_tasks(count):
    assert work_through(range(20), lambda task, stopped: task * 2, count) == [task * 2 for task in range(20)]


def test_a_failure_stops_the_others():
    started, saw_stop = threading.Event(), []

    def work(task, stopped):
        if task == 0:
            started.wait(5)
            raise RuntimeError("broken")
        if task == 1:
            started.set()
            while not stopped():
                pass
            saw_stop.append(task)
        return task

    with pytest.raises(RuntimeError, match="broken"):
        work_through(range(50), work, 2)
    assert saw_stop == [1]


def test_a_shelf_makes_each_thing_once_and_lets_it_go():
    made = []
    shelf = Shelf(lambda number: made.append(number) or object(), 2)
    first = shelf[3]
    assert shelf[3] is first
    shelf.done(3)
    assert shelf[3] is first
    shelf.done(3)
    assert shelf[3] is not first
    assert made == [3, 3]
