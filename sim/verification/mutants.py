"""Every rule in four versions, compiled once: as it is, switched off, with its sign flipped, and blind.

The loops are compiled with rules that look up in :data:`SWITCH` how they should behave, so that a changed rule costs a
run and no compiling. A mutant that nothing notices marks a rule that nobody would miss.
"""

from __future__ import annotations

import contextlib
import functools
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType, SimpleNamespace
from typing import Any

import numpy as np

from sim.engine import simulation
from sim.engine.kernels import Kernel
from sim.engine.rulebook import shipped_rules
from sim.engine.simulation import Simulation
from sim.foundation.linking import Binder

__all__ = ["CHANGES", "Mutant", "SwitchedSimulation", "levels", "mutants", "plain_mutant", "switched_on"]

CHANGES = ("off", "flipped", "blind")
"""Off: says that nothing happens. Flipped: every influence works the other way. Blind: says the usual, whatever is."""

# Two numbers a rule: which change is on, and the level that a flipped or blind rule turns around. Compiled code reads
# the numbers where they are, and does not take them in as constants, because the array is not contiguous.
SWITCH = np.zeros((512, 4))[::2, ::2]

_MOVERS = {  # the state that a rule moves, and whether it is a share
    "strain_next": ("strain", True), "depth_next": ("depth", True), "depth_unused": ("depth", True),
    "believe_own_room": ("readiness", False), "believe_stories": ("readiness", False),
    "informed": ("readiness", False), "cynicism_next": ("memory", False), "need_drift": ("need", False),
    "routines_next": ("routines", True), "routines_after_change": ("routines", True),
    "commitment_next": ("commitment", True), "principal_trust_next": ("trust", True), "trust_next": ("trust", True),
    "trust_after_principal": ("trust", True),
    "ownership_next": ("ownership", True), "climate_next": ("climate", True), "board_next": ("board", True),
    "budget_after_year": ("kept", True), "successor_budget": ("kept", True), "board_after_change": ("board", True),
    "promised_use": ("promised", True), "coach_skill_next": ("skill", False), "bent_design": ("design", False),
    "planned_design": ("design", False), "trial_seen": ("felt", False), "depth_seen": ("depth", False),
    "hours_by_need": ("need_share", True),
}  # fmt: skip
_DECISIONS = {  # what is decided when the rule is off
    "fits_in_week": "True", "tells": "False", "takes_up": "False", "drops": "False", "principal_leaves": "False",
    "superintendent_leaves": "False", "keeps_strategy": "True", "gives_up": "False", "absorbed": "False",
    "board_cuts": "False", "experienced_enough": "True", "plans_first": "False", "asked_again": "False",
    "held_centrally": "False", "core_open": "True", "poor_or_large": "False", "wealthy": "False",
    "initiative_arrives": "False",
}  # fmt: skip
_FLIPPED = {  # decisions made at a rate: the odds turn, the rate stays
    "takes_up": "luck < p.takeup_rate and not given", "drops": "luck < p.drop_rate and not given",
}  # fmt: skip
_AMOUNTS = {  # what the rule gives when it is off, and whether it can be negative
    "practice_hours": ("0.0", False), "helping_hours": ("0.0", False), "coaching_effect": ("0.0", False),
    "help_given": ("0.0", False), "process_know_how": ("0.0", False), "conviction": ("1.0", False),
    "depth_ceiling": ("p.depth_most", False), "kept_after_redesign": ("1.0", False), "payoff": ("0.0", True),
    "has_seen": ("1.0", False), "invited": ("1.0", False), "trust_at_rest": ("climate", False),
    "trust_brought": ("0.0", True),
    "similarity": ("1.0", False), "logistic": ("0.5", False), "appeal": ("0.0", True), "leave_rate": ("0.0", False),
    "move_rate": ("0.0", False), "exit_factor": ("1.0", False), "newcomer_belief": ("p.prior", True),
    "newcomer_depth": ("0.0", False), "spare_hours": ("p.spare_median", False), "fit": ("1.0", False),
    "search_skill": ("1.0", False), "search_noise": ("0.0", False), "search_step": ("0.0", True),
    "reading_noise": ("0.0", False), "review_step": ("0.0", True), "decisions_due": ("0.0", False),
    "undecided": ("0.0", False), "voice": ("0.0", False), "priority": ("1.0", False),
    "charting_hours": ("0.0", False), "launching_hours": ("0.0", False), "coach_contact_hours": ("0.0", False),
    "coach_skill": ("1.0", False), "coach_quality_index": ("0.0", True), "effective_practice": ("0.0", False),
    "learning_gain": ("0.0", True), "reach": ("1.0", False), "help_taken": ("0.0", False),
    "support_felt": ("1.0", False), "attention_quality": ("1.0", False), "pace_after_review": ("1.0", False),
    "charted_rank": ("1.0 * blind", False), "trial_weight": ("1.0", False), "search_effort": ("1.0", False),
    "age_weight": ("1.0", False), "hours_claim": ("1.0 * teachers", False), "hours_part": ("1.0 * evenly", False),
    "core_share": ("1.0 * evenly", False), "newcomers_experience": ("1.0", False), "recurring_share": ("1.0", False),
    "paid_share": ("1.0", False), "vendor_skill_in": ("p.vendor_skill", False), "pace_signal": ("0.0", True),
    "successor_lean": ("0.0", True), "first_design": ("0.0", True), "claim_by_need": ("0.0", True),
    "claim_by_readiness": ("0.0", True), "district_payoff": ("p.prior", True), "results_seen": ("0.0", True),
    **dict.fromkeys(
        ("school_readiness", "others_going_on", "coaches_from_classrooms", "cabinet_hours", "reviewing_hours",
         "chart_succeeds", "orders_conflict", "protecting_hours", "cabinet_reach", "leaders_reach", "sheltering_hours",
         "safety_felt", "review_power", "goals_power", "launch_dollars", "launch_limit", "planning_share",
         "design_help", "grant_of_year", "operating_growth", "board_cut", "running_dollars", "team_leads",
         "lead_dollars", "classroom_dollars", "grant_used", "coaching_wanted", "own_dollars", "trainable_coaches",
         "coaches_hired", "outside_dollars", "hours_bought", "hours_told", "own_coaching_hours",
         "outside_coaching_hours", "promised_hours", "core_claim", "core_teachers", "board_begins", "cost_share",
         "failures_exposed", "superintendent_begins", "successor_begins", "principal_begins", "principal_succeeds",
         "pipeline_chance", "mandate_load"),
        ("0.0", False),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One rule, changed in one way."""

    rule: str
    change: str  # of CHANGES


def mutants() -> tuple[Mutant, ...]:
    """All changes of all rules, in the order of the rules."""
    return tuple(Mutant(rule, change) for rule in shipped_rules() for change in CHANGES)


def _answers(rule: str) -> dict[str, str]:
    """What each change gives, as an expression in the rule's arguments, ``given`` and ``level``."""
    if rule in _MOVERS:
        state, share = _MOVERS[rule]
        flipped, blind = f"2.0 * {state} - given", f"{state} + level"
        if share:
            flipped, blind = (f"min(1.0, max(0.0, {text}))" for text in (flipped, blind))
        return {"off": f"1.0 * {state}", "flipped": flipped, "blind": blind}
    if rule in _DECISIONS:
        blind = "luck < level" if "luck" in shipped_rules()[rule].__annotations__ else "level >= 0.5"
        return {"off": _DECISIONS[rule], "flipped": _FLIPPED.get(rule, "not given"), "blind": blind}
    if rule in ("places_of_year", "places_by_need"):
        return {"off": "0", "flipped": "max(0, int(2.0 * level) - given)", "blind": "int(level + 0.5)"}
    if rule == "step_size":
        return {"off": "1", "flipped": "int(components) + 1 - given", "blind": "int(level + 0.5)"}
    off, signed = _AMOUNTS[rule]
    flipped = "2.0 * level - given" if signed else "max(0.0, 2.0 * level - given)"
    return {"off": off, "flipped": flipped, "blind": "level + 0.0"}


def _written(name: str, rule: FunctionType, body: list[str], scope: dict[str, Any]) -> Any:
    code = rule.__code__
    lines = [f"def {name}({', '.join(code.co_varnames[: code.co_argcount])}):", *(f"    {line}" for line in body)]
    made: dict[str, Any] = {}
    exec("\n".join(lines), scope, made)  # from the tables above; numba needs plain functions
    return made[name]


@functools.cache
def switched() -> dict[str, Any]:
    """Give every rule with a look at the switch."""
    found = {}
    for row, (name, rule) in enumerate(shipped_rules().items()):
        answers = _answers(name)
        call = ", ".join(rule.__code__.co_varnames[: rule.__code__.co_argcount])
        body = [f"given = {name}({call})", f"how = SWITCH[{row}, 0]", f"level = SWITCH[{row}, 1]"]
        for number, change in enumerate(CHANGES, start=1):
            body += [f"if how == {number}.0:", f"    return {answers[change]}"]
        found[name] = _written(name, rule, [*body, "return given"], {name: rule, "SWITCH": SWITCH})
    return found


def plain_mutant(mutant: Mutant, level: float) -> FunctionType:
    """One changed rule as a plain function, for tests of rules by themselves.

    Parameters
    ----------
    mutant : Mutant
        Rule and change.
    level : float
        From :func:`levels`.

    Returns
    -------
    function
        With the rule's name, arguments and docstring.
    """
    rule = shipped_rules()[mutant.rule]
    call = ", ".join(rule.__code__.co_varnames[: rule.__code__.co_argcount])
    body = [f"given = shipped({call})", f"return {_answers(mutant.rule)[mutant.change]}"]
    made: FunctionType = _written(mutant.rule, rule, body, {"shipped": rule, "level": level})
    made.__doc__, made.__module__, made.__annotations__ = rule.__doc__, rule.__module__, rule.__annotations__
    return made


@contextlib.contextmanager
def switched_on(mutant: Mutant | None, level: Mapping[str, float]) -> Iterator[None]:
    """Have one rule changed in every :class:`SwitchedSimulation` that runs meanwhile.

    Parameters
    ----------
    mutant : Mutant or None
        None changes nothing.
    level : Mapping of str to float
        From :func:`levels`.
    """
    SWITCH[:] = 0.0
    if mutant is not None:
        row = list(shipped_rules()).index(mutant.rule)
        SWITCH[row] = 1.0 + CHANGES.index(mutant.change), level[mutant.rule]
    try:
        yield
    finally:
        SWITCH[:] = 0.0


class SwitchedSimulation(Simulation):
    """A run whose rules can be changed by :func:`switched_on`."""

    def linked(self) -> SimpleNamespace:
        """Take the loops with switched rules, which are compiled in memory once for a process."""
        self.rules = _book(switched() | self.rules.replaced)
        return _switched_loops(len(self.component_names))


@functools.cache
def _switched_loops(components: int) -> SimpleNamespace:
    own, fixed = switched(), {"K": components}
    on = SWITCH.copy()
    SWITCH[:] = 0.0  # how rules are set is no part of what tells compiled loops apart
    kernels = {name: _Quiet(function, own, fixed) for name, function in simulation._KERNELS.items()}
    SWITCH[:] = on
    return SimpleNamespace(**kernels)


class _Quiet(Kernel):
    """A loop that says nothing about not being kept on disk."""

    def __call__(self, *arguments: Any) -> Any:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Cannot cache compiled function")
            return super().__call__(*arguments)


def _book(own: Mapping[str, Any]) -> Any:
    return _kept_book(tuple(own.items()))


@functools.cache
def _kept_book(own: tuple[tuple[str, Any], ...]) -> Any:
    from sim.engine.rulebook import RuleBook

    return RuleBook(dict(own))


def levels(make: Callable[[type[Simulation]], Simulation], months: int = 48) -> dict[str, float]:
    """What every rule usually gives: the mean over a run of plain Python, or the mean change where it moves a state.

    Parameters
    ----------
    make : callable
        Takes a kind of simulation and gives a run that has not begun, small and as full of life as can be.
    months : int
        How long it runs.

    Returns
    -------
    dict of str to float
        By rule; 0 where a rule was never asked.
    """
    seen: dict[str, list[float]] = {name: [] for name in shipped_rules()}
    with np.errstate(over="ignore"):  # draws are hashes, which run over on purpose
        sim = make(_listening(seen))
        for _ in range(months):
            sim.step()
    return {name: float(np.mean(found)) if found else 0.0 for name, found in seen.items()}


def _listening(seen: dict[str, list[float]]) -> type[Simulation]:
    def heard(name: str, rule: FunctionType) -> Any:
        call = ", ".join(rule.__code__.co_varnames[: rule.__code__.co_argcount])
        less = f" - {_MOVERS[name][0]}" if name in _MOVERS else ""
        body = [f"given = {name}({call})", f"tell(given{less})", "return given"]
        return _written(name, rule, body, {name: rule, "tell": seen[name].append})

    own = {name: heard(name, rule) for name, rule in shipped_rules().items()}

    class Listening(Simulation):
        """Every loop in plain Python."""

        def linked(self) -> SimpleNamespace:
            bound = Binder(own, {"K": len(self.component_names)})
            self.rules = _book(own | self.rules.replaced)
            loops: Any = simulation._KERNELS
            return SimpleNamespace(**{name: bound.bind(loop) for name, loop in loops.items()})

    return Listening
