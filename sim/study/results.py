"""What a comparison's folder holds: settings, provenance, tables, findings in words and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.study.columns import Coded, Columns, monthly_columns, school_year_columns
from sim.study.dictionary import dictionary_rows
from sim.study.folder import PROVENANCE
from sim.study.provenance import NOTE
from sim.study.rows import all_difference_rows, exposure_rows, run_rows, school_rows, summary_rows
from sim.study.table_files import LongTable, plain_rows, write_csv, write_json

if TYPE_CHECKING:
    from sim.study.comparison import Comparison
    from sim.study.run import Run

__all__ = ["write_results", "write_tables"]


def write_results(
    folder: Path,
    comparison: Comparison,
    config: Mapping[str, Any],
    provenance: Mapping[str, Any],
    findings: Sequence[str],
    text: str,
    figures: Callable[[Comparison, Path], object],
    first: Sequence[str] = (),
) -> None:
    """Write all that a run leaves behind.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder.
    comparison : Comparison
        One strategy or several.
    config, provenance : mapping
        The resolved input and where it comes from, plain values.
    findings : sequence of str
        What was found, in sentences.
    text : str
        The findings as they are printed.
    figures : callable
        Takes the comparison and a folder and writes figures into it; handed in, because figures stand above the study.
    first : sequence of str, optional
        What stands before everything else: what was made up, and what the differences depend on.
    """
    import yaml

    written = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (folder / "config.yaml").write_text(written, encoding="utf-8")
    (folder / "findings.txt").write_text(text, encoding="utf-8")
    write_json(folder / PROVENANCE, dict(provenance))
    write_tables(folder, comparison, findings, first)
    (folder / "figures").mkdir()
    figures(comparison, folder / "figures")


def write_tables(folder: Path, comparison: Comparison, findings: Sequence[str], first: Sequence[str] = ()) -> None:
    """Write the tables, and the dictionary of their columns.

    Parameters
    ----------
    folder : pathlib.Path
        Where to.
    comparison : Comparison
        With histories.
    findings, first : sequence of str
        For ``summary.json``, as in :func:`write_results`.
    """
    summary, differences = summary_rows(comparison), all_difference_rows(comparison)
    tables = {
        "summary.csv": summary,
        "differences.csv": differences,
        "exposure.csv": [_rounded(row) for row in exposure_rows(comparison)],
        "schools.csv": school_rows(comparison),
        "runs.csv": run_rows(comparison),
    }
    tables = {name: rows for name, rows in tables.items() if rows}
    for name, rows in tables.items():
        write_csv(folder / name, rows)
    content = {
        "note": NOTE,
        "first": list(first),
        "low_income_made_up": comparison.low_income_made_up,
        "findings": list(findings),
        "outcomes": plain_rows(summary),
        "differences": plain_rows(differences),
    }
    write_json(folder / "summary.json", content)
    _write_long(folder / "monthly.parquet", comparison, lambda run: monthly_columns(run.history, run.all_series()))
    _write_long(folder / "school_years.parquet", comparison, lambda run: school_year_columns(run.history, run.places))
    written = [*tables, "monthly.parquet", "school_years.parquet", "columns.csv"]
    write_csv(folder / "columns.csv", [_with_numbers(row) for row in dictionary_rows() if row["file"] in written])


def _with_numbers(row: Mapping[str, str]) -> dict[str, Any]:
    """Make numbers of the bounds, which are no text that could be a formula."""
    return {**row, **{bound: float(row[bound]) if row[bound] else None for bound in ("low", "high")}}


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    """Keep four digits of what is estimated from a few runs."""
    return {name: float(f"{value:.4g}") if isinstance(value, float) else value for name, value in row.items()}


def _write_long(file: Path, comparison: Comparison, columns_of: Callable[[Run], Columns]) -> None:
    """Write a long table run by run, so that no more than one run's rows are in memory."""
    names = tuple(comparison.names)
    with LongTable(file) as table:
        for number, runs in enumerate(comparison.runs.values()):
            for run in runs:
                columns = columns_of(run)
                rows = len(next(iter(columns.values())))
                which: Columns = {
                    "strategy": Coded(np.full(rows, number, dtype=np.int32), names),
                    "replicate": np.full(rows, run.replicate, dtype=np.int64),
                    "parameter_set": np.full(rows, run.parameter_set, dtype=np.int64),
                }
                table.write(which | columns)
