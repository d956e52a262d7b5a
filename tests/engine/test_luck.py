"""Shared luck: what is not concerned stays exactly as it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim import DistrictModel, Teacher
from sim.engine.simulation import Simulation

PERSONAL = ("person", "readiness", "capacity", "trust", "threshold", "benefit", "experience", "effectiveness")


def with_one_more_teacher(district, school):
    teachers = district.schools.teachers.copy()
    teachers[school] += 1
    return replace(district, schools=replace(district.schools, teachers=teachers))


def by_person(simulation, name):
    return dict(zip(simulation.teachers.person.tolist(), getattr(simulation.teachers, name).tolist(), strict=True))


def test_one_more_teacher_leaves_everybody_else_as_they_were(district, strategies):
    before = Simulation(district, strategies["grown"], seed=3)
    after = Simulation(with_one_more_teacher(district, 2), strategies["grown"], seed=3)
    assert after.teachers.person.size == before.teachers.person.size + 1
    for name in PERSONAL:
        old, new = by_person(before, name), by_person(after, name)
        assert {who: new[who] for who in old} == old, name
    for name in ("trust", "commitment", "principal_skill", "need", "principal_tenure"):
        assert np.array_equal(getattr(before.schools, name), getattr(after.schools, name)), name


def test_one_more_teacher_moves_no_later_draw(district, strategies):
    draws = []
    for place in (district, with_one_more_teacher(district, 2)):
        simulation = Simulation(place, strategies["grown"], seed=3)
        people = simulation.teachers.person
        even = simulation.luck.even(np.uint64(61), 17, people)
        draws.append(dict(zip(people.tolist(), even.tolist(), strict=True)))
    assert {who: draws[1][who] for who in draws[0]} == draws[0]


class Noting(Teacher):
    """Notes every draw."""

    noted: dict = {}  # noqa: RUF012

    def luck(self, decision):
        drawn = super().luck(decision)
        sim = self.model.simulation
        self.noted[int(sim.teachers.person[self.row]), sim.month, int(decision)] = drawn
        return drawn


def never_drops(readiness, felt, peers, mandate, strain, threshold, routines, ownership, unpaid, luck, p):
    return False


def test_a_rule_switched_off_moves_no_unrelated_draw(district, strategies):
    noted = []
    for rules in (None, {"drops": never_drops}):
        Noting.noted = {}
        given = {"rules": rules, "engine": "agents", "teacher_class": Noting, "collect": False}
        DistrictModel(district, strategies["pushed"], seed=1, years=3, **given).run()
        noted.append(Noting.noted)
    both = noted[0].keys() & noted[1].keys()
    assert len(both) > 1000
    assert len(noted[0].keys() ^ noted[1].keys()) > 10  # people do other things
    assert all(noted[0][draw] == noted[1][draw] for draw in both)


def nothing_learnt(effective, surface, p):
    return 0.0


def test_a_readout_switched_off_changes_the_readout_only(district, strategies, differences):
    runs = []
    for rules in (None, {"learning_gain": nothing_learnt}):
        simulation = Simulation(district, strategies["pushed"], years=3, rules=rules)
        simulation.run()
        runs.append(simulation)
    assert differences(*runs) == ["schools.learning"]


def test_the_order_of_strategies_does_not_matter(district, strategies, mark):
    def run(name):
        return Simulation(district, strategies[name], years=3, seed=9)

    first = {name: mark(run(name).run()) for name in ("pushed", "grown")}
    second = {name: mark(run(name).run()) for name in ("grown", "pushed")}
    together = {name: run(name) for name in ("grown", "pushed")}
    for _ in range(36):
        for simulation in together.values():
            simulation.step()
    third = {name: mark(simulation.history.finished()) for name, simulation in together.items()}
    assert first == second == third
    assert first["pushed"] != first["grown"]


@pytest.mark.parametrize("seeds", [(1, 2)])
def test_seed_and_replicate_change_the_luck(district, strategies, mark, seeds):
    marks = {mark(Simulation(district, strategies["grown"], years=1, seed=seed).run()) for seed in seeds}
    marks.add(mark(Simulation(district, strategies["grown"], years=1, seed=seeds[0], replicate=1).run()))
    assert len(marks) == 3


def test_a_branch_goes_on_as_the_original(district, strategies, future, differences, mark):
    original = Simulation(district, strategies["pushed"], years=3, future=future)
    straight = Simulation(district, strategies["pushed"], years=3, future=future)
    for _ in range(20):
        original.step()
    branch, withdrawn = original.branch(), original.branch()
    withdrawn.withdraw()
    for _ in range(16):
        withdrawn.step()
    for _ in range(16):
        branch.step()
    for _ in range(16):
        original.step()
    straight.run()
    assert differences(original, straight) == []
    assert differences(branch, straight) == []
    assert mark(branch.history.finished()) == mark(straight.history.finished()) == mark(original.history.finished())
    assert "schools.hours" in differences(withdrawn, straight)
