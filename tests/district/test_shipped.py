"""The districts that come with the program are what their publishers say."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from sim.district import District, dissimilarity
from sim.district.settings import read_settings
from sim.foundation.resources import folder

REAL = {  # schools, students, segregation of the shares given
    "dallas_isd": (232, 155_030, 0.47),
    "chicago": (652, 353_387, 0.54),
    "baltimore_county": (170, 114_734, 0.35),
    "henry_county": (50, 43_027, 0.23),
    "greeley_evans": (33, 22_648, 0.28),
    "reynoldsburg": (10, 7_221, 0.10),
    "mentor": (12, 6_975, 0.14),
}


def test_seven_real_districts_and_three_recipes_are_listed() -> None:
    assert set(District.names()) == {*REAL, "small_rural", "mid_suburban", "large_urban"}


@pytest.mark.parametrize("name", REAL)
def test_totals_and_segregation(name: str) -> None:
    district = District.load(name)
    schools, students, segregation = REAL[name]
    assert district.school_count == schools
    assert district.student_count == students
    given = ~np.isin(district.schools.key, district.provenance.columns["low_income_share"].rows)
    found = dissimilarity(district.schools.enrollment[given], district.schools.low_income_share[given])
    assert found == pytest.approx(segregation, abs=0.006)
    assert district.segregation == pytest.approx(segregation, abs=0.015)


@pytest.mark.parametrize("name", REAL)
def test_columns_are_complete_and_ordered(name: str) -> None:
    schools = District.load(name).schools
    assert ((schools.low_income_share >= 0) & (schools.low_income_share <= 1)).all()
    assert (schools.teachers >= 1).all()
    assert set(schools.level) <= {0, 1, 2}
    assert (np.diff(schools.zone) >= 0).all()
    assert set(schools.zone) == set(range(schools.zone.max() + 1))
    assert sorted(schools.key) == list(range(len(schools)))
    assert len(set(zip(schools.name, schools.key, strict=True))) == len(schools)


@pytest.mark.parametrize("name", REAL)
def test_every_row_keeps_its_year_and_source(name: str) -> None:
    with (folder("data") / "districts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["year"] and row["source"] for row in rows)
    settings = read_settings(name)
    assert {"title", "state", "year", "source", "low_income_measure", "notes"} <= set(settings)


def test_provenance_says_what_was_generated() -> None:
    columns = District.load("dallas_isd").provenance.columns
    assert (columns["teachers"].given, columns["teachers"].generated) == (0, 232)
    assert (columns["low_income_share"].given, columns["low_income_share"].generated) == (232, 0)
    assert columns["zone"].generated == 232
    chicago = District.load("chicago").provenance.columns
    assert chicago["teachers"].given == 512
    assert chicago["zone"].given > 600
    baltimore = District.load("baltimore_county").provenance
    assert baltimore.columns["low_income_share"].generated == 4
    assert "GENERATED" in baltimore.describe()
    assert baltimore.to_mapping()["columns"]["low_income_share"]["generated"] == 4
    assert baltimore.to_mapping()["columns"]["advice ties across schools"]["grade"] == "assumed"


def test_teachers_follow_the_districts_own_ratio() -> None:
    district = District.load("baltimore_county")
    assert district.student_count / district.teacher_count == pytest.approx(12.5, abs=0.05)


def test_zones_cut_from_coordinates_are_compact() -> None:
    schools = District.load("dallas_isd").schools
    placed = ~np.isnan(schools.latitude)
    whole = schools.latitude[placed].std()
    within = [schools.latitude[placed & (schools.zone == z)].std() for z in range(schools.zone.max() + 1)]
    assert np.mean(within) < 0.45 * whole
    assert np.bincount(schools.zone).max() <= 15


FINGERPRINTS = {
    "baltimore_county": "eb3fe989cebe",
    "chicago": "58ae94c35b40",
    "dallas_isd": "5bd96fd0248b",
    "greeley_evans": "68e4a23ce7b2",
    "henry_county": "4deb1a895eb0",
    "large_urban": "b110c86d860e",
    "mentor": "c1331e51e825",
    "mid_suburban": "75ff458166c2",
    "reynoldsburg": "ab96cfa1d62b",
    "small_rural": "4929f87b5f85",
}


@pytest.mark.parametrize("name", FINGERPRINTS)
def test_schools_stay_as_they_are_bit_for_bit(name: str) -> None:
    assert District.load(name).fingerprint().startswith(FINGERPRINTS[name])


def test_fingerprints_tell_places_apart() -> None:
    prints = {name: District.load(name).fingerprint() for name in District.names()}
    assert len(set(prints.values())) == len(prints)
    assert District.load("mentor").fingerprint() == prints["mentor"]


def test_low_income_shares_can_be_moved_to_another_year() -> None:
    now = District.load("reynoldsburg")
    then = now.with_low_income_share(0.38)
    assert then.low_income_share == pytest.approx(0.38, abs=1e-6)
    assert (np.argsort(then.schools.low_income_share) == np.argsort(now.schools.low_income_share)).all()
    assert "shifted" in then.provenance.notes[-1]
    assert then.fingerprint() != now.fingerprint()
