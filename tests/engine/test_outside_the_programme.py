"""Outside the programme only those begin who see a colleague use it, and nobody asks them to."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim import District, Strategy
from sim.engine.simulation import Simulation
from sim.engine.state import ACTIVE


def begun(**parameters: float) -> Simulation:
    district = District.synthetic(schools=16, teachers=480)
    given: dict[str, Any] = {"mover_poverty_pull": 0.0, "move_inside": 0.0} | parameters
    return Simulation(district, Strategy.load("typical_2018"), seed=5, years=6, parameters=given)


def began_outside(sim: Simulation) -> tuple[int, int]:
    """Who began outside the programme in 60 months: having watched a colleague, and without."""
    watched = alone = 0
    for _ in range(60):
        t, people = sim.teachers, sim.teachers.person.copy()
        outside = sim.schools.status[t.school] != ACTIVE
        before = t.used > 0
        sim.step()
        began = outside & (sim.schools.status[t.school] != ACTIVE) & ~before & (t.used > 0) & (people == t.person)
        watched += int((began & (t.heard[:, 0] > 0.0)).sum())
        alone += int((began & (t.heard[:, 0] <= 0.0)).sum())
    return watched, alone


def test_a_few_begin_who_watch_and_nobody_who_does_not() -> None:
    watched, alone = began_outside(begun())
    assert watched > 0
    assert alone == 0


def test_nobody_begins_where_nobody_does_so_unasked() -> None:
    assert began_outside(begun(takeup_unasked=0.0)) == (0, 0)


def test_a_district_that_launches_nothing_stays_without_use() -> None:
    sim = begun(takeup_unasked=1.0, pace_slow=1e-9, pace_fast=1e-9)
    for _ in range(48):
        sim.step()
    assert not np.any(sim.schools.launch_month >= 0)
    assert not np.any(sim.teachers.used > 0)
