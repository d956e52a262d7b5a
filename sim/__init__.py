"""Simulate how a school district takes an instructional innovation from a few pilots to the whole system.

A thinking tool, not a forecast. What is named here is loaded when it is first used, so that ``import sim`` costs
almost nothing; ``DistrictModel`` brings Mesa with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.agents import Leader, School, Teacher
    from sim.district import District
    from sim.foundation.errors import BothwaysError
    from sim.model import DistrictModel
    from sim.outcomes import OUTCOMES, Outcome
    from sim.strategy import Conditions, Event, Future, Stance, Strategy
    from sim.study import Comparison, Run, compare, guess_exposure, simulate

__version__ = "0.1.0"

__all__ = [
    "OUTCOMES",
    "BothwaysError",
    "Comparison",
    "Conditions",
    "District",
    "DistrictModel",
    "Event",
    "Future",
    "Leader",
    "Outcome",
    "Run",
    "School",
    "Stance",
    "Strategy",
    "Teacher",
    "__version__",
    "compare",
    "guess_exposure",
    "simulate",
]

_HOME = {
    "BothwaysError": "sim.foundation.errors",
    "Comparison": "sim.study",
    "Conditions": "sim.strategy",
    "District": "sim.district",
    "DistrictModel": "sim.model",
    "Event": "sim.strategy",
    "Future": "sim.strategy",
    "Leader": "sim.agents",
    "OUTCOMES": "sim.outcomes",
    "Outcome": "sim.outcomes",
    "Run": "sim.study",
    "School": "sim.agents",
    "Stance": "sim.strategy",
    "Strategy": "sim.strategy",
    "Teacher": "sim.agents",
    "compare": "sim.study",
    "guess_exposure": "sim.study",
    "simulate": "sim.study",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its home on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'sim' has no attribute '{name}'")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted(__all__)
