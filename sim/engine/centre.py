"""The district's centre: what superintendent, cabinet and board hold, and the parts of a month that are theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import DRAW_OF
from sim.engine.state import DIMENSIONS
from sim.foundation import decisions
from sim.foundation.arithmetic import total
from sim.foundation.parameters import Parameters
from sim.strategy.levers import Levers, levers_from
from sim.strategy.stance import Stance

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["Centre", "judge", "lead", "new_superintendent", "stances_now"]


def leaders(p: Parameters) -> dict[str, tuple[float, float]]:
    """Shares of leaders who stand at the first pole of each tension, and between the poles."""
    return {
        "tight_loose": (p.leaders_first_tight_loose, p.leaders_between_tight_loose),
        "fast_slow": (p.leaders_first_fast_slow, p.leaders_between_fast_slow),
        "need_readiness": (p.leaders_first_need_readiness, p.leaders_between_need_readiness),
        "build_buy": (p.leaders_first_build_buy, p.leaders_between_build_buy),
        "fixed_adaptive": (p.leaders_first_fixed_adaptive, p.leaders_between_fixed_adaptive),
        "bundle_modules": (p.leaders_first_bundle_modules, p.leaders_between_bundle_modules),
        "practices_failures": (p.leaders_first_practices_failures, p.leaders_between_practices_failures),
    }


@dataclass
class Centre:
    """State of the centre. Dollars are of one year, hours as named."""

    levers: Levers
    board: float  # the board's trust in the superintendent, 0..1
    commitment: float  # the superintendent's readiness, 0..1
    changes: int = 0  # superintendents who left
    successor: dict[str, Stance] | None = None  # stances of a successor who did not keep the strategy
    grant_left: float = 0.0
    grant_until: int = -1  # month in which the grant ends
    operating: float = 0.0  # dollars a year that the budget would carry
    paid: float = 1.0  # share of the schools' running costs that this year's money carries
    share_kept: float = 1.0  # of it, after cuts; it comes back over the years
    own_coaches: float = 0.0
    coach_skill: float = 0.0
    hires: float = 0.0  # coaches who are hired this July
    hired: int = 0  # teachers who became coaches this July
    outside_hours: float = 0.0  # bought for this year
    own_hours: float = 0.0  # of contact this year
    own_cost: float = 0.0  # of this year
    outside_cost: float = 0.0
    other_cost: float = 0.0
    year_outside_dollars: float = 0.0  # grant dollars in this year's cost
    recurring: float = 0.0  # share of the running cost on operating money
    common: np.ndarray = field(default_factory=lambda: np.zeros(DIMENSIONS))  # the district's own mean need
    design: np.ndarray = field(default_factory=lambda: np.zeros(DIMENSIONS))  # the central design
    from_vendor: np.ndarray = field(default_factory=lambda: np.zeros(DIMENSIONS, bool))
    held: np.ndarray = field(default_factory=lambda: np.zeros(DIMENSIONS, bool))
    spread: np.ndarray = field(default_factory=lambda: np.ones(DIMENSIONS))  # SD of needs between schools
    quality: float = 1.0  # attention for charting and review, given / needed
    attention_needed: float = 0.0
    attention_given: float = 0.0
    protect: float = 0.0  # cabinet hours a week
    informed: float = 0.0
    renewed: float = 0.0  # how well the cabinet keeps a rhythm of renewal, 0..1
    process_skill: float = 0.0  # help with the process of designing, 0..1
    sharing_paid: float = 0.0  # share of the sharing hours that is paid for
    conflict: float = 0.0
    pace_tactic: float = 1.0
    hours_tactic: float = 0.0
    promised_use: float = 0.0
    launched_ever: int = 0
    paused_until: int = -1  # no launches before this month
    initiatives: list[tuple[int, float]] = field(default_factory=list)  # month of end and weight
    shortage: float = 1.0
    shortage_until: int = -1
    closed_until: int = -1
    vendor_failed_until: int = -1
    withdrawn: bool = False


def stances_now(sim: Simulation, year: int) -> dict[str, Stance]:
    """The stances in force: the strategy's, or those of a successor who brought others."""
    return sim.centre.successor or sim.strategy.stances(year)


def lead(sim: Simulation) -> tuple[float, ...]:
    """The cabinet's attention: what launching, charting and reviewing leave goes to protecting and informing.

    Returns
    -------
    tuple of float
        The sums over the district that it was decided on (:func:`sim.engine.schools.add_up`).
    """
    centre, rules, p, where = sim.centre, sim.rules, sim.parameters, sim.strategy.conditions
    levers, count = centre.levers, sim.schools.status.size
    sums: tuple[float, ...] = sim.kernels.add_up(sim.schools, np.uint64(sim.month))
    active, young, preparing = sums[:3]
    hours = rules.cabinet_hours(where.cabinet_hours, float(count), centre.commitment, p)
    launch_hours = rules.launching_hours(young + preparing, p)
    thinking = rules.charting_hours(levers.charted, where.clear_goals, p) + rules.reviewing_hours(levers.review_gain, p)
    left = max(0.0, hours - launch_hours)
    centre.attention_needed, centre.attention_given = launch_hours + thinking, min(hours, launch_hours + thinking)
    centre.quality = rules.attention_quality(left, thinking)
    centre.conflict = rules.orders_conflict(levers.charted, centre.quality, p)
    left = max(0.0, left - thinking)
    centre.protect = rules.protecting_hours(left, where.leader_protect, active)
    centre.renewed = rules.cabinet_reach(left, where.leader_renew, active, p.renew_week)
    centre.informed = rules.cabinet_reach(left, where.leader_inform, count - active, p.inform_week)
    return sums


def judge(sim: Simulation) -> None:
    """The board follows what it sees: use against the promise, results shown, cost, failures told, strain."""
    centre, s, rules, p = sim.centre, sim.schools, sim.rules, sim.parameters
    users, visible, paid, failing, strain = sim.kernels.add_up(s, np.uint64(sim.month))[3:8]
    perceived = rules.results_seen(paid, users, p)
    exposed = rules.failures_exposed(failing, sim.strategy.conditions.safety)
    cost = rules.cost_share(centre.own_cost + centre.outside_cost + centre.other_cost, total(s.students), p)
    centre.board = rules.board_next(centre.board, visible, centre.promised_use, perceived, cost, exposed, strain, p)


def new_superintendent(sim: Simulation) -> None:
    """A superintendent goes; the successor keeps the strategy, or brings other stances and an initiative."""
    centre, luck, month, rules, p = sim.centre, sim.luck, sim.month, sim.rules, sim.parameters
    centre.changes += 1
    routine = np.count_nonzero(sim.schools.routines >= p.routine_from) / sim.schools.routines.size
    goals, draw = sim.strategy.conditions.clear_goals, luck.centre(decisions.SUCCESSOR, month)
    keeps = rules.keeps_strategy(routine, goals, centre.board, draw, p)
    bell = luck.centre_bell(decisions.SUPERINTENDENT_COMMITMENT, month)
    centre.commitment = rules.successor_begins(keeps, bell, p)
    centre.board = rules.board_after_change(centre.board, p)
    if keeps:
        return
    size = luck.centre(decisions.SUCCESSOR_LEAN, month)
    centre.successor = {}
    for name, (first, between) in leaders(p).items():
        side = luck.centre(decisions.SUCCESSOR_STANCE, month, DRAW_OF[name])
        centre.successor[name] = Stance(round(rules.successor_lean(side, size, first, between, p), 6))
    centre.share_kept = rules.successor_budget(centre.share_kept, p)
    centre.paused_until = month + int(p.pause_months)
    centre.initiatives.append((month + int(p.initiative_months), 1.0))
    centre.levers = levers_from(centre.successor, p)
