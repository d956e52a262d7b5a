"""The second process compiles exactly the loops that the first will need."""

from __future__ import annotations

import sys

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
    ahead.wait_for(ahead.AHEAD[0])


def test_a_second_process_is_ended_with_the_first(monkeypatch):
    monkeypatch.setattr(ahead, "_begun", [])
    monkeypatch.setattr(ahead, "_second", [])
    monkeypatch.setattr(ahead, "on_disk", lambda linked: False)
    monkeypatch.setattr(ahead, "_START", "import time; time.sleep(600)")
    ahead.compile_ahead(6)
    (second,) = ahead._second
    assert second.poll() is None
    ahead.end()
    assert second.poll() is not None
    assert ahead._second == []
