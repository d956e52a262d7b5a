"""Only teachers whose luck lets them think of a change are asked; nobody may be passed over by that."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.simulation import Simulation
from sim.engine.state import ACTIVE
from sim.foundation.parameters import load_parameters
from sim.rules.adoption import drops, takes_up

SHARE = st.floats(0.0, 1.0)
BELIEF = st.floats(-0.5, 1.5)


def always(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return True


@given(BELIEF, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_whoever_draws_the_rate_or_more_changes_nothing(readiness, peers, mandate, strain, threshold, above):
    p = load_parameters()
    step, drop = (rate + above * (1.0 - rate) for rate in (p.takeup_rate, p.drop_rate))
    assert not takes_up(readiness, peers, mandate, strain, threshold, 1.0, 1.0, step, p)
    assert not drops(readiness, -0.3, peers, 0.0, strain, threshold, 0.0, 0.0, 0.0, drop, p)


def test_a_rule_of_ones_own_without_that_bound_is_asked_of_everybody(district, strategies):
    own = Simulation(district, strategies["grown"], years=4, rules={"takes_up": always}, parameters={"load_gate": 50.0})
    own.run(3)
    while own.month % 12 < 6:
        own.step()
    active = own.schools.status[own.teachers.school] == ACTIVE
    assert active.any()
    assert (own.teachers.used[active] > 0).all()


@pytest.mark.parametrize("name", ["pushed", "grown"])
def test_what_is_counted_as_used_is_what_is_used(district, strategies, future, name):
    run = Simulation(district, strategies[name], years=4, future=future)
    for _ in range(48):
        run.step()
        np.testing.assert_array_equal(run.teachers.used, run.teachers.using.sum(axis=1))
