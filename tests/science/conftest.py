"""A laboratory for tests of causes: small districts, shared luck, paired runs."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pytest

from sim.district.district import District
from sim.district.population import Population
from sim.engine.history import History
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS

Series = Callable[[History], np.ndarray]


class Interval(NamedTuple):
    """Mean of paired differences with its 95 % interval over pairs."""

    mean: float
    low: float
    high: float


class Laboratory:
    """24 schools with 30 teachers each; people are made once for every replicate."""

    def __init__(self) -> None:
        self.district = District.synthetic(schools=24, teachers=720)
        self._people: dict[tuple[int, bool], Population] = {}

    def people(self, replicate: int, *, inside_only: bool = False) -> Population:
        """Give the people of a replicate, if wished without any tie to another school."""
        key = (replicate, inside_only)
        if key not in self._people:
            people = self.district.population(1, replicate)
            self._people[key] = without_ties_across(people) if inside_only else people
        return self._people[key]

    def simulation(self, strategy: Strategy, replicate: int, *, inside_only: bool = False, **how: Any) -> Simulation:
        """Set up one run; the superintendent leaves by the calendar only."""
        settings: dict[str, Any] = {"seed": 1, "years": 10, "fixed_superintendent": True, "district": self.district}
        settings.update(how)
        settings.setdefault("population", self.people(replicate, inside_only=inside_only))
        district = settings.pop("district")
        return Simulation(district, strategy, replicate=replicate, **settings)

    def run(self, strategy: Strategy, replicate: int, **how: Any) -> History:
        """One run from beginning to end."""
        return self.simulation(strategy, replicate, **how).run()

    def pairs(self, a: Strategy, b: Strategy, count: int, **how: Any) -> list[tuple[History, History]]:
        """Run both strategies with the same luck, pair by pair."""
        return [(self.run(a, r, **how), self.run(b, r, **how)) for r in range(count)]


def without_ties_across(people: Population) -> Population:
    """Keep only ties inside schools."""
    asker = np.repeat(np.arange(people.school.size), np.diff(people.tie_start))
    inside = people.school[asker] == people.school[people.tie_to]
    counts = np.bincount(asker[inside], minlength=people.school.size)
    start = np.concatenate([[0], np.cumsum(counts)]).astype(people.tie_start.dtype)
    return dataclasses.replace(people, tie_start=start, tie_to=people.tie_to[inside])


def of_teachers(name: str) -> Series:
    """A monthly series of the schools as a mean over teachers."""
    return lambda history: np.asarray(history.schools[name], np.float64) @ (history.teachers / history.teachers.sum())


def gap(history: History) -> np.ndarray:
    """Effective practice that low-income students meet, less that of the others."""
    poor = history.enrollment * history.low_income_share
    others = history.enrollment - poor
    access = np.asarray(history.schools["access"], np.float64)
    return np.asarray(access @ poor / poor.sum() - access @ others / others.sum())


def at_age(name: str, months: int) -> Callable[[History], float]:
    """Mean over schools of what a series was so many months after the launch (once launched, and still active)."""

    def statistic(history: History) -> float:
        return float(np.mean(history.schools[name][history.schools["age"] == months]))

    return statistic


def yearly(series: Series, year: int) -> Callable[[History], float]:
    """Mean of a monthly series over one year, counted from 1."""
    return lambda history: float(series(history)[12 * (year - 1) : 12 * year].mean())


def difference(pairs: list[tuple[History, History]], statistic: Callable[[History], float]) -> Interval:
    """Mean paired difference, first less second, with its 95 % interval (Student)."""
    from scipy import stats

    found = np.array([statistic(a) - statistic(b) for a, b in pairs])
    half = float(stats.t.ppf(0.975, found.size - 1) * found.std(ddof=1) / np.sqrt(found.size))
    mean = float(found.mean())
    return Interval(mean, mean - half, mean + half)


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


@pytest.fixture(scope="session")
def laboratory() -> Laboratory:
    """The same people for all tests of a session."""
    return Laboratory()


@pytest.fixture(scope="session")
def tools() -> Any:
    """The functions and constants of this file, which tests cannot import."""
    from types import SimpleNamespace

    return SimpleNamespace(**globals())
