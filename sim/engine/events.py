"""What happens from outside: the calendar of a future, and initiatives that compete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.centre import new_superintendent
from sim.foundation import decisions
from sim.foundation.arithmetic import total

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation
    from sim.strategy.events import Event

__all__ = ["end_grant", "happen", "lose_partner", "superintendent_goes"]


def happen(sim: Simulation) -> None:
    """Let this month's dated events happen; a competing initiative may arrive."""
    centre, p, month = sim.centre, sim.parameters, sim.month
    sim.schools.exits[:] = 0.0  # those of last July
    for event in sim.calendar.get(month, ()):
        strike(sim, event)
    centre.initiatives = [(end, weight) for end, weight in centre.initiatives if end > month]
    if sim.rules.initiative_arrives(sim.luck.centre(decisions.INITIATIVE, month), p):
        centre.initiatives.append((month + int(p.initiative_months), 1.0))
    if month >= centre.shortage_until:
        centre.shortage = 1.0


def strike(sim: Simulation, event: Event) -> None:
    """Let one event happen."""
    centre, month, p = sim.centre, sim.month, sim.parameters
    size = float(event.size) if event.size is not None else 0.0
    if event.kind == "superintendent_leaves":
        new_superintendent(sim)
    elif event.kind == "grant_ends":
        centre.grant_until = min(centre.grant_until, month)
        sim.history.grant_end_month = centre.grant_until
        end_grant(sim)
    elif event.kind == "budget_cut":
        centre.share_kept *= 1.0 - size
    elif event.kind == "teacher_shortage":
        centre.shortage, centre.shortage_until = size, month + int(p.shortage_months)
    elif event.kind == "closure":
        centre.closed_until = month + int(size)
    elif event.kind == "vendor_fails":
        centre.vendor_failed_until = month + int(p.vendor_gap_months)
        lose_partner(sim)
    elif event.kind == "state_mandate":
        centre.initiatives.append((month + int(p.mandate_months), sim.rules.mandate_load(size, p)))
    elif event.kind == "enrollment_shift":
        sim.schools.students[:] *= 1.0 + size
        centre.operating *= 1.0 + size


def end_grant(sim: Simulation) -> None:
    """A grant that ends in mid-year takes along the part of the year's work that it paid for."""
    centre, s = sim.centre, sim.schools
    cost = centre.own_cost + centre.outside_cost + centre.other_cost
    lost = centre.year_outside_dollars / cost if cost > 0.0 and sim.month % 12 else 0.0
    centre.year_outside_dollars = 0.0
    centre.own_cost, centre.outside_cost = centre.own_cost * (1.0 - lost), centre.outside_cost * (1.0 - lost)
    centre.other_cost *= 1.0 - lost
    centre.own_hours, centre.outside_hours = centre.own_hours * (1.0 - lost), centre.outside_hours * (1.0 - lost)
    s.planned[:] *= 1.0 - lost
    s.hours[:] *= 1.0 - lost


def lose_partner(sim: Simulation) -> None:
    """Bought hours of the year are gone, and not paid any more; what the grant would still have paid stays in it."""
    centre, s = sim.centre, sim.schools
    s.planned[:] *= 1.0 - s.outside_share
    s.hours[:] *= 1.0 - s.outside_share
    s.outside_share[:] = 0.0
    saved = min(centre.outside_cost, centre.year_outside_dollars)
    centre.year_outside_dollars -= saved
    to_come = (12 - sim.month % 12) / 12.0 if sim.month % 12 else 0.0  # in July the year before is over and paid
    centre.grant_left += saved * to_come
    centre.outside_cost = centre.outside_hours = 0.0


def superintendent_goes(sim: Simulation) -> None:
    """The yearly chance that the superintendent leaves; a dated exit in the same school year takes its place."""
    year = sim.month // 12
    dated = any(
        event.kind == "superintendent_leaves"
        for month, events in sim.calendar.items()
        if month // 12 == year
        for event in events
    )
    if sim.month == 0 or dated or sim.month < sim.leaders_known_until:
        return
    schools = sim.district.schools
    students = total(schools.enrollment)
    poor = total(schools.enrollment * schools.low_income_share) / students
    rules, luck = sim.rules, sim.luck.centre(decisions.SUPERINTENDENT_EXIT, sim.month)
    marked, wealthy = rules.poor_or_large(poor, students), rules.wealthy(poor)
    if rules.superintendent_leaves(sim.centre.board, marked, wealthy, luck, sim.parameters):
        new_superintendent(sim)
