"""What a comparison's folder holds: settings, provenance, tables, findings in words and figures."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.study.folder import PROVENANCE
from sim.study.provenance import NOTE

if TYPE_CHECKING:
    import pandas as pd

    from sim.study.comparison import Comparison
    from sim.study.run import Run

__all__ = ["write_results"]


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
        What stands before everything else: what the differences hang on.
    """
    import yaml

    written = yaml.safe_dump(dict(config), sort_keys=False, allow_unicode=True)
    (folder / "config.yaml").write_text(written, encoding="utf-8")
    (folder / "findings.txt").write_text(text, encoding="utf-8")
    _write_json(folder / PROVENANCE, dict(provenance))
    table = comparison.table()
    table.to_csv(folder / "summary.csv", index=False)
    summary = {"first": list(first), "note": NOTE, "findings": list(findings), "outcomes": _records(table)}
    _write_json(folder / "summary.json", summary)
    _write_differences(folder, comparison)
    _write_exposure(folder, comparison)
    _write_runs(folder, comparison)
    _write_tables(folder, comparison)
    (folder / "figures").mkdir()
    figures(comparison, folder / "figures")


def _write_differences(folder: Path, comparison: Comparison) -> None:
    import pandas as pd

    frames = []
    for first, second in combinations(comparison.runs, 2):
        frame = comparison.differences(first, second).reset_index()
        frame.insert(0, "minus", second)
        frame.insert(0, "strategy", first)
        frames.append(frame)
    if frames:
        pd.concat(frames, ignore_index=True).to_csv(folder / "differences.csv", index=False)


def _write_runs(folder: Path, comparison: Comparison) -> None:
    """Write one row per strategy, parameter set and replicate, in this order, with one column per outcome."""
    import pandas as pd

    rows = [
        {"strategy": strategy, "parameter_set": run.parameter_set, "replicate": run.replicate, **run.outcomes}
        for strategy, runs in comparison.runs.items()
        for run in runs
    ]
    pd.DataFrame(rows).to_csv(folder / "runs.csv", index=False)


def _write_exposure(folder: Path, comparison: Comparison) -> None:
    """Write what the differences hang on, the first strategy against every other."""
    import pandas as pd

    if comparison.exposure is None:
        return
    frames = []
    first, *others = comparison.names
    for other in others:
        frame = comparison.exposure.table(first, other).reset_index()
        frame.insert(0, "minus", other)
        frame.insert(0, "strategy", first)
        frames.append(frame)
    pd.concat(frames, ignore_index=True).to_csv(folder / "exposure.csv", index=False, float_format="%.4g")


def _write_tables(folder: Path, comparison: Comparison) -> None:
    """Write the two long tables run by run, so that no more than one run's rows are in memory."""
    _write_long(folder / "monthly.parquet", comparison, lambda run: run.monthly())
    _write_long(folder / "school_years.parquet", comparison, lambda run: run.school_years())


def _write_long(file: Path, comparison: Comparison, frame_of: Callable[[Run], pd.DataFrame]) -> None:
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
