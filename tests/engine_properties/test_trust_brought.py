"""Trust that people bring goes with team and years, whoever comes and goes."""

from __future__ import annotations

import numpy as np
import pytest

from sim import District, Strategy
from sim.engine.simulation import Simulation
from sim.foundation.decisions import TRUST, TRUST_TEAM
from sim.foundation.draws import bell
from sim.foundation.errors import ParameterError
from sim.foundation.parameters import load_parameters
from sim.rules.trust import trust_brought


def begun(**parameters: float) -> Simulation:
    district = District.synthetic(schools=16, teachers=480)
    return Simulation(district, Strategy(fast_slow=-0.8), seed=3, years=10, parameters=parameters)


def expected(sim: Simulation, i: int, month: int) -> float:
    t, s = sim.teachers, sim.schools
    with np.errstate(over="ignore"):  # draws are hashes
        own = bell(sim.key, TRUST, np.uint64(month), t.person[i])
        team = bell(sim.key, TRUST_TEAM, np.uint64(t.team[i]), s.entity[t.school[i]])
    return trust_brought(float(own), float(team), float(t.experience[i]), sim.parameters)


def test_people_of_the_first_day_and_newcomers_bring_what_the_rule_says() -> None:
    sim = begun()
    for i in range(0, sim.teachers.person.size, 7):
        assert float(sim.teachers.disposition[i]) == pytest.approx(expected(sim, i, 0), abs=1e-6)
    for _ in range(12):
        sim.step()
    before = set(sim.teachers.person.tolist())
    sim.step()
    new = [i for i, person in enumerate(sim.teachers.person.tolist()) if person not in before]
    assert len(new) > 20
    for i in new:
        assert float(sim.teachers.disposition[i]) == pytest.approx(expected(sim, i, 12), abs=1e-6)


def test_a_year_of_teaching_adds_its_share_of_trust() -> None:
    sim = begun()
    for _ in range(12):
        sim.step()
    before = dict(zip(sim.teachers.person.tolist(), sim.teachers.disposition.tolist(), strict=True))
    sim.step()
    stayed = [i for i, person in enumerate(sim.teachers.person.tolist()) if person in before]
    assert len(stayed) > 300
    added = [float(sim.teachers.disposition[i]) - before[int(sim.teachers.person[i])] for i in stayed]
    assert np.allclose(added, sim.parameters.trust_experience, atol=1e-6)


def test_a_team_shares_its_part_and_the_spread_stays_as_measured() -> None:
    def spread(trust_team: float) -> tuple[float, float]:
        sim = begun(trust_team=trust_team, trust_experience=0.0)
        team = sim.teachers.school.astype(np.int64) * 1000 + sim.teachers.team
        kinds, where = np.unique(team, return_inverse=True)
        means = np.bincount(where, sim.teachers.disposition) / np.bincount(where)
        inside = float(np.std(sim.teachers.disposition - means[where]))
        assert kinds.size > 40
        return float(np.std(sim.teachers.disposition)), inside

    one, apart = spread(0.0)
    other, together = spread(1.0)
    assert together < 1e-6 < apart  # with the whole spread the team's, nobody differs inside it
    assert one == pytest.approx(load_parameters().trust_person_sd, rel=0.15)
    assert other == pytest.approx(one, rel=0.3)  # fewer draws: a team is one


def test_more_than_the_whole_spread_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"'trust_team' is 1\.2; it cannot be above 1"):
        load_parameters({"trust_team": 1.2})
