"""Settings of a district: of the right kind, and none that would count for nothing."""

from __future__ import annotations

import pytest

from sim import District
from sim.foundation.errors import DistrictError

RECIPE = {"name": "ours", "schools": 3}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pupils_per_teacher": "abc"}, "pupils_per_teacher is 'abc'; it must be a number from 2 to 60"),
        ({"pupils_per_teacher": 15}, "pupils_per_teacher counts only for a file of schools"),
        ({"notes": 5}, "notes is 5; it must be a list of texts"),
        ({"notes": [5]}, "notes is 5; it must be a text"),
        ({"title": 5}, "title is 5; it must be a text"),
        ({"title": "a\x1bb"}, "control character"),
        ({"name": ["ours"]}, "name is"),
        ({"file": 5}, "file is 5; it must be a text"),
        ({"schools": float("inf")}, "schools of a made-up district is inf"),
        ({"seed": float("nan")}, "seed of a made-up district is nan"),
        ({"seed": True}, "seed of a made-up district is True"),
        ({3: 4}, "unknown setting"),
    ],
)
def test_values_of_the_wrong_kind_are_refused(changes, words):
    with pytest.raises(DistrictError, match=words):
        District.from_settings(RECIPE | changes)


@pytest.mark.parametrize("key", ["schools", "seed", "teachers", "low_income_mean"])
def test_a_recipe_beside_a_file_counts_for_nothing_and_is_refused(tmp_path, key):
    file = tmp_path / "ours.csv"
    file.write_text("school,enrollment\nA,300\nB,400\n")
    with pytest.raises(DistrictError, match=f"{key} makes up a district and counts for nothing beside a file"):
        District.from_settings({"file": str(file), key: True if key == "seed" else 3})


def test_years_may_be_numbers():
    made = District.from_settings(RECIPE | {"year": 2019, "state": "OH", "notes": ["from memory"]})
    assert made.provenance.notes[-1] == "from memory"
