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
    assert not drops(readiness, -0.3, peers, 0.0, strain, threshold, 0.0, 0.0, 1.0, drop, p)


def test_a_rule_of_ones_own_without_that_bound_is_asked_of_everybody(district, strategies):
    own = Simulation(district, strategies["grown"], years=4, rules={"takes_up": always}, parameters={"load_gate": 50.0})
    own.run(3)
    while own.month % 12 < 6:
        own.step()
    active = own.schools.status[own.teachers.school] == ACTIVE
    assert active.any()
    assert (own.teachers.used[active] > 0).all()


def drops_as_shipped(readiness, felt, peers, mandate, strain, threshold, routines, ownership, unpaid, luck, p):
    return drops(readiness, felt, peers, mandate, strain, threshold, routines, ownership, unpaid, luck, p)


def drops_always(readiness, felt, peers, mandate, strain, threshold, routines, ownership, unpaid, luck, p):
    return True


def test_asking_everybody_changes_nothing_where_the_rule_is_the_same(district, strategies, future, differences):
    runs = [
        Simulation(district, strategies["pushed"], years=4, future=future, rules=rules, parameters={"drop_rate": 0.3})
        for rules in (None, {"drops": drops_as_shipped})
    ]
    for run in runs:
        run.run()
    assert differences(*runs) == []
    assert runs[0].teachers.memory.max() > 0.0  # somebody has dropped something


def test_an_own_rule_of_dropping_is_asked_of_every_user(district, strategies):
    own = Simulation(district, strategies["grown"], years=4, rules={"drops": drops_always, "takes_up": always})
    own.run(2)
    while own.month % 12 < 5:
        own.step()
    using = own.teachers.used.copy()
    own.kernels.decide(0, own.schools.status.size, own.teachers, own.schools, own.components, own.now, own.parameters,
                       own.key, np.uint64(own.month))  # fmt: skip
    assert (own.teachers.using.sum(axis=1)[using > 0] < using[using > 0]).all()


@pytest.mark.parametrize("name", ["pushed", "grown"])
def test_what_is_counted_as_used_is_what_is_used(district, strategies, future, name):
    run = Simulation(district, strategies[name], years=4, future=future)
    for _ in range(48):
        run.step()
        np.testing.assert_array_equal(run.teachers.used, run.teachers.using.sum(axis=1))
