"""July: who leaves, who moves inside the district, who becomes a coach, and who takes the empty positions."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from sim.engine.state import ACTIVE, SchoolState, TeacherState
from sim.foundation.decisions import (
    BENEFIT,
    COMMITMENT,
    EXIT,
    MOVE_ORDER,
    NEWCOMER_EFFECTIVENESS,
    NEWCOMER_EXPERIENCE,
    NEWCOMER_USES,
    PRINCIPAL_EXIT,
    PRINCIPAL_PIPELINE,
    PRINCIPAL_SKILL,
    READINESS,
    SPARE_HOURS,
    THRESHOLD,
    TRUST,
    VACANCY_ORDER,
)
from sim.foundation.draws import bell, person, uniform
from sim.foundation.parameters import Parameters
from sim.rules.adoption import cynicism_next
from sim.rules.centre import coach_quality_index
from sim.rules.people import (
    exit_factor,
    leave_rate,
    move_rate,
    newcomer_belief,
    newcomer_depth,
    principal_leaves,
    spare_hours,
)
from sim.rules.school import routines_after_change

K: Final = 6  # bound as a constant when the loops are linked

__all__ = ["age_people", "change_principals", "fill_positions", "form_teams", "leave", "rank_coaches", "settle_person"]


def settle_person(i: int, t: TeacherState, climate: float, belief: float, p: Parameters, key: Any, month: Any) -> None:
    """Give row i a new person: belief, threshold, hours, trust and personal benefits from that person's luck."""
    luck = t.person[i]
    t.readiness[i] = newcomer_belief(belief, bell(key, READINESS, month, luck), p)
    t.threshold[i] = p.threshold_mean + p.threshold_sd * bell(key, THRESHOLD, month, luck)
    t.capacity[i] = spare_hours(bell(key, SPARE_HOURS, month, luck), p)
    t.trust[i] = min(1.0, max(0.0, climate + p.trust_person_sd * bell(key, TRUST, month, luck)))
    t.memory[i], t.strain[i], t.ownership[i] = 0.0, 0.0, 0.5
    t.payoff[i], t.effective[i], t.surface[i] = 0.0, 0.0, 0.0
    for k in range(K):
        t.using[i, k] = False
        t.depth[i, k] = 0.0
        t.benefit[i, k] = max(0.0, 1.0 + p.benefit_sd * bell(key, BENEFIT + np.uint64(k), month, luck))
    for column in range(4):
        t.shown[i, column] = 0.0
        t.showing[i, column] = 0.0


def age_people(s0: int, s1: int, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """A year passes: experience grows, young teachers get better, old disappointments fade."""
    for school in range(s0, s1):
        s.memory[school] = cynicism_next(s.memory[school], p)
        s.new_principal[school] = 0.0
        for i in range(s.first[school], s.first[school + 1]):
            t.memory[i] = cynicism_next(np.float64(t.memory[i]), p)
            experience = np.float64(t.experience[i])
            if experience < 5.0:
                t.effectiveness[i] = np.float64(t.effectiveness[i]) + p.novice_growth
            t.experience[i] = experience + 1.0
            t.exit[i] = 0


def leave(
    s0: int, s1: int, t: TeacherState, s: SchoolState, shortage: float, p: Parameters, key: Any, month: Any
) -> None:
    """Mark who leaves (1) and who moves to another school of the district (2)."""
    for school in range(s0, s1):
        for i in range(s.first[school], s.first[school + 1]):
            experience = np.float64(t.experience[i])
            factor = exit_factor(
                s.low_income[school],
                np.float64(t.strain[i]),
                np.float64(t.trust[i]),
                np.float64(t.effectiveness[i]),
                s.principal_skill[school],
                shortage,
                p,
            )
            gone, moves = leave_rate(experience, p), move_rate(experience, p)
            luck = uniform(key, EXIT, month, t.person[i])
            if luck < factor * (gone + moves * (1.0 - p.move_inside)):
                t.exit[i] = 1
            elif luck < factor * (gone + moves):
                t.exit[i] = 2


def rank_coaches(t: TeacherState, s: SchoolState, index: Any) -> None:
    """Order in which teachers are asked to coach; leads of teams and people who go are not asked (one pool)."""
    for i in range(t.school.size):
        used, total = 0.0, 0.0
        for k in range(K):
            if t.using[i, k]:
                used += 1.0
                total += np.float64(t.depth[i, k])
        free = t.exit[i] == 0 and not t.lead[i] and t.experience[i] >= 4.0
        depth = total / max(1.0, used)
        index[i] = coach_quality_index(depth, np.float64(t.effectiveness[i]), np.float64(t.strain[i])) if free else -9.0


def fill_positions(t: TeacherState, s: SchoolState, p: Parameters, key: Any, month: Any, experienced: float) -> None:
    """Movers inside the district take vacancies first, rather in schools with fewer low-income students; then newcomers.

    A mover takes along belief, skill and memory, and meets the new school's climate. What a newcomer finds depends on
    the school's routines.
    """
    vacant = np.flatnonzero(t.exit != 0)
    movers = np.flatnonzero(t.exit == 2)
    order = np.empty(movers.size)
    for m in range(movers.size):
        order[m] = uniform(key, MOVE_ORDER, month, t.person[movers[m]])
    movers = movers[np.argsort(order)]
    wish = np.empty(vacant.size)
    for v in range(vacant.size):
        luck = uniform(key, VACANCY_ORDER, month, t.entity[vacant[v]])
        wish[v] = p.mover_poverty_pull * s.low_income[t.school[vacant[v]]] + (1.0 - p.mover_poverty_pull) * luck
    vacant = vacant[np.argsort(wish)]
    numbers = np.empty((movers.size, 9), np.float32)
    kept = np.empty((movers.size, K, 3), np.float32)
    people = np.empty(movers.size, np.uint64)
    for m in range(movers.size):
        pack(movers[m], m, t, numbers, kept, people)
    for v in range(vacant.size):
        i = vacant[v]
        school = t.school[i]
        t.spell[i] += np.uint64(1)
        t.person[i] = person(t.entity[i], t.spell[i])
        settle_person(i, t, s.trust[school], s.belief[school], p, key, month)
        if v < movers.size:
            unpack(i, v, t, numbers, kept, people)
        else:
            arrive(i, t, s, p, key, month, experienced)


def pack(i: int, m: int, t: TeacherState, numbers: Any, kept: Any, people: Any) -> None:
    """Put a mover's state aside."""
    people[m] = t.person[i]
    numbers[m, 0], numbers[m, 1], numbers[m, 2] = t.readiness[i], t.capacity[i], t.threshold[i]
    numbers[m, 3], numbers[m, 4], numbers[m, 5] = t.memory[i], t.experience[i], t.effectiveness[i]
    numbers[m, 6], numbers[m, 7], numbers[m, 8] = t.strain[i], t.payoff[i], t.ownership[i]
    for k in range(K):
        kept[m, k, 0], kept[m, k, 1], kept[m, k, 2] = t.using[i, k], t.depth[i, k], t.benefit[i, k]


def unpack(i: int, m: int, t: TeacherState, numbers: Any, kept: Any, people: Any) -> None:
    """Seat a mover in the new position."""
    t.person[i] = people[m]
    t.readiness[i], t.capacity[i], t.threshold[i] = numbers[m, 0], numbers[m, 1], numbers[m, 2]
    t.memory[i], t.experience[i], t.effectiveness[i] = numbers[m, 3], numbers[m, 4], numbers[m, 5]
    t.strain[i], t.payoff[i], t.ownership[i] = numbers[m, 6], numbers[m, 7], numbers[m, 8]
    for k in range(K):
        t.using[i, k] = kept[m, k, 0] > 0.5
        t.depth[i, k] = kept[m, k, 1]
        t.benefit[i, k] = kept[m, k, 2]


def arrive(i: int, t: TeacherState, s: SchoolState, p: Parameters, key: Any, month: Any, experienced: float) -> None:
    """Seat a newcomer: half of them novices, and users from the start where routines receive them."""
    school = t.school[i]
    luck = t.person[i]
    years = -experienced * p.newcomer_experience * math.log(1.0 - uniform(key, NEWCOMER_EXPERIENCE, month, luck))
    t.experience[i] = min(40.0, math.floor(years))
    young = p.novice_growth * max(0.0, 5.0 - np.float64(t.experience[i]))
    t.effectiveness[i] = p.effectiveness_sd * bell(key, NEWCOMER_EFFECTIVENESS, month, luck) - young
    if s.status[school] == ACTIVE and uniform(key, NEWCOMER_USES, month, luck) < s.routines[school]:
        taught = min(K, int(s.mean_components[school] + 0.5))
        for _ in range(taught):
            best, most = -1, -1.0
            for k in range(K):
                if not t.using[i, k] and s.fit[school, k] * np.float64(t.benefit[i, k]) > most:
                    best, most = k, s.fit[school, k] * np.float64(t.benefit[i, k])
            t.using[i, best] = True
            t.depth[i, best] = newcomer_depth(s.routines[school], s.depth[school], p)


def change_principals(
    s0: int, s1: int, s: SchoolState, board: float, pipeline: float, p: Parameters, key: Any, month: Any
) -> float:
    """Principals leave and are replaced, some from the district's own coaches.

    Returns how many own coaches became principals.
    """
    promoted = 0.0
    for i in range(s0, s1):
        if not principal_leaves(s.low_income[i], board, uniform(key, PRINCIPAL_EXIT, month, s.entity[i]), p):
            continue
        own = uniform(key, PRINCIPAL_PIPELINE, month, s.entity[i]) < pipeline
        promoted += 1.0 if own else 0.0
        level = p.successor_commitment + (p.pipeline_commitment if own else 0.0)
        level += p.commitment_sd * bell(key, COMMITMENT, month, s.entity[i])
        s.commitment[i] = min(1.0, max(0.0, level))
        s.principal_skill[i] = bell(key, PRINCIPAL_SKILL, month, s.entity[i])
        s.principal_trust[i] = 0.5
        s.principal_tenure[i] = 0.0
        s.principal_changes[i] += 1.0
        s.new_principal[i] = 1.0
        s.routines[i] = routines_after_change(s.routines[i], s.commitment[i], p)
    return promoted


def form_teams(s0: int, s1: int, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """In schools with redesigned staffing, the most effective teacher of each team leads it, if good enough."""
    best = np.empty(4096, np.int64)
    for school in range(s0, s1):
        for i in range(s.first[school], s.first[school + 1]):
            t.lead[i] = False
            t.lead_of[i] = -1
        if not s.teams[school] or s.status[school] != ACTIVE:
            continue
        best[:] = -1
        for i in range(s.first[school], s.first[school + 1]):
            team = t.team[i]
            if t.effectiveness[i] >= p.lead_effectiveness and (
                best[team] < 0 or t.effectiveness[i] > t.effectiveness[best[team]]
            ):
                best[team] = i
        for i in range(s.first[school], s.first[school + 1]):
            lead = best[t.team[i]]
            if lead == i:
                t.lead[i] = True
            elif lead >= 0:
                t.lead_of[i] = lead
