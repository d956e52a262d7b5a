from __future__ import annotations

import numpy as np
import pytest

from sim.outcomes import OUTCOMES, summarize


def value(name, history):
    return OUTCOMES[name].formula(history)


def test_spread_weights_teachers_and_counts_schools(make):
    history = make(3, teachers=(30, 10), use=(0.5, 1.0), status=(2, 3))
    assert value("spread_teachers", history) == pytest.approx((30 * 0.5 + 10) / 40)
    assert value("spread_schools", history) == 0.5


def test_surface_share_is_among_users_and_depth_is_weighted_by_users(make):
    history = make(1, teachers=(30, 10), use=(0.5, 0.2), surface=(0.25, 0.0), depth=(0.3, 0.9))
    assert value("surface_share", history) == pytest.approx((30 * 0.25) / (15 + 2))
    assert value("depth", history) == pytest.approx((15 * 0.3 + 2 * 0.9) / 17)


def test_nobody_uses_it(make):
    values = summarize(make(12))
    assert np.isnan(values["surface_share"])
    assert np.isnan(values["depth"])
    assert np.isnan(values["fit"])
    assert values["spread_teachers"] == 0.0


def test_effective_practice_and_deep_share_are_means_over_teachers(make):
    history = make(1, teachers=(1, 3), effective=(0.2, 0.6), deep=(0.0, 0.5))
    assert value("effective_practice", history) == pytest.approx(0.5)
    assert value("deep_share", history) == pytest.approx(0.375)


def test_fit_counts_active_schools_by_students(make):
    history = make(1, enrollment=(100, 300, 50), low_income=(0.5, 0.5, 0.5), status=(2, 2, 1), fit=(1.0, 0.6, 0.1))
    assert value("fit", history) == pytest.approx(0.7)


def test_access_by_group(make):
    history = make(1, enrollment=(100, 300), low_income=(0.8, 0.2), access=(0.6, 0.1))
    assert value("access", history) == pytest.approx((60 + 30) / 400)
    assert value("access_low_income", history) == pytest.approx((80 * 0.6 + 60 * 0.1) / 140)
    assert value("access_others", history) == pytest.approx((20 * 0.6 + 240 * 0.1) / 260)


def test_student_years_add_months_up(make):
    history = make(24, enrollment=(100, 300), low_income=(1.0, 0.0), access=(0.5, 0.25), deep=(0.4, 0.0))
    assert value("student_years_low_income", history) == pytest.approx(1.0)
    assert value("student_years_others", history) == pytest.approx(0.5)
    assert value("student_years", history) == pytest.approx(2 * (0.25 * 0.5 + 0.75 * 0.25))
    assert value("deep_years", history) == pytest.approx(2 * 0.25 * 0.4)


def test_a_group_without_students_has_no_access(make):
    values = summarize(make(12, low_income=(0.0, 0.0), access=0.5))
    assert np.isnan(values["access_low_income"])
    assert np.isnan(values["equity_gap"])
    assert np.isnan(values["equity_gap_depth"])
    assert values["access_others"] == pytest.approx(0.5)
