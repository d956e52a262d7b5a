"""What can be read off a model month by month: aggregates for the data collector and a table of schools."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents.school import LEVELS
from sim.engine.state import STATUS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["reporters", "school_table"]

COLLECTED = ("use", "deep", "effective", "trust", "readiness", "strain", "ownership", "routines", "access", "learning")
CENTRE = ("board", "own_coaches", "launched", "dollars")
SCHOOL_COLUMNS = {
    "use": "use",
    "depth": "user_depth",
    "deep": "deep",
    "surface": "surface",
    "effective": "effective",
    "access": "access",
    "routines": "routines",
    "trust": "mean_trust",
    "climate": "trust",
    "readiness": "belief",
    "strain": "strain",
    "ownership": "ownership",
    "fit": "mean_fit",
    "components": "mean_components",
    "coach_hours": "hours",
    "learning": "learning",
    "principal_commitment": "commitment",
}


def _last_recorded(model: Any, name: str) -> float:
    """A series' value in the last month: of the centre, or the mean over schools by teachers or students."""
    history, last = model.simulation.history, model.month - 1
    if name in history.district:
        return float(history.district[name][last])
    weights = history.enrollment if name in ("access", "learning") else history.teachers
    return float(np.average(history.schools[name][last].astype(np.float64), weights=weights))


def _last_month(model: Any) -> int:
    return int(model.month) - 1


def reporters() -> dict[str, Any]:
    """Model reporters for a Mesa data collector, by name of the series."""
    named = {name: partial(_last_recorded, name=name) for name in (*COLLECTED, *CENTRE)}
    return {"month": _last_month, "seed": _seed, **named}


def _seed(model: Any) -> int:
    return int(model.seed)


def school_table(model: Any) -> pd.DataFrame:
    """How the schools of a model stand now, one row a school."""
    import pandas as pd

    s, places = model.simulation.schools, model.district.schools
    active = np.array(STATUS)[s.status] == "active"
    table = {
        "school_id": list(places.identifier),
        "name": list(places.name),
        "enrollment": s.students.copy(),
        "low_income_share": s.low_income.copy(),
        "level": [LEVELS[int(level)] for level in places.level],
        "zone": [model.district.zone_names[number] for number in places.zone],
        "teachers": s.teachers.astype(np.int64),
        "status": [STATUS[int(status)] for status in s.status],
        "months_since_launch": np.where(active, model.month - s.launch_month, np.nan),
    }
    return pd.DataFrame(table | {name: getattr(s, column).copy() for name, column in SCHOOL_COLUMNS.items()})
