"""The engine's run as a Mesa model holds it: it can be copied and pickled, and teachers may live in their own step."""

from __future__ import annotations

from typing import Any

from sim.engine.own_rules import TEACHERS_LOOPS
from sim.engine.rulebook import RuleBook
from sim.engine.simulation import Simulation

__all__ = ["AgentSimulation", "DrivenSimulation"]


class DrivenSimulation(Simulation):
    """A run that belongs to a model; compiled loops and bound rules are left out of copies and made again."""

    model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        own = {name: value for name, value in self.__dict__.items() if name not in ("kernels", "rules", "model")}
        return own | {"replaced": self.rules.replaced}

    def __setstate__(self, own: dict[str, Any]) -> None:
        self.__dict__.update(own)
        self.rules = RuleBook(self.__dict__.pop("replaced"))
        self.kernels = self.linked()

    def __copy__(self) -> DrivenSimulation:
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def branch(self) -> Simulation:
        """Copy the run as it stands; the copy belongs to a model of its own."""
        if self.model is None:
            return super().branch()
        branched: Simulation = self.model.branch().simulation
        return branched


class AgentSimulation(DrivenSimulation):
    """A run in which every teacher is an object that lives each month in its own ``step``."""

    plain = TEACHERS_LOOPS

    def teachers_do(self, phase: str) -> None:
        """Let the teachers live their month when the first of their phases comes.

        Teachers read what colleagues showed last month, and nothing that schools change in between, so that one
        teacher after another gives the same as one phase after another.
        """
        if phase == "hear":
            for teacher in self.model.teachers:
                teacher.step()
