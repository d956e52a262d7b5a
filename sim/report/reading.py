"""What a figure or a sentence needs to know about a comparison, read once and in one place.

The figures never look into the study's objects themselves: they get a `Reading`. So a change in how results are kept
touches this file only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.errors import SettingsError
from sim.foundation.plain_text import indented, plain_text
from sim.outcomes import OUTCOMES, Outcome, find_outcome
from sim.report.lettering import clean, labels_for
from sim.report.questions import sides
from sim.report.words import decimals_for_interval, number, readable, scale_for, verdict_in_figure
from sim.study.verdicts import CLEAR, UNTESTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.strategy import Future, Strategy
    from sim.study import Comparison

__all__ = ["Difference", "Reading"]


@dataclass(frozen=True)
class Difference:
    """One outcome of strategy `a` minus strategy `b`, over pairs of runs with the same random draws.

    Attributes
    ----------
    outcome : Outcome
        From the catalogue.
    a, b : str
        The strategies.
    mean, low, high : float
        Mean difference and its 95 % interval, in the outcome's unit; NaN when it cannot be compared.
    pairs : int
        Pairs in which both values exist.
    verdict : str
        What `sim.study.Comparison.verdict` says of `a` against `b`.
    """

    outcome: Outcome
    a: str
    b: str
    mean: float
    low: float
    high: float
    pairs: int
    verdict: str

    @property
    def known(self) -> bool:
        """Whether there is an interval to speak of."""
        return bool(np.isfinite(self.low) and np.isfinite(self.high))

    @property
    def clear(self) -> bool:
        """Whether the verdict says that one has more, or does better."""
        return self.known and self.verdict in CLEAR

    @property
    def unmeasured(self) -> bool:
        """Whether the sign depends on untested assumptions."""
        return self.verdict == UNTESTED

    @property
    def equal(self) -> bool:
        """Whether the two are exactly equal in every pair."""
        return self.low == self.high == 0.0

    @property
    def better(self) -> str | None:
        """The strategy that clearly does better; None when neither does, or the outcome says who gets more.

        Whether it is better that one group of students gets more than another is for the reader to judge.
        """
        if not self.clear or sides(self.outcome)[1] not in {"better", "worse"}:
            return None
        return {"better": self.a, "worse": self.b}.get(self.verdict)

    def in_words(self) -> str:
        """Write a clear difference with its interval in shown units, and say of any other what it is."""
        if not self.known:
            return "cannot be compared"
        if not self.clear:
            return "always equal" if self.equal else verdict_in_figure(self.verdict)
        factor = scale_for(self.outcome.unit).factor
        mean, low, high = (factor * value for value in (self.mean, self.low, self.high))
        decimals = decimals_for_interval(low, mean, high)
        return f"{number(mean, decimals, sign=True)} ({number(low, decimals)} to {number(high, decimals)})"


@dataclass(frozen=True)
class Reading:
    """A comparison as the report sees it.

    Attributes
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    """

    comparison: Comparison

    @property
    def names(self) -> tuple[str, ...]:
        """The strategies, in order."""
        return self.comparison.names

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each strategy is called in a figure: in words, short enough, no two alike."""
        return labels_for(self.names)

    @property
    def years(self) -> int:
        """Years simulated."""
        return self.comparison.years

    @property
    def parameter_sets(self) -> int:
        """Plausible parameter sets that were run; 1 when parameters were held at one set."""
        return self.comparison.parameter_sets

    @property
    def runs(self) -> int:
        """Runs per strategy, over all parameter sets; as many pairs stand behind a difference."""
        return self.comparison.replicates * self.comparison.parameter_sets

    @property
    def place(self) -> str:
        """The district in words."""
        district = self.comparison.district
        title = clean(district.title) or clean(readable(district.name))
        return f"{title} ({district.school_count:,} schools, {district.teacher_count:,} teachers)"

    @property
    def generated(self) -> tuple[str, ...]:
        """What was not read from the district's file; columns generated for some schools come with their number."""
        from sim.district.provenance import PEOPLE

        found = []
        for name, origin in {**self.comparison.district.provenance.columns, **PEOPLE}.items():
            if origin.generated != 0:
                some = f" of {origin.generated} schools" if origin.given > 0 else ""
                found.append(f"{readable(name)}{some}")
        return tuple(found)

    @property
    def low_income_made_up(self) -> str:
        """One sentence that must stand before anything about equity; empty where every low-income share was read."""
        return plain_text(self.comparison.low_income_made_up)

    @property
    def receipt(self) -> tuple[str, ...]:
        """What was read from the user's file, made up by us and not used, line by line; empty without such a file."""
        provenance = self.comparison.district.provenance
        return tuple(map(indented, provenance.receipt())) if provenance.own_file else ()

    @property
    def future(self) -> str:
        """The future in words; empty when nothing happens."""
        future = self.comparison.future
        return clean(future.title) or clean(readable(future.name)) if future.events else ""

    @cached_property
    def events_by_strategy(self) -> Mapping[str, tuple[tuple[float, str], ...]]:
        """What happens to the district under each strategy: years since the start, and words; ends of grants too."""
        found = {}
        for name, strategy in self.comparison.strategies.items():
            dated = _dated(self.comparison.future, strategy)
            found[name] = tuple(
                sorted((month / 12.0, readable(kind)) for month, kind in dated if month < 12 * self.years)
            )
        return found

    @property
    def events(self) -> tuple[tuple[float, str], ...]:
        """The same for all strategies together; what only some of them meet names these."""
        found = []
        every = self.events_by_strategy
        for year, what in dict.fromkeys(event for events in every.values() for event in events):
            whom = [self.labels[name] for name, events in every.items() if (year, what) in events]
            found.append((year, what + ("" if len(whom) == len(every) else f" ({', '.join(whom)})")))
        return tuple(sorted(found))

    def values(self, outcome: str) -> dict[str, NDArray[np.float64]]:
        """Return one value per run by strategy, ordered alike for all; NaN where the outcome does not apply."""
        return {name: self.comparison.values(name, outcome).ravel() for name in self.names}

    def series(self, outcome: str) -> Mapping[str, NDArray[np.float64]]:
        """Give month by month values by strategy, shape (runs, months)."""
        if find_outcome(outcome).series is None:
            over_time = ", ".join(name for name, each in OUTCOMES.items() if each.series is not None)
            raise SettingsError(
                f"outcome '{outcome}' is one number a run and has no months to draw. Over time there are: {over_time}."
            )
        return self.comparison.series(outcome)

    def difference(self, a: str, b: str, outcome: str) -> Difference:
        """Compare `a` with `b` on one outcome."""
        found = self.comparison.interval(a, b, outcome)
        verdict = self.comparison.verdict(a, b, outcome)
        return Difference(find_outcome(outcome), a, b, found.mean, found.low, found.high, found.pairs, verdict)

    def means_of_sets(self, a: str, b: str, outcome: str) -> NDArray[np.float64]:
        """Give the mean difference `a` minus `b` in each parameter set; NaN where it applies to no pair of a set."""
        change = self.comparison.values(a, outcome) - self.comparison.values(b, outcome)
        known = np.isfinite(change)
        pairs = known.sum(axis=1)
        total = np.where(known, change, 0.0).sum(axis=1)
        means: NDArray[np.float64] = np.divide(total, pairs, out=np.full(len(change), np.nan), where=pairs > 0)
        return means


def _dated(future: Future, strategy: Strategy) -> tuple[tuple[int, str], ...]:
    """Give month and kind of all that happens under a strategy, the usual end of its grant included."""
    conditions: Any = strategy.conditions
    events = [(event.month_of_run, event.kind) for event in future.dated(conditions).events]
    ends = [month for month, kind in events if kind == "grant_ends"]
    if conditions.has_grant and (not ends or min(ends) > 12 * conditions.grant_years):
        events = [event for event in events if event[1] != "grant_ends"]
        events.append((12 * conditions.grant_years, "grant_ends"))
    return tuple(events)
