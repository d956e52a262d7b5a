"""Whether a reported tendency comes out: a statistic over systems, fixed beforehand, with a bootstrap interval."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.resources import folder
from sim.strategy.tensions import TENSIONS
from sim.validation.survey.population import FEATURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["OF_ALL", "Measured", "Tendency", "measure", "tendencies"]

OF_ALL = "all"
"""In place of a feature: what most systems do."""
LEANS_FROM = 0.1  # a preferred lean nearer to the middle counts for neither side


@dataclass(frozen=True)
class Tendency:
    """A reported tendency.

    Parameters
    ----------
    name : str
        Of the expectation.
    tension : str
        One of the seven.
    feature : str
        One of ``FEATURES``, or ``OF_ALL``.
    sign : int
        1 where the second pole goes with more of the feature (or is the majority's), -1 where the first does.
    first_reported, second_reported : float
        Reported shares of leaders at the poles; NaN where none were published.
    """

    name: str
    tension: str
    feature: str
    sign: int
    first_reported: float
    second_reported: float


@dataclass(frozen=True)
class Measured:
    """A statistic, positive as reported, and its 95 % bootstrap interval over systems; NaN where no systems differ."""

    value: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """In words: comes out, the opposite comes out, or not clear."""
        if self.low > 0.0:
            return "comes out"
        return "the opposite comes out" if self.high < 0.0 else "not clear"


def tendencies() -> tuple[Tendency, ...]:
    """Read the reported tendencies (``data/validation/survey/tendencies.csv``).

    Returns
    -------
    tuple of Tendency
        In the order of the file.

    Raises
    ------
    SettingsError
        For an unknown tension or feature, or a sign that is neither 1 nor -1.
    """
    read = []
    with (folder("data") / "validation" / "survey" / "tendencies.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["tension"] not in TENSIONS:
                raise SettingsError(f"tendencies.csv: {unknown('tension', row['tension'], TENSIONS)}")
            if row["feature"] not in (*FEATURES, OF_ALL):
                raise SettingsError(f"tendencies.csv: {unknown('feature', row['feature'], (*FEATURES, OF_ALL))}")
            if row["sign"] not in ("1", "-1"):
                raise SettingsError(f"tendencies.csv: the sign of {row['name']} is {row['sign']!r}; write 1 or -1.")
            shares = [float(row[side] or "nan") for side in ("first_reported", "second_reported")]
            read.append(Tendency(row["name"], row["tension"], row["feature"], int(row["sign"]), shares[0], shares[1]))
    return tuple(read)


def measure(
    tendency: Tendency,
    lean: NDArray[np.float64],
    feature: NDArray[np.float64],
    *,
    resamples: int,
    seed: int,
    middle: float = LEANS_FROM,
) -> Measured:
    """Measure a tendency over systems.

    Parameters
    ----------
    tendency : Tendency
        What is reported.
    lean : ndarray of shape (systems,)
        Preferred leans, or differences of scores (second pole less first).
    feature : ndarray of shape (systems,)
        Its feature; not read for what most systems do.
    resamples : int
        Bootstrap samples of systems.
    seed : int
        Of the bootstrap.
    middle : float
        Leans up to this size count for neither side.

    Returns
    -------
    Measured
        Rank correlation, or share of systems on the reported side less share on the other; both -1..1.
    """
    of_all = tendency.feature == OF_ALL
    rows = np.random.default_rng(seed).integers(0, lean.size, (resamples, lean.size))
    if of_all:
        sides = tendency.sign * np.where(np.abs(lean) > middle, np.sign(lean), 0.0)
        drawn = sides[rows].mean(axis=1)
        value = float(sides.mean())
    else:
        value = tendency.sign * float(_rank_correlations(lean[None], feature[None])[0])
        drawn = tendency.sign * _rank_correlations(lean[rows], feature[rows])
    if np.isnan(value) or np.isnan(drawn).all():
        return Measured(value, float("nan"), float("nan"))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Measured(value, float(low), float(high))


def _rank_correlations(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64]:
    """Spearman's correlation of each row, ties sharing their mean rank; NaN where a row has one value only."""
    from scipy.stats import rankdata

    ranks: Sequence[NDArray[np.float64]] = [np.asarray(rankdata(given, axis=1)) for given in (first, second)]
    away = [given - given.mean(axis=1, keepdims=True) for given in ranks]
    size = np.sqrt((away[0] ** 2).sum(axis=1) * (away[1] ** 2).sum(axis=1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # 0 / 0 where no systems differ: NaN is the answer
        return np.asarray((away[0] * away[1]).sum(axis=1) / size, dtype=np.float64)
