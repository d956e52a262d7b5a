"""A comparison without a simulation: random histories of a made-up district, in the form that the study gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sim.district.provenance import Origin, Provenance
from sim.outcomes import OUTCOMES, monthly_series, summarize


def random_history(
    rng: np.random.Generator, pace: float, depth: float, years: int = 10, schools: int = 30
) -> SimpleNamespace:
    """Make a history that has every column: schools start one by one, use rises, deepens and fades after the grant."""
    months = 12 * years
    month = np.arange(months)[:, None]
    poverty = np.clip(rng.normal(0.6, 0.25, schools), 0.05, 0.98)
    launch = np.sort(rng.integers(0, max(13, int(months / pace)), schools))
    age = np.where(month >= launch, month - launch, -1)
    luck = np.clip(rng.normal(1.0, 0.2, schools), 0.3, 1.4)
    use = np.clip(0.85 * (1 - np.exp(-age.clip(0) / 14)) * luck, 0, 1) * (age >= 0)
    use *= np.where(month > 48, np.exp(-(month - 48) / (220 * depth)), 1.0)
    deep = np.clip(use * depth * (1 - np.exp(-age.clip(0) / 30)) * luck, 0, use)
    surface = np.clip((use - deep) * np.exp(-age.clip(0) / 18), 0, use - deep)

    def flat(value: float) -> np.ndarray:
        return np.full((months, schools), value) * luck

    school = {
        "access": 0.7 * deep + 0.1 * use, "use": use, "deep": deep, "surface": surface, "depth": 0.3 + 0.5 * deep,
        "effective": 0.8 * deep, "routines": np.clip(deep * month / months, 0, 1), "trust": np.clip(flat(0.55), 0, 1),
        "readiness": flat(0.5), "strain": np.clip(0.25 + 0.15 * pace * (use - deep), 0, 1), "ownership": flat(0.5),
        "fit": np.clip(flat(0.7), 0, 1), "components": 3 * use, "status": np.where(age >= 0, 2, 0), "age": age,
        "hours": flat(8.0), "outside_share": np.where(month < 48, 0.6, 0.0) * np.ones(schools),
        "operating_share": np.where(month < 48, 0.4, 1.0) * np.ones(schools), "learning": 0.1 * deep,
        "exits": rng.poisson(0.05, (months, schools)),
        "principal_changes": np.cumsum(rng.random((months, schools)) < 0.02, axis=0),
        "design_moved": flat(0.2), "own_design": flat(0.4), "principal_tenure": flat(30.0),
    }  # fmt: skip
    spend = 1e6 * pace * use.mean(axis=1) + 2e5
    ones = np.ones(months)
    district = {
        "board": 0.6 * ones, "superintendent_changes": np.cumsum(rng.random(months) < 0.02), "dollars": spend,
        "outside_dollars": spend * (np.arange(months) < 48), "own_hours": 100 * ones, "outside_hours": 80 * ones,
        "own_coaches": 5 * ones, "attention_needed": 20 * ones, "attention_given": 15 * ones,
        "chart_quality": 0.7 * ones,
        "stance_drift": 0.1 * ones, "launched": (age >= 0).sum(axis=1) * 1.0, "conflicts": 0 * ones,
    }  # fmt: skip
    return SimpleNamespace(
        schools={name: np.asarray(values, dtype=np.float32) for name, values in school.items()},
        district={name: np.asarray(values, dtype=np.float64) for name, values in district.items()},
        enrollment=rng.integers(200, 1500, schools).astype(float), low_income_share=poverty,
        teachers=rng.integers(12, 80, schools), names=tuple(f"School {n}" for n in range(schools)), grant_end_month=48,
        years=years,
    )  # fmt: skip


@dataclass
class Double:
    """Stands for a comparison in tests of the report."""

    runs: dict[str, list[SimpleNamespace]]
    years: int = 10
    future: SimpleNamespace | None = None
    district: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(
            name="made_up",
            title="Made-up district",
            school_count=30,
            teacher_count=1380,
            provenance=Provenance(
                "made up", "2020", {"enrollment": Origin(30), "zone": Origin(0, 30), "level": Origin(28, 2)}
            ),
        )
    )

    def table(self) -> pd.DataFrame:
        rows = {
            (name, outcome): np.nanmean([run.outcomes[outcome] for run in runs])
            for name, runs in self.runs.items()
            for outcome in OUTCOMES
        }
        return pd.DataFrame({"mean": rows})

    def differences(self, a: str, b: str) -> pd.DataFrame:
        rows = {}
        for outcome in OUTCOMES:
            gap = np.array(
                [x.outcomes[outcome] - y.outcomes[outcome] for x, y in zip(self.runs[a], self.runs[b], strict=True)]
            )
            gap = gap[np.isfinite(gap)]
            if gap.size < 2:
                rows[outcome] = (np.nan, np.nan, np.nan, np.nan)
                continue
            half = 2.1 * gap.std(ddof=1) / np.sqrt(gap.size)
            same = float(np.mean(np.sign(gap) == np.sign(gap.mean())))
            rows[outcome] = (gap.mean(), gap.mean() - half, gap.mean() + half, same)
        return pd.DataFrame.from_dict(rows, orient="index", columns=["mean", "low", "high", "share_same_sign"])

    def series(self, outcome: str) -> dict[str, np.ndarray]:
        return {name: np.array([run.series[outcome] for run in runs]) for name, runs in self.runs.items()}


def make_runs(pace: float, depth: float, replicates: int, years: int = 10) -> list[SimpleNamespace]:
    found = []
    for replicate in range(replicates):
        history = random_history(np.random.default_rng(replicate), pace, depth, years)
        results = {"outcomes": summarize(history), "series": monthly_series(history)}
        found.append(SimpleNamespace(history=history, replicate=replicate, parameter_set=0, **results))
    return found


def make_double(strategies: dict[str, tuple[float, float]], replicates: int = 20, years: int = 10) -> Double:
    return Double({name: make_runs(*how, replicates, years) for name, how in strategies.items()}, years=years)


@pytest.fixture(scope="session")
def fast_and_slow() -> Double:
    return make_double({"fast_and_furious": (3.0, 0.45), "slow_and_steady": (1.1, 0.8)})


@pytest.fixture(scope="session")
def equal() -> Double:
    runs = make_runs(2.0, 0.6, 8)
    return Double({"one": runs, "other": runs})


@pytest.fixture(scope="session")
def many() -> Double:
    return make_double(
        {
            name: (1.0 + 0.4 * n, 0.4 + 0.08 * n)
            for n, name in enumerate(("tight", "loose", "charted", "typical_2018", "mine"))
        },
        6,
    )


@pytest.fixture
def make() -> object:
    return make_double
