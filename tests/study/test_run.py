from __future__ import annotations

import numpy as np
import pytest

from sim.foundation.errors import SettingsError
from sim.study import simulate


@pytest.fixture
def run(engine, district, strategies):
    return simulate(district, strategies["slow"], years=3, population=(1, 0))


def test_schools(run):
    frame = run.schools()
    assert frame["school"].tolist() == ["A", "B", "C", "D"]
    assert frame["access"].to_numpy() == pytest.approx(run.history.schools["access"][-1])
    assert {"enrollment", "low_income_share", "teachers", "level", "zone", "routines"} <= set(frame.columns)


def test_monthly(run):
    frame = run.monthly()
    assert len(frame) == 36
    assert frame["year"].tolist()[::12] == [0, 1, 2]
    assert frame["access"].iloc[-1] == pytest.approx(run.outcomes["access"])
    assert frame["dollars"].iloc[-1] == pytest.approx(360)  # the outcome adds up
    assert frame["dollars_this_month"].iloc[-1] == pytest.approx(10)
    assert frame.columns.is_unique


def test_school_years(run):
    frame = run.school_years()
    assert len(frame) == 3 * 4
    assert frame["year"].tolist() == [0] * 4 + [1] * 4 + [2] * 4
    access = run.history.schools["access"].astype(float)
    assert frame["access"].to_numpy()[:4] == pytest.approx(access[2:12].mean(axis=0))
    assert frame["trust"].to_numpy()[-4:] == pytest.approx(run.history.schools["trust"][35])


def test_reasons(run):
    assert "year_sustained" in run.reasons()
    assert set(run.reasons()) == {name for name, value in run.outcomes.items() if np.isnan(value)}


def test_series(run):
    assert run.series("spread_teachers").shape == (36,)
    with pytest.raises(SettingsError, match="Did you mean"):
        run.series("spread_teacher")
    light = run.without_history()
    assert light.series("access") == pytest.approx(run.series("access"), abs=1e-6)
    assert light.without_history() is light
    assert light.outcomes == run.outcomes
