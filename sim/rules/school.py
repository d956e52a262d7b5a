"""What a school becomes: readiness, routines, absorption by the old processes, say and its principal's trust."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def routines_next(routines: float, depth: float, commitment: float, recurring: float, p: Parameters) -> float:
    """One month of teaching: routines form where deep use is led, and sooner where recurring money pays for it.

    ``R + (4.4 max(0, D-.3) commitment (u + (1-u) recurring) (1-R) - .09 R - 1.6 R max(0, .25-D)) / 10`` with
    ``u = routine_unpaid``

    Parameters
    ----------
    routines : float
        0..1.
    depth : float
        Depth of practice over all teachers, 0..1.
    commitment : float
        The principal's, 0..1.
    recurring : float
        Share of the running cost that the operating budget carries, 0..1.
    p : Parameters
        ``routine_growth``, ``routine_loss``, ``routine_collapse`` a year, ``routine_floor``, ``collapse_floor``,
        ``routine_unpaid``.

    Returns
    -------
    float
        0..1. Lasting staffing models are in the annual operating budget (seed conditions of scale, reported); what
        people do by habit is carried by them, and no budget has to pay for it.
    """
    carried = p.routine_unpaid + (1.0 - p.routine_unpaid) * recurring
    gain = p.routine_growth * max(0.0, depth - p.routine_floor) * commitment * carried * (1.0 - routines)
    lost = p.routine_loss * routines + p.routine_collapse * routines * max(0.0, p.collapse_floor - depth)
    return min(1.0, max(0.0, routines + 0.1 * (gain - lost)))


def routines_after_change(routines: float, commitment: float, p: Parameters) -> float:
    """What a new principal leaves of the routines.

    ``R * (1 - .22 * (1 - commitment))``

    Parameters
    ----------
    routines, commitment : float
        The school's routines and the new principal's commitment, 0..1.
    p : Parameters
        ``routine_principal``.

    Returns
    -------
    float
        0..1.
    """
    return routines * (1.0 - p.routine_principal * (1.0 - commitment))


def decisions_due(age: float, components: float, routines: float, p: Parameters) -> float:
    """Hours a month that make-or-break decisions of a school need from a leader.

    ``decision_hours * (decision_unused + components) * (1 in the first decision_months, decision_later later)
    * (1 - routines)``

    Parameters
    ----------
    age : float
        Months since launch.
    components : float
        Mean number of components in use.
    routines : float
        Decisions that need no leader, 0..1.
    p : Parameters
        ``decision_hours`` a component and month, ``decision_unused``, ``decision_months``, ``decision_later``.

    Returns
    -------
    float
        Hours a month; such decisions come "with alarming frequency" in new models (leadership source, reported; size
        assumed).
    """
    early = 1.0 if age < p.decision_months else p.decision_later
    return p.decision_hours * (p.decision_unused + components) * early * (1.0 - routines)


def undecided(needed: float, given: float) -> float:
    """Share of make-or-break decisions for which no leader had time.

    ``max(0, 1 - given / needed)``

    Parameters
    ----------
    needed, given : float
        Hours a month.

    Returns
    -------
    float
        0..1.
    """
    if needed <= 0.0:
        return 0.0
    return max(0.0, 1.0 - given / needed)


def absorbed(undecided_share: float, luck: float, p: Parameters) -> bool:
    """Whether an old process (schedule, evaluation or procurement) takes a decision back this month.

    ``luck < absorption_rate * undecided_share``

    Parameters
    ----------
    undecided_share : float
        From :func:`undecided`.
    luck : float
        A uniform draw.
    p : Parameters
        ``absorption_rate`` a month for each process.

    Returns
    -------
    bool
        True when the process reverts for the rest of the school year.
    """
    return luck < p.absorption_rate * undecided_share


def voice(free: float, trusted: float, p: Parameters) -> float:
    """How much say a school's people have in the design.

    ``free * (1 - voice_trust + voice_trust * trusted)``

    Parameters
    ----------
    free : float
        Share of the design that is left to schools, 0..1.
    trusted : float
        The principal's trust in teachers, 0..1.
    p : Parameters
        ``voice_trust``, the share of the say that hangs on it.

    Returns
    -------
    float
        0..1.
    """
    return free * (1.0 - p.voice_trust + p.voice_trust * trusted)


def commitment_next(
    commitment: float, felt: float, belief: float, told: float, resentment: float, p: Parameters
) -> float:
    """One month of a principal's commitment: it follows results, is raised by being informed, and resents lost say.

    ``c + commitment_speed * (r (commitment_felt + felt) + (1 - r) (belief + commitment_belief) - c)
    + commitment_informed told - commitment_autonomy * resentment`` with ``r = commitment_results``

    Parameters
    ----------
    commitment : float
        0..1.
    felt : float
        Mean payoff felt in the school; where the school does not use it, in the district where it is mastered.
    belief : float
        Mean readiness of the teachers.
    told : float
        How well leaders are informed, 0..1.
    resentment : float
        Share of the design held centrally times the principal's skill (positive part).
    p : Parameters
        ``commitment_speed``, ``commitment_informed`` and ``commitment_autonomy`` a month, ``commitment_results``,
        ``commitment_felt``, ``commitment_belief``.

    Returns
    -------
    float
        0..1. Principals resent a loss of autonomy (AASA 2019, reported; sizes assumed).
    """
    results = p.commitment_results * (p.commitment_felt + felt)
    target = results + (1.0 - p.commitment_results) * (belief + p.commitment_belief)
    moved = (
        p.commitment_speed * (target - commitment) + p.commitment_informed * told - p.commitment_autonomy * resentment
    )
    return min(1.0, max(0.0, commitment + moved))


def principal_trust_next(trust: float, ownership: float, depth: float, strain: float, p: Parameters) -> float:
    """One month of a principal's trust in the teachers.

    ``t + (principal_trust_base + .4 ownership + .5 depth - .3 strain - t) / principal_trust_months``

    Parameters
    ----------
    trust : float
        0..1.
    ownership, depth, strain : float
        Means over the teachers, 0..1.
    p : Parameters
        ``principal_trust_months``, ``principal_trust_base``, ``principal_trust_ownership``, ``principal_trust_depth``,
        ``principal_trust_strain``.

    Returns
    -------
    float
        0..1; read by :func:`voice`.
    """
    target = p.principal_trust_base + p.principal_trust_ownership * ownership + p.principal_trust_depth * depth
    target -= p.principal_trust_strain * strain
    return min(1.0, max(0.0, trust + (target - trust) / p.principal_trust_months))


def school_readiness(belief: float, commitment: float, p: Parameters) -> float:
    """Readiness of a school, as the launch order and the sharing of hours read it.

    ``readiness_belief * belief + readiness_commitment * commitment``

    Parameters
    ----------
    belief : float
        Mean readiness of the teachers.
    commitment : float
        The principal's, 0..1.
    p : Parameters
        ``readiness_belief``, ``readiness_commitment``.

    Returns
    -------
    float
        About 0..1.
    """
    return p.readiness_belief * belief + p.readiness_commitment * commitment


def priority(need: float, readiness: float, need_share: float, noise: float) -> float:
    """Weight of a school in sharing out the hours that are not fixed.

    ``need_share * need + (1 - need_share) * readiness``, with the noise of judgement

    Parameters
    ----------
    need : float
        Low-income share against the district's mean, about 0..2.
    readiness : float
        Readiness against the district's mean, about 0..2.
    need_share : float
        Share that goes by need, 0..1.
    noise : float
        Error of judgement.

    Returns
    -------
    float
        0 or more.
    """
    return max(0.0, need_share * need + (1.0 - need_share) * readiness + noise)
