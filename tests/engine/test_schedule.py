"""When a phase runs is said in one place, and saying something else changes the run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.engine import simulation
from sim.engine.phases import PHASES, Phase, When
from sim.engine.simulation import Simulation


@pytest.mark.parametrize(
    ("when", "months"),
    [
        (When.ALWAYS, range(12)),
        (When.JULY, [0]),
        (When.TEACHING, range(2, 12)),
        (When.HALF_YEARS, [5, 11]),
        (When.JULY_AND_HALF_YEARS, [0, 5, 11]),
    ],
)
def test_a_phase_runs_in_the_months_that_it_names(monkeypatch, district, strategies, when, months):
    seen = []
    noted = (Phase("noted", when, "notes the month", lambda run: seen.append(run.month)),)
    monkeypatch.setattr(simulation, "PHASES", noted)
    run = Simulation(district, strategies["grown"], years=1)
    for _ in range(12):
        run.step()
    assert seen == list(months)


def test_closed_schools_do_not_teach(monkeypatch, district, strategies):
    seen = []
    noted = (Phase("noted", When.TEACHING, "notes the month", lambda run: seen.append(run.month)),)
    monkeypatch.setattr(simulation, "PHASES", noted)
    run = Simulation(district, strategies["grown"], years=1)
    run.centre.closed_until = 7
    for _ in range(12):
        run.step()
    assert seen == list(range(7, 12))


def deep(district, strategy, months):
    run = Simulation(district, strategy, years=2)
    for _ in range(months):
        run.step()
    return float(run.teachers.depth.sum()), float(run.schools.design.sum())


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("practise", When.ALWAYS),  # practice goes on in the holidays
        ("practise", When.HALF_YEARS),
        ("plan", When.HALF_YEARS),  # launches come later
        ("design", When.TEACHING),  # schools search every month
        ("settle", When.JULY),
        ("hear", When.JULY),
    ],
)
def test_another_time_gives_another_run(monkeypatch, district, strategies, name, other):
    usual = deep(district, strategies["grown"], 20)
    changed = tuple(replace(phase, when=other) if phase.name == name else phase for phase in PHASES)
    monkeypatch.setattr(simulation, "PHASES", changed)
    assert deep(district, strategies["grown"], 20) != usual
