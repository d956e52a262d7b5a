"""What students learn: SD a student-year, as annual value added. Cohorts leave, so gains do not pile up in a school.

Groups differ only through the access of their schools.
"""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly
from sim.outcomes.record import YEAR, Prepared
from sim.outcomes.windows import Numbers, ratio, trailing_sum, weighted_sum

__all__ = ["LEARNING"]

TEACHING_MONTHS = 10
_UNIT = "SD per student-year"
_SOURCE = "definition, a readout; whole programmes reach .07-.27 SD (recalled)"
_SHORT = "no month with teaching is recorded, or the student group is empty"


def _last_year(run: Prepared, weight: Numbers) -> Numbers:
    """Average over the teaching months among the last twelve, shape (T,)."""
    gain = np.where(run.teaching, weighted_sum(weight, run.school("learning")), 0.0)
    return ratio(trailing_sum(gain, YEAR), trailing_sum(run.teaching.astype(np.float64), YEAR))


@monthly(
    title="Learning, all students",
    unit=_UNIT,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_SHORT,
)
def learning(run: Prepared) -> Numbers:
    """Gain against no programme of the average student, mean of the teaching months among the last twelve."""
    return _last_year(run, run.student_weight)


@monthly(
    title="Learning, low-income students",
    unit=_UNIT,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_SHORT,
)
def learning_low_income(run: Prepared) -> Numbers:
    """Gain of the average low-income student (schools weighted by w l), teaching months among the last twelve."""
    return _last_year(run, run.low_weight)


@monthly(
    title="Learning, other students",
    unit=_UNIT,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_SHORT,
)
def learning_others(run: Prepared) -> Numbers:
    """Gain of the average other student (schools weighted by w (1-l)), teaching months among the last twelve."""
    return _last_year(run, run.other_weight)


@monthly(
    title="Learning gap",
    unit=_UNIT,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_SHORT,
)
def learning_gap(run: Prepared) -> Numbers:
    """learning_low_income - learning_others; positive when low-income students gain more."""
    return _last_year(run, run.low_weight - run.other_weight)


@monthly(
    title="Learning added up",
    unit="SD-years per student place",
    low=-np.inf,
    high=np.inf,
    better="higher",
    source="definition",
)
def learning_total(run: Prepared) -> Numbers:
    """Gain added up over the run: ``sum over teaching months of sum w gain / sum w / 10``, early losses included."""
    return np.cumsum(np.where(run.teaching, run.student_mean("learning"), 0.0)) / TEACHING_MONTHS


LEARNING = (learning, learning_low_income, learning_others, learning_gap, learning_total)
