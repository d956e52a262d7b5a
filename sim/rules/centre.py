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

    ``B + (target - B) / board_months`` with ``target = board_start
    + board_promise (min(board_overdone, use/promised) - 1) + board_gain perceived
    - board_cost cost_share/board_cost_full - board_exposure exposed - board_strain strain``

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
        ``board_strain``, ``board_overdone``, ``board_cost_full``.

    Returns
    -------
    float
        0..1. Baltimore County: 3 votes for a pause in year 2, 7-4 in year 5, a cut in year 6 (reported).
    """
    kept = min(p.board_overdone, use / promised) - 1.0 if promised > 0.0 else 0.0
    target = p.board_start + p.board_promise * kept + p.board_gain * perceived
    target -= p.board_cost * cost_share / p.board_cost_full
    target -= p.board_exposure * exposed + p.board_strain * strain
    return min(1.0, max(0.0, board + (target - board) / p.board_months))


def board_cuts(board: float, luck: float, p: Parameters) -> bool:
    """Whether the board cuts the programme this July.

    ``luck < logistic((board_cut_level - board) / board_cut_spread)``

    Parameters
    ----------
    board : float
        The board's support, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``board_cut_level``, ``board_cut_spread``.

    Returns
    -------
    bool
        True when operating money and launches are cut.
    """
    return luck < logistic((p.board_cut_level - board) / p.board_cut_spread)


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

    ``coach_skill_base + coach_skill_depth * depth + coach_skill_talent * effectiveness / effectiveness_sd``,
    kept within .2 and ``coach_skill_most``

    Parameters
    ----------
    depth : float
        The coach's own mastery when hired, 0..1.
    effectiveness : float
        SD of student learning.
    p : Parameters
        ``coach_skill_base``, ``coach_skill_depth``, ``coach_skill_talent``, ``effectiveness_sd``,
        ``coach_skill_most``.

    Returns
    -------
    float
        Hours of a good coach; hiring beyond the best of the pool lowers the mean, which is how help thins at scale
        (half the effect above 100 teachers, Kraft et al. 2018, reported).
    """
    skill = p.coach_skill_base + p.coach_skill_depth * depth + p.coach_skill_talent * effectiveness / p.effectiveness_sd
    return min(p.coach_skill_most, max(0.2, skill))


def coach_quality_index(depth: float, effectiveness: float, strain: float, p: Parameters) -> float:
    """Order in which teachers are asked to become coaches.

    ``depth + coach_choice_effective * effectiveness - coach_choice_strain * strain``

    Parameters
    ----------
    depth : float
        Mean depth over the components used, 0..1.
    effectiveness : float
        SD of student learning.
    strain : float
        0..1.
    p : Parameters
        ``coach_choice_effective``, ``coach_choice_strain``.

    Returns
    -------
    float
        The highest are asked first.
    """
    return depth + p.coach_choice_effective * effectiveness - p.coach_choice_strain * strain


def experienced_enough(experience: float, p: Parameters) -> bool:
    """Whether a teacher has taught long enough to be asked to coach.

    ``experience >= coach_years``

    Parameters
    ----------
    experience : float
        Years taught.
    p : Parameters
        ``coach_years``.

    Returns
    -------
    bool
        True when the teacher can be asked; who leads a team or leaves is not.
    """
    return experience >= p.coach_years


def coaches_from_classrooms(hires: float) -> float:
    """How many of the year's new coaches are the district's own teachers, who leave a class.

    ``hires``: all of them

    Parameters
    ----------
    hires : float
        Coaches hired this July.

    Returns
    -------
    float
        0 .. hires, whole persons; others would come from elsewhere and know nothing of the practice.
    """
    return hires
