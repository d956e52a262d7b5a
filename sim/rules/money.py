"""Money: what a year can spend, what comes first, and who pays."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def grant_of_year(left: float, months: float) -> float:
    """Grant dollars that may be spent this year: what is left, evenly over the years that are left.

    ``left / max(1, months / 12)``

    Parameters
    ----------
    left : float
        Dollars left of the grant.
    months : float
        Months until it ends, above 0.

    Returns
    -------
    float
        Dollars.
    """
    return left / max(1.0, months / 12.0)


def budget_after_year(kept: float, p: Parameters) -> float:
    """Share of the operating money that is there again a year after a cut.

    ``kept + budget_recovery * (1 - kept)``

    Parameters
    ----------
    kept : float
        Share that is left after cuts, 0..1.
    p : Parameters
        ``budget_recovery`` a year.

    Returns
    -------
    float
        0..1.
    """
    return kept + p.budget_recovery * (1.0 - kept)


def operating_growth(growth: float, yearly: float, board: float, p: Parameters) -> float:
    """Operating money that the district adds in a year, so that the programme outlives the grant.

    ``growth * yearly * min(1, board / board_growth)``

    Parameters
    ----------
    growth : float
        Share of the grant's yearly sum that was agreed on, a year.
    yearly : float
        The grant's yearly sum, dollars.
    board : float
        The board's support, 0..1.
    p : Parameters
        ``board_growth``.

    Returns
    -------
    float
        Dollars a year.
    """
    return growth * yearly * min(1.0, board / p.board_growth)


def board_cut(luck: float, p: Parameters) -> float:
    """Share of the operating money that a cut takes.

    ``min(1, board_cut_size * (board_cut_least + (board_cut_most - board_cut_least) * luck))``

    Parameters
    ----------
    luck : float
        A uniform draw.
    p : Parameters
        ``board_cut_size``, ``board_cut_least``, ``board_cut_most``.

    Returns
    -------
    float
        0..1.
    """
    return min(1.0, p.board_cut_size * (p.board_cut_least + (p.board_cut_most - p.board_cut_least) * luck))


def running_dollars(students: float, p: Parameters) -> float:
    """What active schools cost in a year beside coaching and team leads: licences, devices, materials.

    ``running_cost * students``

    Parameters
    ----------
    students : float
        In active schools.
    p : Parameters
        ``running_cost`` dollars a student and year.

    Returns
    -------
    float
        Dollars a year.
    """
    return p.running_cost * students


def team_leads(teachers: float, p: Parameters) -> float:
    """How many team leads a school with redesigned staffing pays.

    ``teachers / lead_team``

    Parameters
    ----------
    teachers : float
        Of the school.
    p : Parameters
        ``lead_team`` teachers.

    Returns
    -------
    float
        Leads, with fractions.
    """
    return teachers / p.lead_team


def lead_dollars(leads: float, p: Parameters) -> float:
    """What team leads cost in a year.

    ``lead_pay * teacher_pay * coach_salary * leads``

    Parameters
    ----------
    leads : float
        From :func:`team_leads`, over the district.
    p : Parameters
        ``lead_pay``, ``teacher_pay``, ``coach_salary`` dollars a year.

    Returns
    -------
    float
        Dollars a year.
    """
    return p.lead_pay * p.teacher_pay * p.coach_salary * leads


def classroom_dollars(dollars: float, unspent: float, p: Parameters) -> float:
    """What model classrooms take of a year.

    ``min(unspent, classroom_share * dollars)``

    Parameters
    ----------
    dollars : float
        Of the year after launches.
    unspent : float
        What is left of them after running costs and team leads.
    p : Parameters
        ``classroom_share``.

    Returns
    -------
    float
        Dollars.
    """
    return min(unspent, p.classroom_share * dollars)


def grant_used(cost: float, operating: float, grant: float) -> float:
    """What the grant pays: the operating budget pays first.

    ``min(grant, max(0, cost - operating))``

    Parameters
    ----------
    cost, operating, grant : float
        Dollars of the year: spent, from the operating budget, from the grant.

    Returns
    -------
    float
        Dollars; what the grant does not pay stays in it.
    """
    return min(grant, max(0.0, cost - operating))


def recurring_share(operating: float, lasting: float) -> float:
    """Share of what recurs every year that stands in the operating budget.

    ``min(1, operating / lasting)``; without any lasting cost 1 where there is a budget, else 0

    Parameters
    ----------
    operating : float
        Dollars of the operating budget.
    lasting : float
        Dollars that recur: running schools and coaching.

    Returns
    -------
    float
        0..1.
    """
    if lasting > 0.0:
        return min(1.0, operating / lasting)
    return 1.0 if operating > 0.0 else 0.0


def paid_share(paid: float, needed: float) -> float:
    """Share of the schools' running costs that somebody pays this year.

    ``paid / needed``, 1 where nothing is needed

    Parameters
    ----------
    paid, needed : float
        Dollars a year.

    Returns
    -------
    float
        0..1; what nobody pays for is let go sooner (:func:`sim.rules.adoption.drops`).
    """
    return paid / needed if needed > 0.0 else 1.0
