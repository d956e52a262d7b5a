"""Who asks whom for advice: a growth rule that gives school networks as they were measured.

Target: 15 whole-school networks of 433 staff (Pitts & Spillane 2009, doi:10.1080/17437270902946660; statistics computed
from the file in the R package HLSM). Whatever the school's size a person who answers asks about 4 colleagues (SD 3.0
between people, 9 % ask nobody); 33 % of ties go both ways; transitivity .39; the odds of a tie are 2.6 times as high
inside a grade; a tenth of people receive 35 % of ties (Gini .48).

A person wants a number of advisers. Turn by turn everybody who still wants one asks whom a colleague already asks
(closure), or chooses by reputation with the own team preferred; who is asked may ask back. How often people ask back
and how much they keep to the team is each school's own habit; in the end nobody is left without any tie. Every choice
is a draw of its own, keyed by person and turn, so ties inside a school depend on nothing outside it. The work grows
with the number of ties. `docs/districts.md` compares what comes out with what was
measured; how many colleagues people ask, and habits, stand in `asking_habits.py`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.district.asking_habits import asks_back, at_reputation, team_weight
from sim.district.people import JULY, team_count
from sim.foundation.compiling import apart
from sim.foundation.decisions import (
    ADVICE_BACK,
    ADVICE_CHOICE,
    ADVICE_CLOSURE,
    ADVICE_HABIT,
    ADVICE_LEFT_OUT,
    ADVICE_TEAMS,
)
from sim.foundation.draws import bell, uniform

__all__ = ["ask_inside", "asks_already"]

U = np.uint64

CLOSURE = 0.30
"""Chance of asking whom one's adviser asks (fitted to transitivity .39)."""
TRIES = 8
"""Draws before the next free colleague is taken."""


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
