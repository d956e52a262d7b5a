"""What is kept of a run: aggregates by month, of the district and of every school."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, SchoolState

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["DISTRICT_SERIES", "SCHOOL_SERIES", "History", "record"]


class SchoolSeries(NamedTuple):
    """What is kept of every school, float32 of shape (T, S) each."""

    access: np.ndarray
    use: np.ndarray
    deep: np.ndarray
    surface: np.ndarray
    depth: np.ndarray
    effective: np.ndarray
    routines: np.ndarray
    trust: np.ndarray
    readiness: np.ndarray
    strain: np.ndarray
    ownership: np.ndarray
    fit: np.ndarray
    components: np.ndarray
    status: np.ndarray
    hours: np.ndarray
    outside_share: np.ndarray
    learning: np.ndarray
    exits: np.ndarray
    principal_changes: np.ndarray
    principal_tenure: np.ndarray
    age: np.ndarray
    operating_share: np.ndarray
    design_moved: np.ndarray
    own_design: np.ndarray


SCHOOL_SERIES = SchoolSeries._fields
DISTRICT_SERIES = (
    "board",
    "superintendent_changes",
    "dollars",
    "outside_dollars",
    "own_hours",
    "outside_hours",
    "own_coaches",
    "attention_needed",
    "attention_given",
    "chart_quality",
    "stance_drift",
    "launched",
    "conflicts",
    "operating_dollars",
)


@dataclass
class History:
    """Monthly series of one run; month 0 is July of year 0.

    Parameters
    ----------
    schools : dict of str to ndarray
        float32, shape (T, S).
    district : dict of str to ndarray
        float64, shape (T,).
    enrollment, low_income_share, teachers : ndarray
        Shape (S,), as at the start.
    names : tuple of str
        The schools.
    zone, level : ndarray
        Shape (S,), feeder zone and level (0 elementary, 1 middle, 2 high).
    grant_end_month : int
        Month in which outside money ends, -1 without a grant.
    years : int
        Planned length.
    months : int
        Months recorded so far.
    """

    schools: dict[str, np.ndarray]
    district: dict[str, np.ndarray]
    enrollment: np.ndarray
    low_income_share: np.ndarray
    teachers: np.ndarray
    names: tuple[str, ...]
    zone: np.ndarray
    level: np.ndarray
    grant_end_month: int
    years: int
    months: int = 0

    @classmethod
    def empty(cls, sim: Simulation, years: int) -> History:
        """Make room for a run of so many years."""
        rows, schools = 12 * years, sim.district.schools
        count = len(schools.enrollment)
        return cls(
            schools={name: np.zeros((rows, count), np.float32) for name in SCHOOL_SERIES},
            district={name: np.zeros(rows) for name in DISTRICT_SERIES},
            enrollment=schools.enrollment.astype(np.float64),
            low_income_share=schools.low_income_share.astype(np.float64),
            teachers=sim.schools.teachers.copy(),
            names=tuple(schools.name),
            zone=schools.zone,
            level=schools.level,
            grant_end_month=sim.centre.grant_until,
            years=years,
        )

    def extend(self, years: int) -> None:
        """Make room for a longer run."""
        rows = 12 * years
        for series in (self.schools, self.district):
            for name, values in series.items():
                more = np.zeros((max(0, rows - values.shape[0]), *values.shape[1:]), values.dtype)
                series[name] = np.concatenate([values, more])
        self.years = max(self.years, years)

    def finished(self) -> History:
        """The part that has been recorded."""
        return History(
            {name: values[: self.months] for name, values in self.schools.items()},
            {name: values[: self.months] for name, values in self.district.items()},
            self.enrollment,
            self.low_income_share,
            self.teachers,
            self.names,
            self.zone,
            self.level,
            self.grant_end_month,
            self.years,
            self.months,
        )


def write_down(kept: SchoolSeries, s: SchoolState, month: Any, recurring: float) -> None:
    """Write the schools' month."""
    for i in range(np.uint64(s.status.size)):
        kept.access[month, i], kept.use[month, i], kept.deep[month, i] = s.access[i], s.use[i], s.deep[i]
        kept.surface[month, i], kept.depth[month, i] = s.surface[i], s.user_depth[i]
        kept.effective[month, i], kept.routines[month, i] = s.effective[i], s.routines[i]
        kept.trust[month, i], kept.readiness[month, i] = s.mean_trust[i], s.belief[i]
        kept.strain[month, i], kept.ownership[month, i] = s.strain[i], s.ownership[i]
        kept.fit[month, i], kept.components[month, i] = s.mean_fit[i], s.mean_components[i]
        kept.status[month, i], kept.hours[month, i] = s.status[i], s.hours[i]
        kept.outside_share[month, i], kept.learning[month, i] = s.outside_share[i], s.learning[i]
        kept.exits[month, i], kept.principal_changes[month, i] = s.exits[i], s.principal_changes[i]
        kept.principal_tenure[month, i] = s.principal_tenure[i]
        kept.age[month, i] = np.int64(month) - s.launch_month[i] if s.status[i] == ACTIVE else -1.0
        kept.operating_share[month, i] = recurring
        away = 0.0
        for j in range(s.design.shape[1]):
            away += (s.design[i, j] - s.design_launch[i, j]) * (s.design[i, j] - s.design_launch[i, j])
        kept.design_moved[month, i] = math.sqrt(away / s.design.shape[1]) if s.launch_month[i] >= 0 else 0.0
        changes = s.own_changes[i] + s.centre_changes[i]
        kept.own_design[month, i] = s.own_changes[i] / changes if changes > 0.0 else 0.0


def record(sim: Simulation) -> None:
    """Write this month into the history."""
    history, centre, month = sim.history, sim.centre, sim.month
    sim.kernels.write_down(
        SchoolSeries(*history.schools.values()), sim.schools, np.uint64(month), float(centre.recurring)
    )
    cost = centre.own_cost + centre.outside_cost + centre.other_cost
    values = (
        centre.board,
        centre.changes,
        cost / 12.0,
        centre.year_outside_dollars / 12.0,
        centre.own_hours / 12.0,
        centre.outside_hours / 12.0,
        centre.own_coaches,
        centre.attention_needed,
        centre.attention_given,
        centre.quality,
        sim.stance_drift(),
        centre.launched_ever,
        centre.conflict,
        centre.operating * centre.share_kept / 12.0,
    )
    for name, value in zip(DISTRICT_SERIES, values, strict=True):
        history.district[name][month] = value
    history.months = month + 1
