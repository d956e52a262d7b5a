"""Attention: the cabinet's and the principals' hours, and what launching, charting and leading make of them."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def cabinet_hours(hours: float, schools: float, commitment: float, p: Parameters) -> float:
    """Hours a week that superintendent and cabinet have for the programme; a central office grows with its district.

    ``hours * max(1, schools / cabinet_schools)**cabinet_scaling * (cabinet_base + (1 - cabinet_base) * commitment)``

    Parameters
    ----------
    hours : float
        Hours a week in a district of ``cabinet_schools`` schools.
    schools : float
        Schools of the district.
    commitment : float
        The superintendent's, 0..1.
    p : Parameters
        ``cabinet_schools``, ``cabinet_scaling``, ``cabinet_base``.

    Returns
    -------
    float
        Hours a week.
    """
    size = math.pow(max(1.0, schools / p.cabinet_schools), p.cabinet_scaling)
    return hours * size * (p.cabinet_base + (1.0 - p.cabinet_base) * commitment)


def reviewing_hours(gain: float, p: Parameters) -> float:
    """Hours a week of the cabinet that the yearly review takes.

    ``review_hours * gain``

    Parameters
    ----------
    gain : float
        Readiness to change by strategy, 0..1.
    p : Parameters
        ``review_hours`` a week.

    Returns
    -------
    float
        Hours a week.
    """
    return p.review_hours * gain


def attention_quality(left: float, needed: float) -> float:
    """Attention that charting and reviewing get of what they need; launching comes first.

    ``min(1, left / needed)``, 1 where nothing is needed

    Parameters
    ----------
    left : float
        Hours a week that launching leaves.
    needed : float
        Hours a week that charting and reviewing need.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, left / needed) if needed > 0.0 else 1.0


def chart_succeeds(wish: float, quality: float, luck: float) -> float:
    """How far a tension is held together this year: as far as wished, where attention hits; else not at all.

    ``wish`` where ``luck < quality``, else 0

    Parameters
    ----------
    wish : float
        How far the strategy charts the tension, 0..1.
    quality : float
        From :func:`attention_quality`.
    luck : float
        A uniform draw, one for each tension and year.

    Returns
    -------
    float
        0..1.
    """
    return wish if luck < quality else 0.0


def orders_conflict(charted: float, quality: float, p: Parameters) -> float:
    """Whether schools get conflicting orders: both poles are wished for, and nobody has time to join them.

    1 where ``charted > 0`` and ``quality < conflict_attention``, else 0

    Parameters
    ----------
    charted : float
        Sum of the charting over the seven tensions, 0..7.
    quality : float
        From :func:`attention_quality`.
    p : Parameters
        ``conflict_attention``.

    Returns
    -------
    float
        0 or 1; conflict costs trust.
    """
    return 1.0 if charted > 0.0 and quality < p.conflict_attention else 0.0


def protecting_hours(left: float, share: float, active: float) -> float:
    """Cabinet hours a week for sheltering each active school.

    ``share * left / max(1, active)``

    Parameters
    ----------
    left : float
        Hours a week that launching, charting and reviewing leave.
    share : float
        Share of them that goes to protecting, 0..1.
    active : float
        Active schools.

    Returns
    -------
    float
        Hours a week and school.
    """
    return share * left / max(1.0, active)


def cabinet_reach(left: float, share: float, schools: float, week: float) -> float:
    """How well the cabinet reaches schools with informing, or with renewing.

    ``min(1, share * left / max(1, week * schools))``

    Parameters
    ----------
    left : float
        Hours a week that launching, charting and reviewing leave.
    share : float
        Share of them that goes to this task, 0..1.
    schools : float
        Schools that have to be reached: outside the programme to inform, active ones to renew.
    week : float
        Hours a week that one school takes, ``inform_week`` or ``renew_week``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, share * left / max(1.0, week * schools))


def leaders_reach(cabinet: float, hours: float, share: float, enough: float, p: Parameters) -> float:
    """How well a school is informed, or kept renewing, by the cabinet and its principal together.

    ``min(1, leader_cabinet * cabinet + (1 - leader_cabinet) * hours * share / enough)``

    Parameters
    ----------
    cabinet : float
        From :func:`cabinet_reach`.
    hours : float
        The principal's hours a week for the programme.
    share : float
        Share of them that goes to this task, 0..1.
    enough : float
        Hours a week that are enough, ``inform_hours`` or ``renew_hours``, above 0.
    p : Parameters
        ``leader_cabinet``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, p.leader_cabinet * cabinet + (1.0 - p.leader_cabinet) * hours * share / max(1e-9, enough))


def sheltering_hours(hours: float, share: float, skill: float, cabinet: float, p: Parameters) -> float:
    """Hours a month for make-or-break decisions of a school; a month has 4.3 weeks.

    ``max(0, 4.3 * hours * share * (1 + protect_skill * skill) + 4.3 * cabinet)``

    Parameters
    ----------
    hours : float
        The principal's hours a week for the programme.
    share : float
        Share of them that goes to protecting, 0..1.
    skill : float
        The principal's, SD units.
    cabinet : float
        Cabinet hours a week for the school, from :func:`protecting_hours`.
    p : Parameters
        ``protect_skill``.

    Returns
    -------
    float
        Hours a month.
    """
    return max(0.0, 4.3 * hours * share * (1.0 + p.protect_skill * skill) + 4.3 * cabinet)


def safety_felt(safety: float, sharing_paid: float, p: Parameters) -> float:
    """How safe it is to tell what failed.

    ``min(1, safety + safety_sharing * sharing_paid)``

    Parameters
    ----------
    safety : float
        How far leaders share their own mistakes, 0..1.
    sharing_paid : float
        Share of the sharing hours that is paid for, 0..1.
    p : Parameters
        ``safety_sharing``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, safety + p.safety_sharing * sharing_paid)
