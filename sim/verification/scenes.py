"""Small districts in which each rule has something to do: the runs on which patterns are looked for."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.district.district import District
from sim.district.population import Population
from sim.engine.history import History
from sim.engine.simulation import Simulation
from sim.strategy.events import Event
from sim.strategy.future import Future
from sim.strategy.stance import Stance
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS
from sim.study.causes import switched_off

__all__ = ["LUCKS", "SCENES", "Scene", "Seen", "liveliest", "play"]

LUCKS = 5
"""Draws of luck for every scene; a pattern has to show in each."""
_SCHOOLS, _TEACHERS, _YEARS = 12, 240, 7


@dataclass(frozen=True)
class Scene:
    """How a run differs from the usual one: leans (and those from year 3 on), conditions, numbers, events, place."""

    leans: Mapping[str, float] = field(default_factory=dict)
    conditions: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    charted: float = 0.0
    fixed_superintendent: bool = True
    later: Mapping[str, float] = field(default_factory=dict)
    place: str = "usual"  # a key of PLACES


@dataclass(frozen=True)
class Seen:
    """A finished run, with what people were like on the eve of every July and who then left."""

    sim: Simulation
    history: History
    eve: Mapping[str, np.ndarray]  # one row a teacher and July
    first: Mapping[str, np.ndarray]  # people on the first day


_RICH = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 300.0}
_POOR = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 15.0}
_HELPED = {
    "grant_years": 0,
    "grant_dollars_per_student": 0.0,
    "operating_dollars_per_student": 150.0,
    "team_staffing": 0.5,
}
_MIDDLE = {"fast_slow": -0.6}
_OWN = {"build_buy": -1.0} | {"fast_slow": -1.0}
_TOLD = {"practices_failures": 1.0, "fast_slow": -1.0}
_LOOSE = {"tight_loose": 1.0, "fast_slow": -1.0}
_TIGHT = {"tight_loose": -1.0, "fast_slow": -1.0}
_ALIKE = {"need_sd_low": 0.0, "need_sd_high": 0.0, "need_common": 0.0, "vendor_error": 0.0, "centre_error": 0.0,
          "adaptation": 0.0}  # fmt: skip

SCENES: dict[str, Scene] = {
    "usual": Scene(_MIDDLE, _HELPED),
    "rich": Scene({"fast_slow": -0.6}, _RICH),
    "poor": Scene({"fast_slow": -0.6}, _POOR),
    "own coaches": Scene(_OWN, _RICH),
    "package": Scene({"bundle_modules": -1.0, "fast_slow": -0.6}),
    "modules": Scene({"bundle_modules": 1.0, "fast_slow": -0.6}),
    "tight": Scene(_TIGHT, _RICH),
    "loose": Scene(_LOOSE, _RICH),
    "loose, no search": Scene(_LOOSE, _RICH, {"search_gain": 0.0}),
    "loose, no search error": Scene(_LOOSE, _RICH, {"search_error": 0.0}),
    "tight, adaptive": Scene(_TIGHT | {"fixed_adaptive": 1.0}, _RICH, {"vendor_error": 1.2, "centre_error": 1.2}),
    "tight, fixed": Scene(_TIGHT | {"fixed_adaptive": -1.0}, _RICH, {"vendor_error": 1.2, "centre_error": 1.2}),
    "tight, adaptive, clear readings": Scene(
        _TIGHT | {"fixed_adaptive": 1.0}, _RICH, {"vendor_error": 1.2, "centre_error": 1.2, "review_noise": 0.0}
    ),
    "no unlearning": Scene(
        _TIGHT | {"fixed_adaptive": 1.0}, _RICH, {"vendor_error": 1.2, "centre_error": 1.2, "unlearning": 0.0}
    ),
    "all alike": Scene(_TIGHT, _RICH, _ALIKE | {"drift": 0.0, "drift_return": 0.0}),
    "all alike, drifting": Scene(_TIGHT, _RICH, _ALIKE),
    "by need": Scene({"need_readiness": -1.0, "fast_slow": -1.0}, parameters={"discretionary": 1.0}),
    "by readiness": Scene({"need_readiness": 1.0, "fast_slow": -1.0}, parameters={"discretionary": 1.0}),
    "process told": Scene(_TOLD, _HELPED | {"safety": 1.0}, {"know_how_told": 0.5}),
    "process not told": Scene(_TOLD, _HELPED | {"safety": 1.0}, {"know_how_told": 0.0}),
    "process shared": Scene(_TOLD, _HELPED | {"safety": 0.5}),
    "practices shared": Scene({"practices_failures": -1.0, "fast_slow": -1.0}, _HELPED | {"safety": 0.5}),
    "failures told": Scene(_TOLD, _POOR | {"safety": 0.5}, {"board_exposure": 1.0}),
    "failures told, board does not mind": Scene(_TOLD, _POOR | {"safety": 0.5}, {"board_exposure": 0.0}),
    "nobody hears": Scene(_MIDDLE, _HELPED, {"story_weight": 0.0}),
    "own room not seen": Scene(_MIDDLE, _HELPED, {"own_evidence": 0.0}),
    "nobody doubts": Scene(_MIDDLE, _HELPED, {"conviction_doubt": 5.0}),
    "peers not seen": Scene(_MIDDLE, _HELPED, {"takeup_peers": 0.0}),
    "nobody needs to watch": Scene(_MIDDLE, _HELPED, {"takeup_alone": 1.0}),
    "hope is high": Scene(_MIDDLE, _HELPED, {"prior": 0.6}),
    "well informed": Scene({"fast_slow": 0.6}, {"leader_inform": 0.9, "leader_protect": 0.1, "leader_renew": 0.0}),
    "not informed": Scene({"fast_slow": 0.6}, {"leader_inform": 0.0, "leader_protect": 0.1, "leader_renew": 0.0}),
    "unprotected": Scene({"fast_slow": -1.0}, {"leader_protect": 0.0}),
    "protected": Scene({"fast_slow": -1.0}, {"leader_protect": 1.0, "leader_inform": 0.0, "leader_renew": 0.0}),
    "all charted": Scene({"fast_slow": -1.0}, charted=1.0),
    "goals clear": Scene({"fast_slow": -1.0}, {"clear_goals": 1.0}, charted=1.0),
    "no gate": Scene(_MIDDLE, _HELPED, {"load_gate": 100.0}),
    "peers do not help": Scene(_MIDDLE, _HELPED, {"ceiling_peers": 0.0}),
    "any helper serves all": Scene(_MIDDLE, _HELPED, {"helping_most": 100.0, "helping_hours_each": 0.0}),
    "a helper serves one": Scene(_MIDDLE, _HELPED, {"helping_most": 1.0, "helping_hours_each": 0.0}),
    "memory fades": Scene({"fast_slow": -1.0}, parameters={"memory_fading": 0.9, "giveup_base": 0.3}),
    "memory stays": Scene({"fast_slow": -1.0}, parameters={"memory_fading": 0.0, "giveup_base": 0.3}),
    "nobody pays": Scene(_MIDDLE, _HELPED, {"running_cost": 2000.0}),
    "nobody pays, nor minds": Scene(_MIDDLE, _HELPED, {"running_cost": 2000.0, "drop_unpaid": 0.0}),
    "trust stays": Scene(_MIDDLE, _HELPED, {"trust_principal_lost": 0.0}),
    "routines stay": Scene(_OWN, _RICH, {"routine_principal": 0.0}),
    "newcomers start from nothing": Scene(_OWN, _RICH, {"newcomer_depth_share": 0.0}),
    "helping is free": Scene(_MIDDLE, _HELPED, {"helping_hours_each": 0.0}),
    "board sees nothing": Scene(_MIDDLE, _HELPED, {"board_gain": 0.0}),
    "board never cuts": Scene({"fast_slow": -1.0}, parameters={"board_cut_level": 0.0}),
    "board soon cuts": Scene({"fast_slow": -1.0}, parameters={"board_cut_level": 0.6}),
    "superintendents go": Scene(
        {"fast_slow": -0.6}, {"clear_goals": 0.0}, {"superintendent_exit": 0.5}, fixed_superintendent=False
    ),
    "successors": Scene({"fast_slow": -0.6}, {"clear_goals": 0.0}, {"successor_keeps": 0.0, "successor_routines": 0.0},
                        events=(Event("superintendent_leaves", 2),)),
    "successors like it": Scene({"fast_slow": -0.6}, {"clear_goals": 1.0},
                                {"successor_keeps": 0.0, "successor_routines": 0.0, "successor_goals": 2.0},
                                events=(Event("superintendent_leaves", 2),)),
}  # fmt: skip


PLACES: Mapping[str, Mapping[str, Any]] = {
    "usual": {"schools": _SCHOOLS, "teachers": _TEACHERS},
    "large and poor": {"schools": 48, "teachers": 480, "students_per_school": 200, "low_income_mean": 0.8},
    "wealthy": {"schools": _SCHOOLS, "teachers": _TEACHERS, "low_income_mean": 0.15},
}
"""Synthetic districts; in the usual one half of the students are low-income."""


@functools.cache
def _place(name: str) -> tuple[District, tuple[Population, ...]]:
    district = District.synthetic(**PLACES[name])
    return district, tuple(district.population(1, luck) for luck in range(LUCKS))


def play(scene: Scene, luck: int, kind: type[Simulation] = Simulation) -> Seen:
    """Run a scene once.

    Parameters
    ----------
    scene : Scene
        How it differs from the usual.
    luck : int
        0 .. LUCKS - 1.
    kind : type of Simulation
        The usual one, or one with changed rules.

    Returns
    -------
    Seen
        The run and its Julys.
    """
    district, people = _place(scene.place)
    sim = _begun(scene, kind, district, people[luck], luck, _YEARS)
    climate = sim.schools.trust[sim.teachers.school].copy()
    on_the_first_day = ("readiness", "capacity", "disposition", "experience")
    first = {name: getattr(sim.teachers, name).copy() for name in on_the_first_day}
    first["climate"] = climate
    kept: dict[str, list[np.ndarray]] = {name: [] for name in (*_EVE, "low_income", "went")}
    for month in range(12 * _YEARS):
        july = month % 12 == 0 and month > 0
        if july:
            for name in _EVE:
                kept[name].append(np.array(getattr(sim.teachers, name)))
            kept["low_income"].append(sim.schools.low_income[sim.teachers.school])
        sim.step()
        if july:
            kept["went"].append(np.array(sim.teachers.exit))
    return Seen(sim, sim.history.finished(), {name: np.concatenate(rows) for name, rows in kept.items()}, first)


_EVE = ("experience", "strain", "trust", "effectiveness", "mastery")


def _begun(
    scene: Scene, kind: type[Simulation], district: District, people: Population, luck: int, years: int
) -> Simulation:
    stances: dict[str, Any] = {name: scene.leans.get(name, 0.0) for name in TENSIONS}
    stances["fixed_adaptive"] = scene.leans.get("fixed_adaptive", -1.0)
    if scene.charted > 0.0:
        stances = {name: Stance(lean, chart=scene.charted) for name, lean in stances.items()}
    for name, lean in scene.later.items():
        stances[name] = {0: stances[name], 3: lean}
    strategy = Strategy(**stances).with_conditions(**scene.conditions)
    future = Future(name="scene", title="Scene", events=scene.events) if scene.events else Future.none()
    return kind(
        district,
        strategy,
        seed=1,
        replicate=luck,
        population=people,
        years=years,
        parameters=dict(scene.parameters),
        future=future,
        rules=switched_off(fixed_superintendent=scene.fixed_superintendent),
    )


def liveliest() -> Callable[[type[Simulation]], Simulation]:
    """A run in which as many rules as can be are asked: own coaches, teams, charting, failures told, no protection."""
    district = District.synthetic(schools=8, teachers=64)
    scene = Scene(
        {"fast_slow": -0.6, "build_buy": -0.5, "tight_loose": -0.2, "practices_failures": 0.5, "fixed_adaptive": 0.5},
        _RICH | {"team_staffing": 0.5, "leader_protect": 0.0, "safety": 0.5},
        {"superintendent_exit": 0.4},
        charted=0.2,
        fixed_superintendent=False,
    )
    people = district.population(1, 0)
    return lambda kind: _begun(scene, kind, district, people, 0, 10)
