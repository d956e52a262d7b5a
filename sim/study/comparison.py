"""What a comparison found: tables, paired differences with intervals, verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.checks import number as checked_number
from sim.foundation.errors import SettingsError, unknown
from sim.outcomes import Numbers, find_outcome
from sim.study.intervals import Interval, paired
from sim.study.rows import difference_rows, summary_rows
from sim.study.verdicts import Evidence, VerdictRule, usual_verdict

if TYPE_CHECKING:
    import pandas as pd

    from sim.district import District
    from sim.strategy import Future, Strategy
    from sim.study.exposure import Exposure
    from sim.study.run import Run

__all__ = ["DRAWING", "Comparison"]

DRAWING = "sim.report"
"""Where figures come from. Named, not imported: a comparison can be made, read and sent to another process without
drawing anything, and the report stands above the study; pandas finds its plotting backend the same way."""


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Runs of several strategies in one district, paired by their random draws.

    Parameters
    ----------
    runs : mapping of str to sequence of Run
        By strategy; ordered by parameter set, then replicate.
    strategies : mapping of str to Strategy
        The strategies themselves.
    district : District
        The place.
    future : Future
        What happens from outside.
    years, replicates, seed : int
        How long, how many replicates, and the seed of their random draws.
    parameter_values : sequence of mapping
        What each parameter set changes in the registry.
    exposure : Exposure, optional
        What the differences depend on, where that was looked at; see :func:`sim.study.with_exposure`.
    verdict_rule : callable
        Makes the verdict on a difference from its evidence; another one can stand in its place with
        :func:`dataclasses.replace`.
    """

    runs: Mapping[str, Sequence[Run]]
    strategies: Mapping[str, Strategy]
    district: District
    future: Future
    years: int
    replicates: int
    seed: int
    parameter_values: Sequence[Mapping[str, float]] = ({},)
    exposure: Exposure | None = None
    verdict_rule: VerdictRule = usual_verdict

    def __repr__(self) -> str:
        return (
            f"<Comparison of {', '.join(self.runs)} in {self.district.name}: {self.years} years, "
            f"{self.replicates} replicates, {self.parameter_sets} parameter sets>"
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the strategies."""
        return tuple(self.runs)

    @property
    def parameter_sets(self) -> int:
        """How many parameter sets were run."""
        return len(self.parameter_values)

    def of(self, strategy: str) -> Sequence[Run]:
        """Give the runs of a strategy.

        Parameters
        ----------
        strategy : str
            Its name in this comparison.

        Returns
        -------
        sequence of Run
            Ordered by parameter set, then replicate.

        Raises
        ------
        SettingsError
            When it was not compared; near misses are named.
        """
        if not isinstance(strategy, str) or strategy not in self.runs:
            raise SettingsError(unknown("strategy", strategy, self.runs, "this comparison"))
        return self.runs[strategy]

    def values(self, strategy: str, outcome: str) -> Numbers:
        """Give an outcome of all runs of a strategy.

        Parameters
        ----------
        strategy, outcome : str
            Their names.

        Returns
        -------
        ndarray of float64, shape (parameter sets, replicates)
            NaN where it does not apply.
        """
        find_outcome(outcome)
        values = np.array([run.outcomes[outcome] for run in self.of(strategy)], dtype=np.float64)
        return values.reshape(self.parameter_sets, self.replicates)

    def series(self, outcome: str) -> dict[str, Numbers]:
        """Give an outcome month by month.

        Parameters
        ----------
        outcome : str
            Name of an outcome that has a value each month.

        Returns
        -------
        dict of str to ndarray of float64, shape (parameter sets x replicates, months)
            By strategy; rows in the order of ``runs``.

        Raises
        ------
        SettingsError
            When the outcome is unknown or is one number a run.
        """
        return {name: np.stack([run.series(outcome) for run in runs]) for name, runs in self.runs.items()}

    @property
    def low_income_made_up(self) -> str:
        """One sentence that says which shares of low-income students were made up; empty where all were read."""
        return self.district.provenance.low_income_made_up

    def table(self) -> pd.DataFrame:
        """Return a tidy table, one row per outcome and strategy.

        Returns
        -------
        pandas.DataFrame
            ``outcome``, ``strategy``, ``mean``, ``ci_low`` and ``ci_high`` (95 % interval of the mean), ``run_p5`` and
            ``run_p95`` (range of nine runs in ten), ``runs`` (in which the outcome applies), ``unit``, ``better``,
            ``title``, ``note`` (what must be said first, for instance that low-income shares were made up).
        """
        import pandas as pd

        return pd.DataFrame(summary_rows(self))

    def interval(self, a: str, b: str, outcome: str) -> Interval:
        """Summarize ``a - b`` on one outcome over all pairs.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        Interval
            Mean, 95 % interval, share of equal sign, pairs.
        """
        return paired(self.values(a, outcome) - self.values(b, outcome))

    def differences(self, a: str, b: str, *, by: str | None = None) -> pd.DataFrame:
        """Compare two strategies on every outcome: ``a - b`` over pairs with the same random draws.

        Parameters
        ----------
        a, b : str
            Names of the strategies.
        by : {None, "parameter_set"}
            One row per outcome, or one per outcome and parameter set.

        Returns
        -------
        pandas.DataFrame
            Indexed by outcome (and parameter set): ``mean``; ``ci_low`` and ``ci_high``, the 95 % t-interval of the
            mean over pairs; ``same_sign``, the share of pairs with the sign of the mean; ``pairs``, in which the
            outcome applies to both; ``verdict``; ``unit``; ``title``; ``note``. A strategy against itself is exactly
            zero.

        Raises
        ------
        SettingsError
            For a strategy that was not compared or another grouping.

        Notes
        -----
        Pairs in which an outcome does not apply to one of the two are left out, so where ``pairs`` is below the number
        of replicates the difference speaks of the rest only. Of twenty outcomes one interval excludes zero by chance.
        """
        import pandas as pd

        if by is not None and not (isinstance(by, str) and by == "parameter_set"):
            raise SettingsError(unknown("grouping", by, ["parameter_set"]))
        sets = None if by is None else range(self.parameter_sets)
        return pd.DataFrame(difference_rows(self, a, b, sets)).set_index(["outcome"] if by is None else ["outcome", by])

    def evidence(self, a: str, b: str, outcome: str, parameter_set: int | None = None) -> Evidence:
        """Gather what is known of one difference, for a rule of verdicts.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.
        parameter_set : int, optional
            One parameter set alone; all when not given.

        Returns
        -------
        Evidence
            Differences of all pairs, and the exposure where there is one of these strategies.
        """
        differences = self.values(a, outcome) - self.values(b, outcome)
        if parameter_set is not None:
            return Evidence(a, b, find_outcome(outcome), differences[[parameter_set]])
        known = self.exposure if self.exposure is not None and {a, b} <= set(self.exposure.values) else None
        return Evidence(a, b, find_outcome(outcome), differences, known)

    def verdict(self, a: str, b: str, outcome: str) -> str:
        """Return in words whether ``a`` does better than ``b`` on an outcome.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        str
            What :attr:`verdict_rule` says; see :func:`sim.study.verdicts.usual_verdict`.
        """
        return self.verdict_rule(self.evidence(a, b, outcome))

    def chance(self, outcome: str, at_least: float) -> dict[str, float]:
        """Give the share of runs in which an outcome reaches a level.

        Parameters
        ----------
        outcome : str
            Its name.
        at_least : float
            The level, in the outcome's unit.

        Returns
        -------
        dict of str to float
            By strategy; runs to which the outcome does not apply are left out, NaN without any.
        """
        level = checked_number("at_least", at_least, -np.inf, np.inf)
        result = {}
        for strategy in self.runs:
            values = self.values(strategy, outcome)
            values = values[~np.isnan(values)]
            result[strategy] = float((values >= level).mean()) if values.size else float(np.nan)
        return result

    def plot(self, outcome: str, **options: Any) -> Any:
        """Draw an outcome over time, with a band for every strategy.

        Parameters
        ----------
        outcome : str
            Its name.
        **options
            ``ax`` (matplotlib axes of your own to draw into), ``title``, ``figsize`` (inches); see
            ``sim.report.plot_outcome``.

        Returns
        -------
        matplotlib.figure.Figure or matplotlib.axes.Axes
            ``ax`` where it was given, else a new figure.

        Raises
        ------
        SettingsError
            When the outcome has no monthly values, or an option is unknown or not allowed.
        """
        find_outcome(outcome)
        return import_module(DRAWING).plot_outcome(self, outcome, **options)
