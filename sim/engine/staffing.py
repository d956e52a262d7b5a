"""July in staff rooms: exits, coaches, principals, the superintendent, and who takes the empty positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.events import superintendent_goes
from sim.engine.people import COACH, MOVED, NOT_ASKED
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order
from sim.foundation.draws import person

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["staff"]


def staff(sim: Simulation) -> None:
    """July in staff rooms: exits, moves, coaches, principals, the superintendent, newcomers, teams."""
    t, s, p, key, month = sim.teachers, sim.schools, sim.parameters, sim.key, np.uint64(sim.month)
    if sim.month > 0:
        superintendent_goes(sim)
        sim.each(sim.kernels.age_people, t, s, p)
        sim.each(sim.kernels.leave, t, s, sim.centre.shortage, p, key, month)
    hire_coaches(sim)
    if sim.month > 0:
        count = s.status.size
        pipeline = sim.rules.pipeline_chance(sim.centre.own_coaches, float(count), p)
        promoted = sim.kernels.change_principals(0, count, t, s, sim.centre.board, pipeline, p, key, month)
        sim.centre.own_coaches = max(0.0, sim.centre.own_coaches - promoted)
    if (t.exit != 0).any():
        s.exits[:] = np.add.reduceat((t.exit != 0).astype(np.float64), s.first[:-1])
        fill_positions(sim, sim.rules.newcomers_experience(sim.centre.shortage, p))
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
    vacant, movers = np.flatnonzero(t.exit != 0), np.flatnonzero(t.exit == MOVED)
    movers = movers[luck.even(decisions.MOVE_ORDER, sim.month, t.person[movers]).argsort(kind="stable")]
    chance = luck.even(decisions.VACANCY_ORDER, sim.month, t.entity[vacant])
    wish = pull * s.low_income[t.school[vacant]] + (1.0 - pull) * chance
    return vacant[wish.argsort(kind="stable")], movers


def hire_coaches(sim: Simulation) -> None:
    """Teachers who become coaches leave their class: one pool for coaches, team leads and classrooms."""
    centre, t, rules, p = sim.centre, sim.teachers, sim.rules, sim.parameters
    centre.hired = 0
    if centre.hires <= 0.0:
        return
    wanted = int(rules.coaches_from_classrooms(centre.hires))
    best = best_coaches(sim, wanted) if wanted > 0 else np.zeros(0, np.int64)
    skills = [rules.coach_skill(float(t.mastery[i]), float(t.effectiveness[i]), p) for i in best]
    elsewhere = centre.hires - wanted
    if elsewhere > 0.0:
        skills.append(elsewhere * rules.coach_skill(0.0, 0.0, p))
    new = best.size + elsewhere
    if new <= 0.0:
        return
    t.exit[best] = COACH
    centre.coach_skill = (centre.own_coaches * centre.coach_skill + in_order(skills)) / (centre.own_coaches + new)
    centre.own_coaches += new
    centre.hired = int(best.size)


def best_coaches(sim: Simulation, wanted: int) -> np.ndarray:
    """Rows of the teachers who are asked to coach, the best first; leads of teams and people who go are not asked."""
    t = sim.teachers
    index = np.empty(t.school.size)
    sim.kernels.rank_coaches(t, index, sim.parameters)
    asked = np.flatnonzero(index > NOT_ASKED)
    if asked.size > wanted:  # sort only those who come into question
        least = np.partition(index[asked], asked.size - wanted)[asked.size - wanted]
        asked = asked[index[asked] >= least]
    return asked[(-index[asked]).argsort(kind="stable")[:wanted]]
