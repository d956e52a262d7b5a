"""A future: what happens to the district from outside, dated, whatever its strategy.

Most events have a date of their own. Some only make sense against the strategy's grant ("a year early"): these count
from the grant's end and get their date when the conditions are known (`Future.dated`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sim.foundation.checks import instance
from sim.foundation.errors import StrategyError, shown
from sim.strategy import presets
from sim.strategy.checks import Place, known_keys, mapping, text
from sim.strategy.conditions import Conditions
from sim.strategy.events import Event

__all__ = ["Future"]


@dataclass(frozen=True)
class Future:
    """A calendar of events.

    Parameters
    ----------
    name, title : str
        What it is called.
    events : iterable of Event
        In any order; they are kept in the order of their dates.

    Raises
    ------
    StrategyError
        When one kind of event is dated twice in one month.
    """

    name: str = "own"
    title: str = ""
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        place = Place("Future")
        for key in ("name", "title"):
            text(getattr(self, key), what=f"the {key} of a future", place=place.at(key))
        events: object = self.events
        if not isinstance(events, Iterable) or isinstance(events, str | bytes):
            found = shown(self.events)
            raise StrategyError(
                f"the events of a future are {found}. Write a list, for instance [Event('closure', 3)]."
            )
        self._settle(self.events, place)

    def _settle(self, events: Iterable[Any], place: Place) -> None:
        given = tuple(events)
        for event in given:
            if not isinstance(event, Event):
                found = shown(event)
                raise StrategyError(f"a future holds events, not {found}{place.inside()}. Write Event(kind, year).")
        ordered = tuple(sorted(given, key=_date))
        for earlier, later in pairwise(ordered):
            if _date(earlier) == _date(later):
                date = f"year {later.year}, month {later.month}"
                raise StrategyError(f"{later.kind} stands twice in {date}{place.at('events').inside()}. Keep one.")
        object.__setattr__(self, "events", ordered)

    @classmethod
    def none(cls) -> Future:
        """Make the future in which nothing happens from outside."""
        return cls(name="nothing_happens", title="Nothing happens")

    @classmethod
    def load(cls, name: str | Path) -> Future:
        """Load a shipped future by name, or one's own from a YAML file.

        Parameters
        ----------
        name : str or pathlib.Path
            For instance ``"superintendent_leaves_year_3"``, or the path of a YAML file.

        Returns
        -------
        Future
            The future.

        Raises
        ------
        StrategyError
            When there is no such future, or the file is wrong; the message names file, line and key.
        """
        stem, content, place = presets.read("future", name)
        return cls.from_mapping({"name": stem, **content}, where=place)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str | Place = "") -> Future:
        """Make a future from a mapping, as a YAML file holds it.

        Parameters
        ----------
        values : Mapping
            ``name``, ``title``, ``source``, ``notes`` and a list ``events``.
        where : str or Place, optional
            Where the mapping was written, for messages.

        Returns
        -------
        Future
            The checked future.

        Raises
        ------
        StrategyError
            When a key is unknown or a value is wrong.
        """
        place = Place.of(where)
        given = mapping(values, what="the future", place=place, allowed="a title and a list of events")
        known_keys(given, ("events", *presets.ABOUT), kind="key of a future", place=place)
        listed = given.get("events")
        if not isinstance(listed, list | tuple):
            raise StrategyError(
                f"a future has no list of events{place.inside()}. Write 'events: []' for none, or one line an event, "
                "for instance '- {kind: closure, year: 3}'."
            )
        below = place.at("events")
        events = [Event.from_mapping(entry, below.at(position)) for position, entry in enumerate(listed)]
        made = object.__new__(cls)
        for key, usual in (("name", "own"), ("title", "")):
            said = text(given.get(key, usual), what=f"the {key} of a future", place=place.at(key))
            object.__setattr__(made, key, " ".join(said.split()))
        made._settle(events, place)
        return made

    @classmethod
    def names(cls) -> list[str]:
        """List the names of the shipped futures."""
        return presets.names("future")

    def to_mapping(self) -> dict[str, Any]:
        """Write the future as plain values; `from_mapping` reads it back."""
        return {"name": self.name, "title": self.title, "events": [event.to_mapping() for event in self.events]}

    def dated(self, conditions: Conditions) -> Future:
        """Give a date to every event that counts from the grant's end.

        Parameters
        ----------
        conditions : Conditions
            The conditions that say when the grant ends.

        Returns
        -------
        Future
            The same future with all events counted from the start. Without a grant, events that count from its end do
            not happen. Of two of a kind that fall on one month, the one with a date of its own stands.

        Raises
        ------
        StrategyError
            When an event would come before the first month, because the grant is shorter than the event is early.
        """
        instance("conditions", conditions, Conditions, "Conditions.load('typical')", StrategyError)
        dated: dict[tuple[str, int, int, str], Event] = {}
        for event in self.events:
            if event.counted_from == "start":
                dated[_date(event)] = event
        for event in self.events:
            if event.counted_from == "grant_end" and conditions.has_grant:
                month = 12 * (conditions.grant_years + event.year) + event.month
                if month < 0:
                    raise StrategyError(
                        f"the future '{self.name}' has {event.kind} {-event.year} years before the end of a grant of "
                        f"{conditions.grant_years} years, which is before the first month. Write at most "
                        f"{conditions.grant_years} years early, or give conditions.grant_years a larger number."
                    )
                moved = Event(event.kind, month // 12, month % 12, event.size)
                dated.setdefault(_date(moved), moved)
        return Future(self.name, self.title, tuple(dated.values()))


def _date(event: Event) -> tuple[str, int, int, str]:
    return (event.counted_from, event.year, event.month, event.kind)
