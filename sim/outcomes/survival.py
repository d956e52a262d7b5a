"""How long schools that had entered keep the practice: Kaplan-Meier over the schools of a run.

A school has entered when its access has been .35 or more for twelve months in a row; its clock starts with the last of
them. It ends when its access has been below half of its own best twelve-month mean for twelve months in a row. Schools
that have not ended when the record stops are censored: a late launch is not a short life.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes.outcome import whole_run
from sim.outcomes.record import YEAR, Prepared, Record, prepare
from sim.outcomes.windows import Numbers, first_month, run_length, trailing_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CAUSES", "SURVIVAL", "Spells", "causes_of_end", "kaplan_meier", "restricted_mean", "spells"]

FALLEN = 0.5
CAUSES = ("principal", "superintendent", "money", "other")
LOOK_BACK = 24
_SOURCE = "Kaplan & Meier 1958, Royston & Parmar 2013 (recalled); cut-offs assumed"


@dataclass(frozen=True)
class Spells:
    """How long each school kept the practice.

    Parameters
    ----------
    entry : ndarray of int64, shape (S,)
        Month of entry; the number of months recorded when a school never entered.
    end : ndarray of int64, shape (S,)
        Month in which it ended; the number of months recorded when it did not.
    months : int
        Months recorded.
    """

    entry: NDArray[np.int64]
    end: NDArray[np.int64]
    months: int

    @property
    def entered(self) -> NDArray[np.bool_]:
        """Which schools ever entered."""
        return self.entry < self.months

    @property
    def ended(self) -> NDArray[np.bool_]:
        """Which schools entered and ended."""
        return self.entered & (self.end < self.months)

    @property
    def duration(self) -> NDArray[np.int64]:
        """Months from entry to end, or to the last month recorded, for every school."""
        return np.minimum(self.end, self.months - 1) - self.entry


def spells(record: Record) -> Spells:
    """Find when each school entered and ended.

    Parameters
    ----------
    record : Record
        A run's history.

    Returns
    -------
    Spells
        One spell a school; a school that comes back later is not counted again.
    """
    run = prepare(record)
    access = run.school("access")
    year_mean = trailing_sum(access, YEAR) / YEAR  # shorter windows at the start only make this smaller
    best = np.maximum.accumulate(year_mean, axis=0) if run.months else year_mean
    after = np.arange(run.months)[:, None] > run.entry
    fallen = run_length((access < FALLEN * best) & after) >= YEAR
    return Spells(run.entry, first_month(fallen), run.months)


def kaplan_meier(duration: NDArray[np.int64], ended: NDArray[np.bool_]) -> Numbers:
    """Estimate the chance of lasting longer than each number of months.

    Parameters
    ----------
    duration : ndarray of int, shape (n,)
        Months until the end, or until the record stops; 0 or more.
    ended : ndarray of bool, shape (n,)
        Whether the end was seen.

    Returns
    -------
    ndarray of float64, shape (longest duration + 1,)
        Entry m is the chance of lasting longer than m months; empty without schools.
    """
    if duration.size == 0:
        return np.empty(0)
    size = int(duration.max()) + 1
    all_ends = np.bincount(duration, minlength=size)
    deaths = np.bincount(duration[ended], minlength=size)
    at_risk = np.cumsum(all_ends[::-1])[::-1]
    return np.asarray(np.cumprod(1.0 - deaths / at_risk), dtype=np.float64)


def restricted_mean(survival: Numbers, months: int) -> float:
    """Average months kept, counting at most ``months``: the area under the survival curve.

    Parameters
    ----------
    survival : ndarray
        From :func:`kaplan_meier`.
    months : int
        The horizon.

    Returns
    -------
    float
        Months; NaN when nobody was watched that long and some had not ended.
    """
    if survival.size == 0 or (survival.size < months and survival[-1] > 0):
        return float(np.nan)
    return float(survival[:months].sum())


def causes_of_end(record: Record) -> dict[str, int]:
    """Count what had happened in the two years before schools ended; association, not proof.

    Parameters
    ----------
    record : Record
        A run's history.

    Returns
    -------
    dict of str to int
        By cause, the first that applies: the school's principal had changed, the superintendent had changed, the
        grant had ended, none of these.
    """
    run = prepare(record)
    found = spells(run)
    school = np.flatnonzero(found.ended)
    end = found.end[school]
    start = np.maximum(found.entry[school], end - LOOK_BACK)
    principals, superintendents = run.school("principal_changes"), run.month("superintendent_changes")
    principal = principals[end, school] > principals[start, school]
    superintendent = superintendents[end] > superintendents[start]
    money = (run.grant_end_month >= 0) & (run.grant_end_month > start) & (run.grant_end_month <= end)
    cause = np.select([principal, superintendent, money], [0, 1, 2], default=3)
    return dict(zip(CAUSES, np.bincount(cause, minlength=len(CAUSES)).tolist(), strict=True))


def _curve(run: Prepared) -> Numbers:
    found = run.shared("spells", spells)
    return kaplan_meier(found.duration[found.entered], found.ended[found.entered])


@whole_run(
    title="Survival of schools, of 5 years",
    unit="years",
    high=5.0,
    better="higher",
    source=_SOURCE,
    not_applicable="no school that entered could be watched for 5 years",
)
def survival_5_years(run: Prepared) -> float:
    """Mean years, of the first 5 after entry, that a school keeps the practice (Kaplan-Meier, restricted mean).

    Entry: 12 months in a row with ``A >= .35``. End: 12 months in a row below half of the school's own best
    12-month mean. Schools count alike.
    """
    return restricted_mean(run.shared("survival", _curve), 5 * YEAR) / YEAR


@whole_run(
    title="Survival of schools, of 10 years",
    unit="years",
    high=10.0,
    better="higher",
    source=_SOURCE,
    not_applicable="no school that entered could be watched for 10 years",
)
def survival_10_years(run: Prepared) -> float:
    """Mean years, of the first 10 after entry, that a school keeps the practice; as survival_5_years."""
    return restricted_mean(run.shared("survival", _curve), 10 * YEAR) / YEAR


SURVIVAL = (survival_5_years, survival_10_years)
