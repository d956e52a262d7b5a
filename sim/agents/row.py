"""A teacher as a row of the model's arrays: state, place, contacts and luck."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.face import Column, Face

if TYPE_CHECKING:
    from sim.agents.school import School
    from sim.agents.teacher import Teacher

__all__ = ["TeacherRow"]


@functools.cache
def _draws() -> tuple[Callable[..., float], Callable[..., float]]:
    """The compiled draws: one by one in plain numpy they would cost ten times as much."""
    from sim.foundation.draws import bell, uniform
    from sim.foundation.linking import link

    return link(uniform), link(bell)


class TeacherRow(Face):
    """One teacher; the attributes are cells of the arrays in :class:`sim.engine.state.TeacherState`."""

    readiness = Column("Belief that the practice pays in my room.")
    capacity = Column("Spare hours a week.")
    trust = Column("Trust in principal and district, 0..1.")
    disposition = Column("Trust that this person brings beside the school's climate.")
    threshold = Column("What it takes to convince.")
    memory = Column("What dropped reforms add to the threshold.")
    strain = Column("0..1.")
    ownership = Column("0..1.")
    experience = Column("Years.")
    effectiveness = Column("SD of student learning.")
    using = Column("Components in use, one a component.")
    depth = Column("Mastery of each component, 0..1.")
    benefit = Column("Personal benefit of each component against the mean.")
    used = Column("Number of components in use when last practised.")
    mastery = Column("Mean depth of the components in use, 0..1.")
    heard = Column("Peers' visible use and know-how offered this month, 0..1.")
    payoff = Column("Payoff felt this month.")
    effective = Column("Effective practice, 0..1.")
    surface = Column("Share of the practice that is mechanical or does not fit.")
    shown = Column("What colleagues saw last month: use, help, payoff, told.")
    showing = Column("What they will see next month.")
    lead = Column("Whether this teacher leads a team.")
    exit = Column("Of the last July: 0 stayed, 1 left, 2 moved inside the district, 3 became a coach.")
    askers = Column("How many colleagues name this position as adviser.")
    team = Column("Number of the grade or subject team in the school.")
    spell = Column("How many people held the position before.")

    @property
    def arrays(self) -> Any:
        """The arrays of which a teacher is a row."""
        return self.model.simulation.teachers

    @property
    def school(self) -> School:
        """The school."""
        school: School = self.model.school(int(self.arrays.school[self.row]))
        return school

    @property
    def contacts(self) -> list[Teacher]:
        """Whom this teacher asks for advice."""
        teachers = self.model.teachers
        return [teachers[int(row)] for row in self.asked()]

    @property
    def team_lead(self) -> Teacher | None:
        """The lead of the own team, if others lead it."""
        row = int(self.arrays.lead_of[self.row])
        return self.model.teachers[row] if row >= 0 else None

    def asked(self) -> Any:
        """Rows of the contacts."""
        t = self.arrays
        return t.tie_to[t.tie_start[self.row] : t.tie_start[self.row + 1]]

    def luck(self, decision: Any) -> float:
        """Draw evenly from [0, 1): this person's luck in this month, whoever else draws.

        Parameters
        ----------
        decision : int
            A number from :mod:`sim.foundation.decisions`, or your own from 80 to 119.

        Returns
        -------
        float
            The same in every run with this seed and replicate, in both engines.
        """
        return self._draw(0, decision)

    def bell(self, decision: Any) -> float:
        """Draw from the bell curve (mean 0, SD 1); otherwise as :meth:`luck`."""
        return self._draw(1, decision)

    def _draw(self, kind: int, decision: Any) -> float:
        sim = self.model.simulation
        return _draws()[kind](sim.key, np.uint64(decision), np.uint64(sim.month), sim.teachers.person[self.row])

    def __repr__(self) -> str:
        using = self.using
        return (
            f"{type(self).__name__}({self.row}, {self.school.name!r}, readiness {self.readiness:.2f}, "
            f"trust {self.trust:.2f}, uses {int(using.sum())} of {using.size})"
        )
