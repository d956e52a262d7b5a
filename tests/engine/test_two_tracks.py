"""Two tracks: the deep core takes what it needs, the ring what is left, and no hour is given twice."""

from __future__ import annotations

import numpy as np
import pytest

from sim.district import District
from sim.engine.simulation import Simulation
from sim.engine.state import ACTIVE
from sim.engine.support import parts_of_hours
from sim.strategy import Strategy
from sim.strategy.stance import Stance

CORE_DOSE, RING = 20.0, 0.25


def half_launched(chart: float = 1.0) -> Simulation:
    """A district in which half of the schools are active, and attention never fails."""
    strategy = Strategy(name="tracks", fast_slow=Stance(0.0, chart=chart))
    sim = Simulation(District.synthetic(schools=12, teachers=360), strategy, years=1)
    sim.step()
    sim.centre.quality = 1.0
    sim.schools.status[:] = np.where(np.arange(12) < 6, ACTIVE, 0)
    sim.schools.depth[:] = 0.2
    sim.centre.levers = sim.centre.levers._replace(chart_fast_slow=chart)
    return sim


def parts(sim: Simulation, hours: float) -> np.ndarray:
    weights = sim.schools.teachers * (sim.schools.status == ACTIVE)
    return parts_of_hours(sim, weights.astype(np.float64), hours)


def test_the_core_gets_what_it_needs_and_the_ring_the_rest():
    sim = half_launched()
    s = sim.schools
    hours = 0.4 * CORE_DOSE * float(s.teachers[:6].sum())  # not enough for all six at once
    part = parts(sim, hours)
    assert part.sum() == pytest.approx(1.0)
    assert s.core.any()
    assert not s.core[:6].all()
    dose = part * hours / s.teachers
    assert dose[s.core] == pytest.approx(CORE_DOSE)
    ring = (s.status == ACTIVE) & ~s.core
    assert part[ring].sum() >= RING - 1e-9
    assert dose[ring].max() < CORE_DOSE
    assert (part[6:] == 0.0).all()


def test_plenty_is_shared_evenly():
    sim = half_launched()
    part = parts(sim, 3.0 * CORE_DOSE * float(sim.schools.teachers[:6].sum()))
    dose = part[:6] / sim.schools.teachers[:6]
    assert dose == pytest.approx(np.full(6, dose[0]))


def test_without_tracks_hours_are_even_and_the_core_is_remembered():
    sim = half_launched(chart=0.0)
    sim.schools.core[2] = True
    part = parts(sim, 1000.0)
    assert sim.schools.core.sum() == sim.schools.core[2] == 1
    assert part[:6] / sim.schools.teachers[:6] == pytest.approx(np.full(6, part[0] / sim.schools.teachers[0]))


def test_half_a_wish_goes_half_of_the_way():
    hours = 0.4 * CORE_DOSE * float(half_launched().schools.teachers[:6].sum())
    whole, none = parts(half_launched(), hours), parts(half_launched(chart=0.0), hours)
    assert parts(half_launched(chart=0.5), hours) == pytest.approx(0.5 * whole + 0.5 * none)


def test_known_launches_are_launched_whatever_the_pace_and_the_board():
    sim = Simulation(District.synthetic(schools=12, teachers=360), Strategy.load("slow"), years=3)
    for year, new in enumerate((2, 5)):
        sim.given_launches = new
        sim.centre.paused_until = 99
        for _ in range(12):
            sim.step()
        assert sim.centre.launched_ever == (2, 7)[year]
    sim.given_launches = None
    sim.centre.paused_until = 99
    for _ in range(12):
        sim.step()
    assert sim.centre.launched_ever == 7
