"""People are as measured, and a person's luck belongs to the position alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.district import District, Population
from sim.district.people import GROWTH_MEAN, growth, years_of_experience
from sim.foundation.errors import DistrictError


@pytest.fixture(scope="module")
def many() -> Population:
    return District.synthetic(schools=400, teachers=20_000).population(seed=4)


def own_ties(people: Population, s: int) -> list[list[int]]:
    low, high = people.first[s], people.first[s + 1]
    rows = (people.tie_to[people.tie_start[i] : people.tie_start[i + 1]] for i in range(low, high))
    return [[int(j - low) for j in row if low <= j < high] for row in rows]


def test_experience_has_the_measured_shares(many: Population) -> None:
    bands = np.histogram(many.experience, [0, 4, 10, 15, 60])[0] / len(many)
    assert bands == pytest.approx([0.118, 0.246, 0.167, 0.469], abs=0.012)
    assert many.experience.mean() == pytest.approx(14.5, abs=0.3)
    assert many.experience.min() >= 0


def test_effectiveness_is_centred_and_lower_for_novices(many: Population) -> None:
    assert many.effectiveness.mean() == pytest.approx(0.0, abs=0.004)
    assert many.effectiveness.std() == pytest.approx(0.135, abs=0.01)
    novices = many.effectiveness[many.experience < 2].mean()
    veterans = many.effectiveness[many.experience > 15].mean()
    assert 0.06 < veterans - novices < 0.10


def test_half_of_a_careers_growth_comes_in_five_years() -> None:
    assert growth(5.0) / growth(30.0) == pytest.approx(0.5, abs=0.01)
    chances = (np.arange(20_000) + 0.5) / 20_000
    assert np.mean([growth(years_of_experience(c)) for c in chances]) == pytest.approx(GROWTH_MEAN, abs=2e-4)


def test_teams_have_four_to_seven_people(many: Population) -> None:
    for s in range(0, 400, 40):
        sizes = np.bincount(many.team[many.first[s] : many.first[s + 1]])
        if sizes.sum() >= 12:
            assert sizes.min() >= 4
            assert sizes.max() <= 7


def test_same_luck_same_people() -> None:
    district = District.synthetic(schools=20)
    first, again, other = district.population(3, 1), district.population(3, 1), district.population(3, 2)
    assert all(np.array_equal(getattr(first, name), getattr(again, name)) for name in vars(first))
    assert not np.array_equal(first.experience, other.experience)
    assert np.array_equal(first.entity, other.entity)


def test_one_teacher_more_changes_nobody_else() -> None:
    district = District.synthetic(schools=24, teachers=900)
    before = district.population(7)
    teachers = district.schools.teachers.copy()
    teachers[9] += 1
    grown = replace(district, schools=replace(district.schools, teachers=teachers)).population(7)
    old = np.isin(grown.entity, before.entity)
    assert old.sum() == 900
    for name in ("entity", "experience", "effectiveness", "school"):
        assert np.array_equal(getattr(grown, name)[old], getattr(before, name))
    for s in range(24):
        if s != 9:
            assert own_ties(grown, s) == own_ties(before, s)
    assert np.array_equal(grown.leader_to, before.leader_to)
    assert np.array_equal(grown.leader_start, before.leader_start)


def test_one_school_more_changes_nobody_else() -> None:
    small, large = District.synthetic(schools=24), District.synthetic(schools=25)
    before, after = small.population(7), large.population(7)
    rows = [int(np.flatnonzero(large.schools.key == key)[0]) for key in small.schools.key]
    for s, row in enumerate(rows):
        assert small.schools.teachers[s] == large.schools.teachers[row]
        here, there = slice(*before.first[s : s + 2]), slice(*after.first[row : row + 2])
        for name in ("entity", "team", "experience", "effectiveness"):
            assert np.array_equal(getattr(before, name)[here], getattr(after, name)[there])
        assert own_ties(before, s) == own_ties(after, row)


def test_entities_are_unique_and_leave_the_principals_slot(many: Population) -> None:
    assert len(np.unique(many.entity)) == len(many)
    assert ((many.entity & np.uint64(2047)) < 2000).all()
    assert many.entity.max() < 2**32


def test_every_size_of_school_works() -> None:
    for teachers in (1, 2, 40, 2000):
        people = District.synthetic(schools=1, teachers=teachers).population()
        assert len(people) == teachers
        assert people.tie_start[-1] == len(people.tie_to)


def test_columns_have_the_promised_types(many: Population) -> None:
    kinds = {name: str(getattr(many, name).dtype) for name in vars(many)}
    assert kinds == {
        "first": "int64",
        "school": "int32",
        "entity": "uint64",
        "team": "int32",
        "experience": "float32",
        "effectiveness": "float32",
        "tie_start": "int64",
        "tie_to": "int32",
        "leader_start": "int64",
        "leader_to": "int32",
    }


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_an_impossible_share_of_cross_school_ties_is_refused(share: float) -> None:
    with pytest.raises(DistrictError, match="across_share"):
        District.synthetic(schools=3).population(across_share=share)


def test_compiled_loops_do_what_the_plain_functions_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.district import population

    district = District.synthetic(schools=4, teachers=60, seed=2)
    compiled = district.population(5)
    monkeypatch.setattr(population, "compiled", lambda kernel: kernel)
    with np.errstate(over="ignore"):
        plain = district.population(5)
    for name in vars(plain):
        assert np.array_equal(getattr(plain, name), getattr(compiled, name)), name
