"""Compare strategies: every replicate is one luck that all of them meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.engine.ahead import compile_ahead
from sim.engine.components import load_components
from sim.engine.given import check_given
from sim.foundation.checks import callable_or_none, list_of_mappings, switch, text, whole_number
from sim.foundation.errors import SettingsError, shown, unprintable
from sim.foundation.parameters import load_parameters
from sim.strategy.given import as_future, as_strategy
from sim.study.columns import Places
from sim.study.comparison import Comparison
from sim.study.design_point import LONGEST, MOST_REPLICATES, DesignPoint
from sim.study.processes import processes_for, share_out
from sim.study.single import perform
from sim.study.store import Store
from sim.study.workers import Shelf, layout, work_through

if TYPE_CHECKING:
    from sim.district import District
    from sim.district.population import Population
    from sim.strategy import Future, Strategy
    from sim.study.run import Run

__all__ = ["compare", "named_strategies", "run_points"]


def compare(
    strategies: Mapping[str, Strategy | str] | Iterable[Strategy | str],
    district: District,
    *,
    years: int = 10,
    replicates: int = 20,
    seed: int = 1,
    future: Future | str | None = None,
    parameters: Mapping[str, float] | None = None,
    parameter_sets: Sequence[Mapping[str, float]] | None = None,
    components: Any = None,
    rules: Mapping[str, Callable[..., Any]] | None = None,
    threads: int | None = None,
    persistence: bool = True,
    histories: bool = True,
    progress: Callable[[int, int], None] | None = None,
    store: Store | str | Path | None = None,
    beyond_range: bool = False,
) -> Comparison:
    """Run several strategies in one district with the same luck.

    Parameters
    ----------
    strategies : mapping of str to Strategy, or iterable of Strategy
        What to compare; names of shipped strategies may stand for them.
    district : District
        The place.
    years : int, default 10
        1..25.
    replicates : int, default 20
        How many lucks; replicate r is the same luck for every strategy, parameter set and future.
    seed : int, default 1
        Seed of all luck.
    future : Future or str, optional
        What happens from outside; nothing by default.
    parameters : mapping of str to float, optional
        Values in place of the registry's, for all runs.
    parameter_sets : sequence of mapping, optional
        Plausible sets of values, each put over ``parameters``; every strategy runs with every set.
    components : optional
        The innovation's components; the six usual ones by default.
    rules : mapping of str to function, optional
        Own rules by the name of the rule whose place they take.
    threads : int, optional
        Threads in all; by default as many as there are processors for large districts, and for small ones as many
        processes where that pays and is safe (:mod:`sim.study.processes`). Results do not depend on it.
    persistence : bool, default True
        Run two branches of 24 months at the grant's end, for the outcome ``persistence``.
    histories : bool, default True
        Keep every run's history. Without it outcomes and monthly outcomes stay, which takes a hundredth of the memory.
    progress : callable, optional
        Told how many runs are done and how many there are.
    store : Store, str or pathlib.Path, optional
        A folder in which finished runs are kept; what is there is not run again.
    beyond_range : bool, default False
        Take parameters outside the registry's plausible ranges too, for instance to switch a cause off.

    Returns
    -------
    Comparison
        All runs, and tables of differences with intervals.

    Raises
    ------
    BothwaysError
        When nothing is to be compared, two strategies have one name, or anything given is not what it should be.

    Notes
    -----
    After Ctrl-C the runs that were finished are in the store, each whole.
    """
    named = named_strategies(strategies)
    check_given(district, parameters=parameters, components=components, rules=rules, beyond_range=beyond_range)
    whole_number("replicates", replicates, 1, MOST_REPLICATES)
    if threads is not None:
        whole_number("threads", threads, 1, 1024)
    sets = _parameter_sets(parameters, parameter_sets, beyond_range)
    switch("persistence", persistence)
    switch("histories", histories)
    callable_or_none("progress", progress)
    points = [
        DesignPoint(
            district=district,
            label=label,
            strategy=strategy,
            future=as_future(future),
            years=whole_number("years", years, 1, LONGEST),
            seed=whole_number("seed", seed, 0, 2**63 - 1),
            replicate=replicate,
            parameters=values,
            parameter_set=number,
            components=components,
            rules=rules,
            persistence=persistence,
        )
        for replicate in range(replicates)
        for number, values in enumerate(sets)
        for label, strategy in named.items()
    ]
    kept = store if store is None or isinstance(store, Store) else Store(store)
    runs = run_points(points, threads, histories, progress, kept)
    ordered: dict[str, list[Run]] = {label: [] for label in named}
    for run in sorted(runs, key=lambda run: (run.parameter_set, run.replicate)):
        ordered[run.strategy].append(run)
    return Comparison(
        runs={label: tuple(of_strategy) for label, of_strategy in ordered.items()},
        strategies=named,
        district=district,
        future=points[0].future,
        years=years,
        replicates=replicates,
        seed=seed,
        parameter_values=sets,
    )


def named_strategies(strategies: Mapping[str, Strategy | str] | Iterable[Strategy | str]) -> dict[str, Strategy]:
    """Name strategies, and load those that are given by name.

    Parameters
    ----------
    strategies : mapping of str to Strategy, or iterable of Strategy
        As :func:`compare` takes them.

    Returns
    -------
    dict of str to Strategy
        At least one.

    Raises
    ------
    SettingsError
        When there is none, or two have one name.
    """
    if isinstance(strategies, str) or not isinstance(strategies, (Mapping, Iterable)):
        found = shown(strategies)
        raise SettingsError(f"strategies is {found}; give a mapping of names to strategies, or a list of them.")
    if isinstance(strategies, Mapping):
        named = {_label(label): as_strategy(given) for label, given in strategies.items()}
    else:
        loaded = [as_strategy(given) for given in strategies]
        named = {strategy.name: strategy for strategy in loaded}
        if len(named) < len(loaded):
            names = ", ".join(strategy.name for strategy in loaded)
            raise SettingsError(f"two strategies have one name ({names}); give a mapping with different names.")
    if not named:
        raise SettingsError("there is no strategy to run; give at least one.")
    return named


def _label(label: object) -> str:
    name = text("the name of a strategy", label)
    if not name.strip() or unprintable(name):
        raise SettingsError(f"the name of a strategy is {shown(name)}; it must be a text that can be printed.")
    return name


def _parameter_sets(
    parameters: Mapping[str, float] | None, parameter_sets: Sequence[Mapping[str, float]] | None, beyond_range: bool
) -> tuple[dict[str, float], ...]:
    example = "{'prior': 0.4}"
    if parameter_sets is not None:
        list_of_mappings("parameter_sets", parameter_sets, example)
    if parameter_sets is not None and len(parameter_sets) == 0:
        raise SettingsError("parameter_sets is empty; leave it out to run with the registry's values.")
    sets = tuple(dict(parameters or {}) | dict(values) for values in parameter_sets or ({},))
    for values in sets:
        load_parameters(values, limit=not beyond_range)  # a misspelt name is found before anything is run
    return sets


def run_points(
    points: Sequence[DesignPoint],
    threads: int | None,
    histories: bool,
    progress: Callable[[int, int], None] | None,
    store: Store | None,
) -> list[Run]:
    """Run design points, which may differ in everything but the district, as far as a store does not hold them.

    Parameters
    ----------
    points : sequence of DesignPoint
        Each replicate as often as any other.
    threads : int or None
        Threads in all; None for threads or processes where they pay.
    histories : bool
        Whether to keep histories.
    progress : callable, optional
        Told how many are done and how many there are.
    store : Store, optional
        Where finished runs are kept.

    Returns
    -------
    list of Run
        In the order of the points.
    """
    first = points[0]
    teachers = first.district.teacher_count
    workers, inside = layout(len(points), teachers, threads)

    def draw(replicate: int) -> Population:
        if not first.rules:
            compile_ahead(len(load_components(first.components)[0]))
        return first.district.population(seed=first.seed, replicate=replicate)

    people: Shelf[Population] = Shelf(draw, sum(point.replicate == first.replicate for point in points))

    def work(point: DesignPoint, stopped: Callable[[], bool]) -> Run:
        key = "" if store is None else point.key
        found = None if store is None else store.load(key, history=histories)
        if found is None:
            found = perform(point, people[point.replicate], threads=inside, histories=histories, stopped=stopped)
            if store is not None:
                store.save(key, found)
        people.done(point.replicate)
        found = found if histories else found.without_history()
        # The store knows runs by what decides them: the same choices may have another name here.
        return found.changed(strategy=point.label, parameter_set=point.parameter_set)

    processes = 1
    if threads is None and workers == inside == 1:
        processes = processes_for(teachers * sum(point.years for point in points))
    if processes > 1:
        runs = share_out(points, work, [point.replicate for point in points], processes, progress)
    else:
        runs = work_through(points, work, workers, progress)
    places = Places.of(first.district)
    return [run.changed(places=places) for run in runs]
