"""Tight and loose: without different needs, misreading, say and orders, nothing speaks for loose."""

from __future__ import annotations

import pytest

from sim.validation.laboratory import Laboratory, difference, largest_difference, of_teachers, yearly
from sim.validation.nulls import tight_loose

MARGIN = 0.005
effective = yearly(of_teachers("effective"), 10)


def test_same_needs_no_say_no_orders_no_cost_of_variety_is_exactly_nothing(laboratory: Laboratory) -> None:
    assert tight_loose.nothing(laboratory, 2) == 0.0


def test_same_needs_fit_is_exactly_equal_and_loose_not_better(laboratory: Laboratory) -> None:
    pairs = tight_loose.alike(laboratory, 16)  # 50 pairs in a validation
    for loose, tight in pairs:
        assert largest_difference(loose, tight, names=("fit",)) == {}
    assert difference(pairs, effective).high < MARGIN


def test_different_needs_without_orders_and_cost_of_variety_tight_not_better(laboratory: Laboratory) -> None:
    pairs = tight_loose.apart(laboratory, 8)
    assert difference(pairs, effective).high < MARGIN
    assert difference(pairs, yearly(of_teachers("fit"), 10)).high < 0.0


def test_causes_restored_tight_is_used_sooner_and_loose_fits_better(laboratory: Laboratory) -> None:
    pairs = tight_loose.restored(laboratory, 8)
    assert difference(pairs, yearly(of_teachers("use"), 3)).low > 0.0
    assert difference(pairs, yearly(of_teachers("fit"), 10)).high < 0.0
    assert difference(pairs, yearly(of_teachers("ownership"), 3)).high < 0.0


def test_what_trust_does_to_coaching_and_orders_to_trust_moves_the_sign(laboratory: Laboratory) -> None:
    """The two coefficients that nobody has measured decide how tight compares with loose."""
    kind, harsh, _ = tight_loose.trust_decides(laboratory, 24)
    assert harsh.high < 0.0
    assert kind.mean - harsh.mean > 0.05


@pytest.mark.slow
def test_same_needs_loose_not_better_in_fifty_pairs(laboratory: Laboratory) -> None:
    assert difference(tight_loose.alike(laboratory, 50), effective).high < MARGIN
