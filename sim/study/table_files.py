"""Tables as files: CSV that a spreadsheet may open, JSON, and Parquet for long tables.

Written without pandas, which takes longer to load than all tables of a comparison take to write.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from sim.foundation.plain_text import plain_text, spreadsheet_text
from sim.study.columns import Coded, Columns

__all__ = ["LongTable", "plain_rows", "write_csv", "write_json"]


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as a CSV file in UTF-8; what is not known is an empty cell, and no text can run as a formula.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    rows : sequence of mapping
        At least one; all have the columns of the first.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return spreadsheet_text(value)
    value = _plain(value)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    """Make a number that JSON knows; what is not applicable is null."""
    value = value.item() if isinstance(value, np.generic) else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def plain_rows(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Make rows of plain values for JSON; what is not known is null.

    Parameters
    ----------
    rows : iterable of mapping
        Any rows of a short table.

    Returns
    -------
    list of dict
        The same rows.
    """
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def write_json(path: Path, content: Any) -> None:
    """Write plain values as JSON in UTF-8.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    content : object
        Plain values; anything else is written as text.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    path.write_text(text.encode("utf-8", "replace").decode("utf-8") + "\n", encoding="utf-8")


ROWS_AT_ONCE = 50_000
"""Rows that are gathered before they are written: small parts take longer, and more room."""


class LongTable:
    """A Parquet file that is written part by part, so that few rows are in memory at a time.

    Parameters
    ----------
    path : pathlib.Path
        Where to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: Any = None
        self._waiting: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if problem is None:
                self._flush()
        finally:
            if self._writer is not None:
                self._writer.close()

    def write(self, columns: Columns) -> None:
        """Add rows.

        Parameters
        ----------
        columns : dict
            The same names and kinds each time.
        """
        import pyarrow as pa

        arrays = [_arrow(values) for values in columns.values()]
        self._waiting.append(pa.Table.from_arrays(arrays, names=list(columns)))
        if sum(part.num_rows for part in self._waiting) >= ROWS_AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting).unify_dictionaries()
        self._waiting.clear()
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)


def _arrow(values: Any) -> Any:
    """Hand a column over without pandas, which pyarrow would load for anything but its own buffers."""
    import pyarrow as pa

    if isinstance(values, Coded):
        return pa.DictionaryArray.from_arrays(_numbers(values.codes), _texts(values.words))
    return _numbers(np.ascontiguousarray(values))


def _numbers(values: Any) -> Any:
    import pyarrow as pa

    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [None, pa.py_buffer(values)])


def _texts(words: Sequence[str]) -> Any:
    import pyarrow as pa

    raw = [plain_text(word).encode("utf-8") for word in words]
    ends = np.cumsum([0, *map(len, raw)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(raw), pa.py_buffer(ends), pa.py_buffer(b"".join(raw)))
