"""Ties that leave the school: teachers across schools, principals and the superintendent among one another.

Nobody has measured how many advice ties cross schools (recalled, low confidence: 5-15 %); they are thought to follow
feeder zones and subject positions (Spillane, Hopkins & Sweet 2015, doi:10.1086/683292). Leaders: one district's 43 site
and central leaders, weekly collaboration (Carolan 2014, chapter 9, after Daly): 3.5 ties each, 58 % reciprocated, 85 %
inside the same level, where level means site or central office; some name many and are named by many (SD 4.2, 7 of 43
nobody, one 20; correlation .63), and .41 of triangles close. Here the superintendent stands for the central office.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.district.advice import asks_already
from sim.district.asking_habits import at_reputation
from sim.district.people import JULY, PRINCIPAL_SLOT, SLOT_BITS
from sim.foundation.compiling import apart
from sim.foundation.decisions import (
    ADVICE_ACROSS_PERSON,
    ADVICE_ACROSS_SCHOOL,
    LEADER_BACK,
    LEADER_CENTRE,
    LEADER_CHOICE,
    LEADER_CLOSURE,
    LEADER_NEED,
)
from sim.foundation.draws import bell, uniform

__all__ = ["LEADERS_AT_MOST", "ask_across", "choose_school", "pack_ties", "tie_leaders"]

U = np.uint64
ONE = np.uint64(1)

SAME_LEVEL = 0.75
"""Share of ties out of a school that go to its level in its zone; the rest go to any school of the zone (assumed)."""
LEADERS_AT_MOST = 24
"""Principals that one principal works with weekly, at most (assumed; 20 was the most seen)."""
LEADERS_NOBODY = 0.22
"""Share of principals who seek no peers (fitted: 7 of the 43 leaders name nobody, central office included)."""
LEADERS_LOG_MEAN = 0.76
"""Mean of the logarithm of the number of peers that the others seek (fitted to 3.0 peers, .85 of 3.5)."""
LEADERS_LOG_SPREAD = 1.22
"""SD of that logarithm (fitted to the SD of 4.2 between the 43 leaders; one names 20, three name 12)."""
LEADERS_CLOSURE = 0.9
"""Chance of looking among those whom a partner works with (fitted to transitivity .41)."""
LEADERS_MET = 3
"""Peers met in a turn, of whom the one who seeks most is taken (fitted to the correlation of .63 between naming and
being named, and to reciprocity .58)."""
LEADERS_IN_ZONE = 0.95
"""Share of the peers met outside a partner's circle that are of the own zone (fitted to transitivity .41)."""
LEADERS_NEAR = LEADERS_IN_ZONE * SAME_LEVEL
"""Share of them inside the zone and the own level."""
LEADERS_BACK = 0.95
"""Chance that a principal who is sought and still seeks works with the seeker too (fitted to reciprocity .58)."""
WITH_CENTRE = 0.34
"""Share of principals that work weekly with the central office (fitted to .85 of ties inside the level)."""
CENTRE_BACK = 0.5
"""Chance that the central office names such a principal too (fitted with :data:`WITH_CENTRE`)."""


@apart
def choose_school(s: Any, low: Any, high: Any, chance: Any) -> Any:
    """Choose another school evenly from rows [low, high), which hold ``s`` and at least one more.

    Parameters
    ----------
    s, low, high : int
        The own row and the range.
    chance : float
        Even in [0, 1).

    Returns
    -------
    int
        A row of the range other than ``s``.
    """
    other = low + int(chance * (high - low - 1))
    return other + 1 if other >= s else other


def ask_across(
    key: Any,
    first: Any,
    entity: Any,
    sought: Any,
    near: Any,
    around: Any,
    start: Any,
    inside: Any,
    asked: Any,
    to: Any,
) -> None:
    """Add the ties out of the school behind those inside.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    first, entity, sought, start, inside : numpy.ndarray
        As in :func:`sim.district.advice.ask_inside`.
    near, around : numpy.ndarray
        int64 (S, 2), rows [low, high) of the schools of the same level in the zone, and of the zone; each holds the
        school itself and at least one more.
    asked, to : numpy.ndarray
        Ties made so far, and to whom; both grow. A tie that meets somebody asked already is not made.
    """
    for s in range(first.shape[0] - 1):
        for i in range(first[s], first[s + 1]):
            for turn in range(start[i + 1] - start[i] - inside[i]):
                which = uniform(key, ADVICE_ACROSS_SCHOOL, U(turn), entity[i])
                if which < SAME_LEVEL:
                    other = choose_school(s, near[s, 0], near[s, 1], which / SAME_LEVEL)
                else:
                    other = choose_school(s, around[s, 0], around[s, 1], (which - SAME_LEVEL) / (1.0 - SAME_LEVEL))
                low, high = first[other], first[other + 1]
                mark = uniform(key, ADVICE_ACROSS_PERSON, U(turn), entity[i]) * sought[high - 1]
                j = at_reputation(sought, low, high, mark)
                if not asks_already(i, j, start, asked, to):
                    to[start[i] + asked[i]] = j
                    asked[i] += 1


def pack_ties(start: Any, asked: Any, to: Any, packed_start: Any, packed_to: Any) -> None:
    """Close the gaps that ties not made have left, and put each person's ties in ascending order.

    Parameters
    ----------
    start, asked, to : numpy.ndarray
        Where each row begins, how many ties it has, and the ties.
    packed_start, packed_to : numpy.ndarray
        Where the packed rows begin (given), and the ties (to be filled).
    """
    for i in range(asked.shape[0]):
        for count in range(asked[i]):
            tie, place = to[start[i] + count], packed_start[i] + count
            while place > packed_start[i] and packed_to[place - 1] > tie:
                packed_to[place] = packed_to[place - 1]
                place -= 1
            packed_to[place] = tie


def peers_wanted(chance: Any, luck: Any) -> Any:
    """Say how many peers a principal seeks: few for most, many for some.

    Parameters
    ----------
    chance : float
        Even in [0, 1): below :data:`LEADERS_NOBODY` the principal seeks nobody.
    luck : float
        A bell draw of the principal.

    Returns
    -------
    int
        ``exp(mean + spread * luck)`` rounded, 1..24; 0 for nobody.
    """
    if chance < LEADERS_NOBODY:
        return 0
    return min(LEADERS_AT_MOST, max(1, int(math.exp(LEADERS_LOG_MEAN + LEADERS_LOG_SPREAD * luck) + 0.5)))


def meet_peer(s: Any, near: Any, around: Any, which: Any) -> Any:
    """Meet another principal: most often of the own level and zone, else of the zone, else from anywhere.

    Parameters
    ----------
    s : int
        The principal's row.
    near, around : numpy.ndarray
        As in :func:`ask_across`.
    which : float
        Even in [0, 1).

    Returns
    -------
    int
        A row other than ``s``.
    """
    if which < LEADERS_NEAR:
        return choose_school(s, near[s, 0], near[s, 1], which / LEADERS_NEAR)
    if which < LEADERS_IN_ZONE:
        chance = (which - LEADERS_NEAR) / (LEADERS_IN_ZONE - LEADERS_NEAR)
        return choose_school(s, around[s, 0], around[s, 1], chance)
    return choose_school(s, 0, near.shape[0], (which - LEADERS_IN_ZONE) / (1.0 - LEADERS_IN_ZONE))


def find_peer(
    key: Any, s: Any, principal: Any, turn: Any, near: Any, around: Any, start: Any, wanted: Any, asked: Any, to: Any
) -> Any:
    """Find one more principal for principal ``s`` to work with.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    s : int
        The principal's row.
    principal : numpy.uint64
        The principal's position.
    turn : int
        Which turn.
    near, around, start, wanted, asked, to : numpy.ndarray
        As in :func:`tie_leaders`.

    Returns
    -------
    int
        A row; ``s`` where nobody new was met in this turn.
    """
    found = s
    for meeting in range(LEADERS_MET):
        draw = U(turn * LEADERS_MET + meeting)
        # One draw serves three choices: whether to go by a partner, which one, and which of that one's partners.
        chance = uniform(key, LEADER_CLOSURE, draw, principal) / LEADERS_CLOSURE
        other = s
        if chance < 1.0 and asked[s] > 0:
            which = chance * asked[s]
            partner = to[start[s] + int(which)]
            if asked[partner] > 0:
                other = to[start[partner] + int((which - int(which)) * asked[partner])]
        if asks_already(s, other, start, asked, to):
            other = meet_peer(s, near, around, uniform(key, LEADER_CHOICE, draw, principal))
        if not asks_already(s, other, start, asked, to) and (found == s or wanted[other] > wanted[found]):
            found = other
    return found


def tie_leaders(
    key: Any, school_key: Any, near: Any, around: Any, start: Any, wanted: Any, asked: Any, to: Any
) -> None:
    """Tie principals to principals, turn by turn, and to the superintendent.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    school_key : numpy.ndarray
        int64 (S,), each school's stable identity.
    near, around : numpy.ndarray
        As in :func:`ask_across`.
    start : numpy.ndarray
        int64 (S+2,), room for each principal's ties and, last, the superintendent's.
    wanted : numpy.ndarray
        int32 (S,) to be filled: peers that each principal seeks.
    asked, to : numpy.ndarray
        int32, zeros and room; to be filled. Row S is the superintendent.
    """
    schools = school_key.shape[0]
    turns = 0
    for s in range(schools):
        principal = (U(school_key[s]) << SLOT_BITS) | PRINCIPAL_SLOT
        luck = bell(key, LEADER_NEED, ONE, principal)
        wanted[s] = min(schools - 1, peers_wanted(uniform(key, LEADER_NEED, JULY, principal), luck))
        turns = max(turns, wanted[s])
    for turn in range(turns):
        for s in range(schools):
            if asked[s] >= wanted[s]:
                continue
            principal = (U(school_key[s]) << SLOT_BITS) | PRINCIPAL_SLOT
            other = find_peer(key, s, principal, turn, near, around, start, wanted, asked, to)
            if other == s:
                continue
            to[start[s] + asked[s]] = other
            asked[s] += 1
            back = asked[other] < wanted[other] and uniform(key, LEADER_BACK, U(turn), principal) < LEADERS_BACK
            if back and not asks_already(other, s, start, asked, to):
                to[start[other] + asked[other]] = s
                asked[other] += 1
    for s in range(schools):
        principal = (U(school_key[s]) << SLOT_BITS) | PRINCIPAL_SLOT
        meets = uniform(key, LEADER_CENTRE, JULY, principal) / WITH_CENTRE
        if meets < 1.0:
            to[start[s] + asked[s]] = schools
            asked[s] += 1
            if meets < CENTRE_BACK:
                to[start[schools] + asked[schools]] = s
                asked[schools] += 1
