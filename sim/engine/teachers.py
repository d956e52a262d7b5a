"""The teachers' part of a month as loops over a range of schools: hear, decide, feel; practice has a file of its own.

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
from sim.rules.adoption import appeal, drops, has_seen, invited, step_size, takes_up
from sim.rules.belief import believe_own_room, believe_stories, informed, tells
from sim.rules.load import fits_in_week, helping_hours, practice_hours
from sim.rules.trust import ownership_next, trust_next

K: Final = 6  # bound as a constant when the loops are linked

__all__ = ["Month", "decide", "feel", "hear"]


class Month(NamedTuple):
    """What holds for the whole district this month, as floats."""

    bundled: float  # share of the package that comes at once
    process: float  # share of sharing that tells process and failures
    safety: float  # how safe it is to tell what failed
    district_payoff: float  # payoff of users last month where it is mastered
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
        age = np.float64(month) - s.launch_month[school]
        asked = invited(s.hours[school], routines, age, mandate, p)
        for i in range(np.uint64(s.first[school]), np.uint64(s.first[school + 1])):
            used = 0
            for k in range(K):
                used += t.using[i, k]
            if used == 0 and not active:
                continue
            readiness, strain = np.float64(t.readiness[i]), np.float64(t.strain[i])
            peers = np.float64(t.heard[i, 0])
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + s.memory[school]
            if used > 0:
                felt, own = np.float64(t.payoff[i]), np.float64(t.ownership[i])
                luck = uniform(key, DROP, month, t.person[i])
                if drops(readiness, felt, peers, mandate, strain, threshold, routines, own, luck, p):
                    everything = uniform(key, DROP_ALL, month, t.person[i]) < m.bundled
                    let_go(i, school, used, everything, t, s, c, p)
                    continue
            if active and used < K:
                seen = 1.0 if used > 0 else has_seen(peers, mandate, p)
                luck = uniform(key, TAKE_UP, month, t.person[i])
                if takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
                    step = step_size(m.bundled, np.float64(K), uniform(key, STEP, month, t.person[i]))
                    ordered = uniform(key, ORDERED, month, t.person[i])
                    take(i, school, min(step, K - used), mandate, ordered, t, s, c, m, p)


def let_go(
    i: int, school: int, used: int, everything: bool, t: TeacherState, s: SchoolState, c: Components, p: Parameters
) -> None:
    """Drop all components, or the one that brings least; who drops the last remembers it."""
    worst, least = -1, 1e9
    for k in range(c.load.size):
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
    size = c.load.size  # not a constant: unrolled loops would take long to compile
    hours = s.extra_load[school] + helping_hours(np.float64(t.shown[i, 1]), np.float64(t.askers[i]), p)
    held = 0  # a bit for each component in use
    for k in range(size):
        if t.using[i, k]:
            held |= 1 << k
            hours += practice_hours(np.float64(t.depth[i, k]), c.load[k], p)
    chosen = held  # and for those that would come
    added = 0.0
    for _ in range(step):
        best, most = -1, -1e9
        for k in range(size):
            first = c.prerequisite[k]
            if (chosen >> k) & 1 or (first >= 0 and not (chosen >> first) & 1):
                continue
            worth = appeal(c.order[k], np.float64(t.benefit[i, k]), s.fit[school, k], m.bundled)
            if worth > most:
                best, most = k, worth
        if best < 0:
            break
        chosen |= 1 << best
        added += practice_hours(np.float64(t.depth[i, best]), c.load[best], p)
    if fits_in_week(hours, added, np.float64(t.capacity[i]), mandate, ordered, p):
        for k in range(size):
            if (chosen >> k) & 1:
                t.using[i, k] = True


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
        imposed, climate, memory = s.imposed[school], s.trust[school], s.memory[school]
        first, last = np.uint64(s.first[school]), np.uint64(s.first[school + 1])
        for i in range(first, last):  # without branches, so that the compiler takes several teachers at a time
            using, felt = t.used[i] > 0.0, np.float64(t.payoff[i])
            before = np.float64(t.readiness[i])
            seen = believe_own_room(before, felt, bell(key, OWN_ROOM, month, t.person[i]), p)
            readiness = seen if using else before
            t.readiness[i] = readiness
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + memory
            willing: Any = readiness >= threshold
            unmet = readiness - felt - 0.05 if using else 0.0
            trust: float = np.float64(t.trust[i])
            strain = np.float64(t.strain[i])
            own = np.float64(t.disposition[i])
            trust = trust_next(trust, climate, own, support, voice, mandate, willing, unmet, strain, imposed, p)
            t.trust[i] = trust
            told = using and tells(felt, m.process, m.safety, trust, uniform(key, TELL, month, t.person[i]), p)
            t.showing[i, 2] = felt if told else 0.0
            t.showing[i, 3] = 1.0 if told else 0.0
        if active:
            for i in range(first, last):
                t.ownership[i] = ownership_next(np.float64(t.ownership[i]), voice, 1.0 - mandate, imposed, p)
