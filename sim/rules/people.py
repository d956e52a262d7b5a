"""Who leaves, and what a newcomer brings."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def leave_rate(experience: float, p: Parameters) -> float:
    """Share of teachers of this experience that leave their school's profession or district in a year.

    Parameters
    ----------
    experience : float
        Years taught, 0 or more.
    p : Parameters
        ``leave_0_3``, ``leave_4_9``, ``leave_10_14``, ``leave_15`` a year.

    Returns
    -------
    float
        Share a year (NCES 2021-22, measured).
    """
    if experience < 4.0:
        return p.leave_0_3
    if experience < 10.0:
        return p.leave_4_9
    return p.leave_10_14 if experience < 15.0 else p.leave_15


def move_rate(experience: float, p: Parameters) -> float:
    """Share of teachers of this experience that move to another school in a year.

    Parameters
    ----------
    experience : float
        Years taught, 0 or more.
    p : Parameters
        ``move_0_3``, ``move_4_9``, ``move_10_14``, ``move_15`` a year.

    Returns
    -------
    float
        Share a year (NCES 2021-22, measured).
    """
    if experience < 4.0:
        return p.move_0_3
    if experience < 10.0:
        return p.move_4_9
    return p.move_10_14 if experience < 15.0 else p.move_15


def exit_factor(
    low_income: float,
    strain: float,
    trust: float,
    effectiveness: float,
    principal: float,
    shortage: float,
    p: Parameters,
) -> float:
    """By how much poverty, strain, trust and the principal change the yearly exits.

    ``shortage * (1 + exit_poverty (l - poverty_neutral)) * (1 + exit_strain (strain - strain_neutral))
    * (1 + exit_trust (trust_ordinary - trust)) * (1 - exit_leadership principal) * min(3,
    exp(-exit_effective * (1 + exit_principal principal) * effectiveness / effectiveness_sd))``

    Parameters
    ----------
    low_income : float
        The school's low-income share, 0..1.
    strain, trust : float
        The teacher's, 0..1.
    effectiveness : float
        SD of student learning, about -.5...5.
    principal : float
        The principal's skill, SD units.
    shortage : float
        1 in ordinary years.
    p : Parameters
        ``exit_poverty``, ``exit_strain``, ``exit_trust``, ``exit_effective``, ``exit_principal``,
        ``exit_leadership``, ``poverty_neutral``, ``strain_neutral``, ``trust_ordinary``,
        ``effectiveness_sd``.

    Returns
    -------
    float
        About 1 on average. Fewer leave good principals, who keep the good and lose the weak (Grissom & Bartanen 2019,
        reported); burnout goes with wanting to leave (Madigan & Kim 2021, reported).
    """
    standing = (
        (1.0 + p.exit_trust * (p.trust_ordinary - trust))
        * (1.0 + p.exit_poverty * (low_income - p.poverty_neutral))
        * (1.0 + p.exit_strain * (strain - p.strain_neutral))
        * (1.0 - p.exit_leadership * principal)
    )
    held = p.exit_effective * max(0.0, 1.0 + p.exit_principal * principal)
    keeping = math.exp(-held * effectiveness / p.effectiveness_sd)
    return shortage * max(0.0, standing) * min(3.0, keeping)


def principal_leaves(low_income: float, board: float, luck: float, p: Parameters) -> bool:
    """Whether a principal leaves the school this July.

    ``luck < principal_exit * (1 + principal_exit_poverty (l - poverty_neutral))
    * (1 + principal_exit_board (neutral - board))``

    Parameters
    ----------
    low_income : float
        The school's low-income share, 0..1.
    board : float
        The board's support, 0..1 (at ``board_neutral`` the measured share leaves).
    luck : float
        A uniform draw.
    p : Parameters
        ``principal_exit`` a year, ``principal_exit_poverty``, ``principal_exit_board``, ``board_neutral``,
        ``poverty_neutral``.

    Returns
    -------
    bool
        True when the principal leaves; .80 stay a year (NCES 2021-22, measured).
    """
    rate = (
        p.principal_exit
        * (1.0 + p.principal_exit_poverty * (low_income - p.poverty_neutral))
        * (1.0 + p.principal_exit_board * (p.board_neutral - board))
    )
    return luck < rate


def superintendent_leaves(board: float, poor_or_large: bool, wealthy: bool, luck: float, p: Parameters) -> bool:
    """Whether the superintendent leaves this July.

    ``luck < rate * (1 + .8 * (neutral - board))``

    Parameters
    ----------
    board : float
        The board's support, 0..1 (at ``board_neutral`` the reported share leaves).
    poor_or_large : bool
        More than three quarters low-income, or above 100,000 students.
    wealthy : bool
        At most a quarter low-income; it counts before size, as the source looked at the 100 largest districts.
    luck : float
        A uniform draw.
    p : Parameters
        ``superintendent_exit``, ``superintendent_exit_large``, ``superintendent_exit_wealthy`` a year,
        ``superintendent_exit_board``, ``board_neutral``.

    Returns
    -------
    bool
        True when the superintendent leaves (Broad Center 2018, ILO 2024: .17-.20 a year, .12 in wealthy districts,
        reported).
    """
    usual = p.superintendent_exit_large if poor_or_large else p.superintendent_exit
    rate = p.superintendent_exit_wealthy if wealthy else usual
    return luck < rate * (1.0 + p.superintendent_exit_board * (p.board_neutral - board))


def keeps_strategy(routine_share: float, clear_goals: float, board: float, luck: float, p: Parameters) -> bool:
    """Whether a new superintendent goes on with what was begun.

    ``luck < successor_keeps + .5 routine_share + .25 clear_goals * 2 * board``

    Parameters
    ----------
    routine_share : float
        Share of schools where the practice is routine, 0..1.
    clear_goals : float
        How far the strategy is the district's own, in clear goals, 0..1.
    board : float
        The board's support, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``successor_keeps``, ``successor_routines``, ``successor_goals``.

    Returns
    -------
    bool
        True when the strategy goes on (sizes assumed; Henry County stalled, Greeley kept one leader).
    """
    return (
        luck < p.successor_keeps + p.successor_routines * routine_share + p.successor_goals * clear_goals * 2.0 * board
    )


def newcomer_belief(school: float, noise: float, p: Parameters) -> float:
    """What a newcomer expects: the prior of the profession, a little of what the school tells.

    ``prior + newcomer_school * (school - prior) + prior_sd * noise``

    Parameters
    ----------
    school : float
        Mean readiness of the school.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``prior``, ``prior_sd``, ``newcomer_school``.

    Returns
    -------
    float
        Readiness.
    """
    return p.prior + p.newcomer_school * (school - p.prior) + p.prior_sd * noise


def newcomer_depth(routines: float, depth: float, p: Parameters) -> float:
    """What a newcomer can do from the start where routines receive people.

    ``newcomer_depth_share * routines * depth``

    Parameters
    ----------
    routines, depth : float
        The school's, 0..1.
    p : Parameters
        ``newcomer_depth_share``.

    Returns
    -------
    float
        0..1.
    """
    return p.newcomer_depth_share * routines * depth


def spare_hours(noise: float, p: Parameters) -> float:
    """Hours a week that a teacher has for new practice.

    ``spare_median * exp(spare_spread * noise)``

    Parameters
    ----------
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``spare_median`` hours a week, ``spare_spread``.

    Returns
    -------
    float
        Hours a week, above 0 (assumed; teachers work 15 hours beyond contract, RAND 2023).
    """
    return p.spare_median * math.exp(p.spare_spread * noise)
