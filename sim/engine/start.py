"""The first of July of year 0: who and what is there before anything begins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.centre import Centre
from sim.engine.state import DIMENSIONS, Components, SchoolState, TeacherState, empty_state
from sim.foundation import decisions
from sim.foundation.arithmetic import logarithm, total
from sim.foundation.parameters import Parameters
from sim.rules.belief import similarity
from sim.strategy.levers import levers_from

if TYPE_CHECKING:
    from sim.district.district import District
    from sim.district.population import Population
    from sim.engine.simulation import Simulation

__all__ = ["compare_contexts", "draw_design", "first_beliefs", "start_centre", "start_schools", "start_state"]


def compare_contexts(t: TeacherState, s: SchoolState) -> None:
    """How far the context of each contact in another school resembles one's own; inside a school it is the same."""
    for e in t.tie_across:
        school, other = t.school[t.tie_from[e]], t.school[t.tie_to[e]]
        away = 0.0
        for j in range(s.need.shape[1]):
            difference = s.need[school, j] - s.need[other, j]
            away += difference * difference
        t.tie_similarity[e] = similarity(np.sqrt(away / s.need.shape[1]))


def start_state(district: District, population: Population, components: Components) -> tuple[TeacherState, SchoolState]:
    """Make the arrays of a run and put in what the district and its population give."""
    schools, people = district.schools, population
    count, size = len(schools.enrollment), people.school.size
    askers = np.bincount(people.tie_to, minlength=size).astype(np.float32)
    tie_from = np.repeat(np.arange(size, dtype=np.uint32), np.diff(people.tie_start))
    across = np.flatnonzero(people.school[tie_from] != people.school[people.tie_to])
    given_t: dict[str, np.ndarray] = {
        "school": people.school,
        "team": people.team,
        "entity": people.entity,
        "experience": people.experience.copy(),
        "effectiveness": people.effectiveness.copy(),
        "tie_start": people.tie_start.view(np.uint64),
        "tie_from": tie_from,
        "tie_to": people.tie_to.view(np.uint32),
        "tie_across": across.astype(np.uint32),
        "tie_similarity": np.ones(people.tie_to.size, np.float32),
        "askers": askers,
    }
    given_s = {
        "first": people.first,
        "entity": schools.key.astype(np.uint64),
        "students": schools.enrollment.copy(),
        "low_income": schools.low_income_share.copy(),
        "teachers": np.diff(people.first).astype(np.float64),
        "launch_month": np.full(count, -1, np.int64),
        "gave_up_month": np.full(count, -1, np.int64),
    }
    return empty_state(size, count, components.load.size, given_t, given_s)


def first_beliefs(s: SchoolState, p: Parameters) -> np.ndarray:
    """The mean readiness that each school's first people meet, so that beliefs follow the climate a little.

    A newcomer takes over only a share of what the school believes; the first people follow the climate in full.
    """
    followed = p.prior_climate * (s.trust - p.trust_start)
    return np.asarray(p.prior + followed / p.newcomer_school if p.newcomer_school > 0.0 else p.prior + 0.0 * followed)


def standardised(x: np.ndarray) -> np.ndarray:
    """Centre on the mean and divide by the SD (all zero where nothing differs)."""
    away = x - total(x) / x.size
    spread = math.sqrt(total(away * away) / x.size)
    return away / spread if spread > 1e-9 else np.zeros(x.size)


def start_schools(sim: Simulation) -> None:
    """Draw climates, principals and needs; climate and needs go with the low-income share as measured or assumed."""
    s, centre, luck, p = sim.schools, sim.centre, sim.luck, sim.parameters
    poor = standardised(s.low_income)
    together = p.trust_poverty + p.trust_poverty_spread * luck.centre_bell(decisions.CLIMATE_POVERTY, 0)
    together = min(0.95, max(-0.95, together))  # each district has a correlation of its own
    own = math.sqrt(1.0 - together * together)
    climate = together * poor + own * luck.bells(decisions.CLIMATE, 0, s.entity)
    s.trust[:] = np.clip(p.trust_start + p.trust_school_sd * climate, 0.05, 0.95)
    bells = luck.bells(decisions.COMMITMENT, 0, s.entity).tolist()
    s.commitment[:] = [sim.rules.principal_begins(bell, p) for bell in bells]
    s.principal_skill[:] = luck.bells(decisions.PRINCIPAL_SKILL, 0, s.entity)
    s.principal_trust[:] = p.principal_trust_start
    stay = 1.0 - p.principal_exit
    in_post = logarithm(np.maximum(1e-9, 1.0 - luck.even(decisions.TIME_IN_POST, 0, s.entity)))
    s.principal_tenure[:] = np.floor(12.0 * in_post / logarithm(stay)) if 0.0 < stay < 1.0 else 48.0
    s.attention[:] = sim.strategy.conditions.principal_hours
    centre.spread = np.linspace(p.need_sd_low, p.need_sd_high, DIMENSIONS)
    for j in range(DIMENSIONS):
        centre.common[j] = p.need_common * luck.centre_bell(decisions.COMMON_NEED, 0, j)
        sign = 1.0 if j % 2 == 0 else -1.0
        own_need = luck.bells(np.uint64(int(decisions.NEED) + j), 0, s.entity)
        mixed = p.need_poverty * sign * poor + math.sqrt(max(0.0, 1.0 - p.need_poverty * p.need_poverty)) * own_need
        s.need[:, j] = centre.common[j] + centre.spread[j] * mixed
    s.need_first[:] = s.need


def start_centre(sim: Simulation) -> Centre:
    """Set up the centre: money, the first design (a vendor's template or the centre's own), the board."""
    strategy, p, rules = sim.strategy, sim.parameters, sim.rules
    levers, where = levers_from(strategy.stances(0), p), strategy.conditions
    bell = sim.luck.centre_bell(decisions.SUPERINTENDENT_COMMITMENT, 0)
    centre = Centre(levers, rules.board_begins(levers.own_share, p), rules.superintendent_begins(bell, p))
    students = total(sim.district.schools.enrollment)
    centre.grant_left = where.grant_dollars_per_student * students if where.grant_years else 0.0
    centre.grant_until = 12 * where.grant_years if where.grant_years else -1
    centre.operating = where.operating_dollars_per_student * students
    return centre


def draw_design(sim: Simulation) -> None:
    """Draw the central design dimension by dimension: bought in the share that is bought, else made by own people.

    A vendor's template fits the general need well and knows nothing of the district's own; own people err more, but
    about the right thing.
    """
    centre, luck, p = sim.centre, sim.luck, sim.parameters
    for j in range(DIMENSIONS):
        bell = luck.centre_bell(decisions.CENTRE_DESIGN, 0, j)
        bought = luck.centre(decisions.CENTRE_SOURCE, 0, j) >= centre.levers.own_share
        centre.from_vendor[j] = bought
        centre.design[j] = sim.rules.first_design(bought, float(centre.common[j]), bell, p)
