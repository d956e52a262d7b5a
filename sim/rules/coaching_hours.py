"""Coaching hours: what coaches and partners give in a year, and how it is shared out among schools."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters
from sim.rules.centre import coach_contact_hours


def coach_skill_next(skill: float, transfer: float, p: Parameters) -> float:
    """A year later own coaches are better, more so where a partner hands over.

    ``min(coach_skill_most, skill + coach_growth + transfer_skill)``, the last only with transfer

    Parameters
    ----------
    skill : float
        Worth of an hour of the mean own coach.
    transfer : float
        Share of the partner's hours that trains own coaches, 0..1.
    p : Parameters
        ``coach_growth`` and ``transfer_skill`` a year, ``coach_skill_most``.

    Returns
    -------
    float
        Worth of an hour.
    """
    handed = p.transfer_skill if transfer > 0.0 else 0.0
    return min(p.coach_skill_most, skill + (p.coach_growth + handed))


def hours_told(process: float, sharing_paid: float, p: Parameters) -> float:
    """Share of coaching in which coaches and leads tell how it was done, where such hours are paid for.

    ``sharing_paid_hours * process * sharing_paid``

    Parameters
    ----------
    process : float
        Share of sharing that tells process and failures, 0..1.
    sharing_paid : float
        Share of the sharing hours that is paid for, 0..1.
    p : Parameters
        ``sharing_paid_hours``.

    Returns
    -------
    float
        0..1.
    """
    return p.sharing_paid_hours * process * sharing_paid


def own_coaching_hours(
    coaches: float, hired: float, free: float, process: float, sharing_paid: float, handing_over: float, p: Parameters
) -> float:
    """Hours in which own coaches are with teachers this year; who is new gives less, unless a partner hands over.

    ``(1 - told) * coach_contact_hours(coaches - learning, free)`` with ``told`` from :func:`hours_told` and
    ``learning = (1 - coach_first_year) * (1 - handing_over) * min(hired, coaches)``

    Parameters
    ----------
    coaches, hired : float
        Own coaches, and those of them hired this July.
    free : float
        Share of the design left to schools, 0..1.
    process, sharing_paid : float
        As in :func:`hours_told`.
    handing_over : float
        How far a partner hands over this year, 0..1.
    p : Parameters
        ``coach_first_year``.

    Returns
    -------
    float
        Hours a year.
    """
    learning = (1.0 - p.coach_first_year) * (1.0 - handing_over) * min(hired, coaches)
    return (1.0 - hours_told(process, sharing_paid, p)) * coach_contact_hours(coaches - learning, free, p)


def outside_coaching_hours(
    hours: float, free: float, process: float, sharing_paid: float, transfer: float, p: Parameters
) -> float:
    """Hours in which outside coaches are with teachers this year: less travel, handing over and the many designs.

    ``(1 - travel_cost) * (1 - told) * hours * (1 - transfer) / (1 + variety_cost * free)`` with ``told`` from
    :func:`hours_told`

    Parameters
    ----------
    hours : float
        Hours bought.
    free : float
        Share of the design left to schools, 0..1.
    process, sharing_paid : float
        As in :func:`hours_told`.
    transfer : float
        Share of the hours that trains own coaches, 0..1.
    p : Parameters
        ``travel_cost``, ``variety_cost``.

    Returns
    -------
    float
        Hours a year.
    """
    near = (1.0 - p.travel_cost) * (1.0 - hours_told(process, sharing_paid, p))
    return near * hours * (1.0 - transfer) / (1.0 + p.variety_cost * free)


def vendor_skill_in(year: float, p: Parameters) -> float:
    """What an hour of outside coaching is worth; commercial tools get better.

    ``min(vendor_skill_most, vendor_skill * (1 + vendor_progress)**year)``

    Parameters
    ----------
    year : float
        Whole years since the beginning.
    p : Parameters
        ``vendor_skill``, ``vendor_progress`` a year, ``vendor_skill_most``.

    Returns
    -------
    float
        Worth of an hour.
    """
    return min(p.vendor_skill_most, p.vendor_skill * math.pow(1.0 + p.vendor_progress, year))


def promised_hours(young: bool, p: Parameters) -> float:
    """Coaching that an active school is promised.

    ``promised_dose`` while it is young, later ``promised_dose * old_weight``

    Parameters
    ----------
    young : bool
        Whether it began less than ``young_years`` ago.
    p : Parameters
        ``promised_dose`` hours a teacher-year, ``old_weight``.

    Returns
    -------
    float
        Hours a teacher-year.
    """
    return p.promised_dose * (1.0 if young else p.old_weight)


def hours_by_need(need_share: float, goal_equity: float, tactic: float, p: Parameters) -> float:
    """Share of the hours without fixed address that goes by need, after a review.

    ``need_share + (1 - need_share) * equity_aim * goal_equity * tactic``

    Parameters
    ----------
    need_share : float
        Share that goes by need by strategy, 0..1.
    goal_equity : float
        Weight of equity among the district's goals, 0..1.
    tactic : float
        How far a review moves hours, 0..1.
    p : Parameters
        ``equity_aim``.

    Returns
    -------
    float
        0..1; the rest goes by readiness.
    """
    return need_share + (1.0 - need_share) * p.equity_aim * (goal_equity * tactic)


def depth_seen(depth: float, noise: float, p: Parameters) -> float:
    """How deep a school's users look from the centre.

    ``depth + depth_reading * review_noise * noise``

    Parameters
    ----------
    depth : float
        Mean depth of its users, 0..1.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``depth_reading``, ``review_noise``.

    Returns
    -------
    float
        About 0..1.
    """
    return depth + p.depth_reading * p.review_noise * noise


def age_weight(preparing: bool, young: bool, seen: float, tactic: float, p: Parameters) -> float:
    """Weight of a school in sharing out coaching by its age: new schools count in full.

    ``preparing_weight`` before the launch, 1 in the young years, then ``old_weight``; a review raises it to ``tactic``
    where depth looks lower than ``deep_enough``

    Parameters
    ----------
    preparing, young : bool
        Whether the school prepares, or began less than ``young_years`` ago.
    seen : float
        From :func:`depth_seen`.
    tactic : float
        How far a review moves hours, 0..1.
    p : Parameters
        ``preparing_weight``, ``old_weight``, ``deep_enough``.

    Returns
    -------
    float
        0..1.
    """
    if preparing:
        return p.preparing_weight
    if young:
        return 1.0
    return max(p.old_weight, tactic) if seen < p.deep_enough else p.old_weight


def hours_claim(teachers: float, weight: float, wish: float, p: Parameters) -> float:
    """Claim of a school on the year's coaching; it gets the same part of the hours as of all claims.

    ``teachers * weight * (1 - discretionary + discretionary * wish)``

    Parameters
    ----------
    teachers : float
        Of the school.
    weight : float
        From :func:`age_weight`.
    wish : float
        From :func:`sim.rules.school.priority`.
    p : Parameters
        ``discretionary``.

    Returns
    -------
    float
        0 or more.
    """
    return teachers * weight * ((1.0 - p.discretionary) + p.discretionary * wish)
