"""How people ask for advice: how many they ask, how sought they are, and each school's own habits.

Target of the numbers: 15 whole-school networks of 433 staff (Pitts & Spillane 2009, doi:10.1080/17437270902946660;
statistics computed from the file in the R package HLSM). Who then asks whom stands in `advice.py`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.district.people import JULY
from sim.foundation.compiling import apart
from sim.foundation.decisions import ADVICE_ACROSS, ADVICE_CLIMATE, ADVICE_NEED, POPULARITY
from sim.foundation.draws import bell, uniform

__all__ = ["WANTED_AT_MOST", "advisers_wanted", "asks_back", "at_reputation", "plan_advice", "team_weight"]

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
BACK_LOGIT = -1.3
"""Logit of the chance that who is asked asks back, if still looking for an adviser, in a middling school (fitted to
reciprocity .33)."""
BACK_SPREAD = 1.3
"""SD of that logit between schools (fitted: reciprocity differs by SD .135 between measured schools of one size; .09 of
it would be luck with one chance for all)."""


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
