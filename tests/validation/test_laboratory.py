"""Causes are switched off by rules and numbers, and each of them does what its name says."""

from __future__ import annotations

import numpy as np

from sim.engine.simulation import Simulation
from sim.study.causes import switched_off
from sim.validation.laboratory import COACHES_FROM_ELSEWHERE, NO_ORDERS, Laboratory, interval_of, lean


def lived(strategy, years: int = 3, **how) -> Simulation:
    run = Laboratory(5).simulation(strategy, 0, years=years, **how)
    run.run()
    return run


def test_coaches_from_elsewhere_leave_no_class_and_come_in_parts() -> None:
    build = lean(build_buy=-1)
    usual, elsewhere = lived(build), lived(build, rules=COACHES_FROM_ELSEWHERE)
    assert usual.centre.own_coaches == round(usual.centre.own_coaches, 6) or usual.centre.hired > 0
    assert elsewhere.centre.own_coaches % 1.0 > 0.0
    assert elsewhere.centre.hired == 0
    assert usual.history.schools["exits"].sum() > elsewhere.history.schools["exits"].sum()


def test_without_orders_a_tight_centre_orders_nobody() -> None:
    tight = lean(tight_loose=-1)
    assert lived(tight).schools.mandate.max() == 1.0
    assert lived(tight, parameters=NO_ORDERS).schools.mandate.max() == 0.0


def test_schools_begin_by_chance_and_at_once() -> None:
    slow = lean({"grant_dollars_per_student": 500.0}, fast_slow=0.8)
    planned = lived(slow, years=2)
    at_once = lived(slow, years=2, instant_launch=True)
    assert (planned.schools.status == 1).any()
    assert not (at_once.schools.status == 1).any()
    by_chance = lived(slow, years=2, random_order=True)
    assert not np.array_equal(by_chance.schools.launch_month, planned.schools.launch_month)


def test_a_superintendent_stays_where_nobody_goes_by_chance() -> None:
    often = {"superintendent_exit": 0.9, "superintendent_exit_large": 0.9, "superintendent_exit_wealthy": 0.9}
    assert lived(lean(), parameters=often, fixed_superintendent=False).centre.changes > 0
    assert lived(lean(), parameters=often).centre.changes == 0


def test_nothing_is_switched_off_unasked() -> None:
    assert switched_off() == {}
    assert set(switched_off(instant_launch=True)) == {"plans_first"}


def test_an_interval_covers_its_mean() -> None:
    mean, low, high = interval_of([1.0, 2.0, 3.0])
    assert mean == 2.0
    assert low < 0.0 < 4.0 < high
    assert interval_of([5.0]) == (5.0, 5.0, 5.0)
