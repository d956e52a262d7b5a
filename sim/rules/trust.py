"""Trust made and broken, and ownership."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def trust_brought(own: float, team: float, experience: float, p: Parameters) -> float:
    """Trust that a person brings beside the school's climate: own nature, the team's, and what the years add.

    ``trust_person_sd * (sqrt(1 - trust_team) own + sqrt(trust_team) team)
    + trust_experience (experience - experience_mean)``

    Parameters
    ----------
    own, team : float
        Draws with mean 0 and SD 1, the person's and the team's.
    experience : float
        Years of teaching.
    p : Parameters
        ``trust_person_sd``, ``trust_team`` (0..1), ``trust_experience`` a year, ``experience_mean`` years.

    Returns
    -------
    float
        About -.5 to .5. Members of one grade differ less in trust, and who has taught longer trusts a little more (15
        schools, Pitts & Spillane 2009, measured).
    """
    drawn = math.sqrt(1.0 - p.trust_team) * own + math.sqrt(p.trust_team) * team
    return p.trust_person_sd * drawn + p.trust_experience * (experience - p.experience_mean)


def trust_at_rest(climate: float, disposition: float) -> float:
    """The level to which a teacher's trust reverts: the school's climate and what the person brings.

    ``climate + disposition``, kept in 0..1

    Parameters
    ----------
    climate : float
        0..1.
    disposition : float
        Trust that the person brings beside the climate, about -.5 to .5; it stays with the person.

    Returns
    -------
    float
        0..1. Most of the variance of trust lies between people of one school (15 schools, measured), and goes on to
        lie there.
    """
    return min(1.0, max(0.0, climate + disposition))


def trust_next(
    trust: float,
    climate: float,
    disposition: float,
    support_kept: float,
    voice: float,
    mandate: float,
    willing: bool,
    disappointment: float,
    strain: float,
    imposed: float,
    p: Parameters,
) -> float:
    """One month of a teacher's trust in principal and district; it reverts to climate and disposition.

    ``T + (rest - T)/30 + .012 support_kept + .003 voice - c * mandate * (1 or .25) - .02 max(0, disappointment)
    - .012 strain - .10 imposed``, kept in 0..1

    Parameters
    ----------
    trust, climate : float
        0..1.
    disposition : float
        What the person brings beside the climate; ``rest`` is :func:`trust_at_rest` of both.
    support_kept : float
        (hours received - hours promised) / hours promised, -1..1; 0 where nothing was promised.
    voice : float
        Say of the school's people in the design, 0..1.
    mandate : float
        0..1.
    willing : bool
        Whether the teacher would have done it anyway; a mandate costs a quarter then.
    disappointment : float
        Belief less payoff felt less .05; only the positive part counts.
    strain : float
        0..1.
    imposed : float
        How far the centre moved the design this month, need-SD.
    p : Parameters
        ``trust_reversion``, ``trust_support``, ``trust_gain``, ``trust_voice``, ``trust_mandate``, ``trust_willing``,
        ``trust_disappointment``, ``trust_strain``, ``trust_imposed``; a loss weighs about twice a gain.

    Returns
    -------
    float
        0..1. Between schools lies .12 of the variance (15 schools, measured); strong trust goes with improvement
        (Bryk & Schneider 2002, recalled). The pull of a mandate is measured nowhere: swept.
    """
    kept = support_kept if support_kept < 0.0 else p.trust_gain * support_kept
    reactance = p.trust_mandate * mandate * (p.trust_willing if willing else 1.0)
    rest = trust_at_rest(climate, disposition)
    moved = (rest - trust) * p.trust_reversion + p.trust_support * kept + p.trust_voice * voice - reactance
    moved -= p.trust_disappointment * max(0.0, disappointment) + p.trust_strain * strain + p.trust_imposed * imposed
    return min(1.0, max(0.0, trust + moved))


def trust_after_principal(trust: float, p: Parameters) -> float:
    """What is left of a teacher's trust when the principal leaves: a part of it was trust in a person.

    ``trust * (1 - trust_principal_lost)``

    Parameters
    ----------
    trust : float
        0..1.
    p : Parameters
        ``trust_principal_lost``, 0..1.

    Returns
    -------
    float
        0..1. It comes back within some years, as trust reverts (:func:`trust_next`). After a change of principal more
        teachers leave and learning is lower (Bartanen, Grissom & Rogers 2019, reported); that trust is the way there
        is assumed, and so is the size.
    """
    return trust * (1.0 - p.trust_principal_lost)


def ownership_next(ownership: float, voice: float, chosen: float, imposed: float, p: Parameters) -> float:
    """One month of ownership: it follows say and choice, and falls when the design is changed from above.

    ``o + ownership_speed * (.2 + .4 voice + .4 chosen - o) - .05 imposed``, kept in 0..1

    Parameters
    ----------
    ownership : float
        0..1.
    voice : float
        Say of the school's people in the design, 0..1.
    chosen : float
        1 less the strength of the mandate, 0..1: even the willing are loath to be told.
    imposed : float
        How far the centre moved the design this month, need-SD.
    p : Parameters
        ``ownership_speed`` a month, ``ownership_base``, ``ownership_voice``, ``ownership_choice``,
        ``ownership_imposed``.

    Returns
    -------
    float
        0..1. It is read when teachers drop components and when schools search their design.
    """
    target = p.ownership_base + p.ownership_voice * voice + p.ownership_choice * chosen
    return min(1.0, max(0.0, ownership + p.ownership_speed * (target - ownership) - p.ownership_imposed * imposed))


def climate_next(climate: float, mean_trust: float, mean_rest: float, p: Parameters) -> float:
    """A school's climate follows its people's trust over years, not months.

    ``climate + (mean_trust - mean_rest) / climate_months``, kept in 0..1

    Parameters
    ----------
    climate, mean_trust : float
        0..1.
    mean_rest : float
        Mean of :func:`trust_at_rest` over the same people: a climate moves with what people live through, not with
        what those who happen to work there bring.
    p : Parameters
        ``climate_months``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, max(0.0, climate + (mean_trust - mean_rest) / p.climate_months))
