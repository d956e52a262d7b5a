"""The dictionary of columns: every column of every table that a run leaves behind, with unit, range and meaning."""

from __future__ import annotations

import csv
import functools
import math
from pathlib import Path

from sim.outcomes import OUTCOMES, Outcome
from sim.study.rows import SCHOOL_MEASURES

__all__ = ["HEAD", "dictionary_rows"]

HEAD = ("file", "column", "unit", "low", "high", "meaning")
SPREAD = {
    "_mean": "mean over runs",
    "_run_p5": "5th percentile of the runs",
    "_run_p95": "95th percentile of the runs",
}


@functools.cache
def dictionary_rows() -> tuple[dict[str, str], ...]:
    """Return the dictionary.

    Returns
    -------
    tuple of dict
        One row per file and column, with the columns :data:`HEAD`; ``low`` and ``high`` are empty where there is no
        bound.
    """
    rows = []
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            rows += [{"file": name} | {column: entry[column] for column in HEAD[1:]} for name in entry["files"].split()]
    for outcome in OUTCOMES.values():
        rows.append(_row("runs.csv", outcome, f"{outcome.title} (docs/outcomes.md)"))
        if outcome.series is not None:
            rows.append(_row("monthly.parquet", outcome, f"{outcome.title}, this month (docs/outcomes.md)"))
    of_school = {row["column"]: row for row in rows if row["file"] == "school_years.parquet"}
    for name in SCHOOL_MEASURES:
        for ending, what in SPREAD.items():
            about = of_school[name]
            meaning = f"{about['meaning']} of the last year; {what}"
            rows.append(about | {"file": "schools.csv", "column": f"{name}{ending}", "meaning": meaning})
    return tuple(sorted(rows, key=lambda row: FILES.index(row["file"])))


FILES = (
    "summary.csv", "differences.csv", "exposure.csv", "schools.csv", "runs.csv", "monthly.parquet",
    "school_years.parquet", "columns.csv",
)  # fmt: skip
"""The tables of a folder, the short ones first."""


def _row(file: str, outcome: Outcome, meaning: str) -> dict[str, str]:
    bounds = {"low": outcome.low, "high": outcome.high}
    shown = {name: "" if math.isinf(value) else f"{value:g}" for name, value in bounds.items()}
    return {"file": file, "column": outcome.name, "unit": outcome.unit, **shown, "meaning": meaning}
