"""What a check is: an expectation with its source, fixed beforehand, and the finding that stands against it."""

from __future__ import annotations

import csv
import functools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.foundation.resources import folder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.validation.setting import Setting

__all__ = ["COUNTED", "GROUPS", "TAGS", "Expectation", "Finding", "Study", "expectations"]

GROUPS = ("null", "pattern", "network", "people", "case", "survey")
TAGS = ("NULL", "INPUT", "CALIBRATED", "EMERGENT", "HELD OUT", "FINDING")
COUNTED = ("EMERGENT", "HELD OUT")  # only these speak for the model: nobody wrote them in or fitted them


@dataclass(frozen=True)
class Expectation:
    """What should come out, as written down before anything was fitted (``data/validation/expectations.csv``)."""

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
        For a doubled name or an unknown group or tag; the message says where.
    """
    found: dict[str, Expectation] = {}
    for path in sorted((folder("data") / "validation" / "expectations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                sides = {side: float(row[side]) if row[side].strip() else math.nan for side in ("low", "high")}
                made = Expectation(**{**row, **sides})  # type: ignore[arg-type]
                where = f"{path.name}, row {number}"
                if made.name in found:
                    raise SettingsError(f"{where}: the expectation '{made.name}' is there twice.")
                if made.group not in GROUPS or made.tag not in TAGS:
                    raise SettingsError(
                        f"{where}: group '{made.group}' or tag '{made.tag}' is unknown; allowed are "
                        f"{', '.join(GROUPS)} and {', '.join(TAGS)}."
                    )
                found[made.name] = made
    return found
