"""Equity: the gap in access between low-income and other students.

The headline is ``equity_gap``: the gap added up over the run in student-years per student, which does
not prefer a late gap to an early one. ``relative_equity_gap`` is its mean over the run divided by the district's
segregation, the only form that may be compared across districts, and by rank only, because their low-income
measures differ. ``equity_gap_end`` is the gap of the last month.

Positive is to the advantage of low-income students, zero is parity. "Higher is better" means better for low-income
students: a report that calls a gap better has to say on which side of zero it lies.
"""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly
from sim.outcomes.record import YEAR, Prepared, Record, prepare
from sim.outcomes.windows import Numbers, divide, sums_by, weighted_sum

__all__ = ["EQUITY", "sorted_gap", "wealth_rank"]

SMALLEST_SEGREGATION = 0.05
SMALLEST_YEARS = 0.02
YEARS = "student-years per student"
ALLOWED = "share of what segregation allows"
_EMPTY = "the district has no low-income students, or no others"
_BOUND = "the dissimilarity index D (Duncan & Duncan 1955, recalled) bounds the gap"
_FLAT = "the district's segregation D is below .05, or a student group is empty"


@monthly(
    title="Low-income students ahead, added up",
    unit=YEARS,
    low=-np.inf,
    high=np.inf,
    better="higher",
    source="definition: differences added up in student-years, neutral between early and late launches",
    not_applicable=_EMPTY,
)
def equity_gap(run: Prepared) -> Numbers:
    """Gap in access added up over the run: ``sum_t (a_L - a_H) / 12``. The headline of equity.

    Positive to the advantage of low-income students, zero parity; at most years x D, with segregation
    ``D = 1/2 sum |w l / L - w (1-l) / H|``.
    """
    return np.cumsum(run.gap) / YEAR


@monthly(
    title="Low-income students ahead, relative to segregation",
    unit=ALLOWED,
    low=-1.0,
    better="higher",
    source=_BOUND,
    not_applicable=_FLAT,
)
def relative_equity_gap(run: Prepared) -> Numbers:
    """Mean gap over the run relative to segregation: ``mean_t (a_L - a_H) / D``; equity_gap / years / D."""
    return _relative(run, np.cumsum(run.gap) / np.arange(1, run.months + 1))


@monthly(
    title="Low-income students ahead at the end",
    unit="difference on a scale of 0 to 1",
    low=-1.0,
    better="higher",
    source="definition",
    not_applicable=_EMPTY,
)
def equity_gap_end(run: Prepared) -> Numbers:
    """Gap in access of the last month, ``a_L - a_H``."""
    return run.gap


@monthly(
    title="Low-income students ahead at the end, relative to segregation",
    unit=ALLOWED,
    low=-1.0,
    better="higher",
    source=_BOUND,
    not_applicable=_FLAT,
)
def relative_equity_gap_end(run: Prepared) -> Numbers:
    """Gap in access of the last month relative to segregation, ``(a_L - a_H) / D``."""
    return _relative(run, run.gap)


@monthly(
    title="Concentration of access in poor schools",
    unit="Erreygers index, -1 to 1",
    low=-1.0,
    better="higher",
    source="Erreygers 2009 (recalled)",
)
def concentration(run: Prepared) -> Numbers:
    """Erreygers' index ``8 cov_w(A, r)``, r the fractional rank of students from richest school to poorest, last month.

    Unlike the standard index it keeps its meaning when the mean of a bounded variable moves. Positive when access is
    concentrated in poor schools.
    """
    rank = wealth_rank(run.enrollment, run.poverty)
    centred = rank - float(weighted_sum(run.student_weight, rank))
    return 8.0 * weighted_sum(run.student_weight * centred, run.school("access"))


@monthly(
    title="Equity ratio",
    unit="low-income to other students",
    high=np.inf,
    better="higher",
    source="definition; of student-years, since the ratio of shares explodes while few are reached",
    not_applicable="a group has less than .02 student-years of access per student",
)
def equity_ratio(run: Prepared) -> Numbers:
    """Ratio of student-years of access, low-income to other students; 1 is parity."""
    low, others = np.cumsum(run.access_low) / YEAR, np.cumsum(run.access_others) / YEAR
    return divide(low, others, (low >= SMALLEST_YEARS) & (others >= SMALLEST_YEARS))


def _relative(run: Prepared, gap: Numbers) -> Numbers:
    if not run.segregation >= SMALLEST_SEGREGATION:  # also when it is NaN
        return np.full(gap.shape, np.nan)
    return gap / run.segregation


def wealth_rank(enrollment: Numbers, low_income_share: Numbers) -> Numbers:
    """Rank students from richest school to poorest, as a fraction of all students.

    Parameters
    ----------
    enrollment : ndarray of shape (S,)
        Students.
    low_income_share : ndarray of shape (S,)
        0..1.

    Returns
    -------
    ndarray of float64, shape (S,)
        Middle of each school's range in 0..1; schools of equal poverty share the middle of their joint range.
    """
    different, level = np.unique(low_income_share, return_inverse=True)
    students = sums_by(level, enrollment, different.size)
    middle = (np.cumsum(students) - students / 2) / students.sum()
    ranks: Numbers = middle[level]
    return ranks


def sorted_gap(record: Record, sorting: float, advantage: float = 0.5) -> float:
    """Cumulative gap if low-income students also met other teachers inside their school.

    A low-income student's chance of a deep teacher is taken to be larger by ``4 sorting q (1-q)`` than a schoolmate's,
    with q the school's share of deep teachers, and a deep teacher's practice to exceed that of the others by
    ``advantage``. Everywhere else sorting is zero.

    Parameters
    ----------
    record : Record
        A run's history.
    sorting : float
        -1..1; negative when low-income students meet deep teachers less often. Sweep -.1..+.1 (assumed).
    advantage : float, default 0.5
        Difference in effective practice, 0..1 (assumed).

    Returns
    -------
    float
        Student-years per student; ``equity_gap`` when ``sorting`` is 0.
    """
    run = prepare(record)
    deep = run.school("deep")
    difference = 4.0 * sorting * advantage * deep * (1.0 - deep)
    inside = weighted_sum(run.low_weight * (1.0 - run.poverty) + run.other_weight * run.poverty, difference)
    return float((run.gap + inside).sum() / YEAR)


EQUITY = (
    equity_gap,
    relative_equity_gap,
    equity_gap_end,
    relative_equity_gap_end,
    concentration,
    equity_ratio,
)
