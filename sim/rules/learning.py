"""What students gain: a readout, so that what works and what lasts need not go together."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def effective_practice(practised: float, share: float, p: Parameters) -> float:
    """Effective practice of one teacher: deep, fitting components, better together.

    ``practised * ((1-k) + k * share)``, within 0..1

    Parameters
    ----------
    practised : float
        ``1/K`` times the sum over components in use of depth x fit, counting only depth of .35 and more.
    share : float
        Components in use over all components, 0..1.
    p : Parameters
        ``complementarity`` (k).

    Returns
    -------
    float
        0..1; .5 and more is called deep.
    """
    return min(1.0, practised * ((1.0 - p.complementarity) + p.complementarity * share))


def learning_gain(effective: float, surface: float, p: Parameters) -> float:
    """Learning of a teacher's students this year against no programme.

    ``learning_full * effective - learning_dip * surface``

    Parameters
    ----------
    effective : float
        Effective practice, 0..1.
    surface : float
        Share of the practice that is mechanical or does not fit, 0..1.
    p : Parameters
        ``learning_full``, ``learning_dip`` in SD a student-year.

    Returns
    -------
    float
        SD a student-year; whole programmes reach .07-.27 (RAND 2015, 2017, recalled).
    """
    return p.learning_full * effective - p.learning_dip * surface


def reach(lead: bool, led: bool, effective: float, p: Parameters) -> float:
    """How many classes' worth of students a teacher reaches.

    Leads of teams reach ``1 + lead_reach * effective``, members of led teams pass the difference on, others 1

    Parameters
    ----------
    lead, led : bool
        Whether the teacher leads a team, or works in a led team.
    effective : float
        Effective practice of the lead, 0..1.
    p : Parameters
        ``lead_reach``, ``lead_shared``.

    Returns
    -------
    float
        Classes; an excellent teacher reaches more students where teams and online work free time (Backes & Hansen
        2018, reported).
    """
    if lead:
        return 1.0 + p.lead_reach * effective
    return 1.0 - p.lead_shared * p.lead_reach * effective if led else 1.0
