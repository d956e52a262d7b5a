"""Need and readiness: where poverty is only a label, it moves nothing but who is served first."""

from __future__ import annotations

import pytest

from sim.validation.laboratory import Laboratory, difference, gap, of_teachers, yearly
from sim.validation.nulls import need_readiness

MARGIN = 0.01


def test_a_label_enters_no_rule(laboratory: Laboratory) -> None:
    """With labels dealt out anew, a readiness-first district lives exactly the same ten years."""
    assert need_readiness.label_moves(laboratory, 3) == 0.0


def test_a_label_leaves_no_gap_at_equal_age(laboratory: Laboratory) -> None:
    """Need-first on a label, where the date of a launch touches nothing: no gap between schools of one age."""
    found = need_readiness.label_at_equal_age(laboratory, 16)
    assert found.low > -MARGIN
    assert found.high < MARGIN


def test_poverty_restored_need_closes_the_gap_and_readiness_brings_depth(laboratory: Laboratory) -> None:
    pairs = need_readiness.restored(laboratory, 40)
    assert difference(pairs, yearly(gap, 3)).low > 0.0
    assert difference(pairs, yearly(of_teachers("effective"), 3)).high < 0.0
    assert difference(pairs, yearly(of_teachers("use"), 3)).high < 0.0


@pytest.mark.slow
def test_a_label_first_is_as_good_as_chance_first(laboratory: Laboratory) -> None:
    """Need-first on labels dealt by chance against a random order: practice and strain equal in 300 pairs."""
    pairs = need_readiness.label_against_chance(laboratory, 300)
    for name in ("effective", "strain"):
        found = difference(pairs, yearly(of_teachers(name), 5))
        assert found.low > -MARGIN, f"{name}: {found}"
        assert found.high < MARGIN, f"{name}: {found}"
