"""Who teaches in a school in the first month: team, years of experience, effectiveness.

Plain functions of numbers, compiled by :func:`sim.foundation.linking.link`. Every draw is keyed by the position, so a
position keeps its person whatever happens elsewhere in the district.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.foundation.decisions import EFFECTIVENESS, EXPERIENCE
from sim.foundation.draws import bell, uniform

__all__ = ["POSITIONS_AT_MOST", "PRINCIPAL_SLOT", "draw_people", "growth", "team_count", "years_of_experience"]

U = np.uint64
SLOT_BITS = np.uint64(11)
JULY = np.uint64(0)
POSITIONS_AT_MOST = 2000
"""Teacher positions in one school; the slot number has 11 bits."""
PRINCIPAL_SLOT = np.uint64(2047)
"""The slot of a school's principal; no teacher has it."""

TEAM_SIZE = 5.5
"""People in a grade or subject team. Assumed (4-7); at 29 staff it gives the measured fifth of pairs in one grade."""
GROWTH_TOTAL = 0.10
"""SD of student learning gained over a career. Recalled (medium), mathematics, 0.08-0.12."""
GROWTH_YEARS = 7.4
"""Pace at which half of a 30-year career's gain comes in the first five years (read: Papay & Kraft 2015)."""
GROWTH_MEAN = 0.0751
"""Mean of :func:`growth` over :func:`years_of_experience`, taken off so that effectiveness has mean 0."""
SPREAD = 0.13
"""SD between teachers of equal experience, in SD of student learning. Recalled (high): Hanushek & Rivkin 2010,
doi:10.1257/aer.100.2.267, about .11 in reading and .15 in mathematics; 0.10-0.20."""


def team_count(positions: Any) -> Any:
    """Count the teams of a school.

    Parameters
    ----------
    positions : int
        Teachers, 1 or more.

    Returns
    -------
    int
        Grade teams (elementary) or subject teams (secondary) of about :data:`TEAM_SIZE` people, at least 1.
    """
    return max(1, int(positions / TEAM_SIZE + 0.5))


def years_of_experience(chance: Any) -> Any:
    """Turn an even draw into years of teaching.

    Parameters
    ----------
    chance : float
        Even in [0, 1).

    Returns
    -------
    float
        Years, 0..37. Shares 11.8 % below 4 years, 24.6 % 4-9, 16.7 % 10-14, 46.9 % 15 and more, mean 14.5 (measured:
        NCES National Teacher and Principal Survey 2020-21, table ntps2021_fl03_t12n). Inside a band evenly, above
        15 falling to nothing at 37 years, which gives the measured mean (the shape is assumed).
    """
    if chance < 0.118:
        return 4.0 * chance / 0.118
    if chance < 0.364:
        return 4.0 + 6.0 * (chance - 0.118) / 0.246
    if chance < 0.531:
        return 10.0 + 5.0 * (chance - 0.364) / 0.167
    return 15.0 + 22.0 * (1.0 - math.sqrt((1.0 - chance) / 0.469))


def growth(years: Any) -> Any:
    """Say what experience adds to effectiveness.

    ``growth = GROWTH_TOTAL * (1 - exp(-years / GROWTH_YEARS))``

    Parameters
    ----------
    years : float
        Years of teaching, 0 or more.

    Returns
    -------
    float
        SD of student learning above a novice, 0..0.1.
    """
    return GROWTH_TOTAL * (1.0 - math.exp(-years / GROWTH_YEARS))


def draw_people(
    key: Any,
    first: Any,
    school_key: Any,
    school: Any,
    entity: Any,
    team: Any,
    experience: Any,
    effectiveness: Any,
) -> None:
    """Fill the columns of all positions, school by school.

    Parameters
    ----------
    key : numpy.uint64
        From :func:`sim.foundation.draws.draw_key`.
    first : numpy.ndarray
        int64 (S+1,), the first row of each school.
    school_key : numpy.ndarray
        int64 (S,), each school's stable identity.
    school, entity, team, experience, effectiveness : numpy.ndarray
        Columns (N,) to be filled.
    """
    for s in range(school_key.shape[0]):
        low, count = first[s], first[s + 1] - first[s]
        teams = team_count(count)
        for slot in range(count):
            i = low + slot
            position = (U(school_key[s]) << SLOT_BITS) | U(slot)
            years = years_of_experience(uniform(key, EXPERIENCE, JULY, position))
            school[i] = s
            entity[i] = position
            team[i] = slot * teams // count
            experience[i] = years
            effectiveness[i] = SPREAD * bell(key, EFFECTIVENESS, JULY, position) + growth(years) - GROWTH_MEAN
