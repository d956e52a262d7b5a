"""Coaching hours of a year: what coaches and partners can give, and how it reaches the schools."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, PREPARING
from sim.foundation.arithmetic import in_order, total

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["share_hours", "support_month"]


def share_hours(sim: Simulation) -> None:
    """Share out the year's coaching: all hours bought reach somebody, thinner the more schools and designs there are.

    New schools weigh more than old, preparing ones less; a part goes by need or readiness. In a two-track rollout the
    deep core takes what it needs and the light ring what is left.
    """
    centre, s, rules, p = sim.centre, sim.schools, sim.rules, sim.parameters
    free, process, paid = 1.0 - centre.levers.central_share, centre.levers.process_share, centre.sharing_paid
    handing_over = chart_works(sim, "build_buy")
    transfer = p.transfer_share * handing_over
    if sim.month > 0:
        centre.coach_skill = rules.coach_skill_next(centre.coach_skill, transfer, p)
    coaches, hired = centre.own_coaches, float(centre.hired)
    centre.own_hours = rules.own_coaching_hours(coaches, hired, free, process, paid, handing_over, p)
    outside = rules.outside_coaching_hours(centre.outside_hours, free, process, paid, transfer, p)
    skill = rules.vendor_skill_in(float(sim.month // 12), p)
    hours, skilled = centre.own_hours + outside, centre.own_hours * centre.coach_skill + outside * skill
    serving = (s.status == ACTIVE) | (s.status == PREPARING)
    weights = school_weights(sim, serving)
    if total(weights) <= 0.0:
        s.hours[:] = s.planned[:] = s.outside_share[:] = 0.0
        return
    part = parts_of_hours(sim, weights, hours) / s.teachers
    s.hours[:] = hours * part
    s.planned[:] = skilled * part
    s.outside_share[:] = np.where(serving, outside / max(1e-9, hours), 0.0)


def school_weights(sim: Simulation, serving: np.ndarray) -> np.ndarray:
    """Weight of every school in sharing out coaching, 0 for those outside the programme; promises are noted."""
    centre, s, p = sim.centre, sim.schools, sim.parameters
    rows = np.flatnonzero(serving)
    need = max(1e-9, total(s.low_income[rows]) / max(1, rows.size))
    ready = max(1e-9, total(s.readiness[rows]) / max(1, rows.size))
    goal = sim.strategy.conditions.goal_equity
    aim = sim.rules.hours_by_need(centre.levers.need_share, goal, centre.hours_tactic, p)
    weights = np.zeros(serving.size)
    month, tactic = np.uint64(sim.month), centre.hours_tactic
    sim.kernels.claim_hours(weights, sim.schools, need, ready, aim, tactic, p, sim.key, month)
    return weights


def parts_of_hours(sim: Simulation, weights: np.ndarray, hours: float) -> np.ndarray:
    """Part of the year's coaching hours that each school gets; the parts add up to 1.

    Without tracks by weight. With pace held together the deep core takes what it needs, ``core_dose`` a teacher, but
    for the part kept for the light ring, and never less than without tracks; what it does not need goes to the ring.

    Parameters
    ----------
    sim : Simulation
        The run.
    weights : ndarray, shape (S,)
        Of the schools, 0 for those outside the programme; not all 0.
    hours : float
        Coaching hours of the year that reach schools.

    Returns
    -------
    ndarray, shape (S,)
        Shares of the hours.
    """
    s, p, rules = sim.schools, sim.parameters, sim.rules
    evenly = np.asarray(weights / total(weights))
    wish = chart_works(sim, "fast_slow")
    if wish <= 0.0:  # no tracks, or nobody had the attention for them this year; the core is remembered
        return evenly
    choose_core(sim, weights, hours)
    deep, light = weights * s.core, weights * ~s.core
    if not (deep.any() and light.any()):
        return evenly
    core = rules.core_share(total(evenly[s.core]), total(s.teachers[s.core]), hours, p)
    inside, outside = total(deep), total(light)
    rows = zip(evenly.tolist(), s.core.tolist(), weights.tolist(), strict=True)
    return np.array([rules.hours_part(even, member, w, core, inside, outside, wish) for even, member, w in rows])


def choose_core(sim: Simulation, weights: np.ndarray, hours: float) -> None:
    """Put the readiest schools into the deep core, as many as the hours bring to depth; who is in it tends to stay."""
    s, p, rules = sim.schools, sim.parameters, sim.rules
    serving = np.flatnonzero(weights > 0.0).tolist()
    claims = {i: rules.core_claim(float(s.readiness[i]), float(s.core[i]), p) for i in serving}
    still = [i for i in sorted(serving, key=lambda i: -claims[i]) if rules.core_open(float(s.depth[i]), p)]
    room, filled = rules.core_teachers(hours, p), 0.0
    s.core[:] = False
    for number, i in enumerate(still):
        filled += float(s.teachers[i])
        if number > 0 and filled > room:
            break
        s.core[i] = True


def support_month(sim: Simulation) -> None:
    """Let this month's hours, orders and load reach the schools."""
    initiatives = in_order(weight for end, weight in sim.centre.initiatives if end > sim.month)
    centre = sim.centre
    sim.kernels.support_schools(sim.schools, centre.levers.mandate, centre.paid, float(initiatives), sim.parameters)
