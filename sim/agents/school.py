"""Schools as Mesa agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.agents.face import Column, Face
from sim.engine.state import ACTIVE, PREPARING, STATUS

if TYPE_CHECKING:
    from sim.agents.leader import Leader
    from sim.agents.teacher import Teacher

__all__ = ["LEVELS", "School"]

LEVELS = ("elementary", "middle", "high")


class School(Face):
    """One school; its attributes are cells of the arrays in :class:`sim.engine.state.SchoolState`."""

    readiness = Column("Belief of its people (0.7) and commitment of its principal (0.3).")
    capacity = Column("Coach hours a teacher-year that arrive, weighted with the coaches' skill.")
    trust = Column("Climate of trust, 0..1; it follows its people's trust over years.")
    enrollment = Column("Students.", "students")
    low_income_share = Column("Share of students from low-income families, 0..1.", "low_income")
    status = Column("0 waiting, 1 preparing, 2 active, 3 gave up (``STATUS`` has the words).")
    launch_month = Column("Month of the (last) launch, -1 before.")
    use = Column("Share of teachers that use at least one component.")
    deep = Column("Share of teachers with effective practice of .5 and more.")
    surface = Column("Share of teachers that use at a mean depth below .35.")
    depth = Column("Depth of practice over all teachers, 0..1.")
    user_depth = Column("Mean depth of the components in use, over users, 0..1.")
    effective = Column("Mean effective practice of the teachers, 0..1.")
    access = Column("Effective practice that reaches the mean student, 0..1.")
    learning = Column("SD a student-year against no programme.")
    felt = Column("Mean payoff that users feel.")
    belief = Column("Mean readiness of the teachers.")
    mean_trust = Column("Mean trust of the teachers, 0..1.")
    strain = Column("Mean strain of the teachers, 0..1.")
    ownership = Column("Mean ownership of the teachers, 0..1.")
    components = Column("Mean number of components in use, over users.", "mean_components")
    newcomers = Column("Share of teachers in their first year here.")
    routines = Column("How far the practice is routine, 0..1.")
    memory = Column("What the school's dropped reforms add to every threshold.")
    promised = Column("Coach hours a teacher-year that were promised.")
    hours = Column("Coach hours a teacher-year.")
    mandate = Column("Strength of the order to use it, 0..1.")
    voice = Column("Say of its people in the design, 0..1.")
    unpaid = Column("Share of the running costs that nobody pays, 0..1.")
    extra_load = Column("Hours a week beside the practice: mentoring, initiatives, old processes.")
    informing = Column("How well leaders inform, 0..1.")
    undecided = Column("Share of make-or-break decisions for which no leader had time, 0..1.")
    absorbed = Column("Old processes (schedule, evaluation, procurement) that took a decision back this year.")
    teams = Column("Whether staffing was redesigned into led teams.")
    need = Column("Needs, in need-SD, one a dimension.")
    design = Column("The design in use, in need-SD, one a dimension.")
    free = Column("Dimensions of the design that are left to the school.")
    fit = Column("Fit of each component, 0..1.")
    moved = Column("Shift of the design that people live through this month, need-SD.")
    imposed = Column("The part of it that came from the centre, need-SD.")

    @property
    def arrays(self) -> Any:
        """The arrays of which a school is a row."""
        return self.model.simulation.schools

    @property
    def name(self) -> str:
        """The school's name."""
        return str(self.model.district.schools.name[self.row])

    @property
    def level(self) -> str:
        """Elementary, middle or high."""
        return LEVELS[int(self.model.district.schools.level[self.row])]

    @property
    def zone(self) -> int:
        """Number of the feeder zone."""
        return int(self.model.district.schools.zone[self.row])

    @property
    def teachers(self) -> list[Teacher]:
        """Its teachers, in the order of their rows."""
        first = self.arrays.first
        here: list[Teacher] = self.model.teachers[int(first[self.row]) : int(first[self.row + 1])]
        return here

    @property
    def principal(self) -> Leader:
        """Its principal."""
        leader: Leader = self.model.leaders[self.row]
        return leader

    @property
    def active(self) -> bool:
        """Whether the programme runs here."""
        return bool(self.status == ACTIVE)

    @property
    def in_programme(self) -> bool:
        """Whether the programme runs or is prepared here."""
        return bool(self.status in (PREPARING, ACTIVE))

    def __repr__(self) -> str:
        count = int(self.arrays.teachers[self.row])
        state = f"{count} teachers, {STATUS[self.status]}, use {self.use:.2f}"
        return f"{type(self).__name__}({self.row}, {self.name!r}, {state})"
