"""The teachers' part of a month as loops over a range of schools: hear, decide, practise, feel.

Everybody reads what colleagues showed last month, so neither the order of teachers nor the number of threads matters.
The loops only fetch, call rules and store; what people do stands in :mod:`sim.rules`.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, Components, SchoolState, TeacherState
from sim.foundation.decisions import DROP, DROP_ALL, ORDERED, OWN_ROOM, STEP, TAKE_UP, TELL
from sim.foundation.draws import bell, uniform
from sim.foundation.parameters import Parameters
from sim.rules.adoption import appeal, drops, step_size, takes_up
from sim.rules.belief import believe_own_room, believe_stories, informed, payoff, tells
from sim.rules.depth import (
    coaching_effect,
    conviction,
    depth_ceiling,
    depth_next,
    depth_unused,
    help_given,
    kept_after_redesign,
    process_know_how,
)
from sim.rules.learning import effective_practice
from sim.rules.load import fits_in_week, helping_hours, practice_hours, strain_next
from sim.rules.trust import ownership_next, trust_next

K: Final = 6  # bound as a constant when the loops are linked

__all__ = ["Month", "decide", "feel", "hear", "practise"]


class Month(NamedTuple):
    """What holds for the whole district this month, as floats."""

    bundled: float  # share of the package that comes at once
    process: float  # share of sharing that tells process and failures
    safety: float  # how safe it is to tell what failed
    district_payoff: float  # mean payoff of users last month
    classroom: float  # know-how that a model classroom offers
    sharing_paid: float  # share of the sharing hours that are paid for


def hear(
    s0: int, s1: int, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Teachers of schools s0..s1-1 see colleagues and hear stories; outside the programme, leaders inform."""
    for school in range(s0, s1):
        active = s.status[school] == ACTIVE
        classroom = m.classroom if s.status[school] > 0 and s.status[school] <= ACTIVE else 0.0
        first, last = np.uint64(s.first[school]), np.uint64(s.first[school + 1])
        seen = np.zeros((last - first, 4))
        for e in range(t.tie_start[first], t.tie_start[last]):  # tie by tie: a loop a teacher mispredicts its end
            row, j = np.uint64(t.tie_from[e]) - first, t.tie_to[e]
            alike = np.float64(t.tie_similarity[e])
            use = seen[row, 0] + np.float64(t.shown[j, 0])
            offered = seen[row, 1] + np.float64(t.shown[j, 1])
            told = seen[row, 2] + alike * np.float64(t.shown[j, 2])
            weight = seen[row, 3] + alike * np.float64(t.shown[j, 3])
            seen[row, 0], seen[row, 1], seen[row, 2], seen[row, 3] = use, offered, told, weight
        for i in range(first, last):
            use, offered, told, weight = seen[i - first, 0], seen[i - first, 1], seen[i - first, 2], seen[i - first, 3]
            asked = np.float64(t.tie_start[i + np.uint64(1)] - t.tie_start[i])
            if t.lead_of[i] >= 0:  # the lead of the own team is seen daily
                offered += np.float64(t.shown[t.lead_of[i], 1])
                asked += 1.0
            most = max(1.0, asked)
            t.heard[i, 0] = use / most
            t.heard[i, 1] = min(1.0, offered / most + classroom)
            readiness: float = np.float64(t.readiness[i])
            heard = told / weight if weight > 0.0 else readiness
            readiness = believe_stories(readiness, heard, min(1.0, weight), np.float64(t.trust[i]), p)
            if not active:
                readiness = informed(readiness, m.district_payoff, s.informing[school], p)
            t.readiness[i] = readiness


def decide(
    s0: int, s1: int, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Teachers of schools s0..s1-1 drop components, or take the next step where their school is active."""
    for school in range(s0, s1):
        active = s.status[school] == ACTIVE
        mandate = s.mandate[school] if active else 0.0
        routines = s.routines[school]
        for i in range(np.uint64(s.first[school]), np.uint64(s.first[school + 1])):
            if t.idle[i] and not active:
                continue
            used = 0
            for k in range(K):
                used += t.using[i, k]
            readiness, strain = np.float64(t.readiness[i]), np.float64(t.strain[i])
            peers = np.float64(t.heard[i, 0])
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + s.memory[school]
            if used > 0:
                felt, own = np.float64(t.payoff[i]), np.float64(t.ownership[i])
                luck = uniform(key, DROP, month, t.person[i])
                if drops(readiness, felt, peers, mandate, strain, threshold, routines, own, luck, p):
                    everything = uniform(key, DROP_ALL, month, t.person[i]) < m.bundled
                    let_go(i, school, used, everything, t, s, p)
                    continue
            if active and used < K:
                luck = uniform(key, TAKE_UP, month, t.person[i])
                if takes_up(readiness, peers, mandate, strain, threshold, luck, p):
                    step = step_size(m.bundled, np.float64(K), uniform(key, STEP, month, t.person[i]))
                    ordered = uniform(key, ORDERED, month, t.person[i])
                    take(i, school, min(step, K - used), mandate, ordered, t, s, c, m, p)


def let_go(i: int, school: int, used: int, everything: bool, t: TeacherState, s: SchoolState, p: Parameters) -> None:
    """Drop all components, or the one that brings least; who drops the last remembers it."""
    worst, least = -1, 1e9
    for k in range(K):
        if t.using[i, k]:
            worth = np.float64(t.depth[i, k]) * np.float64(t.benefit[i, k]) * s.fit[school, k]
            if worth < least:
                worst, least = k, worth
            if everything:
                t.using[i, k] = False
    if worst >= 0:
        t.using[i, worst] = False
    if everything or used == 1:
        t.memory[i] = np.float64(t.memory[i]) + p.memory_dropped


def take(
    i: int,
    school: int,
    step: int,
    mandate: float,
    ordered: float,
    t: TeacherState,
    s: SchoolState,
    c: Components,
    m: Month,
    p: Parameters,
) -> None:
    """Take the most appealing components, one after another, as long as the week or an order allows it.

    A package comes whole: its components wait for no prerequisite, but it is taken only if all of the step fits in.
    """
    hours = s.extra_load[school] + helping_hours(np.float64(t.shown[i, 1]), np.float64(t.askers[i]), p)
    spare = np.float64(t.capacity[i])
    for k in range(K):
        if t.using[i, k]:
            hours += practice_hours(np.float64(t.depth[i, k]), c.load[k], p)
    chosen = np.zeros(K, np.bool_)
    added = 0.0
    for _ in range(step):
        best, most = -1, -1e9
        for k in range(K):
            first = c.prerequisite[k]
            ready = first < 0 or t.using[i, first] or chosen[first]
            if ready and not t.using[i, k] and not chosen[k]:
                worth = appeal(c.order[k], np.float64(t.benefit[i, k]), s.fit[school, k], m.bundled)
                if worth > most:
                    best, most = k, worth
        if best >= 0:
            chosen[best] = True
            added += practice_hours(np.float64(t.depth[i, best]), c.load[best], p)
    if fits_in_week(hours, added, spare, mandate, ordered, p):
        t.idle[i] = False
        for k in range(K):
            if chosen[k]:
                t.using[i, k] = True


def practise(
    s0: int, s1: int, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Depth grows with practice, coaching and peers, and fades unused; strain and payoff follow."""
    for school in range(s0, s1):
        active = s.status[school] == ACTIVE
        hours_coached, routines = s.capacity[school], s.routines[school]
        kept = kept_after_redesign(s.moved[school], p)
        process = m.process if active else 0.0
        sharing = p.sharing_hours * process * (1.0 - m.sharing_paid)
        extra = s.extra_load[school]
        teamed = s.teams[school]
        for i in range(np.uint64(s.first[school]), np.uint64(s.first[school + 1])):
            readiness, trust = np.float64(t.readiness[i]), np.float64(t.trust[i])
            strain: float = np.float64(t.strain[i])
            coached = coaching_effect(hours_coached, trust, p)
            peers = np.float64(t.heard[i, 1]) * min(1.2, trust / 0.6)
            told = process_know_how(process, trust, np.float64(t.heard[i, 0]), p)
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + s.memory[school]
            ceiling = depth_ceiling(coached, min(1.0, peers), routines, told, conviction(readiness, threshold, p), p)
            hours, used, total, practised, deepened, mechanical = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
            visible = 0.0
            rest = 0.0
            for k in range(0 if t.idle[i] else K):
                use = 1.0 if t.using[i, k] else 0.0  # as a factor: a branch here costs twice the time
                before = np.float64(t.depth[i, k]) * kept
                hours += use * practice_hours(before, c.load[k], p)
                grown, faded = depth_next(before, ceiling, strain, p), depth_unused(before, p)
                depth = grown if use > 0.5 else faded
                t.depth[i, k] = depth
                rest += depth
                fitting = use * depth * s.fit[school, k]
                used += use
                visible += use * c.visibility[k]
                total += use * depth
                practised += fitting * np.float64(t.benefit[i, k]) * c.effect[k]
                deepened += (1.0 if depth >= 0.35 else 0.0) * fitting * c.effect[k]
                mechanical += use - fitting
            t.idle[i] = used == 0.0 and rest == 0.0
            if used > 0.0:
                hours = hours * (1.0 - p.lead_relief if teamed and t.lead_of[i] >= 0 else 1.0) + sharing
            hours += extra + helping_hours(np.float64(t.shown[i, 1]), np.float64(t.askers[i]), p)
            strain = strain_next(strain, hours, np.float64(t.capacity[i]), p)
            most = max(1.0, used)
            t.used[i], t.mastery[i] = used, total / most
            t.strain[i] = strain
            t.payoff[i] = payoff(practised / most, used, used / K, total / most, strain, p)
            t.effective[i] = effective_practice(deepened / K, used / K, p)
            t.surface[i] = mechanical / K
            t.showing[i, 0] = min(1.0, visible / (0.5 * K))
            t.showing[i, 1] = help_given(total / most, np.float64(t.askers[i]), p)


def feel(
    s0: int, s1: int, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Belief follows the own room; trust and ownership move; what colleagues will see next month is set."""
    for school in range(s0, s1):
        active = s.status[school] == ACTIVE
        mandate = s.mandate[school] if active else 0.0
        voice = s.voice[school] if active else 0.0
        support = 0.0
        if active and s.promised[school] > 0.0:
            support = max(-1.0, min(1.0, (s.hours[school] - s.promised[school]) / s.promised[school]))
        imposed, climate = s.imposed[school], s.trust[school]
        for i in range(np.uint64(s.first[school]), np.uint64(s.first[school + 1])):
            used = np.float64(t.used[i])
            readiness: float = np.float64(t.readiness[i])
            trust: float = np.float64(t.trust[i])
            felt = np.float64(t.payoff[i])
            if used > 0.0:
                readiness = believe_own_room(readiness, felt, bell(key, OWN_ROOM, month, t.person[i]), p)
                t.readiness[i] = readiness
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + s.memory[school]
            unmet = readiness - felt - 0.05 if used > 0.0 else 0.0
            strain = np.float64(t.strain[i])
            willing: Any = readiness >= threshold
            trust = trust_next(trust, climate, support, voice, mandate, willing, unmet, strain, imposed, p)
            t.trust[i] = trust
            if active:
                t.ownership[i] = ownership_next(np.float64(t.ownership[i]), voice, 1.0 - mandate, imposed, p)
            told = False
            if used > 0.0:
                told = tells(felt, m.process, m.safety, trust, uniform(key, TELL, month, t.person[i]), p)
            t.showing[i, 2] = felt if told else 0.0
            t.showing[i, 3] = 1.0 if told else 0.0
