"""Two tracks: a deep core that gets the hours it needs, and a light ring that shares the rest."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def core_claim(readiness: float, in_core: float, p: Parameters) -> float:
    """Claim of a school on a place in the deep core of a two-track rollout; who is in it tends to stay.

    ``readiness + core_stays * in_core``

    Parameters
    ----------
    readiness : float
        The school's, 0..1.
    in_core : float
        1 for a school that was in it last year, else 0.
    p : Parameters
        ``core_stays``.

    Returns
    -------
    float
        The highest come first.
    """
    return readiness + p.core_stays * in_core


def core_open(depth: float, p: Parameters) -> bool:
    """Whether a school still needs the deep core.

    ``depth < core_deep``

    Parameters
    ----------
    depth : float
        Depth of practice over all teachers, 0..1.
    p : Parameters
        ``core_deep``.

    Returns
    -------
    bool
        False for a school that is deep enough to go on in the light ring.
    """
    return depth < p.core_deep


def core_teachers(hours: float, p: Parameters) -> float:
    """How many teachers the hours of the deep core bring to depth.

    ``(1 - ring_share) * hours / core_dose``

    Parameters
    ----------
    hours : float
        Coaching hours of the year.
    p : Parameters
        ``ring_share``, ``core_dose`` hours a teacher-year.

    Returns
    -------
    float
        Teachers; schools enter the core as a whole, the first one in any case.
    """
    return (1.0 - p.ring_share) * hours / p.core_dose


def core_share(evenly: float, teachers: float, hours: float, p: Parameters) -> float:
    """Share of the hours that the deep core gets: what it needs, never less than without tracks.

    ``max(evenly, min(1 - ring_share, core_dose * teachers / hours))``

    Parameters
    ----------
    evenly : float
        Share that the core's schools would get without tracks, 0..1.
    teachers : float
        In the core.
    hours : float
        Coaching hours of the year.
    p : Parameters
        ``ring_share``, ``core_dose`` hours a teacher-year.

    Returns
    -------
    float
        0..1; the light ring gets the rest.
    """
    return max(evenly, min(1.0 - p.ring_share, p.core_dose * teachers / max(1e-9, hours)))


def hours_part(
    evenly: float, in_core: bool, weight: float, core: float, core_weights: float, ring_weights: float, wish: float
) -> float:
    """Part of the year's hours that a school gets in a two-track rollout.

    ``(1 - wish) * evenly + wish * track`` with ``track = core * weight / core_weights`` in the core, else
    ``(1 - core) * weight / ring_weights``

    Parameters
    ----------
    evenly : float
        Part without tracks, 0..1.
    in_core : bool
        Whether the school is in the deep core.
    weight : float
        The school's claim, from :func:`hours_claim`.
    core : float
        From :func:`core_share`.
    core_weights, ring_weights : float
        Claims of all schools in the core and in the ring.
    wish : float
        How far the two tracks are held together this year, 0..1.

    Returns
    -------
    float
        0..1; over all schools 1.
    """
    track = core * weight / max(1e-9, core_weights) if in_core else (1.0 - core) * weight / max(1e-9, ring_weights)
    return (1.0 - wish) * evenly + wish * track
