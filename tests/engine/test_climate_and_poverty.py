"""Climate goes with the low-income share: in each district in its own way, around what was measured."""

from __future__ import annotations

import numpy as np

from sim.district import District
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy

PLACE = District.synthetic(schools=200, teachers=800)


def correlations(replicates: int, **parameters: float) -> np.ndarray:
    found = []
    for replicate in range(replicates):
        strategy = Strategy.load("typical_2018")
        sim = Simulation(PLACE, strategy, seed=7, replicate=replicate, years=1, parameters=parameters)
        found.append(np.corrcoef(sim.schools.low_income, sim.schools.trust)[0, 1])
    return np.array(found)


def test_each_district_draws_its_own_correlation() -> None:
    """Around -.42 with an SD of .19; 200 schools add a sampling error of .06."""
    own = correlations(60)
    assert abs(own.mean() + 0.42) < 0.08
    assert 0.14 < own.std() < 0.26


def test_without_a_spread_all_districts_share_one() -> None:
    assert correlations(20, trust_poverty_spread=0.0).std() < 0.10


def test_the_strategy_does_not_change_the_draw() -> None:
    one, other = (
        Simulation(PLACE, Strategy.load(name), seed=7, replicate=3, years=1) for name in ("typical_2018", "fast")
    )
    assert np.array_equal(one.schools.trust, other.schools.trust)
