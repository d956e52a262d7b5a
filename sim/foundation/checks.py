"""Checks of what somebody hands to a function: the right kind of thing, and a number of the right size.

Each raises an error that says what was found, what is allowed and, through its words, what to do.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sim.foundation.errors import BothwaysError, SettingsError, shown

__all__ = [
    "callable_or_none",
    "instance",
    "list_of_mappings",
    "names_with_values",
    "number",
    "switch",
    "text",
    "whole_number",
]

Kind = TypeVar("Kind")


def whole_number(name: str, value: object, low: int, high: int, error: type[BothwaysError] = SettingsError) -> int:
    """Check a whole number.

    Parameters
    ----------
    name : str
        What it is, for the message.
    value : object
        What was given: a Python or NumPy integer; true and false are none.
    low, high : int
        What is allowed, both included.
    error : type of BothwaysError, optional
        What to raise.

    Returns
    -------
    int
        The number.

    Raises
    ------
    BothwaysError
        When it is no whole number or out of range.
    """
    found: Any = value
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or not low <= found <= high:
        allowed = f"from {low} to {high:,}" if high < 2**62 else f"{low} or larger (below 2^63)"
        raise error(f"{name} is {shown(value)}; it must be a whole number {allowed}.")
    return int(found)


def number(name: str, value: object, low: float, high: float, error: type[BothwaysError] = SettingsError) -> float:
    """Check a number.

    Parameters
    ----------
    name, value, low, high, error
        As in `whole_number`.

    Returns
    -------
    float
        The number.

    Raises
    ------
    BothwaysError
        When it is no number or out of range; NaN is.
    """
    found: Any = value
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not low <= found <= high:
        raise error(f"{name} is {shown(value)}; it must be a number from {low:g} to {high:g}.")
    try:
        return float(found)
    except OverflowError as problem:  # a whole number of hundreds of digits, where there are no limits
        raise error(f"{name} is {shown(value)}; it must be a number below 1e308 in size.") from problem


def switch(name: str, value: object, error: type[BothwaysError] = SettingsError) -> bool:
    """Check that a value is true or false.

    Parameters
    ----------
    name, value, error
        As in `whole_number`.

    Returns
    -------
    bool
        The same.

    Raises
    ------
    BothwaysError
        When it is anything else.
    """
    if not isinstance(value, bool):
        raise error(f"{name} is {shown(value)}; it must be True or False.")
    return value


def text(name: str, value: object, error: type[BothwaysError] = SettingsError) -> str:
    """Check that a value is a text.

    Parameters
    ----------
    name, value, error
        As in `whole_number`.

    Returns
    -------
    str
        The same.

    Raises
    ------
    BothwaysError
        When it is anything else.
    """
    if not isinstance(value, str):
        raise error(f"{name} is {shown(value)}; it must be a text.")
    return value


def instance(name: str, value: object, kind: type[Kind], how: str, error: type[BothwaysError] = SettingsError) -> Kind:
    """Check that a value is an object of the right class.

    Parameters
    ----------
    name : str
        What it is, for the message.
    value : object
        What was given.
    kind : type
        The class.
    how : str
        How to make one, for instance ``"District.load('dallas_isd')"``.
    error : type of BothwaysError, optional
        What to raise.

    Returns
    -------
    object
        The same.

    Raises
    ------
    BothwaysError
        When it is anything else.
    """
    if not isinstance(value, kind):
        raise error(f"{name} is {shown(value)}; it must be a {kind.__name__}, for instance {how}.")
    return value


def names_with_values(
    name: str, value: object, example: str, error: type[BothwaysError] = SettingsError
) -> Mapping[str, Any]:
    """Check that a value is a mapping whose keys are names.

    Parameters
    ----------
    name : str
        What it is, for the message.
    value : object
        What was given; None counts as empty.
    example : str
        A right one.
    error : type of BothwaysError, optional
        What to raise.

    Returns
    -------
    mapping
        The same, or an empty one.

    Raises
    ------
    BothwaysError
        When it is no mapping, or a key is no text.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise error(f"{name} is {shown(value)}; it must be a mapping of names to values, for instance {example}.")
    return value


def list_of_mappings(
    name: str, value: object, example: str, error: type[BothwaysError] = SettingsError
) -> Sequence[Mapping[str, Any]]:
    """Check that a value is a list of mappings whose keys are names.

    Parameters
    ----------
    name, value, example, error
        As in `names_with_values`, with `example` for one entry.

    Returns
    -------
    sequence of mapping
        The same.

    Raises
    ------
    BothwaysError
        When it is no list, or an entry is no mapping.
    """
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise error(f"{name} is {shown(value)}; it must be a list of mappings, for instance [{example}].")
    for position, entry in enumerate(value, start=1):
        if entry is None:
            raise error(f"{name}, number {position} is nothing; it must be a mapping, for instance {example}.")
        names_with_values(f"{name}, number {position}", entry, example, error)
    return value


def callable_or_none(name: str, value: object, error: type[BothwaysError] = SettingsError) -> Callable[..., Any] | None:
    """Check that a value is a function, or left out.

    Parameters
    ----------
    name, value, error
        As in `whole_number`.

    Returns
    -------
    callable or None
        The same.

    Raises
    ------
    BothwaysError
        When it is anything else.
    """
    if value is not None and not callable(value):
        raise error(f"{name} is {shown(value)}; it must be a function, or left out.")
    return value
