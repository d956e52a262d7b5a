"""The district as a Mesa model."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim.agents import Leader, Outcomes, School, Teacher
from sim.agents.driven import AgentSimulation, DrivenSimulation
from sim.agents.holder import FaceModel
from sim.agents.tables import reporters, school_table
from sim.engine.given import check_given
from sim.engine.simulation import LONGEST_YEARS
from sim.foundation.checks import whole_number
from sim.foundation.errors import SettingsError, shown, unknown
from sim.strategy.given import as_future, as_strategy

if TYPE_CHECKING:
    import pandas as pd

    from sim.district import District
    from sim.district.population import Population
    from sim.engine.history import History
    from sim.strategy import Future, Strategy

__all__ = ["ENGINES", "DistrictModel"]

ENGINES = ("compiled", "agents")
LIVED = ("step", "hear", "decide", "practise", "feel", "let_go", "take", "luck", "bell")  # what a month is made of


class DistrictModel(FaceModel):
    """A school district under a strategy, month by month.

    Parameters
    ----------
    district : District
        The place.
    strategy : Strategy or str
        The choices, or the name of a shipped strategy.
    seed : int, optional
        0 or larger; the same seed gives the same run, whatever the engine and the number of threads. Without one a
        fresh seed is drawn, as Mesa does, so that ``mesa.batch_run`` with several iterations gives several runs; the
        attribute `seed` and the data collector's column ``seed`` tell which it was.
    years : int, default 10
        Planned length, 1..25.
    replicate : int, default 0
        0 or larger; every replicate has luck of its own.
    future : Future or str, optional
        What happens from outside; nothing by default.
    parameters : mapping of str to float, optional
        Values in place of the registry's.
    components : optional
        The innovation's components; the six usual ones by default.
    rules : mapping of str to function, optional
        Own rules by the name of the rule whose place they take, for instance ``{"takes_up": my_rule}``.
    threads : int, default 1
        Threads over ranges of schools; worth it above 10,000 teachers.
    engine : {"compiled", "agents"}
        Compiled loops over the arrays, or every teacher a Mesa object that calls the same rules in its own ``step``:
        hundreds of times slower, with exactly equal results.
    teacher_class : type, default Teacher
        A subclass of :class:`sim.agents.Teacher`; what it overrides of a teacher's month needs ``engine="agents"``.
    collect : bool or mapping, default True
        Keep aggregates of every month in ``datacollector``; a mapping adds model reporters of your own.
    population : Population, optional
        Who is there at the start, drawn for this district; from seed and replicate by default.
    beyond_range : bool, default False
        Take parameters outside the registry's plausible ranges too, for instance to switch a cause off.

    Attributes
    ----------
    simulation : Simulation
        The engine's run, with all arrays.
    datacollector : mesa.DataCollector
        Monthly aggregates.

    Raises
    ------
    BothwaysError
        For anything given that is not well formed.
    """

    def __init__(
        self,
        district: District,
        strategy: Strategy | str,
        *,
        seed: int | None = None,
        years: int = 10,
        replicate: int = 0,
        future: Future | str | None = None,
        parameters: Mapping[str, float] | None = None,
        components: Any = None,
        rules: Mapping[str, Callable[..., Any]] | None = None,
        threads: int = 1,
        engine: str = "compiled",
        teacher_class: type[Teacher] = Teacher,
        collect: bool | Mapping[str, Any] = True,
        population: Population | None = None,
        beyond_range: bool = False,
    ) -> None:
        check_given(district, parameters=parameters, components=components, rules=rules, beyond_range=beyond_range)
        if not isinstance(collect, bool | Mapping):
            raise SettingsError(f"collect is {shown(collect)}; it must be True, False or a mapping of model reporters.")
        seed = fresh_seed() if seed is None else whole_number("seed", seed, 0, 2**63 - 1)
        super().__init__(rng=seed)
        self._begin(engine, teacher_class)
        run = AgentSimulation if engine == "agents" else DrivenSimulation
        self.simulation = run(
            district,
            as_strategy(strategy),
            seed=seed,
            replicate=whole_number("replicate", replicate, 0, 2**63 - 1),
            future=as_future(future),
            years=whole_number("years", years, 1, LONGEST_YEARS),
            parameters=parameters,
            components=components,
            rules=rules,
            threads=whole_number("threads", threads, 1, 1024),
            population=population,
        )
        self.simulation.model = self
        self.years = years
        self.collect = bool(collect)
        own = collect if isinstance(collect, Mapping) else {}
        self.datacollector = mesa.DataCollector(model_reporters=reporters() | dict(own))

    def _begin(self, engine: str, teacher_class: type[Teacher]) -> None:
        self._mesa_names = frozenset(self.__dict__)
        if not isinstance(engine, str) or engine not in ENGINES:
            raise SettingsError(unknown("engine", engine, ENGINES))
        if not (isinstance(teacher_class, type) and issubclass(teacher_class, Teacher)):
            raise SettingsError(f"teacher_class is {shown(teacher_class)}; it must be a subclass of sim.Teacher.")
        changed = [name for name in LIVED if getattr(teacher_class, name) is not getattr(Teacher, name)]
        if changed and engine != "agents":
            raise SettingsError(
                f"{teacher_class.__name__} overrides {', '.join(changed)}; the compiled loops would pass it over. "
                'Give engine="agents" too, or replace a rule by rules={...}, which both engines follow.'
            )
        self.engine = engine
        self.kinds = (teacher_class, School, Leader)
        self._faces = {}

    @property
    def seed(self) -> int:
        """The seed of all draws, given or drawn afresh."""
        return int(self.simulation.seed)

    @property
    def month(self) -> int:
        """Months lived so far; month 0 is July of year 0."""
        return int(self.simulation.month)

    @property
    def district(self) -> District:
        """The place."""
        district: District = self.simulation.district
        return district

    @property
    def strategy(self) -> Strategy:
        """The choices."""
        strategy: Strategy = self.simulation.strategy
        return strategy

    @property
    def history(self) -> History:
        """Monthly series recorded so far."""
        history: History = self.simulation.history.finished()
        return history

    @property
    def outcomes(self) -> Outcomes:
        """The yardsticks by name, from what has been recorded so far."""
        if "_outcomes" not in self.__dict__:
            self._outcomes = Outcomes(self)
        return self._outcomes

    def schools(self) -> pd.DataFrame:
        """How the schools stand now.

        Returns
        -------
        pandas.DataFrame
            One row a school: what it is, its status in words, months since launch (NaN while not active), and means
            over its teachers, shares 0..1.
        """
        return school_table(self)

    def step(self) -> None:
        """Live through one month."""
        self.simulation.step()
        if self.collect:
            self.datacollector.collect(self)
        self.running = self.month < 12 * self.years

    def run(self, years: int | None = None) -> History:
        """Run on for some years.

        Parameters
        ----------
        years : int, optional
            1..25 in all; by default what is left of the planned years.

        Returns
        -------
        History
            Monthly series since the start.
        """
        left = 12 * self.years - self.month
        months = left if years is None else 12 * whole_number("years", years, 1, LONGEST_YEARS)
        if self.month + months > 12 * LONGEST_YEARS:
            raise SettingsError(
                f"{years} more years make {(self.month + months) / 12:g}; {LONGEST_YEARS} are the most."
            )
        self.years = max(self.years, -(-(self.month + months) // 12))
        for _ in range(months):
            self.step()
        return self.history

    def branch(self) -> DistrictModel:
        """Copy the model as it stands; both go on with the same luck, and neither touches the other."""
        state = self.__getstate__()
        run = state.pop("simulation")
        state = copy.deepcopy(state)
        run.model = None
        try:
            state["simulation"] = run.branch()
        finally:
            run.model = self
        other: DistrictModel = object.__new__(type(self))
        other.__setstate__(state)
        return other

    def __deepcopy__(self, memo: dict[int, Any]) -> DistrictModel:
        return self.branch()

    def __getstate__(self) -> dict[str, Any]:
        left_out = {*self._mesa_names, "_faces", "_outcomes", "simulation", "_mesa_names"}
        own = {name: value for name, value in self.__dict__.items() if name not in left_out}
        return {
            "own": own,
            "simulation": self.simulation,
            "mesa": {name: self.__dict__[name] for name in ("running", "steps") if name in self.__dict__},
            "luck": (self.random.getstate(), self.rng.bit_generator.state),
            "faces": self.attributes_of_faces(),
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        mesa.Model.__init__(self, rng=state["simulation"].seed)
        self._mesa_names = frozenset(self.__dict__)
        self.__dict__.update(state["own"] | state["mesa"])
        self._faces = {}
        self.simulation = state["simulation"]
        self.simulation.model = self
        self.random.setstate(state["luck"][0])
        self.rng.bit_generator.state = state["luck"][1]
        for kind, rows in state["faces"].items():
            faces = self.wake(kind)
            for row, values in rows.items():
                faces[row].__dict__.update(values)

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({self.district.name!r}, {self.strategy.name!r}, seed {self.simulation.seed}, "
            f"month {self.month} of {12 * self.years}, {self.engine} engine)"
        )


def fresh_seed() -> int:
    """Draw a seed from the operating system, short enough to be typed again.

    Returns
    -------
    int
        0 to 2^31 - 1.
    """
    return int(np.random.default_rng().integers(2**31))
