"""Rows of the short tables: outcomes of strategies, differences of pairs, schools."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.district.schools import LEVELS
from sim.engine.state import ACTIVE, STATUS
from sim.outcomes import FROM_LOW_INCOME, OUTCOMES
from sim.study.columns import Places, yearly
from sim.study.intervals import paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.outcomes import Numbers
    from sim.study.comparison import Comparison

__all__ = [
    "SCHOOL_MEASURES", "all_difference_rows", "difference_rows", "exposure_rows", "run_range", "run_rows",
    "school_rows", "summary_rows",
]  # fmt: skip

RANGE = (5.0, 95.0)
Row = dict[str, Any]

SCHOOL_MEASURES = (
    "use", "deep", "effective", "access", "routines", "trust", "strain", "ownership", "fit", "hours", "learning",
)  # fmt: skip
"""What the table of schools shows of the last year, each as a mean over runs with their range."""

DIGITS = 6
"""Significant digits of the table of schools: its values come from single precision."""


def run_range(values: Numbers) -> tuple[float, float]:
    """Return the range of nine runs in ten.

    Parameters
    ----------
    values : ndarray
        One value per run, without NaN.

    Returns
    -------
    low, high : float
        5th and 95th percentile; NaN without a run.
    """
    if not values.size:
        return float(np.nan), float(np.nan)
    low, high = np.percentile(values, RANGE)
    return float(low), float(high)


def note_on(comparison: Comparison, outcome: str) -> str:
    """Return what must be said before an outcome: that it rests on made-up shares of low-income students."""
    return comparison.low_income_made_up if outcome in FROM_LOW_INCOME else ""


def summary_rows(comparison: Comparison) -> list[Row]:
    """Lay out every outcome of every strategy.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.

    Returns
    -------
    list of dict
        By outcome, then strategy: mean over runs, 95 % interval of the mean, range of nine runs in ten.
    """
    rows = []
    for name, outcome in OUTCOMES.items():
        for strategy in comparison.names:
            values = comparison.values(strategy, name)
            mean = paired(values)
            low, high = run_range(values[~np.isnan(values)])
            rows.append(
                {
                    "outcome": name,
                    "strategy": strategy,
                    "mean": mean.mean,
                    "ci_low": mean.low,
                    "ci_high": mean.high,
                    "run_p5": low,
                    "run_p95": high,
                    "runs": mean.pairs,
                    "unit": outcome.unit,
                    "better": outcome.better,
                    "title": outcome.title,
                    "note": note_on(comparison, name),
                }
            )
    return rows


def difference_rows(comparison: Comparison, a: str, b: str, sets: Sequence[int] | None = None) -> list[Row]:
    """Lay out the differences of two strategies on every outcome.

    Parameters
    ----------
    comparison : Comparison
        Several strategies.
    a, b : str
        First and second of them.
    sets : sequence of int, optional
        Parameter sets to be shown one by one; all together when not given.

    Returns
    -------
    list of dict
        By outcome (and set): mean of ``a - b`` over pairs, its 95 % interval, the verdict.
    """
    rows = []
    for name, outcome in OUTCOMES.items():
        for number in [None] if sets is None else sets:
            evidence = comparison.evidence(a, b, name, number)
            found = evidence.interval
            rows.append(
                {
                    "outcome": name,
                    **({} if number is None else {"parameter_set": number}),
                    "mean": found.mean,
                    "ci_low": found.low,
                    "ci_high": found.high,
                    "same_sign": found.same_sign,
                    "pairs": found.pairs,
                    "verdict": comparison.verdict_rule(evidence),
                    "unit": outcome.unit,
                    "title": outcome.title,
                    "note": note_on(comparison, name),
                }
            )
    return rows


def all_difference_rows(comparison: Comparison) -> list[Row]:
    """Lay out the differences of all pairs of strategies, with the names of both; empty with one strategy."""
    return [
        {"strategy": first, "minus": second, **row}
        for first, second in combinations(comparison.names, 2)
        for row in difference_rows(comparison, first, second)
    ]


def exposure_rows(comparison: Comparison) -> list[Row]:
    """Lay out what the differences depend on, the first strategy against every other; empty when nobody looked."""
    if comparison.exposure is None:
        return []
    first, *others = comparison.names
    return [
        {"strategy": first, "minus": other, **row} for other in others for row in comparison.exposure.rows(first, other)
    ]


def run_rows(comparison: Comparison) -> list[Row]:
    """Lay out the outcomes of every run.

    Parameters
    ----------
    comparison : Comparison
        One strategy or several.

    Returns
    -------
    list of dict
        By strategy, then in the order of its runs: which run it is, and every outcome, NaN where it does not apply.
    """
    return [
        {"strategy": strategy, "parameter_set": run.parameter_set, "replicate": run.replicate, **run.outcomes}
        for strategy, runs in comparison.runs.items()
        for run in runs
    ]


def school_rows(comparison: Comparison) -> list[Row]:
    """Lay out the schools under every strategy, in words.

    Parameters
    ----------
    comparison : Comparison
        With histories.

    Returns
    -------
    list of dict
        By strategy, then school: who it is, its status at the end, and :data:`SCHOOL_MEASURES` of the last year; empty
        for runs shorter than a year.
    """
    return [row for strategy in comparison.names for row in _rows_of(comparison, strategy)]


def _rows_of(comparison: Comparison, strategy: str) -> list[Row]:
    runs = comparison.of(strategy)
    first = runs[0].history
    places = runs[0].places or Places.unnamed(first)
    made_up = _made_up(comparison, places)
    status = np.array([run.history.schools["status"][-1] for run in runs], dtype=np.int64)
    counts = np.array([(status == code).sum(axis=0) for code in range(len(STATUS))])
    measured: dict[str, Any] = {}
    for name in SCHOOL_MEASURES:
        values = np.array([yearly(name, run.history.schools[name][-12:])[-1] for run in runs], dtype=np.float64)
        low, high = np.percentile(values, RANGE, axis=0)
        measured |= {f"{name}_mean": values.mean(axis=0), f"{name}_run_p5": low, f"{name}_run_p95": high}
    short = {name: [_short(value) for value in values] for name, values in measured.items()}
    return [
        {
            "strategy": strategy,
            "school_id": places.identifier[row],
            "school": first.names[row],
            "school_row": int(places.row[row]),
            "level": LEVELS[int(first.level[row])],
            "zone": places.zone[row],
            "enrollment": _short(first.enrollment[row]),
            "low_income_share": _short(first.low_income_share[row]),
            "low_income_is": "made up" if made_up[row] else "read",
            "teachers": int(first.teachers[row]),
            "status": STATUS[int(counts[:, row].argmax())],
            "active_runs": float(counts[ACTIVE, row] / len(runs)),
            "runs": len(runs),
            **{name: values[row] for name, values in short.items()},
        }
        for row in range(len(first.names))
    ]


def _short(value: float) -> float:
    """Keep so many digits, and none behind the point of a whole number."""
    kept = float(f"{value:.{DIGITS}g}")
    return int(kept) if kept.is_integer() else kept


def _made_up(comparison: Comparison, places: Places) -> NDArray[np.bool_]:
    """Tell for each school whether its share of low-income students was made up."""
    origin = comparison.district.provenance.columns["low_income_share"]
    if not origin.generated or (origin.given and not origin.rows):
        return np.zeros(len(places.row), dtype=np.bool_)
    return np.isin(places.row - 1, origin.rows) if origin.given else np.ones(len(places.row), dtype=np.bool_)
