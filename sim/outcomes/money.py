"""What it costs, and what a student-year of deep access costs."""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly
from sim.outcomes.record import YEAR, Prepared
from sim.outcomes.windows import Numbers, divide

__all__ = ["MONEY"]

SMALLEST_YEARS = 0.02


@monthly(title="Dollars spent", unit="dollars", high=np.inf, better="lower", source="definition")
def dollars(run: Prepared) -> Numbers:
    """Dollars spent on the programme since the start, from the grant and from the operating budget."""
    return np.cumsum(run.month("dollars"))


@monthly(title="Outside dollars spent", unit="dollars", high=np.inf, better="lower", source="definition")
def outside_dollars(run: Prepared) -> Numbers:
    """Grant dollars spent since the start."""
    return np.cumsum(run.month("outside_dollars"))


@monthly(
    title="Dollars spent per student", unit="dollars per student", high=np.inf, better="lower", source="definition"
)
def dollars_per_student(run: Prepared) -> Numbers:
    """Dollars spent since the start per student of the district."""
    return np.cumsum(run.month("dollars")) / run.student_count


@monthly(
    title="Dollars per student-year of deep access",
    unit="dollars per student-year",
    high=np.inf,
    better="lower",
    source="definition",
    not_applicable="there are less than .02 student-years of deep access per student",
)
def dollars_per_deep_year(run: Prepared) -> Numbers:
    """Dollars spent since the start per student-year with a deep teacher (deep_years x students)."""
    years = np.cumsum(run.student_mean("deep")) / YEAR
    spent = np.cumsum(run.month("dollars")) / run.student_count
    return divide(spent, years, years >= SMALLEST_YEARS)


MONEY = (dollars, outside_dollars, dollars_per_student, dollars_per_deep_year)
