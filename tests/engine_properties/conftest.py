"""Random districts, strategies and futures for whole runs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.foundation.parameters import registry
from sim.strategy.events import Event
from sim.strategy.future import Future
from sim.strategy.stance import Stance
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS
from sim.study.causes import switched_off

CASES = 6


def random_case(number: int, *, fixed_superintendent: bool = False) -> Simulation:
    """A run with everything drawn: stances that change, conditions, numbers in their ranges, and a bad year."""
    draw = np.random.default_rng(number)
    stances: dict[str, Any] = {
        name: {
            0: Stance(float(draw.uniform(-1, 1)), chart=float(draw.uniform(0, 1) * (draw.uniform() < 0.4))),
            int(draw.integers(1, 6)): Stance(float(draw.choice([-1.0, 0.0, 1.0]))),
        }
        for name in TENSIONS
    }
    strategy = Strategy(**stances).with_conditions(
        grant_dollars_per_student=float(draw.uniform(0, 600)),
        grant_years=int(draw.integers(0, 6)),
        operating_dollars_per_student=float(draw.uniform(0, 200)),
        team_staffing=float(draw.uniform(0, 1)),
        innovation_fund=bool(draw.uniform() < 0.5),
        model_classroom=bool(draw.uniform() < 0.5),
        cabinet_hours=float(draw.uniform(0, 60)),
    )
    parameters = {name: float(draw.uniform(row.low, row.high)) for name, row in registry().items()}
    events = [
        Event(kind="teacher_shortage", year=2, size=2.0),
        Event(kind="closure", year=3, month=4, size=4),
        Event(kind="superintendent_leaves", year=4),
        Event(kind="budget_cut", year=5, size=0.5),
        Event(kind="state_mandate", year=6, size=0.5),
    ]
    future = Future(name="hard", title="A hard decade", events=tuple(events[: int(draw.integers(0, 6))]))
    district = District.synthetic(
        schools=int(draw.integers(2, 14)), teachers=None, seed=number, students_per_school=400
    )
    return Simulation(
        district,
        strategy,
        seed=number,
        years=8,
        parameters=parameters,
        future=Future.none() if fixed_superintendent else future,
        rules=switched_off(fixed_superintendent=fixed_superintendent),
    )


@pytest.fixture(scope="session")
def tools() -> Any:
    """The functions of this file, which tests cannot import."""
    return SimpleNamespace(random_case=random_case, CASES=CASES)


@pytest.fixture(scope="session", params=range(CASES))
def lived(request: pytest.FixtureRequest) -> Any:
    """A finished random run: the simulation, and what was true in every month."""
    sim = random_case(request.param)
    grant = [sim.centre.grant_left]
    for _ in range(96):
        sim.step()
        grant.append(sim.centre.grant_left)
    return SimpleNamespace(sim=sim, history=sim.history.finished(), grant=np.array(grant))
