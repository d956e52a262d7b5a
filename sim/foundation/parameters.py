"""Every number of the model by name.

The numbers stand in ``parameters.csv`` beside this file and nowhere else, with range, distribution, unit, source and
grade; :mod:`sim.foundation.registry` reads that table.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from pathlib import Path

from sim.foundation.errors import ParameterError, unknown
from sim.foundation.parameter_names import Parameters
from sim.foundation.registry import AT_MOST_ONE, DIVISORS, GRADES, LOGARITHMS, Parameter, read_registry

__all__ = ["GRADES", "Parameter", "Parameters", "load_parameters", "registry"]


@functools.cache
def registry() -> Mapping[str, Parameter]:
    """Read the registry: every row by name, in the order of :class:`Parameters`.

    Raises
    ------
    ParameterError
        When a row lacks anything (file, row and column are named), or the names differ from :class:`Parameters`.
    """
    rows = read_registry(Path(__file__).with_name("parameters.csv"))
    names = tuple(row.name for row in rows)
    if names != Parameters._fields:
        odd = set(names) ^ set(Parameters._fields)
        raise ParameterError(f"parameters.csv and the fields of Parameters differ: {sorted(odd) or 'order'}.")
    return {row.name: row for row in rows}


@functools.cache
def _as_registered() -> Parameters:
    return Parameters(**{name: row.value for name, row in registry().items()})


def load_parameters(overrides: Mapping[str, float] | None = None, *, limit: bool = False) -> Parameters:
    """Take the registry's values, with some of them replaced.

    Parameters
    ----------
    overrides : mapping of str to float, optional
        Values by name.
    limit : bool, optional
        Refuse values outside the registry's range (plausible values); by default only impossible ones are refused, so
        that a cause can be switched off.

    Raises
    ------
    ParameterError
        For an unknown name (near misses are named), a value that is no finite number, a sign that the range does not
        have, or with ``limit`` a value outside the range.
    """
    known = registry()
    changed: dict[str, float] = {}
    for name, given in dict(overrides or {}).items():
        if name not in known:
            raise ParameterError(unknown("parameter", name, known))
        row = known[name]
        if isinstance(given, bool) or not isinstance(given, (int, float)) or not math.isfinite(given):
            raise ParameterError(f"parameter '{name}' is {given!r}; it must be a number ({row.unit}).")
        if limit and not row.low <= given <= row.high:
            raise ParameterError(f"parameter '{name}' is {given:g}; its range is {row.low:g}..{row.high:g} {row.unit}.")
        if given < 0.0 <= row.low:
            raise ParameterError(f"parameter '{name}' is {given:g}; it cannot be negative ({row.unit}).")
        if given == 0.0 and name in DIVISORS:
            raise ParameterError(f"parameter '{name}' is 0; rules divide by it, so it must be above 0 ({row.unit}).")
        if given == 0.0 and name in LOGARITHMS:
            raise ParameterError(f"parameter '{name}' is 0; it must be above 0 ({row.unit}).")
        if given > 1.0 and name in AT_MOST_ONE:
            raise ParameterError(f"parameter '{name}' is {given:g}; it cannot be above 1 ({row.unit}).")
        changed[name] = float(given)
    return _as_registered()._replace(**changed)
