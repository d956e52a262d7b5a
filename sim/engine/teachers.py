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
ASK_ALL: Final = False  # bound likewise: whether the rules of dropping or taking up are a user's own

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
    """Teachers of schools s0..s1-1 drop components, or take the next step; outside the programme nobody asks them to.

    What follows from a decision is left to the end: it concerns nobody's row but one's own.
    """
    largest, everybody = np.int64(1), s.first[s1] - s.first[s0]
    for school in range(s0, s1):
        largest = max(largest, s.first[school + 1] - s.first[school])
    luck_drop, luck_step, rows = np.empty(largest), np.empty(largest), np.empty(largest, np.uint32)
    droppers, takers = np.empty(everybody, np.uint32), np.empty(everybody, np.uint32)
    dropping, taking = 0, 0
    for school in range(s0, s1):
        active = s.status[school] == ACTIVE
        if not (active or s.use[school] > 0.0 or ASK_ALL or watches(school, t, s)):
            continue
        mandate, programme = (s.mandate[school], 1.0) if active else (0.0, 0.0)
        routines, memory, unpaid = s.routines[school], s.memory[school], s.unpaid[school]
        asked = invited(0.0, 0.0, 12.0, 0.0, p)
        if active:
            asked = invited(s.hours[school], routines, np.float64(month) - s.launch_month[school], mandate, p)
        first = np.uint64(s.first[school])
        for n in range(think(school, asked, luck_drop, luck_step, rows, t, s, p, key, month)):
            i = first + rows[n]
            used, readiness, strain = np.float64(t.used[i]), np.float64(t.readiness[i]), np.float64(t.strain[i])
            peers = np.float64(t.heard[i, 0])
            threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + memory
            if used > 0.0:
                felt, own, luck = np.float64(t.payoff[i]), np.float64(t.ownership[i]), luck_drop[rows[n]]
                if drops(readiness, felt, peers, mandate, strain, threshold, routines, own, unpaid, luck, p):
                    droppers[dropping] = i
                    dropping += 1
                    continue
            if used < K:
                seen, luck = 1.0 if used > 0.0 else has_seen(peers, mandate, programme, p), luck_step[rows[n]]
                if takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
                    takers[taking] = i
                    taking += 1
    let_go(droppers[:dropping], t, s, c, m, p, key, month)
    take(takers[:taking], t, s, c, m, p, key, month)


def watches(school: int, t: TeacherState, s: SchoolState) -> bool:
    """Whether anybody in a school sees a colleague use it."""
    seen = 0.0
    for i in range(np.uint64(s.first[school]), np.uint64(s.first[school + 1])):
        seen += np.float64(t.heard[i, 0])
    return seen > 0.0


def think(
    school: int,
    asked: float,
    luck_drop: Any,
    luck_step: Any,
    rows: Any,
    t: TeacherState,
    s: SchoolState,
    p: Parameters,
    key: Any,
    month: Any,
) -> Any:
    """Draw this month's luck for a school's teachers, and find those whose luck lets them think of a change at all.

    The rules turn down whoever draws the monthly rate or more (times how far the school asks); deciding only for the
    others, a seventh to a quarter, saves most of the work. A user's own rule may have no such bound: then ``ASK_ALL``
    is set. Returns how many; ``rows`` says who.
    """
    bound = p.takeup_rate * asked
    first = np.uint64(s.first[school])
    size = np.uint64(s.first[school + 1]) - first
    for j in range(size):  # a loop without branches: the compiler takes several teachers at a time
        luck_drop[j] = uniform(key, DROP, month, t.person[first + j])
        luck_step[j] = uniform(key, TAKE_UP, month, t.person[first + j])
    count = np.uint64(0)
    for j in range(size):
        used = np.float64(t.used[first + j])
        drop = (used > 0.0) & (ASK_ALL | (luck_drop[j] < p.drop_rate))
        step = (used < K) & (ASK_ALL | (luck_step[j] < bound))
        rows[count] = j
        count += np.uint64(drop | step)
    return count


def let_go(
    rows: Any, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Drop all components, or the one that brings least; who drops the last remembers it."""
    for i in rows:
        school = t.school[i]
        everything = uniform(key, DROP_ALL, month, t.person[i]) < m.bundled
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
        if everything or t.used[i] == 1.0:
            t.memory[i] = np.float64(t.memory[i]) + p.memory_dropped


def take(
    rows: Any, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Take the most appealing components, one after another, as long as the week or an order allows it.

    A package comes whole: its components wait for no prerequisite, but it is taken only if all of the step fits in.
    """
    size = c.load.size  # not a constant: unrolled loops would take long to compile
    depth, benefit = np.empty(size), np.empty(size)
    for i in rows:
        school = t.school[i]
        mandate = s.mandate[school] if s.status[school] == ACTIVE else 0.0
        held: Any = 0  # a bit for each component in use
        for k in range(size):  # a teacher's row lies scattered: fetched without a branch, its parts come together
            held |= np.int64(t.using[i, k]) << k
            depth[k], benefit[k] = t.depth[i, k], t.benefit[i, k]
        hours = s.extra_load[school] + helping_hours(np.float64(t.shown[i, 1]), np.float64(t.askers[i]), p)
        for k in range(size):
            if (held >> k) & 1:
                hours += practice_hours(depth[k], c.load[k], p)
        step: Any = step_size(m.bundled, np.float64(K), uniform(key, STEP, month, t.person[i]))
        chosen = held  # and for those that would come
        added = 0.0
        for _ in range(min(step, K - np.int64(t.used[i]))):
            best = most_appealing(chosen, benefit, s.fit, school, c, m)
            if best < 0:
                break
            chosen |= 1 << best
            added += practice_hours(depth[best], c.load[best], p)
        ordered = uniform(key, ORDERED, month, t.person[i])
        if fits_in_week(hours, added, np.float64(t.capacity[i]), mandate, ordered, p):
            for k in range(size):
                if (chosen >> k) & 1:
                    t.using[i, k] = True


def most_appealing(chosen: int, benefit: Any, fit: Any, school: Any, c: Components, m: Month) -> int:
    """Find the most appealing component among those that are not chosen and wait for no other, or -1."""
    best, most = -1, -1e9
    for k in range(c.load.size):
        first = c.prerequisite[k]
        if (chosen >> k) & 1 or (first >= 0 and not (chosen >> first) & 1):
            continue
        worth = appeal(c.order[k], benefit[k], fit[school, k], m.bundled)
        if worth > most:
            best, most = k, worth
    return best


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
            unmet = readiness - felt - p.trust_slack if using else 0.0
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
