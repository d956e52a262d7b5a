"""Which schools begin: how many in a year, in which order, with or without a year of planning, at what cost."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def places_of_year(pace: float, tactic: float, schools: float, luck: float) -> int:
    """How many schools may begin this year.

    ``floor(pace * tactic * schools + luck)``

    Parameters
    ----------
    pace : float
        Share of all schools that the district has promised to launch a year, 0..1.
    tactic : float
        What a review makes of the pace, from :func:`sim.rules.review.pace_after_review`; 1 without one.
    schools : float
        Schools of the district.
    luck : float
        A uniform draw that rounds the fraction.

    Returns
    -------
    int
        0 or more. Fewer begin where fewer are open, or where money does not reach (size of the pace assumed).
    """
    return math.floor(pace * tactic * schools + luck)


def places_by_need(need_share: float, places: float, luck: float) -> int:
    """How many of the year's places go to the schools in most need; the rest goes to the readiest.

    ``floor(need_share * places + luck)``

    Parameters
    ----------
    need_share : float
        Share that goes by need, 0..1.
    places : float
        Of the year, from :func:`places_of_year`.
    luck : float
        A uniform draw that rounds the fraction.

    Returns
    -------
    int
        0 .. places.
    """
    return math.floor(need_share * places + luck)


def claim_by_need(low_income: float, zone_begun: float, noise: float, p: Parameters) -> float:
    """Claim of a school on a place that goes by need; the highest are launched first.

    ``low_income + zone_begun + judgement_launch * noise``

    Parameters
    ----------
    low_income : float
        The school's low-income share, 0..1.
    zone_begun : float
        Weight of feeder zones where the school's zone has begun, 0..1, else 0.
    noise : float
        A draw with mean 0 and SD 1: need is misjudged a little.
    p : Parameters
        ``judgement_launch``.

    Returns
    -------
    float
        About 0..2.
    """
    return low_income + zone_begun + p.judgement_launch * noise


def claim_by_readiness(readiness: float, trust: float, zone_begun: float, noise: float, p: Parameters) -> float:
    """Claim of a school on a place that goes by readiness; the highest are launched first.

    ``readiness + launch_trust * trust + zone_begun + judgement_launch * noise``

    Parameters
    ----------
    readiness : float
        The school's, from :func:`sim.rules.school.school_readiness`, 0..1.
    trust : float
        The school's climate, 0..1.
    zone_begun : float
        Weight of feeder zones where the school's zone has begun, 0..1, else 0.
    noise : float
        The same draw as for the claim by need.
    p : Parameters
        ``launch_trust``, ``judgement_launch``.

    Returns
    -------
    float
        About 0..2. A district sees its people's belief, its principal and the climate, not the needs.
    """
    return readiness + p.launch_trust * trust + zone_begun + p.judgement_launch * noise


def plans_first(preparing: float, by_need: bool, charted: float, luck: float) -> bool:
    """Whether a chosen school plans for a year before it begins.

    ``luck < preparing``, or for a school chosen by need ``luck < charted``

    Parameters
    ----------
    preparing : float
        Share of the launches that get a year of planning, 0..1.
    by_need : bool
        Whether the school was chosen by need.
    charted : float
        How far need and readiness are held together this year, 0..1: schools in need are made ready first.
    luck : float
        A uniform draw, the same for a school in every strategy.

    Returns
    -------
    bool
        True when the school prepares; in the first July nobody waits.
    """
    return luck < preparing or (by_need and luck < charted)


def asked_again(months: float, p: Parameters) -> bool:
    """Whether a school that gave up can be launched again.

    ``months >= 12 * wait_after_giveup``

    Parameters
    ----------
    months : float
        Months since it gave up.
    p : Parameters
        ``wait_after_giveup`` years.

    Returns
    -------
    bool
        True when it stands among the open schools again.
    """
    return months >= 12.0 * p.wait_after_giveup


def launch_dollars(students: float, p: Parameters) -> float:
    """What a launch costs, once.

    ``launch_cost * students``

    Parameters
    ----------
    students : float
        Of the school.
    p : Parameters
        ``launch_cost`` dollars a student.

    Returns
    -------
    float
        Dollars.
    """
    return p.launch_cost * students


def launch_limit(dollars: float, running: float, p: Parameters) -> float:
    """What launches may cost this year: a part of all there is, and never what active schools need to go on.

    ``max(0, min(launch_budget * dollars, dollars - running))``

    Parameters
    ----------
    dollars : float
        Of the year, from the grant and the operating budget.
    running : float
        Dollars that active schools cost beside coaching.
    p : Parameters
        ``launch_budget``.

    Returns
    -------
    float
        Dollars; the first school that does not fit ends the year's launches.
    """
    return max(0.0, min(p.launch_budget * dollars, dollars - running))
