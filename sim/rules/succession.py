"""Succession: who begins as superintendent or principal, and what a new superintendent does with the strategy."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def superintendent_begins(noise: float, p: Parameters) -> float:
    """Commitment of the superintendent who begins the programme.

    ``superintendent_commitment + superintendent_commitment_sd * noise``, kept in 0..1

    Parameters
    ----------
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``superintendent_commitment``, ``superintendent_commitment_sd``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, max(0.0, p.superintendent_commitment + p.superintendent_commitment_sd * noise))


def successor_begins(keeps: bool, noise: float, p: Parameters) -> float:
    """Commitment of a new superintendent.

    ``successor_keeping`` or ``successor_changing``, and ``successor_sd * noise``, kept in 0..1

    Parameters
    ----------
    keeps : bool
        Whether the strategy goes on.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``successor_keeping``, ``successor_changing``, ``successor_sd``.

    Returns
    -------
    float
        0..1.
    """
    usual = p.successor_keeping if keeps else p.successor_changing
    return min(1.0, max(0.0, usual + p.successor_sd * noise))


def board_after_change(board: float, p: Parameters) -> float:
    """The board's support when a new superintendent begins.

    ``board_carried * board + (1 - board_carried) * board_fresh``

    Parameters
    ----------
    board : float
        Support of the one who went, 0..1.
    p : Parameters
        ``board_carried``, ``board_fresh``.

    Returns
    -------
    float
        0..1.
    """
    return p.board_carried * board + (1.0 - p.board_carried) * p.board_fresh


def successor_lean(side: float, size: float, first: float, between: float, p: Parameters) -> float:
    """Where a new superintendent stands in one tension.

    0 for those between the poles, else ``successor_lean_least + (successor_lean_most - successor_lean_least) * size``
    towards the first pole (negative) or the second

    Parameters
    ----------
    side : float
        A uniform draw: on which side.
    size : float
        A uniform draw: how far.
    first, between : float
        Shares of leaders who stand at the first pole, and between the poles, 0..1.
    p : Parameters
        ``successor_lean_least``, ``successor_lean_most``.

    Returns
    -------
    float
        -1..1.
    """
    away = p.successor_lean_least + (p.successor_lean_most - p.successor_lean_least) * size
    if side < first:
        return -away
    return 0.0 if side < first + between else away


def successor_budget(kept: float, p: Parameters) -> float:
    """Share of the operating money that is left when a new superintendent brings another strategy.

    ``kept * (1 - successor_cut)``

    Parameters
    ----------
    kept : float
        Share that was left before, 0..1.
    p : Parameters
        ``successor_cut``.

    Returns
    -------
    float
        0..1.
    """
    return kept * (1.0 - p.successor_cut)


def poor_or_large(low_income: float, students: float) -> bool:
    """Whether a district is one of those that superintendents leave sooner.

    ``low_income > .75`` or ``students > 100000``: classes of the source

    Parameters
    ----------
    low_income : float
        Low-income share of the district's students, 0..1.
    students : float
        Of the district.

    Returns
    -------
    bool
        Read by :func:`sim.rules.people.superintendent_leaves` (Broad Center 2018, reported).
    """
    return low_income > 0.75 or students > 100000.0


def wealthy(low_income: float) -> bool:
    """Whether a district is one of those in which superintendents stay longer.

    ``low_income <= .25``: a class of the source

    Parameters
    ----------
    low_income : float
        Low-income share of the district's students, 0..1.

    Returns
    -------
    bool
        Read by :func:`sim.rules.people.superintendent_leaves` (Broad Center 2018, reported).
    """
    return low_income <= 0.25


def principal_begins(noise: float, p: Parameters) -> float:
    """Commitment of a principal who is in post when the story begins.

    ``principal_commitment + commitment_sd * noise``, kept in 0..1

    Parameters
    ----------
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``principal_commitment``, ``commitment_sd``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, max(0.0, p.principal_commitment + p.commitment_sd * noise))


def principal_succeeds(own: bool, noise: float, p: Parameters) -> float:
    """Commitment of a new principal.

    ``successor_commitment + commitment_sd * noise``, and ``pipeline_commitment`` for an own coach; kept in 0..1

    Parameters
    ----------
    own : bool
        Whether the new principal was one of the district's own coaches.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``successor_commitment``, ``pipeline_commitment``, ``commitment_sd``.

    Returns
    -------
    float
        0..1.
    """
    level = p.successor_commitment + (p.pipeline_commitment if own else 0.0)
    level += p.commitment_sd * noise
    return min(1.0, max(0.0, level))


def pipeline_chance(coaches: float, schools: float, p: Parameters) -> float:
    """Chance that a vacant principal's post goes to one of the own coaches.

    ``min(pipeline_most, pipeline_rate * coaches / max(1, principal_exit * schools))``

    Parameters
    ----------
    coaches : float
        Own coaches in post.
    schools : float
        Schools of the district.
    p : Parameters
        ``pipeline_most``, ``pipeline_rate`` a year, ``principal_exit`` a year.

    Returns
    -------
    float
        0..1.
    """
    return min(p.pipeline_most, p.pipeline_rate * coaches / max(1.0, p.principal_exit * schools))
