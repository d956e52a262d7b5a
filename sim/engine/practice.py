"""A month of practice as loops over teachers: depth, load and strain, and what the practice brings.

The loops are written so that the compiler takes several teachers at a time. Components are the outer loop, no loop
has a branch that cannot become a choice between two numbers, and schools are taken together until some hundred
teachers are at hand; what a school adds is spread over its teachers first. The sums run over the components in their
order, so that the numbers are those of one teacher after another.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, Components, SchoolState, TeacherState
from sim.engine.teachers import Month
from sim.foundation.parameters import Parameters
from sim.rules.belief import payoff
from sim.rules.depth import (
    coaching_effect,
    conviction,
    depth_ceiling,
    depth_next,
    depth_unused,
    help_given,
    help_taken,
    kept_after_redesign,
    process_know_how,
)
from sim.rules.learning import effective_practice
from sim.rules.load import helping_hours, practice_hours, strain_next

K: Final = 6  # bound as a constant when the loops are linked
BATCH: Final = 512  # teachers taken together; a larger school is a batch of its own

__all__ = ["practise"]


class Batch(NamedTuple):
    """Columns of a batch of teachers, float64: what the school adds, and sums over components."""

    ceiling: Any  # depth in reach
    kept: Any  # share of depth that survives the school's change of design
    extra: Any  # hours a week beside the practice
    sharing: Any  # hours a week of unpaid sharing, for users
    relief: Any  # factor on the hours of who works in a led team
    fit: Any  # of the component at hand
    used: Any
    hours: Any
    visible: Any
    total: Any  # depth of the components in use
    practised: Any  # the same times fit, personal benefit and effect
    deepened: Any  # depth times fit and effect where depth is .35 or more
    mechanical: Any
    strain: Any


def practise(
    s0: int, s1: int, t: TeacherState, s: SchoolState, c: Components, m: Month, p: Parameters, key: Any, month: Any
) -> None:
    """Depth grows with practice, coaching and peers, and fades unused; strain and payoff follow."""
    n = np.int64(BATCH)
    for school in range(s0, s1):
        n = max(n, s.first[school + 1] - s.first[school])
    b = Batch(
        np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n),
        np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n), np.empty(n),
    )  # fmt: skip
    begin = s0
    while begin < s1:
        end = begin + 1
        while end < s1 and s.first[end + 1] - s.first[begin] <= BATCH:
            end += 1
        first = np.uint64(s.first[begin])
        rows = np.uint64(s.first[end]) - first
        for school in range(begin, end):
            spread_support(school, first, b, t, s, m, p)
        for j in range(rows):
            b.used[j], b.hours[j], b.visible[j], b.total[j] = 0.0, 0.0, 0.0, 0.0
            b.practised[j], b.deepened[j], b.mechanical[j] = 0.0, 0.0, 0.0
        for k in range(np.uint64(c.load.size)):  # not unrolled: six copies of the loop would take long to compile
            for school in range(begin, end):
                fit = s.fit[school, k]
                for j in range(np.uint64(s.first[school]) - first, np.uint64(s.first[school + 1]) - first):
                    b.fit[j] = fit
            practise_component(k, first, rows, b, t, c, p)
        live_through_week(first, rows, b, t, p)
        begin = end


def practise_component(k: Any, first: Any, rows: Any, b: Batch, t: TeacherState, c: Components, p: Parameters) -> None:
    """Let the depth of one component grow or fade, and add what it takes and brings to the sums."""
    load, effect, visibility = c.load[k], c.effect[k], c.visibility[k]
    for j in range(rows):
        i = first + j
        use = 1.0 if t.using[i, k] else 0.0  # as a factor, not as a branch
        before = np.float64(t.depth[i, k]) * b.kept[j]
        grown = depth_next(before, b.ceiling[j], np.float64(t.strain[i]), p)
        faded = depth_unused(before, p)
        depth = grown if use > 0.5 else faded
        t.depth[i, k] = depth
        fitting = use * depth * b.fit[j]
        b.used[j] += use
        b.hours[j] += use * practice_hours(before, load, p)
        b.visible[j] += use * visibility
        b.total[j] += use * depth
        b.practised[j] += fitting * np.float64(t.benefit[i, k]) * effect
        b.deepened[j] += (1.0 if depth >= p.mechanical_below else 0.0) * fitting * effect
        b.mechanical[j] += use - fitting


def live_through_week(first: Any, rows: Any, b: Batch, t: TeacherState, p: Parameters) -> None:
    """Strain follows the hours of the week; then what the practice brings, and what colleagues can see of it."""
    for j in range(rows):
        i = first + j
        own = b.hours[j] * (b.relief[j] if t.lead_of[i] >= 0 else 1.0) + b.sharing[j]
        week = own if b.used[j] > 0.0 else b.hours[j]
        week += b.extra[j] + helping_hours(np.float64(t.shown[i, 1]), np.float64(t.askers[i]), p)
        strain = strain_next(np.float64(t.strain[i]), week, np.float64(t.capacity[i]), p)
        b.strain[j] = strain
        t.strain[i] = strain
    for j in range(rows):
        i = first + j
        used, count = b.used[j], max(1.0, b.used[j])
        mastery = b.total[j] / count
        t.used[i], t.mastery[i] = used, mastery
        t.payoff[i] = payoff(b.practised[j] / count, used, used / K, mastery, b.strain[j], p)
        t.effective[i] = effective_practice(b.deepened[j] / K, used / K, p)
        t.surface[i] = b.mechanical[j] / K
        t.showing[i, 0] = min(1.0, b.visible[j] / (0.5 * K))
        t.showing[i, 1] = help_given(mastery, np.float64(t.askers[i]), p)


def spread_support(school: int, first: Any, b: Batch, t: TeacherState, s: SchoolState, m: Month, p: Parameters) -> None:
    """Set, for each teacher of a school, the depth in reach and what the school adds to the week.

    ``first`` is the row of the first teacher of the batch; its columns are counted from there.
    """
    process = m.process if s.status[school] == ACTIVE else 0.0
    coaching, routines, memory = s.capacity[school], s.routines[school], s.memory[school]
    kept = kept_after_redesign(s.moved[school], p)
    extra, sharing = s.extra_load[school], p.sharing_hours * process * (1.0 - m.sharing_paid)
    relief = 1.0 - p.lead_relief if s.teams[school] else 1.0
    start, stop = np.uint64(s.first[school]) - first, np.uint64(s.first[school + 1]) - first
    for j in range(start, stop):
        i = first + j
        trust = np.float64(t.trust[i])
        coached = coaching_effect(coaching, trust, p)
        peers = help_taken(np.float64(t.heard[i, 1]), trust, p)
        told = process_know_how(process, trust, np.float64(t.heard[i, 0]), p)
        threshold = np.float64(t.threshold[i]) + np.float64(t.memory[i]) + memory
        belief = conviction(np.float64(t.readiness[i]), threshold, p)
        b.ceiling[j] = depth_ceiling(coached, peers, routines, told, belief, p)
    for j in range(start, stop):
        b.kept[j], b.extra[j], b.sharing[j], b.relief[j] = kept, extra, sharing, relief
