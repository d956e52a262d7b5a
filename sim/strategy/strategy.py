"""A strategy: a stance on each of the seven tensions, year by year, under given conditions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from sim.foundation.errors import StrategyError, unknown
from sim.strategy import presets
from sim.strategy.checks import Place, known_keys, mapping, text, whole
from sim.strategy.conditions import Conditions
from sim.strategy.describe import describe
from sim.strategy.stance import Given, Stance, Timeline, read_timeline, write_timeline
from sim.strategy.tensions import TENSION_TABLE, TENSIONS

__all__ = ["MEAN_YEARS", "Strategy"]

MEAN_YEARS: Final = 10
"""Years over which `Strategy.mean_lean` is taken: the usual length of a run."""


@dataclass(frozen=True, init=False)
class Strategy:
    """What a district decides: seven stances, each of which may change by year, and its conditions.

    Two strategies are equal when they have the same name and decide the same; title, source and notes do not count.

    Parameters
    ----------
    tight_loose, fast_slow, need_readiness, build_buy, fixed_adaptive, bundle_modules, practices_failures : optional
        A lean (-1 first pole .. 1 second), a `Stance`, ``{"lean": , "chart": }``, or years mapped to one of these, for
        instance ``{0: 1, 3: Stance(0.2, chart=0.6)}``. What is left out is lean 0, chart 0.
    name, title, source, notes : str, optional
        What it is called, where it comes from, what has to be known about it.
    conditions : Conditions, mapping or str, optional
        Conditions, changes on the typical ones, or the name of a shipped set.
    timelines : mapping of str to timeline, optional
        All tensions in one mapping, instead of the seven keywords.

    Raises
    ------
    StrategyError
        When a name is unknown or a value is wrong.
    """

    name: str
    title: str = field(compare=False)
    source: str = field(compare=False, repr=False)
    notes: str = field(compare=False, repr=False)
    timelines: Mapping[str, Timeline]
    conditions: Conditions

    def __init__(
        self,
        *,
        tight_loose: Given = 0.0,
        fast_slow: Given = 0.0,
        need_readiness: Given = 0.0,
        build_buy: Given = 0.0,
        fixed_adaptive: Given = 0.0,
        bundle_modules: Given = 0.0,
        practices_failures: Given = 0.0,
        name: str = "own",
        title: str = "",
        source: str = "",
        notes: str = "",
        conditions: Conditions | Mapping[str, Any] | str | None = None,
        timelines: Mapping[str, Given] | None = None,
        **misspelt: object,
    ) -> None:
        for key in misspelt:
            known = (*TENSIONS, "name", "title", "source", "notes", "conditions", "timelines")
            raise StrategyError(unknown("tension or field of a strategy", key, known))
        given: dict[str, Given] = {
            "tight_loose": tight_loose,
            "fast_slow": fast_slow,
            "need_readiness": need_readiness,
            "build_buy": build_buy,
            "fixed_adaptive": fixed_adaptive,
            "bundle_modules": bundle_modules,
            "practices_failures": practices_failures,
        }
        if timelines is not None:
            given = _one_way(given, timelines)
        words = {"name": name, "title": title, "source": source, "notes": notes}
        self._fill(words, given, conditions, Place("Strategy"))

    def _fill(self, words: Mapping[str, Any], given: Mapping[str, Any], conditions: object, place: Place) -> None:
        """Check everything and store it; the only place where the fields are set."""
        for key in presets.ABOUT:
            said = text(words.get(key, ""), what=f"the {key} of a strategy", place=place.at(key))
            object.__setattr__(self, key, " ".join(said.split()))
        if not self.name:
            raise StrategyError(f"a strategy needs a name{place.inside()}. Write one, for instance name: own.")
        timelines = {
            row.name: read_timeline(given.get(row.name, 0.0), row, place.at(row.name)) for row in TENSION_TABLE
        }
        object.__setattr__(self, "timelines", MappingProxyType(timelines))
        object.__setattr__(self, "conditions", _read_conditions(conditions, place.at("conditions")))

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.timelines.items()), self.conditions))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy cannot be pickled, and runs are sent to other processes.
        return (Strategy.from_mapping, (self.to_mapping(),))

    @classmethod
    def load(cls, name: str | Path) -> Strategy:
        """Load a shipped strategy by name, or one's own from a YAML file.

        Parameters
        ----------
        name : str or pathlib.Path
            For instance ``"slow_and_steady"``, or the path of a YAML file.

        Returns
        -------
        Strategy
            The strategy.

        Raises
        ------
        StrategyError
            When there is no such strategy, or the file is wrong; the message names file, line and key.
        """
        stem, content, place = presets.read("strategy", name)
        return cls.from_mapping({"name": stem, **content}, where=place)

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], where: str | Place = "") -> Strategy:
        """Make a strategy from a mapping, as a YAML file holds it.

        Parameters
        ----------
        values : Mapping
            ``name``, ``title``, ``source``, ``notes``, ``conditions`` and any of the seven tensions.
        where : str or Place, optional
            Where the mapping was written, for messages.

        Returns
        -------
        Strategy
            The checked strategy.

        Raises
        ------
        StrategyError
            When a key is unknown or a value is wrong.
        """
        place = Place.of(where)
        allowed = "tensions with stances, for instance {fast_slow: -0.5}"
        given = mapping(values, what="the strategy", place=place, allowed=allowed)
        known_keys(given, (*TENSIONS, "conditions", *presets.ABOUT), kind="tension or key of a strategy", place=place)
        made = object.__new__(cls)
        made._fill({"name": "own", **given}, given, given.get("conditions"), place)
        return made

    @classmethod
    def names(cls) -> list[str]:
        """List the names of the shipped strategies."""
        return presets.names("strategy")

    def to_mapping(self, *, decisions_only: bool = False) -> dict[str, Any]:
        """Write the strategy as plain numbers, texts and mappings; `from_mapping` reads it back.

        Parameters
        ----------
        decisions_only : bool, optional
            Leave out name, title, source and notes: what stays decides a run, and may be hashed.

        Returns
        -------
        dict
            All seven tensions and all conditions, nothing left out.
        """
        words = {} if decisions_only else {key: getattr(self, key) for key in presets.ABOUT}
        stances = {name: write_timeline(timeline) for name, timeline in self.timelines.items()}
        return words | stances | {"conditions": self.conditions.to_mapping()}

    def stance(self, tension: str, year: int) -> Stance:
        """Look up the stance on one tension in one year.

        Parameters
        ----------
        tension : str
            One of the seven names.
        year : int
            From 0, the first year; the last stance of a timeline holds for ever.

        Returns
        -------
        Stance
            What the strategy says for that year.

        Raises
        ------
        StrategyError
            When there is no such tension, or the year is negative.
        """
        if not isinstance(tension, str) or tension not in self.timelines:
            raise StrategyError(unknown("tension", tension, TENSIONS))
        return _in_force(self.timelines[tension], _checked(year, "Strategy.stance"))

    def stances(self, year: int) -> dict[str, Stance]:
        """Look up all seven stances of one year.

        Parameters
        ----------
        year : int
            From 0, the first year.

        Returns
        -------
        dict of str to Stance
            By tension, in the order of `TENSIONS`.
        """
        at = _checked(year, "Strategy.stances")
        return {name: _in_force(self.timelines[name], at) for name in TENSIONS}

    @property
    def mean_lean(self) -> float:
        """Mean lean (-1..1) over the seven tensions and the first ten years."""
        leans = [self.stance(name, year).lean for name in TENSIONS for year in range(MEAN_YEARS)]
        return sum(leans) / len(leans)

    def with_conditions(self, **changes: Any) -> Strategy:
        """Put the same strategy under conditions of which some are changed.

        Parameters
        ----------
        **changes : float, int or bool
            Names of conditions with their new values.

        Returns
        -------
        Strategy
            A new strategy with the same name.
        """
        return self._changed(self.timelines, self.conditions.changed(**changes))

    def with_stances(self, **changes: Given) -> Strategy:
        """Give the same strategy other stances on some tensions.

        Parameters
        ----------
        **changes : float, Stance or mapping
            Names of tensions with what may also be given to `Strategy`.

        Returns
        -------
        Strategy
            A new strategy with the same name.
        """
        known_keys(changes, TENSIONS, kind="tension", place=Place("changes"))
        return self._changed({**self.timelines, **changes}, self.conditions)

    def _changed(self, timelines: Mapping[str, Given], conditions: Conditions) -> Strategy:
        words = {key: getattr(self, key) for key in presets.ABOUT}
        return Strategy(**words, timelines=timelines, conditions=conditions)

    def describe(self) -> str:
        """Say in a few plain sentences what the district will do, for people who do not read numbers."""
        return describe(self.timelines, self.conditions)


def _checked(year: int, asked: str) -> int:
    return whole(year, 0, 10_000, what="the year", place=Place(asked))


def _in_force(timeline: Timeline, year: int) -> Stance:
    return timeline[bisect_right(timeline, year, key=lambda entry: entry[0]) - 1][1]


def _one_way(keywords: dict[str, Given], timelines: Mapping[str, Given]) -> dict[str, Given]:
    """Take the stances from `timelines`, unless a tension was also given by its own keyword."""
    place = Place("Strategy, timelines")
    mapping(timelines, what="timelines", place=place, allowed="tensions with stances, for instance {'fast_slow': -0.5}")
    known_keys(timelines, TENSIONS, kind="tension", place=place)
    for name in timelines:
        # A stance of 0.0 is what an absent keyword looks like, so only another value can contradict.
        if keywords[name] != 0.0:
            raise StrategyError(f"{name} is given twice, by its keyword and in timelines. Give it once.")
    return {**keywords, **timelines}


def _read_conditions(given: object, place: Place) -> Conditions:
    if given is None:
        return Conditions()
    if isinstance(given, Conditions):
        return given
    if isinstance(given, str):
        try:
            return Conditions.load(given)
        except StrategyError as problem:
            raise StrategyError(f"{problem} (asked for by {place})") from problem
    allowed = "conditions with values, for instance {grant_years: 3}, or the name of a set such as typical"
    return Conditions.from_mapping(mapping(given, what="conditions", place=place, allowed=allowed), where=place)
