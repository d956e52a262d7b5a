"""A comparison without a simulation: random histories of a made-up district, in the form that the study gives."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.district import District
from sim.outcomes import summarize
from sim.strategy import Future, Strategy
from sim.study import Comparison, Run


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
        years=years, level=np.zeros(schools), zone=np.zeros(schools),
    )  # fmt: skip


def make_runs(name: str, pace: float, depth: float, replicates: int, years: int) -> list[Run]:
    found = []
    for replicate in range(replicates):
        history = random_history(np.random.default_rng(replicate), pace, depth, years)
        found.append(Run(name, replicate, 1, years, summarize(history), 0, history))
    return found


def make_comparison(
    strategies: dict[str, tuple[float, float]], replicates: int = 20, years: int = 10, future: str | None = None
) -> Comparison:
    """Compare made-up histories: a pace and a depth for each strategy; replicates share their luck."""
    shipped = {name: Strategy.load(name) if name in Strategy.names() else Strategy(name=name) for name in strategies}
    return Comparison(
        runs={name: make_runs(name, *how, replicates, years) for name, how in strategies.items()},
        strategies=shipped,
        district=District.load("dallas_isd"),
        future=Future.none() if future is None else Future.load(future),
        years=years,
        replicates=replicates,
        seed=1,
    )


def change_outcomes(comparison: Comparison, strategy: str, changes: dict[str, Any]) -> Comparison:
    """Give a strategy's runs other outcomes: one value a run, or a function of the value."""
    runs = dict(comparison.runs)
    changed = []
    for place, run in enumerate(runs[strategy]):
        new = {name: change[place] for name, change in changes.items()}
        changed.append(run.changed(outcomes={**run.outcomes, **new}))
    return dataclasses.replace(comparison, runs=runs | {strategy: changed})


@pytest.fixture(scope="session")
def fast_and_slow() -> Comparison:
    return make_comparison({"fast_and_furious": (3.0, 0.45), "slow_and_steady": (1.1, 0.8)})


@pytest.fixture(scope="session")
def equal() -> Comparison:
    return make_comparison({"one": (2.0, 0.6), "other": (2.0, 0.6)}, 8)


@pytest.fixture(scope="session")
def many() -> Comparison:
    order = ("tight", "loose", "charted", "typical_2018", "mine")
    return make_comparison({name: (1.0 + 0.4 * n, 0.4 + 0.08 * n) for n, name in enumerate(order)}, 6)


@pytest.fixture
def made_up() -> Any:
    """Move a comparison to a district whose shares of low-income students were made up."""

    def move(comparison: Comparison, own_file: bool = False) -> Comparison:
        district = District.load("small_rural")
        provenance = dataclasses.replace(district.provenance, own_file=own_file)
        return dataclasses.replace(comparison, district=dataclasses.replace(district, provenance=provenance))

    return move


@pytest.fixture
def make() -> Any:
    return make_comparison


@pytest.fixture
def change() -> Any:
    return change_outcomes
