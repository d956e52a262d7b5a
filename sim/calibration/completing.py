"""Parameters registered since sets were drawn: ``python -m sim.calibration.completing`` adds their columns.

The columns that are there keep their values. The new ones are drawn as the ensemble draws what it does not fit: a Latin
hypercube over the registry's ranges. A set has to stand with them what it had to stand before (bounds for the plausible
sets, the targets for the calibrated ones); where it does not, its new columns are drawn again.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import yaml

from sim.calibration.confronting import CUT, confronted, ranked
from sim.calibration.designs import others_of, unit_to_values
from sim.calibration.matching import summarize
from sim.calibration.rollouts import Rollouts
from sim.calibration.targets import fitted
from sim.district.district import District
from sim.district.population import Population
from sim.engine.simulation import Simulation
from sim.foundation.errors import SettingsError
from sim.foundation.resources import folder
from sim.strategy.strategy import Strategy
from sim.study.plausible import BOUNDS, credible, load_sets, signs_of_life, write_sets

__all__ = ["completed", "lacking", "not_ruled_out", "stays_credible"]

SEED = 23
ROUNDS = 20
CONFIRMED_WITH = (18, 8)
"""Seed and draws of luck with which the shipped ensemble was confirmed; its sets are confronted with them again."""

Values = Mapping[str, float]


def lacking(sets: Sequence[Values]) -> tuple[str, ...]:
    """Assumed parameters with a range that the sets do not hold, in the registry's order."""
    return tuple(name for name in others_of(()) if name not in sets[0])


def completed(sets: Sequence[Values], stands: Callable[[Values], bool], seed: int = SEED) -> list[dict[str, float]]:
    """Add columns for what was registered since.

    Parameters
    ----------
    sets : sequence of mapping
        Values by name, at least one set.
    stands : callable
        Whether a completed set is kept; its new columns are drawn again otherwise.
    seed : int
        Of the hypercubes.

    Returns
    -------
    list of dict
        The same values, and one drawn for each parameter that was lacking.

    Raises
    ------
    SettingsError
        When a set does not stand after many draws.
    """
    from scipy.stats import qmc

    new, generator = lacking(sets), np.random.default_rng(seed)
    found: dict[int, dict[str, float]] = {}
    for _ in range(ROUNDS):
        waiting = [number for number in range(len(sets)) if number not in found]
        if not waiting:
            break
        points = qmc.LatinHypercube(d=len(new), rng=generator).random(len(waiting))
        drawn = unit_to_values((), np.empty((len(waiting), 0)), new, points)
        tried = {number: {**sets[number], **added} for number, added in zip(waiting, drawn, strict=True)}
        found |= {number: values for number, values in tried.items() if stands(values)}
    if len(found) < len(sets):
        raise SettingsError(f"{len(sets) - len(found)} sets do not stand with any of {ROUNDS} draws; draw sets anew.")
    return [found[number] for number in range(len(sets))]


def stays_credible(values: Values) -> bool:
    """Whether a synthetic district stays inside the bounds of the plausible sets, as when they were chosen."""
    district, people = _place()
    strategy = Strategy.load("typical_2018")
    runs = (
        Simulation(district, strategy, seed=11, replicate=r, parameters=values, population=who).run(10)
        for r, who in enumerate(people)
    )
    signs = [signs_of_life(run) for run in runs]
    return credible({name: _mean([sign[name] for sign in signs]) for name in BOUNDS})


@functools.cache
def _place() -> tuple[District, tuple[Population, ...]]:
    district = District.synthetic(schools=24, teachers=720)
    return district, tuple(district.population(11, replicate) for replicate in range(4))


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def not_ruled_out(values: Values) -> bool:
    """Whether no fitted target rules a set out, with the luck with which the ensemble was confirmed."""
    goals, (seed, draws) = list(fitted().values()), CONFIRMED_WITH
    runs = summarize(Rollouts(seed), values, [goal.name for goal in goals], range(draws))
    return bool(ranked(confronted(goals, runs)[1], 0) < CUT)


SHIPPED: Mapping[str, Callable[[Values], bool]] = {"plausible": stays_credible, "calibrated": not_ruled_out}


def complete(file: Path, stands: Callable[[Values], bool]) -> tuple[str, ...]:
    """Add what is lacking to a table of sets and say so in the file beside it; return the names that were added."""
    sets, beside = load_sets(file), file.with_suffix(".yaml")
    new = lacking(sets)
    if new:
        write_sets(completed(sets, stands), file)
        origin = yaml.safe_load(beside.read_text(encoding="utf-8"))
        origin["added_since"] = {
            "made_by": "python -m sim.calibration.completing",
            "seed": SEED,
            "says": "drawn over their ranges when they were registered, again where a set no longer stood; the other "
            "columns are as they were kept before",
            "parameters": [*origin.get("added_since", {}).get("parameters", ()), *new],
        }
        beside.write_text(yaml.safe_dump(origin, sort_keys=False, width=110, allow_unicode=True), encoding="utf-8")
    return new


def main() -> None:
    """Complete all shipped sets."""
    for name, stands in SHIPPED.items():
        file = folder("data") / "parameter_sets" / f"{name}.csv"
        sys.stdout.write(f"{file.name}: {len(complete(file, stands))} columns added\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
