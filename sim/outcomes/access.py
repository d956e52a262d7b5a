"""Who meets the practice: access of all students and of each student group, now and in student-years.

A school's access is ``A_s = sum over its teachers of reach x P / students``. The model knows the low-income share of a
school, not of a classroom: all students of a school have its access (an ecological measure;
:func:`sim.outcomes.equity.sorted_gap` shows what sorting inside schools would change).
"""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly
from sim.outcomes.record import YEAR, Prepared
from sim.outcomes.windows import Numbers

__all__ = ["ACCESS"]

SCALE = "on a scale of 0 to 1"
YEARS = "student-years per student"
_SOURCE = "definition; the school's share of low-income students stands for the students in it"
_NO_LOW = "the district has no low-income students"
_NO_OTHERS = "the district has only low-income students"


@monthly(title="Access, all students", unit=SCALE, better="higher", source=_SOURCE)
def access(run: Prepared) -> Numbers:
    """Access of the average student, ``sum w A / sum w``, last month."""
    return run.student_mean("access")


@monthly(title="Access, low-income students", unit=SCALE, better="higher", source=_SOURCE, not_applicable=_NO_LOW)
def access_low_income(run: Prepared) -> Numbers:
    """Access of the average low-income student, ``a_L = sum w l A / L``, ``L = sum w l``, last month."""
    return run.access_low


@monthly(title="Access, other students", unit=SCALE, better="higher", source=_SOURCE, not_applicable=_NO_OTHERS)
def access_others(run: Prepared) -> Numbers:
    """Access of the average other student, ``a_H = sum w (1-l) A / H``, ``H = sum w (1-l)``, last month."""
    return run.access_others


@monthly(title="Access added up, all students", unit=YEARS, high=np.inf, better="higher", source=_SOURCE)
def student_years(run: Prepared) -> Numbers:
    """Access added up over the run: ``sum_t access / 12``; at most the years of the run."""
    return np.cumsum(run.student_mean("access")) / YEAR


@monthly(
    title="Access added up, low-income students",
    unit=YEARS,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_NO_LOW,
)
def student_years_low_income(run: Prepared) -> Numbers:
    """Access of low-income students added up over the run: ``sum_t a_L / 12``."""
    return np.cumsum(run.access_low) / YEAR


@monthly(
    title="Access added up, other students",
    unit=YEARS,
    high=np.inf,
    better="higher",
    source=_SOURCE,
    not_applicable=_NO_OTHERS,
)
def student_years_others(run: Prepared) -> Numbers:
    """Access of the other students added up over the run: ``sum_t a_H / 12``."""
    return np.cumsum(run.access_others) / YEAR


@monthly(
    title="Deep access added up",
    unit=YEARS,
    high=np.inf,
    better="higher",
    source="definition; deep is P >= .5 (assumed)",
)
def deep_years(run: Prepared) -> Numbers:
    """Student-years with a deep teacher: ``sum_t sum_s w_s deep_s / sum w / 12``.

    ``deep_s`` is the share of a school's teachers with effective practice ``P >= .5``.
    """
    return np.cumsum(run.student_mean("deep")) / YEAR


ACCESS = (
    access,
    access_low_income,
    access_others,
    student_years,
    student_years_low_income,
    student_years_others,
    deep_years,
)
