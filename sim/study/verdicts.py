"""Words for a difference: better, worse, not clear, or hanging on what nobody has measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.study.intervals import paired

if TYPE_CHECKING:
    from sim.outcomes import Better, Numbers

__all__ = ["FLIPS", "Verdict", "verdict_on"]

FLIPS = 0.2
"""Share of parameter sets of the other sign from which a difference hangs on what nobody has measured."""

Verdict = Literal[
    "better", "worse", "higher", "lower", "no clear difference", "depends on what nobody has measured", "not applicable"
]


def verdict_on(differences: Numbers, better: Better) -> Verdict:
    """Say in words what paired differences of one outcome show.

    Parameters
    ----------
    differences : ndarray of shape (parameter sets, replicates)
        First strategy less second; NaN where the outcome does not apply to one of them.
    better : {"higher", "lower", "neither"}
        Direction of the outcome.

    Returns
    -------
    str
        See :meth:`sim.study.Comparison.verdict`.
    """
    found = paired(differences)
    if found.pairs == 0:
        return "not applicable"
    clear = found.low > 0 or found.high < 0
    if _flips(differences, found.mean, clear):
        return "depends on what nobody has measured"
    if not clear:
        return "no clear difference"
    higher = found.mean > 0
    if better == "neither":
        return "higher" if higher else "lower"
    return "better" if higher == (better == "higher") else "worse"


def _flips(differences: Numbers, mean: float, clear: bool) -> bool:
    """Say whether the sign of the difference hangs on the parameter set, and not on luck alone."""
    if len(differences) < 2:
        return False
    of_sets = [found for found in map(paired, np.split(differences, len(differences))) if found.pairs > 0]
    against = np.mean([np.sign(found.mean) * np.sign(mean) < 0 for found in of_sets])
    some_clear = clear or any(found.low > 0 or found.high < 0 for found in of_sets)
    return bool(against > FLIPS and some_clear)
