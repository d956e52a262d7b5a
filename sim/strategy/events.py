"""What can happen to a district from outside: eight kinds of events, each in one month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sim.foundation.errors import StrategyError, unknown
from sim.strategy.checks import Place, known_keys, mapping, number, whole
from sim.strategy.stance import LAST_YEAR

__all__ = ["EVENT_TABLE", "KINDS", "Event", "EventKind"]


@dataclass(frozen=True)
class EventKind:
    """One kind of event.

    Parameters
    ----------
    name : str
        The name in YAML and Python.
    meaning : str
        What happens, in a sentence.
    size : str
        What the size stands for, with its unit; empty when the kind has none.
    default, low, high : float
        Size if none is given, and its range, both ends included.
    """

    name: str
    meaning: str
    size: str = ""
    default: float = 0.0
    low: float = 0.0
    high: float = 0.0


EVENT_TABLE: Final[tuple[EventKind, ...]] = (
    EventKind("superintendent_leaves", "The superintendent leaves; the successor may or may not keep the strategy."),
    EventKind("grant_ends", "The outside money ends, before its time or with it."),
    EventKind("budget_cut", "The programme's operating money is cut.", "share cut", 0.3, 0.0, 1.0),
    EventKind(
        "teacher_shortage",
        "For a year more teachers leave, and those who come are less experienced.",
        "times the usual exits",
        1.5,
        1.0,
        5.0,
    ),
    EventKind("closure", "Schools are closed and nothing is practised.", "months", 4.0, 1.0, 10.0),
    EventKind("vendor_fails", "The outside partner goes out of business; bought help is gone for a year."),
    EventKind("state_mandate", "The state asks for something else at the same time.", "strength", 0.5, 0.0, 1.0),
    EventKind(
        "enrollment_shift",
        "Enrollment changes for good, and money with it.",
        "share gained, or lost if negative",
        -0.1,
        -0.5,
        0.5,
    ),
)

KINDS: Final[tuple[str, ...]] = tuple(row.name for row in EVENT_TABLE)
"""The names of all kinds of events."""

_BY_NAME: Final = {row.name: row for row in EVENT_TABLE}
_COUNTED_FROM: Final = ("start", "grant_end")
_KEYS: Final = ("kind", "year", "month", "size", "counted_from", "years_early")
_EXAMPLE: Final = "for instance {kind: closure, year: 3, size: 4}"


@dataclass(frozen=True)
class Event:
    """Something that happens to the district in one month.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    year : int
        Year of the run, from 0; with ``counted_from="grant_end"`` years after the grant's end, negative before it.
    month : int
        Month of the school year, 0 (July) to 11 (June).
    size : float or None
        How strong it is; None takes the usual size of the kind. Kinds without a size allow only None.
    counted_from : str
        ``"start"`` or ``"grant_end"``.

    Raises
    ------
    StrategyError
        When a name is unknown or a value is outside its range.
    """

    kind: str
    year: int
    month: int = 0
    size: float | None = None
    counted_from: str = "start"

    def __post_init__(self) -> None:
        self._settle(Place("Event"))

    def _settle(self, place: Place) -> None:
        if not isinstance(self.kind, str) or self.kind not in KINDS:
            raise StrategyError(unknown("kind of event", self.kind, KINDS, str(place.at("kind"))))
        if not isinstance(self.counted_from, str) or self.counted_from not in _COUNTED_FROM:
            there = str(place.at("counted_from"))
            raise StrategyError(unknown("start of the count", self.counted_from, _COUNTED_FROM, there))
        low, high, allowed = 0, LAST_YEAR, f"a whole number from 0 (the first year) to {LAST_YEAR}"
        if self.counted_from == "grant_end":
            low, high = -LAST_YEAR, -1 if self.kind == "grant_ends" else LAST_YEAR
            allowed = "a whole number of years after the grant's end, negative before it" + (
                "; to make a grant longer, change the condition grant_years" if self.kind == "grant_ends" else ""
            )
        year = whole(self.year, low, high, what=f"the year of {self.kind}", place=place.at("year"), allowed=allowed)
        month = whole(
            self.month, 0, 11, what=f"the month of {self.kind}", place=place.at("month"),
            allowed="a whole number from 0 (July) to 11 (June)",
        )  # fmt: skip
        object.__setattr__(self, "year", year)
        object.__setattr__(self, "month", month)
        object.__setattr__(self, "size", _size(_BY_NAME[self.kind], self.size, place.at("size")))

    @property
    def month_of_run(self) -> int:
        """Months since the July of year 0; only for an event that is dated.

        Raises
        ------
        StrategyError
            When the event still counts from the grant's end.
        """
        if self.counted_from != "start":
            raise StrategyError(f"{self.kind} counts from the grant's end: call Future.dated(conditions) first.")
        return 12 * self.year + self.month

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str | Place = "") -> Event:
        """Make an event from a mapping, as a YAML file holds it.

        Parameters
        ----------
        values : Mapping
            ``kind``, ``year`` and, if wanted, ``month``, ``size`` and ``counted_from``. Instead of ``year`` also
            ``years_early``: whole years before the grant's end.
        where : str or Place, optional
            Where the mapping was written, for messages.

        Returns
        -------
        Event
            The checked event.

        Raises
        ------
        StrategyError
            When a key is unknown or missing, or a value is wrong.
        """
        place = Place.of(where)
        given = dict(mapping(values, what="the event", place=place, allowed=_EXAMPLE))
        known_keys(given, _KEYS, kind="key of an event", place=place)
        if "kind" not in given:
            raise StrategyError(f"an event has no kind{place.inside()}. Write one of: {', '.join(KINDS)}.")
        if "years_early" in given:
            if "year" in given or "counted_from" in given:
                raise StrategyError(f"an event has years_early and another date{place.inside()}. Keep one of them.")
            early = whole(given.pop("years_early"), 1, LAST_YEAR, what="years_early", place=place.at("years_early"))
            given |= {"year": -early, "counted_from": "grant_end"}
        if "year" not in given:
            raise StrategyError(f"an event has no year{place.inside()}. Write year: 0 (the first), or years_early: 1.")
        made = object.__new__(cls)
        for key, usual in (("kind", ""), ("year", 0), ("month", 0), ("size", None), ("counted_from", "start")):
            object.__setattr__(made, key, given.get(key, usual))
        made._settle(place)
        return made

    def to_mapping(self) -> dict[str, Any]:
        """Write the event as plain values; `from_mapping` reads it back."""
        written: dict[str, Any] = {"kind": self.kind, "year": self.year, "month": self.month}
        if self.size is not None:
            written["size"] = self.size
        if self.counted_from != "start":
            written["counted_from"] = self.counted_from
        return written


def _size(row: EventKind, given: object, place: Place) -> float | None:
    if not row.size:
        if given is None:
            return None
        raise StrategyError(f"{row.name} has no size, but one is given{place.inside()}. Leave it out.")
    if given is None:
        return row.default
    allowed = f"a number from {row.low:g} to {row.high:g} ({row.size})"
    if row.name == "closure":
        low, high = int(row.low), int(row.high)
        allowed = f"a whole number from {low} to {high} ({row.size})"
        return float(whole(given, low, high, what="the size of closure", place=place, allowed=allowed))
    return number(given, row.low, row.high, what=f"the size of {row.name}", place=place, allowed=allowed)
