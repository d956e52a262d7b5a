"""Numbers and units in plain words.

A share becomes "6 of 100 teachers", and a number is rounded to what its interval can carry: the half-width of the
interval keeps one digit, more digits would be false precision.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.foundation.plain_text import plain_text
from sim.study.verdicts import NOT_CLEAR, UNTESTED

__all__ = [
    "NOTE", "Scale", "decimals_for", "decimals_for_interval", "join", "number", "readable", "scale_for",
    "sentence_case", "verdict_in_cell", "verdict_in_figure",
]  # fmt: skip

NOTE = "A thinking tool, not a forecast."

_COUNTED = frozenset({"teachers", "schools", "students", "users", "principals", "leaders", "runs"})
_NOTHING = 1e-9
_IN_FIGURE = {UNTESTED: "sign depends on assumptions"}
_IN_CELL = {UNTESTED: "untested", NOT_CLEAR: "not clear"}
_MONTHS = "months of good access per student"
_OUT_OF_100 = "of 100 teachers, schools, students, or of what the row names"


@dataclass(frozen=True)
class Scale:
    """How values of one unit are shown.

    Attributes
    ----------
    factor : float
        Values are multiplied by it before they are shown (100 for shares).
    words : str
        What follows the number: ``"of 100 teachers"``, ``"months of good access per student"``.
    axis : str
        What stands at an axis: ``"of 100 teachers"``.
    prefix : str
        What stands before the number: ``"$"`` or nothing.
    group : str
        What stands at an axis that several outcomes share.
    coarsest : int
        Levels are written with at least so many decimals, however wide their intervals.
    """

    factor: float
    words: str
    axis: str
    prefix: str
    group: str
    coarsest: int = 2


def scale_for(unit: str) -> Scale:
    """Choose how to show values of a unit.

    Parameters
    ----------
    unit : str
        The unit of an outcome as the catalogue gives it, for instance ``"share of teachers"``.

    Returns
    -------
    Scale
        Shares of people or schools are counted out of 100, money gets a dollar sign, everything else stays as it is.

    Examples
    --------
    >>> scale_for("share of teachers").words
    'of 100 teachers'
    >>> scale_for("dollars per student").words
    'per student'
    """
    plain = " ".join(unit.split())
    if plain.startswith("share of "):
        whole = plain.removeprefix("share of ")
        if _COUNTED & set(whole.split()[:2]):
            return Scale(100.0, f"of 100 {whole}", f"of 100 {whole}", "", _OUT_OF_100, 0)
        return Scale(100.0, f"% of {whole}", f"% of {whole}", "", _OUT_OF_100, 0)
    if plain == "probability":
        return Scale(100.0, "of 100 runs", "of 100 runs", "", _OUT_OF_100, 0)
    if plain == "student-years per student":
        return Scale(12.0, _MONTHS, _MONTHS, "", _MONTHS)
    if plain == "dollars":
        return Scale(1e-6, "million", "million dollars", "$", "million dollars", 1)
    if plain.startswith("dollars "):
        return Scale(1.0, plain.removeprefix("dollars "), plain, "$", plain, -1)
    return Scale(1.0, plain, plain, "", plain)


def decimals_for(half_width: float, size: float = 0.0) -> int:
    """Say to how many decimals numbers with this uncertainty are rounded: one digit of the half-width stays.

    Parameters
    ----------
    half_width : float
        Half the width of the interval, in the shown unit, >= 0.
    size : float, optional
        A typical value, which decides when the interval has no width.

    Returns
    -------
    int
        Decimals, -6 to 6; negative rounds to tens, hundreds, ...
    """
    basis = half_width
    if not math.isfinite(basis) or basis < _NOTHING:
        basis = abs(size) / 50.0 if math.isfinite(size) else 1.0
    return max(-6, min(6, -math.floor(math.log10(basis)))) if basis >= _NOTHING else 0


def decimals_for_interval(low: float, mean: float, high: float) -> int:
    """Say to how many decimals a mean and its interval are rounded without hiding on which side of zero they lie.

    Parameters
    ----------
    low, mean, high : float
        Interval and mean, in the shown unit.

    Returns
    -------
    int
        As `decimals_for`, but more where an end that is not zero would be written as zero: as many as it takes when
        the interval excludes zero, one more when it does not.
    """
    decimals = decimals_for((high - low) / 2, mean)
    excludes = low > 0.0 or high < 0.0
    ends = [value for value in (low, mean if excludes else low, high) if math.isfinite(value) and abs(value) > _NOTHING]
    most = 6 if excludes else min(6, decimals + 1)
    while decimals < most and any(round(value, decimals) == 0.0 for value in ends):
        decimals += 1
    return decimals


def number(value: float, decimals: int, *, sign: bool = False) -> str:
    """Write a number with thousands separators, rounded, and never as minus zero.

    Parameters
    ----------
    value : float
        The number in the shown unit.
    decimals : int
        Digits after the point; negative rounds to tens, hundreds, ...
    sign : bool, optional
        Write a plus sign as well.

    Returns
    -------
    str
        For instance ``"1,240"``, ``"+0.03"``, ``"not known"`` for NaN.
    """
    if not math.isfinite(value):
        return "not known"
    rounded = round(value, decimals) + 0.0
    return f"{rounded:{'+' if sign and rounded != 0.0 else ''},.{max(0, decimals)}f}"


def readable(name: str) -> str:
    """Turn a name into words fit for showing: ``"fast_and_furious"`` becomes ``"fast and furious"``."""
    return plain_text(name.replace("_", " "))


def verdict_in_cell(verdict: str) -> str:
    """Shorten a verdict so that it fits into a narrow column; one that is not known stays as it is."""
    return _IN_CELL.get(verdict, verdict)


def verdict_in_figure(verdict: str) -> str:
    """Shorten a verdict so that it fits beside a figure; one that is not known stays as it is."""
    return _IN_FIGURE.get(verdict, verdict)


def sentence_case(words: str) -> str:
    """Begin with a capital letter and leave all other letters as they are."""
    return words[:1].upper() + words[1:]


def join(parts: Sequence[str]) -> str:
    """Join words as one speaks: ``"spread, depth and strain"``."""
    if len(parts) <= 1:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]
