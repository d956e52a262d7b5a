"""Who holds the design: the first template, held dimensions, bent and tried designs, planning, help and effort."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def first_design(bought: bool, common: float, noise: float, p: Parameters) -> float:
    """The central design's first position in one dimension: a partner's template, or the district's own.

    ``vendor_error * noise`` where it is bought, else ``common + centre_error * noise``

    Parameters
    ----------
    bought : bool
        Whether this dimension comes from a partner.
    common : float
        The district's own mean need, need-SD against the general need.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``vendor_error``, ``centre_error`` in need-SD.

    Returns
    -------
    float
        Position, need-SD. A template fits the general need well and knows nothing of the district's; own people err
        more, but about the right thing.
    """
    return p.vendor_error * noise if bought else common + p.centre_error * noise


def charted_rank(blind: float, known: float, charted: float) -> float:
    """Rank of a dimension, or of a component, when some have to be chosen: blindly, or with knowledge.

    ``(1 - charted) * blind + charted * known``

    Parameters
    ----------
    blind : float
        Rank by chance.
    known : float
        Rank by what decides: how little schools differ in the dimension, or how much a component brings for its load.
    charted : float
        How far the choice is charted this year, 0..1.

    Returns
    -------
    float
        The lowest comes first.
    """
    return (1.0 - charted) * blind + charted * known


def held_centrally(rank: float, edge: float, dimensions: float) -> bool:
    """Whether the centre holds a dimension of the design; dimensions are held whole.

    ``rank + edge < dimensions``

    Parameters
    ----------
    rank : float
        Of the dimension, 0 is held first.
    edge : float
        Where a fraction of a dimension is cut: .5 for the centre's own design, a draw for each school.
    dimensions : float
        How many dimensions the centre holds, with fractions.

    Returns
    -------
    bool
        True when the school has to take the central design in this dimension.
    """
    return rank + edge < dimensions


def bent_design(design: float, noise: float, p: Parameters) -> float:
    """What a school makes of the central design in one dimension: it bends what it is given a little.

    ``design + adaptation * noise``

    Parameters
    ----------
    design : float
        Central position, need-SD.
    noise : float
        The school's draw with mean 0 and SD 1, the same in every year.
    p : Parameters
        ``adaptation`` in need-SD.

    Returns
    -------
    float
        Position, need-SD.
    """
    return design + p.adaptation * noise


def trial_seen(felt: float, noise: float, p: Parameters) -> float:
    """How good the result of a tried design looks to the centre.

    ``felt + guardrail_noise * noise``

    Parameters
    ----------
    felt : float
        Mean payoff felt in the school.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``guardrail_noise``.

    Returns
    -------
    float
        Payoff as it looks.
    """
    return felt + p.guardrail_noise * noise


def trial_weight(seen: float, best: float, p: Parameters) -> float:
    """Weight of a tried design when the centre takes hold of a free dimension.

    ``exp((seen - best) / guardrail_choice)``

    Parameters
    ----------
    seen : float
        From :func:`trial_seen`.
    best : float
        The best that was seen anywhere.
    p : Parameters
        ``guardrail_choice``.

    Returns
    -------
    float
        0..1; the new central position is the mean with these weights.
    """
    return math.exp((seen - best) / p.guardrail_choice)


def planning_share(planned: bool, fund: bool, p: Parameters) -> float:
    """Share of the first misfit that planning mends before a launch.

    ``planning_gain`` after a year of planning, ``fund_planning * planning_gain`` with a problem-first fund; at most 1

    Parameters
    ----------
    planned, fund : bool
        Whether the school planned for a year, and whether there is a fund that begins with a problem.
    p : Parameters
        ``planning_gain``, ``fund_planning``.

    Returns
    -------
    float
        0..1.
    """
    year = p.planning_gain if planned else 0.0
    together = year + (p.fund_planning * p.planning_gain if fund else 0.0)
    return min(1.0, together)


def planned_design(design: float, need: float, error: float, share: float) -> float:
    """Where planning moves the design in a dimension that is left to the school.

    ``design + share * (need - design + error)``

    Parameters
    ----------
    design, need : float
        Position in the dimension, need-SD.
    error : float
        What is misread, need-SD.
    share : float
        From :func:`planning_share`.

    Returns
    -------
    float
        Position, need-SD.
    """
    return design + share * (need - design + error)


def design_help(sessions: float, fund: float, p: Parameters) -> float:
    """Help with the process of designing that schools get.

    ``fund_precision * max(sessions, fund)``

    Parameters
    ----------
    sessions : float
        How far tight and loose are held together this year, in design sessions, 0..1.
    fund : float
        1 with a problem-first fund, else 0.
    p : Parameters
        ``fund_precision``.

    Returns
    -------
    float
        0..1; it sharpens the search (:func:`sim.rules.design.search_noise`).
    """
    return p.fund_precision * max(sessions, fund)


def search_effort(age: float, routines: float, renewing: float, p: Parameters) -> float:
    """With how much force a school searches for a better design.

    1 in the first ``search_months`` as long as practice is not routine, then ``renewing``

    Parameters
    ----------
    age : float
        Months since the launch, 0 before it.
    routines : float
        0..1; what works well enough is searched no more (the competence trap).
    renewing : float
        How well leaders keep it renewing, 0..1.
    p : Parameters
        ``search_months``, ``routine_from``.

    Returns
    -------
    float
        0..1.
    """
    return 1.0 if age < p.search_months and routines < p.routine_from else renewing
