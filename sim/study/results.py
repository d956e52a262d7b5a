"""What a comparison's folder holds: settings, provenance, tables, findings in words and figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.study.columns import Coded, Columns, monthly_columns, school_year_columns
from sim.study.dictionary import dictionary_rows
from sim.study.provenance import NOTE
from sim.study.rows import all_difference_rows, exposure_rows, run_rows, school_rows, summary_rows
from sim.study.table_files import LongTable, plain_rows, write_csv, write_json
from sim.study.written import PROVENANCE, Written

if TYPE_CHECKING:
    from sim.study.comparison import Comparison
    from sim.study.run import Run

__all__ = ["Place", "write_results", "write_tables"]

MONTHLY, SCHOOL_YEARS, COLUMNS = "monthly.parquet", "school_years.parquet", "columns.csv"


class Place(Protocol):
    """Where files go."""

    def file(self, name: str, write: Callable[[Path], object]) -> None:
        """Write one file."""


def write_results(
    place: Written,
    comparison: Comparison,
    config: Mapping[str, Any],
    provenance: Mapping[str, Any],
    findings: Sequence[str],
    text: str,
    first: Sequence[str] = (),
) -> None:
    """Write all that a run leaves behind but its figures; a table that fails costs itself.

    Parameters
    ----------
    place : Written
        Takes the files.
    comparison : Comparison
        One strategy or several.
    config, provenance : mapping
        The resolved input and where it comes from, plain values. The provenance is written last, and names the others.
    findings : sequence of str
        What was found, in sentences.
    text : str
        The findings as they are printed.
    first : sequence of str, optional
        What stands before everything else: what was made up, and what the differences depend on.
    """
    import yaml

    written = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    place.file("config.yaml", lambda path: path.write_text(written, encoding="utf-8"))
    place.file("findings.txt", lambda path: path.write_text(text, encoding="utf-8"))
    write_tables(place, comparison, findings, first)
    files = {"files": list(place.files), "missing": list(place.missing)}
    place.file(PROVENANCE, lambda path: write_json(path, dict(provenance) | files))


def write_tables(place: Place, comparison: Comparison, findings: Sequence[str], first: Sequence[str] = ()) -> None:
    """Write the tables, and the dictionary of their columns; a table that fails costs itself.

    Parameters
    ----------
    place : Place
        Takes the files.
    comparison : Comparison
        With histories.
    findings, first : sequence of str
        For ``summary.json``, as in :func:`write_results`.
    """
    rows: dict[str, Callable[[], list[dict[str, Any]]]] = {"summary.csv": lambda: summary_rows(comparison)}
    if len(comparison.runs) > 1:
        rows["differences.csv"] = lambda: all_difference_rows(comparison)
    if comparison.exposure is not None:
        rows["exposure.csv"] = lambda: [_rounded(row) for row in exposure_rows(comparison)]
    rows |= {"schools.csv": lambda: school_rows(comparison), "runs.csv": lambda: run_rows(comparison)}
    for name, made in rows.items():
        place.file(name, partial(_write_rows, made))
    place.file("summary.json", lambda path: write_json(path, _summary(comparison, findings, first)))
    place.file(
        MONTHLY, lambda path: _write_long(path, comparison, lambda run: monthly_columns(run.history, run.all_series()))
    )
    place.file(
        SCHOOL_YEARS,
        lambda path: _write_long(path, comparison, lambda run: school_year_columns(run.history, run.places)),
    )
    written = [*rows, MONTHLY, SCHOOL_YEARS, COLUMNS]
    explained = [_with_numbers(row) for row in dictionary_rows() if row["file"] in written]
    place.file(COLUMNS, lambda path: write_csv(path, explained))


def _write_rows(made: Callable[[], list[dict[str, Any]]], path: Path) -> None:
    write_csv(path, made())


def _summary(comparison: Comparison, findings: Sequence[str], first: Sequence[str]) -> dict[str, Any]:
    return {
        "note": NOTE,
        "first": list(first),
        "low_income_made_up": comparison.low_income_made_up,
        "findings": list(findings),
        "outcomes": plain_rows(summary_rows(comparison)),
        "differences": plain_rows(all_difference_rows(comparison)),
    }


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
