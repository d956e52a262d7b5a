"""A stand-in for the engine that takes no time: histories are hashes of what they are made of."""

from __future__ import annotations

import copy
import functools
import threading
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.district import District
from sim.engine.history import DISTRICT_SERIES, SCHOOL_SERIES, History
from sim.strategy import Strategy
from sim.study import single


@functools.cache
def noise(seed: int, replicate: int) -> np.ndarray:
    return np.random.default_rng((seed, replicate)).random((400, 4))


class FakeDistrict(District):
    """Enough of a district."""

    name = "fake"
    title = "Fake district"
    school_count = 4
    zone_names = ("east", "west")
    schools = SimpleNamespace(identifier=("007", "", "12", "13"), key=np.arange(4), zone=np.array([0, 0, 1, 1]))
    provenance = SimpleNamespace(
        low_income_made_up="",
        own_file=False,
        columns={"low_income_share": SimpleNamespace(given=4, generated=0, rows=())},
    )
    teacher_count = 40

    def __init__(self, teachers: int = 40, mark: str = "fake") -> None:
        self.__dict__.update(teacher_count=teachers, mark=mark, drawn=[])  # a district is frozen

    def fingerprint(self) -> str:
        return self.mark

    def population(self, seed: int = 0, replicate: int = 0) -> tuple[int, int]:
        self.drawn.append(replicate)
        return (seed, replicate)


class FakeSimulation:
    """Records noise that depends on luck, and a level that depends on the strategy's pace and on parameters."""

    made = 0
    lock = threading.Lock()
    fail_at: int | None = None

    def __init__(self, point: Any, population: Any) -> None:
        with FakeSimulation.lock:
            FakeSimulation.made += 1
        assert population == (point.seed, point.replicate)
        self.point, self.month, self.support = point, 0, None
        years, shape = point.years, (12 * point.years, 4)
        grant = point.strategy.conditions
        self.history = History(
            schools={name: np.zeros(shape, np.float32) for name in SCHOOL_SERIES},
            district={name: np.zeros(shape[0]) for name in DISTRICT_SERIES},
            enrollment=np.array([100.0, 200.0, 300.0, 400.0]),
            low_income_share=np.array([0.9, 0.6, 0.3, 0.1]),
            teachers=np.array([5, 10, 15, 20]),
            names=("A", "B", "C", "D"),
            zone=np.array([0, 0, 1, 1]),
            level=np.array([0, 2, 0, 1]),
            grant_end_month=12 * grant.grant_years if grant.has_grant else -1,
            years=years,
        )

    def step(self) -> None:
        if FakeSimulation.fail_at is not None and self.point.replicate == FakeSimulation.fail_at:
            raise KeyboardInterrupt
        if self.month >= 12 * self.history.years:
            self.history.extend(self.history.years + 1)
        pace = self.point.strategy.stance("fast_slow", self.month // 12).lean
        level = (
            0.4
            - 0.2 * pace * self.point.parameters.get("prior", 0.4)
            + 0.2 * noise(self.point.seed, self.point.replicate)[self.month]
        )
        for name in ("access", "use", "effective", "deep", "trust"):
            self.history.schools[name][self.month] = level * (0.5 if self.support == "withdrawn" else 1.0)
        self.history.schools["status"][self.month] = 2
        self.history.schools["age"][self.month] = self.month
        self.history.district["dollars"][self.month] = 10.0
        self.month += 1
        self.history.months = self.month

    def branch(self) -> FakeSimulation:
        return copy.deepcopy(self)

    def withdraw(self) -> None:
        self.support = "withdrawn"

    def keep_support(self) -> None:
        self.support = "kept"


@pytest.fixture
def engine(monkeypatch):
    """Put the stand-in in the engine's place; gives the class, which counts what was made."""
    FakeSimulation.made, FakeSimulation.fail_at = 0, None
    monkeypatch.setattr(single, "start", lambda point, population, threads: FakeSimulation(point, population))
    return FakeSimulation


@pytest.fixture
def district():
    return FakeDistrict()


@pytest.fixture
def large_district():
    return FakeDistrict(teachers=50_000)


@pytest.fixture
def strategies():
    return {"fast": Strategy(fast_slow=-1.0, name="fast"), "slow": Strategy(fast_slow=1.0, name="slow")}
