"""What is kept of a run: aggregates by month, of the district and of every school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.engine.state import ACTIVE

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["DISTRICT_SERIES", "SCHOOL_SERIES", "History", "record"]

# name in the history: name of the school's array
SCHOOL_SERIES = {
    "access": "access",
    "use": "use",
    "deep": "deep",
    "surface": "surface",
    "depth": "user_depth",
    "effective": "effective",
    "routines": "routines",
    "trust": "mean_trust",
    "readiness": "belief",
    "strain": "strain",
    "ownership": "ownership",
    "fit": "mean_fit",
    "components": "mean_components",
    "status": "status",
    "hours": "hours",
    "outside_share": "outside_share",
    "learning": "learning",
    "exits": "exits",
    "principal_changes": "principal_changes",
    "principal_tenure": "principal_tenure",
}
_MADE = ("age", "operating_share", "design_moved", "own_design")
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
            schools={name: np.zeros((rows, count), np.float32) for name in (*SCHOOL_SERIES, *_MADE)},
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


def record(sim: Simulation) -> None:
    """Write this month into the history."""
    history, s, centre, month = sim.history, sim.schools, sim.centre, sim.month
    kept = history.schools
    for name, column in SCHOOL_SERIES.items():
        kept[name][month] = getattr(s, column)
    active = s.status == ACTIVE
    kept["age"][month] = np.where(active, month - s.launch_month, -1)
    kept["operating_share"][month] = centre.recurring
    away = s.design - s.design_launch
    kept["design_moved"][month] = np.where(s.launch_month >= 0, np.sqrt((away * away).mean(axis=1)), 0.0)
    changes = s.own_changes + s.centre_changes
    kept["own_design"][month] = np.where(changes > 0.0, s.own_changes / np.maximum(changes, 1e-12), 0.0)
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
