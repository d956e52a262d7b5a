"""The second process compiles exactly the loops that the first will need."""

from __future__ import annotations

import functools
import sys
from types import SimpleNamespace

from sim.engine import ahead
from sim.engine.simulation import Simulation


def test_it_compiles_for_the_types_of_a_run(district, strategies):
    run = Simulation(district, strategies["grown"], years=2)
    run.run()
    brought = ahead.bring("6")
    for name in ahead.AHEAD:
        wanted = getattr(run.kernels, name).linked.signatures
        assert brought[name].linked.signatures == wanted, name


def test_where_no_process_can_be_had_the_first_goes_on_alone(monkeypatch):
    monkeypatch.setattr(ahead, "_begun", [])
    monkeypatch.setattr(ahead, "_second", [])
    monkeypatch.setattr(ahead, "on_disk", lambda linked: False)
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    ahead.compile_ahead(6)
    assert ahead._second == []
    ahead.wait_for(ahead.AHEAD[0], 6)


def test_a_second_process_is_ended_with_the_first(monkeypatch):
    monkeypatch.setattr(ahead, "_begun", [])
    monkeypatch.setattr(ahead, "_second", [])
    monkeypatch.setattr(ahead, "on_disk", lambda linked: False)
    monkeypatch.setattr(ahead, "_START", "import time; time.sleep(600)")
    ahead.compile_ahead(6)
    (second,) = ahead._second
    try:
        assert second.poll() is None
    finally:
        ahead.end()
    assert second.poll() is not None
    assert ahead._second == []


def test_loops_that_the_second_has_not_begun_are_compiled_here_instead_of_waiting(monkeypatch):
    done = []
    monkeypatch.setattr(ahead, "AHEAD", ("settle", "hear", "leave"))
    monkeypatch.setattr(ahead, "_here", set())
    monkeypatch.setattr(ahead, "_finished", [])
    monkeypatch.setattr(ahead, "_second", [SimpleNamespace(poll=lambda: None)])

    def linked_loops(components):
        def compiled(name):
            done.append(name)
            if len(done) == 2:  # meanwhile the second process has finished the loop that is waited for
                ahead._finished.append("settle")

        return {name: functools.partial(compiled, name) for name in ahead.AHEAD}

    monkeypatch.setattr(ahead, "linked_loops", linked_loops)
    monkeypatch.setattr(ahead, "over_no_school", lambda components: dict.fromkeys(ahead.AHEAD, ()))
    ahead.wait_for("hear", 6)
    assert done == []  # not begun with: compiled where it is needed
    ahead.wait_for("settle", 6)
    assert done == ["leave", "hear"]
