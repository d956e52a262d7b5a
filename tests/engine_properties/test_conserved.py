"""What must hold in any run: hours and dollars are conserved, states stay in their ranges, nothing is undefined."""

from __future__ import annotations

from typing import Any

import numpy as np


def test_every_coach_hour_bought_reaches_somebody_once(lived: Any) -> None:
    history = lived.history
    given = (history.schools["hours"].astype(np.float64) * history.teachers).sum(axis=1)
    own = 12.0 * history.district["own_hours"]
    bought = own + 12.0 * history.district["outside_hours"]
    july = np.arange(0, history.months, 12)
    assert np.all(
        given[july] <= bought[july] * (1.0 + 1e-5) + 1e-6
    )  # giving up, transfer and travel take, nothing adds
    serving = np.isin(history.schools["status"][july], (1, 2)).any(axis=1)
    assert np.all(given[july][serving] >= 0.0)
    assert np.all(given[july][~serving] == 0.0)


def test_the_grant_is_a_stock(lived: Any) -> None:
    """What is drawn from the grant is gone, and no more is drawn than was there."""
    assert lived.history.district["outside_dollars"].sum() <= lived.grant[0] * (1.0 + 1e-9) + 1e-6
    assert np.all(np.diff(lived.grant) <= 1e-6)
    assert np.all(lived.grant >= -1e-6)


def test_every_dollar_spent_comes_from_the_grant_or_the_operating_budget(tools: Any) -> None:
    for number in range(tools.CASES):
        sim = tools.random_case(number, fixed_superintendent=True)
        for _ in range(8):
            sim.step()
            centre = sim.centre
            cost = centre.own_cost + centre.outside_cost + centre.other_cost
            paid = centre.year_outside_dollars + centre.operating * centre.share_kept
            assert cost <= paid * (1.0 + 1e-9) + 1e-6, f"case {number}, month {sim.month}: {cost - paid:.0f} dollars"
            for _ in range(11):
                sim.step()


def test_states_are_defined_and_in_their_ranges(lived: Any) -> None:
    t, s = lived.sim.teachers, lived.sim.schools
    for state in (t, s):
        for name, values in state._asdict().items():
            if values.dtype.kind == "f":
                assert np.all(np.isfinite(values)), name
    for name in ("trust", "strain", "ownership", "depth", "effective", "heard"):
        values = getattr(t, name)
        assert values.min() >= 0.0, name
        assert values.max() <= 1.0 + 1e-6, name
    for name in ("trust", "commitment", "routines", "use", "fit", "principal_trust", "undecided", "access", "voice"):
        values = getattr(s, name)
        assert values.min() >= 0.0, name
        assert values.max() <= 1.0 + 1e-9, name
    assert np.all(np.abs(t.readiness) < 3.0)
    assert np.all(t.experience >= 0.0)


def test_history_is_defined_and_people_add_up(lived: Any) -> None:
    history = lived.history
    for series in (history.schools, history.district):
        for name, values in series.items():
            assert np.all(np.isfinite(values)), name
    for name in ("use", "deep", "surface", "effective", "access"):
        assert history.schools[name].min() >= 0.0, name
        assert history.schools[name].max() <= 1.0 + 1e-6, name
    assert np.all(history.schools["deep"] <= history.schools["use"] + 1e-6)
    assert np.all(history.schools["exits"] <= history.teachers)
    assert np.all((history.district["board"] >= 0.0) & (history.district["board"] <= 1.0))
    assert np.all(history.district["attention_given"] <= history.district["attention_needed"] + 1e-9)
    assert np.all(np.diff(history.district["launched"]) >= 0)


def test_nothing_is_practised_heard_or_felt_in_summer(lived: Any) -> None:
    """From July to August only people and plans change: depth, belief and practice of schools stand still."""
    history = lived.history
    july = np.arange(12, history.months, 12)
    for name in ("effective", "readiness", "use", "depth"):
        values = history.schools[name]
        assert np.array_equal(values[july], values[july + 1]), name


def test_luck_of_a_case_is_the_same_twice(tools: Any) -> None:
    one, other = tools.random_case(3), tools.random_case(3)
    for _ in range(30):
        one.step()
        other.step()
    assert np.array_equal(one.teachers.depth, other.teachers.depth)
    assert np.array_equal(one.schools.trust, other.schools.trust)
