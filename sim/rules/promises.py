"""Promises and what is seen of them: what the board is promised, and what it and the district get to see."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def promised_use(promised: float, pace: float, p: Parameters) -> float:
    """Share of the district's teachers that the board has been promised to see using it by next summer.

    ``min(promise_share, promised + promise_share * pace)``

    Parameters
    ----------
    promised : float
        Share promised so far, 0..1.
    pace : float
        Share of the schools that the district has promised to launch this year, 0..1.
    p : Parameters
        ``promise_share``.

    Returns
    -------
    float
        0..1.
    """
    return min(p.promise_share, promised + p.promise_share * pace)


def board_begins(own_share: float, p: Parameters) -> float:
    """The board's support on the first day; an outside partner's name helps.

    ``min(1, board_fresh + board_validation * (1 - own_share))``

    Parameters
    ----------
    own_share : float
        Share of support dollars for own coaches, 0..1.
    p : Parameters
        ``board_fresh``, ``board_validation``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, p.board_fresh + p.board_validation * (1.0 - own_share))


def cost_share(cost: float, students: float, p: Parameters) -> float:
    """Cost of the programme against the district's operating budget.

    ``cost / (budget_per_student * max(1, students))``

    Parameters
    ----------
    cost : float
        Dollars of the year.
    students : float
        Of the district.
    p : Parameters
        ``budget_per_student`` dollars a year.

    Returns
    -------
    float
        0 or more.
    """
    return cost / (p.budget_per_student * max(1.0, students))


def results_seen(paid: float, use: float, p: Parameters) -> float:
    """Payoff that the board sees: the mean of all users, once there are enough to be noticed.

    ``paid / use`` where ``use > board_notice``, else 0

    Parameters
    ----------
    paid : float
        Payoff felt by users, mean over all teachers.
    use : float
        Share of teachers using, 0..1.
    p : Parameters
        ``board_notice``.

    Returns
    -------
    float
        Mean payoff of users.
    """
    return paid / max(1e-9, use) if use > p.board_notice else 0.0


def district_payoff(shown: float, mastered: float, use: float, p: Parameters) -> float:
    """What it brings where it is mastered, as far as the district can know.

    ``shown / mastered`` where ``use > district_notice`` and somebody masters it, else ``prior``

    Parameters
    ----------
    shown, mastered : float
        Payoff times depth, and depth, of users; means over all teachers.
    use : float
        Share of teachers using, 0..1.
    p : Parameters
        ``district_notice``, ``prior``.

    Returns
    -------
    float
        Payoff, read by :func:`sim.rules.belief.informed`.
    """
    return shown / mastered if use > p.district_notice and mastered > 0.0 else p.prior


def failures_exposed(failing: float, safety: float) -> float:
    """Failures that the board hears of without the safety that would let it take them well.

    ``failing * (1 - safety)``

    Parameters
    ----------
    failing : float
        Share of teachers whose failing experience is told, 0..1.
    safety : float
        How far leaders share their own mistakes, 0..1.

    Returns
    -------
    float
        0..1.
    """
    return failing * (1.0 - safety)
