"""Calls from Python: every public callable, with one argument that is not what it should be."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import random
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

import sim
from fuzzing.case import REFUSE, Case, short
from sim import Conditions, District, DistrictModel, Event, Future, Stance, Strategy

NOTHING = (
    b"x",
    [],
    {},
    set(),
    (),
    object(),
    lambda: None,
    np.array([1.0, 2.0]),
    1j,
    float("nan"),
    10**400,
    [None],
    {3: 4},
)
WHOLE = (*NOTHING, "x", "3", True, -1, 1.5, float("inf"), None)
NUMBER = (*NOTHING, "x", "0.5", True, float("inf"), -float("inf"), None)
TEXT = (*NOTHING, 3, True, None, "a\x1bb", "a\0b")
SWITCH = (*NOTHING, "yes", 1, 0, None)
TABLE = (3, "x", b"x", [1], object(), 1.5, {3: 4}, True, np.array([1.0]))
OBJECT = (*NOTHING, 3, "nonsense", True)
"""Values that are wrong for each sort of argument."""


def but(values: tuple[Any, ...], *right: object) -> tuple[Any, ...]:
    """Leave out what this argument may be."""
    kept = (
        one for one in values if not any(one is other or (type(one) is type(other) and one == other) for other in right)
    )
    return tuple(kept)


OPTIONAL_WHOLE = but(WHOLE, None)
OPTIONAL_NUMBER = but(NUMBER, None)

RUN = {
    "district": (*OBJECT, None, "small_rural"),
    "years": (*WHOLE, 0, 26),
    "seed": WHOLE,
    "future": OBJECT,
    "parameters": (
        *TABLE,
        {"prior": "x"},
        {"prior": 0.9},
        {"priors": 0.4},
        {"prior": float("nan")},
        {"prior": 10**400},
    ),
    "components": (3, "x", [], {}, [1], [{"name": []}], [{"name": "a", "load": "x"}], {1: 2}, object(), True),
    "rules": (*TABLE, {"takes_up": 3}, {"takes_up": len}, {"what": lambda: None}, {"takes_up": lambda: None}),
    "threads": (*OPTIONAL_WHOLE, 0),
    "beyond_range": SWITCH,
}
RUNS = RUN | {"persistence": SWITCH, "progress": (3, "x", [], {}, True, b"x")}
STORE = (3, b"x", [], {}, object(), True, 1.5)
STRATEGIES = (3, "fast", b"x", [], {}, [3], {"a": 3}, {3: "fast"}, object(), None, ["fast", "fast"], {"a\x1b": "fast"})
SETS = ("x", [], [3], [{"prior": "x"}], {}, 1.5, object(), [None], True, [{3: 4}])

WRONG: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "simulate": RUN | {"persistence": SWITCH} | {"strategy": (*OBJECT, None), "replicate": WHOLE, "population": OBJECT}
    | {"threads": (*WHOLE, 0)},
    "compare": RUNS | {"strategies": STRATEGIES, "replicates": (*WHOLE, 0), "histories": SWITCH, "store": STORE}
    | {"parameter_sets": but(SETS, None)},
    "guess_exposure": RUNS | {"strategies": STRATEGIES, "pairs": (*WHOLE, 3), "store": STORE, "sets": SETS}
    | {"comparison": OBJECT},
    "DistrictModel": RUN | {"strategy": (*OBJECT, None), "replicate": WHOLE, "population": OBJECT}
    | {"engine": (*TEXT, "x"), "teacher_class": (3, int, "x", None, object()), "collect": (3, "x", [], None, object())}
    | {"threads": (*WHOLE, 0), "seed": OPTIONAL_WHOLE},
    "District.load": {"name": (*TEXT, "nowhere", "")},
    "District.from_settings": {"settings": (*TABLE, None, {}, {"schools": "x"}, {"name": 3}, {"what": 3}, {"file": 3},
                                            {"name": "small_rural", "notes": 5}, {"file": "x.csv", "schools": 3})},
    "District.from_csv": {"path": (3, b"x", [], {}, None, object(), "", "a\0b", "nowhere.csv", "x" * 300, "~no/x", 1.5),
                          "name": but(TEXT, None), "pupils_per_teacher": (*OPTIONAL_NUMBER, 1, 61)},
    "District.synthetic": {"schools": (*WHOLE, 0), "teachers": (*OPTIONAL_WHOLE, 0), "students": (*OPTIONAL_WHOLE, 0),
                           "students_per_school": (*NUMBER, 1), "low_income_mean": (*NUMBER, 2), "seed": WHOLE,
                           "segregation": (*OPTIONAL_NUMBER, 2)},
    "with_low_income_share": {"mean": (*NUMBER, 0, 1)},
    "population": {"seed": WHOLE, "replicate": WHOLE, "across_share": (*NUMBER, 1)},
    "advice_network": {"seed": WHOLE, "replicate": WHOLE, "school": (*OPTIONAL_WHOLE, "nowhere", 99)},
    "leader_network": {"seed": WHOLE, "replicate": WHOLE},
    "Strategy": {"fast_slow": (*but(NUMBER, None), 2, None), "name": (*TEXT, ""), "title": TEXT, "source": TEXT,
                 "conditions": (3, b"x", [], "nowhere", object(), {"what": 1}, {3: 4}, True),
                 "timelines": (3, "x", [1], object(), {"what": 1}, {"fast_slow": "x"}, {3: 4}), "what": (1,)},
    "Strategy.load": {"name": (*TEXT, "nowhere", "", "nowhere.yaml", "x" * 300 + ".yaml", "~nosuch/x.yaml")},
    "Strategy.from_mapping": {"values": (*TABLE, None, {"what": 1}, {"fast_slow": "x"}, {"name": 3})},
    "stance": {"tension": (*TEXT, "what"), "year": WHOLE},
    "stances": {"year": WHOLE},
    "with_conditions": {"safety": (*NUMBER, 2), "grant_years": (*WHOLE, 11), "innovation_fund": SWITCH, "what": (1,)},
    "with_stances": {"fast_slow": (*but(NUMBER, None), 2), "what": (1,)},
    "Conditions": {"safety": (*NUMBER, 2), "grant_years": (*WHOLE, 11), "innovation_fund": SWITCH,
                   "local_network": (*WHOLE, 2)},
    "Conditions.load": {"name": (*TEXT, "nowhere", "", "nowhere.yaml")},
    "Conditions.from_mapping": {"values": (*TABLE, None, {"what": 1}, {"safety": "x"})},
    "Stance": {"lean": (*NUMBER, 2), "chart": (*NUMBER, 2, -1)},
    "Event": {"kind": (*TEXT, "what"), "year": (*WHOLE, 100), "month": (*WHOLE, 12), "size": (*OPTIONAL_NUMBER, 11),
              "counted_from": (*TEXT, "x")},
    "Event.from_mapping": {"values": (*TABLE, None, {}, {"kind": "closure"}, {"kind": "what", "year": 1})},
    "Future": {"name": TEXT, "title": TEXT, "events": (3, "x", b"x", [3], None, object(), [None], (3,), True)},
    "Future.load": {"name": (*TEXT, "nowhere", "", "nowhere.yaml")},
    "Future.from_mapping": {"values": (*TABLE, None, {}, {"events": 3}, {"events": [3]}, {"what": 1, "events": []})},
    "dated": {"conditions": (*OBJECT, None)},
    "Run.series": {"outcome": (*TEXT, "what", "persistence")},
    "of": {"strategy": (*TEXT, "what")},
    "values": {"strategy": (*TEXT, "what"), "outcome": (*TEXT, "what")},
    "series": {"outcome": (*TEXT, "what", "persistence")},
    "interval": {"a": (*TEXT, "what"), "b": (*TEXT, "what"), "outcome": (*TEXT, "what")},
    "differences": {"a": (*TEXT, "what"), "b": (*TEXT, "what"), "by": but((*TEXT, "what"), None)},
    "verdict": {"a": (*TEXT, "what"), "b": (*TEXT, "what"), "outcome": (*TEXT, "what")},
    "chance": {"outcome": (*TEXT, "what"), "at_least": but(NUMBER, float("inf"), -float("inf"))},
    "model.run": {"years": (*OPTIONAL_WHOLE, 0, 26)},
    "model.school": {"which": (*WHOLE, 99, "nowhere")},
    "model.outcomes": {"name": (*TEXT, "what")},
}  # fmt: skip
"""For each callable and argument the values that must be refused."""


class StoppedShortError(Exception):
    """Raised where a run would begin: everything was accepted."""


@functools.cache
def small() -> District:
    """Return a district of four schools."""
    return District.load("small_rural")


@functools.cache
def compared() -> Any:
    """Return a comparison to ask, of one year."""
    return sim.compare(["fast", "slow"], small(), years=1, replicates=1, threads=1, persistence=False)


@functools.cache
def model() -> DistrictModel:
    """Return a model to ask, two months old."""
    made = DistrictModel(small(), "fast", seed=1, years=1)
    made.step()
    made.step()
    return made


@functools.cache
def calls() -> Mapping[str, tuple[Callable[..., Any], Mapping[str, Any]]]:
    """Return each callable with right arguments."""
    strategy, place = Strategy(fast_slow=0.5), small()
    given = {"district": place, "strategy": "fast"}
    several = {"district": place, "strategies": ["fast", "slow"]}
    answers = compared()
    pair = {"a": "fast", "b": "slow"}
    return {
        "simulate": (sim.simulate, given),
        "compare": (sim.compare, several),
        "guess_exposure": (sim.guess_exposure, several | {"pairs": 40}),
        "DistrictModel": (DistrictModel, given | {"years": 1}),
        "District.load": (District.load, {"name": "small_rural"}),
        "District.from_settings": (District.from_settings, {"settings": {"name": "small_rural"}}),
        "District.from_csv": (District.from_csv, {"path": "nowhere.csv"}),
        "District.synthetic": (District.synthetic, {"schools": 3}),
        "with_low_income_share": (place.with_low_income_share, {"mean": 0.5}),
        "population": (place.population, {}),
        "advice_network": (place.advice_network, {}),
        "leader_network": (place.leader_network, {}),
        "Strategy": (Strategy, {}),
        "Strategy.load": (Strategy.load, {"name": "fast"}),
        "Strategy.from_mapping": (Strategy.from_mapping, {"values": {"fast_slow": 0.5}}),
        "stance": (strategy.stance, {"tension": "fast_slow", "year": 0}),
        "stances": (strategy.stances, {"year": 0}),
        "with_conditions": (strategy.with_conditions, {}),
        "with_stances": (strategy.with_stances, {}),
        "Conditions": (Conditions, {}),
        "Conditions.load": (Conditions.load, {"name": "typical"}),
        "Conditions.from_mapping": (Conditions.from_mapping, {"values": {"safety": 0.5}}),
        "Stance": (Stance, {}),
        "Event": (Event, {"kind": "closure", "year": 3}),
        "Event.from_mapping": (Event.from_mapping, {"values": {"kind": "closure", "year": 3}}),
        "Future": (Future, {}),
        "Future.load": (Future.load, {"name": "nothing_happens"}),
        "Future.from_mapping": (Future.from_mapping, {"values": {"events": []}}),
        "dated": (Future.load("grant_ends_year_early").dated, {"conditions": Conditions()}),
        "Run.series": (answers.runs["fast"][0].series, {"outcome": "access"}),
        "of": (answers.of, {"strategy": "fast"}),
        "values": (answers.values, {"strategy": "fast", "outcome": "access"}),
        "series": (answers.series, {"outcome": "access"}),
        "interval": (answers.interval, pair | {"outcome": "access"}),
        "differences": (answers.differences, pair),
        "verdict": (answers.verdict, pair | {"outcome": "access"}),
        "chance": (answers.chance, {"outcome": "access", "at_least": 0.5}),
        "model.run": (model().run, {}),
        "model.school": (model().school, {"which": 0}),
        "model.outcomes": (lambda name: model().outcomes[name], {"name": "access"}),
    }


@contextlib.contextmanager
def no_run_begins() -> Iterator[None]:
    """Stop where a run would begin."""
    from sim.engine.simulation import Simulation
    from sim.study import exposing, pairing

    def stop(*_given: object, **_how: object) -> None:
        raise StoppedShortError

    with (
        mock.patch.object(Simulation, "begin", stop),
        mock.patch.object(pairing, "run_points", stop),
        mock.patch.object(exposing, "run_points", stop),
        contextlib.suppress(StoppedShortError),
    ):
        yield


def called(name: str, argument: str, value: object) -> None:
    """Call a public callable with one argument changed."""
    function, right = calls()[name]
    with no_run_begins():
        function(**{**right, argument: value})


def call_case(rng: random.Random) -> Case:
    """Make a case: one argument of one callable."""
    if rng.random() < 0.15:
        return population_case(rng)
    name = rng.choice(tuple(WRONG))
    argument = rng.choice(tuple(WRONG[name]))
    value = rng.choice(WRONG[name][argument])

    def play(_folder: Path) -> None:
        called(name, argument, value)

    what = f"{name}(..., {argument}={short(value)})"
    return Case("call", what, play, REFUSE, f"{argument} cannot be that")


def _changed_column(rng: random.Random, column: np.ndarray) -> Any:
    """Spoil a column of a population."""
    ways: list[Callable[[], Any]] = [
        lambda: column[:-1],
        lambda: np.append(column, column[-1:]),
        lambda: column.astype(np.float64),
        lambda: column.astype(np.int16),
        lambda: column.reshape(1, -1),
        lambda: np.repeat(column, 2)[::2],
        column.tolist,
        lambda: None,
        lambda: column[:0],
    ]
    return rng.choice(ways)()


def population_case(rng: random.Random) -> Case:
    """Make a case of people who do not belong to the district."""
    people, place = small().population(1), small()
    other = District.synthetic(schools=4, teachers=80, seed=5).population(1)
    high = {
        name: getattr(people, name).copy() for name in ("tie_to", "leader_to", "team", "first", "tie_start", "school")
    }
    for column in high.values():
        column[rng.randrange(column.size)] = rng.choice((-5, 100_000))
    without_number = people.experience.copy()
    without_number[0] = np.nan
    name = rng.choice([field.name for field in dataclasses.fields(people)])
    wrong: tuple[tuple[str, Any], ...] = (
        ("people of another district", other),
        *((f"a row of {each} that is not there", dataclasses.replace(people, **{each: high[each]}))
          for each in ("tie_to", "leader_to", "first", "tie_start", "school")),
        ("years that are no number", dataclasses.replace(people, experience=without_number)),
        ("people of other schools", dataclasses.replace(people, entity=people.entity + np.uint64(1 << 11))),
        *[(f"{name} spoilt", dataclasses.replace(people, **{name: _changed_column(rng, getattr(people, name))}))] * 6,
    )  # fmt: skip
    why, given = rng.choice(wrong)
    door = rng.choice(("DistrictModel", "simulate"))

    def play(_folder: Path) -> None:
        with no_run_begins():
            if door == "DistrictModel":
                DistrictModel(place, "fast", seed=1, years=1, population=given)
            else:
                sim.simulate(place, "fast", years=1, population=given, persistence=False)

    return Case("population", f"{door}(population: {why})", play, REFUSE, why)
