"""A population of made-up school systems whose marginals follow what is known of the systems that took part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from sim.district.district import District
from sim.foundation.errors import DistrictError
from sim.foundation.resources import folder
from sim.strategy.reading import read_yaml
from sim.strategy.strategy import Strategy

__all__ = ["FEATURES", "LOCALES", "System", "draw_systems", "horizon", "recipe"]

LOCALES: Final = ("city", "suburb", "town", "rural")
FEATURES: Final = ("schools", "low_income", "city", "wealth")
"""What a system's preferred stance may go with; see :meth:`System.feature`."""
SEGREGATION: Final = (0.05, 0.55)  # below .05 gaps are not defined; .54 is the most of the seven shipped districts
LOW_INCOME: Final = (0.03, 0.97)
MAJORITY: Final = "typical_2018"


@dataclass(frozen=True)
class System:
    """One made-up system.

    Parameters
    ----------
    number : int
        From 0; it also decides the system's luck and schools.
    schools : int
        4 to 100.
    locale : str
        One of ``LOCALES``. The model knows no locale: it comes in through size of schools, low-income share and
        number of schools.
    students_per_school : float
        Students.
    low_income : float
        Share of low-income students, 0..1.
    segregation : float
        Dissimilarity wanted, 0..1; where so few schools cannot be so apart, what they can.
    operating : float
        Dollars a student and year of the system's own for the programme: its wealth, as far as the model knows it.
    grant : float
        Outside dollars a student, in all.
    """

    number: int
    schools: int
    locale: str
    students_per_school: float
    low_income: float
    segregation: float
    operating: float
    grant: float

    def feature(self, name: str) -> float:
        """Give one of ``FEATURES`` as a number: schools, low-income share, 1 for a city, dollars of its own."""
        values = {"schools": self.schools, "low_income": self.low_income, "wealth": self.operating}
        return float(self.locale == "city") if name == "city" else float(values[name])

    def district(self) -> District:
        """Make the schools; segregation is lowered until these schools can have it."""
        wanted = self.segregation
        while True:
            try:
                return District.synthetic(
                    schools=self.schools,
                    students_per_school=self.students_per_school,
                    low_income_mean=self.low_income,
                    segregation=wanted,
                    seed=self.number,
                )
            except DistrictError:
                if wanted <= 0.0:
                    raise
                wanted = 0.8 * wanted if wanted > 0.01 else 0.0

    def majority(self) -> Strategy:
        """The stances that most leaders reported, with this system's money."""
        money = {"operating_dollars_per_student": self.operating, "grant_dollars_per_student": self.grant}
        return Strategy.load(MAJORITY).with_conditions(**money)


def recipe() -> Mapping[str, Any]:
    """Read the recipe with its sources and grades (``data/validation/survey/population.yaml``)."""
    content, _ = read_yaml(folder("data") / "validation" / "survey" / "population.yaml", "population")
    return content


def horizon() -> int:
    """Years after which a system is judged."""
    return int(recipe()["years"]["value"])


def draw_systems(count: int | None = None) -> tuple[System, ...]:
    """Draw the population; it is the same in every run, because the recipe holds its seed.

    Parameters
    ----------
    count : int, optional
        How many; by default as many as took part in the study. Fewer are spread over all sizes.

    Returns
    -------
    tuple of System
        In random order of size.
    """
    given = recipe()

    def value(name: str) -> float:
        return float(given[name]["value"])

    number = int(value("systems")) if count is None else count
    luck = np.random.default_rng(int(value("seed")))
    even = (luck.permutation(number) + luck.random(number)) / number  # one in each n-th of the sizes
    schools, rows = _sizes(even, given["size_classes"]["rows"])
    locales = [_locale(row, chance) for row, chance in zip(rows, luck.random(number), strict=True)]
    places = given["locales"]["rows"]
    middle = np.array([_log_odds(places[locale]["low_income"]) for locale in locales])
    odds = middle + value("low_income_spread") * luck.standard_normal(number)
    low_income = np.clip(1.0 / (1.0 + np.exp(-odds)), *LOW_INCOME)
    apart = value("segregation_base") + value("segregation_slope") * np.log(schools)
    apart = np.clip(apart + value("segregation_spread") * luck.standard_normal(number), *SEGREGATION)
    tie = value("wealth_poverty")
    rich = tie * (odds - odds.mean()) / odds.std() + np.sqrt(1.0 - tie**2) * luck.standard_normal(number)
    # 500 and 2,000 dollars are the ends of what conditions allow
    own = np.minimum(500.0, value("operating_median") * np.exp(value("operating_spread") * rich))
    grants = np.minimum(2000.0, value("grant_median") * np.exp(value("grant_spread") * luck.standard_normal(number)))
    return tuple(
        System(
            i, int(schools[i]), locales[i], float(places[locales[i]]["students_per_school"]),
            float(low_income[i]), float(apart[i]), float(own[i]), float(grants[i]),
        )
        for i in range(number)
    )  # fmt: skip


def _sizes(even: np.ndarray, classes: list[dict[str, float]]) -> tuple[np.ndarray, list[dict[str, float]]]:
    """Turn even draws into numbers of schools, log-uniform inside their size class, and give the class of each."""
    edges = np.concatenate([[0.0], np.cumsum([row["share"] for row in classes])])
    edges /= edges[-1]
    place = np.clip(np.searchsorted(edges, even, side="right") - 1, 0, len(classes) - 1)
    inside = (even - edges[place]) / np.diff(edges)[place]
    low = np.array([row["fewest_schools"] for row in classes], float)[place] - 0.5
    high = np.array([row["most_schools"] for row in classes], float)[place] + 0.5
    schools = np.rint(low * (high / low) ** inside)
    return np.clip(schools, low + 0.5, high - 0.5).astype(int), [classes[k] for k in place]


def _locale(row: Mapping[str, float], chance: float) -> str:
    reached = np.cumsum([row[name] for name in LOCALES])
    return LOCALES[min(int(np.searchsorted(reached / reached[-1], chance, side="right")), len(LOCALES) - 1)]


def _log_odds(share: float) -> float:
    return float(np.log(share / (1.0 - share)))
