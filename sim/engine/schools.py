"""The schools' part of a month as loops over a range of schools: search a design, sum up, settle.

Sums over a school's teachers run in the order of rows, in ``float64``, so that they are the same number in every engine
and with any number of threads.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, PREPARING, SchoolState, TeacherState
from sim.foundation.decisions import ABSORB, OWN_DRIFT, SEARCH
from sim.foundation.draws import bell, uniform
from sim.foundation.parameters import Parameters
from sim.rules.attention import leaders_reach, sheltering_hours
from sim.rules.design import fit, need_drift, search_noise, search_skill, search_step
from sim.rules.designing import search_effort
from sim.rules.learning import learning_gain, reach
from sim.rules.school import (
    absorbed,
    commitment_next,
    decisions_due,
    principal_trust_next,
    routines_next,
    school_readiness,
    undecided,
    voice,
)
from sim.rules.trust import climate_next, trust_at_rest

K: Final = 6  # bound as a constant when the loops are linked
J: Final = 4  # need dimensions

__all__ = [
    "Leading",
    "add_up",
    "carry_changes",
    "drift_needs",
    "find_fit",
    "lead_schools",
    "search_design",
    "settle",
    "sum_up",
    "support_schools",
]


class Leading(NamedTuple):
    """What leaders and the centre do for schools this month, as floats."""

    protect: float  # cabinet hours a week for each active school
    protect_share: float  # of a principal's hours
    inform_share: float
    renew_share: float
    informed: float  # how well the cabinet informs, 0..1
    renewed: float  # how well it keeps a rhythm of renewal, 0..1
    process_skill: float  # help with the process of designing, 0..1
    process: float  # share of sharing that tells process and failures
    searching: float  # share of schools that search (whose process can be heard)
    recurring: float  # share of the running cost that the operating budget carries
    conflict: float  # 1 under conflicting orders
    district_payoff: float  # payoff of users where it is mastered


def lead_schools(s0: int, s1: int, s: SchoolState, g: Leading, p: Parameters, key: Any, month: Any) -> None:
    """Principals protect, inform and renew; what nobody has time for is taken by the old processes."""
    for i in range(s0, s1):
        hours = s.attention[i] * s.commitment[i]
        s.informing[i] = leaders_reach(g.informed, hours, g.inform_share, p.inform_hours, p)
        s.renewing[i] = leaders_reach(g.renewed, hours, g.renew_share, p.renew_hours, p)
        if s.status[i] != ACTIVE:
            s.undecided[i] = 0.0
            continue
        due = decisions_due(np.float64(month) - s.launch_month[i], s.mean_components[i], s.routines[i], p)
        s.undecided[i] = undecided(due, sheltering_hours(hours, g.protect_share, s.principal_skill[i], g.protect, p))
        for process in range(3):
            luck = uniform(key, ABSORB + np.uint64(process), month, s.entity[i])
            if not s.absorbed[i, process] and absorbed(s.undecided[i], luck, p):
                s.absorbed[i, process] = True


def search_design(s0: int, s1: int, s: SchoolState, g: Leading, p: Parameters, key: Any, month: Any) -> None:
    """Schools correct the dimensions that are left to them, on what they believe that they need.

    The search is strong while a school is new; later only renewal keeps it going (the competence trap).
    """
    for i in range(s0, s1):
        if s.status[i] != ACTIVE and s.status[i] != PREPARING:
            continue
        age = 0.0 if s.status[i] == PREPARING else np.float64(month) - max(0, s.launch_month[i])
        effort = search_effort(age, s.routines[i], s.renewing[i], p)
        skill = search_skill(s.principal_skill[i], s.mean_effectiveness[i], s.ownership[i], p)
        noise = search_noise(skill, g.process_skill, g.process * s.mean_trust[i] * g.searching, p)
        for j in range(J):
            if s.free[i, j]:
                error = noise * bell(key, SEARCH + np.uint64(j), month, s.entity[i])
                shift = effort * search_step(s.design[i, j], s.need[i, j], error, noise, p)
                s.design[i, j] += shift
                s.moving[i] += abs(shift) / J
                s.own_changes[i] += abs(shift)


def drift_needs(s: SchoolState, common: Any, p: Parameters, key: Any, month: Any) -> None:
    """Needs change: half of the change is the district's (a draw for every dimension), half the school's own."""
    for i in range(s.status.size):
        for j in range(J):
            own = bell(key, OWN_DRIFT + np.uint64(j), month, s.entity[i])
            s.need[i, j] = need_drift(s.need[i, j], s.need_first[i, j], common[j], own, p)


def find_fit(s0: int, s1: int, s: SchoolState, sensitivity: Any, p: Parameters) -> None:
    """Fit of every component to every school, given designs and needs."""
    for i in range(s0, s1):
        misfit = 0.0
        for j in range(J):
            away = s.design[i, j] - s.need[i, j]
            misfit += away * away
        total = 0.0
        for k in range(K):
            s.fit[i, k] = fit(misfit / J, sensitivity[k], p)
            total += s.fit[i, k]
        s.mean_fit[i] = total / K


def sum_up(s0: int, s1: int, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """What a school is, from what its teachers are."""
    for i in range(s0, s1):
        belief, trust, strain, own, depth, using, visible, felt = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        failing, count, effective, deep, surface, user_depth, skill = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        reached, gain, classes, fresh, rest, proven = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for n in range(s.first[i], s.first[i + 1]):
            used, mastery = np.float64(t.used[n]), np.float64(t.mastery[n])
            practice = np.float64(t.effective[n])
            belief += np.float64(t.readiness[n])
            trust += np.float64(t.trust[n])
            rest += trust_at_rest(s.trust[i], np.float64(t.disposition[n]))
            strain += np.float64(t.strain[n])
            own += np.float64(t.ownership[n])
            skill += np.float64(t.effectiveness[n])
            effective += practice
            fresh += 1.0 if t.exit[n] != 0 else 0.0
            if used > 0.0:
                using += 1.0
                count += used
                depth += mastery * used / max(0.5 * K, used)
                user_depth += mastery
                felt += np.float64(t.payoff[n])
                proven += mastery * np.float64(t.payoff[n])
                visible += np.float64(t.showing[n, 0])
                surface += 1.0 if mastery < p.mechanical_below else 0.0
                if np.float64(t.payoff[n]) <= p.story_success:
                    failing += np.float64(t.showing[n, 3])
            deep += 1.0 if practice >= p.deep_from else 0.0
            led = t.lead_of[n] >= 0
            lead_practice = np.float64(t.effective[t.lead_of[n]]) if led else practice
            share = reach(t.lead[n], led, lead_practice, p)
            classes += share
            reached += share * practice
            lasting = learning_gain(practice, np.float64(t.surface[n]) if used > 0.0 else 0.0, p)
            gain += share * (lasting + np.float64(t.effectiveness[n])) - np.float64(t.effectiveness[n])
        size = np.float64(s.first[i + 1] - s.first[i])
        users = max(1.0, using)
        s.belief[i], s.mean_trust[i], s.strain[i], s.ownership[i] = (
            belief / size,
            trust / size,
            strain / size,
            own / size,
        )
        s.depth[i], s.use[i], s.visible[i], s.felt[i] = depth / size, using / size, visible / size, felt / users
        s.failing[i], s.mean_components[i] = failing / size, count / users
        s.effective[i], s.deep[i], s.surface[i] = effective / size, deep / size, surface / size
        s.user_depth[i], s.mean_effectiveness[i], s.newcomers[i] = user_depth / users, skill / size, fresh / size
        s.access[i], s.learning[i] = reached / classes, gain / classes
        s.mean_rest[i], s.proven[i] = rest / size, proven / size
        s.readiness[i] = school_readiness(s.belief[i], s.commitment[i], p)


def add_up(s: SchoolState, month: Any) -> tuple[float, float, float, float, float, float, float, float, float, float]:
    """Add up the district: schools that are active, new and preparing; then means over teachers.

    These are use, visible use, payoff (times use), failing experience told, and strain; then depth (times use) and
    payoff times depth (times use), which together say what it brings where it is mastered.
    """
    active, young, preparing, teachers = 0.0, 0.0, 0.0, 0.0
    use, visible, paid, failing, strain = 0.0, 0.0, 0.0, 0.0, 0.0
    mastered, shown = 0.0, 0.0
    for i in range(s.status.size):
        if s.status[i] == ACTIVE:
            active += 1.0
            young += 1.0 if np.float64(month) - s.launch_month[i] < 12.0 else 0.0
        preparing += 1.0 if s.status[i] == PREPARING else 0.0
        size = s.teachers[i]
        teachers += size
        use += size * s.use[i]
        visible += size * s.visible[i]
        paid += size * s.use[i] * s.felt[i]
        failing += size * s.failing[i]
        strain += size * s.strain[i]
        mastered += size * s.use[i] * s.user_depth[i]
        shown += size * s.proven[i]
    use, visible, paid = use / teachers, visible / teachers, paid / teachers
    mastered, shown = mastered / teachers, shown / teachers
    return active, young, preparing, use, visible, paid, failing / teachers, strain / teachers, mastered, shown


def support_schools(s: SchoolState, mandate: float, paid: float, initiatives: float, p: Parameters) -> None:
    """What reaches schools this month: orders, say, paid materials, and load; absorbed schedules cost hours.

    Outside active schools, before a launch and after giving up, nobody pays for what somebody uses there.
    """
    for i in range(s.status.size):
        s.capacity[i] = s.planned[i] * (1.0 - (p.absorbed_hours if s.absorbed[i, 0] else 0.0))
        s.mandate[i] = 0.0
        s.unpaid[i] = 1.0 - paid if s.status[i] == ACTIVE else 1.0
        if s.status[i] == ACTIVE:
            s.mandate[i] = mandate
            free = 0.0
            for j in range(J):
                free += 1.0 / J if s.free[i, j] else 0.0
            s.voice[i] = voice(free, s.principal_trust[i], p)
        load = p.mentor_hours * s.newcomers[i] + p.initiative_hours * initiatives
        s.extra_load[i] = load + (p.absorbed_load if s.absorbed[i, 2] else 0.0)


def settle(s0: int, s1: int, t: TeacherState, s: SchoolState, g: Leading, p: Parameters) -> None:
    """Routines form or decay, climate and principals follow, and teachers see what colleagues showed last."""
    for i in range(s0, s1):
        s.routines[i] = routines_next(s.routines[i], s.depth[i], s.commitment[i], g.recurring, p)
        s.trust[i] = climate_next(s.trust[i], s.mean_trust[i], s.mean_rest[i], p)
        felt = s.felt[i] if s.use[i] > p.school_notice else g.district_payoff
        central = 0.0
        for j in range(J):
            central += 0.0 if s.free[i, j] else 1.0 / J
        resentment = central * max(0.0, 1.0 + s.principal_skill[i]) if s.status[i] == ACTIVE else 0.0
        s.commitment[i] = commitment_next(s.commitment[i], felt, s.belief[i], s.informing[i], resentment, p)
        s.principal_trust[i] = principal_trust_next(s.principal_trust[i], s.ownership[i], s.depth[i], s.strain[i], p)
        s.moved[i], s.imposed[i] = 0.0, 0.0
        lost = p.trust_conflict * g.conflict / 10.0 if s.status[i] == ACTIVE else 0.0
        lost += p.trust_absorbed / 10.0 if s.absorbed[i, 1] else 0.0
        for n in range(s.first[i], s.first[i + 1]):
            for column in range(4):
                t.shown[n, column] = t.showing[n, column]
            if lost > 0.0:
                t.trust[n] = max(0.0, np.float64(t.trust[n]) - lost)


def carry_changes(s: SchoolState) -> None:
    """Design changes decided this month are lived through in the next; principals have been in post a month more."""
    for i in range(s.status.size):
        s.moved[i] += s.moving[i]
        s.imposed[i] += s.imposing[i]
        s.moving[i], s.imposing[i] = 0.0, 0.0
        s.principal_tenure[i] += 1.0
