"""Charting (SCIENCE 3.8): it buys the knowledge which, where and when, with attention, and spends nothing twice."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.strategy.stance import Stance
from sim.strategy.tensions import TENSIONS

MARGIN = 0.005
ALIKE = {
    "need_sd_low": 0.0, "need_sd_high": 0.0, "need_common": 0.0, "centre_error": 0.0, "vendor_error": 0.0,
    "adaptation": 0.0, "search_error": 0.0, "drift": 0.0, "trust_school_sd": 0.0, "commitment_sd": 0.0,
}  # fmt: skip


def designs(tools: Any, conditions: dict[str, Any] | None = None) -> tuple[Any, Any]:
    """Tight and loose held together or not, everything else at the middle."""
    return (
        tools.lean(conditions, tight_loose=Stance(0.0, chart=1.0)),
        tools.lean(conditions, tight_loose=Stance(0.0)),
    )


def test_alike_schools_and_dimensions_charting_brings_nothing_and_costs_attention(laboratory: Any, tools: Any) -> None:
    charted, plain = designs(tools)
    pairs = laboratory.pairs(charted, plain, 6, parameters=ALIKE)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < MARGIN
    for one, other in pairs:
        assert tools.largest_difference(one, other, names=("fit", "design_moved")) == {}
    for one, other in pairs:
        assert one.district["attention_needed"].sum() > other.district["attention_needed"].sum()


def test_no_attention_charting_brings_nothing(laboratory: Any, tools: Any) -> None:
    """Different needs, but nobody has time to see them: schools get conflicting orders, and trust pays."""
    charted, plain = designs(tools, {"cabinet_hours": 0.0})
    pairs = laboratory.pairs(charted, plain, 8, parameters={"need_sd_high": 1.6})
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < MARGIN
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("trust"), 5)).high < 0.0


def test_attention_and_differences_restored_charting_helps_and_spends_nothing_twice(
    laboratory: Any, tools: Any
) -> None:
    charted, plain = designs(tools, {"cabinet_hours": 100.0})
    pairs = laboratory.pairs(charted, plain, 12, parameters={"need_sd_high": 1.6})
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("fit"), 5)).low > 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).low > 0.0
    for one, _ in pairs:
        given = (one.schools["hours"][::12].astype(np.float64) * one.teachers).sum(axis=1)
        bought = 12.0 * (one.district["own_hours"] + one.district["outside_hours"])[::12]
        assert np.all(given <= bought * (1.0 + 1e-6))


def test_charting_needs_attention_for_each_tension(laboratory: Any, tools: Any) -> None:
    """Holding all seven takes more than holding three, and leaves less to protect, inform and renew."""
    everything = tools.lean(fast_slow=Stance(0.0, chart=1.0)).__class__(**{n: Stance(0.0, chart=1.0) for n in TENSIONS})
    three = tools.lean(**{name: Stance(0.0, chart=1.0) for name in TENSIONS[:3]})
    one, other = laboratory.simulation(everything, 0, years=3), laboratory.simulation(three, 0, years=3)
    one.run()
    other.run()
    assert one.centre.protect < other.centre.protect
    assert one.centre.renewed <= other.centre.renewed
    hurried = laboratory.run(everything.with_conditions(cabinet_hours=6.0), 0, years=3)
    assert hurried.district["chart_quality"].min() < 0.5
    assert hurried.district["conflicts"].max() == 1.0
    assert other.history.district["conflicts"].max() == 0.0
