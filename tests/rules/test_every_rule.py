"""Every rule on random valid input: the right kind, within its bounds, and finite, for any plausible parameters."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engine.rulebook import shipped_rules
from sim.foundation.parameters import Parameters, registry

RULES = shipped_rules()
SHARE = st.floats(0.0, 1.0)
BELIEF = st.floats(-0.5, 1.5)
DRAW = st.floats(-3.0, 3.0)
LUCK = st.floats(0.0, 1.0, exclude_max=True)
NEED = st.floats(-3.0, 3.0)

# What an argument of this name may be, in any rule; all others are shares of 0..1.
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "readiness": BELIEF, "belief": BELIEF, "felt": BELIEF, "district_payoff": BELIEF, "told": BELIEF, "school": BELIEF,
    "perceived": BELIEF, "threshold": st.floats(0.0, 1.0), "disappointment": st.floats(-1.5, 1.5), "luck": LUCK,
    "noise": DRAW, "common": DRAW, "own": DRAW, "hours": st.floats(0.0, 60.0), "added": st.floats(0.0, 12.0),
    "spare": st.floats(0.5, 12.0), "askers": st.floats(0.0, 40.0), "load": st.floats(0.05, 5.0),
    "benefit": st.floats(0.0, 2.5), "practised": st.floats(0.0, 1.5), "components": st.integers(0, 16).map(float),
    "experience": st.floats(0.0, 40.0), "effectiveness": st.floats(-0.6, 0.6), "principal": DRAW,
    "shortage": st.floats(1.0, 3.0), "misfit": st.floats(0.0, 9.0), "sensitivity": st.floats(0.0, 5.0),
    "design": NEED, "need": NEED, "first": NEED, "error": NEED, "reading": NEED, "skill": st.floats(0.05, 4.0),
    "process_skill": st.floats(0.0, 1.0), "schools": st.floats(1.0, 1800.0), "variation": st.floats(0.0, 2.0),
    "moved": st.floats(0.0, 3.0), "imposed": st.floats(0.0, 3.0), "distance": st.floats(0.0, 6.0),
    "age": st.floats(0.0, 300.0), "needed": st.floats(0.0, 100.0), "given": st.floats(0.0, 100.0),
    "support_kept": st.floats(-1.0, 1.0), "willing": st.booleans(), "lead": st.booleans(), "led": st.booleans(),
    "poor_or_large": st.booleans(), "wealthy": st.booleans(), "promised": st.floats(0.01, 1.0),
    "cost_share": st.floats(0.0, 0.1),
    "charted": st.floats(0.0, 7.0), "launching": st.floats(0.0, 200.0), "coaches": st.floats(0.0, 500.0),
    "resentment": st.floats(0.0, 3.0), "disposition": st.floats(-0.6, 0.6),
}  # fmt: skip
SPECIAL: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "commitment_next": {"told": SHARE},
    "depth_ceiling": {"told": SHARE, "belief": SHARE},
    "fits_in_week": {"load": SHARE},
    "priority": {"need": st.floats(0.0, 3.0), "readiness": st.floats(0.0, 3.0)},
    "review_step": {"noise": st.floats(0.0, 3.0)},
    "search_step": {"noise": SHARE},
    "step_size": {"components": st.integers(1, 16).map(float)},
    "exit_factor": {"principal": DRAW},
    "invited": {"hours": st.floats(0.0, 8.0)},
}

ZERO_TO_ONE = (
    "similarity", "help_given", "coaching_effect", "conviction", "process_know_how", "depth_ceiling", "depth_next",
    "depth_unused", "kept_after_redesign", "fit", "effective_practice", "strain_next", "trust_next", "ownership_next",
    "climate_next", "routines_next", "routines_after_change", "undecided", "voice", "commitment_next",
    "principal_trust_next", "board_next", "newcomer_depth", "logistic", "has_seen", "invited", "trust_at_rest",
    "trust_after_principal",
)  # fmt: skip
NOT_NEGATIVE = (
    "practice_hours", "helping_hours", "spare_hours", "exit_factor", "leave_rate", "move_rate", "search_skill",
    "search_noise", "reading_noise", "decisions_due", "priority", "cynicism_next", "coach_contact_hours", "coach_skill",
    "charting_hours", "launching_hours", "reach", "similarity",
)  # fmt: skip


@st.composite
def plausible(draw: Any) -> Parameters:
    """A set of parameters, every number anywhere in its range; most of the time as shipped."""
    place = draw(st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4))
    values = {}
    for number, (name, row) in enumerate(registry().items()):
        share = place[number % 4]
        values[name] = row.low + share * (row.high - row.low) if number % 2 else row.value
    return Parameters(**values)


@st.composite
def arguments(draw: Any, rule: Callable[..., Any]) -> dict[str, Any]:
    """Valid arguments for one rule."""
    special = SPECIAL.get(rule.__name__, {})
    made: dict[str, Any] = {}
    for name in inspect.signature(rule).parameters:
        if name == "p":
            made[name] = draw(plausible())
        else:
            made[name] = draw(special.get(name, KINDS.get(name, SHARE)))
    return made


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_gives_a_finite_number_within_its_bounds(name: str) -> None:
    rule = RULES[name]

    @settings(max_examples=25, deadline=None, derandomize=True, database=None)
    @given(given_arguments=arguments(rule))
    def check(given_arguments: dict[str, Any]) -> None:
        result = rule(**given_arguments)
        assert isinstance(result, (bool, int, float))
        assert math.isfinite(result), given_arguments
        if name in ZERO_TO_ONE:
            assert -1e-12 <= result <= 1.0 + 1e-12, given_arguments
        if name in NOT_NEGATIVE:
            assert result >= 0.0, given_arguments

    check()


def test_every_rule_has_its_equation_and_its_units() -> None:
    for name, rule in RULES.items():
        text = inspect.getdoc(rule) or ""
        assert "Returns" in text, name
        assert "Parameters" in text, name


# rule, argument, direction in which the result goes when the argument rises (decisions count as chances)
MONOTONE = [
    ("practice_hours", "depth", -1), ("practice_hours", "load", +1), ("helping_hours", "askers", +1),
    ("strain_next", "hours", +1), ("strain_next", "spare", -1), ("fits_in_week", "added", -1),
    ("fits_in_week", "spare", +1), ("fits_in_week", "mandate", +1), ("fits_in_week", "hours", -1),
    ("coaching_effect", "hours", +1), ("coaching_effect", "trust", +1), ("help_given", "depth", +1),
    ("help_given", "askers", -1), ("process_know_how", "process", +1), ("process_know_how", "trust", +1),
    ("process_know_how", "users", +1), ("conviction", "readiness", +1), ("conviction", "threshold", -1),
    ("depth_ceiling", "coaching", +1), ("depth_ceiling", "peers", +1), ("depth_ceiling", "routines", +1),
    ("depth_ceiling", "told", +1), ("depth_ceiling", "belief", +1), ("depth_next", "depth", +1),
    ("depth_next", "ceiling", +1), ("depth_next", "strain", -1), ("depth_unused", "depth", +1),
    ("kept_after_redesign", "moved", -1), ("payoff", "practised", +1), ("payoff", "share", +1),
    ("payoff", "strain", -1),
    ("believe_own_room", "felt", +1), ("believe_own_room", "readiness", +1), ("believe_stories", "told", +1),
    ("tells", "safety", +1), ("tells", "trust", +1), ("similarity", "distance", -1),
    ("takes_up", "readiness", +1), ("takes_up", "peers", +1), ("takes_up", "mandate", +1), ("takes_up", "strain", -1),
    ("takes_up", "threshold", -1), ("takes_up", "seen", +1), ("has_seen", "peers", +1), ("has_seen", "mandate", +1),
    ("has_seen", "programme", +1),
    ("takes_up", "asked", +1), ("invited", "hours", +1), ("invited", "routines", +1), ("invited", "mandate", +1),
    ("invited", "age", -1),
    ("drops", "readiness", -1), ("drops", "felt", -1), ("drops", "peers", -1),
    ("drops", "mandate", -1), ("drops", "strain", +1), ("drops", "threshold", +1), ("drops", "routines", -1),
    ("drops", "ownership", -1), ("step_size", "bundled", +1), ("cynicism_next", "memory", +1),
    ("exit_factor", "low_income", +1), ("exit_factor", "strain", +1), ("exit_factor", "trust", -1),
    ("exit_factor", "shortage", +1), ("principal_leaves", "low_income", +1), ("principal_leaves", "board", -1),
    ("superintendent_leaves", "board", -1), ("keeps_strategy", "routine_share", +1), ("keeps_strategy", "board", +1),
    ("keeps_strategy", "clear_goals", +1), ("newcomer_belief", "school", +1), ("newcomer_depth", "routines", +1),
    ("newcomer_depth", "depth", +1), ("spare_hours", "noise", +1), ("fit", "misfit", -1), ("fit", "sensitivity", -1),
    ("search_skill", "principal", +1), ("search_skill", "effectiveness", +1), ("search_skill", "ownership", +1),
    ("search_noise", "skill", -1), ("search_noise", "process_skill", -1), ("search_noise", "shared", -1),
    ("search_step", "need", +1), ("search_step", "design", -1), ("need_drift", "need", +1),
    ("reading_noise", "schools", -1), ("reading_noise", "variation", -1), ("effective_practice", "practised", +1),
    ("effective_practice", "share", +1), ("learning_gain", "effective", +1), ("learning_gain", "surface", -1),
    ("gives_up", "belief", -1), ("gives_up", "strain", +1), ("gives_up", "new_principal", +1),
    ("gives_up", "commitment", -1), ("gives_up", "supported", -1), ("gives_up", "routines", -1),
    ("gives_up", "mandate", -1), ("gives_up", "others", -1),
    ("gives_up", "newcomers", +1), ("routines_next", "depth", +1),
    ("routines_next", "commitment", +1), ("routines_next", "recurring", +1), ("routines_next", "routines", +1),
    ("routines_after_change", "commitment", +1), ("decisions_due", "components", +1), ("decisions_due", "routines", -1),
    ("decisions_due", "age", -1), ("undecided", "given", -1), ("undecided", "needed", +1),
    ("absorbed", "undecided_share", +1), ("voice", "free", +1), ("voice", "trusted", +1),
    ("commitment_next", "felt", +1), ("commitment_next", "belief", +1), ("commitment_next", "told", +1),
    ("commitment_next", "resentment", -1), ("principal_trust_next", "ownership", +1),
    ("principal_trust_next", "depth", +1), ("principal_trust_next", "strain", -1), ("trust_next", "trust", +1),
    ("trust_after_principal", "trust", +1), ("drops", "unpaid", +1),
    ("trust_next", "climate", +1), ("trust_next", "disposition", +1), ("trust_at_rest", "climate", +1),
    ("trust_at_rest", "disposition", +1), ("trust_brought", "own", +1), ("trust_brought", "team", +1),
    ("trust_brought", "experience", +1), ("climate_next", "mean_rest", -1), ("trust_next", "support_kept", +1),
    ("trust_next", "voice", +1),
    ("trust_next", "mandate", -1), ("trust_next", "disappointment", -1), ("trust_next", "strain", -1),
    ("trust_next", "imposed", -1), ("ownership_next", "voice", +1), ("ownership_next", "chosen", +1),
    ("ownership_next", "imposed", -1), ("climate_next", "mean_trust", +1), ("board_next", "use", +1),
    ("board_next", "promised", -1), ("board_next", "perceived", +1), ("board_next", "cost_share", -1),
    ("board_next", "exposed", -1), ("board_next", "strain", -1), ("board_cuts", "board", -1),
    ("charting_hours", "charted", +1), ("charting_hours", "clear_goals", -1), ("launching_hours", "launching", +1),
    ("coach_contact_hours", "coaches", +1), ("coach_contact_hours", "free", -1), ("coach_skill", "depth", +1),
    ("coach_skill", "effectiveness", +1), ("coach_quality_index", "depth", +1), ("coach_quality_index", "strain", -1),
    ("priority", "need", +1), ("priority", "readiness", +1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "argument", "direction"), MONOTONE)
def test_rule_goes_the_right_way(name: str, argument: str, direction: int) -> None:
    rule = RULES[name]
    kind = SPECIAL.get(name, {}).get(argument, KINDS.get(argument, SHARE))

    @settings(max_examples=15, deadline=None, derandomize=True, database=None)
    @given(given_arguments=arguments(rule), other=kind)
    def check(given_arguments: dict[str, Any], other: float) -> None:
        low, high = sorted((given_arguments[argument], other))
        before = float(rule(**given_arguments | {argument: low}))
        after = float(rule(**given_arguments | {argument: high}))
        assert direction * (after - before) >= -1e-9, given_arguments

    check()


def test_every_rule_is_checked_for_its_direction_or_needs_none() -> None:
    without = {"appeal", "cohort", "informed", "leave_rate", "logistic", "move_rate", "reach", "review_step"}
    assert {name for name, _, _ in MONOTONE} | without >= set(RULES)
