"""One simulated run: what was chosen, what was recorded, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES, find_outcome, monthly_series, reasons

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from sim.engine.history import History
    from sim.outcomes import Numbers, Record
    from sim.study.columns import Places

__all__ = ["Run", "light_series"]


@dataclass(frozen=True, eq=False)
class Run:
    """One strategy in one district with one luck.

    Parameters
    ----------
    strategy : str
        Name of the strategy.
    replicate, seed : int
        The luck: runs of a district with the same two meet the same people, draws and shocks.
    years : int
        Years simulated.
    outcomes : mapping of str to float
        Every outcome of :data:`sim.outcomes.OUTCOMES`; NaN when not applicable, see :meth:`reasons`.
    parameter_set : int
        Which of a comparison's parameter sets it was run with, from 0.
    kept_history : History or None
        The record of the run; None when a comparison was asked not to keep it.
    kept_series : mapping of str to ndarray, or None
        Monthly outcomes, where the history is not kept.
    places : Places or None
        Identifiers, file rows and zones of the schools, for tables.
    """

    strategy: str
    replicate: int
    seed: int
    years: int
    outcomes: Mapping[str, float]
    parameter_set: int = 0
    kept_history: History | None = field(default=None, repr=False)
    kept_series: Mapping[str, np.ndarray] | None = field(default=None, repr=False)
    places: Places | None = field(default=None, repr=False)

    @property
    def history(self) -> History:
        """The record of the run by month, school and outcome.

        Raises
        ------
        SettingsError
            When it was not kept.
        """
        if self.kept_history is None:
            raise SettingsError(
                f"the history of run {self.replicate} of '{self.strategy}' was not kept (histories=False). "
                "Compare again with histories=True; outcomes and series are there without it."
            )
        return self.kept_history

    def series(self, outcome: str) -> Numbers:
        """Give an outcome month by month.

        Parameters
        ----------
        outcome : str
            Name of an outcome that has a value each month.

        Returns
        -------
        ndarray of float64, shape (12 years,)
            The values.

        Raises
        ------
        SettingsError
            When the outcome is unknown or is one number a run.
        """
        found = find_outcome(outcome)
        if found.series is None:
            monthly = ", ".join(name for name, each in OUTCOMES.items() if each.series is not None)
            raise SettingsError(
                f"outcome '{outcome}' is one number per run and has no monthly values. Those that have: {monthly}."
            )
        if self.kept_series is not None:
            values: Numbers = self.kept_series[outcome].astype("float64")
            return values
        return found.series(self.history)

    def reasons(self) -> dict[str, str]:
        """Say for each outcome that is NaN why it does not apply."""
        return reasons(self.history, self.outcomes)

    def schools(self) -> pd.DataFrame:
        """Return a table of the schools at the end: one row per school, the last month of everything recorded."""
        from sim.study.columns import school_columns
        from sim.study.frames import frame

        return frame(school_columns(self.history, self.places))

    def monthly(self) -> pd.DataFrame:
        """Return a table of the months: what the district recorded, and every outcome that has monthly values."""
        from sim.study.columns import monthly_columns
        from sim.study.frames import frame

        return frame(monthly_columns(self.history, self.all_series()))

    def all_series(self) -> Mapping[str, np.ndarray]:
        """Return every outcome that has monthly values, by name, shape (12 years,) each."""
        return self.kept_series if self.kept_series is not None else monthly_series(self.history)

    def school_years(self) -> pd.DataFrame:
        """Return a table of the schools by year.

        Means over the ten teaching months for what is a rate or reaches students, sums for exits, June for the rest.
        """
        from sim.study.columns import school_year_columns
        from sim.study.frames import frame

        return frame(school_year_columns(self.history, self.places))

    def without_history(self) -> Run:
        """Give the same run with outcomes and monthly outcomes only, a hundredth of the memory."""
        if self.kept_history is None:
            return self
        return self.changed(kept_history=None, kept_series=light_series(self.kept_history))

    def changed(self, **changes: Any) -> Run:
        """Give a copy with some fields changed."""
        from dataclasses import replace

        return replace(self, **changes)


def light_series(record: Record) -> dict[str, np.ndarray]:
    """Compute the monthly outcomes as they are kept where the history is not: in ``float32``."""
    return {name: values.astype("float32") for name, values in monthly_series(record).items()}
