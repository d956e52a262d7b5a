"""Building and buying: own coaches and outside hours for the money of a year."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def coaching_wanted(teachers: float, p: Parameters) -> float:
    """Dollars of own coaching beyond which no hour is bought.

    ``highest_dose * teachers * hour`` with ``hour = coach_salary / (coach_year_hours * coach_contact)``

    Parameters
    ----------
    teachers : float
        In active and preparing schools.
    p : Parameters
        ``highest_dose`` hours a teacher-year, ``coach_salary``, ``coach_year_hours``, ``coach_contact``.

    Returns
    -------
    float
        Dollars.
    """
    hour = p.coach_salary / (p.coach_year_hours * p.coach_contact)
    return p.highest_dose * teachers * hour


def own_dollars(dollars: float, own_share: float, wanted: float) -> float:
    """Dollars for own coaches.

    ``min(own_share * dollars, wanted)``

    Parameters
    ----------
    dollars : float
        Left for coaching.
    own_share : float
        Share of it that goes to own coaches, 0..1.
    wanted : float
        From :func:`coaching_wanted`.

    Returns
    -------
    float
        Dollars.
    """
    return min(own_share * dollars, wanted)


def trainable_coaches(mastering: float, teachers: float, handing_over: float, p: Parameters) -> float:
    """How many new coaches a district can select and train in a year: more, once enough teachers master it.

    ``(coach_base + (1 - coach_base) * min(1, mastering / coach_masters)) * coach_hires * teachers
    * (1 + transfer_hires * handing_over)``

    Parameters
    ----------
    mastering : float
        Share of teachers who master it, 0..1.
    teachers : float
        Of the district.
    handing_over : float
        How far a partner hands over this year, 0..1.
    p : Parameters
        ``coach_base``, ``coach_masters``, ``coach_hires`` a teacher and year, ``transfer_hires``.

    Returns
    -------
    float
        Coaches a year.
    """
    grown = p.coach_base + (1.0 - p.coach_base) * min(1.0, mastering / p.coach_masters)
    return grown * p.coach_hires * teachers * (1.0 + p.transfer_hires * handing_over)


def coaches_hired(affordable: float, coaches: float, trainable: float) -> float:
    """How many coaches are hired this July.

    ``floor(min(affordable - coaches, max(1, trainable)))``, 0 where money does not even keep those in post

    Parameters
    ----------
    affordable : float
        Coaches that the money pays.
    coaches : float
        Own coaches in post.
    trainable : float
        From :func:`trainable_coaches`.

    Returns
    -------
    float
        Whole persons; at least one can be found and trained anywhere.
    """
    if affordable < coaches:
        return 0.0
    return float(math.floor(min(affordable - coaches, max(1.0, trainable))))


def outside_dollars(dollars: float, own_share: float, wanted: float, own_cost: float, p: Parameters) -> float:
    """Dollars for outside partners: their share, and no more than brings the highest dose.

    ``min((1 - own_share) * dollars, max(0, wanted - own_cost) * vendor_price)``

    Parameters
    ----------
    dollars : float
        Left for coaching.
    own_share : float
        Share that goes to own coaches, 0..1.
    wanted : float
        From :func:`coaching_wanted`.
    own_cost : float
        Dollars that own coaches cost this year.
    p : Parameters
        ``vendor_price``.

    Returns
    -------
    float
        Dollars; nothing while a partner has failed and no other is found.
    """
    return min((1.0 - own_share) * dollars, max(0.0, wanted - own_cost) * p.vendor_price)


def hours_bought(dollars: float, p: Parameters) -> float:
    """Outside hours that dollars buy.

    ``dollars / (hour * vendor_price)`` with ``hour = coach_salary / (coach_year_hours * coach_contact)``

    Parameters
    ----------
    dollars : float
        From :func:`outside_dollars`.
    p : Parameters
        ``vendor_price``, ``coach_salary``, ``coach_year_hours``, ``coach_contact``.

    Returns
    -------
    float
        Hours a year.
    """
    hour = p.coach_salary / (p.coach_year_hours * p.coach_contact)
    return dollars / (hour * p.vendor_price)
