"""Charting: it buys the knowledge which, where and when, with attention, and spends nothing twice."""

from __future__ import annotations

from sim.strategy.tensions import TENSIONS
from sim.validation.laboratory import Laboratory, difference, largest_difference, of_teachers, yearly
from sim.validation.nulls import charting
from sim.validation.nulls.charting import charted

MARGIN = 0.005
effective = yearly(of_teachers("effective"), 10)


def test_alike_schools_and_dimensions_charting_brings_nothing_and_costs_attention(laboratory: Laboratory) -> None:
    pairs = charting.alike(laboratory, 6)
    assert difference(pairs, effective).high < MARGIN
    for one, other in pairs:
        assert largest_difference(one, other, names=("fit", "design_moved")) == {}
        assert one.district["attention_needed"].sum() > other.district["attention_needed"].sum()


def test_no_attention_charting_brings_nothing(laboratory: Laboratory) -> None:
    """Different needs, but nobody has time to see them: schools get conflicting orders, and trust pays."""
    pairs = charting.unattended(laboratory, 16)
    assert difference(pairs, effective).high < MARGIN
    assert difference(pairs, yearly(of_teachers("trust"), 5)).high < 0.0


def test_attention_and_differences_restored_charting_helps_and_spends_nothing_twice(laboratory: Laboratory) -> None:
    pairs = charting.attended(laboratory, 12)
    assert difference(pairs, yearly(of_teachers("fit"), 5)).low > 0.0
    assert difference(pairs, effective).low > 0.0
    assert all(charting.given_over_bought(one) <= 1.0 + 1e-6 for one, _ in pairs)


def test_charting_needs_attention_for_each_tension(laboratory: Laboratory) -> None:
    """Holding all seven takes more than holding three, and leaves less to protect, inform and renew."""
    everything, three = charted(TENSIONS), charted(TENSIONS[:3])
    one, other = laboratory.simulation(everything, 0, years=3), laboratory.simulation(three, 0, years=3)
    one.run()
    other.run()
    assert one.centre.protect < other.centre.protect
    assert one.centre.renewed <= other.centre.renewed
    hurried = laboratory.run(everything.with_conditions(cabinet_hours=6.0), 0, years=3)
    assert hurried.district["chart_quality"].min() < 0.5
    assert hurried.district["conflicts"].max() == 1.0
    assert other.history.district["conflicts"].max() == 0.0
