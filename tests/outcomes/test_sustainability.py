from __future__ import annotations

import numpy as np
import pytest

from sim.outcomes import OUTCOMES, persistence_ratio
from sim.outcomes.survival import causes_of_end, kaplan_meier, restricted_mean, spells


def value(name, history):
    return OUTCOMES[name].formula(history)


def test_persistence_compares_two_branches(make):
    withdrawn = make(3, teachers=(10, 30), effective=(0.4, 0.0))
    kept = make(3, teachers=(10, 30), effective=(0.4, 0.4))
    assert persistence_ratio(withdrawn, kept) == pytest.approx(0.25)
    assert np.isnan(persistence_ratio(withdrawn, make(3, effective=0.049)))
    assert np.isnan(value("persistence", kept))


def test_kaplan_meier_by_hand():
    # Ends at 2 and 4, one censored at 3: S = 1, 1, 2/3, 2/3, 0
    curve = kaplan_meier(np.array([2, 3, 4]), np.array([True, False, True]))
    assert curve == pytest.approx([1, 1, 2 / 3, 2 / 3, 0])
    assert restricted_mean(curve, 4) == pytest.approx(1 + 1 + 2 / 3 + 2 / 3)
    assert restricted_mean(curve, 60) == pytest.approx(10 / 3)  # nobody is left: known for ever
    assert np.isnan(restricted_mean(kaplan_meier(np.array([2]), np.array([False])), 60))
    assert np.isnan(restricted_mean(np.empty(0), 60))


def test_spells_by_hand(make):
    access = np.zeros((60, 3))
    access[5:, 0] = 0.6  # enters with month 16, stays
    access[5:30, 1] = 0.6  # enters with month 16, falls in month 30, has ended with month 41
    access[5:12, 2] = 0.6  # never twelve months in a row
    found = spells(make(60, enrollment=(1, 1, 1), low_income=(0.5,) * 3, access=access))
    assert found.entry.tolist() == [16, 16, 60]
    assert found.end.tolist() == [60, 41, 60]
    assert found.entered.tolist() == [True, True, False]
    assert found.ended.tolist() == [False, True, False]
    assert found.duration[:2].tolist() == [43, 25]


def test_a_dip_shorter_than_a_year_is_no_end(make):
    access = np.full((60, 2), 0.8)
    access[30:41] = 0.1
    assert not spells(make(60, access=access)).ended.any()


def test_survival_outcomes(make):
    access = np.full((84, 2), 0.8)
    access[23:, 1] = 0.0  # both enter with month 11; the second has ended with month 34, after 23 months
    history = make(84, access=access)
    assert value("survival_5_years", history) == pytest.approx((5 + 23 / 12) / 2)
    assert np.isnan(value("survival_10_years", history))
    assert value("survival_5_years", make(84, access=0.8)) == pytest.approx(5.0)
    assert np.isnan(value("survival_5_years", make(84, access=0.1)))


def test_causes_of_end(make):
    access = np.full((84, 4), 0.8)
    access[40:] = 0.0
    changes = np.zeros((84, 4))
    changes[38:, 0] = 1
    history = make(
        84,
        enrollment=(1,) * 4,
        low_income=(0.5,) * 4,
        access=access,
        principal_changes=changes,
        grant_end_month=36,
    )
    assert causes_of_end(history) == {"principal": 1, "superintendent": 0, "money": 3, "other": 0}
    history.grant_end_month = -1
    assert causes_of_end(history)["other"] == 3


def lasting(make, **changes):
    principals = np.zeros((120, 2))
    principals[40:, 0] = 1
    values = {
        "access": 0.6,
        "routines": 0.6,
        "operating_share": 0.8,
        "outside_share": 0.0,
        "hours": 5.0,
        "principal_changes": principals,
        "superintendent_changes": (np.arange(120) >= 50).astype(float),
    } | changes
    return make(120, enrollment=(300, 100), **values)


def test_sustained_share_needs_all_conditions(make):
    history = lasting(make)
    assert OUTCOMES["sustained_share"].series(history)[49] == 0.0
    assert OUTCOMES["sustained_share"].series(history)[50] == pytest.approx(0.75)
    assert value("sustained_share", history) == pytest.approx(0.75)  # the second school keeps its principal
    assert value("year_sustained", history) == pytest.approx(50 / 12)
    assert value("sustained_by_year_10", history) == 1.0
    assert np.isnan(value("sustained_by_year_25", history))
    for name, value_ in (("access", 0.4), ("routines", 0.4), ("operating_share", 0.7), ("superintendent_changes", 0.0)):
        assert value("sustained_share", lasting(make, **{name: value_})) == 0.0


def test_outside_hours_in_the_last_two_years_are_not_sustained(make):
    outside = np.zeros((120, 2))
    outside[70] = 0.1
    history = lasting(make, outside_share=outside)
    series = OUTCOMES["sustained_share"].series(history)
    assert series[69] > 0
    assert (series[70:94] == 0).all()
    assert series[94] > 0
    assert value("year_sustained", history) != value("year_sustained", lasting(make))
    # a share of no hours is no hours
    assert value("sustained_share", lasting(make, outside_share=outside + 0.5, hours=0.0)) == pytest.approx(0.75)


def test_never_sustained(make):
    assert np.isnan(value("year_sustained", make(120)))
    assert value("sustained_by_year_10", make(120)) == 0.0


def test_deep_access_after_the_grant_per_outside_dollar(make):
    dollars = np.zeros(24)
    dollars[:12] = 100.0
    history = make(24, enrollment=(100, 300), deep=(0.5, 0.0), outside_dollars=dollars, grant_end_month=12)
    assert value("deep_years_after_grant", history) == pytest.approx(50 / 1200 * 1000)
    assert np.isnan(value("deep_years_after_grant", make(24, deep=0.5, outside_dollars=1.0)))
    assert np.isnan(value("deep_years_after_grant", make(24, deep=0.5, outside_dollars=1.0, grant_end_month=24)))


def test_shift_of_ownership_is_the_mean_of_four_shares(make):
    history = make(
        12,
        enrollment=(100, 300),
        status=(2, 0),
        own_hours=30.0,
        outside_hours=10.0,
        dollars=100.0,
        outside_dollars=50.0,
        own_design=(0.2, 0.9),
        principal_tenure=(36, 36),
        age=(30, -1),
    )
    assert value("ownership_shift", history) == pytest.approx((0.75 + 0.5 + 0.2 + 1.0) / 4)
    no_hours = make(12, status=2, dollars=100.0, own_design=0.2)
    assert value("ownership_shift", no_hours) == pytest.approx((1.0 + 0.2 + 0.0) / 3)
    assert np.isnan(value("ownership_shift", make(12)))


def test_giving_up_counts_per_active_school_year(make):
    status = np.full((36, 2), 2)
    status[24:, 1] = 3
    assert value("giving_up", make(36, status=status)) == pytest.approx(1 / 5)
    assert np.isnan(value("giving_up", make(36)))
