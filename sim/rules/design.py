"""The design of a school's practice: its fit to the school's needs, the search for a better one, and drift."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def fit(misfit: float, sensitivity: float, p: Parameters) -> float:
    """How well a component works in a school, given the distance of design and needs.

    ``exp(-sensitivity * misfit / (2 * bandwidth**2))``

    Parameters
    ----------
    misfit : float
        Mean square distance of design and needs over the dimensions, need-SD squared.
    sensitivity : float
        How much the component depends on fit; 0 works anywhere, 1 is the mean component.
    p : Parameters
        ``fit_bandwidth`` in need-SD.

    Returns
    -------
    float
        0..1.
    """
    return math.exp(-sensitivity * misfit / (2.0 * p.fit_bandwidth * p.fit_bandwidth))


def search_skill(principal: float, effectiveness: float, ownership: float, p: Parameters) -> float:
    """How well a school's people can find what works for them.

    ``exp(search_principal * principal + search_effective * effectiveness) * (search_ownerless + ownership)``

    Parameters
    ----------
    principal : float
        The principal's skill, SD units.
    effectiveness : float
        Mean effectiveness of the teachers, SD of student learning.
    ownership : float
        Mean ownership, 0..1.
    p : Parameters
        ``search_principal``, ``search_effective``, ``search_ownerless``.

    Returns
    -------
    float
        About 1 in the mean school (form assumed): what is left to schools is as good as their people.
    """
    able = math.exp(p.search_principal * principal + p.search_effective * effectiveness)
    return able * (p.search_ownerless + ownership)


def search_noise(skill: float, process_skill: float, shared: float, p: Parameters) -> float:
    """The error with which a school sees what it needs.

    ``search_error / (skill * (1 + process_skill + shared))``

    Parameters
    ----------
    skill : float
        From :func:`search_skill`.
    process_skill : float
        Help with the process (design sessions, planning, a problem-first fund), 0..1.
    shared : float
        Process and failures heard from other schools that search, 0..1.
    p : Parameters
        ``search_error`` in need-SD.

    Returns
    -------
    float
        SD of the error in each dimension, need-SD.
    """
    return p.search_error / (max(0.1, skill) * (1.0 + process_skill + shared))


def search_step(design: float, need: float, error: float, noise: float, p: Parameters) -> float:
    """One half-year's correction in one dimension, on what the school believes that it needs.

    ``search_gain * seen`` where ``|seen| > search_slack * noise``, else 0, with ``seen = (need - design) + error``

    Parameters
    ----------
    design, need : float
        Position in the dimension, need-SD.
    error : float
        What is misread, need-SD.
    noise : float
        SD of the error, need-SD, from :func:`search_noise`.
    p : Parameters
        ``search_gain`` a half-year, ``search_slack``.

    Returns
    -------
    float
        The shift, need-SD. People have to unlearn what is changed, so that a school changes only what it sees a clear
        reason for. The measure is its own error: a fixed one would let misreading pay, by pushing schools over it.
    """
    seen = (need - design) + error
    if abs(seen) <= p.search_slack * noise:
        return 0.0
    return p.search_gain * seen


def need_drift(need: float, first: float, common: float, own: float, p: Parameters) -> float:
    """One year of changing needs: half of it shared by the district, half the school's own, drawn back in the long run.

    ``need + drift * (sqrt(.5) common + sqrt(.5) own) - drift_return * (need - first)``

    Parameters
    ----------
    need, first : float
        Position now and in the beginning, need-SD.
    common, own : float
        Draws with mean 0 and SD 1.
    p : Parameters
        ``drift`` need-SD a year, ``drift_return`` a year.

    Returns
    -------
    float
        Position a year later, need-SD.
    """
    return need + p.drift * 0.7071067811865476 * (common + own) - p.drift_return * (need - first)


def reading_noise(schools: float, variation: float, p: Parameters) -> float:
    """The error of the centre's yearly reading of how far a design is off, in one dimension.

    ``review_noise / sqrt(schools / 6) * sqrt(1 + (.15 / variation)**2)``; two schools are the least

    Parameters
    ----------
    schools : float
        Schools that have practised for a year.
    variation : float
        SD of the designs tried in this dimension, need-SD: where all schools do the same, nothing is learnt
        (exploration and exploitation, March 1991).
    p : Parameters
        ``review_noise`` need-SD with six schools, ``reading_variation`` need-SD.

    Returns
    -------
    float
        SD of the error, need-SD.
    """
    if p.review_noise <= 0.0:
        return 0.0
    blind = p.reading_variation / max(0.02, variation)
    return p.review_noise / math.sqrt(max(2.0, schools) / 6.0) * math.sqrt(1.0 + blind * blind)


def review_step(reading: float, noise: float, gain: float) -> float:
    """How far a yearly review moves the central design in one dimension.

    ``gain * reading`` where ``|reading| > noise * (1 - gain)``, else 0

    Parameters
    ----------
    reading : float
        How far the design seems to be off, need-SD.
    noise : float
        SD of the reading's error, need-SD.
    gain : float
        Readiness to change, 0 (fixed) .. 1 (adaptive).

    Returns
    -------
    float
        The shift, need-SD. The less patience, the smaller a sign is acted on: an adaptive centre (gain near 1) acts
        on anything, a cautious one waits for a clear sign.
    """
    if abs(reading) <= noise * (1.0 - gain):
        return 0.0
    return gain * reading
