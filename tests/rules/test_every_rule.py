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
    "students": st.floats(1.0, 5000.0), "active": st.floats(0.0, 50.0), "months": st.floats(0.0, 120.0),
    "teachers": st.floats(1.0, 200.0), "affordable": st.floats(0.0, 500.0), "trainable": st.floats(0.0, 50.0),
    "hires": st.integers(0, 20).map(float), "places": st.floats(0.0, 200.0), "dollars": st.floats(0.0, 1e6),
    "edge": st.floats(0.0, 1.0), "dimensions": st.floats(0.0, 4.0), "rank": st.integers(0, 3).map(float),
    "tactic": st.floats(0.0, 1.5), "signal": st.floats(-1.0, 1.0), "dose": st.floats(0.0, 40.0),
    "year": st.integers(0, 25).map(float), "enough": st.floats(0.5, 5.0), "core_weights": st.floats(1.0, 100.0),
    "ring_weights": st.floats(1.0, 100.0), "leads": st.floats(0.0, 100.0), "hired": st.floats(0.0, 20.0),
    "wanted": st.floats(0.0, 1e6), "own_cost": st.floats(0.0, 1e6), "unspent": st.floats(0.0, 1e5),
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
    "goals_power": {"charted": SHARE},
    "plans_first": {"charted": SHARE},
    "charted_rank": {"charted": SHARE},
    "attention_quality": {"left": st.floats(0.0, 100.0)},
    "cabinet_reach": {"schools": st.floats(0.0, 50.0)},
    "district_payoff": {"mastered": st.floats(0.01, 1.0), "shown": SHARE},
    "cost_share": {"cost": st.floats(0.0, 1e7)},
    "hours_by_need": {"tactic": SHARE},
    "age_weight": {"tactic": SHARE},
    "launch_limit": {"running": st.floats(0.0, 1e6)},
    "support_felt": {"planned": st.floats(0.0, 40.0), "promised": st.floats(0.0, 20.0)},
    "successor_lean": {"first": SHARE},
    "trial_weight": {"seen": st.floats(-0.3, 0.3), "best": st.floats(0.3, 0.6)},
    "coach_skill_next": {"skill": st.floats(0.1, 1.2)},
    "first_design": {"common": NEED},
    "poor_or_large": {"students": st.floats(1.0, 400000.0)},
    "others_going_on": {"known": SHARE},
}

ZERO_TO_ONE = (
    "similarity", "help_given", "coaching_effect", "conviction", "process_know_how", "depth_ceiling", "depth_next",
    "depth_unused", "kept_after_redesign", "fit", "effective_practice", "strain_next", "trust_next", "ownership_next",
    "climate_next", "routines_next", "routines_after_change", "undecided", "voice", "commitment_next",
    "principal_trust_next", "board_next", "newcomer_depth", "logistic", "has_seen", "invited", "trust_at_rest",
    "trust_after_principal", "help_taken", "support_felt", "attention_quality", "cabinet_reach", "safety_felt",
    "chart_succeeds", "orders_conflict", "leaders_reach", "board_begins", "superintendent_begins", "successor_begins",
    "principal_begins", "principal_succeeds", "pipeline_chance", "board_after_change", "successor_budget",
    "budget_after_year", "board_cut", "promised_use", "recurring_share", "trial_weight", "planning_share",
    "review_power", "goals_power", "hours_by_need", "core_share", "failures_exposed", "others_going_on",
)  # fmt: skip
NOT_NEGATIVE = (
    "practice_hours", "helping_hours", "spare_hours", "exit_factor", "leave_rate", "move_rate", "search_skill",
    "search_noise", "reading_noise", "decisions_due", "priority", "cynicism_next", "coach_contact_hours", "coach_skill",
    "charting_hours", "launching_hours", "reach", "similarity", "places_of_year", "places_by_need", "launch_limit",
    "launch_dollars", "coaches_hired", "outside_dollars", "own_dollars", "hours_bought", "grant_used",
    "grant_of_year", "trainable_coaches", "own_coaching_hours", "outside_coaching_hours", "hours_claim", "age_weight",
    "hours_part", "sheltering_hours", "cabinet_hours", "cost_share", "vendor_skill_in", "promised_hours",
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


def kind_of(rule: Callable[..., Any], argument: str) -> st.SearchStrategy[Any]:
    """What one argument of a rule may be."""
    if rule.__annotations__[argument] == "bool":
        return st.booleans()
    return SPECIAL.get(rule.__name__, {}).get(argument, KINDS.get(argument, SHARE))


@st.composite
def arguments(draw: Any, rule: Callable[..., Any]) -> dict[str, Any]:
    """Valid arguments for one rule."""
    return {
        name: draw(plausible() if name == "p" else kind_of(rule, name)) for name in inspect.signature(rule).parameters
    }


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
    ("priority", "need", +1), ("priority", "readiness", +1), ("help_taken", "offered", +1), ("help_taken", "trust", +1),
    ("school_readiness", "belief", +1), ("school_readiness", "commitment", +1), ("support_felt", "planned", +1),
    ("support_felt", "promised", -1), ("others_going_on", "district", +1), ("others_going_on", "known", +1),
    ("experienced_enough", "experience", +1), ("coaches_from_classrooms", "hires", +1), ("cabinet_hours", "hours", +1),
    ("cabinet_hours", "schools", +1), ("cabinet_hours", "commitment", +1), ("reviewing_hours", "gain", +1),
    ("attention_quality", "left", +1), ("attention_quality", "needed", -1), ("chart_succeeds", "wish", +1),
    ("chart_succeeds", "quality", +1), ("chart_succeeds", "luck", -1), ("orders_conflict", "charted", +1),
    ("orders_conflict", "quality", -1), ("protecting_hours", "left", +1), ("protecting_hours", "share", +1),
    ("protecting_hours", "active", -1), ("cabinet_reach", "left", +1), ("cabinet_reach", "share", +1),
    ("cabinet_reach", "schools", -1), ("cabinet_reach", "week", -1), ("leaders_reach", "cabinet", +1),
    ("leaders_reach", "hours", +1), ("leaders_reach", "share", +1), ("leaders_reach", "enough", -1),
    ("sheltering_hours", "hours", +1), ("sheltering_hours", "share", +1), ("sheltering_hours", "skill", +1),
    ("sheltering_hours", "cabinet", +1), ("safety_felt", "safety", +1), ("safety_felt", "sharing_paid", +1),
    ("review_power", "gain", +1), ("review_power", "attention", +1), ("goals_power", "power", +1),
    ("goals_power", "charted", -1), ("pace_signal", "dose", +1), ("pace_signal", "noise", +1),
    ("pace_after_review", "signal", +1), ("places_of_year", "pace", +1), ("places_of_year", "tactic", +1),
    ("places_of_year", "schools", +1), ("places_of_year", "luck", +1), ("places_by_need", "need_share", +1),
    ("places_by_need", "places", +1), ("places_by_need", "luck", +1), ("claim_by_need", "low_income", +1),
    ("claim_by_need", "zone_begun", +1), ("claim_by_need", "noise", +1), ("claim_by_readiness", "readiness", +1),
    ("claim_by_readiness", "trust", +1), ("claim_by_readiness", "zone_begun", +1), ("claim_by_readiness", "noise", +1),
    ("plans_first", "preparing", +1), ("plans_first", "by_need", +1), ("plans_first", "charted", +1),
    ("asked_again", "months", +1), ("launch_dollars", "students", +1), ("launch_limit", "dollars", +1),
    ("launch_limit", "running", -1), ("charted_rank", "blind", +1), ("charted_rank", "known", +1),
    ("held_centrally", "rank", -1), ("held_centrally", "edge", -1), ("held_centrally", "dimensions", +1),
    ("bent_design", "design", +1), ("bent_design", "noise", +1), ("trial_seen", "felt", +1),
    ("trial_seen", "noise", +1),
    ("trial_weight", "seen", +1), ("trial_weight", "best", -1), ("planning_share", "planned", +1),
    ("planning_share", "fund", +1), ("planned_design", "need", +1), ("planned_design", "error", +1),
    ("planned_design", "design", +1), ("design_help", "sessions", +1), ("design_help", "fund", +1),
    ("search_effort", "age", -1), ("search_effort", "routines", -1), ("search_effort", "renewing", +1),
    ("grant_of_year", "left", +1), ("grant_of_year", "months", -1), ("budget_after_year", "kept", +1),
    ("operating_growth", "growth", +1), ("operating_growth", "yearly", +1), ("operating_growth", "board", +1),
    ("board_cut", "luck", +1), ("running_dollars", "students", +1), ("team_leads", "teachers", +1),
    ("lead_dollars", "leads", +1), ("classroom_dollars", "dollars", +1), ("classroom_dollars", "unspent", +1),
    ("grant_used", "cost", +1), ("grant_used", "operating", -1), ("grant_used", "grant", +1),
    ("recurring_share", "operating", +1), ("paid_share", "paid", +1), ("coaching_wanted", "teachers", +1),
    ("own_dollars", "dollars", +1), ("own_dollars", "own_share", +1), ("own_dollars", "wanted", +1),
    ("trainable_coaches", "mastering", +1), ("trainable_coaches", "teachers", +1),
    ("trainable_coaches", "handing_over", +1), ("coaches_hired", "affordable", +1), ("coaches_hired", "trainable", +1),
    ("coaches_hired", "coaches", -1), ("outside_dollars", "dollars", +1), ("outside_dollars", "own_share", -1),
    ("outside_dollars", "wanted", +1), ("outside_dollars", "own_cost", -1), ("hours_bought", "dollars", +1),
    ("coach_skill_next", "skill", +1), ("coach_skill_next", "transfer", +1), ("hours_told", "process", +1),
    ("hours_told", "sharing_paid", +1), ("own_coaching_hours", "coaches", +1), ("own_coaching_hours", "hired", -1),
    ("own_coaching_hours", "free", -1), ("own_coaching_hours", "process", -1),
    ("own_coaching_hours", "sharing_paid", -1),
    ("own_coaching_hours", "handing_over", +1), ("outside_coaching_hours", "hours", +1),
    ("outside_coaching_hours", "free", -1), ("outside_coaching_hours", "process", -1),
    ("outside_coaching_hours", "sharing_paid", -1), ("outside_coaching_hours", "transfer", -1),
    ("vendor_skill_in", "year", +1), ("promised_hours", "young", +1), ("hours_by_need", "need_share", +1),
    ("hours_by_need", "goal_equity", +1), ("hours_by_need", "tactic", +1), ("depth_seen", "depth", +1),
    ("depth_seen", "noise", +1), ("age_weight", "seen", -1), ("age_weight", "tactic", +1),
    ("hours_claim", "teachers", +1), ("hours_claim", "weight", +1), ("hours_claim", "wish", +1),
    ("core_claim", "readiness", +1), ("core_claim", "in_core", +1), ("core_open", "depth", -1),
    ("core_teachers", "hours", +1), ("core_share", "evenly", +1), ("core_share", "teachers", +1),
    ("core_share", "hours", -1), ("hours_part", "evenly", +1), ("hours_part", "weight", +1),
    ("hours_part", "core_weights", -1), ("hours_part", "ring_weights", -1), ("promised_use", "promised", +1),
    ("promised_use", "pace", +1), ("board_begins", "own_share", -1), ("cost_share", "cost", +1),
    ("cost_share", "students", -1), ("results_seen", "paid", +1), ("district_payoff", "shown", +1),
    ("failures_exposed", "failing", +1), ("failures_exposed", "safety", -1), ("superintendent_begins", "noise", +1),
    ("successor_begins", "keeps", +1), ("successor_begins", "noise", +1), ("board_after_change", "board", +1),
    ("successor_lean", "side", +1), ("successor_budget", "kept", +1), ("poor_or_large", "low_income", +1),
    ("poor_or_large", "students", +1), ("wealthy", "low_income", -1), ("principal_begins", "noise", +1),
    ("principal_succeeds", "own", +1), ("principal_succeeds", "noise", +1), ("pipeline_chance", "coaches", +1),
    ("pipeline_chance", "schools", -1), ("mandate_load", "size", +1), ("newcomers_experience", "shortage", -1),
    ("first_design", "noise", +1),
]  # fmt: skip


@pytest.mark.parametrize(("name", "argument", "direction"), MONOTONE)
def test_rule_goes_the_right_way(name: str, argument: str, direction: int) -> None:
    rule = RULES[name]
    kind = kind_of(rule, argument)

    @settings(max_examples=15, deadline=None, derandomize=True, database=None)
    @given(given_arguments=arguments(rule), other=kind)
    def check(given_arguments: dict[str, Any], other: float) -> None:
        low, high = sorted((given_arguments[argument], other))
        before = float(rule(**given_arguments | {argument: low}))
        after = float(rule(**given_arguments | {argument: high}))
        assert direction * (after - before) >= -1e-9, given_arguments

    check()


def test_every_rule_is_checked_for_its_direction_or_needs_none() -> None:
    without = {
        "appeal",
        "cohort",
        "informed",
        "leave_rate",
        "logistic",
        "move_rate",
        "reach",
        "review_step",
        "initiative_arrives",
    }
    assert {name for name, _, _ in MONOTONE} | without >= set(RULES)
