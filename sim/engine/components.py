"""The innovation's components: six by default, any number by one's own list."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.engine.state import Components
from sim.foundation.errors import SettingsError, shown, unknown, unprintable
from sim.foundation.resources import folder
from sim.foundation.yaml_file import read_yaml_file

__all__ = ["MOST_COMPONENTS", "default_components", "load_components"]

MOST_COMPONENTS = 16
AROUND = ("components", "name", "title", "source", "notes")
"""Keys of a file of components."""
RANGES = {"load": (0.05, 5.0), "sensitivity": (0.0, 5.0), "effect": (0.0, 5.0), "visibility": (0.0, 1.0)}


@functools.cache
def default_components() -> tuple[dict[str, Any], ...]:
    """Read the shipped components.

    Returns
    -------
    tuple of dict
        As in ``configs/components/default.yaml``.
    """
    file = folder("configs") / "components" / "default.yaml"
    return tuple(read_yaml_file(file, "components", SettingsError).content["components"])


def load_components(given: Any = None) -> tuple[tuple[str, ...], Components]:
    """Check a list of components and turn it into arrays.

    Parameters
    ----------
    given : sequence of mapping, or mapping with ``components``, optional
        Each with ``name`` and, if they differ from the mean component, ``load``, ``sensitivity``, ``effect``,
        ``visibility`` and ``prerequisite`` (a name). The shipped six by default.

    Returns
    -------
    tuple of names and Components
        In the order given.

    Raises
    ------
    SettingsError
        For no component or more than 16, unknown keys, numbers out of range, names that stand twice, or prerequisites
        that are unknown or go in a circle.
    """
    if given is None:
        names, components = _default()
        return names, Components(*(column.copy() for column in components))  # a run writes into them
    return _check(given)


@functools.cache
def _default() -> tuple[tuple[str, ...], Components]:
    return _check(default_components())


def _check(rows: Any) -> tuple[tuple[str, ...], Components]:
    if isinstance(rows, Mapping):
        for key in rows:
            if not isinstance(key, str) or key not in AROUND:
                raise SettingsError(unknown("key", key, AROUND, "the components"))
        rows = rows.get("components")
    if not isinstance(rows, (list, tuple)) or not 1 <= len(rows) <= MOST_COMPONENTS:
        size = len(rows) if isinstance(rows, (list, tuple)) else shown(rows)
        raise SettingsError(f"components: found {size}; give a list of 1 to {MOST_COMPONENTS} components.")
    checked = [_read(number, row) for number, row in enumerate(rows, start=1)]
    names = tuple(row["name"] for row in checked)
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise SettingsError(f"components: '{twice}' stands twice; every component needs a name of its own.")
    first = [_prerequisite(row, names) for row in checked]
    for start in range(len(first)):
        at, steps = start, 0
        while at >= 0 and steps <= len(first):
            at, steps = first[at], steps + 1
        if at >= 0:
            raise SettingsError(f"components: the prerequisites of '{names[start]}' go in a circle.")
    columns = [np.array([float(row[name]) for row in checked]) for name in RANGES]
    order = 1.0 - np.arange(len(names)) / max(1, len(names) - 1)
    return names, Components(columns[0], columns[1], columns[2], columns[3], np.array(first, np.int64), order)


def _read(number: int, row: Any) -> dict[str, Any]:
    where = f"components, number {number}"
    if not isinstance(row, Mapping) or "name" not in row:
        raise SettingsError(f"{where}: found {shown(row)}; a component is a mapping with at least a name.")
    name = row["name"]
    if not isinstance(name, str) or not name.strip() or unprintable(name):
        raise SettingsError(f"{where}: the name is {shown(name)}; it must be a text, for instance name: small_groups.")
    allowed = ("name", *RANGES, "prerequisite")
    for key in row:
        if not isinstance(key, str) or key not in allowed:
            raise SettingsError(unknown("key", key, allowed, where))
    read: dict[str, Any] = {"load": 1.0, "sensitivity": 1.0, "effect": 1.0, "visibility": 0.7, "prerequisite": None}
    read.update(row)
    for key, (low, high) in RANGES.items():
        value = read[key]
        number_ok = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number_ok or not low <= value <= high:
            raise SettingsError(f"{where} ('{name}'): {key} is {shown(value)}; allowed is {low:g}..{high:g}.")
    return read


def _prerequisite(row: Mapping[str, Any], names: tuple[str, ...]) -> int:
    wanted = row["prerequisite"]
    if wanted is None:
        return -1
    if not isinstance(wanted, str) or wanted not in names:
        raise SettingsError(unknown("prerequisite", wanted, names, f"component '{row['name']}'"))
    return names.index(wanted)
