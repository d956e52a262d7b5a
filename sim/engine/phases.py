"""The phases of a month, in the order in which they run: what each does, in words, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from sim.engine import centre as centre_phases
from sim.engine import planning, support
from sim.engine.centre import judge
from sim.engine.charting import chart_year
from sim.engine.events import happen, superintendent_goes
from sim.engine.history import record
from sim.engine.schools import Leading
from sim.engine.state import DIMENSIONS
from sim.engine.teachers import Month
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order
from sim.foundation.draws import person

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["PHASES", "Phase", "When", "schedule"]

JULY, DECEMBER, JUNE = 0, 5, 11  # months of the school year, counted from its first


class When(Enum):
    """The months in which a phase runs, in words; :meth:`Simulation.step` asks it, and nobody else."""

    ALWAYS = "every month"
    JULY = "July"
    TEACHING = "months of teaching"
    HALF_YEARS = "December, June"
    JULY_AND_HALF_YEARS = "July, December, June"

    def now(self, month: int, teaching: bool) -> bool:
        """Whether it is such a month.

        Parameters
        ----------
        month : int
            Month of the run, 0 is the first July.
        teaching : bool
            Whether schools teach.

        Returns
        -------
        bool
            True when the phase runs.
        """
        if self is When.TEACHING:
            return teaching
        months = {
            When.JULY: (JULY,),
            When.HALF_YEARS: (DECEMBER, JUNE),
            When.JULY_AND_HALF_YEARS: (JULY, DECEMBER, JUNE),
        }
        return self is When.ALWAYS or month % 12 in months[self]


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
        support.board_vote(sim)
    centre_phases.lead(sim)  # what attention there is decides what charting and reviewing bring
    chart_year(sim)
    grant, operating = support.available_dollars(sim)
    there = grant + operating
    kept = in_order(support.running_costs(sim))
    launches = planning.choose_launches(sim, max(0.0, min(sim.parameters.launch_budget * there, there - kept)))
    planning.hold_design(sim)
    support.budget_support(sim, grant, operating, launches)
    promised = sim.centre.promised_use + 0.7 * sim.strategy_pace() if not sim.centre.withdrawn else 0.0
    sim.centre.promised_use = min(0.7, promised)


def people(sim: Simulation) -> None:
    """July in staff rooms: exits, moves, coaches, principals, the superintendent, newcomers, teams."""
    t, s, p, key, month = sim.teachers, sim.schools, sim.parameters, sim.key, np.uint64(sim.month)
    if sim.month > 0:
        superintendent_goes(sim)
        sim.each(sim.kernels.age_people, t, s, p)
        sim.each(sim.kernels.leave, t, s, sim.centre.shortage, p, key, month)
    hire_coaches(sim)
    if sim.month > 0:
        pipeline = min(0.5, p.pipeline_rate * sim.centre.own_coaches / max(1.0, p.principal_exit * s.status.size))
        count = s.status.size
        promoted = sim.kernels.change_principals(0, count, t, s, sim.centre.board, pipeline, p, key, month)
        sim.centre.own_coaches = max(0.0, sim.centre.own_coaches - promoted)
    if (t.exit != 0).any():
        s.exits[:] = np.add.reduceat((t.exit != 0).astype(np.float64), s.first[:-1])
        experienced = 0.5 if sim.centre.shortage > 1.0 else 1.0
        fill_positions(sim, experienced)
    sim.each(sim.kernels.form_teams, t, s, p)
    sim.each(sim.kernels.sum_up, t, s, p)


MOVING = ("person", "readiness", "capacity", "disposition", "threshold", "memory", "strain", "ownership", "experience",
          "effectiveness", "payoff", "using", "depth", "benefit", "used", "mastery")  # fmt: skip


def fill_positions(sim: Simulation, experienced: float) -> None:
    """Movers inside the district take vacancies first, newcomers the rest.

    A mover takes along belief, skill, memory and disposition, the former team's part of it too, and meets the new
    school's climate. What a newcomer
    finds depends on the school's routines. People are keyed by position and spell: nobody inherits the luck of a
    predecessor.
    """
    t, s, p, key, month = sim.teachers, sim.schools, sim.parameters, sim.key, np.uint64(sim.month)
    vacant, movers = order_vacancies(sim)
    taken = {name: getattr(t, name)[movers] for name in MOVING}
    t.spell[vacant] += np.uint64(1)
    t.person[vacant] = person(t.entity[vacant], t.spell[vacant])
    sim.kernels.seat(vacant, s.belief[t.school[vacant]], t, s, p, key, month)
    for name, values in taken.items():
        getattr(t, name)[vacant[: movers.size]] = values
    sim.kernels.meet_climate(vacant[: movers.size], t, s)
    sim.kernels.arrive(vacant[movers.size :], t, s, p, key, month, experienced)


def order_vacancies(sim: Simulation) -> tuple[np.ndarray, np.ndarray]:
    """Order vacancies by how much movers want them (fewer low-income students, and chance), and movers by chance."""
    t, s, luck, pull = sim.teachers, sim.schools, sim.luck, sim.parameters.mover_poverty_pull
    vacant, movers = np.flatnonzero(t.exit != 0), np.flatnonzero(t.exit == 2)
    movers = movers[luck.even(decisions.MOVE_ORDER, sim.month, t.person[movers]).argsort(kind="stable")]
    chance = luck.even(decisions.VACANCY_ORDER, sim.month, t.entity[vacant])
    wish = pull * s.low_income[t.school[vacant]] + (1.0 - pull) * chance
    return vacant[wish.argsort(kind="stable")], movers


def hire_coaches(sim: Simulation) -> None:
    """Teachers who become coaches leave their class: one pool for coaches, team leads and classrooms."""
    centre, t = sim.centre, sim.teachers
    centre.hired = 0
    if centre.hires <= 0:
        return
    index = np.empty(t.school.size)
    sim.kernels.rank_coaches(t, index)
    asked = np.flatnonzero(index > -5.0)
    if asked.size > centre.hires:  # sort only those who come into question
        least = np.partition(index[asked], asked.size - centre.hires)[asked.size - centre.hires]
        asked = asked[index[asked] >= least]
    best = asked[(-index[asked]).argsort(kind="stable")[: centre.hires]]
    if best.size == 0:
        return
    skills = [sim.rules.coach_skill(float(t.mastery[i]), float(t.effectiveness[i]), sim.parameters) for i in best]
    t.exit[best] = 3
    stock = centre.own_coaches
    centre.coach_skill = (stock * centre.coach_skill + in_order(skills)) / (stock + best.size)
    centre.own_coaches += best.size
    centre.hired = int(best.size)


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
        protect=4.3 * centre.protect,
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
        district_payoff=shown / mastered if users > 0.005 and mastered > 0.0 else sim.parameters.prior,
    )


def reach_schools(sim: Simulation) -> None:
    """Hours, orders and load reach the schools."""
    support.support_month(sim)
    centre, where, p = sim.centre, sim.strategy.conditions, sim.parameters
    sim.now = Month(
        bundled=centre.levers.bundled,
        process=centre.levers.process_share,
        safety=min(1.0, where.safety + 0.5 * centre.sharing_paid),
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
    Phase("people", When.JULY, "exits, moves, coaches, principals, superintendent; newcomers; led teams", people),
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
    return [(phase.name, phase.when.value, phase.does) for phase in PHASES]
