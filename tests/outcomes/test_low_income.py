"""Which outcomes rest on the shares of low-income students: found by giving a run other shares."""

from __future__ import annotations

import dataclasses

import numpy as np

from sim.district import District
from sim.outcomes import FROM_LOW_INCOME, OUTCOMES, summarize
from sim.study import simulate


def test_they_are_those_that_move_with_the_shares() -> None:
    run = simulate(District.synthetic(schools=12, teachers=300), "tight", years=6)
    history = run.history
    moved = set()
    for factor in (0.9, 0.6):
        shares = factor * np.random.default_rng(1).permutation(history.low_income_share)
        other = summarize(dataclasses.replace(history, low_income_share=shares))
        moved |= {name for name in OUTCOMES if name != "persistence" and not _same(other[name], run.outcomes[name])}
    assert moved <= FROM_LOW_INCOME
    assert FROM_LOW_INCOME - moved <= {"equal_age_gap", "wait_gap"}  # may be empty in a short run


def _same(a: float, b: float) -> bool:
    return a == b or (np.isnan(a) and np.isnan(b))
