"""One run: a district, a strategy, a future and one draw of luck."""

from __future__ import annotations

import copy
import functools
import itertools
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.district.population_checks import check_population
from sim.engine import history, people, practice, school_year, schools, start, teachers
from sim.engine.ahead import compile_ahead
from sim.engine.components import load_components
from sim.engine.history import History
from sim.engine.kernels import Kernel
from sim.engine.luck import Luck
from sim.engine.own_rules import check_own_rules, concerned, own_rules_named
from sim.engine.phases import PHASES
from sim.engine.rulebook import RuleBook
from sim.engine.state import Components, copy_state
from sim.engine.teachers import Month
from sim.foundation.arithmetic import in_order, total
from sim.foundation.draws import draw_key
from sim.foundation.errors import ParameterError, SettingsError
from sim.foundation.parameters import Parameters, load_parameters
from sim.strategy.future import Future

if TYPE_CHECKING:
    from sim.district.district import District
    from sim.district.population import Population
    from sim.engine.schools import Leading
    from sim.strategy.events import Event
    from sim.strategy.strategy import Strategy

__all__ = ["LONGEST_YEARS", "Simulation", "loop"]

LONGEST_YEARS = 25
THREADS_FROM = 10_000  # teachers; below it handing work to threads costs more than it saves

_KERNELS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        teachers.hear,
        teachers.decide,
        practice.practise,
        teachers.feel,
        schools.lead_schools,
        schools.search_design,
        schools.find_fit,
        schools.sum_up,
        schools.settle,
        schools.carry_changes,
        schools.add_up,
        schools.drift_needs,
        schools.support_schools,
        school_year.go_on,
        school_year.open_school,
        school_year.hold_schools,
        school_year.claim_hours,
        history.write_down,
        people.age_people,
        people.leave,
        people.rank_coaches,
        people.change_principals,
        people.seat,
        people.arrive,
        people.meet_climate,
        people.form_teams,
        start.compare_contexts,
    )
}


@functools.cache
def crew(threads: int) -> ThreadPoolExecutor:
    """Threads that stand ready for the loops of all runs: calling them together anew costs a tenth of a month."""
    return ThreadPoolExecutor(threads, thread_name_prefix="schools")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=crew.cache_clear)  # threads do not live on in a forked process


def loop(name: str) -> Callable[..., Any]:
    """Find one of the loops, as written, by its name."""
    return _KERNELS[name]


class Simulation:
    """A district under a strategy, month by month.

    Parameters
    ----------
    district : District
        The place.
    strategy : Strategy
        The choices and their conditions.
    seed : int
        0 or larger; the same seed is the same luck.
    replicate : int
        0 or larger; every replicate has luck of its own.
    future : Future, optional
        What happens from outside; nothing by default.
    years : int
        Room in the history, 1..25; a run can be extended.
    parameters : Parameters or Mapping of str to float, optional
        All values, or those that differ from the registry.
    components : sequence of mapping, optional
        The innovation's components; six by default.
    rules : Mapping of str to function, optional
        A user's own rules by the name of the rule whose place they take.
    threads : int
        Threads over ranges of schools; the results are the same for any number.
    population : Population, optional
        Made from the district, the seed and the replicate by default.
    """

    plain: tuple[str, ...] = ()  # loops that a subclass does without compiling

    def __init__(
        self,
        district: District,
        strategy: Strategy,
        *,
        seed: int = 1,
        replicate: int = 0,
        future: Future | None = None,
        years: int = 10,
        parameters: Parameters | Mapping[str, float] | None = None,
        components: Any = None,
        rules: Mapping[str, Callable[..., Any]] | None = None,
        threads: int = 1,
        population: Population | None = None,
    ) -> None:
        if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= LONGEST_YEARS:
            raise SettingsError(f"years is {years!r}; it must be a whole number from 1 to {LONGEST_YEARS}.")
        self.district, self.strategy = district, strategy
        self.seed, self.replicate = seed, replicate
        self.parameters = parameters if isinstance(parameters, Parameters) else load_parameters(parameters)
        if not isinstance(self.parameters, Parameters):
            raise ParameterError("parameters must be a mapping of names to numbers.")
        self.given_launches: int | None = None  # new schools of this year where they are known (cases)
        self.leaders_known_until = 0  # month until which the calendar knows of all superintendents (cases)
        self.rules = RuleBook(rules)
        self.component_names, self.components = load_components(components)
        self.kernels = self.linked()
        if not any(concerned(function, self.rules.replaced) for function in _KERNELS.values()):
            compile_ahead(len(self.component_names), vars(self.kernels))
        self.key = draw_key(seed, replicate)
        self.luck = Luck(self.key)
        self.threads = max(1, int(threads))
        self.future = future or Future.none()
        self.calendar = self.dated_events(self.future)
        if population is not None:
            check_population(population, district.schools)
        self.population = population if population is not None else district.population(seed, replicate)
        with own_rules_named(self.rules.replaced):
            self.begin()
        self.history = History.empty(self, years)

    def begin(self) -> None:
        """Set the state of the first day."""
        self.month = 0
        self._drift: tuple[dict[str, Any], int, float] | None = None  # of whose stances, in which year, how much
        self.teachers, self.schools = start.start_state(self.district, self.population, self.components)
        self.centre = start.start_centre(self)
        start.start_schools(self)
        start.draw_design(self)
        count = self.schools.status.size
        self.teachers.lead_of[:] = -1
        self.teachers.person[:] = self.teachers.entity
        rows = np.arange(self.teachers.school.size)
        belief = start.first_beliefs(self.schools, self.parameters)[self.teachers.school]
        self.kernels.seat(rows, belief, self.teachers, self.schools, self.parameters, self.key, np.uint64(0))
        self.kernels.compare_contexts(self.teachers, self.schools)
        self.kernels.sum_up(0, count, self.teachers, self.schools, self.parameters)
        self.leading: Leading
        self.now: Month

    def linked(self) -> SimpleNamespace:
        """Compile the loops with the rules in force."""
        check_own_rules(self.rules.replaced, _KERNELS, self.plain)
        asks_all = any(name in self.rules.replaced for name in ("drops", "takes_up", "has_seen", "invited"))
        fixed = {"K": len(self.component_names), "ASK_ALL": asks_all}
        return SimpleNamespace(
            **{
                name: Kernel(function, concerned(function, self.rules.replaced), fixed)
                for name, function in _KERNELS.items()
            }
        )

    def dated_events(self, future: Future) -> dict[int, list[Event]]:
        """The future's events by month of the run."""
        calendar: dict[int, list[Event]] = {}
        for event in future.dated(self.strategy.conditions).events:
            calendar.setdefault(event.month_of_run, []).append(event)
        return calendar

    @property
    def teaching(self) -> bool:
        """Whether schools teach this month: not in July and August, and not while they are closed."""
        return self.month % 12 > 1 and self.month >= self.centre.closed_until

    def strategy_pace(self) -> float:
        """Share of the schools that the district has promised to launch this year."""
        return self.centre.levers.pace

    def stance_drift(self) -> float:
        """Mean distance of the leans in force from the leans intended, 0..2."""
        successor, year = self.centre.successor, self.month // 12
        if successor is None:
            return 0.0
        if self._drift is None or self._drift[0] is not successor or self._drift[1] != year:
            intended = self.strategy.stances(year)
            away = [abs(stance.lean - intended[name].lean) for name, stance in successor.items()]
            self._drift = successor, year, in_order(away) / len(away)
        return self._drift[2]

    def ranges(self) -> list[tuple[int, int]]:
        """Ranges of schools with about equal numbers of teachers, one a thread."""
        count = self.schools.status.size
        if self.threads == 1 or self.teachers.school.size < THREADS_FROM:
            return [(0, count)]
        marks = np.linspace(0, self.teachers.school.size, self.threads + 1)[1:-1]
        cuts = [0, *(int(x) for x in np.searchsorted(self.schools.first, marks)), count]
        return [(a, b) for a, b in itertools.pairwise(cuts) if b > a]

    def each(self, kernel: Callable[..., Any], *arguments: Any) -> None:
        """Run a loop over all schools, in threads where that pays."""
        ranges = self.ranges()
        if len(ranges) == 1:
            kernel(0, self.schools.status.size, *arguments)
            return
        list(crew(len(ranges)).map(lambda part: kernel(*part, *arguments), ranges))

    def teachers_do(self, phase: str) -> None:
        """Run one of the teachers' phases; the engine of Mesa agents takes its place here."""
        month, kernel = np.uint64(self.month), getattr(self.kernels, phase)
        self.each(kernel, self.teachers, self.schools, self.components, self.now, self.parameters, self.key, month)

    def step(self) -> None:
        """Live through one month."""
        if self.month >= 12 * self.history.years:
            self.history.extend(self.history.years + 1)
        month = self.month % 12
        with own_rules_named(self.rules.replaced):
            for phase in PHASES:
                when = phase.when
                if month in when.months and (not when.taught or self.teaching):
                    phase.run(self)
        self.month += 1

    def run(self, years: int | None = None) -> History:
        """Run for some years (by default as many as there is room for) and give the history."""
        months = 12 * (years if years is not None else self.history.years) - (0 if years else self.month)
        for _ in range(months):
            self.step()
        return self.history.finished()

    def branch(self) -> Simulation:
        """Copy the run as it stands; both go on with the same luck."""
        other = copy.copy(self)
        other.kernels = other.linked()  # each run has loops of its own, bound to its own columns
        other.teachers, other.schools = copy_state(self.teachers, self.schools)
        other.centre = copy.deepcopy(self.centre)
        other.calendar = {month: list(events) for month, events in self.calendar.items()}
        other.components = Components(*(array.copy() for array in self.components))
        other.history = copy.deepcopy(self.history)
        return other

    def withdraw(self) -> None:
        """End all support from now on: no grant, no operating money, no launches."""
        self.centre.withdrawn = True
        self.centre.grant_left = 0.0
        self.centre.grant_until = min(self.centre.grant_until, self.month)

    def keep_support(self, months: int = 24) -> None:
        """Let the outside money go on at its yearly size for some months, as if the grant had not ended."""
        where = self.strategy.conditions
        yearly = where.grant_dollars_per_student * total(self.schools.students) / max(1, where.grant_years)
        self.centre.grant_left += yearly * months / 12.0
        self.centre.grant_until = max(self.month, self.centre.grant_until) + months
        self.calendar = {
            month: [event for event in events if event.kind != "grant_ends"] for month, events in self.calendar.items()
        }
