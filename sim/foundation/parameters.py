"""Every number of the model by name.

The numbers stand in ``parameters.csv`` beside this file and nowhere else, with range, distribution, unit, source and
grade; :mod:`sim.foundation.registry` reads that table.
"""

from __future__ import annotations

import functools
import math
import numbers
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sim.foundation.checks import names_with_values
from sim.foundation.errors import ParameterError, shown, unknown
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


LARGEST: Final = 1e9
"""No quantity of the model is as large; beyond it loops would lose their digits."""


def load_parameters(overrides: Mapping[str, float] | None = None, *, limit: bool = False) -> Parameters:
    """Take the registry's values, with some of them replaced.

    Parameters
    ----------
    overrides : mapping of str to float, optional
        Values by name.
    limit : bool, optional
        Refuse values outside the registry's range (plausible values), as everything does that a user meets unless
        ``beyond_range`` is asked for; by default only impossible ones are refused, so that checks of the model can
        switch a cause off.

    Raises
    ------
    ParameterError
        For an unknown name (near misses are named), a value that is no finite number, a sign that the range does not
        have, or with ``limit`` a value outside the range.
    """
    known = registry()
    changed: dict[str, float] = {}
    for name, given in names_with_values("parameters", overrides, "{'coach_half_dose': 9.0}", ParameterError).items():
        if name not in known:
            raise ParameterError(unknown("parameter", name, known) + " See: bothways model parameters")
        row = known[name]
        usable = isinstance(given, numbers.Real) and not isinstance(given, bool)
        value = float(given) if usable and abs(given) <= LARGEST else math.nan
        if math.isnan(value):
            allowed = f"{row.low:g} to {row.high:g} ({row.unit})"
            raise ParameterError(f"parameter '{name}' is {shown(given)}; it must be a number from {allowed}.")
        if limit and not row.plausible(value):
            raise ParameterError(_implausible(row, value))
        if value < 0.0 <= row.low:
            raise ParameterError(f"parameter '{name}' is {value:g}; it cannot be negative ({row.unit}).")
        if value == 0.0 and name in DIVISORS:
            raise ParameterError(f"parameter '{name}' is 0; rules divide by it, so it must be above 0 ({row.unit}).")
        if value == 0.0 and name in LOGARITHMS:
            raise ParameterError(f"parameter '{name}' is 0; it must be above 0 ({row.unit}).")
        if value > 1.0 and name in AT_MOST_ONE:
            raise ParameterError(f"parameter '{name}' is {value:g}; it cannot be above 1 ({row.unit}).")
        changed[name] = value
    return _as_registered()._replace(**changed)


def _implausible(row: Parameter, given: float) -> str:
    if row.low == row.high:
        range_text = f"it is fixed at {row.low:g} ({row.unit})"
    else:
        range_text = f"its plausible range is {row.low:g} to {row.high:g} ({row.unit})"
    return (
        f"parameter '{row.name}' is {given:g}; {range_text}. Choose a value in the range, or ask for more on purpose, "
        "for instance to switch a cause off: beyond_range=true (in Python beyond_range=True)."
    )
