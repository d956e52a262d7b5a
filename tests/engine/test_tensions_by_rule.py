"""Each tension can be changed by putting one rule in the place of another."""

from __future__ import annotations

import numpy as np
import pytest

from sim.district import District
from sim.engine.simulation import Simulation
from sim.strategy import Strategy

PLACE = District.synthetic(schools=12, teachers=240)
PLAN = Strategy(fast_slow=-0.3, tight_loose=-0.3, build_buy=-0.2, need_readiness=0.1, fixed_adaptive=0.8,
                bundle_modules=0.2, practices_failures=0.3)  # fmt: skip


def hold_all(rank, edge, dimensions):
    return True


def twice_as_many(pace, tactic, schools, luck):
    return int(2.0 * pace * tactic * schools + luck)


def all_by_need(need_share, places, luck):
    return int(places)


def all_own(dollars, own_share, wanted):
    return min(dollars, wanted)


def never_reviewed(gain, attention):
    return 0.0


def everything_at_once(bundled, components, luck):
    return int(components)


def nobody_tells(felt, process, safety, trust, luck, p):
    return False


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        ("held_centrally", hold_all),  # tight, loose
        ("places_of_year", twice_as_many),  # fast, slow
        ("places_by_need", all_by_need),  # need, readiness
        ("own_dollars", all_own),  # build, buy
        ("review_power", never_reviewed),  # fixed, adaptive
        ("step_size", everything_at_once),  # bundle, modules
        ("tells", nobody_tells),  # practices, failures
    ],
)
def test_one_rule_changes_a_tension(rule, own):
    usual, changed = (Simulation(PLACE, PLAN, years=3, seed=2, rules=rules).run() for rules in (None, {rule: own}))
    assert any(not np.array_equal(usual.schools[name], changed.schools[name]) for name in usual.schools)
