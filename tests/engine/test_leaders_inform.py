"""Leaders inform with what the practice brings where it is mastered, not with what beginners feel."""

from __future__ import annotations

import numpy as np
import pytest

from sim import District, Strategy
from sim.engine.phases import leading
from sim.engine.schools import add_up
from sim.engine.simulation import Simulation


def school_sums(sim: Simulation, deep: float, shallow: float) -> tuple[float, ...]:
    s = sim.schools
    half = s.status.size // 2
    s.use[:] = 0.5
    s.user_depth[:half], s.user_depth[half:] = deep, shallow
    s.felt[:half], s.felt[half:] = 0.6, 0.1
    s.proven[:] = s.use * s.user_depth * s.felt
    return tuple(add_up(s, np.uint64(sim.month)))


@pytest.fixture
def sim() -> Simulation:
    made = Simulation(District.synthetic(schools=8, teachers=160), Strategy(), seed=2)
    made.step()
    return made


def test_informing_weighs_payoff_by_depth(sim: Simulation) -> None:
    told = leading(sim, school_sums(sim, 0.8, 0.2)).district_payoff
    weights = sim.schools.teachers * np.where(np.arange(8) < 4, 0.8, 0.2)
    assert told == pytest.approx(float(weights @ sim.schools.felt / weights.sum()))
    assert told > float(sim.schools.teachers @ sim.schools.felt / sim.schools.teachers.sum()) + 0.05
    even = leading(sim, school_sums(sim, 0.4, 0.4)).district_payoff
    assert even == pytest.approx(float(sim.schools.teachers @ sim.schools.felt / sim.schools.teachers.sum()))


def test_where_nobody_masters_anything_leaders_tell_what_the_profession_expects(sim: Simulation) -> None:
    assert leading(sim, school_sums(sim, 0.0, 0.0)).district_payoff == sim.parameters.prior


def test_beginners_hide_what_the_deep_feel_from_the_mean_but_not_from_leaders() -> None:
    """Inside a school, too: two teachers in the same corridor are not the same proof."""
    sim = Simulation(District.synthetic(schools=8, teachers=160), Strategy(fast_slow=-1.0), seed=2, years=3)
    sim.run()
    t, s = sim.teachers, sim.schools
    used, depth, felt = t.used > 0.0, t.mastery.astype(np.float64), t.payoff.astype(np.float64)
    sims = add_up(s, np.uint64(sim.month))
    assert sims[9] / sims[8] == pytest.approx(float((depth * felt)[used].sum() / depth[used].sum()), rel=1e-6)
    assert sims[9] / sims[8] > float(felt[used].mean())
