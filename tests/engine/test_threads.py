"""Threads over ranges of schools change nothing."""

from __future__ import annotations

import pytest

from sim.engine import simulation as engine
from sim.engine.simulation import Simulation


@pytest.mark.parametrize("name", ["pushed", "grown"])
def test_any_number_of_threads_gives_the_same(district, strategies, future, monkeypatch, differences, mark, name):
    monkeypatch.setattr(engine, "THREADS_FROM", 1)
    runs = []
    for threads in (1, 2, 3, 50):
        run = Simulation(district, strategies[name], years=3, future=future, threads=threads)
        assert len(run.ranges()) == min(threads, 6)
        run.run()
        runs.append(run)
    for other in runs[1:]:
        assert differences(runs[0], other) == []
        assert mark(runs[0].history.finished()) == mark(other.history.finished())
