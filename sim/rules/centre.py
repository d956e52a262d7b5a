"""The centre: the board's patience, the cabinet's attention, coaches and money."""

from __future__ import annotations

from sim.foundation.parameters import Parameters
from sim.rules.adoption import logistic


def board_next(
    board: float,
    use: float,
    promised: float,
    perceived: float,
    cost_share: float,
    exposed: float,
    strain: float,
    p: Parameters,
) -> float:
    """One month of the board's support.

    ``B + (target - B) / board_months`` with ``target = .5 + .25 min(1.2, use/promised) - .25 + .6 perceived
    - .2 cost_share/.03 - .3 exposed - .2 strain``

    Parameters
    ----------
    board : float
        0..1.
    use, promised : float
        Share of teachers that visibly use it, and that was promised by now.
    perceived : float
        Mean payoff that users show.
    cost_share : float
        Programme cost against the operating budget (about 15,000 dollars a student), 0..1.
    exposed : float
        Failures told without safety, 0..1.
    strain : float
        Mean strain, 0..1.
    p : Parameters
        ``board_months``, ``board_start``, ``board_promise``, ``board_gain``, ``board_cost``, ``board_exposure``,
        ``board_strain``.

    Returns
    -------
    float
        0..1. Baltimore County: 3 votes for a pause in year 2, 7-4 in year 5, a cut in year 6 (reported).
    """
    kept = min(1.2, use / promised) - 1.0 if promised > 0.0 else 0.0
    target = p.board_start + p.board_promise * kept + p.board_gain * perceived - p.board_cost * cost_share / 0.03
    target -= p.board_exposure * exposed + p.board_strain * strain
    return min(1.0, max(0.0, board + (target - board) / p.board_months))


def board_cuts(board: float, luck: float, p: Parameters) -> bool:
    """Whether the board cuts the programme this July.

    ``luck < logistic((board_cut_level - board) / .06)``

    Parameters
    ----------
    board : float
        The board's support, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``board_cut_level``.

    Returns
    -------
    bool
        True when operating money and launches are cut.
    """
    return luck < logistic((p.board_cut_level - board) / 0.06)


def charting_hours(charted: float, clear_goals: float, p: Parameters) -> float:
    """Hours a week of the cabinet that holding tensions together takes.

    ``charting_week * charted * (1 - .4 * clear_goals)``

    Parameters
    ----------
    charted : float
        Sum of the charting over the seven tensions, 0..7.
    clear_goals : float
        0..1; clear goals tied to the district's strategy make it cheaper.
    p : Parameters
        ``charting_week`` a week for one tension, ``charting_goals``.

    Returns
    -------
    float
        Hours a week.
    """
    return p.charting_week * charted * (1.0 - p.charting_goals * clear_goals)


def launching_hours(launching: float, p: Parameters) -> float:
    """Hours a week of the cabinet that schools in their first year take.

    ``launching_week * launching``

    Parameters
    ----------
    launching : float
        Number of schools in preparation or in their first year.
    p : Parameters
        ``launching_week`` a week and school.

    Returns
    -------
    float
        Hours a week.
    """
    return p.launching_week * launching


def coach_contact_hours(coaches: float, free: float, p: Parameters) -> float:
    """Hours a year in which coaches are with teachers.

    ``coaches * coach_year_hours * coach_contact / (1 + variety_cost * free)``

    Parameters
    ----------
    coaches : float
        Full-time coaches.
    free : float
        Share of the design left to schools: who serves many designs serves each less.
    p : Parameters
        ``coach_year_hours``, ``coach_contact``, ``variety_cost``.

    Returns
    -------
    float
        Hours a year.
    """
    return coaches * p.coach_year_hours * p.coach_contact / (1.0 + p.variety_cost * free)


def coach_skill(depth: float, effectiveness: float, p: Parameters) -> float:
    """What an hour of an own coach is worth.

    ``coach_skill_base + .5 * depth + coach_skill_talent * effectiveness / .17``, within .2..1.5

    Parameters
    ----------
    depth : float
        The coach's own mastery when hired, 0..1.
    effectiveness : float
        SD of student learning.
    p : Parameters
        ``coach_skill_base``, ``coach_skill_depth``, ``coach_skill_talent``.

    Returns
    -------
    float
        Hours of a good coach; hiring beyond the best of the pool lowers the mean, which is how help thins at scale
        (half the effect above 100 teachers, Kraft et al. 2018, reported).
    """
    return min(
        1.5, max(0.2, p.coach_skill_base + p.coach_skill_depth * depth + p.coach_skill_talent * effectiveness / 0.17)
    )


def coach_quality_index(depth: float, effectiveness: float, strain: float) -> float:
    """Order in which teachers are asked to become coaches.

    ``depth + 2 * effectiveness - .3 * strain``

    Parameters
    ----------
    depth : float
        Mean depth over the components used, 0..1.
    effectiveness : float
        SD of student learning.
    strain : float
        0..1.

    Returns
    -------
    float
        The highest are asked first.
    """
    return depth + 2.0 * effectiveness - 0.3 * strain
