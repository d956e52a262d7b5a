"""Trust keeps a personal part: it goes with the person, and a climate does not drift where nothing moves trust."""

from __future__ import annotations

import numpy as np
import pytest

from sim import District, Strategy
from sim.engine.simulation import Simulation

NOTHING = dict.fromkeys(
    ("trust_support", "trust_voice", "trust_mandate", "trust_disappointment", "trust_strain", "trust_imposed",
     "trust_absorbed", "trust_conflict", "trust_principal_lost"),
    0.0,
)  # fmt: skip
WIDE = {"trust_start": 0.8, "trust_school_sd": 0.15}  # so that trust is cut off at 1 for many


def begun(**parameters: float) -> Simulation:
    district = District.synthetic(schools=16, teachers=480)
    return Simulation(district, Strategy(fast_slow=-0.8), seed=3, years=10, parameters=parameters)


@pytest.mark.parametrize("also", [{}, WIDE], ids=["usual", "high climates"])
def test_a_climate_stays_where_it_begins_where_nothing_moves_trust(also: dict[str, float]) -> None:
    sim = begun(**NOTHING, **also)
    before = sim.schools.trust.copy()
    sim.run()
    assert sim.teachers.spell.max() > 0  # people came and went
    assert np.abs(sim.schools.trust - before).max() < 1e-4


def test_people_of_one_school_go_on_to_differ() -> None:
    """Half and more of the spread on the first day is still there after ten years."""

    def inside(sim: Simulation) -> float:
        means = np.bincount(sim.teachers.school, sim.teachers.trust) / sim.schools.teachers
        return float(np.std(sim.teachers.trust - means[sim.teachers.school]))

    sim = begun()
    before = inside(sim)
    sim.run()
    assert 0.5 * before < inside(sim) < 1.5 * before


def test_movers_bring_their_disposition_and_meet_the_new_climate() -> None:
    sim = begun(mover_poverty_pull=1.0)
    for _ in range(12):
        sim.step()
    who = dict(zip(sim.teachers.person.tolist(), sim.teachers.disposition.tolist(), strict=True))
    at = dict(zip(sim.teachers.person.tolist(), sim.teachers.school.tolist(), strict=True))
    sim.step()
    now = sim.teachers.school.tolist()
    moved = [i for i, person in enumerate(sim.teachers.person.tolist()) if at.get(person, now[i]) != now[i]]
    assert len(moved) > 5
    for i in moved:
        own = who[int(sim.teachers.person[i])] + sim.parameters.trust_experience  # a year older
        assert float(sim.teachers.disposition[i]) == pytest.approx(own, abs=1e-6)
        rest = min(1.0, max(0.0, float(sim.schools.trust[sim.teachers.school[i]]) + own))
        assert float(sim.teachers.trust[i]) == pytest.approx(rest, abs=1e-6)
