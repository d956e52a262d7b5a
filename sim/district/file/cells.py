"""One cell of a school file: a number, an interval where small groups are suppressed, unknown, or no number at all."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

__all__ = ["CODES", "DOES_NOT_APPLY", "NOT_A_NUMBER", "UNKNOWN", "Cell", "is_unknown", "read_code", "read_number"]

_ONE_WORD = """
na n/a #n/a n.a. n.a nan nd n/d nr n/r null none nil - -- --- \u2013 \u2014 . .. ... * ** *** **** \u2020 \u2021
s ts ds ss
# ## ~ ? x xx suppressed masked redacted missing unknown tbd pending blank empty dna #value! #ref! #div/0! #null!
"""
_SEVERAL_WORDS = """
no data, not available, not applicable, not reported, not collected, data suppressed, insufficient data,
too few students
"""
UNKNOWN_WORDS = frozenset(_ONE_WORD.split()) | {words.strip() for words in _SEVERAL_WORDS.split(",")}
"""What publishers write where there is no number: dashes, stars, daggers and words."""
DOES_NOT_APPLY = frozenset({"\u2020", "not applicable", "-2"})
"""What federal files write where a number does not apply, such as students of a school that has none of its own."""
CODES = frozenset({"-1", "-2", "-3", "-6", "-7", "-8", "-9", "-99", "-999", "-9999"})
"""What federal files, and those who use them, write where there is no number."""
BOUND = re.compile(
    r"(?P<sign><=|>=|=<|=>|<|>|\u2264|\u2265|le|ge|lt|gt|less than or equal to|at most|less than|fewer than|under|"
    r"below|up to|greater than or equal to|at least|more than|greater than|above|over|n\s*<=|n\s*<|n\s*\u2264)"
    r"\s*(?P<rest>[.\d].*)",
    re.IGNORECASE,
)
BELOW = ("<", "=<", "\u2264", "le", "lt", "less", "at most", "fewer", "under", "below", "up to", "n")
STRICT = (
    "<",
    ">",
    "lt",
    "gt",
    "less than",
    "fewer than",
    "under",
    "below",
    "more than",
    "greater than",
    "above",
    "over",
)
BETWEEN = re.compile(r"(?P<low>\d[\d.,]*)\s*(?P<mark>%?)\s*(?:\.\.|-|\u2013|to)\s*(?P<high>\d[\d.,]*)\s*(?P<end>%?)")
OR_MORE = re.compile(
    r"(?P<rest>\d[\d.,]*\s*%?)\s*(?P<word>\+|or more|and above|or higher|or fewer|or less|and below)", re.IGNORECASE
)
DIGITS = re.compile(r"[0-9]{1,15}(?:\.[0-9]+)?")
PLAIN = re.compile(r"[-+]?\d{1,15}(?:\.\d*)?|[-+]?\.\d+")


class Cell(NamedTuple):
    """What one cell says.

    Attributes
    ----------
    low, high : float
        The interval in which the value lies; equal where it is known, NaN where nothing is known. ``-inf`` and ``inf``
        stand for the end of what is possible.
    percent : bool
        Whether a percent sign stands there.
    bad : bool
        Whether it is neither a number nor a way to say that there is none.
    open : bool
        Whether a strict bound (``<10``) leaves out the bound itself.
    """

    low: float
    high: float
    percent: bool = False
    bad: bool = False
    open: bool = False

    @property
    def known(self) -> bool:
        """Whether something is known."""
        return not math.isnan(self.low)


UNKNOWN = Cell(math.nan, math.nan)
NOT_A_NUMBER = Cell(math.nan, math.nan, bad=True)


def is_unknown(text: str) -> bool:
    """Whether a cell says that the value is not known, in any of the ways publishers have.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    bool
        True for empty cells too.
    """
    return not text or text.casefold().strip("()[] ") in UNKNOWN_WORDS or text.strip("()[] ") == ""


@lru_cache(maxsize=100_000)
def read_number(text: str, decimal_comma: bool = False) -> Cell:
    """Read a cell that should hold a number.

    Parameters
    ----------
    text : str
        The cell.
    decimal_comma : bool, optional
        Whether the file writes 0,45 for 0.45.

    Returns
    -------
    Cell
        A number, an interval, unknown, or bad. Codes such as -1 come back as numbers.
    """
    if not decimal_comma and DIGITS.fullmatch(text):
        return Cell(float(text), float(text))
    if is_unknown(text):
        return UNKNOWN
    plain = text.strip()
    bound = BOUND.fullmatch(plain)
    if bound:
        sign, value = bound["sign"].lower(), _value(bound["rest"], decimal_comma)
        if value is None:
            return NOT_A_NUMBER
        below = sign.startswith(BELOW)
        strict = sign in STRICT or sign.replace(" ", "") == "n<"
        number, percent = value
        return Cell(-math.inf if below else number, number if below else math.inf, percent, open=strict)
    more = OR_MORE.fullmatch(plain)
    if more:
        value = _value(more["rest"], decimal_comma)
        if value is None:
            return NOT_A_NUMBER
        above = more["word"].lower() in ("+", "or more", "and above", "or higher")
        return Cell(value[0] if above else -math.inf, math.inf if above else value[0], value[1])
    between = BETWEEN.fullmatch(plain)
    if between:
        low, high = (_value(between[end], decimal_comma) for end in ("low", "high"))
        if low is None or high is None or low[0] > high[0]:
            return NOT_A_NUMBER
        return Cell(low[0], high[0], bool(between["mark"] or between["end"]))
    value = _value(plain, decimal_comma)
    return NOT_A_NUMBER if value is None else Cell(value[0], value[0], value[1])


def read_code(text: str, decimal_comma: bool = False) -> Cell:
    """Read a cell of a column in which negative codes say that there is no number.

    Parameters
    ----------
    text : str
        The cell.
    decimal_comma : bool, optional
        Whether the column writes 0,45 for 0.45.

    Returns
    -------
    Cell
        As :func:`read_number`; unknown for :data:`CODES`.
    """
    return UNKNOWN if text.removesuffix(".0") in CODES else read_number(text, decimal_comma)


def _value(text: str, decimal_comma: bool) -> tuple[float, bool] | None:
    """Read digits with their thousands marks, decimal mark and percent sign."""
    plain = re.sub(r"\s*(%|percent|pct)\.?$", "", text.strip(), flags=re.IGNORECASE)
    percent = plain != text.strip()
    plain = plain.replace("\u2212", "-")
    decimal, thousands = (",", ".") if decimal_comma else (".", ",")
    for mark in (thousands, " ", "'", "\u2019"):
        if mark in plain:
            head, _, tail = plain.partition(decimal)
            if re.fullmatch(rf"[-+]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", head):
                plain = head.replace(mark, "") + (decimal + tail if tail else "")
    if decimal_comma:
        if "." in plain and "," not in plain:
            decimal = "."  # an odd cell that is written the other way
        plain = plain.replace(decimal, ".")
    if not PLAIN.fullmatch(plain) or not plain.isascii():
        return None
    return float(plain), percent
