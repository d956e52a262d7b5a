"""What the equity gap is made of: who was launched when, what schools of equal age offer, and who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes.outcome import monthly, whole_run
from sim.outcomes.record import YEAR, Prepared, Record, prepare
from sim.outcomes.windows import Numbers, divide, first_month, reaches, weighted_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["COMPOSITION", "gap_parts"]

GOOD_ACCESS = 0.5
EQUAL_AGE = 36
GAVE_UP = 3
CLASSES = 6
YEARS = "student-years per student"
_KITAGAWA = "Kitagawa 1955 (recalled): components of a difference between two rates"
_WAIT = "restricted mean time, Royston & Parmar 2013 (recalled); cut-off .5 assumed"
_EMPTY = "the district has no low-income students, or no others"


def _age_class(run: Prepared) -> NDArray[np.int8]:
    """Give 0 not launched, 1 first year, 2 second, 3 third, 4 later, 5 gave up; shape (T, S)."""
    age = run.school("age")
    years: NDArray[np.int8] = (age >= 0).astype(np.int8)
    for start in (YEAR, 2 * YEAR, 3 * YEAR):
        years += age >= start
    years[run.status == GAVE_UP] = 5
    return years


def gap_parts(record: Record) -> tuple[Numbers, Numbers]:
    """Split the monthly gap into coverage and depth after Kitagawa.

    With p the share of a student group in schools of an age class and m the group's mean access there, coverage is
    ``sum (p_L - p_H) (m_L + m_H) / 2`` and depth ``sum (m_L - m_H) (p_L + p_H) / 2`` over the classes: not launched,
    first, second, third year, later, gave up. In a class without students of one group its mean counts as the other's.

    Parameters
    ----------
    record : Record
        A run's history.

    Returns
    -------
    coverage, depth : ndarray of float64, shape (T,)
        They add up to ``a_L - a_H``; NaN when a group is empty.
    """
    run = prepare(record)
    of_class = _age_class(run)
    access, groups = run.school("access"), (run.low_weight, run.other_weight)
    share, total = np.zeros((2, CLASSES, run.months, 2))  # last axis: low-income and other students
    for number in range(CLASSES):
        there = (of_class == number).astype(np.float64)
        for group, weight in enumerate(groups):
            share[number, :, group] = weighted_sum(weight, there)
            total[number, :, group] = weighted_sum(weight, there * access)
    mean = np.divide(total, share, out=np.zeros_like(share), where=share > 0)
    mean = np.where(share > 0, mean, mean[..., ::-1])
    coverage = ((share[..., 0] - share[..., 1]) * mean.sum(axis=2)).sum(axis=0) / 2
    depth = ((mean[..., 0] - mean[..., 1]) * share.sum(axis=2)).sum(axis=0) / 2
    empty = run.gap * 0.0  # NaN where a group is empty
    return coverage + empty, depth + empty


@monthly(
    title="Low-income students ahead from coverage",
    unit=YEARS,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_KITAGAWA,
    not_applicable=_EMPTY,
)
def equity_gap_coverage(run: Prepared) -> Numbers:
    """Part of equity_gap that comes from who was launched when: ``sum_t sum_a (p_L - p_H)(m_L + m_H)/2 / 12``.

    Age classes a: not launched, first, second, third year, later, gave up; p is the share of a student group in the
    class, m the group's mean access there.
    """
    return np.cumsum(run.shared("gap_parts", gap_parts)[0]) / YEAR


@monthly(
    title="Low-income students ahead from depth at equal age",
    unit=YEARS,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source=_KITAGAWA,
    not_applicable=_EMPTY,
)
def equity_gap_depth(run: Prepared) -> Numbers:
    """Part of equity_gap inside age classes: ``sum_t sum_a (m_L - m_H)(p_L + p_H)/2 / 12``.

    Coverage and depth add up to equity_gap.
    """
    return np.cumsum(run.shared("gap_parts", gap_parts)[1]) / YEAR


@whole_run(
    title="Low-income students ahead 36 months after launch",
    unit="difference on a scale of 0 to 1",
    low=-1.0,
    better="higher",
    source="definition; inverse weights as in Robins & Finkelstein 2000 (recalled)",
    not_applicable="fewer than two schools reached 36 months, one group is missing there, or a poverty half gave up",
)
def equal_age_gap(run: Prepared) -> float:
    """Gap ``a_L - a_H`` with every school's access taken 36 months after its (first) launch.

    Only schools launched at least 36 months before the end count. So that survivors do not speak for those that gave
    up, schools that stayed are weighted by the inverse of the share of students that stayed in their poverty half
    (above the median poverty of these schools, or not).
    """
    age, schools = run.school("age"), np.arange(run.enrollment.size)
    seen = first_month(age >= 0)
    at = np.minimum(seen, run.months - 1)
    due = np.where(seen < run.months, seen - age[at, schools].astype(np.int64) + EQUAL_AGE, run.months)
    counted = (due >= 0) & (due < run.months)
    due = np.clip(due, 0, run.months - 1)
    stayed = counted & (age[due, schools] == EQUAL_AGE)
    if stayed.sum() < 2:
        return float(np.nan)
    weight = _stay_weight(run, counted, stayed)
    access = run.school("access")[due, schools]
    low, others = weight * run.poverty, weight * (1.0 - run.poverty)
    if not (low.sum() > 0 and others.sum() > 0):
        return float(np.nan)
    return float(weighted_sum(low, access) / low.sum() - weighted_sum(others, access) / others.sum())


def _stay_weight(run: Prepared, counted: NDArray[np.bool_], stayed: NDArray[np.bool_]) -> Numbers:
    """Give the students whom each school that stayed stands for; NaN when nobody of a poverty half stayed."""
    poverty = np.sort(run.poverty[counted])
    poor = run.poverty > poverty[(poverty.size - 1) // 2]
    weight = np.zeros(run.enrollment.size)
    for half in (poor & counted, ~poor & counted):
        students, staying = run.enrollment[half].sum(), run.enrollment[half & stayed].sum()
        if students > 0 and staying == 0:
            return np.full(weight.shape, np.nan)
        weight[half & stayed] = run.enrollment[half & stayed] * (students / staying if staying > 0 else 0.0)
    return weight


@monthly(
    title="Variance of deep practice between schools",
    unit="share of variance",
    better="lower",
    source="analysis of variance; of deep (yes or no), since a history does not hold the variance of P inside schools",
    not_applicable="mean effective practice is at most .05, or all or no teachers are deep",
)
def between_school_share(run: Prepared) -> Numbers:
    """Share of the variance of deep practice that lies between schools, last month.

    ``sum n_s (q_s - q)^2 / (N q (1-q))``, q_s the share of a school's teachers with ``P >= .5``. By chance alone it
    would be about (schools - 1) / (teachers - 1).
    """
    share, weight = run.school("deep"), run.teacher_weight
    mean = weighted_sum(weight, share)
    between = weighted_sum(weight, share * share) - mean * mean
    total = mean * (1.0 - mean)
    applies = (run.teacher_mean("effective") > 0.05) & (total > 1e-9)
    return np.clip(divide(between, total, applies), 0.0, 1.0)


def _waits(run: Prepared) -> Numbers:
    """Give each school's months until it has had twelve months with access of .5, at most the horizon, shape (S,)."""
    had = np.cumsum(reaches(run.school("access"), GOOD_ACCESS), axis=0)
    return np.minimum(first_month(had >= YEAR) + 1, run.months).astype(np.float64)


@whole_run(title="Wait for a year of good access", unit="years", high=np.inf, better="lower", source=_WAIT)
def wait(run: Prepared) -> float:
    """Mean over students of the years until their school has had 12 months with ``A >= .5``, at most the horizon."""
    return float(weighted_sum(run.student_weight, _waits(run)) / YEAR)


@whole_run(
    title="Longer wait of low-income students",
    unit="years",
    low=-np.inf,
    high=np.inf,
    better="lower",
    source=_WAIT,
    not_applicable=_EMPTY,
)
def wait_gap(run: Prepared) -> float:
    """Restricted mean wait of low-income students less that of the others, ``W_L - W_H``, within the horizon.

    Positive when low-income students wait longer.
    """
    short_of_all = _waits(run) - run.months  # exactly zero for schools that never get there
    return float(weighted_sum(run.low_weight - run.other_weight, short_of_all) / YEAR)


COMPOSITION = (
    equity_gap_coverage,
    equity_gap_depth,
    equal_age_gap,
    between_school_share,
    wait,
    wait_gap,
)
