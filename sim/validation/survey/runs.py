"""Run every stance in every system, with the same luck for all stances of a system."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.district.district import District
from sim.district.population import Population
from sim.engine.simulation import Simulation
from sim.outcomes import OUTCOMES, prepare
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS
from sim.validation.survey.population import System, horizon

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LUCKS_APART", "run_stances"]

LUCKS_APART = 1000  # so that no two systems share a superintendent's luck, and systems are independent


def run_stances(
    systems: Sequence[System],
    leans: Sequence[float],
    outcomes: Sequence[str],
    *,
    pairs: int,
    seed: int,
    tensions: Sequence[str] = TENSIONS,
    parameters: Mapping[str, float] | None = None,
    money: Mapping[str, float] | None = None,
    tell: Callable[[str], None] | None = None,
) -> NDArray[np.float64]:
    """Simulate each stance on each tension, the other tensions as most leaders reported.

    Parameters
    ----------
    systems : sequence of System
        The population.
    leans : sequence of float
        Stances, -1..1.
    outcomes : sequence of str
        Outcomes to keep, at the end of the horizon.
    pairs : int
        Lucks; each is shared by all stances of a system.
    seed : int
        Of all luck.
    tensions : sequence of str
        By default all seven.
    parameters : mapping of str to float, optional
        Values in place of the registry's.
    money : mapping of str to float, optional
        Conditions that all systems get alike.
    tell : callable, optional
        Takes lines of progress.

    Returns
    -------
    ndarray of shape (systems, tensions, leans, pairs, outcomes)
        NaN where an outcome does not apply.
    """
    found = np.full((len(systems), len(tensions), len(leans), pairs, len(outcomes)), np.nan)
    for i, system in enumerate(systems):
        if tell is not None and i % 10 == 0:
            tell(f"survey: system {i + 1} of {len(systems)}")
        district = system.district()
        majority = system.majority().with_conditions(**(money or {}))
        strategies = {
            (j, k): majority.with_stances(**{name: lean})
            for j, name in enumerate(tensions)
            for k, lean in enumerate(leans)
        }
        for pair in range(pairs):
            replicate = LUCKS_APART * system.number + pair
            people = district.population(seed, replicate)
            done: dict[int, NDArray[np.float64]] = {}
            for place, strategy in strategies.items():
                mark = hash(strategy)  # several stances may be the majority's own: run it once
                if mark not in done:
                    done[mark] = _one(district, strategy, seed, replicate, people, outcomes, parameters)
                found[i, place[0], place[1], pair] = done[mark]
    return found


def _one(
    district: District,
    strategy: Strategy,
    seed: int,
    replicate: int,
    people: Population,
    outcomes: Sequence[str],
    parameters: Mapping[str, float] | None,
) -> NDArray[np.float64]:
    simulation = Simulation(
        district, strategy, seed=seed, replicate=replicate, years=horizon(), population=people, parameters=parameters
    )
    run = prepare(simulation.run())
    return np.array([OUTCOMES[name].formula(run) for name in outcomes])
