"""What the years do to people: trust, strain, ownership, leaving, and the board's patience."""

from __future__ import annotations

import numpy as np

from sim.outcomes.outcome import monthly, whole_run
from sim.outcomes.record import YEAR, Prepared
from sim.outcomes.windows import Numbers, trailing_sum

__all__ = ["PEOPLE"]

SCALE = "on a scale of 0 to 1"
_SOURCE = "definition; relational trust as in Bryk & Schneider 2002 (recalled)"


@monthly(title="Trust of teachers", unit=SCALE, better="higher", source=_SOURCE)
def trust(run: Prepared) -> Numbers:
    """Mean trust over all teachers, last month."""
    return run.teacher_mean("trust")


@monthly(title="Strain of teachers", unit=SCALE, better="lower", source="definition (scale assumed)")
def strain(run: Prepared) -> Numbers:
    """Mean strain over all teachers, last month."""
    return run.teacher_mean("strain")


@monthly(
    title="Ownership felt by teachers",
    unit=SCALE,
    better="higher",
    source="definition; ownership as in Coburn 2003 (recalled)",
)
def ownership(run: Prepared) -> Numbers:
    """Mean ownership over all teachers, last month. Who runs and pays the work is ownership_shift."""
    return run.teacher_mean("ownership")


def _exits_last_year(run: Prepared) -> Numbers:
    """Exits of the last twelve months per position; NaN in the first year, before the first July in which people leave.

    The July in which a run starts has no exits: whoever teaches then is whom the run starts with.
    """
    exits = trailing_sum(run.school("exits").sum(axis=1), YEAR) / run.teacher_count
    return np.where(np.arange(len(exits)) < YEAR, np.nan, exits)


@whole_run(
    title="Teachers who leave",
    unit="share of teachers per year",
    high=np.inf,
    better="lower",
    source="definition",
    series=_exits_last_year,
)
def exits(run: Prepared) -> float:
    """Count exits over the run per teacher position and year; over time, of the last twelve months, from year 1 on."""
    return float(run.school("exits").sum() / run.teacher_count / run.months * YEAR)


@monthly(title="The board's support", unit=SCALE, better="higher", source="definition (scale assumed)")
def board_support(run: Prepared) -> Numbers:
    """Give the board's support for the programme, last month."""
    return run.month("board")


@monthly(title="Principals who left", unit="changes per school", high=np.inf, better="neither", source="definition")
def principal_changes(run: Prepared) -> Numbers:
    """Principal changes per school since the start."""
    return run.school_mean(run.school("principal_changes"))


PEOPLE = (trust, strain, ownership, exits, board_support, principal_changes)
