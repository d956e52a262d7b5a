"""Tight and loose (SCIENCE 3.1): without different needs, misreading, say and reactance, nothing speaks for loose."""

from __future__ import annotations

from typing import Any

import pytest

from sim.engine import planning
from sim.strategy.levers import levers_from

ALIKE = {
    "need_sd_low": 0.0, "need_sd_high": 0.0, "need_common": 0.0, "centre_error": 0.0, "vendor_error": 0.0,
    "adaptation": 0.0, "search_error": 0.0, "drift": 0.0, "drift_return": 0.0,
}  # fmt: skip
NO_SAY = {"trust_voice": 0.0, "trust_mandate": 0.0, "commitment_autonomy": 0.0, "drop_ownership": 0.0}
MARGIN = 0.005


def without_mandate(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tight centre that designs for all and orders nobody."""
    monkeypatch.setattr(planning, "levers_from", lambda stances, p: levers_from(stances, p)._replace(mandate=0.0))


def test_same_needs_no_say_no_orders_no_cost_of_variety_is_exactly_nothing(
    laboratory: Any, tools: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_mandate(monkeypatch)
    settings = {"parameters": ALIKE | NO_SAY | {"variety_cost": 0.0}}
    for replicate in range(2):
        tight = laboratory.run(tools.lean(tight_loose=-1), replicate, **settings)
        loose = laboratory.run(tools.lean(tight_loose=1), replicate, **settings)
        assert tools.largest_difference(tight, loose, leave_out=("ownership",)) == {}


def test_same_needs_fit_is_exactly_equal_and_loose_not_better(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(
        tools.lean(tight_loose=1), tools.lean(tight_loose=-1), 16, parameters=ALIKE | NO_SAY
    )  # 50 pairs in the slow form
    for loose, tight in pairs:
        assert tools.largest_difference(loose, tight, names=("fit",)) == {}
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < MARGIN


def test_different_needs_without_orders_and_cost_of_variety_tight_not_better(
    laboratory: Any, tools: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_mandate(monkeypatch)
    apart = {"need_sd_low": 1.6, "need_sd_high": 1.6, "variety_cost": 0.0}
    pairs = laboratory.pairs(tools.lean(tight_loose=-1), tools.lean(tight_loose=1), 8, parameters=apart)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < MARGIN
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("fit"), 10)).high < 0.0


def test_causes_restored_tight_is_used_sooner_and_loose_fits_better(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(tools.lean(tight_loose=-1), tools.lean(tight_loose=1), 8)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("use"), 3)).low > 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("fit"), 10)).high < 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("ownership"), 3)).high < 0.0


def test_what_trust_does_to_coaching_and_orders_to_trust_moves_the_sign(laboratory: Any, tools: Any) -> None:
    """M1: the two coefficients that nobody has measured decide how tight compares with loose."""
    kind = {"trust_gate": 0.0, "trust_mandate": 0.0, "trust_voice": 0.0, "commitment_autonomy": 0.0}
    harsh = {"trust_gate": 1.0, "trust_mandate": 0.036}
    statistic = tools.yearly(tools.of_teachers("effective"), 10)
    found = {
        name: tools.difference(
            laboratory.pairs(tools.lean(tight_loose=-1), tools.lean(tight_loose=1), 8, parameters=settings), statistic
        )
        for name, settings in (("kind", kind), ("harsh", harsh))
    }
    assert found["harsh"].high < 0.0
    assert found["kind"].mean - found["harsh"].mean > 0.05


@pytest.mark.slow
def test_same_needs_loose_not_better_in_fifty_pairs(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(tools.lean(tight_loose=1), tools.lean(tight_loose=-1), 50, parameters=ALIKE | NO_SAY)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < MARGIN
