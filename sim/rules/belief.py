"""What teachers come to believe: from their own room, and from what they are told."""

from __future__ import annotations

from sim.foundation.parameters import Parameters


def payoff(practised: float, components: float, share: float, depth: float, strain: float, p: Parameters) -> float:
    """What a teacher feels the practice brings in this room: engagement and ease, not scores.

    ``payoff_scale * practised * ((1-k) + k * share) - payoff_dip * (1 - depth) - payoff_strain * strain``

    Parameters
    ----------
    practised : float
        Mean over components in use of depth x fit x personal benefit, 0 or more.
    components : float
        Number of components in use.
    share : float
        ``components`` over all components, 0..1.
    depth : float
        Mean depth of the components in use, 0..1.
    strain : float
        0..1.
    p : Parameters
        ``payoff_scale``, ``complementarity`` (k), ``payoff_dip``, ``payoff_strain``.

    Returns
    -------
    float
        About -.3..1.3; 0 when nothing is used. Surface use with bad fit pays nothing or less: the implementation
        dip (Lee & Min 2017, reported).
    """
    if components <= 0.0:
        return 0.0
    together = (1.0 - p.complementarity) + p.complementarity * share
    return p.payoff_scale * practised * together - p.payoff_dip * (1.0 - depth) - p.payoff_strain * strain


def believe_own_room(readiness: float, felt: float, noise: float, p: Parameters) -> float:
    """Belief follows what one's own room shows, through noise.

    ``b + own_evidence * (felt + payoff_noise * noise - b)``

    Parameters
    ----------
    readiness : float
        Belief last month.
    felt : float
        From :func:`payoff`.
    noise : float
        A draw with mean 0 and SD 1.
    p : Parameters
        ``own_evidence`` a month, ``payoff_noise`` SD.

    Returns
    -------
    float
        Belief this month. An effect of .1 SD on scores is invisible to one teacher in a year.
    """
    return readiness + p.own_evidence * (felt + p.payoff_noise * noise - readiness)


def believe_stories(readiness: float, told: float, weight: float, trust: float, p: Parameters) -> float:
    """Belief follows the stories heard; the listener does not correct for which stories are told.

    ``b + story_weight * trust * weight * (told - b)``

    Parameters
    ----------
    readiness : float
        Belief last month.
    told : float
        Mean payoff of the stories heard.
    weight : float
        Similarity of the contexts of those who told, added up, at most 1; 0 if nobody did.
    trust : float
        0..1.
    p : Parameters
        ``story_weight`` a month.

    Returns
    -------
    float
        Belief this month.
    """
    return readiness + p.story_weight * trust * weight * (told - readiness)


def tells(felt: float, process: float, safety: float, trust: float, luck: float, p: Parameters) -> bool:
    """Whether a teacher's experience travels this month: successes readily, the rest only where it is safe.

    Success (``felt > story_success``) with chance ``1 - .5 process``, else ``process * trust * safety + overheard``.

    Parameters
    ----------
    felt : float
        The payoff felt.
    process : float
        Share of sharing that goes to process and failures, 0..1.
    safety : float
        How safe it is to tell what failed, 0..1.
    trust : float
        0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``story_success``, ``story_success_lost``, ``overheard``.

    Returns
    -------
    bool
        True when colleagues hear of it. Systems pass on successes (53 %) rather than failures (12 %; survey 2018).
    """
    if felt > p.story_success:
        return luck < 1.0 - p.story_success_lost * process
    return luck < process * trust * safety + p.overheard


def similarity(distance: float) -> float:
    """How much a story from another context counts.

    ``1 / (1 + distance**2 / 2)**2``, close to ``exp(-distance**2)`` without its thin tail

    Parameters
    ----------
    distance : float
        Root mean square difference of needs, in need-SD.

    Returns
    -------
    float
        0..1. Case stories transfer badly between contexts (survey 2018).
    """
    base = 1.0 + 0.5 * distance * distance
    return 1.0 / (base * base)


def informed(readiness: float, district_payoff: float, attention: float, p: Parameters) -> float:
    """What leaders' informing does to people outside the programme: belief moves to what it brings where mastered.

    ``b + inform_weight * attention * (district_payoff - b)``

    Parameters
    ----------
    readiness : float
        Belief last month.
    district_payoff : float
        Payoff felt by those who use it, weighted with how deep they are: leaders show what it brings where it is
        mastered, not what beginners feel.
    attention : float
        Leaders' informing against what is needed, 0..1.
    p : Parameters
        ``inform_weight`` a month.

    Returns
    -------
    float
        Belief this month.
    """
    return readiness + p.inform_weight * attention * (district_payoff - readiness)
