"""Run what :class:`sim.study.exposure.Exposure` reads: a quick look at the signs, or the full arrangement of runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.given import check_given
from sim.foundation.checks import callable_or_none, instance, list_of_mappings, switch, whole_number
from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES
from sim.strategy.given import as_future
from sim.study.comparison import Comparison
from sim.study.design_point import LONGEST, MOST_REPLICATES, DesignPoint
from sim.study.exposure import Exposure
from sim.study.pairing import named_strategies, run_points
from sim.study.parameter_sets import ASSUMED, SOURCED, USUAL_SETS, draw_over_ranges, find_sets
from sim.study.store import Store
from sim.study.telling import FEWEST_SETS
from sim.study.variance_shares import Design

if TYPE_CHECKING:
    from sim.district import District
    from sim.strategy import Future, Strategy
    from sim.study.run import Run

__all__ = ["FULL_PAIRS", "QUICK_SETS", "guess_exposure", "quick_exposure", "with_exposure"]

QUICK_SETS = 16
"""A quick look runs each strategy once with at most so many sets."""

FULL_PAIRS = 160
CELLS = 5
"""Runs of a block: two sets of assumed by two of sourced values, and one of these four with another luck."""

ENOUGH_SETS = 40
"""From so many shipped sets on the full arrangement draws from them, with fewer from the ranges: a dozen sets cannot
tell two hundred parameters apart."""

RANGES = "draws over the ranges of the assumed numbers"

Tell = Callable[[int, int], None]


def quick_exposure(
    comparison: Comparison,
    sets: Sequence[Mapping[str, float]] | str | int | None = None,
    *,
    components: Any = None,
    rules: Mapping[str, Callable[..., Any]] | None = None,
    threads: int | None = None,
    persistence: bool = True,
    progress: Tell | None = None,
    store: Store | str | Path | None = None,
) -> Exposure | None:
    """Look whether the signs of a comparison turn in plausible parameter sets; one run a strategy and set.

    How much luck does is read from the comparison itself, so that one run a set is enough.

    Parameters
    ----------
    comparison : Comparison
        With one set of parameters and at least eight replicates; parameters that it changes are held.
    sets : sequence of mapping, str or int, optional
        Sets, or their name as in :func:`sim.study.parameter_sets.find_sets`; the usual ones when not given. At most
        sixteen, and no more than the comparison has replicates, are run.
    components, rules, threads, persistence, progress, store
        As the comparison was run with; see :func:`sim.compare`.

    Returns
    -------
    Exposure or None
        None when eight sets or replicates are not there, there is one strategy only, or the comparison itself ran over
        parameter sets.
    """
    instance("comparison", comparison, Comparison, "compare(strategies, district)")
    most = min(QUICK_SETS, comparison.replicates)
    if comparison.parameter_sets > 1 or len(comparison.names) < 2 or most < FEWEST_SETS:
        return None
    given, words = _assumed(sets, 0)
    held, used = comparison.parameter_values[0], given[:most]
    if len(used) < FEWEST_SETS:
        return None
    number = np.arange(len(used))
    design = Design(number, number, np.zeros_like(number), number)
    first = DesignPoint(
        comparison.district, "", next(iter(comparison.strategies.values())), comparison.future, comparison.years,
        comparison.seed, 0, {}, components=components, rules=rules, persistence=persistence,
    )  # fmt: skip
    values = _values(first, comparison.strategies, design, used, [{}], held, threads, progress, store)
    usual = {
        name: {outcome: comparison.values(name, outcome).ravel() for outcome in OUTCOMES} for name in comparison.names
    }
    return Exposure(values, design, used, [{}], words, usual, quick=True)


def guess_exposure(
    strategies: Mapping[str, Strategy | str] | Iterable[Strategy | str],
    district: District,
    *,
    pairs: int = FULL_PAIRS,
    sets: Sequence[Mapping[str, float]] | str | int | None = None,
    years: int = 10,
    seed: int = 1,
    future: Future | str | None = None,
    parameters: Mapping[str, float] | None = None,
    components: Any = None,
    rules: Mapping[str, Callable[..., Any]] | None = None,
    threads: int | None = None,
    persistence: bool = True,
    progress: Tell | None = None,
    store: Store | str | Path | None = None,
    comparison: Comparison | None = None,
    beyond_range: bool = False,
) -> Exposure:
    """Find out what the differences between strategies hang on: luck, assumed or sourced parameters, and which.

    Parameters
    ----------
    strategies : mapping of str to Strategy, or iterable of Strategy
        What to compare; names of shipped strategies may stand for them.
    district : District
        The place.
    pairs : int, default 160
        Runs of each strategy, in blocks of five. More give narrower intervals and find weaker parameters.
    sets : sequence of mapping, str or int, optional
        Where the assumed values come from: sets, the name of shipped ones, or ``"ranges"`` for a Latin hypercube over
        the registry's ranges. When not given, the usual sets if there are forty or more, else the ranges.
    years, seed, future, parameters, components, rules, threads, persistence, progress, store
        As in :func:`sim.compare`; `parameters` are held.
    comparison : Comparison, optional
        The same strategies with the registry's values: then signs are counted against its mean differences, and, where
        the assumed values are drawn over their ranges, in the usual plausible sets (a quick look is run as well).
    beyond_range : bool, default False
        Take parameters outside the registry's plausible ranges too.

    Returns
    -------
    Exposure
        Shares, signs and the parameters that matter most, for every pair of strategies and every outcome.

    Notes
    -----
    The sourced parameters are always drawn from their ranges, a Latin hypercube. Runs of one place in the design share
    their luck between strategies, as everywhere; no two places share it.
    """
    named = named_strategies(strategies)
    check_given(district, parameters=parameters, components=components, rules=rules, beyond_range=beyond_range)
    switch("persistence", persistence)
    callable_or_none("progress", progress)
    if comparison is not None:
        instance("comparison", comparison, Comparison, "compare(strategies, district)")
    if threads is not None:
        whole_number("threads", threads, 1, 1024)
    whole_number("seed", seed, 0, 2**63 - 1)
    blocks = whole_number("pairs", pairs, 8 * CELLS, MOST_REPLICATES) // CELLS
    assumed, words = _assumed(sets, 2 * blocks, seed)
    sourced = draw_over_ranges(SOURCED, 2 * blocks, seed + 1)
    design = _crossed(blocks, len(assumed), seed)
    first = DesignPoint(
        district, "", next(iter(named.values())), as_future(future), whole_number("years", years, 1, LONGEST),
        whole_number("seed", seed, 0, 2**63 - 1), 0, {}, components=components, rules=rules, persistence=persistence,
    )  # fmt: skip
    held = dict(parameters or {})
    values = _values(first, named, design, assumed, sourced, held, threads, progress, store)
    if comparison is None or comparison.parameter_sets > 1:
        return Exposure(values, design, assumed, sourced, words)
    usual = {name: {each: comparison.values(name, each).ravel() for each in OUTCOMES} for name in named}
    signs = None
    if words.endswith(RANGES):
        signs = quick_exposure(
            comparison, components=components, rules=rules, threads=threads, persistence=persistence, store=store
        )
    return Exposure(values, design, assumed, sourced, words, usual, signs=signs)


def with_exposure(comparison: Comparison, exposure: Exposure | None) -> Comparison:
    """Give a comparison that knows its exposure: its verdicts and reports then say what hangs on guesses."""
    instance("comparison", comparison, Comparison, "compare(strategies, district)")
    if exposure is not None:
        instance("exposure", exposure, Exposure, "guess_exposure(strategies, district)")
    return replace(comparison, exposure=exposure)


def _assumed(
    sets: Sequence[Mapping[str, float]] | str | int | None, draws: int, seed: int = 1
) -> tuple[Sequence[Mapping[str, float]], str]:
    """Find the sets of assumed values and the words for them; `draws` is zero where ranges will not do."""
    if sets is not None and not isinstance(sets, (str, int)):
        list_of_mappings("sets", sets, "{'prior': 0.4}")
        if not sets:
            raise SettingsError("sets is empty; leave it out for the usual ones.")
        return sets, f"{len(sets)} given parameter sets"
    found = [] if sets == "ranges" else find_sets(USUAL_SETS if sets is None else sets)
    if draws and (sets == "ranges" or (sets is None and len(found) < ENOUGH_SETS)):
        return draw_over_ranges(ASSUMED, draws, seed), f"{draws} {RANGES}"
    if sets == "ranges":
        raise SettingsError("draws over the ranges need the full exposure; a quick look takes shipped sets.")
    return found, f"{len(found)} plausible parameter sets"


def _crossed(blocks: int, rows: int, seed: int) -> Design:
    """Number the places: in each block two sets of assumed by two of sourced values, and the first once more."""
    rng = np.random.default_rng(seed)
    rounds = -(-2 * blocks // rows)
    order = np.concatenate([rng.permutation(rows) for _ in range(rounds)])[: 2 * blocks].reshape(blocks, 2)
    assumed = order[:, [0, 0, 1, 1, 0]]
    sourced = 2 * np.arange(blocks)[:, None] + np.array([0, 1, 0, 1, 0])
    block = np.repeat(np.arange(blocks), CELLS)
    return Design(block, assumed.ravel(), sourced.ravel(), np.arange(CELLS * blocks))


def _values(
    first: DesignPoint,
    strategies: Mapping[str, Strategy],
    design: Design,
    assumed: Sequence[Mapping[str, float]],
    sourced: Sequence[Mapping[str, float]],
    held: Mapping[str, float],
    threads: int | None,
    progress: Tell | None,
    store: Store | str | Path | None,
) -> dict[str, dict[str, np.ndarray]]:
    """Run every strategy at every place of the design; the number of the place stands where sets are numbered."""
    points = [
        replace(
            first,
            label=label,
            strategy=strategy,
            replicate=int(design.luck[place]),
            parameters={**assumed[design.assumed[place]], **sourced[design.sourced[place]], **held},
            parameter_set=place,
        )
        for place in range(design.luck.size)
        for label, strategy in strategies.items()
    ]
    kept = store if store is None or isinstance(store, Store) else Store(store)
    runs = run_points(points, threads, False, progress, kept)
    by_label: dict[str, list[Run]] = {label: [] for label in strategies}
    for run in sorted(runs, key=lambda run: run.parameter_set):
        by_label[run.strategy].append(run)
    return {
        label: {outcome: np.array([run.outcomes[outcome] for run in of_label]) for outcome in OUTCOMES}
        for label, of_label in by_label.items()
    }
