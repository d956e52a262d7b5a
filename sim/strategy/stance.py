"""A stance on one tension, and how it changes from year to year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sim.foundation.errors import StrategyError, unknown
from sim.strategy.checks import Place, number, whole

if TYPE_CHECKING:
    from sim.strategy.tensions import Tension

__all__ = ["LAST_YEAR", "Given", "Stance", "Timeline", "read_timeline", "write_timeline"]

LAST_YEAR: Final = 99
"""The last year that a timeline or an event may name; longer futures are outside the model's reach."""


@dataclass(frozen=True)
class Stance:
    """Where a district stands on one tension.

    Leaning allocates: hours, dollars, slots and design dimensions are split in the shares ``(1 - lean) / 2`` and
    ``(1 + lean) / 2``. Charting costs leaders' attention and buys knowing which, where and when.

    Parameters
    ----------
    lean : float
        From -1 (wholly the first pole) to 1 (wholly the second); 0 is the middle.
    chart : float
        From 0 (a blind split) to 1 (both poles are held, as far as leaders' attention goes).

    Raises
    ------
    StrategyError
        When either is no number or outside its range.
    """

    lean: float = 0.0
    chart: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "lean", _lean(self.lean, Place("Stance", ("lean",))))
        object.__setattr__(self, "chart", _chart(self.chart, Place("Stance", ("chart",))))

    @property
    def first_share(self) -> float:
        """The share (0..1) that goes to the first pole."""
        return (1.0 - self.lean) / 2.0

    @property
    def second_share(self) -> float:
        """The share (0..1) that goes to the second pole; both shares sum to one."""
        return (1.0 + self.lean) / 2.0


Timeline: TypeAlias = tuple[tuple[int, Stance], ...]
"""Years, ascending from 0, each with the stance that holds from July of that year on."""

Given: TypeAlias = float | Stance | Mapping[Any, Any] | Iterable[Any]
"""What may be written for a tension: a lean, a stance, or a mapping of years to either."""

_HOW = "Write a lean such as 0.5, a stance such as {lean: 0.5, chart: 0.2}, or years with stances like {0: 1, 3: 0.2}"


def _lean(value: object, place: Place, about: Tension | None = None) -> float:
    poles = f" ('{about.first}') to 1 ('{about.second}')" if about else " (the first pole) to 1 (the second pole)"
    return number(value, -1.0, 1.0, what="the lean", place=place, allowed=f"a number from -1{poles}; 0 is the middle")


def _chart(value: object, place: Place) -> float:
    allowed = "a number from 0 (not charted) to 1 (both poles held)"
    return number(value, 0.0, 1.0, what="the chart", place=place, allowed=allowed)


def read_stance(value: object, about: Tension, place: Place) -> Stance:
    """Read one stance: a lean, a `Stance`, or a mapping with ``lean`` and ``chart``.

    Parameters
    ----------
    value : object
        What was given.
    about : Tension
        The tension it is about.
    place : Place
        Where it was written.

    Returns
    -------
    Stance
        The checked stance.

    Raises
    ------
    StrategyError
        When it is nothing of the kind.
    """
    if isinstance(value, Stance):
        return value
    if value is None or (isinstance(value, Mapping) and not value):
        rest = f"{_HOW}, or leave the line out for the middle."
        raise StrategyError(f"{about.name} is named but has no stance{place.inside()}. {rest}")
    if isinstance(value, Mapping):
        for key in value:
            if key not in ("lean", "chart"):
                said = unknown("part of a stance", key, ("lean", "chart"), str(place.at(key)))
                raise StrategyError(f"{said} {_HOW}.")
        return Stance(
            lean=_lean(value.get("lean", 0.0), place.at("lean"), about),
            chart=_chart(value.get("chart", 0.0), place.at("chart")),
        )
    return Stance(lean=_lean(value, place, about))


def read_timeline(value: object, about: Tension, place: Place) -> Timeline:
    """Read what was given for a tension as a timeline.

    Parameters
    ----------
    value : object
        A lean, a `Stance`, a mapping ``{lean: , chart: }``, a mapping of years to any of these, or pairs of year and
        stance.
    about : Tension
        The tension it is about.
    place : Place
        Where it was written.

    Returns
    -------
    tuple of (int, Stance)
        Ascending years from 0.

    Raises
    ------
    StrategyError
        When a stance is wrong, or the years are not whole, not ascending, double, negative or do not begin at 0.
    """
    if isinstance(value, Mapping) and any(_names_year(key) for key in value):
        pairs = list(value.items())
    elif isinstance(value, list | tuple):
        pairs = _pairs(value, about, place)
    else:
        return ((0, read_stance(value, about, place)),)
    timeline = [(_year(key, about, place), read_stance(entry, about, place.at(key))) for key, entry in pairs]
    _check_order([year for year, _ in timeline], about, place)
    return tuple(timeline)


def _names_year(key: object) -> bool:
    """Whether a key is meant as a year; only text that is a part of a stance is not."""
    if isinstance(key, str):
        return re.fullmatch(r"\s*[+-]?[0-9]{1,9}\s*", key) is not None
    return isinstance(key, int | float) and not isinstance(key, bool)


def _pairs(value: list[Any] | tuple[Any, ...], about: Tension, place: Place) -> list[tuple[Any, Any]]:
    if not value or not all(isinstance(entry, list | tuple) and len(entry) == 2 for entry in value):
        raise StrategyError(f"{about.name} is a list that does not consist of [year, stance]{place.inside()}. {_HOW}.")
    return [(entry[0], entry[1]) for entry in value]


def _year(key: object, about: Tension, place: Place) -> int:
    # A digest kept as JSON turns the years into text: reading it back must work.
    if isinstance(key, str) and _names_year(key):
        key = int(key)
    allowed = f"a whole number from 0 (the first year) to {LAST_YEAR}"
    return whole(key, 0, LAST_YEAR, what=f"a year of {about.name}", place=place.at(key), allowed=allowed)


def _check_order(years: list[int], about: Tension, place: Place) -> None:
    for earlier, later in pairwise(years):
        if later == earlier:
            raise StrategyError(f"{about.name} names year {later} twice{place.inside()}. Keep one stance a year.")
        if later < earlier:
            ordered = ", ".join(str(year) for year in sorted(set(years)))
            raise StrategyError(
                f"the years of {about.name} are out of order{place.inside()}: {later} comes after {earlier}. "
                f"Write them ascending: {ordered}."
            )
    if years[0] != 0:
        raise StrategyError(
            f"{about.name} says nothing about the first years{place.inside()}: its timeline begins in year {years[0]}. "
            f"Add the stance of year 0, for instance {{0: 0, {years[0]}: ...}}."
        )


def write_timeline(timeline: Timeline) -> float | dict[str, float] | dict[int, float | dict[str, float]]:
    """Write a timeline in its shortest form that `read_timeline` reads back.

    Parameters
    ----------
    timeline : tuple of (int, Stance)
        Ascending years from 0.

    Returns
    -------
    float or dict
        A lean; ``{"lean": , "chart": }`` when charted; or years mapped to one of these.
    """
    written = {year: _write(stance) for year, stance in timeline}
    return written[0] if len(written) == 1 else written


def _write(stance: Stance) -> float | dict[str, float]:
    return {"lean": stance.lean, "chart": stance.chart} if stance.chart else stance.lean
