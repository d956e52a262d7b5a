"""A laboratory for causes: small districts, shared luck, paired runs, and mechanisms that can be switched off.

Most causes are numbers of the registry and are switched off by a value; decisions (in which order schools begin, who
becomes a coach, when a superintendent leaves) are rules, and others take their place.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.district.district import District
from sim.engine.history import History
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS
from sim.study.causes import switched_off

if TYPE_CHECKING:
    from sim.district.population import Population

__all__ = [
    "COACHES_FROM_ELSEWHERE",
    "EVEN_HOURS",
    "NOBODY_GIVES_UP",
    "NOTHING_ACROSS",
    "NO_ORDERS",
    "PLENTY",
    "QUIET",
    "Interval",
    "Laboratory",
    "at_age",
    "difference",
    "gap",
    "interval_of",
    "laboratory",
    "largest_difference",
    "lean",
    "of_teachers",
    "without_calendar",
    "yearly",
]

Numbers = NDArray[np.float64]
Series = Callable[[History], Numbers]
Statistic = Callable[[History], float]
Pairs = Sequence[tuple[History, History]]


class Interval(NamedTuple):
    """A mean with its 95 % interval (Student) over pairs or replicates."""

    mean: float
    low: float
    high: float


class Laboratory:
    """24 schools with 30 teachers each; people are made once for every replicate.

    Parameters
    ----------
    seed : int
        Luck of all runs.
    """

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed
        self.district = District.synthetic(schools=24, teachers=720)
        self._people: dict[tuple[int, bool], Population] = {}

    def people(self, replicate: int, *, inside_only: bool = False) -> Population:
        """Give the people of a replicate, if wished without any tie to another school."""
        key = (replicate, inside_only)
        if key not in self._people:
            people = self.district.population(self.seed, replicate)
            self._people[key] = without_ties_across(people) if inside_only else people
        return self._people[key]

    def simulation(
        self,
        strategy: Strategy,
        replicate: int,
        *,
        inside_only: bool = False,
        random_order: bool = False,
        instant_launch: bool = False,
        fixed_superintendent: bool = True,
        **how: Any,
    ) -> Simulation:
        """Set up one run of ten years; the superintendent leaves by the calendar only."""
        settings: dict[str, Any] = {"seed": self.seed, "years": 10, "district": self.district, **how}
        settings["rules"] = how.get("rules", {}) | switched_off(
            random_order=random_order, instant_launch=instant_launch, fixed_superintendent=fixed_superintendent
        )
        settings.setdefault("population", self.people(replicate, inside_only=inside_only))
        district = settings.pop("district")
        return Simulation(district, strategy, replicate=replicate, **settings)

    def run(self, strategy: Strategy, replicate: int, **how: Any) -> History:
        """One run from beginning to end."""
        return self.simulation(strategy, replicate, **how).run()

    def pairs(self, a: Strategy, b: Strategy, count: int, **how: Any) -> list[tuple[History, History]]:
        """Run both strategies with the same luck, pair by pair."""
        return [(self.run(a, r, **how), self.run(b, r, **how)) for r in range(count)]

    def furthest(self, a: Strategy, b: Strategy, count: int, leave_out: tuple[str, ...] = (), **how: Any) -> float:
        """Largest difference between two strategies in any series, month, school and pair, 0 or more."""
        away = [largest_difference(one, other, leave_out) for one, other in self.pairs(a, b, count, **how)]
        return max((value for found in away for value in found.values()), default=0.0)


@functools.cache
def laboratory(seed: int) -> Laboratory:
    """Give one laboratory a seed and process, so that people are made once."""
    return Laboratory(seed)


def without_ties_across(people: Population) -> Population:
    """Keep only ties inside schools."""
    asker = np.repeat(np.arange(people.school.size), np.diff(people.tie_start))
    inside = people.school[asker] == people.school[people.tie_to]
    counts = np.bincount(asker[inside], minlength=people.school.size)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(people.tie_start.dtype)
    return dataclasses.replace(people, tie_start=start, tie_to=people.tie_to[inside])


def of_teachers(name: str) -> Series:
    """Give a monthly series of the schools as a mean over teachers."""
    return lambda history: np.asarray(history.schools[name], np.float64) @ (history.teachers / history.teachers.sum())


def gap(history: History) -> Numbers:
    """Effective practice that low-income students meet, less that of the others, by month."""
    poor = history.enrollment * history.low_income_share
    others = history.enrollment - poor
    access = np.asarray(history.schools["access"], np.float64)
    return np.asarray(access @ poor / poor.sum() - access @ others / others.sum())


def at_age(name: str, months: int) -> Statistic:
    """Mean over schools of what a series was so many months after the launch (once launched, and still active)."""

    def statistic(history: History) -> float:
        return float(np.mean(history.schools[name][history.schools["age"] == months]))

    return statistic


def yearly(series: Series, year: int) -> Statistic:
    """Mean of a monthly series over one year, counted from 1."""
    return lambda history: float(series(history)[12 * (year - 1) : 12 * year].mean())


def interval_of(values: Sequence[float] | Numbers) -> Interval:
    """Mean with its 95 % interval (Student); no width for a single value."""
    from scipy import stats

    found = np.asarray(values, np.float64)
    mean = float(found.mean())
    if found.size < 2:
        return Interval(mean, mean, mean)
    half = float(stats.t.ppf(0.975, found.size - 1) * found.std(ddof=1) / np.sqrt(found.size))
    return Interval(mean, mean - half, mean + half)


def difference(pairs: Pairs, statistic: Statistic) -> Interval:
    """Mean paired difference, first less second, with its 95 % interval."""
    return interval_of([statistic(a) - statistic(b) for a, b in pairs])


def largest_difference(
    a: History, b: History, leave_out: tuple[str, ...] = (), names: tuple[str, ...] | None = None
) -> dict[str, float]:
    """Every series in which two runs differ at all, with the largest distance in any month and school."""
    found: dict[str, float] = {}
    for kind in ("schools", "district"):
        one, other = getattr(a, kind), getattr(b, kind)
        for name in one:
            if name in leave_out or (names is not None and name not in names):
                continue
            away = float(np.max(np.abs(one[name].astype(np.float64) - other[name].astype(np.float64))))
            if away > 0.0:
                found[name] = away
    return found


def lean(conditions: Mapping[str, Any] | None = None, **leans: Any) -> Strategy:
    """All seven stances at the middle but those given; the review is off unless asked for."""
    middle: dict[str, Any] = dict.fromkeys(TENSIONS, 0.0)
    middle["fixed_adaptive"] = -1.0
    strategy = Strategy(**{**middle, **leans})
    return strategy.with_conditions(**conditions) if conditions else strategy


def _in_parts(affordable: float, coaches: float, trainable: float) -> float:
    return max(0.0, min(affordable - coaches, max(1.0, trainable)))


def _nobody(hires: float) -> float:  # noqa: ARG001 (the rule's signature)
    return 0.0


COACHES_FROM_ELSEWHERE: dict[str, Callable[..., Any]] = {"coaches_hired": _in_parts, "coaches_from_classrooms": _nobody}
"""Own coaches come from outside the classrooms, and are counted in parts where money is for parts."""
NO_ORDERS = {"mandate_full": 0.0}
"""A tight centre designs for all and orders nobody."""
PLENTY = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 500.0}
"""Recurring money for more coaching than anybody can use, and no grant that ends."""

EVEN_HOURS = {
    "highest_dose": 60.0, "promised_dose": 60.0, "old_weight": 1.0, "discretionary": 0.0, "travel_cost": 0.0,
    "variety_cost": 0.0, "vendor_progress": 0.0, "preparing_weight": 1.0, "vendor_price": 1.0,
}  # fmt: skip
"""With ``PLENTY`` and bought help: 60 hours a teacher-year everywhere, every year."""

NOBODY_GIVES_UP = {
    "giveup_base": 0.0, "giveup_principal": 0.0, "giveup_belief": 0.0, "giveup_strain": 0.0, "giveup_support": 0.0,
}  # fmt: skip
QUIET = {
    "initiative_rate": 0.0, "drift": 0.0, "drift_return": 0.0, "board_start": 9.0, "board_cut_level": 0.0,
    "absorption_rate": 0.0,
}  # fmt: skip
"""No competing initiatives, no drifting needs, no cuts by the board, no absorption."""
NOTHING_ACROSS = {
    "inform_weight": 0.0, "story_weight": 0.0, "prior_climate": 0.0, "newcomer_school": 0.0, "routine_growth": 0.0,
    "move_inside": 0.0,
}  # fmt: skip
"""Nothing passes between schools (with ``inside_only`` people): no informing, no stories, no movers, no routines."""


def without_calendar() -> dict[str, Any]:
    """Settings of a run in which the date of a launch touches nothing that comes after it (with ``PLENTY``)."""
    return {
        "parameters": EVEN_HOURS | QUIET | NOBODY_GIVES_UP | NOTHING_ACROSS,
        "instant_launch": True,
        "inside_only": True,
    }
