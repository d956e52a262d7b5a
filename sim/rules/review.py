"""The yearly review: how much of it comes about, and what it makes of pace and goals."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def review_power(gain: float, attention: float) -> float:
    """How far this year's review can move what it reviews.

    ``gain * attention``

    Parameters
    ----------
    gain : float
        Readiness to change by strategy, 0..1.
    attention : float
        Attention for charting and reviewing, given / needed, 0..1.

    Returns
    -------
    float
        0..1; 0 is no review.
    """
    return gain * attention


def goals_power(power: float, charted: float) -> float:
    """How far a review moves goals (the central design), which teachers have to unlearn.

    ``power * (1 - charted)``

    Parameters
    ----------
    power : float
        From :func:`review_power`.
    charted : float
        How far fixed and adaptive are held together this year, 0..1: goals stay, tactics move.

    Returns
    -------
    float
        0..1.
    """
    return power * (1.0 - charted)


def pace_signal(dose: float, noise: float, p: Parameters) -> float:
    """How the hours that reach schools look against what was promised.

    ``dose / promised_dose - 1 + pace_reading * review_noise * noise``

    Parameters
    ----------
    dose : float
        Coach hours a teacher-year in schools that have practised for a year.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``promised_dose`` hours a teacher-year, ``pace_reading``, ``review_noise``.

    Returns
    -------
    float
        Below 0 where hours are thin.
    """
    return dose / p.promised_dose - 1.0 + p.pace_reading * p.review_noise * noise


def pace_after_review(signal: float, power: float, p: Parameters) -> float:
    """What a review makes of the pace of launches: thin hours slow it down.

    ``1 + power * signal``, the signal within ``pace_signal_least`` and ``pace_signal_most``, the result within
    .3 and 1.5

    Parameters
    ----------
    signal : float
        From :func:`pace_signal`.
    power : float
        From :func:`review_power`.
    p : Parameters
        ``pace_signal_least``, ``pace_signal_most``.

    Returns
    -------
    float
        A factor on the promised pace.
    """
    heard = min(p.pace_signal_most, max(p.pace_signal_least, signal))
    return min(1.5, max(0.3, 1.0 + power * heard))
