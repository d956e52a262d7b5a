"""Where the patterns are looked at: a synthetic district of 24 schools with 30 teachers, its people, and its luck."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.engine.state import ACTIVE
from sim.foundation.parameters import registry
from sim.strategy.strategy import Strategy
from sim.study.causes import switched_off
from sim.study.plausible import load_sets
from sim.validation.laboratory import PLENTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.district.population import Population
    from sim.engine.history import History

__all__ = [
    "ALL_AT_ONCE",
    "NO_PACE",
    "OUTSIDE_MONEY",
    "Luck",
    "district",
    "first_launch",
    "history",
    "keep_promise",
    "launched_together",
    "majority",
    "middle",
    "of_teachers",
    "since_launch",
    "start",
    "start_anywhere",
    "teaching",
    "whole_sets",
    "with_mandate",
]

REGISTRY = -1  # the registry's own values instead of a plausible set
ALL_AT_ONCE: Mapping[str, float] = {"pace_slow": 1.0, "pace_fast": 1.0, "launch_cost": 0.0}
"""Parameters under which every school is launched in the first July (with ``instant_launch``); launches cost nothing,
or the first year's money would not be enough for all."""

NO_PACE = 1e-9  # share of the schools launched a year: none, and its logarithm exists

OUTSIDE_MONEY: Mapping[str, float] = {
    "grant_years": 10,
    "grant_dollars_per_student": 1000.0,
    "operating_dollars_per_student": 0.0,
    "operating_growth": 0.0,
}
"""A programme on outside money alone, as in the studies of what is left: 100 dollars a student and year."""


class Luck(NamedTuple):
    """One draw of luck under one set of parameters."""

    seed: int
    replicate: int
    chosen: int = REGISTRY  # row of the plausible sets, or the registry's values


@functools.cache
def district() -> District:
    """The place: sizes, levels and poverty drawn by recipe, always the same."""
    return District.synthetic(schools=24, teachers=720)


@functools.lru_cache(maxsize=192)
def people(seed: int, replicate: int) -> Population:
    """The people of a replicate, drawn once for all strategies and parameter sets."""
    return district().population(seed, replicate)


@functools.cache
def whole_sets() -> tuple[Mapping[str, float], ...]:
    """The plausible parameter sets."""
    return tuple(load_sets())


def majority(**conditions: Any) -> Strategy:
    """What most leaders reported in 2018, if wished under other conditions."""
    return Strategy.load("typical_2018").with_conditions(**conditions)


def middle(conditions: Mapping[str, Any] | None = None, **leans: float) -> Strategy:
    """All seven stances at the middle but those given, under typical conditions but those given."""
    strategy = Strategy(name="middle", **leans)  # type: ignore[arg-type]
    return strategy.with_conditions(**conditions) if conditions else strategy


def start(
    strategy: Strategy,
    luck: Luck,
    parameters: Mapping[str, float] | None = None,
    *,
    random_order: bool = False,
    instant_launch: bool = False,
    fixed_superintendent: bool = False,
    **how: Any,
) -> Simulation:
    """Set up a run.

    Parameters
    ----------
    strategy : Strategy
        The choices.
    luck : Luck
        Seed, replicate and parameter set.
    parameters : Mapping of str to float, optional
        What the study sets itself, over the parameter set.
    random_order, instant_launch, fixed_superintendent : bool
        Causes that are switched off, as in :func:`~sim.study.causes.switched_off`.
    **how
        Further settings of :class:`~sim.engine.simulation.Simulation`.

    Returns
    -------
    Simulation
        On its first day.
    """
    return Simulation(
        district(), strategy, seed=luck.seed, replicate=luck.replicate, parameters=_values(luck, parameters),
        population=people(luck.seed, luck.replicate), **how,
        rules=switched_off(
            random_order=random_order, instant_launch=instant_launch, fixed_superintendent=fixed_superintendent
        ),
    )  # fmt: skip


def _values(luck: Luck, parameters: Mapping[str, float] | None) -> dict[str, float]:
    """What a study sets itself, over the parameter set."""
    return {**(whole_sets()[luck.chosen] if luck.chosen >= 0 else {}), **(parameters or {})}


def start_anywhere(
    strategy: Strategy,
    luck: Luck,
    parameters: Mapping[str, float] | None = None,
    *,
    instant_launch: bool = False,
    **how: Any,
) -> Simulation:
    """Set up a run as :func:`start` does, but every replicate in a district of its own (24 schools, 720 teachers)."""
    place = District.synthetic(schools=24, teachers=720, seed=1000 * luck.seed + luck.replicate)
    values = _values(luck, parameters)
    rules = switched_off(instant_launch=instant_launch)
    return Simulation(place, strategy, seed=luck.seed, replicate=luck.replicate, parameters=values, rules=rules, **how)


def launched_together(luck: Luck, years: int) -> Simulation:
    """Launch all schools of a district in the first July and live through that month; no school begins twice.

    Money is recurring and more than enough (``PLENTY``), and no more hours are bought than are promised. A school
    that is years old is promised what a new one is (``old_weight`` 1), and nothing goes by need or readiness
    (``discretionary`` 0). Schools that gave up are not asked again: with the pace of this set-up all of them would
    be, at once.

    Parameters
    ----------
    luck : Luck
        Seed, replicate and parameter set; the replicate also draws the district.
    years : int
        Room in the history.

    Returns
    -------
    Simulation
        At the end of its first month; :func:`keep_promise` is to be called after every later July.
    """
    dose = _values(luck, None).get("promised_dose", registry()["promised_dose"].value)
    alike = {"old_weight": 1.0, "discretionary": 0.0, "highest_dose": dose}
    sim = start_anywhere(majority(**PLENTY), luck, {**ALL_AT_ONCE, **alike}, instant_launch=True, years=years)
    sim.step()
    keep_promise(sim)
    sim.parameters = sim.parameters._replace(pace_slow=NO_PACE, pace_fast=NO_PACE)
    return sim


def keep_promise(sim: Simulation) -> None:
    """Give every active school the coaching hours that it was promised, of the skill of this year's hours.

    Money alone does not do it: coaches travel, learn and serve many designs, and a successor may want own coaches
    only. Hours are shared out each July, and nobody teaches then, so that it is enough to set them after each July.
    """
    s = sim.schools
    some = (s.status == ACTIVE) & (s.hours > 0.0)
    s.planned[some] *= s.promised[some] / s.hours[some]
    s.hours[some] = s.promised[some]


@functools.lru_cache(maxsize=192)
def _ordinary(luck: Luck, random_order: bool) -> History:
    return start(majority(), luck, random_order=random_order).run()


def history(luck: Luck, *, random_order: bool = False) -> History:
    """Ten years under the majority strategy: kept, since several patterns are read from the same runs."""
    return _ordinary(luck, random_order)


def with_mandate(sim: Simulation, mandate: float, months: int) -> None:
    """Run some months with a push of one's own choosing, everything else as the strategy says.

    Levers are set anew each July, and nobody teaches then, so that it is enough to change them after each July.
    """
    for _ in range(months):
        sim.step()
        sim.centre.levers = sim.centre.levers._replace(mandate=mandate)


def teaching(months: int) -> NDArray[np.bool_]:
    """Which of so many months have teaching (not July and August)."""
    return np.asarray(np.arange(months) % 12 > 1)


def first_launch(run: History) -> NDArray[np.int64]:
    """Month of each school's first launch, -1 without."""
    began = run.schools["age"] == 0
    return np.where(began.any(axis=0), began.argmax(axis=0), -1)


def since_launch(run: History, name: str, first: int, last: int) -> NDArray[np.float64]:
    """Mean of a series from month ``first`` to before ``last`` after each school's first launch, NaN if not reached.

    Months without teaching are left out; schools that gave up stay in.
    """
    series, launches = run.schools[name], first_launch(run)
    found = np.full(launches.size, np.nan)
    taught = teaching(run.months)
    for i in np.flatnonzero((launches >= 0) & (launches + last <= run.months)):
        rows = slice(launches[i] + first, launches[i] + last)
        found[i] = float(series[rows, i][taught[rows]].mean())
    return found


def of_teachers(run: History, name: str) -> NDArray[np.float64]:
    """A monthly series of the schools as a mean over teachers."""
    return np.asarray(np.asarray(run.schools[name], np.float64) @ (run.teachers / run.teachers.sum()))


Piece = Callable[[Luck], Any]
"""What one draw of luck shows; studies add pieces up."""
