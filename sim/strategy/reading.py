"""Reading one YAML file so that every later error can name its line.

The safe loader takes the last of two equal keys without a word; here a key that stands twice is an error, because a
year or a condition that is written twice is a mistake that changes a run.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.foundation.errors import StrategyError
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
    import yaml  # type: ignore[import-untyped,unused-ignore]

    try:
        written = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not UTF-8 text"
        raise StrategyError(f"the {kind} file {path} cannot be read: {reason}. Give a readable YAML file.") from problem
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(written)
    try:
        root = loader.get_single_node()
        lines: dict[tuple[str, ...], int] = {}
        if root is not None:
            _note_lines(root, (), lines, str(path))
        content = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as problem:
        raise StrategyError(_broken(path, kind, problem)) from problem
    finally:
        loader.dispose()
    if content is None:
        raise StrategyError(f"the {kind} file {path} is empty. Write at least one key, for instance 'title: ...'.")
    if not isinstance(content, dict):
        raise StrategyError(f"the {kind} file {path} has no keys with values. Write lines such as 'title: ...'.")
    return content, Place(str(path), (), lines)


def _note_lines(node: Any, keys: tuple[str, ...], lines: dict[tuple[str, ...], int], source: str) -> None:
    """Walk the parsed file, note each key's line and refuse keys that stand twice."""
    if node.id == "sequence":
        for position, entry in enumerate(node.value):
            lines[(*keys, str(position))] = entry.start_mark.line + 1
            _note_lines(entry, (*keys, str(position)), lines, source)
    if node.id != "mapping":
        return
    for key_node, value_node in node.value:
        here = (*keys, str(key_node.value))
        line = key_node.start_mark.line + 1
        if here in lines:
            both = f"lines {lines[here]} and {line}"
            raise StrategyError(f"the key '{'.'.join(here)}' stands twice in {source}, on {both}. Keep one of them.")
        lines[here] = line
        _note_lines(value_node, here, lines, source)


def _broken(path: Path, kind: str, problem: Any) -> str:
    mark = getattr(problem, "problem_mark", None)
    line = f", line {mark.line + 1}" if mark is not None else ""
    reason = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    return f"the {kind} file {path} is not valid YAML{line}: {reason}. Mend that line; indent with blanks, not tabs."
