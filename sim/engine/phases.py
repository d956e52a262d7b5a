"""The phases of a month, in the order in which they run: what each does, in words, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import centre as centre_phases
from sim.engine import money, planning, support
from sim.engine.centre import judge
from sim.engine.charting import chart_year
from sim.engine.events import happen
from sim.engine.history import record
from sim.engine.launching import choose_launches
from sim.engine.schools import Leading
from sim.engine.staffing import staff
from sim.engine.state import DIMENSIONS
from sim.engine.teachers import Month
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["PHASES", "Phase", "When", "schedule"]

IN_JULY, IN_DECEMBER, IN_JUNE = 0, 5, 11  # months of the school year, counted from its first


class When(Enum):
    """The months in which a phase runs, in words; a month's step asks it, and nobody else."""

    ALWAYS = "every month", range(12)
    JULY = "July", (IN_JULY,)
    TEACHING = "months of teaching", range(12)
    HALF_YEARS = "December, June", (IN_DECEMBER, IN_JUNE)
    JULY_AND_HALF_YEARS = "July, December, June", (IN_JULY, IN_DECEMBER, IN_JUNE)

    def __init__(self, words: str, months: Iterable[int]) -> None:
        self.words = words
        self.months = frozenset(months)  # of the school year, counted from its first
        self.taught = words == "months of teaching"  # only while schools teach: no holidays, no closures


@dataclass(frozen=True)
class Phase:
    """One phase of a month."""

    name: str
    when: When
    does: str
    run: Callable[[Simulation], None]


def plan(sim: Simulation) -> None:
    """July at the centre: levers, needs, review, giving up, the board's vote, money, launches, held dimensions."""
    planning.set_levers(sim)
    if sim.month > 0:
        drift = [sim.luck.centre_bell(decisions.COMMON_DRIFT, sim.month, j) for j in range(DIMENSIONS)]
        sim.kernels.drift_needs(sim.schools, np.array(drift), sim.parameters, sim.key, np.uint64(sim.month))
        sim.kernels.compare_contexts(sim.teachers, sim.schools)
        sim.schools.absorbed[:] = False
        planning.review(sim)
        planning.give_up(sim)
        money.board_vote(sim)
    centre_phases.lead(sim)  # what attention there is decides what charting and reviewing bring
    chart_year(sim)
    grant, operating = money.available_dollars(sim)
    limit = sim.rules.launch_limit(grant + operating, in_order(money.running_costs(sim)), sim.parameters)
    launches = choose_launches(sim, limit)
    planning.hold_design(sim)
    money.budget_support(sim, grant, operating, launches)
    promised = sim.rules.promised_use(sim.centre.promised_use, sim.strategy_pace(), sim.parameters)
    sim.centre.promised_use = 0.0 if sim.centre.withdrawn else promised


def lead(sim: Simulation) -> None:
    """The cabinet splits its attention."""
    sim.leading = leading(sim, centre_phases.lead(sim))


def protect(sim: Simulation) -> None:
    """Principals split their attention; what nobody has time for is taken by the old processes."""
    s, p, key = sim.schools, sim.parameters, sim.key
    sim.kernels.lead_schools(0, s.status.size, s, sim.leading, p, key, np.uint64(sim.month))


def leading(sim: Simulation, sums: tuple[float, ...]) -> Leading:
    """What the month's kernels for schools need to know of the centre."""
    centre, where, s = sim.centre, sim.strategy.conditions, sim.schools
    active, _, preparing, users, _, _, _, _, mastered, shown = sums
    return Leading(
        protect=centre.protect,
        protect_share=where.leader_protect,
        inform_share=where.leader_inform,
        renew_share=where.leader_renew,
        informed=centre.informed,
        renewed=centre.renewed,
        process_skill=centre.process_skill,
        process=centre.levers.process_share,
        searching=(active + preparing) / s.status.size,
        recurring=centre.recurring,
        conflict=centre.conflict,
        district_payoff=sim.rules.district_payoff(shown, mastered, users, sim.parameters),
    )


def reach_schools(sim: Simulation) -> None:
    """Hours, orders and load reach the schools."""
    support.support_month(sim)
    centre, where, p = sim.centre, sim.strategy.conditions, sim.parameters
    sim.now = Month(
        bundled=centre.levers.bundled,
        process=centre.levers.process_share,
        safety=sim.rules.safety_felt(where.safety, centre.sharing_paid, p),
        district_payoff=sim.leading.district_payoff,
        classroom=p.model_classroom_help if where.model_classroom else 0.0,
        sharing_paid=centre.sharing_paid,
    )


def hear(sim: Simulation) -> None:
    """Teachers see peers and hear stories."""
    sim.teachers_do("hear")


def decide(sim: Simulation) -> None:
    """Teachers take up, enlarge or drop."""
    sim.teachers_do("decide")


def practise(sim: Simulation) -> None:
    """Depth, load and strain."""
    sim.teachers_do("practise")


def design(sim: Simulation) -> None:
    """Schools search for a better design."""
    s, p, key = sim.schools, sim.parameters, sim.key
    sim.kernels.search_design(0, s.status.size, s, sim.leading, p, key, np.uint64(sim.month))


def fit(sim: Simulation) -> None:
    """How well every component works in every school."""
    s = sim.schools
    sim.kernels.find_fit(0, s.status.size, s, sim.components.sensitivity, sim.parameters)


def feel(sim: Simulation) -> None:
    """Belief, trust and ownership."""
    sim.teachers_do("feel")


def learn(sim: Simulation) -> None:
    """What each school is, and what its students gain by what they meet."""
    sim.each(sim.kernels.sum_up, sim.teachers, sim.schools, sim.parameters)


def settle(sim: Simulation) -> None:
    """Routines, climate, principals; teachers see what colleagues showed."""
    sim.each(sim.kernels.settle, sim.teachers, sim.schools, sim.leading, sim.parameters)


def carry(sim: Simulation) -> None:
    """What was changed in designs is lived through next month; principals have been in post for one month more."""
    sim.kernels.carry_changes(sim.schools)


PHASES = (
    Phase("events", When.ALWAYS, "what the future says happens; competing initiatives arrive and end", happen),
    Phase("plan", When.JULY, "levers, needs, review, schools give up, money, launches, held dimensions", plan),
    Phase("people", When.JULY, "exits, moves, coaches, principals, superintendent; newcomers; led teams", staff),
    Phase("share", When.JULY, "the year's coaching hours are shared out", support.share_hours),
    Phase(
        "lead", When.ALWAYS, "the cabinet splits its attention: launch, chart and review, protect, inform, renew", lead
    ),
    Phase("protect", When.TEACHING, "principals split theirs; old processes take back what nobody decides", protect),
    Phase("support", When.ALWAYS, "coaching hours, orders, voice and extra load reach the schools", reach_schools),
    Phase("hear", When.TEACHING, "teachers see peers and hear stories", hear),
    Phase("decide", When.TEACHING, "teachers take up, enlarge or drop", decide),
    Phase("practise", When.TEACHING, "depth grows with practice, coaching and peers; load and strain", practise),
    Phase("design", When.HALF_YEARS, "schools search for fit", design),
    Phase("fit", When.JULY_AND_HALF_YEARS, "fit follows designs and drifting needs", fit),
    Phase("feel", When.TEACHING, "belief, trust and ownership move", feel),
    Phase("learn", When.TEACHING, "student groups gain by what they meet; schools are summed up", learn),
    Phase("settle", When.TEACHING, "routines, climate and principals follow", settle),
    Phase("carry", When.ALWAYS, "design changes reach classrooms", carry),
    Phase("judge", When.TEACHING, "the board follows use, results, cost, failures told and strain", judge),
    Phase("record", When.ALWAYS, "the month is written into the history", record),
)


def schedule() -> list[tuple[str, str, str]]:
    """The month as a table: phase, when, what it does."""
    return [(phase.name, phase.when.words, phase.does) for phase in PHASES]
