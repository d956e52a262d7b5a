"""Events from outside: what arrives by itself, and how heavy it is."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def initiative_arrives(luck: float, p: Parameters) -> bool:
    """Whether a competing initiative arrives this month.

    ``luck < initiative_rate / 12``

    Parameters
    ----------
    luck : float
        A uniform draw.
    p : Parameters
        ``initiative_rate`` a year.

    Returns
    -------
    bool
        True when one arrives; it stays for ``initiative_months``.
    """
    return luck < p.initiative_rate / 12.0


def mandate_load(size: float, p: Parameters) -> float:
    """Load of a state mandate, in ordinary initiatives.

    ``mandate_weight * size``

    Parameters
    ----------
    size : float
        Strength of the mandate, 0..1.
    p : Parameters
        ``mandate_weight``.

    Returns
    -------
    float
        Initiatives.
    """
    return p.mandate_weight * size


def newcomers_experience(shortage: float, p: Parameters) -> float:
    """Experience of newcomers against the usual.

    ``shortage_experience`` in a shortage of teachers, else 1

    Parameters
    ----------
    shortage : float
        Exits against the usual; 1 in ordinary years.
    p : Parameters
        ``shortage_experience``.

    Returns
    -------
    float
        A factor on years of teaching.
    """
    return p.shortage_experience if shortage > 1.0 else 1.0
