"""Reading what people wrote: where it stood, and whether it is a number of the right size.

Every check raises a `StrategyError` that says what was found, where, what is allowed and what to do.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.foundation.errors import StrategyError, shown, unknown, unprintable

__all__ = ["Place", "known_keys", "mapping", "number", "text", "whole", "yes_or_no"]


@dataclass(frozen=True)
class Place:
    """Where a value was written, so that an error can point at it.

    Parameters
    ----------
    source : str
        A file or a call, for instance ``"configs/strategy/tight.yaml"``; empty when nothing is known.
    keys : tuple of str
        The way from the top of the file to the value.
    lines : mapping of tuple of str to int
        The line (from 1) on which each key of the file stands.
    """

    source: str = ""
    keys: tuple[str, ...] = ()
    lines: Mapping[tuple[str, ...], int] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, where: str | Place) -> Place:
        """Turn a plain text into a place; a place stays what it is."""
        return where if isinstance(where, Place) else cls(source=str(where))

    def at(self, key: object) -> Place:
        """Give the place of one entry below this one."""
        return Place(self.source, (*self.keys, str(key)), self.lines)

    def __str__(self) -> str:
        parts = [self.source] if self.source else []
        line = self.lines.get(self.keys)
        if line is not None:
            parts.append(f"line {line}")
        if self.keys:
            parts.append(f"key '{shown('.'.join(self.keys), quotes=False)}'")
        return ", ".join(parts)

    def inside(self) -> str:
        """Give the place in brackets, to follow a word, or nothing."""
        written = str(self)
        return f" ({written})" if written else ""


def number(value: object, low: float, high: float, *, what: str, place: Place, allowed: str = "") -> float:
    """Check that a value is a finite number within its range.

    Parameters
    ----------
    value : object
        What was given.
    low, high : float
        The smallest and the largest allowed value, both included.
    what : str
        What the number stands for, as the subject of the message.
    place : Place
        Where it was written.
    allowed : str, optional
        What is allowed, in words; the range if left out.

    Returns
    -------
    float
        The number; never ``-0.0``.

    Raises
    ------
    StrategyError
        When it is no number, not finite, or outside the range.
    """
    range_text = allowed or f"a number from {low:g} to {high:g}"
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        hint = ""
        if isinstance(value, str) and _is_numeric(value):
            hint = f" The quotes or the way of writing make it a text: write {float(value):g}."
        found_text = f"{what} is {shown(value)}{place.inside()}"
        raise StrategyError(f"{found_text}, which is not a number. Write {range_text}.{hint}")
    try:
        found = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        found = math.inf
    if not math.isfinite(found):
        size = f"{found:g}" if abs(found) != math.inf or not hasattr(value, "bit_length") else shown(value)
        raise StrategyError(f"{what} is {size}{place.inside()}, which is not a usable number. Write {range_text}.")
    if not low <= found <= high:
        raise StrategyError(f"{what} is {found:g}{place.inside()}, outside its range. Write {range_text}.")
    return found + 0.0


def _is_numeric(written: str) -> bool:
    try:
        return math.isfinite(float(written))
    except ValueError:
        return False


def whole(value: object, low: int, high: int, *, what: str, place: Place, allowed: str = "") -> int:
    """Check that a value is a whole number within its range; ``3.0`` counts as 3.

    Parameters
    ----------
    value : object
        What was given.
    low, high : int
        The smallest and the largest allowed value, both included.
    what : str
        What the number stands for, as the subject of the message.
    place : Place
        Where it was written.
    allowed : str, optional
        What is allowed, in words; the range if left out.

    Returns
    -------
    int
        The number.

    Raises
    ------
    StrategyError
        When it is no whole number or outside the range.
    """
    range_text = allowed or f"a whole number from {low} to {high}"
    found = number(value, low, high, what=what, place=place, allowed=range_text)
    if found != int(found):
        raise StrategyError(f"{what} is {found:g}{place.inside()}, which is not a whole number. Write {range_text}.")
    return int(found)


def yes_or_no(value: object, *, what: str, place: Place) -> bool:
    """Check that a value is true or false.

    Parameters
    ----------
    value : object
        What was given.
    what : str
        What the switch stands for, as the subject of the message.
    place : Place
        Where it was written.

    Returns
    -------
    bool
        The switch.

    Raises
    ------
    StrategyError
        When it is anything else, a 0 or a 1 included.
    """
    if isinstance(value, bool):
        return value
    raise StrategyError(f"{what} is {shown(value)}{place.inside()}. Write true or false, without quotes.")


def text(value: object, *, what: str, place: Place) -> str:
    """Check that a value is a text, and take surrounding blanks off.

    Parameters
    ----------
    value : object
        What was given.
    what : str
        What the text stands for, as the subject of the message.
    place : Place
        Where it was written.

    Returns
    -------
    str
        The text.

    Raises
    ------
    StrategyError
        When it is no text, or holds control characters.
    """
    if not isinstance(value, str):
        raise StrategyError(f"{what} is {shown(value)}{place.inside()}, which is not a text. Write words, in quotes.")
    odd = unprintable(value)
    if odd:
        raise StrategyError(f"{what} holds the control character {odd!r}{place.inside()}. Take it out.")
    return value.strip()


def mapping(value: object, *, what: str, place: Place, allowed: str) -> Mapping[Any, Any]:
    """Check that a value is a mapping of keys to values.

    Parameters
    ----------
    value : object
        What was given.
    what : str
        What the mapping stands for, as the subject of the message.
    place : Place
        Where it was written.
    allowed : str
        What should be there, in words.

    Returns
    -------
    Mapping
        The same object.

    Raises
    ------
    StrategyError
        When it is no mapping.
    """
    if isinstance(value, Mapping):
        return value
    raise StrategyError(f"{what} is {shown(value)}{place.inside()}. Write {allowed}.")


def known_keys(found: Mapping[Any, Any], allowed: tuple[str, ...], *, kind: str, place: Place) -> None:
    """Check that a mapping has only keys that are known.

    Parameters
    ----------
    found : Mapping
        What was given.
    allowed : tuple of str
        The known keys.
    kind : str
        What such a key stands for, for the message.
    place : Place
        Where the mapping was written.

    Raises
    ------
    StrategyError
        At the first unknown key, with the names that are near it.
    """
    for key in found:
        if not isinstance(key, str) or key not in allowed:
            raise StrategyError(unknown(kind, key, allowed, str(place.at(key))))
