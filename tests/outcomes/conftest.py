"""Tiny histories whose outcomes can be worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

SCHOOLS = (
    "access",
    "use",
    "deep",
    "surface",
    "depth",
    "effective",
    "routines",
    "trust",
    "readiness",
    "strain",
    "ownership",
    "fit",
    "components",
    "status",
    "age",
    "hours",
    "outside_share",
    "operating_share",
    "learning",
    "exits",
    "principal_changes",
    "design_moved",
    "own_design",
    "principal_tenure",
)
DISTRICT = (
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
)


@dataclass
class TinyHistory:
    schools: dict[str, np.ndarray]
    district: dict[str, np.ndarray]
    enrollment: np.ndarray
    low_income_share: np.ndarray
    teachers: np.ndarray
    grant_end_month: int = -1
    zone: np.ndarray | None = None
    level: np.ndarray | None = None
    names: tuple[str, ...] = field(default=())
    years: int = 0


def make(
    months: int,
    *,
    enrollment: Any = (100.0, 100.0),
    low_income: Any = (1.0, 0.0),
    teachers: Any = None,
    grant_end_month: int = -1,
    zone: Any = None,
    level: Any = None,
    **values: Any,
) -> TinyHistory:
    """Make a history; values are broadcast to (months, schools) or (months,), everything else is zero (age -1)."""
    count = len(enrollment)
    schools = {name: np.zeros((months, count), np.float32) for name in SCHOOLS}
    schools["age"] -= 1
    district = {name: np.zeros(months) for name in DISTRICT}
    for name, value in values.items():
        if name in schools:
            schools[name] = np.broadcast_to(np.asarray(value, np.float32), (months, count)).copy()
        else:
            assert name in district, name
            district[name] = np.broadcast_to(np.asarray(value, np.float64), (months,)).copy()
    return TinyHistory(
        schools,
        district,
        np.asarray(enrollment, np.float64),
        np.asarray(low_income, np.float64),
        np.asarray([10] * count if teachers is None else teachers),
        grant_end_month,
        None if zone is None else np.asarray(zone),
        None if level is None else np.asarray(level),
        tuple(f"school {i}" for i in range(count)),
        months // 12,
    )


@pytest.fixture(name="make", scope="session")
def make_fixture() -> Any:
    return make


@pytest.fixture(scope="session")
def random_history() -> Any:
    """Make a plausible random history of any size."""

    def build(months: int = 120, schools: int = 40, seed: int = 0) -> TinyHistory:
        rng = np.random.default_rng(seed)
        launch = rng.integers(0, max(months, 2), schools)
        age = np.arange(months)[:, None] - launch
        quit_month = launch + rng.integers(12, 2 * max(months, 12), schools)
        gone = np.arange(months)[:, None] >= quit_month
        share = {name: rng.random((months, schools)) for name in SCHOOLS}
        share["use"] = np.clip(age / 30, 0, 1) * ~gone
        share["access"] = share["use"] * rng.random(schools)
        share["effective"] = share["access"]
        share["surface"] = share["use"] * rng.random((months, schools))
        share["deep"] = share["use"] * rng.random((months, schools))
        share["age"] = np.where((age >= 0) & ~gone, age, -1)
        share["status"] = np.where(gone, 3, np.where(age >= 0, 2, np.where(age >= -6, 1, 0)))
        share["principal_changes"] = np.cumsum(rng.random((months, schools)) < 0.02, axis=0)
        share["principal_tenure"] = rng.integers(0, 60, (months, schools))
        share["components"] = 6 * share["use"]
        share["exits"] = rng.integers(0, 2, (months, schools)) * (np.arange(months) % 12 == 0)[:, None]
        district = {name: rng.random(months) for name in DISTRICT}
        district["superintendent_changes"] = np.cumsum(rng.random(months) < 0.02).astype(float)
        district["outside_dollars"] = district["dollars"] * 0.5
        return make(
            months,
            enrollment=rng.integers(50, 2000, schools).astype(float),
            low_income=rng.random(schools),
            teachers=rng.integers(3, 120, schools),
            grant_end_month=48 if months > 48 else -1,
            zone=np.sort(rng.integers(0, 5, schools)),
            level=rng.integers(0, 3, schools),
            **share,
            **district,
        )

    return build
