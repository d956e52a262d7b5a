"""One run: simulate it, branch it at the grant's end, and compute what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.given import check_given
from sim.foundation.checks import switch, whole_number
from sim.outcomes import PERSISTENCE_MONTHS, persistence_ratio, prepare, summarize
from sim.strategy.given import as_future, as_strategy
from sim.study.columns import Places
from sim.study.design_point import LONGEST, DesignPoint
from sim.study.run import Run, light_series

if TYPE_CHECKING:
    from sim.district import District
    from sim.district.population import Population
    from sim.engine.simulation import Simulation
    from sim.strategy import Future, Strategy

__all__ = ["StoppedError", "perform", "simulate"]


class StoppedError(Exception):
    """Raised inside a worker when the study was told to stop."""


def simulate(
    district: District,
    strategy: Strategy | str,
    *,
    years: int = 10,
    seed: int = 1,
    replicate: int = 0,
    future: Future | str | None = None,
    parameters: Mapping[str, float] | None = None,
    components: Any = None,
    rules: Mapping[str, Callable[..., Any]] | None = None,
    population: Population | None = None,
    threads: int = 1,
    persistence: bool = True,
    beyond_range: bool = False,
) -> Run:
    """Simulate one strategy in one district.

    Parameters
    ----------
    district : District
        The place.
    strategy : Strategy or str
        The choices, or the name of a shipped strategy.
    years : int, default 10
        1..25.
    seed, replicate : int
        The luck: the same two give the same people, draws and shocks under every strategy.
    future : Future or str, optional
        What happens from outside; nothing by default.
    parameters : mapping of str to float, optional
        Values in place of the registry's.
    components : optional
        The innovation's components; the six usual ones by default.
    rules : mapping of str to function, optional
        Own rules by the name of the rule whose place they take.
    population : Population, optional
        Who is there at the start; drawn from seed and replicate by default.
    threads : int, default 1
        Threads inside the run; results do not depend on it.
    persistence : bool, default True
        Run two branches of 24 months at the grant's end, with support withdrawn and kept, for the outcome
        ``persistence``.
    beyond_range : bool, default False
        Take parameters outside the registry's plausible ranges too, for instance to switch a cause off.

    Returns
    -------
    Run
        History, outcomes and tables.

    Raises
    ------
    BothwaysError
        For anything given that is not what it should be, a population of another district included.
    """
    check_given(district, parameters=parameters, components=components, rules=rules, beyond_range=beyond_range)
    point = DesignPoint(
        district=district,
        label="",
        strategy=as_strategy(strategy),
        future=as_future(future),
        years=whole_number("years", years, 1, LONGEST),
        seed=whole_number("seed", seed, 0, 2**63 - 1),
        replicate=whole_number("replicate", replicate, 0, 2**63 - 1),
        parameters=dict(parameters or {}),
        components=components,
        rules=rules,
        persistence=switch("persistence", persistence),
    )
    run = perform(point, population, threads=whole_number("threads", threads, 1, 1024))
    return run.changed(places=Places.of(district))


def perform(
    point: DesignPoint,
    population: Population | None = None,
    *,
    threads: int = 1,
    histories: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Run:
    """Run one design point.

    Parameters
    ----------
    point : DesignPoint
        What to run.
    population : Population, optional
        Who is there at the start.
    threads : int, default 1
        Threads inside the run.
    histories : bool, default True
        Keep the history; without it the monthly outcomes stay.
    stopped : callable, optional
        Asked every month; when it says True the run is given up.

    Returns
    -------
    Run
        The finished run.

    Raises
    ------
    StoppedError
        When told to stop.
    """
    simulation = start(point, population, threads)
    kept = float(np.nan)
    months = 12 * point.years
    branching = grant_end(point) if point.persistence else -1
    if branching + PERSISTENCE_MONTHS > months:
        branching = -1
    while simulation.month < months:
        if stopped():
            raise StoppedError
        if simulation.month == branching:
            kept = branch_persistence(simulation)
        simulation.step()
    history = simulation.history.finished()
    prepared = prepare(history)  # what outcomes and monthly outcomes both need is computed once
    outcomes = summarize(prepared) | {"persistence": kept}
    label = point.label or point.strategy.name
    run = Run(label, point.replicate, point.seed, point.years, outcomes, point.parameter_set, history)
    return run if histories else run.changed(kept_history=None, kept_series=light_series(prepared))


def start(point: DesignPoint, population: Population | None, threads: int) -> Simulation:
    """Make the simulation of a design point; nothing has happened yet."""
    from sim.engine.simulation import Simulation

    return Simulation(
        point.district,
        point.strategy,
        seed=point.seed,
        replicate=point.replicate,
        future=point.future,
        years=point.years,
        parameters=point.parameters,
        components=point.components,
        rules=point.rules,
        threads=threads,
        population=population,
    )


def grant_end(point: DesignPoint) -> int:
    """Give the month in which outside money ends, by the conditions or earlier by the future; -1 without a grant."""
    conditions = point.strategy.conditions
    if not conditions.has_grant:
        return -1
    events = point.future.dated(conditions).events
    return min([12 * conditions.grant_years, *(event.month_of_run for event in events if event.kind == "grant_ends")])


def branch_persistence(simulation: Simulation) -> float:
    """Go on for 24 months from here with support withdrawn, and with it kept, and compare; the run is not touched."""
    histories = []
    for withdrawn in (True, False):
        branch = simulation.branch()
        if withdrawn:
            branch.withdraw()
        else:
            branch.keep_support()
        for _ in range(PERSISTENCE_MONTHS):
            branch.step()
        histories.append(branch.history)
    return persistence_ratio(*histories)
