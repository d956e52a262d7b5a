"""Build and buy: at equal price, skill, start and stay, own and bought help are the same help."""

from __future__ import annotations

import numpy as np
import pytest

from sim.validation.laboratory import Laboratory, difference, of_teachers, yearly
from sim.validation.nulls import build_buy

SIGNS = {
    "buy_dearer_hours": +1,  # dearer help: fewer hours where it is bought
    "buy_dearer_practice": +1,
    "buy_travels": +1,  # outside partners come from afar
    "buy_knows_less": +1,  # outside help knows the place less
    "build_starts_late": -1,  # own coaches have to be found and trained
}


def test_same_help_is_the_same_but_for_whose_it_is(laboratory: Laboratory) -> None:
    assert build_buy.nothing(laboratory, 3) < 1e-6


@pytest.mark.parametrize("name", list(build_buy.CAUSES))
def test_one_cause_restored_moves_what_it_should(laboratory: Laboratory, name: str) -> None:
    cause, series, year = build_buy.CAUSES[name]
    found = difference(build_buy.one_cause(laboratory, 6, cause), yearly(of_teachers(series), year))
    assert (found.low if SIGNS[name] > 0 else -found.high) > 0.0, found


def test_outside_help_validates(laboratory: Laboratory) -> None:
    for one, other in build_buy.validation(laboratory, 2):
        assert np.all(one.district["board"][2:] < other.district["board"][2:])


def test_taking_stars_from_class_restored_takes_them(laboratory: Laboratory) -> None:
    """Who becomes a coach leaves a class: more positions change hands, and better teachers than the mean are gone."""
    for exits, effectiveness in build_buy.stars(laboratory, 2):
        assert exits > 0.0
        assert effectiveness < 0.0


def test_all_causes_restored_bought_help_leads_early_and_own_help_catches_up(laboratory: Laboratory) -> None:
    """Bought help is there at once; own help is cheaper by the hour and lasts.

    Few try what they have not watched, so that the lead of bought help opens until the fourth year; own help has closed
    it after about thirteen, and spends less.
    """
    pairs = build_buy.restored(laboratory, 40)
    early, widest, late = (yearly(of_teachers("effective"), year) for year in (2, 4, 10))
    assert difference(pairs, early).high < 0.0
    assert difference(pairs, lambda history: late(history) - widest(history)).low > 0.0
