"""How each target is read from histories; what the words mean stands in ``data/calibration/targets.csv``."""

from __future__ import annotations

import math

import numpy as np

from sim.engine.history import History

__all__ = ["NEVER", "after_the_money", "first_years", "full", "held_out", "materials", "months_until_half"]

ACTIVE, GIVEN_UP = 2, 3
DEEP_HALF, HOURS = 0.5, 20.0  # half of the teachers; coach hours a teacher-year
OBSERVED = 48  # months that a cohort must be seen to count for full implementation
NEVER = 72.0  # months, where half of the teachers never get there


def after_the_money(funded: History, years: int) -> dict[str, float]:
    """Read what is left where all support ended after so many years."""
    end = 12 * years
    return {
        "use_after_19_months": left_after(funded, end, end + 18, end + 21),
        "use_after_5_years": left_after(funded, end, end + 57, end + 60),
    }


def full(supported: History) -> dict[str, float]:
    """Read full implementation under much support."""
    median, by_36 = full_implementation(supported)
    return {"months_to_full": median, "full_by_36": by_36}


def first_years(typical: History, funded: History, years: int) -> dict[str, float]:
    """Read how practice begins and how schools give up, while outside money still runs."""
    parts = ((typical, typical.months), (funded, 12 * years))
    return {"mechanical": mechanical(*parts), "give_up": give_up(*parts)}


def materials(alone: History) -> dict[str, float]:
    """Read what materials do without people."""
    return {"materials_alone": deep_in_third_year(alone)}


def held_out(typical: History, funded: History, supported: History, long: History, years: int) -> dict[str, float]:
    """Read the targets that are never fitted."""
    before = 12 * years
    return {
        "learning_year_1": learning_at(((typical, typical.months), (funded, before)), 0, 12),
        "learning_year_4_supported": learning_at(((supported, supported.months),), 36, 48, HOURS),
        "new_principal": new_principal((typical, typical.months), (funded, before)),
        "sites_keep_something": sites_that_keep(funded, before),
        "routine_year_5": routine_share(long, 5),
        "routine_year_25": routine_share(long, 25),
    }


def mechanical(*parts: tuple[History, int]) -> float:
    """Share of users whose mean depth is below the mechanical cut, ten months after launch."""
    surface, users = 0.0, 0.0
    for history, end in parts:
        s = history.schools
        month, school = np.nonzero(s["age"][:end] == 10)
        surface += float(s["surface"][month, school] @ history.teachers[school])
        users += float(s["use"][month, school] @ history.teachers[school])
    return surface / users if users > 0.0 else math.nan


def give_up(*parts: tuple[History, int]) -> float:
    """Yearly share of active schools 11-35 months old that give up in July."""
    gone, old = 0, 0
    for history, end in parts:
        s, julys = history.schools, np.arange(12, end, 12)
        at_risk = (s["status"][julys - 1] == ACTIVE) & (s["age"][julys - 1] >= 11) & (s["age"][julys - 1] < 36)
        gone += int(((s["status"][julys] == GIVEN_UP) & at_risk).sum())
        old += int(at_risk.sum())
    return gone / old if old else math.nan


def full_implementation(history: History) -> tuple[float, float]:
    """Median months until half of a school's teachers practise deeply, and the share of schools there by month 36."""
    s, months, reached, there = history.schools, [], [], []
    for start, school in zip(*np.nonzero(s["age"] == 0), strict=True):
        if start + OBSERVED > history.months:
            continue
        active = s["status"][start:, school] == ACTIVE
        lived = int(active.size if active.all() else np.argmin(active))
        if s["hours"][start : start + min(36, lived), school].mean() < HOURS:
            continue
        deep = np.flatnonzero(s["deep"][start : start + lived, school] >= DEEP_HALF)
        months.append(float(deep[0] + 1) if deep.size else float(lived))
        reached.append(bool(deep.size))
        there.append(bool(deep.size) and deep[0] < 36)
    if not months:
        return math.nan, math.nan
    return months_until_half(np.array(months), np.array(reached)), float(np.mean(there))


def months_until_half(months: np.ndarray, reached: np.ndarray) -> float:
    """Median of durations of which some are censored (Kaplan-Meier).

    Parameters
    ----------
    months : ndarray
        Months until the event, or until it could no longer be seen.
    reached : ndarray of bool
        Whether the event came.

    Returns
    -------
    float
        Months; :data:`NEVER` where the curve stays above one half.
    """
    from scipy import stats

    if not reached.any():
        return NEVER
    curve = stats.ecdf(stats.CensoredData(uncensored=months[reached], right=months[~reached])).sf
    below = np.flatnonzero(curve.probabilities <= 0.5)
    return min(NEVER, float(curve.quantiles[below[0]])) if below.size else NEVER


def launched_before(history: History, end: int) -> np.ndarray:
    """Schools that were ever active before a month."""
    return np.asarray((history.schools["status"][:end] == ACTIVE).any(axis=0))


def left_after(history: History, end: int, first: int, last: int) -> float:
    """Share of all teachers in post who use something, in schools launched before the money's end."""
    schools = launched_before(history, end)
    if not schools.any():
        return math.nan
    weights = history.teachers[schools] / history.teachers[schools].sum()
    return float(history.schools["use"][first:last, schools].mean(axis=0) @ weights)


def deep_in_third_year(history: History) -> float:
    """Share of teachers with deep practice 24-35 months after launch, given up or not."""
    deep, teachers = 0.0, 0.0
    for start, school in zip(*np.nonzero(history.schools["age"] == 0), strict=True):
        if start + 36 <= history.months:
            deep += float(history.schools["deep"][start + 24 : start + 36, school].mean()) * history.teachers[school]
            teachers += history.teachers[school]
    return deep / teachers if teachers > 0.0 else math.nan


def learning_at(parts: tuple[tuple[History, int], ...], low: int, high: int, hours: float = 0.0) -> float:
    """Mean learning (SD a student-year) over months of teaching in schools of an age, after so many coach hours a year.

    Hours are the mean over the school's first 36 months, or those it has seen by then: later fewer are promised.
    """
    values = []
    for history, end in parts:
        s = {name: history.schools[name][:end] for name in ("age", "hours", "learning")}
        teaching = (np.arange(end) % 12 > 1)[:, None]
        young = (s["age"] >= 0) & (s["age"] < 36)
        received = np.where(young, s["hours"], 0.0).sum(axis=0) / np.maximum(1, young.sum(axis=0))
        chosen = teaching & (s["age"] >= low) & (s["age"] < high) & (received >= hours)
        values.append(s["learning"][chosen])
    found = np.concatenate(values)
    return float(found.mean()) if found.size else math.nan


def new_principal(*parts: tuple[History, int]) -> float:
    """Change of learning over a July with a new principal less that over a July without, schools a year old or more."""
    changed, unchanged = [], []
    for history, end in parts:
        s = history.schools
        for july in range(12, end - 11, 12):
            old = (s["status"][july - 1] == ACTIVE) & (s["age"][july - 1] >= 11)
            after, before = (s["learning"][m + 2 : m + 12].mean(axis=0) for m in (july, july - 12))
            new = s["principal_changes"][july] > s["principal_changes"][july - 1]
            changed.append((after - before)[old & new])
            unchanged.append((after - before)[old & ~new])
    one, other = np.concatenate(changed), np.concatenate(unchanged)
    return float(one.mean() - other.mean()) if one.size and other.size else math.nan


def sites_that_keep(history: History, end: int) -> float:
    """Share of the schools launched before the money's end where a tenth of the teachers use something two years on."""
    schools = launched_before(history, end)
    kept = history.schools["use"][end + 22 : end + 25, schools].mean(axis=0) >= 0.1
    return float(kept.mean()) if schools.any() else math.nan


def routine_share(history: History, year: int) -> float:
    """Share of schools that are active with routines of at least .5 in June of a year, counted from 1."""
    june = 12 * year - 1
    s = history.schools
    return float(((s["status"][june] == ACTIVE) & (s["routines"][june] >= 0.5)).mean())
