"""What a comparison's folder holds: settings, provenance, tables, findings in words and figures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.study.folder import PROVENANCE
from sim.study.provenance import NOTE

if TYPE_CHECKING:
    import pyarrow as pa

    from sim.engine import History
    from sim.study import Comparison

__all__ = ["write_results"]

TEACHING = np.arange(2, 12)  # month 0 is July; July and August have no teaching
MEANS = ("access", "effective", "hours", "learning")
SUMS = ("exits",)


def write_results(
    folder: Path,
    comparison: Comparison,
    *,
    config: Mapping[str, Any],
    provenance: Mapping[str, Any],
    findings: Sequence[str],
    figures: Callable[[Any, Path], Iterable[Path]],
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
    figures : callable
        Takes the comparison and a folder and writes figures into it.
    """
    import yaml  # type: ignore[import-untyped]

    text = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    _write_json(folder / PROVENANCE, dict(provenance))
    _write_tables(folder, comparison)
    table = comparison.table()
    table.to_csv(folder / "summary.csv", index=_has_names(table))
    _write_json(folder / "summary.json", {"note": NOTE, "findings": list(findings), "outcomes": _records(table)})
    (folder / "findings.txt").write_text("\n".join([*findings, "", NOTE, ""]), encoding="utf-8")
    _write_differences(folder, comparison)
    (folder / "figures").mkdir()
    figures(comparison, folder / "figures")


def _write_differences(folder: Path, comparison: Comparison) -> None:
    import pandas as pd

    frames = []
    for first, second in combinations(comparison.runs, 2):
        frame = comparison.differences(first, second)
        frame = frame.reset_index() if _has_names(frame) else frame
        frame.insert(0, "minus", second)
        frame.insert(0, "strategy", first)
        frames.append(frame)
    if frames:
        pd.concat(frames, ignore_index=True).to_csv(folder / "differences.csv", index=False)


def _write_tables(folder: Path, comparison: Comparison) -> None:
    """Write the two long tables run by run, so that no more than one run's rows are in memory."""
    import pyarrow.parquet as pq

    for name, rows in (("monthly", _monthly), ("school_years", _school_years)):
        writer = None
        try:
            for strategy, replicate, history in _histories(comparison):
                part = rows(strategy, replicate, history)
                writer = writer or pq.ParquetWriter(folder / f"{name}.parquet", part.schema, compression="zstd")
                writer.write_table(part)
        finally:
            if writer is not None:
                writer.close()


def _histories(comparison: Comparison) -> Iterator[tuple[str, int, History]]:
    for strategy, runs in comparison.runs.items():
        for replicate, run in enumerate(runs):
            yield strategy, replicate, run.history


def _monthly(strategy: str, replicate: int, history: History) -> pa.Table:
    """Make one row a month: the district's columns."""
    import pyarrow as pa

    months = len(next(iter(history.district.values())))
    month = np.arange(months, dtype=np.int32)
    columns: dict[str, Any] = _who(strategy, replicate, months) | {"month": month, "year": month // 12}
    return pa.table(columns | dict(history.district))


def _school_years(strategy: str, replicate: int, history: History) -> pa.Table:
    """Make one row a school and year.

    Means over the ten teaching months for what is a rate or reaches students, sums for exits, June for all other.
    """
    import pyarrow as pa

    schools = len(history.names)
    years = len(next(iter(history.schools.values()))) // 12
    columns: dict[str, Any] = _who(strategy, replicate, schools * years)
    columns["school"] = pa.array(np.tile(np.arange(schools, dtype=np.int32), years))
    columns["name"] = pa.DictionaryArray.from_arrays(columns["school"], pa.array([str(n) for n in history.names]))
    columns["year"] = np.repeat(np.arange(years, dtype=np.int32), schools)
    for name in ("enrollment", "low_income_share", "teachers"):
        columns[name] = np.tile(np.asarray(getattr(history, name)), years)
    for name, values in history.schools.items():
        by_year = values[: years * 12].reshape(years, 12, schools)
        if name in MEANS:
            yearly = by_year[:, TEACHING].mean(axis=1)
        else:
            yearly = by_year.sum(axis=1) if name in SUMS else by_year[:, 11]
        columns[name] = yearly.astype(np.float32).ravel()
    return pa.table(columns)


def _who(strategy: str, replicate: int, rows: int) -> dict[str, Any]:
    import pyarrow as pa

    name = pa.DictionaryArray.from_arrays(np.zeros(rows, dtype=np.int32), pa.array([strategy]))
    return {"strategy": name, "replicate": np.full(rows, replicate, dtype=np.int32)}


def _has_names(frame: Any) -> bool:
    return any(name is not None for name in frame.index.names)


def _records(frame: Any) -> list[dict[str, Any]]:
    frame = frame.reset_index() if _has_names(frame) else frame
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    """Make a number that JSON knows; what is not applicable is null."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
