"""Made-up studies, so that running, table and page are tested without the model."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from sim.validation import check, run
from sim.validation.check import Expectation, Finding, Study

Install = Callable[..., types.ModuleType]


def expectation(name: str, tag: str = "EMERGENT", low: float = 0.0, high: float = 1.0, **more: str) -> Expectation:
    """Make an expectation."""
    said = {
        "group": "null",
        "title": f"What about {name}?",
        "expected": "between",
        "unit": "share",
        "grade": "measured",
    }
    said |= {"source": "Somebody & Nobody <2001>"} | more
    return Expectation(name=name, tag=tag, low=low, high=high, **said)


def figure() -> Any:
    """Draw next to nothing."""
    from matplotlib.figure import Figure

    drawn = Figure(figsize=(1, 1))
    drawn.add_subplot().plot([0, 1])
    return drawn


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put studies and expectations in the place of the real ones; only the part ``nulls`` is there."""

    def install(known: Sequence[Expectation], studies: Sequence[Study]) -> types.ModuleType:
        module = types.ModuleType("sim.validation.nulls")
        module.STUDIES = tuple(studies)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "sim.validation.nulls", module)
        monkeypatch.setattr(run, "present_parts", lambda: ["nulls"])
        by_name = {each.name: each for each in known}
        for place in (check, run, sys.modules["sim.validation.outcome"]):
            monkeypatch.setattr(place, "expectations", lambda: by_name)
        for name in ("sim.validation.table", "sim.validation.page"):
            __import__(name)
            monkeypatch.setattr(sys.modules[name], "expectations", lambda: by_name)
        return module

    return install


@pytest.fixture
def mixed(made_up: Install) -> None:
    """One that holds, one that does not, a finding, and a study that breaks."""
    known = [
        expectation("good"), expectation("bad", tag="HELD OUT"), expectation("told", tag="FINDING"),
        expectation("coded", tag="INPUT"), expectation("lost"),
    ]  # fmt: skip

    def answered(setting: Any) -> list[Finding]:
        return [
            check.judged("good", 0.5, 0.4, 0.6, "in the middle", why="never shown", runs=7, figure=figure),
            check.judged("bad", 1.5, 1.4, 1.6, "too much", why="A rule is <too> strong."),
            check.judged("told", 0.2, 0.1, 0.3, "so it is", details={"more": [1.0, float("nan")]}),
            check.judged("coded", 0.2, 0.1, 0.3, "as written"),
        ]

    def broken(setting: Any) -> list[Finding]:
        raise ZeroDivisionError("nothing to divide by")

    made_up(
        known,
        [
            Study("small", "null", ("good", "bad", "told", "coded"), answered),
            Study("broken", "null", ("lost",), broken),
        ],
    )
