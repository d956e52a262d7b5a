"""Launches in July: which schools begin, which prepare, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, GAVE_UP, PREPARING, WAITING
from sim.foundation import decisions

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["choose_launches", "order_schools"]


def choose_launches(sim: Simulation, affordable: float) -> float:
    """Launch the schools that were prepared, and choose new ones by need and by readiness; return the launch cost.

    Where the year's number of new schools is known, neither the pace nor a pause of the board decides on it, and who
    begins has planned before; money still does.

    Parameters
    ----------
    sim : Simulation
        The run.
    affordable : float
        Dollars that launches may cost this year.

    Returns
    -------
    float
        Dollars spent on launches.
    """
    s, p, centre, month = sim.schools, sim.parameters, sim.centre, sim.month
    spent = 0.0
    for row in np.flatnonzero(s.status == PREPARING).tolist():
        cost = sim.rules.launch_dollars(float(s.students[row]), p)
        if spent + cost > affordable:
            break  # waits prepared for another year
        spent += cost
        launch(sim, row)
    known = sim.given_launches is not None
    candidates = open_schools(sim)
    if centre.withdrawn or (month < centre.paused_until and not known) or candidates.size == 0:
        return spent
    places = places_this_year(sim)
    rising = chart_works(sim, "need_readiness")
    chosen, by_need = order_schools(sim, candidates, places)
    luck = sim.luck.even(decisions.PREPARE, month, s.entity).tolist()
    for i in chosen:
        cost = sim.rules.launch_dollars(float(s.students[i]), p)
        if spent + cost > affordable:
            break
        centre.launched_ever += int(s.launch_month[i] < 0)
        waits = sim.rules.plans_first(centre.levers.preparing, i in by_need, rising, luck[i])
        if waits:
            s.status[i] = PREPARING
            s.design[i] = centre.design
        if not waits or month == 0 or known:  # the first schools have planned before the story begins
            spent += cost
            launch(sim, i)
    return spent


def open_schools(sim: Simulation) -> np.ndarray:
    """Rows of the schools that can be launched: those that wait, and those that gave up long enough ago."""
    s, p = sim.schools, sim.parameters
    asked = s.status == WAITING
    for i in np.flatnonzero(s.status == GAVE_UP).tolist():
        asked[i] = sim.rules.asked_again(float(sim.month - s.gave_up_month[i]), p)
    return np.flatnonzero(asked)


def places_this_year(sim: Simulation) -> int:
    """How many schools may begin: what is known of a case, or the pace, rounded by luck."""
    if sim.given_launches is not None:
        return sim.given_launches
    centre, luck = sim.centre, sim.luck.centre(decisions.PACE_ROUNDING, sim.month)
    return int(sim.rules.places_of_year(centre.levers.pace, centre.pace_tactic, float(sim.schools.status.size), luck))


def order_schools(sim: Simulation, schools: np.ndarray, places: int) -> tuple[list[int], set[int]]:
    """Fill the places: a share goes to the schools in most need, the rest to the readiest, one of each in turn.

    Need is read from the low-income share, readiness from what a district can see: its people's belief, its principal,
    the climate; both with an error of judgement. Where feeder zones count, zones that have begun come first.

    Parameters
    ----------
    sim : Simulation
        The run.
    schools : ndarray
        Rows of the schools that can be launched.
    places : int
        Of this year.

    Returns
    -------
    tuple of list of int and set of int
        Rows in the order of launching, and which of them were chosen by need.
    """
    s, luck, rules, p = sim.schools, sim.luck, sim.rules, sim.parameters
    share, rounding = sim.centre.levers.need_share, luck.centre(decisions.NEED_ROUNDING, sim.month)
    needed = int(rules.places_by_need(share, float(places), rounding))
    noise = luck.bells(decisions.LAUNCH_ORDER, sim.month, s.entity[schools]).tolist()
    zone = sim.district.schools.zone
    begun = np.bincount(zone, weights=s.status == ACTIVE) > 0.0
    near = (sim.strategy.conditions.feeder_zones * begun[zone[schools]]).tolist()
    low, ready, trust = (column[schools].tolist() for column in (s.low_income, s.readiness, s.trust))
    rows = list(range(len(noise)))
    need = [rules.claim_by_need(low[i], near[i], noise[i], p) for i in rows]
    readiness = [rules.claim_by_readiness(ready[i], trust[i], near[i], noise[i], p) for i in rows]
    by_need = [int(schools[i]) for i in sorted(rows, key=lambda i: -need[i])]
    by_readiness = [int(schools[i]) for i in sorted(rows, key=lambda i: -readiness[i])]
    first = by_need[:needed]
    taken = set(first)
    rest = [i for i in by_readiness if i not in taken][: max(0, places - needed)]
    mixed = [i for pair in zip(first, rest, strict=False) for i in pair]
    return mixed + first[len(rest) :] + rest[len(first) :], taken


def launch(sim: Simulation, i: int) -> None:
    """Begin in one school."""
    where, month = sim.strategy.conditions, np.uint64(sim.month)
    fund, teams = bool(where.innovation_fund), float(where.team_staffing)
    sim.kernels.open_school(i, sim.schools, sim.centre.design, fund, teams, sim.parameters, sim.key, month)
