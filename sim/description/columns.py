"""The dictionary of columns, file by file."""

from __future__ import annotations

from itertools import groupby

from sim.description.tables import table
from sim.study.dictionary import dictionary_rows

__all__ = ["columns"]

ABOUT = {
    "summary.csv": "One row per outcome and strategy.",
    "differences.csv": "One row per pair of strategies and outcome. Only from `bothways compare`.",
    "exposure.csv": "What each difference depends on ([guess exposure](guess_exposure.md)), one row per pair and "
    "outcome. Only where that was looked at.",
    "schools.csv": "One row per strategy and school: its state at the end and the last year, over all runs.",
    "runs.csv": "One row per strategy and run: every outcome, empty where it does not apply.",
    "monthly.parquet": "One row per strategy, run and month: the district as a whole. The outcomes stand behind what "
    "was recorded.",
    "school_years.parquet": "One row per strategy, run, year and school.",
    "columns.csv": "This dictionary, for the tables of one folder.",
}


def columns() -> str:
    """The dictionary, a table per file."""
    parts = []
    for file, rows in groupby(dictionary_rows(), key=lambda row: row["file"]):
        cells = [[f"`{row['column']}`", row["unit"], _range(row["low"], row["high"]), row["meaning"]] for row in rows]
        parts.append(f"## `{file}`\n\n{ABOUT[file]}\n\n{table(['column', 'unit', 'range', 'meaning'], cells)}")
    return "\n\n".join(parts)


def _range(low: str, high: str) -> str:
    if not low and not high:
        return "-"
    return f"{low or 'no bound'} to {high or 'no bound'}"
