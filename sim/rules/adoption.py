"""Taking up components and dropping them."""

from __future__ import annotations

import math

from sim.foundation.parameters import Parameters


def logistic(x: float) -> float:
    """The logistic function, safe for any number.

    Parameters
    ----------
    x : float
        Log odds.

    Returns
    -------
    float
        0..1.
    """
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, x))))


def has_seen(peers: float, mandate: float, programme: float, p: Parameters) -> float:
    """How far a teacher who does not use anything yet has seen it in practice; few try what they have not watched.

    ``max(mandate, alone + (1 - alone) * min(1, peers / seen_enough))`` with ``alone = takeup_alone * programme``

    Parameters
    ----------
    peers : float
        Visible use among the colleagues asked for advice, 0..1.
    mandate : float
        Strength of the mandate, 0..1: who is told to need not have watched.
    programme : float
        1 in schools of the programme, where those who begin alone know of it; 0 elsewhere, where only colleagues show
        it.
    p : Parameters
        ``takeup_alone``, ``seen_enough``.

    Returns
    -------
    float
        0..1, a factor on the chance of the first step. Some begin alone, most imitate (Rogers 2003, recalled); who
        uses something already sees it in the own room, so that the factor is 1 there.
    """
    alone = p.takeup_alone * programme
    watched = alone + (1.0 - alone) * min(1.0, peers / p.seen_enough)
    return max(mandate, watched)


def invited(hours: float, routines: float, age: float, mandate: float, p: Parameters) -> float:
    """How far people are asked to begin, or to take the next step; a few do so of their own accord.

    ``max(takeup_unasked, mandate, routines, min(1, hours / invite_hours))``, and 1 in the year of a school's launch

    Outside the programme there are no hours, orders or launch, and nobody asks in the name of old routines: there it is
    ``takeup_unasked``.

    Parameters
    ----------
    hours : float
        Coach hours a teacher-year that reach the school: with them comes somebody who asks.
    routines : float
        How far the practice is routine, 0..1: then the school asks by itself.
    age : float
        Months since the launch; the launch itself (its materials and training are paid for) asks everybody once.
    mandate : float
        Strength of the mandate, 0..1.
    p : Parameters
        ``takeup_unasked``, ``invite_hours`` a teacher-year.

    Returns
    -------
    float
        0..1, a factor on the chance of a step. Where support has ended and nothing is routine, nobody invites; yet in
        schools that never had a programme 5-22 % of teachers used it years later (Hoelscher 2004 in Herlitz et al.
        2020, reported).
    """
    launched = 1.0 if age < 12.0 else 0.0
    return max(p.takeup_unasked, mandate, routines, launched, min(1.0, hours / p.invite_hours))


def takes_up(
    readiness: float,
    peers: float,
    mandate: float,
    strain: float,
    threshold: float,
    seen: float,
    asked: float,
    luck: float,
    p: Parameters,
) -> bool:
    """Whether a teacher takes the next step this month.

    ``luck < takeup_rate * seen * asked * logistic(slope * (b + .2 peers + .6 mandate - .35 strain - threshold - .12))``

    Parameters
    ----------
    readiness : float
        Belief that the practice pays in my room.
    peers : float
        Visible use among the colleagues asked for advice, 0..1.
    mandate : float
        Strength of the mandate, 0..1.
    strain : float
        0..1.
    threshold : float
        What it takes to convince this teacher, with the memory of dropped reforms.
    seen : float
        From :func:`has_seen` for who uses nothing yet, else 1.
    asked : float
        From :func:`invited`.
    luck : float
        A uniform draw.
    p : Parameters
        ``takeup_rate`` a month, ``decision_slope``, ``takeup_peers``, ``takeup_mandate``, ``takeup_strain``,
        ``takeup_inertia``.

    Returns
    -------
    bool
        True when the teacher takes the step. Help and pressure of peers weigh as much as belief (Frank, Zhao &
        Borman 2004, reported).
    """
    if luck >= p.takeup_rate:
        return False
    pull = readiness + p.takeup_peers * peers + p.takeup_mandate * mandate
    hold = p.takeup_strain * strain + threshold + p.takeup_inertia
    return luck < p.takeup_rate * seen * asked * logistic(p.decision_slope * (pull - hold))


def drops(
    readiness: float,
    felt: float,
    peers: float,
    mandate: float,
    strain: float,
    threshold: float,
    routines: float,
    ownership: float,
    unpaid: float,
    luck: float,
    p: Parameters,
) -> bool:
    """Whether a user lets go this month.

    ``luck < drop_rate * logistic(slope * (threshold + .35 strain + max(0, b - felt - .1) + .3 unpaid - b - .5 mandate
    - .25 routines - .1 peers - .1 ownership - .05))``

    Parameters
    ----------
    readiness, felt : float
        Belief, and the payoff felt; hope that is not met counts against the practice.
    peers, mandate, strain : float
        0..1.
    threshold : float
        What it takes to convince this teacher.
    routines : float
        The school's routines, 0..1.
    ownership : float
        0..1.
    unpaid : float
        Share of the school's running costs (licences, devices, materials) that nobody pays, 0..1.
    luck : float
        A uniform draw.
    p : Parameters
        ``drop_rate`` a month, ``decision_slope``, ``drop_strain``, ``drop_unpaid``, ``drop_mandate``,
        ``drop_routines``, ``drop_peers``, ``drop_ownership``, ``drop_inertia``, ``disappointment_slack``.

    Returns
    -------
    bool
        True when something is dropped.
    """
    if luck >= p.drop_rate:
        return False
    disappointed = max(0.0, readiness - felt - p.disappointment_slack)
    push = threshold + p.drop_strain * strain + disappointed + p.drop_unpaid * unpaid
    hold = readiness + p.drop_mandate * mandate + p.drop_routines * routines + p.drop_peers * peers
    hold += p.drop_ownership * ownership + p.drop_inertia
    return luck < p.drop_rate * logistic(p.decision_slope * (push - hold))


def appeal(core: float, benefit: float, fit: float, bundled: float) -> float:
    """What decides which component comes next: the package's order, or one's own benefit.

    ``bundled * core + (1 - bundled) * benefit * fit``

    Parameters
    ----------
    core : float
        Place of the component in the district's package, 1 first .. 0 last.
    benefit : float
        Personal benefit against the mean, about .2..1.8.
    fit : float
        Fit of the component to the school, 0..1.
    bundled : float
        Share of the package that is prescribed, 0..1.

    Returns
    -------
    float
        The component with the highest appeal is taken first.
    """
    return bundled * core + (1.0 - bundled) * benefit * fit


def step_size(bundled: float, components: float, luck: float) -> int:
    """How many components a teacher takes at once.

    ``floor(1 + bundled * (components - 1) + luck)``, at most all

    Parameters
    ----------
    bundled : float
        Share of the package that is prescribed, 0..1.
    components : float
        Number of components.
    luck : float
        A uniform draw that rounds the fraction.

    Returns
    -------
    int
        1 .. components.
    """
    return int(min(components, math.floor(1.0 + bundled * (components - 1.0) + luck)))


def cynicism_next(memory: float, p: Parameters) -> float:
    """Memory of dropped reforms fades over the years.

    ``memory * (1 - memory_fading)`` a year

    Parameters
    ----------
    memory : float
        What dropped reforms add to the threshold.
    p : Parameters
        ``memory_fading`` a year.

    Returns
    -------
    float
        Memory a year later.
    """
    return memory * (1.0 - p.memory_fading)
