"""Read one cell of a school file: a number, a share, a level; every mistake says what to write instead."""

from __future__ import annotations

import math

from sim.district.schools import ELEMENTARY, HIGH, MIDDLE
from sim.foundation.errors import DistrictError, unknown

__all__ = ["LEVEL_WORDS", "level_code", "number", "share"]

LEVEL_WORDS = {
    "elementary": ELEMENTARY,
    "preschool": ELEMENTARY,
    "primary": ELEMENTARY,
    "elementary/middle": ELEMENTARY,
    "k-8": ELEMENTARY,
    "middle": MIDDLE,
    "junior high": MIDDLE,
    "high": HIGH,
    "secondary": HIGH,
    "middle/high": HIGH,
    "elementary/middle/high": HIGH,
    "k-12": HIGH,
}
"""Words for a school's level. Preschools and K-8 count as elementary, whatever has high-school grades as high."""

PERCENT_FROM = 1.0


def number(text: str, column: str, low: float, high: float, place: str) -> float:
    """Read one cell that should hold a number.

    Parameters
    ----------
    text : str
        The cell; empty means missing.
    column : str
        Its column.
    low, high : float
        What is allowed.
    place : str
        File and row, for the message.

    Returns
    -------
    float
        The number; NaN for an empty cell.

    Raises
    ------
    DistrictError
        For text, or a number out of range.
    """
    if not text:
        return math.nan
    place = f"{place}, column '{column}'"
    try:
        value = float(text)
    except ValueError:
        plain = text.replace(",", "").replace("%", "").strip()
        hint = " Leave the cell empty where the value is not known."
        if plain.replace(".", "", 1).isdecimal():
            hint = f" Write {plain}." if "%" not in text else f" Write a share: {float(plain) / 100:g}."
        raise DistrictError(f"{place}: '{text}' is not a number.{hint}") from None
    if column == "low_income_share" and PERCENT_FROM < value <= 100.0:
        raise DistrictError(
            f"{place}: {text} is above 1; it looks like a percentage. Write the share: {value / 100:g}."
        )
    if not low <= value <= high:
        raise DistrictError(f"{place}: {text} is not possible; allowed is {low:g} to {high:g}.")
    return value


def share(text: str, place: str) -> tuple[float, bool]:
    """Read a low-income share, which may be a bound where the publisher suppresses small groups.

    Parameters
    ----------
    text : str
        Such as ``0.45``, ``<=0.05`` or ``>=0.95``; empty means missing.
    place : str
        File and row, for the message.

    Returns
    -------
    value : float
        The share; for a bound the middle of what it leaves open.
    bounded : bool
        Whether it was a bound.
    """
    bound = text[:1] if text[:1] in {"<", ">"} else ""
    value = number(text.lstrip("<>=").strip() if bound else text, "low_income_share", 0.0, 1.0, place)
    if bound:
        value = value / 2.0 if bound == "<" else (1.0 + value) / 2.0
    return value, bool(bound)


def level_code(text: str, place: str) -> float:
    """Read a school's level.

    Parameters
    ----------
    text : str
        A word of :data:`LEVEL_WORDS`; empty means missing.
    place : str
        File and row, for the message.

    Returns
    -------
    float
        0, 1, 2, or -1 where missing.

    Raises
    ------
    DistrictError
        For another word.
    """
    if not text:
        return -1.0
    word = text.lower().replace(" school", "")
    if word not in LEVEL_WORDS:
        raise DistrictError(f"{place}, column 'level': {unknown('level', text, LEVEL_WORDS)}")
    return float(LEVEL_WORDS[word])
