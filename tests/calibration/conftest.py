"""A toy world whose truth is known: two targets, two fitted parameters, two that are only drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from sim.calibration.targets import Target

TRUTH = {"a": 0.7, "b": 0.3}


def target(name: str, value: float, role: str = "fitted", tolerance: float = 0.05) -> Target:
    return Target(
        name, role, name, "toy", value, value - 0.04, value + 0.04, tolerance, 0.0, "1", "a toy", "assumed", "a toy"
    )


class Toy:
    """Sum and difference of two parameters, with luck and with a little of what is only drawn."""

    def __init__(self) -> None:
        self.asked = 0
        self.second = 0

    def __call__(self, values: Mapping[str, float], replicate: int) -> Iterator[dict[str, float]]:
        self.asked += 1
        luck = np.random.default_rng(replicate).normal(0.0, 0.01, 2)
        yield {"sum": values["a"] + values["b"] + 0.01 * values["c"] + luck[0]}
        self.second += 1
        yield {"difference": values["a"] - values["b"] + 0.01 * values["d"] + luck[1]}


def to_values(fitted: np.ndarray, others: np.ndarray) -> list[dict[str, float]]:
    return [
        dict(zip("abcd", (float(x) for x in (*one, *rest)), strict=True))
        for one, rest in zip(fitted, others, strict=True)
    ]


@pytest.fixture
def world() -> dict[str, Any]:
    """Arguments for a match in the toy world."""
    return {
        "simulate": Toy(),
        "targets": {"sum": target("sum", 1.0), "difference": target("difference", 0.4)},
        "free": ("a", "b"),
        "others": ("c", "d"),
        "to_values": to_values,
        "sets": 600,
        "waves": 3,
        "replicates": 3,
        "forgiven": 0,
    }


@pytest.fixture
def make_target() -> Any:
    return target
