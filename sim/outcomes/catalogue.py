"""All yardsticks by name, and all of them for a run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.outcomes.access import ACCESS
from sim.outcomes.coherence import COHERENCE
from sim.outcomes.composition import COMPOSITION
from sim.outcomes.drift import DRIFT
from sim.outcomes.equity import EQUITY
from sim.outcomes.learning import LEARNING
from sim.outcomes.money import MONEY
from sim.outcomes.people import PEOPLE
from sim.outcomes.record import Record, prepare
from sim.outcomes.spread import SPREAD
from sim.outcomes.survival import SURVIVAL
from sim.outcomes.sustainability import SUSTAINABILITY
from sim.outcomes.windows import Numbers

if TYPE_CHECKING:
    from sim.outcomes.outcome import Outcome

__all__ = ["FROM_LOW_INCOME", "OUTCOMES", "find_outcome", "monthly_series", "reasons", "summarize"]

_ALL = (
    *SPREAD,
    *ACCESS,
    *EQUITY,
    *COMPOSITION,
    *LEARNING,
    *SUSTAINABILITY,
    *SURVIVAL,
    *PEOPLE,
    *COHERENCE,
    *MONEY,
    *DRIFT,
)

OUTCOMES: Mapping[str, Outcome] = MappingProxyType({outcome.name: outcome for outcome in _ALL})
"""Every outcome by name, in the order in which tables show them."""

FROM_LOW_INCOME = frozenset(
    {
        "access_low_income", "access_others", "student_years_low_income", "student_years_others", "equity_gap",
        "relative_equity_gap", "equity_gap_end", "relative_equity_gap_end", "concentration", "equity_ratio",
        "equity_gap_coverage", "equity_gap_depth", "equal_age_gap", "wait_gap", "learning_low_income",
        "learning_others", "learning_gap",
    }
)  # fmt: skip
"""Outcomes that are computed from the schools' shares of low-income students: where the shares were made up, these say
nothing about real students."""


def find_outcome(name: str) -> Outcome:
    """Look an outcome up.

    Parameters
    ----------
    name : str
        Its name.

    Returns
    -------
    Outcome
        The definition.

    Raises
    ------
    SettingsError
        When there is none of that name; the message names near misses.
    """
    if not isinstance(name, str) or name not in OUTCOMES:
        raise SettingsError(unknown("outcome", name, OUTCOMES))
    return OUTCOMES[name]


def summarize(history: Record) -> dict[str, float]:
    """Compute every outcome of a run.

    Parameters
    ----------
    history : Record
        A run's history.

    Returns
    -------
    dict of str to float
        By name, in the catalogue's order; NaN when not applicable, which :func:`reasons` explains. ``persistence`` is
        always NaN here: it needs two branches of the run (:func:`sim.outcomes.sustainability.persistence_ratio`).
    """
    run = prepare(history)
    return {name: outcome.formula(run) for name, outcome in OUTCOMES.items()}


def monthly_series(history: Record) -> dict[str, Numbers]:
    """Compute every outcome that has a value each month.

    Parameters
    ----------
    history : Record
        A run's history.

    Returns
    -------
    dict of str to ndarray of float64, shape (T,)
        By name.
    """
    run = prepare(history)
    return {name: outcome.series(run) for name, outcome in OUTCOMES.items() if outcome.series is not None}


def reasons(history: Record, outcomes: Mapping[str, float] | None = None) -> dict[str, str]:
    """Say why outcomes are not applicable.

    Parameters
    ----------
    history : Record
        A run's history.
    outcomes : mapping of str to float, optional
        From :func:`summarize`, computed when left out.

    Returns
    -------
    dict of str to str
        One sentence for each outcome that is NaN.
    """
    run = prepare(history)
    if run.months == 0:
        return dict.fromkeys(OUTCOMES, "no month is recorded yet")
    values = summarize(run) if outcomes is None else outcomes
    return {
        name: OUTCOMES[name].not_applicable or "a recorded value is not a number"
        for name, value in values.items()
        if np.isnan(value)
    }
