"""Who reads which parameter, as written down: quick to look up, while finding it in the code takes half a second."""

from __future__ import annotations

import csv
from pathlib import Path

__all__ = ["kept_readers", "written_readers"]


def kept_readers() -> Path:
    """Where it is written down."""
    return Path(__file__).with_name("read_by.csv")


def written_readers() -> dict[str, str]:
    """Read the functions, with their phases, that read each parameter.

    Returns
    -------
    dict of str to str
        For instance ``takes_up (decide)``, by parameter.
    """
    with kept_readers().open(encoding="utf-8", newline="") as lines:
        return {row["parameter"]: row["read_by"] for row in csv.DictReader(lines)}
