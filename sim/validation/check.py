"""What a check is: an expectation with its source, fixed beforehand, and the finding that stands against it."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.resources import folder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.validation.setting import Setting

__all__ = ["COUNTED", "GRADES", "GROUPS", "TAGS", "Expectation", "Finding", "Study", "expectations", "judged"]

GROUPS = ("null", "pattern", "network", "people", "case", "survey")
TAGS = ("NULL", "INPUT", "CALIBRATED", "EMERGENT", "HELD OUT", "FINDING")
GRADES = ("measured", "reported", "recalled", "derived", "assumed")
COLUMNS = ("name", "group", "tag", "title", "expected", "low", "high", "unit", "source", "grade")
COUNTED = ("EMERGENT", "HELD OUT")  # only these speak for the model: nobody wrote them in or fitted them


@dataclass(frozen=True)
class Expectation:
    """What should come out, as written down before anything was fitted (``data/validation/expectations``)."""

    name: str
    group: str  # of GROUPS
    tag: str  # of TAGS
    title: str  # what is looked at, in words
    expected: str  # what should come out, in words
    low: float  # the statistic has to lie in low..high; NaN for an open side
    high: float
    unit: str
    source: str
    grade: str  # measured, reported, recalled, derived or assumed

    def met_by(self, low: float, high: float) -> bool:
        """Whether an interval lies inside what is expected."""
        above = math.isnan(self.low) or low >= self.low
        below = math.isnan(self.high) or high <= self.high
        return above and below


@dataclass(frozen=True)
class Finding:
    """What the simulation shows for one expectation."""

    name: str  # of the expectation
    value: float  # the statistic; NaN if there is none
    low: float  # its interval (95 % over pairs or replicates unless the sentence says otherwise)
    high: float
    holds: bool | None  # None: a finding, not a pass mark
    sentence: str  # what came out, in plain words with units
    why: str = ""  # if it does not hold: a wrong rule, a wrong number or a wrong expectation, and which
    runs: int = 0
    figure: Callable[[], Figure] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Study:
    """One small study: what it finds for one or more expectations."""

    name: str
    group: str
    answers: tuple[str, ...]  # names of expectations
    run: Callable[[Setting], Sequence[Finding]]


@functools.cache
def expectations() -> Mapping[str, Expectation]:
    """Load what was written down beforehand.

    Returns
    -------
    Mapping of str to Expectation
        By name, in the order of the files ``data/validation/expectations/*.csv``.

    Raises
    ------
    SettingsError
        For a doubled name, an unknown group, tag or grade, or a range that is none; the message says where.
    """
    return read_expectations(folder("data") / "validation" / "expectations")


def read_expectations(place: Path) -> dict[str, Expectation]:
    """Read all files of a folder.

    Parameters
    ----------
    place : pathlib.Path
        Holds one CSV file a group.

    Returns
    -------
    dict of str to Expectation
        By name.

    Raises
    ------
    SettingsError
        As :func:`expectations`.
    """
    found: dict[str, Expectation] = {}
    for path in sorted(place.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                made = _expectation(row, f"{path.name}, row {number}")
                if made.name in found:
                    raise SettingsError(f"{path.name}, row {number}: the expectation '{made.name}' is there twice.")
                found[made.name] = made
    return found


def _expectation(row: Mapping[str, str], where: str) -> Expectation:
    """Check one row; what has no source or no known tag does not load."""
    if set(row) != set(COLUMNS) or any(value is None for value in row.values()):
        raise SettingsError(f"{where}: the columns must be {', '.join(COLUMNS)}.")
    for column, allowed in (("group", GROUPS), ("tag", TAGS), ("grade", GRADES)):
        if row[column] not in allowed:
            raise SettingsError(unknown(column, row[column], allowed, where))
    if not row["source"].strip():
        raise SettingsError(f"{where}: '{row['name']}' has no source. Say where the expectation comes from.")
    try:
        low, high = (float(row[side]) if row[side].strip() else math.nan for side in ("low", "high"))
    except ValueError:
        raise SettingsError(
            f"{where}: low and high must be numbers or blank; found '{row['low']}', '{row['high']}'."
        ) from None
    if low > high:
        raise SettingsError(f"{where}: low {low:g} lies above high {high:g}.")
    return Expectation(**{**row, "low": low, "high": high})  # type: ignore[arg-type]


def judged(
    name: str,
    value: float,
    low: float,
    high: float,
    sentence: str,
    *,
    why: str = "",
    runs: int = 0,
    figure: Callable[[], Figure] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Finding:
    """Hold a result against its expectation.

    Parameters
    ----------
    name : str
        Of the expectation.
    value, low, high : float
        The statistic and its interval.
    sentence : str
        What came out, in plain words.
    why : str
        Why it does not hold; dropped where it does.
    runs, figure, details
        As in :class:`Finding`.

    Returns
    -------
    Finding
        ``holds`` is None for what is a finding and no pass mark.

    Raises
    ------
    SettingsError
        When nothing of this name was written down beforehand.
    """
    known = expectations()
    if name not in known:
        raise SettingsError(unknown("expectation", name, known))
    expected = known[name]
    holds = None if expected.tag == "FINDING" else expected.met_by(low, high)
    return Finding(name, value, low, high, holds, sentence, "" if holds else why, runs, figure, details or {})
