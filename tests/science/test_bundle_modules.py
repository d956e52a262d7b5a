"""Bundle and modules: who takes everything at once and keeps it lives with a bundle."""

from __future__ import annotations

from sim.validation.laboratory import Laboratory, difference, of_teachers, yearly
from sim.validation.nulls import bundle_modules


def test_all_at_once_without_load_and_dropping_is_exactly_the_same(laboratory: Laboratory) -> None:
    assert bundle_modules.nothing(laboratory, 2) == 0.0


def test_load_restored_fewer_take_the_bundle(laboratory: Laboratory) -> None:
    pairs = bundle_modules.restored(laboratory, 24)
    assert difference(pairs, yearly(of_teachers("use"), 3)).high < 0.0
    assert difference(pairs, yearly(of_teachers("strain"), 3)).low > 0.0


def test_complementarity_and_load_restored_bundle_early_modules_late(laboratory: Laboratory) -> None:
    pairs = bundle_modules.restored(laboratory, 24)
    assert difference(pairs, yearly(of_teachers("deep"), 3)).low > 0.0
    assert difference(pairs, yearly(of_teachers("effective"), 10)).high < 0.0
