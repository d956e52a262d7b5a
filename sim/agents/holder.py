"""A Mesa model whose agents are lazy faces of arrays."""

from __future__ import annotations

from typing import Any

import mesa

from sim.agents.face import Face
from sim.agents.leader import Leader
from sim.agents.school import School
from sim.agents.views import AgentsByType, People
from sim.foundation.checks import whole_number
from sim.foundation.errors import SettingsError, unknown

__all__ = ["FaceModel"]


class FaceModel(mesa.Model):  # type: ignore[misc]
    """Makes the faces of teachers, schools and leaders when they are asked for, and keeps them.

    Attributes
    ----------
    simulation : Simulation
        The engine's run, whose arrays the faces show.
    kinds : tuple of type
        The classes of teachers, schools and leaders.
    """

    simulation: Any
    kinds: tuple[type[Face], ...]
    _faces: dict[type[Face], list[Any]]

    @property
    def teachers(self) -> People:
        """Teachers by row, school by school."""
        return People(self, self.kinds[0])

    @property
    def leaders(self) -> People:
        """Principals in the order of the schools, then the superintendent."""
        return People(self, Leader)

    @property
    def agents(self) -> Any:
        """All teachers, schools and leaders (makes all faces)."""
        for kind in self.kinds:
            self.wake(kind)
        return super().agents

    @property
    def agents_by_type(self) -> AgentsByType:
        """Agents by type; the faces of a type are made when it is looked up."""
        return AgentsByType(self)

    @property
    def agent_types(self) -> list[type[Face]]:
        """The three types."""
        return list(self.kinds)

    def count(self, kind: type[Face]) -> int:
        """How many faces of a kind there are, made or not."""
        schools = self.simulation.schools.status.size
        return int({School: schools, Leader: schools + 1}.get(kind, self.simulation.teachers.school.size))

    def first_id(self, kind: type[Face]) -> int:
        """The unique_id of a kind's first row: teachers from 1, then schools, then leaders."""
        return 1 + sum(self.count(before) for before in self.kinds[: self.kinds.index(kind)])

    def wake(self, kind: type[Face]) -> list[Any]:
        """Make the faces of a kind, once (200 to 400 bytes each), and give them by row."""
        if kind not in self._faces:
            if kind not in self.kinds:
                raise SettingsError(
                    unknown("kind of agent", getattr(kind, "__name__", kind), [known.__name__ for known in self.kinds])
                )
            self._faces[kind] = made = []
            for row in range(self.count(kind)):
                made.append(kind(self, row))  # noqa: PERF401 - a face may look for one that is made already
            getattr(mesa.Agent, "_ids", {}).pop(self, None)  # Mesa 3.3 would keep every model alive in there
        return self._faces[kind]

    def school(self, which: int | str) -> School:
        """Find a school by row or name."""
        names = self.simulation.district.schools.name
        if isinstance(which, str) and which not in names:
            raise SettingsError(unknown("school", which, names))
        row = names.index(which) if isinstance(which, str) else whole_number("school", which, 0, len(names) - 1)
        found: School = self.wake(School)[row]
        return found

    def attributes_of_faces(self) -> dict[type[Face], dict[int, dict[str, Any]]]:
        """What a subclass keeps on its objects beside the arrays, by kind and row."""
        if not self._faces:
            return {}
        usual = vars(self.wake(School)[0]).keys()
        found = {}
        for kind, faces in self._faces.items():
            rows = {face.row: {k: v for k, v in vars(face).items() if k not in usual} for face in faces}
            found[kind] = {row: values for row, values in rows.items() if values}
        return {kind: rows for kind, rows in found.items() if rows}
