"""What a figure or a sentence needs to know about a comparison, read once and in one place.

The figures never look into the study's objects themselves: they get a `Reading`. So a change in how results are kept
touches this file only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.report.words import readable

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Compared", "Difference", "Reading", "Yardstick", "read"]


class Yardstick(Protocol):
    """The part of an outcome's definition that is shown: its name, words, unit, range and which way is better."""

    @property
    def name(self) -> str:
        """Name in the catalogue."""

    @property
    def title(self) -> str:
        """Name in words."""

    @property
    def unit(self) -> str:
        """Unit in words."""

    @property
    def low(self) -> float:
        """Smallest possible value."""

    @property
    def high(self) -> float:
        """Largest possible value."""

    @property
    def better(self) -> str:
        """``"higher"``, ``"lower"`` or ``"neither"``."""


class Compared(Protocol):
    """The part of a comparison that the report reads (`sim.study.Comparison` has it)."""

    @property
    def runs(self) -> Any:
        """All runs."""

    def table(self) -> pd.DataFrame:
        """One row a strategy and outcome."""

    def differences(self, a: str, b: str) -> pd.DataFrame:
        """One row an outcome: first minus second strategy, over pairs with the same luck."""

    def series(self, outcome: str) -> Mapping[str, NDArray[np.float64]]:
        """Month by month values of an outcome, (replicates, months) a strategy."""


@dataclass(frozen=True)
class Difference:
    """One outcome of strategy `a` minus strategy `b`, over pairs of runs that shared their luck.

    Attributes
    ----------
    outcome : str
        Name in the catalogue.
    mean, low, high : float
        Mean difference and its 95 % interval, in the outcome's unit; NaN when it cannot be compared.
    share_same_sign : float
        Share of pairs whose difference has the sign of the mean, 0..1.
    pairs : int
        Pairs in which both values exist.
    """

    outcome: str
    mean: float
    low: float
    high: float
    share_same_sign: float
    pairs: int

    @property
    def known(self) -> bool:
        """Whether there is a difference to speak of (not NaN)."""
        return bool(np.isfinite(self.mean) and np.isfinite(self.low) and np.isfinite(self.high))

    @property
    def clear(self) -> bool:
        """Whether the interval excludes zero."""
        return self.known and (self.low > 0.0 or self.high < 0.0)


@dataclass(frozen=True)
class Reading:
    """A comparison as the report sees it.

    Attributes
    ----------
    names : tuple of str
        The strategies, in order.
    years : int
        Years simulated.
    replicates : int
        Runs a strategy, over all parameter sets.
    place : str
        The district in words.
    generated : tuple of str
        What about the district was generated and not read from a file.
    future : str
        The future in words, empty when nothing happens.
    events : tuple of (float, str)
        Years since the start, and what happens then.
    yardsticks : mapping of str to Yardstick
        The outcomes that exist.
    values : mapping of str to mapping of str to ndarray
        Outcome to strategy to one value a run (NaN where it does not apply).
    sets : ndarray of int64
        Which parameter set each run had; the same for every strategy.
    """

    names: tuple[str, ...]
    years: int
    replicates: int
    place: str
    generated: tuple[str, ...]
    future: str
    events: tuple[tuple[float, str], ...]
    yardsticks: Mapping[str, Yardstick]
    values: Mapping[str, Mapping[str, NDArray[np.float64]]]
    sets: NDArray[np.int64]
    get_series: Callable[[str], Mapping[str, NDArray[np.float64]]] = field(repr=False)
    get_differences: Callable[[str, str], pd.DataFrame] = field(repr=False)

    @property
    def parameter_sets(self) -> int:
        """Plausible sets of parameters that were run; 1 when they were held at one set."""
        return int(np.unique(self.sets).size)

    def yardstick(self, outcome: str) -> Yardstick:
        """Look an outcome up, or say which names are near it."""
        if outcome not in self.yardsticks:
            raise SettingsError(unknown("outcome", outcome, self.yardsticks))
        return self.yardsticks[outcome]

    def check_strategy(self, name: str) -> str:
        """Return the name when it was compared, or say which names are near it."""
        if name not in self.names:
            raise SettingsError(unknown("strategy", name, self.names, "this comparison"))
        return name

    def has_series(self, outcome: str) -> bool:
        """Say whether an outcome has a value each month."""
        return getattr(self.yardstick(outcome), "series", None) is not None

    def series(self, outcome: str) -> dict[str, NDArray[np.float64]]:
        """Month by month values: strategy to array (runs, months)."""
        self.yardstick(outcome)
        if not self.has_series(outcome):
            over_time = ", ".join(name for name in self.yardsticks if self.has_series(name))
            raise SettingsError(
                f"outcome '{outcome}' is one number a run and has no months to draw. Over time there are: {over_time}."
            )
        found = self.get_series(outcome)
        return {name: np.atleast_2d(np.asarray(found[name], dtype=np.float64)) for name in self.names}

    def differences(self, a: str, b: str) -> dict[str, Difference]:
        """Differences `a` minus `b`, one an outcome, in the order of the catalogue."""
        frame = self.get_differences(self.check_strategy(a), self.check_strategy(b))
        share = next((column for column in frame.columns if "share" in str(column)), None)
        found = {}
        for outcome, row in zip(frame.index, frame.to_dict("records"), strict=True):
            pairs = int(row["pairs"]) if "pairs" in row else self._count_pairs(str(outcome), a, b)
            found[str(outcome)] = Difference(
                str(outcome),
                float(row["mean"]),
                float(row["low"]),
                float(row["high"]),
                float(row[share]) if share is not None else float("nan"),
                pairs,
            )
        return found

    def set_means(self, a: str, b: str, outcome: str) -> NDArray[np.float64]:
        """Mean difference `a` minus `b` in each parameter set (empty when one set was run, or nothing applies)."""
        if self.parameter_sets < 2:
            return np.empty(0)
        gaps = self.values[outcome][a] - self.values[outcome][b]
        means = [gaps[(self.sets == each) & np.isfinite(gaps)] for each in np.unique(self.sets)]
        return np.array([gap.mean() for gap in means if gap.size])

    def _count_pairs(self, outcome: str, a: str, b: str) -> int:
        by_strategy = self.values.get(outcome, {})
        if a not in by_strategy or b not in by_strategy:
            return self.replicates
        return int(np.sum(np.isfinite(by_strategy[a]) & np.isfinite(by_strategy[b])))


def read(comparison: Compared) -> Reading:
    """Read a comparison once for all figures and sentences.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.

    Returns
    -------
    Reading
        What figures and sentences need.
    """
    from sim.outcomes import OUTCOMES

    runs: Mapping[str, Sequence[Any]] = comparison.runs
    names = tuple(runs)
    outcomes = {name: [run.outcomes for run in some] for name, some in runs.items()}
    first = next(iter(outcomes.values()))[0]
    values = {
        outcome: {name: np.array([each[outcome] for each in some], dtype=np.float64) for name, some in outcomes.items()}
        for outcome in first
    }
    return Reading(
        names=names,
        years=int(getattr(comparison, "years", 0)),
        replicates=max(len(some) for some in runs.values()),
        place=_place(getattr(comparison, "district", None)),
        generated=_generated(getattr(comparison, "district", None)),
        future=_future(getattr(comparison, "future", None)),
        events=_events(comparison),
        yardsticks=OUTCOMES,
        values=values,
        sets=np.array([run.parameter_set for run in next(iter(runs.values()))], dtype=np.int64),
        get_series=comparison.series,
        get_differences=comparison.differences,
    )


def _place(district: Any) -> str:
    if district is None:
        return "District not named"
    title = str(getattr(district, "title", "") or readable(str(district.name)))
    return f"{title} ({district.school_count:,} schools, {district.teacher_count:,} teachers)"


def _generated(district: Any) -> tuple[str, ...]:
    """Name what a district's file did not hold; columns generated only for some schools are named with their number."""
    provenance = getattr(district, "provenance", None)
    if provenance is None:
        return ()
    from sim.district.provenance import PEOPLE

    found = []
    for name, origin in {**provenance.columns, **PEOPLE}.items():
        if origin.generated != 0:
            some = f" of {origin.generated} schools" if origin.given > 0 else ""
            found.append(f"{readable(name)}{some}")
    return tuple(found)


def _future(future: Any) -> str:
    return "" if future is None or not getattr(future, "events", ()) else str(future.title or future.name)


def _events(comparison: Any) -> tuple[tuple[float, str], ...]:
    return ()
