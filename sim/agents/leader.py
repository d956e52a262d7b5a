"""Principals and the superintendent as Mesa agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents.face import Face

if TYPE_CHECKING:
    from sim.agents.school import School

__all__ = ["Leader"]


class Leader(Face):
    """A principal (rows 0 .. S-1, as the schools) or the superintendent (row S)."""

    @property
    def arrays(self) -> Any:
        """The arrays of the schools; the superintendent's state is in the centre."""
        return self.model.simulation.schools

    @property
    def is_superintendent(self) -> bool:
        """Whether this is the superintendent."""
        return bool(self.row == self.arrays.status.size)

    @property
    def role(self) -> str:
        """Principal or superintendent."""
        return "superintendent" if self.is_superintendent else "principal"

    @property
    def school(self) -> School | None:
        """The principal's school; the superintendent has none."""
        return None if self.is_superintendent else self.model.school(self.row)

    @property
    def contacts(self) -> list[Leader]:
        """Leaders with whom this one works weekly."""
        people, leaders = self.model.simulation.population, self.model.leaders
        known = people.leader_to[people.leader_start[self.row] : people.leader_start[self.row + 1]]
        return [leaders[int(row)] for row in known]

    @property
    def readiness(self) -> float:
        """Commitment to the programme, 0..1."""
        if self.is_superintendent:
            return float(self.model.simulation.centre.commitment)
        return float(self.arrays.commitment[self.row])

    @readiness.setter
    def readiness(self, value: float) -> None:
        """Set the commitment."""
        if self.is_superintendent:
            self.model.simulation.centre.commitment = float(value)
        else:
            self.arrays.commitment[self.row] = value

    @property
    def capacity(self) -> float:
        """Attention for the programme, hours a week (the superintendent's with the cabinet's: a condition, fixed)."""
        if self.is_superintendent:
            return float(self.model.strategy.conditions.cabinet_hours)
        return float(self.arrays.attention[self.row])

    @capacity.setter
    def capacity(self, value: float) -> None:
        """Set a principal's hours."""
        if self.is_superintendent:
            raise AttributeError("the cabinet's hours are a condition: strategy.with_conditions(cabinet_hours=...).")
        self.arrays.attention[self.row] = value

    @property
    def trust(self) -> float:
        """A principal's trust in the teachers; the board's trust in the superintendent; 0..1."""
        if self.is_superintendent:
            return float(self.model.simulation.centre.board)
        return float(self.arrays.principal_trust[self.row])

    @trust.setter
    def trust(self, value: float) -> None:
        """Set the trust."""
        if self.is_superintendent:
            self.model.simulation.centre.board = float(value)
        else:
            self.arrays.principal_trust[self.row] = value

    @property
    def skill(self) -> float:
        """A principal's skill, SD units; NaN for the superintendent."""
        return float("nan") if self.is_superintendent else float(self.arrays.principal_skill[self.row])

    @property
    def tenure(self) -> float:
        """Months in post; NaN for the superintendent."""
        return float("nan") if self.is_superintendent else float(self.arrays.principal_tenure[self.row])

    @property
    def changes(self) -> int:
        """How many people held the post before."""
        if self.is_superintendent:
            return int(self.model.simulation.centre.changes)
        return int(self.arrays.principal_changes[self.row])

    def __repr__(self) -> str:
        school = self.school
        place = f" of {school.name!r}" if school is not None else ""
        state = f"readiness {self.readiness:.2f}, trust {self.trust:.2f}"
        return f"{type(self).__name__}({self.row}, {self.role}{place}, {state})"
