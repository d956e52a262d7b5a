"""July at the centre and in schools: levers, needs, review, giving up, money and launches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.centre import stances_now
from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, DIMENSIONS, GAVE_UP, PREPARING, WAITING
from sim.foundation import decisions
from sim.foundation.arithmetic import exponential, total
from sim.strategy.levers import levers_from

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["choose_launches", "give_up", "hold_design", "review", "set_levers"]


def set_levers(sim: Simulation) -> None:
    """Take the year's levers from the stances in force."""
    sim.centre.levers = levers_from(stances_now(sim, sim.month // 12), sim.parameters)


def review(sim: Simulation) -> None:
    """The yearly review: an adaptive centre moves its design, its pace and its hours on what it reads.

    The centre never knows the needs. It reads, with error, how far off its design is in the schools that have tried it
    for a year; the less the designs differ, the less can be read. Held together (charted), goals stay and only tactics
    move: pace and hours, which no teacher has to unlearn.
    """
    centre, s, p = sim.centre, sim.schools, sim.parameters
    gain = centre.levers.review_gain * centre.quality
    tried = np.flatnonzero((s.status == ACTIVE) & (sim.month - s.launch_month >= 12))
    centre.pace_tactic, centre.hours_tactic = 1.0, 0.0
    if gain <= 0.0 or tried.size < 2:
        return
    goals = gain * (1.0 - chart_works(sim, "fixed_adaptive"))
    if goals > 0.0:
        move_goals(sim, tried, goals)
    teachers = s.teachers[tried]
    dose = total(s.hours[tried] * teachers) / total(teachers)
    signal = (
        dose / p.promised_dose - 1.0 + 0.5 * p.review_noise * sim.luck.centre_bell(decisions.PACE_SIGNAL, sim.month)
    )
    centre.pace_tactic = min(1.5, max(0.3, 1.0 + gain * min(0.5, max(-0.6, signal))))
    centre.hours_tactic = gain


def move_goals(sim: Simulation, tried: np.ndarray, goals: float) -> None:
    """Move the central design, dimension by dimension, on what is read in schools to which it was given."""
    centre, s, p = sim.centre, sim.schools, sim.parameters
    designs = s.design[tried].T  # one row per dimension
    away, held = s.need[tried].T - designs, ~s.free[tried].T
    for j in range(DIMENSIONS):
        there = away[j, held[j]]
        if there.size == 0:
            continue
        noise = sim.rules.reading_noise(float(tried.size), spread_of(designs[j]), p)
        reading = total(there) / there.size + noise * sim.luck.centre_bell(decisions.READING, sim.month, j)
        centre.design[j] += sim.rules.review_step(reading, noise, goals)


def spread_of(values: np.ndarray) -> float:
    """Compute the SD over all values, added up in order."""
    away = values - total(values) / values.size
    return math.sqrt(total(away * away) / values.size)


def give_up(sim: Simulation) -> None:
    """Every active school decides whether to go on."""
    start, to = sim.population.leader_start, sim.population.leader_to
    sim.kernels.go_on(sim.schools, start, to, sim.parameters, sim.key, np.uint64(sim.month))


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
    costs = (p.launch_cost * s.students).tolist()
    for row in np.flatnonzero(s.status == PREPARING).tolist():
        if spent + costs[row] > affordable:
            break  # waits prepared for another year
        spent += costs[row]
        launch(sim, row)
    ready_again = (s.status == GAVE_UP) & (month - s.gave_up_month >= 12 * p.wait_after_giveup)
    open_schools = np.flatnonzero((s.status == WAITING) | ready_again)
    known = sim.given_launches is not None
    if centre.withdrawn or (month < centre.paused_until and not known) or open_schools.size == 0:
        return spent
    slots = places_this_year(sim)
    rising = chart_works(sim, "need_readiness")
    chosen, by_need = order_schools(sim, open_schools, slots)
    plan = sim.luck.even(decisions.PREPARE, month, s.entity)
    for i in chosen:
        cost = costs[i]
        if spent + cost > affordable:
            break
        centre.launched_ever += int(s.launch_month[i] < 0)
        first = plan[i] < centre.levers.preparing or (i in by_need and plan[i] < rising)
        if first and not sim.instant_launch:
            s.status[i] = PREPARING
            s.design[i] = centre.design
            if month == 0 or known:  # the story begins with the first launch: the first schools have planned before
                spent += cost
                launch(sim, i)
        else:
            spent += cost
            launch(sim, i)
    return spent


def places_this_year(sim: Simulation) -> int:
    """How many schools may begin: what is known of a case, or the pace, rounded by luck."""
    if sim.given_launches is not None:
        return sim.given_launches
    centre = sim.centre
    expected = centre.levers.pace * centre.pace_tactic * sim.schools.status.size
    return math.floor(expected + sim.luck.centre(decisions.PACE_ROUNDING, sim.month))


def order_schools(sim: Simulation, schools: np.ndarray, slots: int) -> tuple[list[int], set[int]]:
    """Fill the slots: a share goes to the schools in most need, the rest to the readiest.

    Need is read from the low-income share, readiness from what a district can see: its people's belief, its principal,
    the climate; both with an error of judgement. Where feeder zones count, zones that have begun come first.
    """
    s, luck = sim.schools, sim.luck
    share = sim.centre.levers.need_share
    needed = math.floor(share * slots + luck.centre(decisions.NEED_ROUNDING, sim.month))
    noise = luck.bells(decisions.LAUNCH_ORDER, sim.month, s.entity[schools])
    if sim.random_order:
        order = schools[noise.argsort(kind="stable")]
        return order[:slots].tolist(), set()
    zone = sim.district.schools.zone
    begun = np.bincount(zone, weights=s.status == ACTIVE) > 0.0
    near = sim.strategy.conditions.feeder_zones * begun[zone[schools]]
    misjudged = 0.02 * noise
    by_need = schools[(-(s.low_income[schools] + near + misjudged)).argsort(kind="stable")]
    seen = s.readiness[schools] + 0.5 * s.trust[schools] + near + misjudged
    by_readiness = schools[(-seen).argsort(kind="stable")]
    first: list[int] = by_need[:needed].tolist()
    taken = set(first)
    rest = [i for i in by_readiness.tolist() if i not in taken][: max(0, slots - needed)]
    mixed = [i for pair in zip(first, rest, strict=False) for i in pair]
    return mixed + first[len(rest) :] + rest[len(first) :], taken


def launch(sim: Simulation, i: int) -> None:
    """Begin in one school."""
    where, month = sim.strategy.conditions, np.uint64(sim.month)
    fund, teams = bool(where.innovation_fund), float(where.team_staffing)
    sim.kernels.open_school(i, sim.schools, sim.centre.design, fund, teams, sim.parameters, sim.key, month)


def hold_design(sim: Simulation) -> None:
    """Decide which dimensions the centre holds, and bring the schools to its design there.

    Blindly the held dimensions are drawn; held together with attention, they are those in which schools differ least.
    When the centre takes hold of a dimension that was free, it compares the designs that schools have tried, by noisy
    results (guard rails). Schools bend what they are given a little.
    """
    centre = sim.centre
    share = centre.levers.central_share * DIMENSIONS
    charted = chart_works(sim, "tight_loose")
    blind = np.array([sim.luck.centre(decisions.HELD_ORDER, 0, j) for j in range(DIMENSIONS)])
    right = centre.spread.argsort().argsort() / DIMENSIONS
    rank = ((1.0 - charted) * blind + charted * right).argsort().argsort()
    newly = (rank + 0.5 < share) & ~centre.held
    if sim.month > 0 and newly.any():
        compare_tried(sim, newly)
    centre.held = rank + 0.5 < share
    sim.kernels.hold_schools(sim.schools, rank, share, centre.design, sim.parameters, sim.key, np.uint64(sim.month))


def compare_tried(sim: Simulation, dimensions: np.ndarray) -> None:
    """Set the central design from the designs that schools have tried, weighted with noisy results."""
    s, p = sim.schools, sim.parameters
    tried = np.flatnonzero((s.status == ACTIVE) & (sim.month - s.launch_month >= 12))
    if tried.size < 2:
        return
    results = s.felt[tried] + p.guardrail_noise * sim.luck.bells(decisions.OBSERVED_RESULT, sim.month, s.entity[tried])
    weights = exponential((results - results.max()) / 0.1)
    weights /= total(weights)
    for j in np.flatnonzero(dimensions):
        sim.centre.design[j] = total(weights * s.design[tried, j])
