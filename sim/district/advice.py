"""Who asks whom for advice: a growth rule that gives school networks as they were measured.

Target: 15 whole-school networks of 433 staff (Pitts & Spillane 2009, doi:10.1080/17437270902946660; statistics computed
from the file in the R package HLSM). Whatever the school's size a person who answers asks about 4 colleagues (SD 3.0
between people, 9 % ask nobody); 33 % of ties go both ways; transitivity .39; the odds of a tie are 2.6 times as high
inside a grade; a tenth of people receive 35 % of ties (Gini .48).

A person wants a number of advisers. Turn by turn everybody who still wants one asks whom a colleague already asks
(closure), or chooses by reputation with the own team preferred; who is asked may ask back. How often people ask back
and how much they keep to the team is each school's own habit; in the end nobody is left without any tie. Every choice
is a draw of its own, keyed by person and turn, so ties inside a school depend on nothing outside it. The work grows
with the number of ties. `docs/districts.md` compares what comes out with what was measured.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.district.people import JULY, team_count
from sim.foundation.compiling import apart
from sim.foundation.decisions import (
    ADVICE_ACROSS,
    ADVICE_BACK,
    ADVICE_CHOICE,
    ADVICE_CLIMATE,
    ADVICE_CLOSURE,
    ADVICE_HABIT,
    ADVICE_LEFT_OUT,
    ADVICE_NEED,
    ADVICE_TEAMS,
    POPULARITY,
)
from sim.foundation.draws import bell, uniform

__all__ = ["WANTED_AT_MOST", "advisers_wanted", "ask_inside", "asks_already", "at_reputation", "plan_advice"]

U = np.uint64
ONE = np.uint64(1)

NOBODY = 0.09
"""Share of people who ask nobody (measured, respondents)."""
WANTED_LOG_MEAN = 1.29
"""Mean of the logarithm of the number of advisers wanted by those who ask (fitted to the mean of 4.07)."""
WANTED_LOG_SPREAD = 0.57
"""SD of that logarithm between people of a school (fitted to the SD of 3.0)."""
CLIMATE_LOG_SPREAD = 0.2
"""SD of that logarithm between schools (fitted to the SD of 0.9-1.0 between school means)."""
WANTED_AT_MOST = 24
"""Nobody keeps up more advisers than this (assumed; 16 was the most seen)."""
REPUTATION_SPREAD = 1.8
"""SD of the logarithm of how sought a person is (fitted to Gini .48 and to the top tenth's 35 %)."""
REPUTATION_FLOOR = 1.2
"""What everybody is sought for, against a median of 1 for what differs (fitted to 8 % whom nobody asks)."""
TEAM_WEIGHT = 1.6
"""See :func:`team_weight` (fitted to odds of 2.5 in schools of 12-35 and 4.0 in those of 42-76)."""
TEAM_SPREAD = 0.72
"""SD of the logarithm of that weight between schools (fitted: log odds differ by SD .64 between measured schools of one
size; .32 of it would be luck with one weight for all)."""
TYPICAL_STAFF = 29.0
"""Mean staff of the measured schools."""
CLOSURE = 0.30
"""Chance of asking whom one's adviser asks (fitted to transitivity .39)."""
BACK_LOGIT = -1.3
"""Logit of the chance that who is asked asks back, if still looking for an adviser, in a middling school (fitted to
reciprocity .33)."""
BACK_SPREAD = 1.3
"""SD of that logit between schools (fitted: reciprocity differs by SD .135 between measured schools of one size; .09 of
it would be luck with one chance for all)."""
TRIES = 8
"""Draws before the next free colleague is taken."""


def advisers_wanted(chance: Any, luck: Any, climate: Any, colleagues: Any) -> Any:
    """Say how many colleagues a person wants to ask.

    Parameters
    ----------
    chance : float
        Even in [0, 1): below :data:`NOBODY` the person asks nobody.
    luck, climate : float
        Bell draws of the person and of the school.
    colleagues : int
        Others in the school.

    Returns
    -------
    int
        ``exp(mean + spread * luck + climate spread * climate)`` rounded, 1..24, at most all colleagues; 0 for nobody.
    """
    if chance < NOBODY:
        return 0
    wanted = math.exp(WANTED_LOG_MEAN + WANTED_LOG_SPREAD * luck + CLIMATE_LOG_SPREAD * climate)
    return min(colleagues, WANTED_AT_MOST, max(1, int(wanted + 0.5)))


def plan_advice(
    key: Any, first: Any, school_key: Any, entity: Any, extra: Any, sought: Any, inside: Any, start: Any
) -> None:
    """Draw reputations and how many ties each person wants.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    first, school_key : numpy.ndarray
        First row (S+1,) and identity (S,) of each school.
    entity : numpy.ndarray
        uint64 (N,).
    extra : float
        Ties out of the school for each tie inside.
    sought : numpy.ndarray
        float64 (N,) to be filled: running sum of reputations inside the school, this person's included.
    inside : numpy.ndarray
        int32 (N,) to be filled: ties wanted inside the school.
    start : numpy.ndarray
        int64 (N+1,) to be filled: where each person's ties begin when all wanted ones are made.
    """
    start[0] = 0
    for s in range(school_key.shape[0]):
        low, high = first[s], first[s + 1]
        climate = bell(key, ADVICE_CLIMATE, JULY, U(school_key[s]))
        sought_here = 0.0
        for i in range(low, high):
            chance = uniform(key, ADVICE_NEED, JULY, entity[i])
            luck = bell(key, ADVICE_NEED, ONE, entity[i])
            wanted = advisers_wanted(chance, luck, climate, high - low - 1)
            across = 0
            for turn in range(wanted):
                if uniform(key, ADVICE_ACROSS, U(turn), entity[i]) < extra:
                    across += 1
            sought_here += REPUTATION_FLOOR + math.exp(REPUTATION_SPREAD * bell(key, POPULARITY, JULY, entity[i]))
            sought[i] = sought_here
            inside[i] = wanted
            start[i + 1] = start[i] + wanted + across


@apart
def at_reputation(sought: Any, low: Any, high: Any, mark: Any) -> Any:
    """Find the row in [low, high) whose stretch of the running sum holds ``mark`` (binary search)."""
    last = high - 1
    while low < last:
        middle = (low + last) // 2
        if sought[middle] > mark:
            last = middle
        else:
            low = middle + 1
    return low


def team_weight(staff: Any, luck: Any) -> Any:
    """Say how much likelier a colleague of the own team is chosen than another.

    ``(1 + TEAM_WEIGHT * sqrt(staff / TYPICAL_STAFF)) * exp(TEAM_SPREAD * luck)``: with growing staff the team is a
    smaller part of the school and its members are preferred more, as was measured; how much differs between schools.

    Parameters
    ----------
    staff : int
        People in the school.
    luck : float
        A bell draw of the school.

    Returns
    -------
    float
        Above 0; below 1 where people look for advice outside their team.
    """
    return (1.0 + TEAM_WEIGHT * math.sqrt(staff / TYPICAL_STAFF)) * math.exp(TEAM_SPREAD * luck)


def asks_back(luck: Any) -> Any:
    """Say how often people of a school ask back: each school has a habit of its own.

    ``1 / (1 + exp(-(BACK_LOGIT + BACK_SPREAD * luck)))``

    Parameters
    ----------
    luck : float
        A bell draw of the school.

    Returns
    -------
    float
        A chance, 0..1.
    """
    return 1.0 / (1.0 + math.exp(-(BACK_LOGIT + BACK_SPREAD * luck)))


def choose_by_reputation(
    sought: Any, low: Any, high: Any, team_low: Any, team_high: Any, weight: Any, chance: Any
) -> Any:
    """Choose a colleague in proportion to reputation, with the own team preferred.

    Parameters
    ----------
    sought : numpy.ndarray
        Running sum of reputations.
    low, high : int
        Rows of the school.
    team_low, team_high : int
        Rows of the team.
    weight : float
        From :func:`team_weight`.
    chance : float
        Even in [0, 1).

    Returns
    -------
    int
        A row of the school (it may be the person's own).
    """
    before = sought[team_low - 1] if team_low > low else 0.0
    team = sought[team_high - 1] - before
    mark = chance * (sought[high - 1] + (weight - 1.0) * team)
    if mark >= before + weight * team:
        mark -= (weight - 1.0) * team
    elif mark > before:
        mark = before + (mark - before) / weight
    return at_reputation(sought, low, high, mark)


@apart
def asks_already(i: Any, j: Any, start: Any, asked: Any, to: Any) -> Any:
    """Say whether ``i`` asks ``j``, or is ``j``."""
    if i == j:
        return True
    for tie in range(start[i], start[i] + asked[i]):  # noqa: SIM110 (numba knows no any() over a generator)
        if to[tie] == j:
            return True
    return False


def find_adviser(
    key: Any, i: Any, low: Any, high: Any, weight: Any, entity: Any, sought: Any, start: Any, asked: Any, to: Any
) -> Any:
    """Find one more colleague for person ``i`` to ask.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    i, low, high : int
        The person's row and the rows of the school.
    weight : float
        From :func:`team_weight`.
    entity, sought, start, asked, to : numpy.ndarray
        As in :func:`ask_inside`.

    Returns
    -------
    int
        A row of the school whom ``i`` does not ask yet (there is one, as nobody wants more than all colleagues).
    """
    teams = team_count(high - low)
    team = (i - low) * teams // (high - low)
    team_low, team_high = low + -(-team * (high - low) // teams), low + -(-(team + 1) * (high - low) // teams)
    turn = U(asked[i]) << U(3)
    # One draw serves three choices: whether to go by an adviser, which one, and which of that one's advisers.
    chance = uniform(key, ADVICE_CLOSURE, turn, entity[i]) / CLOSURE
    j = i
    if chance < 1.0 and asked[i] > 0:
        which = chance * asked[i]
        adviser = to[start[i] + int(which)]
        if asked[adviser] > 0:
            j = to[start[adviser] + int((which - int(which)) * asked[adviser])]
    attempt = 0
    while asks_already(i, j, start, asked, to):
        if attempt < TRIES:
            chance = uniform(key, ADVICE_CHOICE, turn + U(attempt), entity[i])
            j = choose_by_reputation(sought, low, high, team_low, team_high, weight, chance)
        else:
            j = j + 1 if j + 1 < high else low
        attempt += 1
    return j


def include_all(key: Any, low: Any, high: Any, entity: Any, start: Any, asked: Any, to: Any, named: Any) -> None:
    """Leave nobody without any tie: who neither asks nor is asked is asked by a colleague instead of somebody else.

    A colleague drawn evenly turns the last of the own ties to the person left out, if whom it led to keeps another tie;
    so nobody asks more or fewer people than before. In all measured schools everybody is tied to somebody.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    low, high : int
        Rows of the school.
    entity, start, asked, to : numpy.ndarray
        As in :func:`ask_inside`; a few ties change.
    named : numpy.ndarray
        int32, zeros for the school's rows; ends as how many of the school ask each person.
    """
    for i in range(low, high):
        for tie in range(start[i], start[i] + asked[i]):
            named[to[tie]] += 1
    for i in range(low, high):
        if asked[i] > 0 or named[i] > 0:
            continue
        k = low
        for attempt in range(TRIES + high - low):
            if attempt < TRIES:
                k = low + int(uniform(key, ADVICE_LEFT_OUT, U(attempt), entity[i]) * (high - low))
            else:
                k = k + 1 if k + 1 < high else low
            if asked[k] > 0:
                last = start[k] + asked[k] - 1
                j = to[last]
                if named[j] > 1 or asked[j] > 0:
                    to[last] = i
                    named[j] -= 1
                    named[i] = 1
                    break


def ask_inside(
    key: Any,
    first: Any,
    school_key: Any,
    entity: Any,
    sought: Any,
    inside: Any,
    start: Any,
    asked: Any,
    to: Any,
    named: Any,
) -> None:
    """Make the ties inside all schools, turn by turn.

    Parameters
    ----------
    key : numpy.uint64
        The run's luck.
    first, school_key, entity, sought, inside, start : numpy.ndarray
        From :func:`plan_advice`.
    asked : numpy.ndarray
        int32 (N,), zeros; ends as the number of ties made.
    to : numpy.ndarray
        int32, whom each asks from ``start`` on; to be filled.
    named : numpy.ndarray
        int32 (N,), zeros; ends as how many colleagues of the school ask each person.
    """
    for s in range(first.shape[0] - 1):
        low, high = first[s], first[s + 1]
        weight = team_weight(high - low, bell(key, ADVICE_TEAMS, JULY, U(school_key[s])))
        habit = asks_back(bell(key, ADVICE_HABIT, JULY, U(school_key[s])))
        turns = 0
        for i in range(low, high):
            turns = max(turns, inside[i])
        for turn in range(turns):
            for i in range(low, high):
                if asked[i] != turn or turn >= inside[i]:
                    continue  # has enough, or has asked back meanwhile
                j = find_adviser(key, i, low, high, weight, entity, sought, start, asked, to)
                to[start[i] + asked[i]] = j
                asked[i] += 1
                back = asked[j] < inside[j] and uniform(key, ADVICE_BACK, U(turn), entity[i]) < habit
                if back and not asks_already(j, i, start, asked, to):
                    to[start[j] + asked[j]] = i
                    asked[j] += 1
        include_all(key, low, high, entity, start, asked, to, named)
