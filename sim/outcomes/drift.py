"""How far the district's stance, and its schools' designs, have drifted from what was intended (seed 000)."""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly
from sim.outcomes.record import Prepared
from sim.outcomes.windows import Numbers, first_month, ratio

__all__ = ["DRIFT"]

FIRST_STEPS = 24


@monthly(
    title="Drift of the district's stance",
    unit="mean distance of leans, 0 to 2",
    high=2.0,
    better="neither",
    source="definition",
)
def stance_drift(run: Prepared) -> Numbers:
    """Mean over the seven tensions of ``|lean - intended lean|``, last month."""
    return run.month("stance_drift")


@monthly(
    title="Schools that ended with another design",
    unit="share of schools ever launched",
    better="neither",
    source="assumed cut-offs; schools end up with a strategy other than the one pursued (reported)",
    not_applicable="no school was ever launched",
)
def design_drift(run: Prepared) -> Numbers:
    """Share of the schools ever launched whose design moved more than 1 need-SD or components changed by 2 or more.

    The move is since launch; components, the mean number that teachers use, are compared with the 24th month after
    launch, since taking up the first ones is no drift. Last month.
    """
    age, month = run.school("age"), np.arange(run.months)[:, None]
    start = first_month(age >= 0)
    launched = month >= start
    settled = first_month(age >= FIRST_STEPS)
    at = np.minimum(settled, max(run.months - 1, 0))
    used = run.school("components")
    first_used = used[at, np.arange(at.size)] if run.months else np.zeros(at.size)
    changed = (month >= settled) & (np.abs(used - first_used) >= 2.0)
    drifted = launched & ((run.school("design_moved") > 1.0) | changed)
    return ratio(drifted.sum(axis=1, dtype=np.float64), launched.sum(axis=1, dtype=np.float64))


DRIFT = (stance_drift, design_drift)
