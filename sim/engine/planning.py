"""July at the centre: levers, the yearly review, giving up, and which dimensions of the design the centre holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.centre import stances_now
from sim.engine.charting import chart_works
from sim.engine.state import ACTIVE, DIMENSIONS
from sim.foundation import decisions
from sim.foundation.arithmetic import total
from sim.strategy.levers import levers_from

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["give_up", "hold_design", "review", "set_levers"]


def set_levers(sim: Simulation) -> None:
    """Take the year's levers from the stances in force."""
    sim.centre.levers = levers_from(stances_now(sim, sim.month // 12), sim.parameters)


def schools_that_tried(sim: Simulation) -> np.ndarray:
    """Rows of the schools that have practised for a year."""
    s = sim.schools
    return np.flatnonzero((s.status == ACTIVE) & (sim.month - s.launch_month >= 12))


def review(sim: Simulation) -> None:
    """The yearly review: an adaptive centre moves its design, its pace and its hours on what it reads.

    The centre never knows the needs. It reads, with error, how far off its design is in the schools that have tried it
    for a year; the less the designs differ, the less can be read. Held together (charted), goals stay and only tactics
    move: pace and hours, which no teacher has to unlearn.
    """
    centre, s, p, rules = sim.centre, sim.schools, sim.parameters, sim.rules
    power = rules.review_power(centre.levers.review_gain, centre.quality)
    tried = schools_that_tried(sim)
    centre.pace_tactic, centre.hours_tactic = 1.0, 0.0
    if power <= 0.0 or tried.size < 2:
        return
    goals = rules.goals_power(power, chart_works(sim, "fixed_adaptive"))
    if goals > 0.0:
        move_goals(sim, tried, goals)
    teachers = s.teachers[tried]
    dose = total(s.hours[tried] * teachers) / total(teachers)
    signal = rules.pace_signal(dose, sim.luck.centre_bell(decisions.PACE_SIGNAL, sim.month), p)
    centre.pace_tactic = rules.pace_after_review(signal, power, p)
    centre.hours_tactic = power


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


def hold_design(sim: Simulation) -> None:
    """Decide which dimensions the centre holds, and bring the schools to its design there.

    Blindly the held dimensions are drawn; held together with attention, they are those in which schools differ least.
    When the centre takes hold of a dimension that was free, it compares the designs that schools have tried, by noisy
    results (guard rails). Schools bend what they are given a little.
    """
    centre, rules = sim.centre, sim.rules
    dimensions = centre.levers.central_share * DIMENSIONS
    charted = chart_works(sim, "tight_loose")
    blind = [sim.luck.centre(decisions.HELD_ORDER, 0, j) for j in range(DIMENSIONS)]
    known = (centre.spread.argsort().argsort() / DIMENSIONS).tolist()
    claims = np.array([rules.charted_rank(b, k, charted) for b, k in zip(blind, known, strict=True)])
    rank = claims.argsort().argsort()
    held = np.array([rules.held_centrally(float(place), 0.5, dimensions) for place in rank])
    newly = held & ~centre.held
    if sim.month > 0 and newly.any():
        compare_tried(sim, newly)
    centre.held = held
    sim.kernels.hold_schools(
        sim.schools, rank, dimensions, centre.design, sim.parameters, sim.key, np.uint64(sim.month)
    )


def compare_tried(sim: Simulation, dimensions: np.ndarray) -> None:
    """Set the central design from the designs that schools have tried, weighted with noisy results."""
    s, p, rules = sim.schools, sim.parameters, sim.rules
    tried = schools_that_tried(sim)
    if tried.size < 2:
        return
    noise = sim.luck.bells(decisions.OBSERVED_RESULT, sim.month, s.entity[tried]).tolist()
    seen = [rules.trial_seen(felt, error, p) for felt, error in zip(s.felt[tried].tolist(), noise, strict=True)]
    best = max(seen)
    weights = np.array([rules.trial_weight(result, best, p) for result in seen])
    weights /= total(weights)
    for j in np.flatnonzero(dimensions):
        sim.centre.design[j] = total(weights * s.design[tried, j])
