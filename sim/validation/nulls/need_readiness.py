"""Need and readiness: where poverty is only a label, it moves nothing but who is served first."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from sim.district.district import District
from sim.engine.history import History
from sim.validation.check import Finding, Study
from sim.validation.laboratory import (
    PLENTY,
    Interval,
    Laboratory,
    difference,
    gap,
    interval_of,
    laboratory,
    largest_difference,
    lean,
    of_teachers,
    without_calendar,
    yearly,
)
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

__all__ = ["LABEL_ONLY", "STUDIES", "label_against_chance", "label_at_equal_age", "label_moves", "restored"]

LABEL_ONLY = {
    "trust_poverty": 0.0, "trust_poverty_spread": 0.0, "need_poverty": 0.0, "exit_poverty": 0.0,
    "principal_exit_poverty": 0.0, "mover_poverty_pull": 0.0,
}  # fmt: skip
"""No rule but the launch order reads a school's low-income share."""


def relabelled(place: Laboratory, replicate: int) -> District:
    """Deal the low-income shares out anew among the schools of the same district."""
    schools = place.district.schools
    dealt = np.random.default_rng(replicate).permutation(schools.low_income_share)
    return dataclasses.replace(place.district, schools=dataclasses.replace(schools, low_income_share=dealt))


def label_moves(place: Laboratory, count: int) -> float:
    """Largest difference between a readiness-first district and itself with labels dealt anew."""
    strategy = lean(need_readiness=1, fixed_adaptive=0).with_conditions(goal_equity=0.0)
    furthest = 0.0
    for replicate in range(count):
        people = place.people(replicate)
        one = place.run(strategy, replicate, parameters=LABEL_ONLY)
        other = place.run(
            strategy, replicate, parameters=LABEL_ONLY, district=relabelled(place, replicate), population=people
        )
        furthest = max([furthest, *largest_difference(one, other).values()])
    return furthest


def gap_at_age(history: History, months: int) -> float:
    """Effective practice of low-income students less that of the others, in schools that are so old."""
    month, school = np.nonzero(history.schools["age"] == months)
    practice = history.schools["effective"][month, school].astype(float)
    poor = history.enrollment[school] * history.low_income_share[school]
    others = history.enrollment[school] - poor
    return float(practice @ poor / poor.sum() - practice @ others / others.sum())


def label_at_equal_age(place: Laboratory, count: int) -> Interval:
    """Gap 36 months after launch, need first on a label, where the date of a launch touches nothing."""
    strategy = lean({**PLENTY, "leader_inform": 0.0}, need_readiness=-1, build_buy=1)
    settings = without_calendar()
    settings["parameters"] |= LABEL_ONLY
    return interval_of([gap_at_age(place.run(strategy, r, years=7, **settings), 36) for r in range(count)])


def label_against_chance(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs of five years: need first on labels dealt by chance, and a random order."""
    strategy = lean(need_readiness=-1)
    pairs = []
    for r in range(count):
        how = {
            "district": relabelled(place, r),
            "population": place.people(r),
            "years": 5,
            "parameters": LABEL_ONLY | {"discretionary": 0.0},
        }
        pairs.append((place.run(strategy, r, **how), place.run(strategy, r, **how, random_order=True)))
    return pairs


def restored(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs need, readiness with all causes."""
    return place.pairs(lean(need_readiness=-1), lean(need_readiness=1), count)


def label(setting: Setting) -> Sequence[Finding]:
    """Poverty as a label: exactly nothing, and no gap at equal age."""
    place, few, some = laboratory(setting.seed), setting.size(3, 10), setting.size(40, 150)
    return [
        exact("poverty_label_nothing", label_moves(place, few), 2 * few),
        effect("poverty_label_equal_age", label_at_equal_age(place, some), some),
    ]


def chance(setting: Setting) -> Sequence[Finding]:
    """A label first against chance first."""
    count = setting.size(300, 600)
    pairs = label_against_chance(laboratory(setting.seed), count)
    return [
        effect(f"poverty_label_{name}", difference(pairs, yearly(of_teachers(series), 5)), 2 * count)
        for name, series in (("practice", "effective"), ("strain", "strain"))
    ]


def with_causes(setting: Setting) -> Sequence[Finding]:
    """Poverty that goes with climate, needs and exits."""
    count = setting.size(24, 60)
    pairs = restored(laboratory(setting.seed), count)
    return [
        effect("need_closes_gap", difference(pairs, yearly(gap, 3)), 2 * count),
        effect("need_costs_depth", difference(pairs, yearly(of_teachers("effective"), 3)), 2 * count),
    ]


STUDIES = (
    Study("poverty as a label", "null", ("poverty_label_nothing", "poverty_label_equal_age"), label),
    Study("a label first against chance first", "null", ("poverty_label_practice", "poverty_label_strain"), chance),
    Study("need and readiness with causes", "null", ("need_closes_gap", "need_costs_depth"), with_causes),
)
