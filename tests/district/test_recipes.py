"""Made-up districts keep to their recipe; a run's settings become the district they describe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.district import District
from sim.district.generate import pupils_per_teacher
from sim.foundation.errors import DistrictError


@pytest.mark.parametrize(
    ("schools", "teachers"), [(40, 1500), (1800, 75_000), (1, 2000), (7, 7), (3, 6000), (150, 6003)]
)
def test_a_total_of_teachers_is_met_exactly(schools: int, teachers: int) -> None:
    district = District.synthetic(schools=schools, teachers=teachers)
    assert district.teacher_count == teachers
    assert district.schools.teachers.min() >= 1
    assert district.schools.teachers.max() <= 2000


@pytest.mark.parametrize(("mean", "segregation"), [(0.5, 0.3), (0.75, 0.54), (0.2, 0.1), (0.9, 0.0)])
def test_mean_and_segregation_are_met(mean: float, segregation: float) -> None:
    district = District.synthetic(schools=60, low_income_mean=mean, segregation=segregation)
    assert district.low_income_share == pytest.approx(mean, abs=1e-6)
    assert district.segregation == pytest.approx(segregation, abs=1e-6)


def test_totals_of_students_are_met_and_sizes_are_plausible() -> None:
    assert District.synthetic(schools=30, students=20_001).student_count == 20_001
    many = [District.synthetic(schools=60, seed=seed) for seed in range(10)]
    assert np.mean([d.student_count / 60 for d in many]) == pytest.approx(671, rel=0.05)
    ratio = sum(d.student_count for d in many) / sum(d.teacher_count for d in many)
    assert 15.5 < ratio < 17.5
    sizes = np.concatenate([d.schools.teachers for d in many])
    assert 0.4 < np.std(np.log(sizes)) < 0.75  # Florida .64


def test_a_recipe_is_the_same_every_time_and_differs_by_seed() -> None:
    assert District.synthetic(seed=3).fingerprint() == District.synthetic(seed=3).fingerprint()
    assert District.synthetic(seed=3).fingerprint() != District.synthetic(seed=4).fingerprint()


def test_the_ratio_follows_the_table() -> None:
    assert pupils_per_teacher(100.0) == pytest.approx(12.6)
    assert pupils_per_teacher(720.0) == pytest.approx(16.3)
    assert pupils_per_teacher(4000.0) == pytest.approx(18.6)


@pytest.mark.parametrize(
    ("recipe", "message"),
    [
        ({"schools": 0}, "schools of a made-up district is 0"),
        ({"schools": 2.5}, "whole number"),
        ({"schools": True}, "whole number"),
        ({"schools": 40, "teachers": 39}, "from 40 to 80000"),
        ({"schools": 1, "teachers": 2001}, "1 to 2000 for each school"),
        ({"low_income_mean": 45}, "from 0.01 to 0.99"),
        ({"segregation": 1.2}, "segregation of a made-up district is 1.2"),
        ({"schools": 2, "segregation": 0.99, "low_income_mean": 0.9}, "cannot be reached by 2 schools"),
        ({"students": 3}, "students of a made-up district is 3"),
        ({"students_per_school": "big"}, "must be a number"),
        ({"seed": -1}, "seed of a made-up district is -1"),
    ],
)
def test_impossible_recipes_are_refused(recipe: dict[str, Any], message: str) -> None:
    with pytest.raises(DistrictError, match=message):
        District.synthetic(**recipe)


def test_shipped_recipes_take_changes() -> None:
    assert District.load("large_urban").school_count == 150
    changed = District.from_settings({"name": "large_urban", "schools": 80, "segregation": 0.4})
    assert changed.school_count == 80
    assert changed.name == "large_urban"
    assert changed.segregation == pytest.approx(0.4, abs=1e-6)


def test_a_file_wins_over_a_name(tmp_path: Path) -> None:
    path = tmp_path / "our.csv"
    path.write_text("school,enrollment\nA,300\nB,500\n")
    settings = {"name": "chicago", "file": str(path), "title": "Chicago Public Schools", "pupils_per_teacher": 12}
    district = District.from_settings(settings)
    assert (district.name, district.title, district.school_count) == ("our", "our", 2)
    own = District.from_settings({"name": "ours", "file": str(path), "title": "Our schools", "pupils_per_teacher": 10})
    assert (own.name, own.title) == ("ours", "Our schools")
    assert own.teacher_count == 80


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"name": "dallas"}, "unknown district 'dallas'. Did you mean dallas_isd"),
        ({"name": "our.csv"}, "It looks like a file"),
        ({"name": "dallas_isd", "schols": 3}, "unknown setting 'schols'"),
        ({"name": "dallas_isd", "schools": 3}, "is a real place"),
        ({}, "give 'name'"),
        ("dallas_isd", "give keys and values"),
    ],
)
def test_settings_nobody_understands_are_refused(settings: Any, message: str) -> None:
    with pytest.raises(DistrictError, match=message):
        District.from_settings(settings)
