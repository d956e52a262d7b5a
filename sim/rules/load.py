"""What new practice takes out of a teacher's week, and what too much of it does."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def practice_hours(depth: float, load: float, p: Parameters) -> float:
    """Hours a week that one component takes: much while it is new, little once it is mastered.

    ``load * (practice_hours_floor + practice_hours_new * (1 - depth))``

    Parameters
    ----------
    depth : float
        Mastery of the component, 0..1.
    load : float
        How demanding the component is against the mean component, above 0.
    p : Parameters
        ``practice_hours_floor``, ``practice_hours_new`` in hours a week.

    Returns
    -------
    float
        Hours a week, above 0. No source gives the hours (assumed, swept); teachers' weeks have 15 hours beyond
        contract (RAND 2023, reported).
    """
    return load * (p.practice_hours_floor + p.practice_hours_new * (1.0 - depth))


def helping_hours(help_given: float, askers: float, p: Parameters) -> float:
    """Hours a week that colleagues' questions take: each helper serves only so many.

    ``help_given * helping_hours_each * min(askers, helping_most)``

    Parameters
    ----------
    help_given : float
        How much of a knower this teacher is, 0..1.
    askers : float
        How many colleagues name this teacher as adviser, 0 or more.
    p : Parameters
        ``helping_hours_each`` (h/week a client), ``helping_most`` (clients).

    Returns
    -------
    float
        Hours a week. The top tenth of advisers receives a third of all ties (15 schools, measured).
    """
    return help_given * p.helping_hours_each * min(askers, p.helping_most)


def strain_next(strain: float, hours: float, spare: float, p: Parameters) -> float:
    """Strain follows the overload of the week within a few months.

    ``strain + strain_speed * (min(1, over / strain_span) - strain)`` with ``over = (x + sqrt(x**2 + onset**2)) / 2``,
    ``x = hours - spare``: no two weeks are the same, so that a full week strains a little already

    Parameters
    ----------
    strain : float
        Strain last month, 0..1.
    hours : float
        Hours a week that new practice, helping and initiatives take.
    spare : float
        Hours a week that the teacher has for them.
    p : Parameters
        ``strain_speed`` a month, ``strain_span`` and ``strain_onset`` in hours a week.

    Returns
    -------
    float
        Strain this month, 0..1.
    """
    away = hours - spare
    over = 0.5 * (away + math.sqrt(away * away + p.strain_onset * p.strain_onset))
    return strain + p.strain_speed * (min(1.0, over / p.strain_span) - strain)


def fits_in_week(hours: float, added: float, spare: float, mandate: float, luck: float, p: Parameters) -> bool:
    """Whether a teacher sees room for more, or is made to take it.

    Room is there when ``hours + added <= load_gate * spare``; a mandate overrides it with its own strength as chance.

    Parameters
    ----------
    hours, added : float
        Hours a week that present and additional practice take.
    spare : float
        Spare hours a week.
    mandate : float
        Strength of the mandate, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``load_gate``, how far over their spare hours people go willingly.

    Returns
    -------
    bool
        True when the step is possible.
    """
    return hours + added <= p.load_gate * spare or luck < mandate
