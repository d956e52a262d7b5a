"""Whether what a student and a teacher meet hangs together: between schools, over the years, and up a feeder zone."""

from __future__ import annotations

import numpy as np

from sim.foundation.arithmetic import exponential
from sim.outcomes.outcome import monthly, whole_run
from sim.outcomes.record import ENTRY_ACCESS, YEAR, Prepared
from sim.outcomes.windows import Numbers, ratio, reaches, sums_by, weighted_sum

__all__ = ["COHERENCE"]

YEARS_IN_LEVEL = (6.0, 3.0, 4.0)
"""Years that a student spends in elementary (kindergarten to grade 5), middle and high school in the United States."""


@monthly(
    title="Coherence of designs",
    unit="on a scale of 0 to 1",
    better="higher",
    source="assumed; after the idea of programme coherence (Newmann et al. 2001, recalled): common, and sustained",
    not_applicable="no school is active in the last month",
)
def coherence(run: Prepared) -> Numbers:
    """Mean over the students of active schools of ``exp(-(n_s - n)^2 / 2) exp(-m_s^2 / 2)``, last month.

    ``n_s`` is the mean number of components that teachers of the school use, n its mean over active schools (alike),
    ``m_s`` the need-SD that the school's design moved in the last twelve months (steady).
    """
    weight = run.active * run.student_weight
    students = weight.sum(axis=1)
    used, moved = run.school("components"), run.school("design_moved")
    common = weighted_sum(weight, used) / np.maximum(students, 1e-12)
    step = np.abs(moved - np.concatenate((np.zeros_like(moved[:YEAR]), moved[:-YEAR])))
    distance = np.square(used - common[:, None]) + step * step
    return ratio(weighted_sum(weight, exponential(-0.5 * distance)), students)


@whole_run(
    title="Continuity up the feeder",
    unit="share of the years from kindergarten to grade 12",
    better="higher",
    source="assumed; after rollouts along feeder zones, as in Dallas (reported)",
    not_applicable="the history has no levels and zones, or is shorter than a year",
)
def feeder_continuity(run: Prepared) -> float:
    """Longest unbroken stretch of school years with access, of all years, for a student who moves up the zone.

    Simplified: a student starts in an elementary school (each counts with its students), goes on to the average middle
    and then high school of its zone (6, 3 and 4 years), and meets there the access of the last twelve months; a level
    counts as access when that is ``A >= .35``. A level that a zone lacks is left out. It is a cross-section, not a
    cohort followed for 13 years.
    """
    zone, level = getattr(run.record, "zone", None), getattr(run.record, "level", None)
    if zone is None or level is None or run.months < YEAR:
        return float(np.nan)
    zone, level = np.asarray(zone, dtype=np.int64), np.asarray(level)
    elementary = np.flatnonzero(level == 0)
    if elementary.size == 0:
        return float(np.nan)
    access = run.school("access")[-YEAR:].mean(axis=0)
    stretch = np.zeros(elementary.size)
    longest, total = stretch.copy(), stretch.copy()
    for step, years in enumerate(YEARS_IN_LEVEL):
        if step == 0:
            met = access[elementary]
        else:
            students = run.enrollment * (level == step)
            zones = int(zone.max()) + 1
            met = ratio(sums_by(zone, students * access, zones), sums_by(zone, students, zones))[zone[elementary]]
        there = ~np.isnan(met)
        has = reaches(met, ENTRY_ACCESS)  # false where the zone has no such level
        stretch = np.where(there, np.where(has, stretch + years, 0.0), stretch)
        longest, total = np.maximum(longest, stretch), total + np.where(there, years, 0.0)
    students = run.enrollment[elementary]
    return float(weighted_sum(students, longest / total) / students.sum())


COHERENCE = (coherence, feeder_continuity)
