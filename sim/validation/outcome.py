"""What became of the studies of a validation."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.validation.check import Expectation, Finding, expectations
from sim.validation.setting import Setting

__all__ = ["PARTS", "Outcome", "Validation"]

PARTS: Mapping[str, str] = {
    "nulls": "null",
    "patterns": "pattern",
    "networks": "network",
    "people": "people",
    "cases": "case",
    "survey": "survey",
}
"""By name on the command line and of the module: the group of its expectations."""


@dataclass(frozen=True)
class Outcome:
    """What became of one study.

    Parameters
    ----------
    study : str
        Its name.
    part : str
        Of :data:`PARTS`.
    answers : tuple of str
        The expectations that it should answer.
    findings : tuple of Finding
        One for each of them, without figures.
    pictures : mapping of str to bytes
        SVG by expectation.
    seconds : float
        Processor time.
    error : str
        What went wrong, if it could not be run.
    trace : str
        Where.
    """

    study: str
    part: str
    answers: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    error: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Validation:
    """What a validation found.

    Parameters
    ----------
    outcomes : tuple of Outcome
        In the order of the parts.
    setting : Setting
        How it was run.
    stopped : bool
        Whether it was stopped before all was done.
    left : tuple of str
        Studies not run.
    wall : float
        Seconds on the clock.
    """

    outcomes: tuple[Outcome, ...]
    setting: Setting
    stopped: bool = False
    left: tuple[str, ...] = ()
    wall: float = 0.0

    @property
    def findings(self) -> list[tuple[Expectation, Finding]]:
        """Everything found, with what was expected, in the order of the parts."""
        known = expectations()
        return [(known[finding.name], finding) for outcome in self.outcomes for finding in outcome.findings]

    @property
    def failed(self) -> list[Outcome]:
        """Studies that could not be run."""
        return [outcome for outcome in self.outcomes if outcome.error]

    @functools.cached_property
    def pictures(self) -> dict[str, bytes]:
        """All figures by expectation."""
        return {name: svg for outcome in self.outcomes for name, svg in outcome.pictures.items()}
