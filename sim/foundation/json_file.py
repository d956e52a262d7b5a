"""JSON that lies in a folder of results: read within limits, whatever somebody has made of it since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = ["MOST_BYTES", "parsed", "read_json"]

MOST_BYTES = 50_000_000
"""More than any file that this program writes."""


def read_json(path: Path) -> Any:
    """Read a JSON file.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    OSError
        When it cannot be read.
    ValueError
        When it is no JSON, has more than 50 million bytes, or is nested too deep.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"it has more than {MOST_BYTES:,} bytes")
    return parsed(path.read_bytes())


def parsed(content: bytes) -> Any:
    """Parse JSON.

    Parameters
    ----------
    content : bytes
        In UTF-8.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    ValueError
        When it is no JSON, or is nested too deep.
    """
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
