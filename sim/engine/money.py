"""Money of a year: what there is, what comes first, and what coaching it buys. Nothing is spent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, PREPARING
from sim.foundation import decisions
from sim.foundation.arithmetic import in_order, total

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["available_dollars", "board_vote", "budget_support", "running_costs"]


def available_dollars(sim: Simulation) -> tuple[float, float]:
    """Dollars of this school year: from the grant (its rest evenly over its years) and from the operating budget."""
    centre, where, rules, p = sim.centre, sim.strategy.conditions, sim.rules, sim.parameters
    grant = 0.0
    if sim.month < centre.grant_until and not centre.withdrawn:
        grant = rules.grant_of_year(centre.grant_left, float(centre.grant_until - sim.month))
    else:
        centre.grant_left = 0.0  # what is not spent in time is lost
    centre.share_kept = rules.budget_after_year(centre.share_kept, p)
    if sim.month > 0 and where.grant_years > 0:
        yearly = where.grant_dollars_per_student * total(sim.schools.students) / where.grant_years
        centre.operating += rules.operating_growth(where.operating_growth, yearly, centre.board, p)
    return grant, 0.0 if centre.withdrawn else centre.operating * centre.share_kept


def board_vote(sim: Simulation) -> None:
    """A board that has lost patience cuts operating money and launches."""
    centre, p, luck = sim.centre, sim.parameters, sim.luck
    if sim.month == 0 or not sim.rules.board_cuts(centre.board, luck.centre(decisions.BOARD_CUT, sim.month), p):
        return
    centre.share_kept *= 1.0 - sim.rules.board_cut(luck.centre(decisions.CUT_SIZE, sim.month), p)
    centre.paused_until = max(centre.paused_until, sim.month + int(p.pause_months))


def running_costs(sim: Simulation) -> tuple[float, float]:
    """Dollars a year that active schools cost beside coaching: what runs, and the pay of team leads."""
    s, p, rules = sim.schools, sim.parameters, sim.rules
    active = s.status == ACTIVE
    leads = in_order(rules.team_leads(teachers, p) for teachers in s.teachers[s.teams & active].tolist())
    return rules.running_dollars(total(s.students[active]), p), rules.lead_dollars(leads, p)


def budget_support(sim: Simulation, grant: float, operating: float, launches: float) -> None:
    """Split what is left into own coaches and outside hours; pay first who is employed."""
    centre, s, p, rules = sim.centre, sim.schools, sim.parameters, sim.rules
    left = grant + operating - launches
    needed, teams = running_costs(sim)
    running = min(left, needed)  # what is not there is not paid
    centre.paid = rules.paid_share(running, needed)
    leads = min(left - running, left, teams)
    classroom = 0.0
    if sim.strategy.conditions.model_classroom:
        classroom = rules.classroom_dollars(left, left - running - leads, p)
    left = max(0.0, left - (running + leads + classroom))  # rounding may leave less than nothing
    wanted = rules.coaching_wanted(total(s.teachers[(s.status == ACTIVE) | (s.status == PREPARING)]), p)
    hire(sim, rules.own_dollars(left, centre.levers.own_share, wanted))
    outside = 0.0
    if sim.month >= centre.vendor_failed_until:
        outside = rules.outside_dollars(left, centre.levers.own_share, wanted, centre.own_cost, p)
    centre.outside_cost = outside
    centre.outside_hours = rules.hours_bought(outside, p)
    centre.other_cost = running + launches + leads + classroom
    settle_accounts(sim, grant, operating, running)


def hire(sim: Simulation, dollars: float) -> None:
    """Decide how many coaches are hired, and what own coaches cost this year."""
    centre, p, rules, mastery = sim.centre, sim.parameters, sim.rules, sim.teachers.mastery
    affordable = dollars / p.coach_salary
    centre.own_coaches *= 1.0 - p.coach_exit if sim.month > 0 else 1.0
    mastering = np.count_nonzero(mastery.astype(np.float64) >= p.coach_mastery) / mastery.size
    trainable = rules.trainable_coaches(mastering, total(sim.schools.teachers), chart_works(sim, "build_buy"), p)
    centre.hires = rules.coaches_hired(affordable, centre.own_coaches, trainable)
    centre.own_coaches = min(centre.own_coaches, affordable)
    centre.own_cost = (centre.own_coaches + centre.hires) * p.coach_salary


def settle_accounts(sim: Simulation, grant: float, operating: float, running: float) -> None:
    """Charge the operating budget first, then the grant; what the grant does not pay stays in it."""
    centre = sim.centre
    cost = centre.own_cost + centre.outside_cost + centre.other_cost
    from_grant = sim.rules.grant_used(cost, operating, grant)
    centre.year_outside_dollars = from_grant
    centre.grant_left -= from_grant
    lasting = running + centre.own_cost + centre.outside_cost
    centre.recurring = sim.rules.recurring_share(operating, lasting)
