"""July in the schools as loops: going on or giving up, opening, and which dimensions the centre holds."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sim.engine.state import ACTIVE, GAVE_UP, PREPARING, SchoolState
from sim.foundation.decisions import ADAPTATION, GIVE_UP, HELD, PLANNING, TEAM_STAFFING
from sim.foundation.draws import bell, uniform
from sim.foundation.parameters import Parameters
from sim.rules.design import search_noise, search_skill
from sim.rules.school import gives_up, priority

J: Final = 4  # need dimensions

__all__ = ["go_on", "hold_schools", "open_school", "set_priorities"]


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
        others = 0.5 * district + 0.5 * (known_active / known if known > 0.0 else district)
        supported = 1.0
        if s.promised[i] > 0.0:  # enough is what works, or what was promised: an old school was promised fewer hours
            supported = min(1.0, max(s.planned[i] / p.coach_half_dose, s.planned[i] / s.promised[i]))
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
    gain = (p.planning_gain if planned else 0.0) + (0.5 * p.planning_gain if fund else 0.0)
    if gain > 0.0:
        skill = search_skill(s.principal_skill[i], s.mean_effectiveness[i], s.ownership[i], p)
        noise = search_noise(skill, p.fund_precision if fund else 0.0, 0.0, p)
        for j in range(J):
            if s.free[i, j]:
                error = noise * bell(key, PLANNING + np.uint64(j), month, s.entity[i])
                s.design[i, j] += min(1.0, gain) * (s.need[i, j] - s.design[i, j] + error)
    s.status[i], s.launch_month[i] = ACTIVE, np.int64(month)
    s.moving[i], s.imposing[i], s.own_changes[i], s.centre_changes[i] = 0.0, 0.0, 0.0, 0.0
    for j in range(J):
        s.design_launch[i, j] = s.design[i, j]
    s.teams[i] = uniform(key, TEAM_STAFFING, np.uint64(0), s.entity[i]) < teams


def hold_schools(s: SchoolState, rank: Any, share: float, design: Any, p: Parameters, key: Any, month: Any) -> None:
    """Bring schools to the centre's design in the dimensions that it holds; they bend what they are given a little."""
    for i in range(s.status.size):
        edge = uniform(key, HELD, np.uint64(0), s.entity[i])
        for j in range(J):
            s.free[i, j] = rank[j] + edge >= share
            if s.free[i, j] or s.status[i] != ACTIVE:
                continue
            bent = design[j] + p.adaptation * bell(key, ADAPTATION + np.uint64(j), np.uint64(0), s.entity[i])
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


def set_priorities(wish: Any, need: Any, readiness: Any, need_share: float, noise: Any) -> None:
    """Weight every school's claim on the hours that are not fixed."""
    for i in range(wish.size):
        wish[i] = priority(need[i], readiness[i], need_share, noise[i])
