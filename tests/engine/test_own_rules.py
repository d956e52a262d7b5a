"""A user's own rule that does not fit is refused in one line, before anything runs."""

from __future__ import annotations

import random
from random import random as borrowed

import numpy as np
import pytest

import sim.rules.adoption as adoption_module
from sim import DistrictModel
from sim.engine.simulation import Simulation
from sim.foundation.errors import RuleError

KNOWN = {}


def opens_a_file(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return KNOWN[open("x")]  # noqa: PTH123


def forgets_a_case(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):  # noqa: RET503
    if luck > 0.5:
        return True


def names_a_module(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return adoption_module.takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p)


def names_a_parameter(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return luck < p.no_such_parameter


def too_few(readiness, p):
    return True


def no_number(effective, surface, p):
    return "much"


def throws_dice(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return random.random() < p.takeup_rate


def throws_borrowed_dice(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return borrowed() < p.takeup_rate


def helper():
    return np.random.random()  # noqa: NPY002


def has_them_thrown(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return helper() < p.takeup_rate


def brings_dice(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    import random as dice

    return dice.random() < p.takeup_rate


def asks_a_dictionary(board, luck, p):
    return {True: 1}.get(luck > 2.0) is not None


@pytest.mark.parametrize(
    ("rules", "words", "offered"),
    [
        ({"takes_up": opens_a_file}, "opens_a_file .*test_own_rules.py, line .* cannot be compiled", True),
        ({"takes_up": forgets_a_case}, "not always a bool", True),
        ({"takes_up": names_a_module}, "Unknown attribute 'takes_up'", True),
        ({"takes_up": names_a_parameter}, "no_such_parameter", True),
        ({"learning_gain": no_number}, "not always a float", False),
        ({"takes_up": too_few}, r"takes \(readiness, p\); the rule takes \(readiness, peers", False),
        ({"takes_up": len}, "must be a plain Python function", False),
        ({"takes_up": throws_dice}, "draws its own random numbers", False),
        ({"takes_up": throws_borrowed_dice}, "draws its own random numbers", False),
        ({"takes_up": has_them_thrown}, "draws its own random numbers", False),
        ({"takes_up": brings_dice}, "draws its own random numbers", False),
        ({"take_up": too_few}, "Did you mean takes_up", False),
    ],
)
def test_one_line_says_what_is_wrong(district, strategies, rules, words, offered):
    with pytest.raises(RuleError, match=words) as mistake:
        Simulation(district, strategies["grown"], years=1, rules=rules)
    text = str(mistake.value)
    assert "\n" not in text
    assert ("engine='agents'" in text) == offered
    if offered:  # and it does take it
        DistrictModel(district, strategies["grown"], years=1, rules=rules, engine="agents")


def test_rules_of_the_centre_are_never_compiled(district, strategies):
    plan = strategies["grown"]
    run = Simulation(district, plan, years=2, rules={"board_cuts": asks_a_dictionary}).run()
    assert run.months == 24
