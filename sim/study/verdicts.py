"""Words for a difference, made in one place.

Everything that shows a verdict (tables, files, sentences, figures) gets it from :meth:`sim.study.Comparison.verdict`,
which asks the comparison's rule. :func:`usual_verdict` is the rule that comparisons have unless they are given another
one; a rule may use words of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.study.intervals import Interval, paired

if TYPE_CHECKING:
    from sim.outcomes import Numbers, Outcome
    from sim.study.exposure import Exposure

__all__ = ["CLEAR", "FLIPS", "NOT_CLEAR", "UNTESTED", "Evidence", "VerdictRule", "usual_verdict"]

FLIPS = 0.2
"""Share of parameter sets of the other sign from which a difference depends on untested assumptions."""

CLEAR = frozenset({"better", "worse", "higher", "lower"})
"""Verdicts that say which of two strategies has more, or does better."""

UNTESTED = "depends on untested assumptions"
NOT_CLEAR = "no clear difference"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a rule knows when it judges a difference.

    Parameters
    ----------
    a, b : str
        First and second strategy.
    outcome : Outcome
        What is compared.
    differences : ndarray of shape (parameter sets, replicates)
        First strategy minus second, in the outcome's unit; NaN where the outcome does not apply to one of them.
    exposure : Exposure or None
        What the difference depends on, where that was looked at.
    """

    a: str
    b: str
    outcome: Outcome
    differences: Numbers
    exposure: Exposure | None = None

    @cached_property
    def interval(self) -> Interval:
        """Mean and 95 % interval over all pairs."""
        return paired(self.differences)


VerdictRule = Callable[[Evidence], str]
"""Takes the evidence on one outcome of two strategies, returns the verdict as a word or a few."""


def usual_verdict(evidence: Evidence) -> str:
    """Return the verdict on a difference.

    Parameters
    ----------
    evidence : Evidence
        What is known of it.

    Returns
    -------
    str
        ``"better"`` or ``"worse"`` (``"higher"`` or ``"lower"`` where neither is better) when the 95 % interval
        excludes zero; ``"no clear difference"`` when it does not; ``"depends on untested assumptions"`` when the mean
        difference has the other sign in more than a fifth of the parameter sets, unless no set shows a clear difference
        either, or when the exposure says so; ``"not applicable"`` without pairs.
    """
    exposure, found = evidence.exposure, evidence.interval
    if exposure is not None and evidence.a != evidence.b and exposure.hangs(
        evidence.a, evidence.b, evidence.outcome.name
    ):  # fmt: skip
        return UNTESTED
    if found.pairs == 0:
        return NOT_APPLICABLE
    clear = found.low > 0 or found.high < 0
    if _flips(evidence.differences, found.mean, clear):
        return UNTESTED
    if not clear:
        return NOT_CLEAR
    higher = found.mean > 0
    if evidence.outcome.better == "neither":
        return "higher" if higher else "lower"
    return "better" if higher == (evidence.outcome.better == "higher") else "worse"


def _flips(differences: Numbers, mean: float, clear: bool) -> bool:
    """Tell whether the sign depends on the parameter set, and not on random draws alone."""
    if len(differences) < 2:
        return False
    of_sets = [found for found in map(paired, np.split(differences, len(differences))) if found.pairs > 0]
    against = np.mean([np.sign(found.mean) * np.sign(mean) < 0 for found in of_sets])
    some_clear = clear or any(found.low > 0 or found.high < 0 for found in of_sets)
    return bool(against > FLIPS and some_clear)
