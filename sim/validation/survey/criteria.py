"""How a system judges what came of a stance: scales, weightings and rules, all written down beforehand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.resources import folder
from sim.outcomes import OUTCOMES
from sim.strategy.reading import read_yaml

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Criteria", "criteria", "rules"]


@dataclass(frozen=True)
class Criteria:
    """Scales and weights of the criteria.

    Parameters
    ----------
    outcomes : tuple of str
        One outcome a criterion.
    bad, good : ndarray of shape (criteria,)
        Values that count as 0 and as 1, in the outcome's unit; not cut off beyond them.
    weights : mapping of str to ndarray of shape (criteria,)
        By weighting; each sums to one.
    """

    outcomes: tuple[str, ...]
    bad: NDArray[np.float64]
    good: NDArray[np.float64]
    weights: Mapping[str, NDArray[np.float64]]

    def score(self, values: NDArray[np.float64], weighting: str) -> NDArray[np.float64]:
        """Weigh outcomes into one number, 0 (all bad) to 1 (all good).

        Parameters
        ----------
        values : ndarray of shape (..., criteria)
            Outcomes in their units. What does not apply (NaN) is left out, and the others' weights make up for it.
        weighting : str
            A name of ``weights``.

        Returns
        -------
        ndarray of shape (...)
            Scores.

        Raises
        ------
        SettingsError
            For an unknown weighting.
        """
        if weighting not in self.weights:
            raise SettingsError(unknown("weighting", weighting, self.weights))
        scaled = (values - self.bad) / (self.good - self.bad)
        known = ~np.isnan(scaled)
        weight = np.where(known, self.weights[weighting], 0.0)
        total = np.where(known, scaled * weight, 0.0).sum(axis=-1)
        return np.asarray(total / weight.sum(axis=-1), dtype=np.float64)


def criteria() -> Criteria:
    """Read scales and weightings (``data/validation/survey/criteria.csv`` and ``weightings.csv``).

    Returns
    -------
    Criteria
        In the order of the first file.

    Raises
    ------
    SettingsError
        When an outcome does not exist or the two files do not speak of the same criteria.
    """
    scales, weightings = _table("criteria.csv"), _table("weightings.csv")
    names = [row["criterion"] for row in scales]
    for row in scales:
        if row["outcome"] not in OUTCOMES:
            raise SettingsError(f"criteria.csv: {unknown('outcome', row['outcome'], OUTCOMES)}")
    order = {row["criterion"]: row for row in weightings}
    if set(order) != set(names) or len(order) != len(weightings):
        raise SettingsError(
            f"weightings.csv weighs {', '.join(order)}; criteria.csv has {', '.join(names)}. Give each a row in both."
        )
    columns = [name for name in weightings[0] if name not in ("concern", "criterion")]
    weights = {column: np.array([float(order[name][column]) for name in names]) for column in columns}
    return Criteria(
        tuple(row["outcome"] for row in scales),
        np.array([float(row["bad"]) for row in scales]),
        np.array([float(row["good"]) for row in scales]),
        {column: given / given.sum() for column, given in weights.items()},
    )


def rules() -> Mapping[str, Any]:
    """Read the leans compared, what counts as near the best, and the other rules (``rules.yaml``)."""
    content, _ = read_yaml(folder("data") / "validation" / "survey" / "rules.yaml", "rules of the survey")
    return content


def _table(name: str) -> list[dict[str, str]]:
    with (folder("data") / "validation" / "survey" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
