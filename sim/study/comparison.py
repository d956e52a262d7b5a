"""What a comparison found: tables, paired differences with intervals, verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.checks import number as checked_number
from sim.foundation.errors import SettingsError, unknown
from sim.outcomes import OUTCOMES, Numbers, find_outcome
from sim.study.intervals import Interval, paired
from sim.study.verdicts import Verdict, verdict_on

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

BAND = (5.0, 95.0)


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Runs of several strategies in one district, paired by luck.

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
        How long, how many lucks, which.
    parameter_values : sequence of mapping
        What each parameter set changes in the registry.
    exposure : Exposure, optional
        What the differences hang on, where that was looked at; see :func:`sim.study.with_exposure`.
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

    def table(self) -> pd.DataFrame:
        """Make a tidy table, one row an outcome and strategy.

        Returns
        -------
        pandas.DataFrame
            ``outcome``, ``strategy``, ``mean``, ``low`` and ``high`` (5 and 95 % of runs), ``runs`` (in which the
            outcome applies), ``unit``, ``better``, ``title``.
        """
        import pandas as pd

        rows = []
        for name, outcome in OUTCOMES.items():
            for strategy in self.runs:
                values = self.values(strategy, name).ravel()
                values = values[~np.isnan(values)]
                low, high = np.percentile(values, BAND) if values.size else (np.nan, np.nan)
                rows.append(
                    {
                        "outcome": name,
                        "strategy": strategy,
                        "mean": values.mean() if values.size else np.nan,
                        "low": low,
                        "high": high,
                        "runs": values.size,
                        "unit": outcome.unit,
                        "better": outcome.better,
                        "title": outcome.title,
                    }
                )
        return pd.DataFrame(rows)

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
        """Compare two strategies on every outcome: ``a - b`` over pairs with the same luck.

        Parameters
        ----------
        a, b : str
            Names of the strategies.
        by : {None, "parameter_set"}
            One row an outcome, or one an outcome and parameter set.

        Returns
        -------
        pandas.DataFrame
            Indexed by outcome (and parameter set): ``mean``; ``low`` and ``high``, the 95 % t-interval of the mean over
            pairs; ``same_sign``, the share of pairs with the sign of the mean; ``pairs``, in which the outcome applies
            to both; ``unit``; ``title``. A strategy against itself is exactly zero.

        Notes
        -----
        Pairs in which an outcome does not apply to one of the two are left out, so where ``pairs`` is below the number
        of replicates the difference speaks of the rest only. Of twenty outcomes one interval excludes zero by chance.
        """
        import pandas as pd

        if by is not None and not (isinstance(by, str) and by == "parameter_set"):
            raise SettingsError(unknown("grouping", by, ["parameter_set"]))
        labels: list[tuple[str, int]] = []
        rows = []
        for name, outcome in OUTCOMES.items():
            change = self.values(a, name) - self.values(b, name)
            for number, part in enumerate([change] if by is None else np.split(change, len(change))):
                found = paired(part)
                labels.append((name, number))
                rows.append(
                    (found.mean, found.low, found.high, found.same_sign, found.pairs, outcome.unit, outcome.title)
                )
        frame = pd.DataFrame(rows, columns=["mean", "low", "high", "same_sign", "pairs", "unit", "title"])
        if by is None:
            return frame.set_index(pd.Index([name for name, _ in labels], name="outcome"))
        return frame.set_index(pd.MultiIndex.from_tuples(labels, names=["outcome", by]))

    def verdict(self, a: str, b: str, outcome: str) -> Verdict:
        """Say in words whether ``a`` does better than ``b`` on an outcome.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        str
            ``"better"`` or ``"worse"`` (``"higher"`` or ``"lower"`` where neither is better) when the 95 % interval
            excludes zero; ``"no clear difference"`` when it does not; ``"depends on what nobody has measured"`` when
            the mean difference of parameter sets has the other sign in more than a fifth of them, unless no set shows a
            clear difference either, or when the comparison's exposure says so; ``"not applicable"`` without pairs.
        """
        exposed = self.exposure is not None and {a, b} <= set(self.exposure.values)
        if exposed and a != b and self.exposure is not None and self.exposure.hangs(a, b, outcome):
            return "depends on what nobody has measured"
        return verdict_on(self.values(a, outcome) - self.values(b, outcome), find_outcome(outcome).better)

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
            Passed on to ``sim.report.plot_outcome``.

        Returns
        -------
        object
            The figure.
        """
        find_outcome(outcome)
        return import_module(DRAWING).plot_outcome(self, outcome, **options)
