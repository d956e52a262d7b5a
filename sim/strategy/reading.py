"""Reading one YAML file of a strategy, of conditions or of a future, so that every later error can name its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.foundation.errors import StrategyError
from sim.foundation.yaml_file import read_yaml_file
from sim.strategy.checks import Place

__all__ = ["read_yaml"]


def read_yaml(path: Path, kind: str) -> tuple[dict[Any, Any], Place]:
    """Read a file that holds one mapping.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    kind : str
        What the file should describe, for messages, for instance ``"strategy"``.

    Returns
    -------
    tuple of dict and Place
        What the file says, and the place that knows its lines.

    Raises
    ------
    StrategyError
        When the file cannot be read, is no YAML, is empty, is no mapping, or has a key twice.
    """
    written = read_yaml_file(path, kind, StrategyError)
    if written.content is None:
        raise StrategyError(f"the {kind} file {path} is empty. Write at least one key, for instance 'title: ...'.")
    if not isinstance(written.content, dict):
        raise StrategyError(f"the {kind} file {path} has no keys with values. Write lines such as 'title: ...'.")
    return written.content, Place(str(path), (), written.lines)
