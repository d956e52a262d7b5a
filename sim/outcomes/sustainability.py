"""What lasts: what is kept after support is withdrawn, and what stands on the district's own feet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.outcomes.outcome import monthly, whole_run
from sim.outcomes.record import YEAR, Prepared, Record, prepare
from sim.outcomes.windows import Numbers, first_month, ratio, reaches, run_length, trailing_sum, weighted_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["PERSISTENCE_MONTHS", "SUSTAINABILITY", "persistence_ratio", "sustained"]

PERSISTENCE_MONTHS = 24
SMALLEST_PRACTICE = 0.05
TWO_YEARS = 24
THREE_YEARS = 36
GAVE_UP = 3
_STANDS = "definition; sustainability in Coburn 2003 (recalled), cut-offs assumed"


def persistence_ratio(withdrawn: Record, kept: Record) -> float:
    """Compare practice two years after the grant's end with that under the same luck and support kept.

    Parameters
    ----------
    withdrawn : Record
        History of the branch whose outside support ends; recorded until 24 months after the grant's end.
    kept : Record
        History of the branch whose support goes on; equally long.

    Returns
    -------
    float
        ``P(withdrawn) / P(kept)`` in the last month, P the mean effective practice of teachers; NaN when
        ``P(kept)`` is below .05.
    """
    without, with_support = prepare(withdrawn), prepare(kept)
    below = weighted_sum(with_support.teacher_weight, with_support.school("effective")[-1])
    above = weighted_sum(without.teacher_weight, without.school("effective")[-1])
    return float(above / below) if below >= SMALLEST_PRACTICE else float(np.nan)


@whole_run(
    title="Kept two years after the grant",
    unit="share of what support would have kept",
    high=np.inf,
    better="higher",
    source="definition; pairing by shared luck makes it causal inside the model",
    not_applicable="there was no grant, the run ends less than 24 months after it, or practice is below .05 even with "
    "support kept",
)
def persistence(run: Prepared) -> float:
    """Counterfactual persistence ``P(t_e + 24 | withdrawn) / P(t_e + 24 | same luck, support kept)``.

    ``t_e`` is the grant's end, P the mean effective practice of teachers. It needs two branches of a run: one
    history has no value, the study fills it in.
    """
    del run
    return float(np.nan)


def sustained(record: Record) -> NDArray[np.bool_]:
    """Say in which months a school stands on its own feet.

    Parameters
    ----------
    record : Record
        A run's history.

    Returns
    -------
    ndarray of bool, shape (T, S)
        True where access and routines are at least .5, at least 80 % of running cost is on operating money, no
        coaching hour came from outside for 24 months, and since its entry (12 months in a row with access of .35) the
        school has outlived at least one principal and one superintendent.
    """
    run = prepare(record)
    no_outside = run.school("outside_share") * run.school("hours") <= 1e-6
    at = np.minimum(run.entry, max(run.months - 1, 0))
    principals, superintendents = run.school("principal_changes"), run.month("superintendent_changes")[:, None]
    if run.months == 0:
        return np.zeros(principals.shape, dtype=np.bool_)
    outlived = (principals > principals[at, np.arange(at.size)]) & (superintendents > superintendents[at, 0])
    lasting: NDArray[np.bool_] = (
        reaches(run.school("access"), 0.5)
        & reaches(run.school("routines"), 0.5)
        & reaches(run.school("operating_share"), 0.8)
        & (run_length(no_outside) >= TWO_YEARS)
        & outlived
        & (np.arange(run.months)[:, None] >= run.entry)
    )
    return lasting


def _sustained_share(run: Prepared) -> Numbers:
    return weighted_sum(run.student_weight, sustained(run))


@monthly(title="Sustained share", unit="share of students", better="higher", source=_STANDS)
def sustained_share(run: Prepared) -> Numbers:
    """Share of students in schools that stand on their own feet, last month.

    That is: ``A >= .5``, routines ``>= .5``, at least 80 % of running cost on operating money, no outside hours for 24
    months, at least one principal and one superintendent change survived since entry.
    """
    return run.shared("sustained", _sustained_share)


@whole_run(
    title="Year from which it is sustained",
    unit="years since the start",
    high=np.inf,
    better="lower",
    source=_STANDS,
    not_applicable="sustained_share was never .5 for 3 years in a row within the run",
)
def year_sustained(run: Prepared) -> float:
    """First month from which sustained_share is at least .5 for 3 years in a row, in years since the start."""
    held = run_length(run.shared("sustained", _sustained_share) >= 0.5) >= THREE_YEARS
    month = int(first_month(held[:, None])[0])
    return (month - THREE_YEARS + 1) / YEAR if month < run.months else float(np.nan)


def _reached(run: Prepared, years: int) -> float:
    if run.months < years * YEAR:
        return float(np.nan)
    return float(np.any(run.shared("sustained", _sustained_share)[: years * YEAR] >= 0.5))


@whole_run(
    title="Sustained by year 10",
    unit="probability",
    better="higher",
    source=_STANDS,
    not_applicable="the run is shorter than 10 years",
)
def sustained_by_year_10(run: Prepared) -> float:
    """1 when sustained_share reached .5 within the first 10 years, else 0; its mean over runs is the chance."""
    return _reached(run, 10)


@whole_run(
    title="Sustained by year 25",
    unit="probability",
    better="higher",
    source=_STANDS,
    not_applicable="the run is shorter than 25 years",
)
def sustained_by_year_25(run: Prepared) -> float:
    """1 when sustained_share reached .5 within the first 25 years, else 0; its mean over runs is the chance."""
    return _reached(run, 25)


@whole_run(
    title="Deep access after the grant, per outside dollar",
    unit="student-years per 1,000 outside dollars",
    high=np.inf,
    better="higher",
    source="definition",
    not_applicable="there was no grant, or the run does not go beyond it",
)
def deep_years_after_grant(run: Prepared) -> float:
    """Student-years with a deep teacher after the grant's end per 1,000 outside dollars spent in the whole run.

    Longer runs count more years: compare runs of equal length.
    """
    end, outside = run.grant_end_month, float(run.month("outside_dollars").sum())
    if end < 0 or end >= run.months or outside <= 0:
        return float(np.nan)
    return float(weighted_sum(run.enrollment, run.school("deep")[end:]).sum() / YEAR / outside * 1000.0)


@monthly(
    title="Shift of ownership",
    unit="share of the work that is the district's own",
    better="higher",
    source="after the shift in reform ownership of Coburn 2003 (recalled); parts and weights assumed",
    not_applicable="no school is active in the last month",
)
def ownership_shift(run: Prepared) -> Numbers:
    """Mean of four shares, those that are defined: own coaching hours, operating dollars, own design changes, leaders.

    Hours and dollars are those of the last twelve months; design changes are those begun in the school, mean over the
    students of active schools; leaders are principals of active schools with at least 24 months in the programme.
    """
    own, outside = (trailing_sum(run.month(name), YEAR) for name in ("own_hours", "outside_hours"))
    spent, granted = (trailing_sum(run.month(name), YEAR) for name in ("dollars", "outside_dollars"))
    weight = run.active * run.student_weight
    students, schools = weight.sum(axis=1), run.active.sum(axis=1, dtype=np.float64)
    steady = run.active & (np.minimum(run.school("principal_tenure"), run.school("age")) >= TWO_YEARS)
    parts = np.stack(
        (
            ratio(own, own + outside),
            1.0 - ratio(granted, spent),
            ratio(weighted_sum(weight, run.school("own_design")), students),
            ratio(steady.sum(axis=1, dtype=np.float64), schools),
        )
    )
    known = ~np.isnan(parts)
    mean = np.where(known, parts, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(schools > 0, np.clip(mean, 0.0, 1.0), np.nan)


@monthly(
    title="Routines",
    unit="on a scale of 0 to 1",
    better="higher",
    source="definition; institutionalization (scale assumed)",
)
def routines(run: Prepared) -> Numbers:
    """Mean institutionalization of schools over students, schools outside the programme included, last month."""
    return run.student_mean("routines")


@whole_run(
    title="Schools that give up",
    unit="share of active schools per year",
    high=np.inf,
    better="lower",
    source="definition; schools under ordinary support gave up at .12-.19 a year (reported)",
    not_applicable="no school was ever active",
)
def giving_up(run: Prepared) -> float:
    """Schools that gave up per active school-year over the run."""
    left = (run.status[1:] == GAVE_UP) & (run.status[:-1] != GAVE_UP)
    years = run.active.sum() / YEAR
    return float(left.sum() / years) if years > 0 else float(np.nan)


SUSTAINABILITY = (
    persistence,
    sustained_share,
    year_sustained,
    sustained_by_year_10,
    sustained_by_year_25,
    deep_years_after_grant,
    ownership_shift,
    routines,
    giving_up,
)
