"""People who are handed in: only those who belong to the district may live there."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim import District, DistrictModel, simulate
from sim.foundation.errors import DistrictError


@pytest.fixture(scope="module")
def place():
    return District.synthetic(schools=4, teachers=60, seed=3)


@pytest.fixture(scope="module")
def people(place):
    return place.population(7)


def spoilt(people, **changes):
    return dataclasses.replace(
        people, **{name: change(getattr(people, name).copy()) for name, change in changes.items()}
    )


def put(row, value):
    def change(column):
        column[row] = value
        return column

    return change


WRONG = {
    "too short": ({"team": lambda column: column[:-1]}, "team has 59 values; it must have 60"),
    "another kind": ({"experience": lambda column: column.astype(np.float64)}, "experience is float64"),
    "no array": ({"effectiveness": list}, "it must be a NumPy array of float32"),
    "two dimensions": ({"team": lambda column: column.reshape(2, -1)}, "with one dimension"),
    "gaps in memory": ({"team": lambda column: np.repeat(column, 2)[::2]}, "gaps in memory"),
    "no number": ({"experience": put(3, np.nan)}, "experience holds a value that is not from 0 to 80"),
    "without end": ({"effectiveness": put(3, np.inf)}, "effectiveness holds"),
    "a team below nought": ({"team": put(0, -1)}, "below 0"),
    "a tie to nobody": ({"tie_to": put(0, 60)}, "tie_to holds a row that is not from 0 to 59"),
    "a tie backwards": ({"tie_to": put(0, -1)}, "tie_to holds"),
    "ties out of order": ({"tie_start": put(5, 100_000)}, "tie_start holds"),
    "leaders who are not there": ({"leader_to": put(0, 99)}, "leader_to holds a row that is not from 0 to 4"),
    "schools of their own": ({"school": put(0, 3)}, "another district"),
    "schools that are not there": ({"first": put(1, 100_000)}, "another district"),
    "keys of their own": ({"entity": lambda column: column + np.uint64(1 << 11)}, "another district"),
}


@pytest.mark.parametrize("name", WRONG)
def test_people_who_cannot_be_are_refused(place, people, name):
    changes, words = WRONG[name]
    with pytest.raises(DistrictError, match=words) as refused:
        DistrictModel(place, "fast", seed=7, years=1, population=spoilt(people, **changes))
    assert "district.population(seed)" in str(refused.value) or "ascontiguousarray" in str(refused.value)


@pytest.mark.parametrize("other", [{"schools": 5, "teachers": 60}, {"schools": 4, "teachers": 61}])
def test_people_of_another_district_are_refused(place, other):
    with pytest.raises(DistrictError, match=r"^population: "):
        simulate(place, "fast", years=1, population=District.synthetic(seed=3, **other).population(7))


@pytest.mark.parametrize("given", [3, "x", [1], (1, 0)])
def test_what_is_no_population_is_refused(place, given):
    with pytest.raises(DistrictError, match="must be a Population"):
        simulate(place, "fast", years=1, population=given)


def test_what_is_about_the_people_may_be_another(place, people):
    sorted_people = spoilt(people, experience=np.sort, effectiveness=lambda column: column * 0)
    model = DistrictModel(place, "fast", seed=7, years=1, population=sorted_people)
    model.run()
    assert model.month == 12


def test_a_district_with_other_shares_may_have_the_same_people(place, people):
    model = DistrictModel(place.with_low_income_share(0.7), "fast", seed=7, years=1, population=people)
    model.run()
    assert model.month == 12
