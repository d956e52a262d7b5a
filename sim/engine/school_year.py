"""July in the schools as loops: going on or giving up, opening, and which dimensions the centre holds."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim.engine.state import ACTIVE, GAVE_UP, PREPARING, SchoolState
from sim.foundation.decisions import ADAPTATION, GIVE_UP, HELD, JUDGEMENT, OBSERVED_DEPTH, PLANNING, TEAM_STAFFING
from sim.foundation.draws import bell, uniform
from sim.foundation.parameters import Parameters
from sim.rules.coaching_hours import age_weight, depth_seen, hours_claim, promised_hours
from sim.rules.design import search_noise, search_skill
from sim.rules.designing import bent_design, held_centrally, planned_design, planning_share
from sim.rules.giving_up import gives_up, others_going_on, support_felt
from sim.rules.school import priority

J: Final = 4  # need dimensions

__all__ = ["claim_hours", "go_on", "hold_schools", "open_school"]


def go_on(s: SchoolState, leader_start: Any, leader_to: Any, p: Parameters, key: Any, month: Any) -> None:
    """Every active school decides whether to go on; who gives up loses mandate and hours, its teachers decide alone.

    Principals look at the district and at the schools of the leaders they know, as they were before this July.
    """
    count = s.status.size
    before = np.empty(count, np.bool_)
    running = 0.0
    for i in range(count):
        before[i] = s.status[i] == ACTIVE
        running += 1.0 if before[i] else 0.0
    district = running / count
    for i in range(count):
        if not before[i] or np.float64(month) - s.launch_month[i] < 12.0:
            continue
        known, known_active = 0.0, 0.0
        for e in range(leader_start[i], leader_start[i + 1]):
            if leader_to[e] < count:  # the rest are leaders of the central office
                known += 1.0
                known_active += 1.0 if before[leader_to[e]] else 0.0
        others = others_going_on(district, known_active / known if known > 0.0 else district, p)
        supported = support_felt(s.planned[i], s.promised[i], p)
        if gives_up(
            s.belief[i],
            s.strain[i],
            s.new_principal[i],
            s.commitment[i],
            supported,
            s.routines[i],
            s.mandate[i],
            others,
            s.newcomers[i],
            uniform(key, GIVE_UP, month, s.entity[i]),
            p,
        ):
            s.status[i], s.gave_up_month[i] = GAVE_UP, np.int64(month)
            s.memory[i] += p.memory_dropped
            s.hours[i], s.planned[i], s.mandate[i], s.promised[i] = 0.0, 0.0, 0.0, 0.0


def open_school(
    i: int, s: SchoolState, design: Any, fund: bool, teams: float, p: Parameters, key: Any, month: Any
) -> None:
    """Begin in one school: it starts from the central design; who planned for a year has mended part of the misfit."""
    planned = s.status[i] == PREPARING
    if not planned:
        for j in range(J):
            s.design[i, j] = design[j]
    gain = planning_share(planned, fund, p)
    if gain > 0.0:
        skill = search_skill(s.principal_skill[i], s.mean_effectiveness[i], s.ownership[i], p)
        noise = search_noise(skill, p.fund_precision if fund else 0.0, 0.0, p)
        for j in range(J):
            if s.free[i, j]:
                error = noise * bell(key, PLANNING + np.uint64(j), month, s.entity[i])
                s.design[i, j] = planned_design(s.design[i, j], s.need[i, j], error, gain)
    s.status[i], s.launch_month[i] = ACTIVE, np.int64(month)
    s.moving[i], s.imposing[i], s.own_changes[i], s.centre_changes[i] = 0.0, 0.0, 0.0, 0.0
    for j in range(J):
        s.design_launch[i, j] = s.design[i, j]
    s.teams[i] = uniform(key, TEAM_STAFFING, np.uint64(0), s.entity[i]) < teams


def hold_schools(
    s: SchoolState, rank: Any, dimensions: float, design: Any, p: Parameters, key: Any, month: Any
) -> None:
    """Bring schools to the centre's design in the dimensions that it holds; they bend what they are given a little."""
    for i in range(s.status.size):
        edge = uniform(key, HELD, np.uint64(0), s.entity[i])
        for j in range(J):
            s.free[i, j] = not held_centrally(np.float64(rank[j]), edge, dimensions)
            if s.free[i, j] or s.status[i] != ACTIVE:
                continue
            own = bell(key, ADAPTATION + np.uint64(j), np.uint64(0), s.entity[i])
            bent = bent_design(design[j], own, p)
            shift = bent - s.design[i, j]
            if shift == 0.0:
                continue
            s.design[i, j] = bent
            if s.launch_month[i] == np.int64(month):
                s.design_launch[i, j] = bent
                continue
            s.imposing[i] += abs(shift) / J
            s.moving[i] += abs(shift) / J
            s.centre_changes[i] += abs(shift)


def claim_hours(
    weights: Any,
    s: SchoolState,
    need: float,
    readiness: float,
    need_share: float,
    tactic: float,
    p: Parameters,
    key: Any,
    month: Any,
) -> None:
    """Set every school's claim on the year's coaching, and note what it is promised.

    ``need`` and ``readiness`` are means over the schools that are served; those outside the programme claim nothing.
    """
    for i in range(s.status.size):
        active, preparing = s.status[i] == ACTIVE, s.status[i] == PREPARING
        young = np.float64(month) - s.launch_month[i] < 12.0 * p.young_years
        s.promised[i] = promised_hours(young, p) if active else 0.0
        if not (active or preparing):
            continue
        seen = depth_seen(s.user_depth[i], bell(key, OBSERVED_DEPTH, month, s.entity[i]), p)
        noise = p.judgement_hours * bell(key, JUDGEMENT, month, s.entity[i])
        wish = priority(s.low_income[i] / need, s.readiness[i] / readiness, need_share, noise)
        weights[i] = hours_claim(s.teachers[i], age_weight(preparing, young, seen, tactic, p), wish, p)
