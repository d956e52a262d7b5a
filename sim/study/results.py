"""What a comparison's folder holds: settings, provenance, tables, findings in words and figures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.study.provenance import NOTE
from sim.study.written import PROVENANCE, Written

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.comparison import Comparison
    from sim.study.exposure import Exposure
    from sim.study.run import Run

__all__ = ["write_results"]


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
        What stands before everything else: what the differences hang on.
    """
    import yaml

    written = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    place.file("config.yaml", lambda path: path.write_text(written, encoding="utf-8"))
    place.file("findings.txt", lambda path: path.write_text(text, encoding="utf-8"))
    place.file("summary.csv", lambda path: comparison.table().to_csv(path, index=False))
    place.file("summary.json", lambda path: _write_summary(path, comparison, findings, first))
    if len(comparison.runs) > 1:
        place.file("differences.csv", lambda path: _write_differences(path, comparison))
    if (exposure := comparison.exposure) is not None:
        place.file("exposure.csv", lambda path: _write_exposure(path, comparison, exposure))
    place.file("monthly.parquet", lambda path: _write_long(path, comparison, lambda run: run.monthly()))
    place.file("school_years.parquet", lambda path: _write_long(path, comparison, lambda run: run.school_years()))
    files = {"files": list(place.files), "missing": list(place.missing)}
    place.file(PROVENANCE, lambda path: _write_json(path, dict(provenance) | files))


def _write_summary(path: Path, comparison: Comparison, findings: Sequence[str], first: Sequence[str]) -> None:
    outcomes = _records(comparison.table())
    _write_json(path, {"first": list(first), "note": NOTE, "findings": list(findings), "outcomes": outcomes})


def _write_differences(path: Path, comparison: Comparison) -> None:
    import pandas as pd

    frames = []
    for first, second in combinations(comparison.runs, 2):
        frame = comparison.differences(first, second).reset_index()
        frame.insert(0, "minus", second)
        frame.insert(0, "strategy", first)
        frames.append(frame)
    pd.concat(frames, ignore_index=True).to_csv(path, index=False)


def _write_exposure(path: Path, comparison: Comparison, exposure: Exposure) -> None:
    """Write what the differences hang on, the first strategy against every other."""
    import pandas as pd

    frames = []
    first, *others = comparison.names
    for other in others:
        frame = exposure.table(first, other).reset_index()
        frame.insert(0, "minus", other)
        frame.insert(0, "strategy", first)
        frames.append(frame)
    pd.concat(frames, ignore_index=True).to_csv(path, index=False, float_format="%.4g")


def _write_long(file: Path, comparison: Comparison, frame_of: Callable[[Run], pd.DataFrame]) -> None:
    """Write a long table run by run, so that no more than one run's rows are in memory."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = pd.CategoricalDtype(list(comparison.runs))
    writer = None
    try:
        for strategy, runs in comparison.runs.items():
            for run in runs:
                frame = frame_of(run)
                frame.insert(0, "parameter_set", run.parameter_set)
                frame.insert(0, "replicate", run.replicate)
                frame.insert(0, "strategy", pd.Series(strategy, index=frame.index, dtype=names))
                part = pa.Table.from_pandas(frame, preserve_index=False)
                writer = writer or pq.ParquetWriter(file, part.schema, compression="zstd")
                writer.write_table(part)
    finally:
        if writer is not None:
            writer.close()


def _records(frame: Any) -> list[dict[str, Any]]:
    return [{str(key): _plain(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    """Make a number that JSON knows; what is not applicable is null."""
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
