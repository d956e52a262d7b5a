"""One row of the registry of parameters, how its table is read, and how what is not known is drawn.

A row without value, range, distribution, unit, grade, source or meaning does not load.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.foundation.errors import ParameterError, unknown

__all__ = ["AT_MOST_ONE", "COLUMNS", "DISTRIBUTIONS", "DIVISORS", "GRADES", "LOGARITHMS", "Parameter", "read_registry"]

DIVISORS = frozenset({
    *("board_cost_full", "board_cut_spread", "board_growth", "board_months", "budget_per_student", "cabinet_schools"),
    *("climate_months", "coach_contact", "coach_half_dose", "coach_masters", "coach_salary", "coach_year_hours"),
    *("conviction_span", "core_dose", "effectiveness_sd", "fit_bandwidth", "guardrail_choice", "help_span"),
    *("invite_hours", "lead_team", "principal_trust_months", "promised_dose", "seen_enough", "strain_span"),
    *("trust_ordinary", "vendor_price"),
})  # fmt: skip
"""Parameters that a rule divides by: compiled loops do not notice a division by zero, so zero is refused."""

LOGARITHMS = frozenset({"pace_fast", "pace_slow"})
"""Parameters of which the logarithm is taken: zero is refused."""
AT_MOST_ONE = frozenset({"trust_team"})
"""Parameters of which a rule takes the root of what is left of 1: above 1 loops would go on without a number."""

GRADES: dict[str, str] = {
    "measured": "computed from data at hand or read from a statistical table",
    "reported": "stated in a publication that was read, or follows from it by arithmetic",
    "recalled": "known from the literature and not looked up",
    "assumed": "nobody has measured it; swept over its range",
}
"""Grades of a source, best first."""

DISTRIBUTIONS: dict[str, str] = {
    "fixed": "a convention that sets a unit; never drawn",
    "uniform": "ignorance: half of the draws on each side of the value, even on each side",
    "triangular": "a figure from a source: likeliest at the value, falling to nothing at both ends of the range",
    "normal": "a measured figure with sampling error: the range is taken as its 95 % interval; nothing beyond is drawn",
}
"""What is known of a value beside its range, as a way of drawing it."""

COLUMNS = ("name", "value", "low", "high", "distribution", "unit", "grade", "source", "meaning")
_NUMBERS = ("value", "low", "high")


@dataclass(frozen=True)
class Parameter:
    """One row of the registry.

    Parameters
    ----------
    name : str
        As rules read it.
    value, low, high : float
        The value in use and the ends of its plausible range.
    distribution : str
        A key of :data:`DISTRIBUTIONS`.
    unit : str
        Of all three numbers.
    grade : str
        A key of :data:`GRADES`.
    source : str
        Where the number comes from.
    meaning : str
        What it stands for, in words.
    """

    name: str
    value: float
    low: float
    high: float
    distribution: str
    unit: str
    grade: str
    source: str
    meaning: str

    def plausible(self, given: float) -> bool:
        """Whether a value lies in the range; tables of sets keep five digits, so a ten-thousandth more counts as in."""
        rounding = 1e-4 * max(abs(self.low), abs(self.high))
        return self.low - rounding <= given <= self.high + rounding

    def drawn(self, shares: np.ndarray, width: float = 1.0) -> np.ndarray:
        """Values at given shares of the distribution (its quantiles).

        Parameters
        ----------
        shares : ndarray
            0..1; even draws give draws of the parameter.
        width : float
            Share of the range that is used around the value, 0..1.

        Returns
        -------
        ndarray
            Inside the range.
        """
        below, above = width * (self.value - self.low), width * (self.high - self.value)
        if self.distribution == "fixed" or below + above <= 0.0:
            return np.full(np.shape(shares), self.value)
        if self.distribution == "uniform":
            under = self.value - below * (1.0 - 2.0 * shares)
            return np.where(shares < 0.5, under, self.value + above * (2.0 * shares - 1.0))
        from scipy import stats

        low, span = self.value - below, below + above
        if self.distribution == "triangular":
            return np.asarray(stats.triang.ppf(shares, below / span, loc=low, scale=span))
        side = np.where(shares < 0.5, below, above) / 1.96  # a range may be longer on one side
        return np.asarray(self.value + side * stats.truncnorm.ppf(shares, -1.96, 1.96))


def read_registry(file: Path) -> tuple[Parameter, ...]:
    """Read a table of parameters.

    Parameters
    ----------
    file : pathlib.Path
        With the columns :data:`COLUMNS`.

    Returns
    -------
    tuple of Parameter
        In the order of the rows.

    Raises
    ------
    ParameterError
        When a column is missing, a cell is empty or no number, a grade or distribution is unknown, a value lies outside
        its range, or a name is there twice. The message names file, row and column.
    """
    with file.open(newline="", encoding="utf-8") as lines:
        table = csv.DictReader(lines)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise ParameterError(f"{file.name}, row 1: no column {', '.join(missing)}; needed: {', '.join(COLUMNS)}.")
        rows = tuple(_row(f"{file.name}, row {number}", row) for number, row in enumerate(table, start=2))
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row.name in seen:
            raise ParameterError(f"{file.name}, row {number}, column name: '{row.name}' is there twice.")
        seen.add(row.name)
    return rows


def _row(where: str, row: Mapping[str, str | None]) -> Parameter:
    texts = {column: (row.get(column) or "").strip() for column in COLUMNS}
    lacking = [column for column, text in texts.items() if not text]
    if lacking:
        named = f" of '{texts['name']}'" if texts["name"] else ""
        raise ParameterError(
            f"{where}, column {', '.join(lacking)}{named} is empty; a parameter needs all of {', '.join(COLUMNS)}."
        )
    for column, allowed in (("grade", GRADES), ("distribution", DISTRIBUTIONS)):
        if texts[column] not in allowed:
            raise ParameterError(unknown(column, texts[column], allowed, f"{where}, column {column}"))
    numbers = {column: _number(f"{where}, column {column}", texts[column]) for column in _NUMBERS}
    value, low, high = (numbers[column] for column in _NUMBERS)
    if not low <= value <= high:
        raise ParameterError(
            f"{where}, column value: '{texts['name']}' is {value:g}, outside its own range {low:g}..{high:g}."
        )
    if (texts["distribution"] == "fixed") != (low == high):
        raise ParameterError(
            f"{where}, column distribution: '{texts['name']}' is '{texts['distribution']}' with the range "
            f"{low:g}..{high:g}; 'fixed' goes with a range without width, and only with it."
        )
    return Parameter(value=value, low=low, high=high, **{name: texts[name] for name in COLUMNS if name not in _NUMBERS})


def _number(where: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ParameterError(f"{where}: '{text}' is no number.")
    return number
