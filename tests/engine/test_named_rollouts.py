"""The named systems launch about as many schools as is reported of them; launches are inputs, so this checks levers."""

from __future__ import annotations

import numpy as np
import pytest

from sim import District, Future, Strategy
from sim.engine.simulation import Simulation
from sim.study.causes import LASTING_SUPERINTENDENT

BANDS = {  # schools ever launched by the end of years 0, 1, 2, 3: lowest and highest; reported numbers with a margin
    "henry_county": [(3, 12), (9, 24), (15, 34), (22, 42)],  # 6, 15, 23, 32 of 50
    "baltimore_county": [(4, 20), (60, 150), (130, 171), (160, 171)],  # 10 first, then all in four years
    "greeley_evans": [(2, 8), (5, 14), (9, 20), (13, 25)],  # a majority of 33 after three to four years
    "mentor": [(2, 7), (4, 12), (6, 12), (7, 12)],  # 62-65 rooms in the first months
}


@pytest.mark.parametrize("name", BANDS)
def test_launches_lie_in_the_reported_band(name):
    run = Simulation(District.load(name), Strategy.load(name), years=4, seed=3, rules=LASTING_SUPERINTENDENT).run()
    launched = run.district["launched"][11::12]
    for year, (low, high) in enumerate(BANDS[name]):
        assert low <= launched[year] <= high, f"{launched[year]:.0f} schools by the end of year {year}"


def test_dallas_launches_along_feeder_zones():
    strategy = Strategy.load("dallas_isd")
    district = District.load("dallas_isd")

    def zones_begun(share):
        plan = strategy.with_conditions(feeder_zones=share)
        sim = Simulation(district, plan, years=3, seed=3, rules=LASTING_SUPERINTENDENT)
        sim.run(3)
        return np.unique(district.schools.zone[sim.schools.launch_month >= 0]).size

    assert zones_begun(1.0) < zones_begun(0.0)


@pytest.mark.parametrize("future", [name for name in Future.names() if not name.endswith("_events")])
@pytest.mark.parametrize("strategy", ["build", "buy"])
def test_outside_dollars_are_never_more_than_all_dollars(strategy, future):
    plan = Strategy.load(strategy).with_conditions(grant_dollars_per_student=300.0)
    run = Simulation(
        District.synthetic(schools=8, teachers=120), plan, years=5, seed=2, future=Future.load(future)
    ).run()
    assert np.all(run.district["outside_dollars"] <= run.district["dollars"] + 1e-6)
    assert np.all(run.district["dollars"] >= 0.0)


def test_a_grant_that_ends_in_mid_year_takes_only_what_it_paid_for():
    plan = Strategy.load("buy").with_conditions(grant_dollars_per_student=100.0, operating_dollars_per_student=60.0)
    future = Future.from_mapping({"events": [{"kind": "grant_ends", "year": 1, "month": 6}]}, where="test")
    run = Simulation(District.synthetic(schools=8, teachers=120), plan, years=2, seed=2, future=future).run()
    before, after = run.schools["hours"][17].sum(), run.schools["hours"][18].sum()
    assert 0.0 < after < before
    assert run.district["outside_dollars"][18:].max() == 0.0
