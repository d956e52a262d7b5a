"""The population of the survey: always the same, with the marginals of its recipe."""

from __future__ import annotations

import numpy as np

from sim.validation.survey.population import FEATURES, LOCALES, draw_systems, horizon, recipe

GRADES = {"measured", "reported", "recalled", "derived", "assumed"}


def test_sixty_systems_the_same_each_time() -> None:
    first, again = draw_systems(), draw_systems()
    assert len(first) == 60
    assert first == again
    assert horizon() == 6


def test_sizes_follow_their_classes() -> None:
    schools = np.array([system.schools for system in draw_systems(600)])
    for row in recipe()["size_classes"]["rows"]:
        inside = (schools >= row["fewest_schools"]) & (schools <= row["most_schools"])
        assert abs(inside.mean() - row["share"]) < 0.005
    assert schools.min() >= 4
    assert schools.max() <= 100


def test_locales_and_low_income_follow_the_statistics() -> None:
    systems = draw_systems(3000)
    share = {name: np.mean([system.locale == name for system in systems]) for name in LOCALES}
    measured = {"city": 0.304, "suburb": 0.354, "town": 0.129, "rural": 0.213}
    for name, value in measured.items():
        assert abs(share[name] - value) < 0.04
    for name, row in recipe()["locales"]["rows"].items():
        middle = np.median([system.low_income for system in systems if system.locale == name])
        assert abs(middle - row["low_income"]) < 0.06


def test_wealth_goes_against_poverty_as_the_recipe_says() -> None:
    systems = draw_systems(2000)
    poor = np.array([system.low_income for system in systems])
    own = np.log([system.operating for system in systems])
    assert abs(np.corrcoef(np.log(poor / (1 - poor)), own)[0, 1] + 0.4) < 0.05


def test_every_system_makes_a_district_near_its_recipe() -> None:
    for system in draw_systems()[:12]:
        district = system.district()
        assert district.school_count == system.schools
        assert abs(district.low_income_share - system.low_income) < 1e-6
        assert district.segregation <= system.segregation + 1e-6
        assert all(np.isfinite(system.feature(name)) for name in FEATURES)
        assert system.majority().conditions.operating_dollars_per_student == system.operating


def test_every_number_has_source_and_grade() -> None:
    for name, row in recipe().items():
        assert row["grade"] in GRADES, name
        assert row["source"].strip(), name
