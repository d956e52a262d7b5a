"""The simulated rollouts that targets are read from."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from sim.calibration import readings
from sim.district.district import District
from sim.engine.history import History
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy

__all__ = ["FUNDED_YEARS", "RUNS", "Rollouts"]

FUNDED_YEARS = 3
"""Length of the outside money in the funded rollout (three years, as in comprehensive school reform and CATCH)."""

RUNS = {
    "typical": "the survey's majority strategy under typical conditions, 6 years",
    "funded": "fast rollout, 500 dollars a student of outside money over 3 years (about 10-15 coach hours a "
    "teacher-year), nothing of the district's own; then all support ends, 5 years more",
    "supported": "500 dollars a student and year of recurring money (20 and more coach hours a teacher-year), 7 years",
    "materials": "fast rollout under typical conditions in which no coaching hour is bought, 4 years",
    "long": "the survey's majority strategy under typical conditions, 25 years (held-out targets only)",
}


class Rollouts:
    """Simulate what targets are read from.

    Parameters
    ----------
    seed : int
        Luck; every replicate has luck and people of its own.
    schools, teachers : int
        Size of the synthetic district.
    long : bool
        Whether held-out targets are read too, which takes a long run more.
    """

    def __init__(self, seed: int, *, schools: int = 24, teachers: int = 720, long: bool = False) -> None:
        self.seed, self.long = seed, long
        self.district = _district(schools, teachers)

    def __call__(self, values: Mapping[str, float], replicate: int) -> Iterator[dict[str, float]]:
        """Simulate one parameter set with one draw of luck, rollout by rollout.

        Parameters
        ----------
        values : mapping
            Parameters that differ from the registry.
        replicate : int
            Number of the draw.

        Yields
        ------
        dict of str to float
            Targets that the rollouts so far show, each once; NaN where nothing can be read. Who has seen enough stops
            asking, and no further rollout is simulated: those that rule out most come first.
        """
        run, years = functools.partial(self._run, dict(values), replicate), FUNDED_YEARS
        funded = run(_funded(), years + 5, years)
        yield readings.after_the_money(funded, years)
        supported = run(_supported(), 7)
        yield readings.full(supported)
        typical = run(Strategy.load("typical_2018"), 6)
        yield readings.first_years(typical, funded, years)
        yield readings.materials(run(Strategy(fast_slow=-1.0), 4, more={"highest_dose": 0.0}))
        if self.long:
            yield readings.held_out(typical, funded, supported, run(Strategy.load("typical_2018"), 25), years)

    def _run(
        self,
        values: dict[str, float],
        replicate: int,
        strategy: Strategy,
        years: int,
        withdrawn_after: int | None = None,
        more: Mapping[str, float] | None = None,
    ) -> History:
        chosen = values | dict(more or {})
        sim = Simulation(self.district, strategy, seed=self.seed, replicate=replicate, years=years, parameters=chosen)
        if withdrawn_after is not None:
            sim.run(withdrawn_after)
            sim.withdraw()
            return sim.run(years - withdrawn_after)
        return sim.run(years)


@functools.cache
def _district(schools: int, teachers: int) -> District:
    return District.synthetic(schools=schools, teachers=teachers)


def _funded() -> Strategy:
    return Strategy(fast_slow=-1.0).with_conditions(
        grant_dollars_per_student=500.0,
        grant_years=FUNDED_YEARS,
        operating_dollars_per_student=0.0,
        operating_growth=0.0,
    )


def _supported() -> Strategy:
    return Strategy().with_conditions(grant_dollars_per_student=0.0, grant_years=0, operating_dollars_per_student=500.0)
