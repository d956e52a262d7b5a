from __future__ import annotations

import numpy as np
import pytest

from sim.outcomes import OUTCOMES


def value(name, history):
    return OUTCOMES[name].formula(history)


def test_learning_is_the_mean_of_the_teaching_months_of_the_last_year(make):
    learning = np.full((24, 2), 0.1)
    learning[12:14] = 99.0  # July and August have no teaching
    learning[14:, 0] = 0.3
    history = make(24, enrollment=(100, 300), learning=learning)
    assert value("learning", history) == pytest.approx(0.25 * 0.3 + 0.75 * 0.1)
    assert value("learning_low_income", history) == pytest.approx(0.3)
    assert value("learning_others", history) == pytest.approx(0.1)
    assert value("learning_gap", history) == pytest.approx(0.2)
    assert value("learning_total", history) == pytest.approx(0.1 + 0.25 * 0.3 + 0.75 * 0.1)


def test_learning_before_the_first_day_of_school(make):
    assert np.isnan(value("learning", make(2, learning=0.1)))


def test_people(make):
    exits = np.zeros((24, 2))
    exits[0], exits[12] = (2, 0), (1, 3)
    history = make(24, teachers=(10, 30), trust=(0.4, 0.8), strain=(0.2, 0.4), ownership=(1, 0), exits=exits, board=0.3)
    assert value("trust", history) == pytest.approx(0.7)
    assert value("strain", history) == pytest.approx(0.35)
    assert value("ownership", history) == pytest.approx(0.25)
    assert value("exits", history) == pytest.approx(6 / 40 / 2)
    assert OUTCOMES["exits"].series(history)[-1] == pytest.approx(4 / 40)
    assert value("board_support", history) == pytest.approx(0.3)


def test_money(make):
    history = make(12, enrollment=(100, 300), dollars=1000.0, outside_dollars=400.0, deep=(0.5, 0.5))
    assert value("dollars", history) == pytest.approx(12_000)
    assert value("outside_dollars", history) == pytest.approx(4_800)
    assert value("dollars_per_student", history) == pytest.approx(30)
    assert value("dollars_per_deep_year", history) == pytest.approx(12_000 / 200)
    assert np.isnan(value("dollars_per_deep_year", make(12, dollars=1.0, deep=0.01)))


def test_drift(make):
    age = np.maximum(np.arange(60)[:, None] - np.array([0, 0, 30, 100]), -1)
    used = np.full((60, 4), 3.0)
    used[24:, 1] = np.linspace(3.0, 5.5, 36)
    history = make(
        60,
        enrollment=(1, 1, 1, 1),
        low_income=(0.5,) * 4,
        age=age,
        components=used,
        design_moved=(0.5, 0.5, 1.2, 5.0),
        stance_drift=0.4,
    )
    assert value("design_drift", history) == pytest.approx(2 / 3)  # school 4 was never launched
    assert value("stance_drift", history) == pytest.approx(0.4)
    assert np.isnan(value("design_drift", make(3)))


def test_coherence_falls_when_schools_differ_or_designs_move(make):
    assert value("coherence", make(24, status=2, components=3.0)) == pytest.approx(1.0)
    differ = make(24, status=2, components=(2.0, 4.0))
    assert value("coherence", differ) == pytest.approx(np.exp(-0.5))
    moved = np.zeros((24, 2))
    moved[18:] = 0.8
    assert value("coherence", make(24, status=2, components=3.0, design_moved=moved)) == pytest.approx(np.exp(-0.32))
    assert np.isnan(value("coherence", make(24, status=0)))


def test_feeder_continuity_by_hand(make):
    # Zone 0: elementary, middle without access, high with: the longest stretch is 6 of 13 years.
    # Zone 1: elementary without access and a high school with access, no middle school: 4 of 10.
    history = make(
        12,
        enrollment=(300, 500, 700, 100, 900),
        low_income=(0.5,) * 5,
        zone=(0, 0, 0, 1, 1),
        level=(0, 1, 2, 0, 2),
        access=(0.4, 0.1, 0.5, 0.0, 0.9),
    )
    assert value("feeder_continuity", history) == pytest.approx((300 * 6 / 13 + 100 * 4 / 10) / 400)
    assert np.isnan(value("feeder_continuity", make(12, access=0.5)))


def test_feeder_continuity_is_one_where_all_schools_offer_access(make):
    history = make(12, zone=(0, 0), level=(0, 2), access=0.35)
    assert value("feeder_continuity", history) == pytest.approx(1.0)
