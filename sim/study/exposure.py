"""Guess exposure: how far a difference between strategies hangs on what nobody has measured.

A quick look runs a comparison once more with each of some plausible sets of the assumed parameters and estimates in how
many the sign turns. A full one also draws the parameters that have a source, and arranges the runs so that pairs of
them share the assumed values only, the sourced ones only, both, or nothing; see :mod:`sim.study.variance_shares`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.outcomes import OUTCOMES, Numbers, find_outcome
from sim.study.intervals import paired
from sim.study.telling import FEWEST_SETS, Telling, by_level, telling
from sim.study.turning import share_that_turns
from sim.study.variance_shares import Design, Shares, variance_shares
from sim.study.verdicts import FLIPS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DRAWING", "MOST_TELLING", "Exposure"]

DRAWING = "sim.report"
MOST_TELLING = 5

SHARES = {"luck": "random_draws", "assumed": "assumed", "sourced": "sourced", "together": "together"}
"""The shares of the variance, and what they are called in tables."""


@dataclass(frozen=True, eq=False, repr=False)
class Exposure:
    """What a comparison's differences hang on.

    Parameters
    ----------
    values : mapping of str to mapping of str to ndarray
        By strategy and outcome, one value a run; runs with one place share parameters and luck.
    design : Design
        Which assumed values, sourced values and luck each run was made with.
    assumed_sets, sourced_sets : sequence of mapping
        The values that the design numbers; `sourced_sets` holds one empty mapping where only assumed ones were varied.
    drawn_from : str
        Where the assumed values come from, in words.
    reference : mapping of str to mapping of str to ndarray, optional
        The same strategies with the registry's values, one value a replicate.
    quick : bool
        Whether only the signs were looked at.
    signs : Exposure, optional
        A quick look over plausible sets, where the assumed values of this one are drawn over their whole ranges: how
        often signs turn is then counted there.
    """

    values: Mapping[str, Mapping[str, Numbers]]
    design: Design
    assumed_sets: Sequence[Mapping[str, float]]
    sourced_sets: Sequence[Mapping[str, float]]
    drawn_from: str
    reference: Mapping[str, Mapping[str, Numbers]] | None = None
    quick: bool = False
    signs: Exposure | None = None
    _kept: dict[Any, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        kind = "quick" if self.quick else "full"
        return f"<Exposure ({kind}) of {', '.join(self.values)}: {self.pairs} pairs, {self.sets} sets>"

    @property
    def pairs(self) -> int:
        """Runs of each strategy."""
        return int(self.design.assumed.size)

    @property
    def sets(self) -> int:
        """How many sets of assumed values were used."""
        return int(np.unique(self.design.assumed).size)

    @property
    def counted(self) -> Exposure:
        """The exposure over whose sets signs are counted: this one, or its quick look over plausible sets."""
        return self if self.signs is None else self.signs

    def differences(self, a: str, b: str, outcome: str) -> Numbers:
        """Give ``a - b`` of each pair of runs, NaN where the outcome does not apply."""
        found: Numbers = self._of(a, outcome) - self._of(b, outcome)
        return found

    def _of(self, strategy: str, outcome: str) -> Numbers:
        find_outcome(outcome)
        if not isinstance(strategy, str) or strategy not in self.values:
            raise SettingsError(unknown("strategy", strategy, self.values, "this exposure"))
        return self.values[strategy][outcome]

    def _usual(self, a: str, b: str, outcome: str) -> Numbers | None:
        if self.reference is None:
            return None
        found: Numbers = self.reference[a][outcome] - self.reference[b][outcome]
        return found

    def shares(self, a: str, b: str, outcome: str) -> Shares:
        """Split the variance of the difference between two runs with the same luck.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        Shares
            Of luck, of assumed and of sourced parameters, and of the two groups together.
        """
        key = ("shares", a, b, outcome)
        if key not in self._kept:
            usual = self._usual(a, b, outcome) if self.quick else None
            self._kept[key] = variance_shares(self.differences(a, b, outcome), self.design, usual)
        found: Shares = self._kept[key]
        return found

    def turns(self, a: str, b: str, outcome: str) -> float:
        """Estimate in what share of the sets of assumed values the sign of the difference is another one.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        float
            0..1, luck taken out; against the sign of the mean difference with the registry's values where that is
            known, else against the mean over all sets. NaN where the outcome does not apply or never differs.
        """
        if self.signs is not None:
            return self.signs.turns(a, b, outcome)
        change = self.differences(a, b, outcome)
        noise = self.shares(a, b, outcome).given_assumed
        _, means, counts = by_level(change, self.design.assumed)
        if np.isfinite(means).sum() < FEWEST_SETS or not np.nan_to_num(change).any() or not np.isfinite(noise):
            return float("nan")
        usual = self._usual(a, b, outcome)
        sign = 0.0 if usual is None or not np.isfinite(usual).any() else float(np.nanmean(usual))
        return share_that_turns(means, noise / np.maximum(counts, 1), sign)

    def hangs(self, a: str, b: str, outcome: str) -> bool:
        """Whether the sign turns in more than a fifth of the sets, and luck alone would not do that.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.

        Returns
        -------
        bool
            False where the sign cannot be told from luck with the registry's values and in the sets alike.
        """
        if self.signs is not None:
            return self.signs.hangs(a, b, outcome)
        share = self.turns(a, b, outcome)
        if not share > FLIPS:  # NaN as well
            return False
        usual = self._usual(a, b, outcome)
        known = paired(usual[None, :]) if usual is not None else paired(self.differences(a, b, outcome)[:, None])
        return bool(known.low > 0 or known.high < 0) or self.shares(a, b, outcome).assumed.low > 0.0

    def most_telling(self, a: str, b: str, outcome: str, most: int = MOST_TELLING) -> list[Telling]:
        """Name the parameters that the difference goes with most.

        Parameters
        ----------
        a, b, outcome : str
            Names of two strategies and an outcome.
        most : int, default 5
            How many at most.

        Returns
        -------
        list of Telling
            Those that explain most first; look at ``stands_out``. Empty with fewer than eight sets.
        """
        key = ("telling", a, b, outcome, most)
        if key not in self._kept:
            groups = [(self.design.assumed, self.assumed_sets), (self.design.sourced, self.sourced_sets)]
            groups = [(numbers, sets) for numbers, sets in groups if np.unique(numbers).size >= FEWEST_SETS]
            change, whole = self.differences(a, b, outcome), self.shares(a, b, outcome).variance
            level = 0.05 / max(1, len(groups))
            found = [each for group in groups for each in telling(change, whole, *group, most=most, level=level)]
            self._kept[key] = sorted(found, key=lambda each: (each.stands_out, each.share), reverse=True)[:most]
        kept: list[Telling] = self._kept[key]
        return kept

    def table(self, a: str | None = None, b: str | None = None, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
        """Return a tidy table, one row per outcome.

        Parameters
        ----------
        a, b : str, optional
            Two strategies; the first two when not given.
        outcomes : sequence of str, optional
            Which outcomes; all when not given.

        Returns
        -------
        pandas.DataFrame
            Indexed by outcome; the columns of :meth:`rows`.
        """
        import pandas as pd

        return pd.DataFrame(self.rows(a, b, outcomes)).set_index("outcome")

    def rows(
        self, a: str | None = None, b: str | None = None, outcomes: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """Lay out what the differences depend on, one row per outcome.

        Parameters
        ----------
        a, b : str, optional
            Two strategies; the first two when not given.
        outcomes : sequence of str, optional
            Which outcomes; all when not given.

        Returns
        -------
        list of dict
            ``outcome``; ``depends`` (on untested assumptions); ``flips``, the share of sets with the other sign; the
            ``sets`` over which that was counted; ``pairs`` of runs to which the outcome applies; the four shares of the
            variance with ``_ci_low`` and ``_ci_high``; and ``most_telling``, the parameters that stand out, strongest
            first.
        """
        first, second = self.pair(a, b)
        rows = []
        for outcome in OUTCOMES if outcomes is None else outcomes:
            shares = self.shares(first, second, outcome)
            row: dict[str, Any] = {"outcome": outcome, "depends": self.hangs(first, second, outcome)}
            used = int(np.isfinite(self.differences(first, second, outcome)).sum())
            row |= {"flips": self.turns(first, second, outcome), "sets": self.counted.sets, "pairs": used}
            for name, column in SHARES.items():
                share = getattr(shares, name)
                row |= {column: share.value, f"{column}_ci_low": share.low, f"{column}_ci_high": share.high}
            named = [each.parameter for each in self.most_telling(first, second, outcome) if each.stands_out]
            rows.append(row | {"most_telling": "; ".join(named)})
        return rows

    def pair(self, a: str | None = None, b: str | None = None) -> tuple[str, str]:
        """Take two strategies, the first two where none are named."""
        names = list(self.values)
        if len(names) < 2:
            raise SettingsError("there is one strategy only; differences need two.")
        first = names[0] if a is None else a
        return first, b if b is not None else next(name for name in names if name != first)

    def sentence(self, outcome: str, a: str | None = None, b: str | None = None) -> str:
        """Say in words what the difference on one outcome hangs on.

        Parameters
        ----------
        outcome : str
            Its name.
        a, b : str, optional
            Two strategies; the first two when not given.

        Returns
        -------
        str
            One or two sentences.
        """
        text: str = import_module(DRAWING).exposure_sentence(self, *self.pair(a, b), outcome)
        return text

    def plot(self, outcome: str, a: str | None = None, b: str | None = None) -> Any:
        """Draw the shares and the parameters that the difference goes with most; gives the figure."""
        return import_module(DRAWING).plot_exposure(self, *self.pair(a, b), outcome)
