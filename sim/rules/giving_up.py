"""Going on or giving up: what a school reads of its support and of others, and its decision."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def support_felt(planned: float, promised: float, p: Parameters) -> float:
    """How well a school finds itself supported when it decides whether to go on.

    ``min(1, max(planned / coach_half_dose, planned / promised))``, 1 where nothing was promised

    Parameters
    ----------
    planned, promised : float
        Coach hours a teacher-year that reach it, weighted with skill, and that were promised.
    p : Parameters
        ``coach_half_dose``.

    Returns
    -------
    float
        0..1. Enough is what works, or what was promised: an old school was promised fewer hours.
    """
    if promised <= 0.0:
        return 1.0
    return min(1.0, max(planned / p.coach_half_dose, planned / promised))


def others_going_on(district: float, known: float, p: Parameters) -> float:
    """How many others go on, as a school sees it: in the district, and with the leaders whom its principal knows.

    ``(1 - others_known) * district + others_known * known``

    Parameters
    ----------
    district, known : float
        Shares of active schools, 0..1.
    p : Parameters
        ``others_known``.

    Returns
    -------
    float
        0..1, read by :func:`gives_up`.
    """
    return (1.0 - p.others_known) * district + p.others_known * known


def gives_up(
    belief: float,
    strain: float,
    new_principal: float,
    commitment: float,
    supported: float,
    routines: float,
    mandate: float,
    others: float,
    newcomers: float,
    luck: float,
    p: Parameters,
) -> bool:
    """Whether a school ends the programme this July.

    ``luck < [.03 + .9 new (1 - commitment) + 1.6 max(0, .22 - belief) + .07 strain + .2 (1 - supported)
    + .2 newcomers]
    * (1 - .85 routines) * (1 - .4 mandate) * (1 - .3 others)``

    Parameters
    ----------
    belief, strain : float
        Means over the school's teachers.
    new_principal : float
        1 in the first July of a principal, else 0.
    commitment : float
        The principal's, 0..1.
    supported : float
        Coach hours against the half dose, or against those promised if they are fewer (in old schools), 0..1.
    routines, mandate : float
        0..1.
    others : float
        Share of the district's schools that are active, 0..1.
    newcomers : float
        Share of teachers who are new in the school, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``giveup_base``, ``giveup_principal``, ``giveup_belief``, ``giveup_belief_floor``, ``giveup_strain``,
        ``giveup_support``, ``giveup_newcomers``, ``giveup_routines``, ``giveup_mandate``,
        ``giveup_others``.

    Returns
    -------
    bool
        True when the school gives up; .12-.19 a year in comprehensive school reform (derived from reported). Of eleven
        risk factors there, trouble in keeping the faculty stood out (Taylor 2006, 395 schools, reported).
    """
    rate = p.giveup_base + p.giveup_principal * new_principal * (1.0 - commitment)
    rate += p.giveup_belief * max(0.0, p.giveup_belief_floor - belief) + p.giveup_strain * strain
    rate += p.giveup_support * (1.0 - supported) + p.giveup_newcomers * newcomers
    return luck < rate * (1.0 - p.giveup_routines * routines) * (1.0 - p.giveup_mandate * mandate) * (
        1.0 - p.giveup_others * others
    )
