from __future__ import annotations

import os
import pickle
import select
import sys
import threading

import pytest

from sim.cli.progress import progress
from sim.district import District
from sim.foundation.resources import processors
from sim.study import compare, pairing, processes
from sim.study.processes import PAYS_FROM, processes_for, share_out

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are copied under Linux only")
HERE = os.getpid()


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Leave out of the count the threads that other tests have left waiting for work."""
    count = threading.active_count
    others = count() - 1
    monkeypatch.setattr(threading, "active_count", lambda: count() - others)


def where(task, stopped):
    return task, os.getpid()


def together(work):
    """Work of which this process does no second task before another has begun with one: they do share."""
    begun, tell = os.pipe()
    waited = []

    def shared(task, stopped):
        if os.getpid() != HERE:
            os.write(tell, b".")
        elif task != 0 and not waited:
            waited.append(select.select([begun], [], [], 60.0))  # without another one the test fails
        return work(task, stopped)

    return shared


def test_several_processes_share_the_tasks_and_results_come_in_their_order():
    done = share_out(range(40), together(where), range(40), 3)
    assert [task for task, _ in done] == list(range(40))
    assert len({process for _, process in done}) > 1


def test_tasks_of_one_group_are_done_in_one_process_where_there_are_enough():
    groups = [task // 3 for task in range(40)]
    done = share_out(range(40), together(where), groups, 2)
    for group in range(1, 13):
        assert len({process for task, process in done if groups[task] == group}) == 1


def test_a_thread_that_the_first_task_has_begun_keeps_all_here():
    enough = threading.Event()
    waits = threading.Thread(target=enough.wait)

    def work(task, stopped):
        if task == 0:
            waits.start()
        return task, os.getpid()

    done = share_out(range(40), work, range(40), 2)
    enough.set()
    waits.join()
    assert {process for _, process in done} == {HERE}


def test_a_bar_at_a_terminal_has_no_thread(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress("Comparing") as tell:
        tell(1, 2)
        assert processes_for(PAYS_FROM) == processors()


def test_one_group_is_shared_too():
    assert len({process for _, process in share_out(range(40), together(where), [0] * 40, 2)}) == 2


def test_progress_is_told_by_the_calling_thread():
    told = []
    share_out(range(30), where, range(30), 2, lambda *count: told.append((*count, threading.current_thread())))
    assert told == [(done, 30, threading.main_thread()) for done in range(31)]
    assert threading.active_count() == 1


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt])
def test_what_goes_wrong_elsewhere_arrives_here(problem):
    def work(task, stopped):
        if os.getpid() != HERE:
            raise problem(f"task {task} is broken")

    with pytest.raises(problem, match=r"task \d+ is broken"):
        share_out(range(40), together(work), range(40), 2)


def test_what_cannot_be_sent_arrives_in_words():
    class OwnError(Exception):
        def __init__(self, first, second):
            super().__init__(f"{first} and {second}")

    def work(task, stopped):
        if os.getpid() != HERE:
            raise OwnError("one", "two")

    with pytest.raises(RuntimeError, match="OwnError: one and two"):
        share_out(range(40), together(work), range(40), 2)
    with pytest.raises((AttributeError, pickle.PicklingError), match="local object"):
        share_out(range(40), together(lambda task, stopped: lambda: task), range(40), 2)


def test_what_a_lost_process_leaves_is_done_here():
    def work(task, stopped):
        if os.getpid() != HERE:
            os._exit(1)
        return task

    assert share_out(range(20), together(work), range(20), 3) == list(range(20))


def test_without_another_process_all_is_done_here(monkeypatch):
    def refused():
        raise BlockingIOError("no process to be had")

    monkeypatch.setattr(os, "fork", refused)
    assert share_out(range(20), where, range(20), 3) == [(task, HERE) for task in range(20)]


def test_more_tasks_than_a_pipe_holds():
    count = 3 * processes.MOST_LUMPS + 7
    assert share_out(range(count), lambda task, stopped: task, range(count), 2) == list(range(count))


def test_small_studies_share_nothing_and_nobody_shares_a_share(monkeypatch):
    monkeypatch.setattr(processes, "processors", lambda: 4)
    assert processes_for(processes.PAYS_FROM) == 4
    assert processes_for(processes.PAYS_FROM - 1) == 1
    done, (end, all_here) = [], os.pipe()

    def work(task, stopped):
        if os.getpid() != HERE:  # stays with its first task until the others are done
            os.read(end, 1)
        asked = processes_for(processes.PAYS_FROM)
        done.append(task)
        if os.getpid() == HERE and len(done) == 8:
            os.write(all_here, b".")
        return asked

    asked = share_out(range(9), together(work), range(9), 2)
    assert asked == [4] + [1] * 8  # only the first task is done before there are others


@pytest.mark.parametrize("histories", [False, True])
def test_a_comparison_is_the_same_with_any_number_of_processes(monkeypatch, histories):
    monkeypatch.setattr(processes, "PAYS_FROM", 0)
    district = District.synthetic(schools=4, teachers=80)
    options = {"years": 3, "replicates": 6, "persistence": False, "histories": histories}
    strategies = ["typical_2018", "slow_and_steady"]
    before = set(threading.enumerate())
    single = compare(strategies, district, threads=1, **options)
    for thread in set(threading.enumerate()) - before:  # where loops had to be compiled first, one listens to that
        thread.join()
    used = []
    monkeypatch.setattr(pairing, "share_out", lambda *study: used.append(study[3]) or share_out(*study))
    for count in (2, 3):
        monkeypatch.setattr(processes, "processors", lambda count=count: count)
        shared = compare(strategies, district, **options)
        for name in strategies:
            assert repr([run.outcomes for run in shared.of(name)]) == repr([run.outcomes for run in single.of(name)])
            for one, other in zip(shared.of(name), single.of(name), strict=True):
                assert (one.series("access") == other.series("access")).all()
    assert used == [2, 3]
