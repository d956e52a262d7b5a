"""Money, coaches and hours: what a year can pay for, and how it is shared out. Nothing is spent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, PREPARING
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order, total

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["available_dollars", "board_vote", "budget_support", "share_hours", "support_month"]


def available_dollars(sim: Simulation) -> tuple[float, float]:
    """Dollars of this school year: from the grant (its rest evenly over its years) and from the operating budget."""
    centre, where = sim.centre, sim.strategy.conditions
    grant = 0.0
    if sim.month < centre.grant_until and not centre.withdrawn:
        years = max(1.0, (centre.grant_until - sim.month) / 12.0)
        grant = centre.grant_left / years
    else:
        centre.grant_left = 0.0  # what is not spent in time is lost
    centre.share_kept += sim.parameters.budget_recovery * (1.0 - centre.share_kept)
    if sim.month > 0 and where.grant_years > 0:
        yearly = where.grant_dollars_per_student * total(sim.schools.students) / where.grant_years
        centre.operating += where.operating_growth * yearly * min(1.0, centre.board / 0.5)
    return grant, 0.0 if centre.withdrawn else centre.operating * centre.share_kept


def board_vote(sim: Simulation) -> None:
    """A board that has lost patience cuts operating money and launches."""
    centre, p = sim.centre, sim.parameters
    if sim.month == 0 or not sim.rules.board_cuts(centre.board, sim.luck.centre(decisions.BOARD_CUT, sim.month), p):
        return
    size = p.board_cut_size * (2.0 / 3.0 + 2.0 / 3.0 * sim.luck.centre(decisions.CUT_SIZE, sim.month))
    centre.share_kept *= 1.0 - min(1.0, size)
    centre.paused_until = max(centre.paused_until, sim.month + 12)


def budget_support(sim: Simulation, grant: float, operating: float, launches: float) -> None:
    """Split what is left into own coaches and outside hours; pay first who is employed."""
    centre, s, p = sim.centre, sim.schools, sim.parameters
    active = s.status == ACTIVE
    left = grant + operating - launches
    needed, teams = running_costs(sim)
    running, leads = min(left, needed), min(left, teams)  # what is not there is not paid
    centre.paid = running / needed if needed > 0.0 else 1.0
    leads = min(left - running, leads)
    classroom = min(left - running - leads, 0.02 * left) if sim.strategy.conditions.model_classroom else 0.0
    left = max(0.0, left - (running + leads + classroom))  # rounding may leave less than nothing
    teachers = total(s.teachers[active | (s.status == PREPARING)])
    hour = p.coach_salary / (p.coach_year_hours * p.coach_contact)
    wanted = p.highest_dose * teachers * hour  # beyond it no hour is bought
    own = min(centre.levers.own_share * left, wanted)
    affordable = own / p.coach_salary
    centre.own_coaches *= 1.0 - p.coach_exit if sim.month > 0 else 1.0
    handing_over = chart_works(sim, "build_buy")
    masters = np.count_nonzero(sim.teachers.mastery.astype(np.float64) >= 0.65) / sim.teachers.mastery.size
    grown = p.coach_base + (1.0 - p.coach_base) * min(1.0, masters / p.coach_masters)
    trainable = grown * p.coach_hires * total(s.teachers) * (1.0 + p.transfer_hires * handing_over)
    if affordable < centre.own_coaches:
        centre.own_coaches, centre.hires = affordable, 0
    else:
        centre.hires = int(min(affordable - centre.own_coaches, max(1.0, trainable)))
    centre.own_cost = (centre.own_coaches + centre.hires) * p.coach_salary
    outside = 0.0
    if sim.month >= centre.vendor_failed_until:
        outside = min((1.0 - centre.levers.own_share) * left, max(0.0, wanted - centre.own_cost) * p.vendor_price)
    centre.outside_cost = outside
    centre.outside_hours = outside / (hour * p.vendor_price)
    centre.other_cost = running + launches + leads + classroom
    settle_accounts(sim, grant, operating, running)


def running_costs(sim: Simulation) -> tuple[float, float]:
    """Dollars a year that active schools cost beside coaching: what runs, and the pay of team leads."""
    s, p = sim.schools, sim.parameters
    active = s.status == ACTIVE
    leads = total(s.teachers[s.teams & active] / 6.0)  # a lead for about six teachers
    return p.running_cost * total(s.students[active]), p.lead_pay * 0.7 * p.coach_salary * leads


def settle_accounts(sim: Simulation, grant: float, operating: float, running: float) -> None:
    """Charge the operating budget first, then the grant; what the grant does not pay stays in it."""
    centre = sim.centre
    total = centre.own_cost + centre.outside_cost + centre.other_cost
    from_grant = min(grant, max(0.0, total - operating))
    centre.year_outside_dollars = from_grant
    centre.grant_left -= from_grant
    lasting = running + centre.own_cost + centre.outside_cost
    centre.recurring = min(1.0, operating / lasting) if lasting > 0.0 else (1.0 if operating > 0.0 else 0.0)


def share_hours(sim: Simulation) -> None:
    """Share out the year's coaching: all hours bought reach somebody, thinner the more schools and designs there are.

    New schools weigh more than old, preparing ones less; a part goes by need or readiness. In a two-track rollout the
    deep core takes what it needs and the light ring what is left.
    """
    centre, s, p = sim.centre, sim.schools, sim.parameters
    free = 1.0 - centre.levers.central_share
    handing_over = chart_works(sim, "build_buy")
    transfer = p.transfer_share * handing_over
    centre.coach_skill += (p.coach_growth + p.transfer_skill * (transfer > 0.0)) * (1.0 if sim.month > 0 else 0.0)
    centre.coach_skill = min(1.5, centre.coach_skill)
    paid = (
        0.1 * centre.levers.process_share * centre.sharing_paid
    )  # hours in which coaches and leads tell how it was done
    own_near, outside_near = 1.0 - paid, (1.0 - p.travel_cost) * (1.0 - paid)  # own coaches sit in schools
    learning = (1.0 - p.coach_first_year) * (1.0 - handing_over) * min(centre.hired, centre.own_coaches)
    centre.own_hours = own_near * sim.rules.coach_contact_hours(centre.own_coaches - learning, free, p)
    outside = outside_near * centre.outside_hours * (1.0 - transfer) / (1.0 + p.variety_cost * free)
    year = sim.month // 12
    skilled = centre.own_hours * centre.coach_skill + outside * min(
        1.2, p.vendor_skill * (1.0 + p.vendor_progress) ** year
    )
    active, preparing = s.status == ACTIVE, s.status == PREPARING
    serving = active | preparing
    young = sim.month - s.launch_month < 12 * p.young_years
    weights = school_weights(sim, active, preparing, young) if serving.any() else np.zeros(serving.size)
    s.promised[:] = np.where(active, p.promised_dose * np.where(young, 1.0, p.old_weight), 0.0)
    if total(weights) <= 0.0:
        s.hours[:] = s.planned[:] = s.outside_share[:] = 0.0
        return
    part = parts_of_hours(sim, weights, centre.own_hours + outside) / s.teachers
    s.hours[:] = (centre.own_hours + outside) * part
    s.planned[:] = skilled * part
    s.outside_share[:] = np.where(serving, outside / max(1e-9, centre.own_hours + outside), 0.0)


def school_weights(sim: Simulation, active: np.ndarray, preparing: np.ndarray, young: np.ndarray) -> np.ndarray:
    """Weight of every school in sharing out coaching, 0 for those outside the programme."""
    centre, s, p = sim.centre, sim.schools, sim.parameters
    seen = s.user_depth + 0.2 * p.review_noise * sim.luck.bells(decisions.OBSERVED_DEPTH, sim.month, s.entity)
    later = np.where(seen < 0.55, np.maximum(p.old_weight, centre.hours_tactic), p.old_weight)
    by_age = np.where(active, np.where(young, 1.0, later), p.preparing_weight * preparing)
    serving = np.flatnonzero(active | preparing)
    need = s.low_income / max(1e-9, total(s.low_income[serving]) / serving.size)
    ready = s.readiness / max(1e-9, total(s.readiness[serving]) / serving.size)
    noise = 0.1 * sim.luck.bells(decisions.JUDGEMENT, sim.month, s.entity)
    aim = centre.levers.need_share
    equity = sim.strategy.conditions.goal_equity * centre.hours_tactic
    aim = aim + (1.0 - aim) * 0.5 * equity
    wish = np.empty(need.size)
    sim.kernels.set_priorities(wish, need, ready, aim, noise)
    weights = s.teachers * by_age * ((1.0 - p.discretionary) + p.discretionary * wish)
    return np.asarray(weights)


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
    s, p = sim.schools, sim.parameters
    evenly = weights / total(weights)
    wish = chart_works(sim, "fast_slow")
    if wish <= 0.0:  # no tracks, or nobody had the attention for them this year; the core is remembered
        return np.asarray(evenly)
    choose_core(sim, weights, (1.0 - p.ring_share) * hours)
    deep, light = weights * s.core, weights * ~s.core
    if not (deep.any() and light.any()):
        return np.asarray(evenly)
    need = p.core_dose * total(s.teachers[s.core])
    core = max(total(evenly[s.core]), min(1.0 - p.ring_share, need / max(1e-9, hours)))
    return np.asarray((1.0 - wish) * evenly + wish * (core * deep / total(deep) + (1.0 - core) * light / total(light)))


def choose_core(sim: Simulation, weights: np.ndarray, hours: float) -> None:
    """Put the readiest schools into the deep core, as many as the hours bring to depth; who is in it tends to stay."""
    s, p = sim.schools, sim.parameters
    order = np.argsort(-(s.readiness + 0.3 * s.core) * (weights > 0.0), kind="stable")
    still = order[(s.depth[order] < 0.6) & (weights[order] > 0.0)]
    room = hours / p.core_dose
    inside = still[np.cumsum(s.teachers[still]) <= max(room, float(s.teachers[still[0]]) if still.size else 0.0)]
    s.core[:] = False
    s.core[inside] = True


def support_month(sim: Simulation) -> None:
    """Let this month's hours, orders and load reach the schools."""
    initiatives = in_order(weight for end, weight in sim.centre.initiatives if end > sim.month)
    centre = sim.centre
    sim.kernels.support_schools(sim.schools, centre.levers.mandate, centre.paid, float(initiatives), sim.parameters)
