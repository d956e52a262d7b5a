"""From an interval or a largest difference to a finding, in one form for all null tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.validation.check import Finding, judged
from sim.validation.laboratory import Interval

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["effect", "exact"]


def effect(
    name: str,
    found: Interval,
    runs: int,
    *,
    why: str = "",
    figure: Callable[[], Figure] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Finding:
    """Hold an effect with its interval against the expectation of this name."""
    mean, low, high = found
    sentence = f"{mean:+.3g} ({low:+.3g} to {high:+.3g})"
    return judged(name, mean, low, high, sentence, why=why, runs=runs, figure=figure, details=details)


def exact(name: str, away: float, runs: int, *, why: str = "") -> Finding:
    """Hold the largest difference in any month, school and pair against the expectation of this name."""
    sentence = "nothing differs at all" if away == 0.0 else f"the largest difference is {away:.2g}"
    return judged(name, away, away, away, sentence, why=why, runs=runs)
