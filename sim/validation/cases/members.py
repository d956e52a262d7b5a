"""A case lived through many times: every member has a plausible parameter set and luck of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.simulation import Simulation
from sim.foundation.parameters import registry
from sim.study.intervals import Interval, paired
from sim.study.parameter_sets import find_sets
from sim.validation.cases.measures import read, who_sees_it_pay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.district.district import District
    from sim.engine.history import History
    from sim.strategy.future import Future
    from sim.strategy.strategy import Strategy
    from sim.validation.cases.stories import Case
    from sim.validation.setting import Setting

__all__ = ["LAUNCHES", "Members", "live", "live_through"]

LAUNCHES = ("pace_fast", "pace_slow")
"""Held at the registry's values in every member: launch counts are given in a case."""


@dataclass(frozen=True)
class Members:
    """All runs of one case.

    Parameters
    ----------
    case : Case
        The story.
    schools : int
        Schools of the district.
    sets : int
        Different parameter sets.
    series : Mapping of str to ndarray
        By measure, shape (sets, replicates, months).
    """

    case: Case
    schools: int
    sets: int
    series: Mapping[str, NDArray[np.float64]]

    @property
    def count(self) -> int:
        """Number of runs."""
        shape = next(iter(self.series.values())).shape
        return int(shape[0] * shape[1])

    def at(self, measure: str, year: int, month: int = 11) -> NDArray[np.float64]:
        """One month of all runs (June, if no other is given), shape (sets, replicates)."""
        return self.series[measure][..., 12 * year + month]

    def interval(self, values: NDArray[np.float64]) -> Interval:
        """Mean with its 95 % interval over parameter sets, each the mean of its runs; shape (sets, replicates).

        Runs of one set are not independent; no two runs share their luck, so there is nothing else to cluster by.
        """
        told = ~np.isnan(values)
        sums, counts = np.where(told, values, 0.0).sum(axis=1), told.sum(axis=1)
        by_set = np.divide(sums, counts, out=np.full(counts.shape, np.nan), where=counts > 0)
        return paired(by_set[:, None])


def live(
    case: Case,
    place: District,
    plan: Strategy,
    future: Future,
    values: Mapping[str, float],
    seed: int,
    replicate: int,
    watch: Callable[[Simulation], None] | None = None,
) -> History:
    """Live through a case once, with its contracts on their dates and its leaders as far as they are known.

    Parameters
    ----------
    case : Case
        The story.
    place, plan, future
        The case's own, or changed ones for an experiment.
    values : Mapping of str to float
        Parameters that differ from the registry.
    seed, replicate : int
        The luck.
    watch : callable, optional
        Looks at the run after every month, for what no history keeps.

    Returns
    -------
    History
        Of the case's years.
    """
    sim = Simulation(
        place,
        plan,
        seed=seed,
        replicate=replicate,
        future=future,
        years=case.years,
        parameters=dict(values),
    )
    students = place.student_count
    sim.leaders_known_until = 12 * case.leaders_known
    for year in range(case.years):
        sim.given_launches = case.launches[year] if year < len(case.launches) else None
        sim.centre.operating += students * sum(c.dollars for c in case.contracts if c.year == year)
        for _ in range(12):
            sim.step()
            if watch is not None:
                watch(sim)
    return sim.history.finished()


def _into(paying: list[float]) -> Callable[[Simulation], None]:
    """Keep month by month who sees it pay, which no history does."""
    return lambda sim: paying.append(who_sees_it_pay(sim))


def live_through(
    case: Case,
    setting: Setting,
    quick: int = 12,
    full: int = 60,
    changes: Mapping[str, float] | None = None,
    plan: Strategy | None = None,
    future: Future | None = None,
) -> Members:
    """Live through a case in many plausible worlds.

    Parameters
    ----------
    case : Case
        The story.
    setting : Setting
        Size and luck.
    quick, full : int
        Runs in the quick and the full validation.
    changes : Mapping of str to float, optional
        Parameters that an experiment holds at one value in every run.
    plan, future : optional
        In place of the case's own, for an experiment.

    Returns
    -------
    Members
        Their measures.
    """
    wanted = setting.size(quick, full)
    shipped = find_sets("calibrated")
    sets = shipped[:: max(1, len(shipped) // wanted)][:wanted]
    replicates = max(1, wanted // len(sets))
    given = {name: registry()[name].value for name in LAUNCHES}
    place, plan, future = case.district(), plan or case.strategy(), future or case.future()
    found: dict[str, list[list[NDArray[np.float64]]]] = {}
    for number, values in enumerate(sets):
        for replicate in range(replicates):
            luck = number * replicates + replicate  # no two runs share it
            paying: list[float] = []
            history = live(
                case, place, plan, future, {**values, **given, **(changes or {})}, setting.seed, luck,
                watch=_into(paying),
            )  # fmt: skip
            for name, series in {**read(history), "sees_it_pay": np.array(paying)}.items():
                rows = found.setdefault(name, [[] for _ in sets])
                rows[number].append(series)
    stacked = {name: np.array(rows) for name, rows in found.items()}
    return Members(replace(case), place.school_count, len(sets), stacked)
