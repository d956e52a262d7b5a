"""How well a teacher masters a component: it approaches a ceiling that support and peers set."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def coaching_effect(hours: float, trust: float, p: Parameters) -> float:
    """How much coaching closes of the distance to mastery; little below a dose, and only where it is trusted.

    ``h**2 / (h**2 + coach_half_dose**2) * (1 - g + g * min(door_most, trust / trust_ordinary)**2)``, at most 1

    Parameters
    ----------
    hours : float
        Coach hours a teacher-year, weighted with the coaches' skill.
    trust : float
        The teacher's trust in principal and district, 0..1.
    p : Parameters
        ``coach_half_dose`` (hours a teacher-year), ``trust_gate`` (g, 0..1), ``door_most``, ``trust_ordinary``.

    Returns
    -------
    float
        0..1. Convex below the half dose: 14 hours or less of training do nothing, 49 do much (Yoon et al. 2007,
        reported); coaching works, half as well above 100 teachers (Kraft et al. 2018, reported).
    """
    dose = hours * hours / (hours * hours + p.coach_half_dose * p.coach_half_dose)
    door = min(p.door_most, trust / p.trust_ordinary)
    return min(1.0, dose * (1.0 - p.trust_gate + p.trust_gate * door * door))


def help_given(depth: float, askers: float, p: Parameters) -> float:
    """How much know-how one colleague can pass to each who asks.

    ``clip((depth - help_from) / help_span, 0, 1) * min(1, helping_most / askers)``

    Parameters
    ----------
    depth : float
        The colleague's mean depth over the components in use, 0 if none.
    askers : float
        How many ask this colleague.
    p : Parameters
        ``helping_most`` clients at a time, ``help_from``, ``help_span``.

    Returns
    -------
    float
        0..1. Help from colleagues who already implement predicts change (Penuel, Frank & Krause 2006, reported).
    """
    known = min(1.0, max(0.0, (depth - p.help_from) / p.help_span))
    return known * min(1.0, p.helping_most / max(1.0, askers))


def help_taken(offered: float, trust: float, p: Parameters) -> float:
    """Help of colleagues that reaches a teacher: it is asked for where there is trust.

    ``min(1, offered * min(door_most, trust / trust_ordinary))``

    Parameters
    ----------
    offered : float
        Know-how that the colleagues asked for advice offer, 0..1.
    trust : float
        The teacher's trust, 0..1.
    p : Parameters
        ``door_most``, ``trust_ordinary``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, offered * min(p.door_most, trust / p.trust_ordinary))


def process_know_how(process: float, trust: float, users: float, p: Parameters) -> float:
    """Know-how that travels when it is told how things were done and what failed.

    ``know_how_told * process * trust * users``

    Parameters
    ----------
    process : float
        Share of sharing that goes to process and failures, 0..1.
    trust : float
        Listener's trust, 0..1.
    users : float
        Share of contacts that use the innovation, 0..1.
    p : Parameters
        ``know_how_told``, 0..1.

    Returns
    -------
    float
        Share of the distance to mastery, 0..1 (size assumed; leaders ask for the nuts and bolts, survey 2018).
    """
    return p.know_how_told * process * trust * users


def conviction(readiness: float, threshold: float, p: Parameters) -> float:
    """How much of the ceiling a teacher goes for: a disbeliever under mandate uses, but stays mechanical.

    ``clip((readiness - threshold) / .2 + .6, 0, 1)``

    Parameters
    ----------
    readiness : float
        Belief that the practice pays in my room.
    threshold : float
        What it takes to convince this teacher.
    p : Parameters
        ``conviction_span`` in units of belief, ``conviction_doubt``, the share at the threshold itself.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, max(0.0, (readiness - threshold) / p.conviction_span + p.conviction_doubt))


def depth_ceiling(coaching: float, peers: float, routines: float, told: float, belief: float, p: Parameters) -> float:
    """The depth that a teacher will reach if nothing changes.

    ``D0 + (Dmax - D0) * (1 - (1-coaching)(1-.7 peers)(1-.4 routines)(1-told)) * belief``

    Parameters
    ----------
    coaching : float
        From :func:`coaching_effect`, 0..1.
    peers : float
        Help from colleagues, 0..1.
    routines : float
        The school's routines, 0..1.
    told : float
        From :func:`process_know_how`, 0..1.
    belief : float
        From :func:`conviction`, 0..1.
    p : Parameters
        ``depth_alone`` (D0), ``depth_most`` (Dmax), ``ceiling_peers``, ``ceiling_routines``.

    Returns
    -------
    float
        0..1. Materials appear nowhere: alone they predict nothing (Penuel et al. 2006, reported).
    """
    lacking = (1.0 - coaching) * (1.0 - p.ceiling_peers * peers) * (1.0 - p.ceiling_routines * routines) * (1.0 - told)
    return p.depth_alone + (p.depth_most - p.depth_alone) * (1.0 - lacking) * belief


def depth_next(depth: float, ceiling: float, strain: float, p: Parameters) -> float:
    """One month of practice: growth towards the ceiling, slower under strain, or slow decline to it.

    ``d + depth_growth * (1 - .5 strain) * (ceiling - d)`` upwards, ``d + depth_decline * (ceiling - d)`` downwards

    Parameters
    ----------
    depth, ceiling : float
        0..1.
    strain : float
        0..1.
    p : Parameters
        ``depth_growth``, ``depth_decline`` a month of teaching, ``depth_strain``.

    Returns
    -------
    float
        0..1. Full implementation takes 2-4 years (Fixsen 2005, reported).
    """
    if ceiling > depth:
        return depth + p.depth_growth * (1.0 - p.depth_strain * strain) * (ceiling - depth)
    return depth + p.depth_decline * (ceiling - depth)


def depth_unused(depth: float, p: Parameters) -> float:
    """Skill that is not used fades, in the end to nothing.

    ``d * (1 - depth_fading)``, 0 below .001

    Parameters
    ----------
    depth : float
        0..1.
    p : Parameters
        ``depth_fading`` a month of teaching.

    Returns
    -------
    float
        0..1.
    """
    faded = depth * (1.0 - p.depth_fading)
    return faded if faded >= 0.001 else 0.0


def kept_after_redesign(moved: float, p: Parameters) -> float:
    """Share of depth that survives a change of the design.

    ``exp(-unlearning * moved)``

    Parameters
    ----------
    moved : float
        How far the design moved, in need-SD, mean over dimensions.
    p : Parameters
        ``unlearning`` per need-SD.

    Returns
    -------
    float
        0..1.
    """
    return math.exp(-p.unlearning * moved)
