"""What happens from outside: the calendar of a future, and initiatives that compete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.engine.centre import new_superintendent
from sim.foundation import decisions

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation
    from sim.strategy.events import Event

__all__ = ["happen", "superintendent_goes"]


def happen(sim: Simulation) -> None:
    """Let this month's dated events happen; a competing initiative may arrive."""
    centre, p, month = sim.centre, sim.parameters, sim.month
    for event in sim.calendar.get(month, ()):
        strike(sim, event)
    centre.initiatives = [(end, weight) for end, weight in centre.initiatives if end > month]
    if sim.luck.centre(decisions.INITIATIVE, month) < p.initiative_rate / 12.0:
        centre.initiatives.append((month + int(p.initiative_months), 1.0))
    if month >= centre.shortage_until:
        centre.shortage = 1.0


def strike(sim: Simulation, event: Event) -> None:
    """Let one event happen."""
    centre, month = sim.centre, sim.month
    size = float(event.size) if event.size is not None else 0.0
    if event.kind == "superintendent_leaves":
        new_superintendent(sim)
    elif event.kind == "grant_ends":
        centre.grant_until = min(centre.grant_until, month)
        sim.history.grant_end_month = centre.grant_until
        if month % 12:  # in mid-year the rest of the year's contract ends with it
            centre.outside_hours = centre.outside_cost = 0.0
            sim.schools.planned[:] *= 1.0 - sim.schools.outside_share
            sim.schools.hours[:] *= 1.0 - sim.schools.outside_share
    elif event.kind == "budget_cut":
        centre.share_kept *= 1.0 - size
    elif event.kind == "teacher_shortage":
        centre.shortage, centre.shortage_until = size, month + 12
    elif event.kind == "closure":
        centre.closed_until = month + int(size)
    elif event.kind == "vendor_fails":
        centre.vendor_failed_until = month + 12
        sim.schools.planned[:] *= 1.0 - sim.schools.outside_share
        sim.schools.hours[:] *= 1.0 - sim.schools.outside_share
    elif event.kind == "state_mandate":
        centre.initiatives.append((month + 36, 2.0 * size))  # twice an ordinary initiative at full strength
    elif event.kind == "enrollment_shift":
        sim.schools.students[:] *= 1.0 + size
        centre.operating *= 1.0 + size


def superintendent_goes(sim: Simulation) -> None:
    """The yearly chance that the superintendent leaves; a dated exit in the same school year takes its place."""
    year = sim.month // 12
    dated = any(
        event.kind == "superintendent_leaves"
        for month, events in sim.calendar.items()
        if month // 12 == year
        for event in events
    )
    if sim.month == 0 or dated or sim.fixed_superintendent:
        return
    schools = sim.district.schools
    students = float(schools.enrollment.sum())
    poor = float((schools.enrollment * schools.low_income_share).sum()) / students
    luck = sim.luck.centre(decisions.SUPERINTENDENT_EXIT, sim.month)
    if sim.rules.superintendent_leaves(sim.centre.board, poor > 0.75 or students > 100_000, luck, sim.parameters):
        new_superintendent(sim)
