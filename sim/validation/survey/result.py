"""What the survey gives, before it is put into words: near-best sets, preferred leans and measured tendencies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.strategy.tensions import TENSIONS
from sim.validation.survey.criteria import Criteria, criteria, rules
from sim.validation.survey.near_best import chance_of_random, near_best, preferred_lean, repeatable
from sim.validation.survey.population import System, draw_systems
from sim.validation.survey.runs import run_stances
from sim.validation.survey.tendencies import OF_ALL, Measured, Tendency, measure, tendencies

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.validation.setting import Setting

__all__ = ["SurveyResult", "survey"]


@dataclass(frozen=True, eq=False)
class SurveyResult:
    """Outcomes of all stances in all systems, and what follows from them.

    Parameters
    ----------
    systems : tuple of System
        The population.
    leans : tuple of float
        The stances compared on each tension.
    values : ndarray of shape (systems, tensions, leans, pairs, criteria)
        Outcomes in their units.
    judged : Criteria
        Scales and weightings.
    tolerance : float
        Share of the best score that does not matter.
    headline : str
        The weighting of the table.
    resamples, seed : int
        Of the bootstrap.
    tensions : tuple of str
        The tensions of the second axis of ``values``.
    """

    systems: tuple[System, ...]
    leans: tuple[float, ...]
    values: NDArray[np.float64]
    judged: Criteria
    tolerance: float
    headline: str
    resamples: int
    seed: int
    tensions: tuple[str, ...] = TENSIONS

    @property
    def runs(self) -> int:
        """Pairs of luck times stances times systems, stances that are the majority's own counted each time."""
        return int(np.prod(self.values.shape[:-1]))

    @cached_property
    def scores(self) -> dict[str, NDArray[np.float64]]:
        """By weighting, one score a run, shape (systems, tensions, leans, pairs)."""
        return {name: self.judged.score(self.values, name) for name in self.judged.weights}

    def chosen(self, weighting: str) -> NDArray[np.bool_]:
        """Near-best stances, shape (systems, tensions, leans)."""
        return near_best(self.scores[weighting].mean(axis=-1), self.tolerance)

    def differences(self, weighting: str) -> NDArray[np.float64]:
        """Scores of the last lean less the first, shape (systems, tensions, pairs)."""
        scores = self.scores[weighting]
        return np.asarray(scores[:, :, -1] - scores[:, :, 0])

    def feature(self, name: str) -> NDArray[np.float64]:
        """One feature of all systems; zeros for what most do."""
        if name == OF_ALL:
            return np.zeros(len(self.systems))
        return np.array([system.feature(name) for system in self.systems])

    def measured(self, tendency: Tendency, weighting: str, *, by_difference: bool = False) -> Measured:
        """Measure a tendency, on preferred leans or on differences of scores."""
        place = self.tensions.index(tendency.tension)
        if by_difference:
            lean = self.differences(weighting)[:, place].mean(axis=-1)
        else:
            lean = preferred_lean(self.chosen(weighting)[:, place], self.leans)
        middle = {"middle": 0.0} if by_difference else {}
        feature = self.feature(tendency.feature)
        return measure(tendency, lean, feature, resamples=self.resamples, seed=self.seed, **middle)

    @cached_property
    def table(self) -> dict[str, dict[str, Measured]]:
        """All tendencies by name under all weightings, on preferred leans."""
        return {
            row.name: {name: self.measured(row, name) for name in self.judged.weights}
            for row in tendencies()
            if row.tension in self.tensions
        }

    def chance(self, weighting: str) -> NDArray[np.float64]:
        """Chance that a random stance is near the best, shape (systems, tensions)."""
        return chance_of_random(self.chosen(weighting))

    def repeatable(self, weighting: str) -> dict[str, float]:
        """By tension, how far the other half of the luck ranks systems alike."""
        away = self.differences(weighting)
        return {name: repeatable(away[:, place]) for place, name in enumerate(self.tensions)}

    def shares(self, tension: str, weighting: str) -> tuple[float, float, float]:
        """Shares of systems that lean to the first pole, to neither and to the second."""
        lean = preferred_lean(self.chosen(weighting)[:, self.tensions.index(tension)], self.leans)
        sides = np.where(np.abs(lean) > 0.1, np.sign(lean), 0.0)
        return float((sides < 0).mean()), float((sides == 0).mean()), float((sides > 0).mean())


def survey(
    setting: Setting,
    *,
    pairs: int,
    systems: tuple[System, ...] | None = None,
    tensions: tuple[str, ...] = TENSIONS,
    parameters: Mapping[str, float] | None = None,
    money: Mapping[str, float] | None = None,
) -> SurveyResult:
    """Run the survey.

    Parameters
    ----------
    setting : Setting
        Luck and where progress goes.
    pairs : int
        Lucks a system.
    systems : tuple of System, optional
        By default the whole population.
    tensions : tuple of str
        By default all seven.
    parameters : mapping, optional
        Values in place of the registry's.
    money : mapping, optional
        Conditions that all systems get alike.

    Returns
    -------
    SurveyResult
        Everything that is reported.
    """
    population = draw_systems() if systems is None else systems
    judged, given = criteria(), rules()
    leans = tuple(float(lean) for lean in given["leans"])
    values = run_stances(
        population, leans, judged.outcomes, pairs=pairs, seed=setting.seed, tensions=tensions,
        parameters=parameters, money=money, tell=setting.tell,
    )  # fmt: skip
    return SurveyResult(
        population, leans, values, judged, float(given["near_best"]), str(given["headline_weighting"]),
        int(given["resamples"]), setting.seed, tensions,
    )  # fmt: skip
