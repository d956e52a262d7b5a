"""Need and readiness (SCIENCE 3.3): where poverty is only a label, it moves nothing but who is served first."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

LABEL_ONLY = {
    "trust_poverty": 0.0, "need_poverty": 0.0, "exit_poverty": 0.0, "principal_exit_poverty": 0.0,
    "mover_poverty_pull": 0.0,
}  # fmt: skip
MARGIN = 0.01


def relabelled(laboratory: Any, replicate: int) -> Any:
    """The same district, its low-income shares dealt out anew among schools of about equal size or not at all."""
    schools = laboratory.district.schools
    dealt = np.random.default_rng(replicate).permutation(schools.low_income_share)
    return dataclasses.replace(laboratory.district, schools=dataclasses.replace(schools, low_income_share=dealt))


def test_a_label_enters_no_rule(laboratory: Any, tools: Any) -> None:
    """With labels dealt out anew, a readiness-first district lives exactly the same ten years."""
    for replicate in range(3):
        people = laboratory.people(replicate)
        strategy = tools.lean(need_readiness=1, fixed_adaptive=0)
        strategy = strategy.with_conditions(goal_equity=0.0)
        one = laboratory.run(strategy, replicate, parameters=LABEL_ONLY)
        other = laboratory.run(
            strategy, replicate, parameters=LABEL_ONLY, district=relabelled(laboratory, replicate), population=people
        )
        assert tools.largest_difference(one, other) == {}


def gap_at_age(history: Any, months: int) -> float:
    """Effective practice of low-income students less that of the others, in schools that are so old."""
    month, school = np.nonzero(history.schools["age"] == months)
    practice = history.schools["effective"][month, school].astype(float)
    poor = history.enrollment[school] * history.low_income_share[school]
    others = history.enrollment[school] - poor
    return float(practice @ poor / poor.sum() - practice @ others / others.sum())


def test_a_label_leaves_no_gap_at_equal_age(laboratory: Any, tools: Any) -> None:
    """Need-first on a label, where the date of a launch touches nothing: no gap between schools of one age."""
    strategy = tools.lean({**tools.PLENTY, "leader_inform": 0.0}, need_readiness=-1, build_buy=1)
    settings = tools.without_calendar()
    settings["parameters"] |= LABEL_ONLY
    found = np.array([gap_at_age(laboratory.run(strategy, r, years=7, **settings), 36) for r in range(16)])
    half = 2.13 * float(found.std(ddof=1)) / np.sqrt(found.size)
    assert found.mean() - half > -MARGIN
    assert found.mean() + half < MARGIN


def test_poverty_restored_need_closes_the_gap_and_readiness_brings_depth(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(tools.lean(need_readiness=-1), tools.lean(need_readiness=1), 16)
    assert tools.difference(pairs, tools.yearly(tools.gap, 3)).low > 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 3)).high < 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("use"), 3)).high < 0.0


@pytest.mark.slow
def test_a_label_first_is_as_good_as_chance_first(laboratory: Any, tools: Any) -> None:
    """Need-first on labels dealt by chance against a random order: practice and strain equal in 300 pairs."""
    strategy = tools.lean(need_readiness=-1)
    settings = {"parameters": LABEL_ONLY | {"discretionary": 0.0}}
    pairs = []
    for r in range(300):
        dealt = {"district": relabelled(laboratory, r), "population": laboratory.people(r)}
        pairs.append(
            (
                laboratory.run(strategy, r, **settings, **dealt),
                laboratory.run(strategy, r, **settings, **dealt, random_order=True),
            )
        )
    for name in ("effective", "strain"):
        found = tools.difference(pairs, tools.yearly(tools.of_teachers(name), 5))
        assert found.low > -MARGIN, f"{name}: {found}"
        assert found.high < MARGIN, f"{name}: {found}"
