"""How far the practice has spread, and how deep it is where it has."""

from __future__ import annotations

from sim.outcomes.outcome import monthly
from sim.outcomes.record import Prepared
from sim.outcomes.windows import Numbers, ratio, weighted_sum

__all__ = ["SPREAD"]

SCALE = "on a scale of 0 to 1"
_SPREAD = "definition; spread in Coburn 2003 (recalled)"
_LEVELS = "definition; cut-offs .35 and .65 after the Levels of Use (recalled)"


@monthly(title="Teachers who use it", unit="share of teachers", better="higher", source=_SPREAD)
def spread_teachers(run: Prepared) -> Numbers:
    """Share of all teachers who use at least one component: ``sum n_s use_s / N``, last month."""
    return run.teacher_mean("use")


@monthly(title="Schools in the programme", unit="share of schools", better="higher", source=_SPREAD)
def spread_schools(run: Prepared) -> Numbers:
    """Share of schools that are active, that is launched and not given up, last month."""
    return run.school_mean(run.active)


@monthly(title="Effective practice", unit=SCALE, better="higher", source="definition; complementarity (form assumed)")
def effective_practice(run: Prepared) -> Numbers:
    """Mean over all teachers of ``P = fit (1/K) sum_k use_k depth_k [depth_k >= .35] ((1-c) + c n/K)``, last month.

    n of K components are used; c is the complementarity.
    """
    return run.teacher_mean("effective")


@monthly(
    title="Teachers who practise it deeply",
    unit="share of teachers",
    better="higher",
    source="definition; depth in Coburn 2003 (recalled), cut-off assumed",
)
def deep_share(run: Prepared) -> Numbers:
    """Share of all teachers with effective practice ``P >= .5``, last month."""
    return run.teacher_mean("deep")


@monthly(
    title="Users who stay on the surface",
    unit="share of users",
    better="lower",
    source=_LEVELS,
    not_applicable="nobody uses it in the last month",
)
def surface_share(run: Prepared) -> Numbers:
    """Of the teachers who use it, the share whose used components have a mean depth below .35, last month."""
    return ratio(run.teacher_mean("surface"), run.teacher_mean("use"))


@monthly(
    title="Depth among users",
    unit=SCALE,
    better="higher",
    source=_LEVELS,
    not_applicable="nobody uses it in the last month",
)
def depth(run: Prepared) -> Numbers:
    """Mean depth where it is used: ``sum n_s use_s depth_s / sum n_s use_s``, last month.

    ``depth_s`` is the mean depth of the components that are used in school s.
    """
    users = run.school("use") * run.teacher_weight
    return ratio(weighted_sum(users, run.school("depth")), users.sum(axis=1))


@monthly(
    title="Fit of designs to schools",
    unit=SCALE,
    better="higher",
    source="definition (form assumed)",
    not_applicable="no school is active in the last month",
)
def fit(run: Prepared) -> Numbers:
    """Mean fit over the students of active schools, last month."""
    weight = run.active * run.student_weight
    return ratio(weighted_sum(weight, run.school("fit")), weight.sum(axis=1))


SPREAD = (spread_teachers, spread_schools, effective_practice, deep_share, surface_share, depth, fit)
