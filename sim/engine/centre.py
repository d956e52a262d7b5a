"""The district's centre: what superintendent, cabinet and board hold, and the parts of a month that are theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import DRAW_OF
from sim.engine.state import DIMENSIONS
from sim.foundation import decisions
from sim.foundation.arithmetic import total
from sim.strategy.levers import Levers, levers_from
from sim.strategy.stance import Stance

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["Centre", "judge", "lead", "new_superintendent", "stances_now"]

# Shares of leaders at the first pole, in the middle and at the second pole (survey of 2018, reported); for three of
# the tensions no shares were published, so that each third is as likely (assumed).
SURVEY = {
    "tight_loose": (1 / 3, 1 / 3),
    "fast_slow": (0.16, 0.16),
    "need_readiness": (1 / 3, 1 / 3),
    "build_buy": (1 / 3, 1 / 3),
    "fixed_adaptive": (0.14, 0.19),
    "bundle_modules": (0.27, 0.22),
    "practices_failures": (0.53, 0.35),
}


@dataclass
class Centre:
    """State of the centre. Dollars are of one year, hours as named."""

    levers: Levers
    board: float = 0.5  # the board's trust in the superintendent, 0..1
    commitment: float = 0.8  # the superintendent's readiness, 0..1
    changes: int = 0  # superintendents who left
    successor: dict[str, Stance] | None = None  # stances of a successor who did not keep the strategy
    grant_left: float = 0.0
    grant_until: int = -1  # month in which the grant ends
    operating: float = 0.0  # dollars a year that the budget would carry
    paid: float = 1.0  # share of the schools' running costs that this year's money carries
    share_kept: float = 1.0  # of it, after cuts; it comes back over the years
    own_coaches: float = 0.0
    coach_skill: float = 0.0
    hires: int = 0  # teachers who are asked to coach this July
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
    size = max(1.0, count / 40.0) ** p.cabinet_scaling  # a central office grows with its district
    hours = where.cabinet_hours * size * (0.6 + 0.4 * centre.commitment)
    launch_hours = rules.launching_hours(young + preparing, p)
    thinking = rules.charting_hours(levers.charted, where.clear_goals, p) + p.review_hours * levers.review_gain
    left = max(0.0, hours - launch_hours)
    centre.attention_needed, centre.attention_given = launch_hours + thinking, min(hours, launch_hours + thinking)
    centre.quality = min(1.0, left / thinking) if thinking > 0.0 else 1.0
    centre.conflict = 1.0 if levers.charted > 0.0 and centre.quality < 0.5 else 0.0
    left = max(0.0, left - thinking)
    centre.protect = where.leader_protect * left / max(1.0, active)
    centre.renewed = min(1.0, where.leader_renew * left / max(1.0, 0.05 * active))
    centre.informed = min(1.0, where.leader_inform * left / max(1.0, 0.05 * (count - active)))
    return sums


def judge(sim: Simulation) -> None:
    """The board follows what it sees: use against the promise, results shown, cost, failures told, strain."""
    centre, s = sim.centre, sim.schools
    users, visible, paid, failing, strain = sim.kernels.add_up(s, np.uint64(sim.month))[3:8]
    perceived = paid / users if users > 0.01 else 0.0
    exposed = failing * (1.0 - sim.strategy.conditions.safety)
    cost = (centre.own_cost + centre.outside_cost + centre.other_cost) / (
        sim.parameters.budget_per_student * total(s.students)
    )
    centre.board = sim.rules.board_next(
        centre.board, visible, centre.promised_use, perceived, cost, exposed, strain, sim.parameters
    )


def new_superintendent(sim: Simulation) -> None:
    """A superintendent goes; the successor keeps the strategy, or brings other stances and an initiative."""
    centre, luck, month = sim.centre, sim.luck, sim.month
    centre.changes += 1
    routine = np.count_nonzero(sim.schools.routines >= 0.5) / sim.schools.routines.size
    keeps = sim.rules.keeps_strategy(
        routine,
        sim.strategy.conditions.clear_goals,
        centre.board,
        luck.centre(decisions.SUCCESSOR, month),
        sim.parameters,
    )
    bell = luck.centre_bell(decisions.SUPERINTENDENT_COMMITMENT, month)
    centre.commitment = min(1.0, max(0.0, (0.7 if keeps else 0.4) + 0.2 * bell))
    centre.board = 0.5 * centre.board + 0.25
    if keeps:
        return
    centre.successor = {}
    for name, number in DRAW_OF.items():
        first, middle = SURVEY[name]
        side = luck.centre(decisions.SUCCESSOR_STANCE, month, number)
        size = 0.3 + 0.5 * luck.centre(decisions.SUCCESSOR_LEAN, month)
        lean = -size if side < first else (0.0 if side < first + middle else size)
        centre.successor[name] = Stance(round(lean, 6))
    centre.share_kept *= 0.5
    centre.paused_until = month + 12
    centre.initiatives.append((month + int(sim.parameters.initiative_months), 1.0))
    centre.levers = levers_from(centre.successor, sim.parameters)
