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
    TRUST_TEAM,
)
from sim.foundation.draws import bell, uniform
from sim.foundation.parameters import Parameters
from sim.rules.adoption import cynicism_next
from sim.rules.centre import coach_quality_index, experienced_enough
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
from sim.rules.succession import principal_succeeds
from sim.rules.trust import trust_after_principal, trust_at_rest, trust_brought

K: Final = 6  # bound as a constant when the loops are linked
LEFT, MOVED, COACH = 1, 2, 3  # why somebody left a position
NOT_ASKED: Final = -9.0  # below any rank

__all__ = ["age_people", "arrive", "change_principals", "form_teams", "leave", "meet_climate", "rank_coaches", "seat"]


def seat(rows: Any, belief: Any, t: TeacherState, s: SchoolState, p: Parameters, key: Any, month: Any) -> None:
    """Give rows new people, whose belief, threshold, hours, trust and benefits come from their own luck.

    ``belief`` is, for every row, the mean readiness of the school that they meet.
    """
    for row in range(rows.size):
        i = rows[row]
        luck = t.person[i]
        t.readiness[i] = newcomer_belief(belief[row], bell(key, READINESS, month, luck), p)
        t.threshold[i] = p.threshold_mean + p.threshold_sd * bell(key, THRESHOLD, month, luck)
        t.capacity[i] = spare_hours(bell(key, SPARE_HOURS, month, luck), p)
        team = bell(key, TRUST_TEAM, np.uint64(t.team[i]), s.entity[t.school[i]])
        t.disposition[i] = trust_brought(bell(key, TRUST, month, luck), team, np.float64(t.experience[i]), p)
        t.trust[i] = trust_at_rest(s.trust[t.school[i]], np.float64(t.disposition[i]))
        t.memory[i], t.strain[i], t.ownership[i] = 0.0, 0.0, p.ownership_start
        t.payoff[i], t.effective[i], t.surface[i] = 0.0, 0.0, 0.0
        t.used[i], t.mastery[i] = 0.0, 0.0
        for k in range(K):
            t.using[i, k] = False
            t.depth[i, k] = 0.0
            t.benefit[i, k] = max(0.0, 1.0 + p.benefit_sd * bell(key, BENEFIT + np.uint64(k), month, luck))
        for column in range(4):
            t.shown[i, column] = 0.0
            t.showing[i, column] = 0.0


def meet_climate(rows: Any, t: TeacherState, s: SchoolState) -> None:
    """Movers bring their disposition and begin in the new school's climate."""
    for row in range(rows.size):
        i = rows[row]
        t.trust[i] = trust_at_rest(s.trust[t.school[i]], np.float64(t.disposition[i]))


def age_people(s0: int, s1: int, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """A year passes: experience and the trust of years grow, young teachers get better, old disappointments fade."""
    for school in range(s0, s1):
        s.memory[school] = cynicism_next(s.memory[school], p)
        s.new_principal[school] = 0.0
        for i in range(s.first[school], s.first[school + 1]):
            t.memory[i] = cynicism_next(np.float64(t.memory[i]), p)
            experience = np.float64(t.experience[i])
            if experience < 5.0:
                t.effectiveness[i] = np.float64(t.effectiveness[i]) + p.novice_growth
            t.experience[i] = experience + 1.0
            t.disposition[i] = np.float64(t.disposition[i]) + p.trust_experience
            t.trust[i] = min(1.0, np.float64(t.trust[i]) + p.trust_experience)
            t.exit[i] = 0


def leave(
    s0: int, s1: int, t: TeacherState, s: SchoolState, shortage: float, p: Parameters, key: Any, month: Any
) -> None:
    """Mark who leaves and who moves to another school of the district."""
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
                t.exit[i] = LEFT
            elif luck < factor * (gone + moves):
                t.exit[i] = MOVED


def rank_coaches(t: TeacherState, index: Any, p: Parameters) -> None:
    """Order in which teachers are asked to coach; leads of teams and people who go are not asked (one pool)."""
    for i in range(t.school.size):
        index[i] = NOT_ASKED
        if t.exit[i] == 0 and not t.lead[i] and experienced_enough(np.float64(t.experience[i]), p):
            depth, effectiveness = np.float64(t.mastery[i]), np.float64(t.effectiveness[i])
            index[i] = coach_quality_index(depth, effectiveness, np.float64(t.strain[i]), p)


def arrive(rows: Any, t: TeacherState, s: SchoolState, p: Parameters, key: Any, month: Any, experienced: float) -> None:
    """Newcomers' experience with its trust, and effectiveness; where routines receive them, they begin as users."""
    for row in range(rows.size):
        i = rows[row]
        school, luck = t.school[i], t.person[i]
        years = -experienced * p.newcomer_experience * math.log(1.0 - uniform(key, NEWCOMER_EXPERIENCE, month, luck))
        experience = min(40.0, math.floor(years))
        added = p.trust_experience * (experience - np.float64(t.experience[i]))  # against the years of the predecessor
        t.disposition[i] = np.float64(t.disposition[i]) + added
        t.trust[i] = trust_at_rest(s.trust[school], np.float64(t.disposition[i]))
        t.experience[i] = experience
        young = p.novice_growth * max(0.0, 5.0 - experience)
        t.effectiveness[i] = p.effectiveness_sd * bell(key, NEWCOMER_EFFECTIVENESS, month, luck) - young
        if s.status[school] == ACTIVE and uniform(key, NEWCOMER_USES, month, luck) < s.routines[school]:
            for _ in range(min(K, int(s.mean_components[school] + 0.5))):
                best, most = 0, -1.0
                for k in range(K):
                    worth = s.fit[school, k] * np.float64(t.benefit[i, k])
                    if not t.using[i, k] and worth > most:
                        best, most = k, worth
                t.using[i, best] = True
                t.used[i] = np.float64(t.used[i]) + 1.0
                t.mastery[i] = newcomer_depth(s.routines[school], s.depth[school], p)
                t.depth[i, best] = newcomer_depth(s.routines[school], s.depth[school], p)


def change_principals(
    s0: int,
    s1: int,
    t: TeacherState,
    s: SchoolState,
    board: float,
    pipeline: float,
    p: Parameters,
    key: Any,
    month: Any,
) -> float:
    """Principals leave and are replaced, some from the district's own coaches; trust in the person goes with them.

    Returns how many own coaches became principals.
    """
    promoted = 0.0
    for i in range(s0, s1):
        if not principal_leaves(s.low_income[i], board, uniform(key, PRINCIPAL_EXIT, month, s.entity[i]), p):
            continue
        own = uniform(key, PRINCIPAL_PIPELINE, month, s.entity[i]) < pipeline
        promoted += 1.0 if own else 0.0
        s.commitment[i] = principal_succeeds(own, bell(key, COMMITMENT, month, s.entity[i]), p)
        s.principal_skill[i] = bell(key, PRINCIPAL_SKILL, month, s.entity[i])
        s.principal_trust[i] = p.principal_trust_start
        s.principal_tenure[i] = 0.0
        s.principal_changes[i] += 1.0
        s.new_principal[i] = 1.0
        s.routines[i] = routines_after_change(s.routines[i], s.commitment[i], p)
        for n in range(s.first[i], s.first[i + 1]):
            t.trust[n] = trust_after_principal(np.float64(t.trust[n]), p)
    return promoted


def form_teams(s0: int, s1: int, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """In schools with redesigned staffing, the most effective teacher of each team leads it, if good enough."""
    teams = 0
    for i in range(s.first[s0], s.first[s1]):
        teams = max(teams, t.team[i] + 1)
    best = np.empty(teams, np.int64)
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
