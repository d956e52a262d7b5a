"""Who stays, moves and leaves in simulated districts, read July by July; trust and climate year by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy

__all__ = ["EXPERIENCE", "Observed", "correlation_in_levels", "intraclass_correlation", "observe", "superintendents"]

Numbers = NDArray[np.float64]

EXPERIENCE: dict[str, tuple[float, float]] = {
    "0_3": (0.0, 4.0), "4_9": (4.0, 10.0), "10_14": (10.0, 15.0), "15": (15.0, 99.0)
}  # fmt: skip
"""Bands of experience as NCES gives them, years from (inclusive) to (exclusive)."""
POOR, WEALTHY = 0.75, 0.35
"""Low-income shares above and below which NCES calls a school high- or low-poverty."""
STAYED, LEFT, MOVED = 0, 1, 2
JANUARY = 6  # months after July


@dataclass
class Observed:
    """What was seen in one district.

    Parameters
    ----------
    rates : dict of str to float
        Yearly shares, and shares of people at the end.
    years : dict of str to list of float
        Statistics at the start of each year, the end of the last one added.
    """

    rates: dict[str, float] = field(default_factory=dict)
    years: dict[str, list[float]] = field(default_factory=dict)


def intraclass_correlation(values: Numbers, group: NDArray[Any]) -> float:
    """Share of the variance that lies between groups, from a one-way analysis of variance.

    Parameters
    ----------
    values : numpy.ndarray
        One a person.
    group : numpy.ndarray
        Whole numbers from 0.

    Returns
    -------
    float
        1 at most; below 0 where groups differ less than chance would make them.
    """
    number = np.bincount(group)
    group = (np.cumsum(number > 0) - 1)[group]  # groups without anybody are left out
    count = np.bincount(group).astype(float)
    means = np.bincount(group, values) / count
    groups, total = len(count), float(count.sum())
    between = float(count @ (means - values.mean()) ** 2) / (groups - 1)
    within = float(((values - means[group]) ** 2).sum()) / (total - groups)
    size = (total - float((count**2).sum()) / total) / (groups - 1)
    return (between - within) / (between + (size - 1.0) * within)


def correlation_in_levels(x: Numbers, y: Numbers, level: NDArray[Any]) -> float:
    """Correlation of two columns of schools, both centred within their level."""
    a, b = (column - _means(column, level) for column in (np.asarray(x, np.float64), np.asarray(y, np.float64)))
    return float((a @ b) / np.sqrt((a @ a) * (b @ b)))


def _means(column: Numbers, level: NDArray[Any]) -> Numbers:
    found = np.zeros(len(column))
    for value in np.unique(level):
        found[level == value] = column[level == value].mean()
    return found


def observe(district: District, strategy: Strategy, seed: int, replicate: int, years: int = 10) -> Observed:
    """Live through some years and keep count.

    Parameters
    ----------
    district : District
        The place.
    strategy : Strategy
        What it does.
    seed, replicate : int
        Luck.
    years : int
        Eight or more, so that principals can be followed for six.

    Returns
    -------
    Observed
        Rates over all Julys but the first, in which nobody has a year behind them.
    """
    sim = Simulation(district, strategy, seed=seed, replicate=replicate, years=years)
    seen: dict[str, list[Numbers]] = {"experience": [], "exit": [], "income": [], "changed": []}
    kept = Observed()
    _look(sim, district, kept)
    income = np.repeat(sim.schools.low_income, np.diff(sim.population.first))
    for month in range(12 * years):
        before = sim.teachers.experience.astype(np.float64) + 1.0
        sim.step()
        if month % 12 == 0 and month > 0:
            for name, column in (("experience", before), ("exit", sim.teachers.exit), ("income", income)):
                seen[name].append(column.astype(np.float64))
            seen["changed"].append(sim.schools.new_principal.astype(np.float64))
        if month % 12 == JANUARY:
            kept.rates |= _in_winter(sim)  # the last winter stays: surveys ask in the middle of a school year
        if month % 12 == 11:
            _look(sim, district, kept)
    kept.rates |= _teachers(*(np.concatenate(seen[name]) for name in ("experience", "exit", "income")))
    kept.rates |= _principals(np.array(seen["changed"]), np.asarray(sim.schools.low_income))
    return kept


def _look(sim: Simulation, district: District, kept: Observed) -> None:
    """Read trust and climate as they stand."""
    trust = np.asarray(sim.teachers.trust, np.float64)
    climate = correlation_in_levels(sim.schools.low_income, sim.schools.trust, district.schools.level)
    found = {
        "trust": float(trust.mean()),
        "between_schools": intraclass_correlation(trust, np.asarray(sim.teachers.school)),
        "climate_poverty": climate,
    }
    for name, value in found.items():
        kept.years.setdefault(name, []).append(value)


def _teachers(experience: Numbers, gone: Numbers, income: Numbers) -> dict[str, float]:
    stayed = gone == STAYED
    found = {
        "teachers_stay": float(stayed.mean()),
        "teachers_leave_district": float((gone == LEFT).mean()),
        "teachers_move_inside": float((gone == MOVED).mean()),
        "teachers_stay_poverty": float(stayed[income < WEALTHY].mean() - stayed[income > POOR].mean()),
    }
    for band, (low, high) in EXPERIENCE.items():
        found[f"teachers_stay_{band}"] = float(stayed[(experience >= low) & (experience < high)].mean())
    return found


def _principals(changed: Numbers, income: Numbers) -> dict[str, float]:
    """Read principals' changes by July (rows) and school (columns)."""
    follow = 6
    begun = changed[: len(changed) - follow] > 0.0
    later = np.array([changed[july + 1 : july + 1 + follow].sum(axis=0) for july in range(len(begun))])
    return {
        "principals_stay": 1.0 - float(changed.mean()),
        "principals_poor_schools": float(changed[:, income > POOR].mean()),
        "principals_six_years": float((later[begun] == 0.0).mean()),
    }


def _in_winter(sim: Simulation) -> dict[str, float]:
    experience = np.asarray(sim.teachers.experience, np.float64)
    tenure = np.asarray(sim.schools.principal_tenure, np.float64) / 12.0
    return {
        "experience_novices": float((experience < 4.0).mean()),
        "experience_veterans": float((experience >= 15.0).mean()),
        "principals_tenure": float(tenure.mean()),
        "principals_whole_years": float(np.floor(tenure).mean()),
        "principals_new": float((tenure < 2.0).mean()),
        "principals_long": float((tenure >= 10.0).mean()),
    }


def superintendents(
    place: Callable[[], District], strategy: Strategy, seed: int, replicates: int, years: int = 6
) -> Sequence[float]:
    """Give the mean yearly chance that a superintendent leaves, one a run.

    The chance is the rule's, at the support that the board gives each July; it is read from the rule by even luck,
    because exits themselves are too rare to tell rates apart in a few runs.

    Parameters
    ----------
    place : callable
        Makes the district.
    strategy : Strategy
        What it does.
    seed, replicates, years : int
        Luck, and how much is run.

    Returns
    -------
    sequence of float
        Shares a year.
    """
    district, luck, found = place(), (np.arange(400) + 0.5) / 400.0, []
    for replicate in range(replicates):
        sim = Simulation(district, strategy, seed=seed, replicate=replicate, years=years)
        students = float(sim.schools.students.sum())
        poor = float(sim.schools.students @ sim.schools.low_income) / students
        boards = sim.run().district["board"][11::12]
        leaves = sim.rules.superintendent_leaves
        kind = (poor > 0.75 or students > 100_000, poor <= 0.25)
        chances = [np.mean([leaves(board, *kind, even, sim.parameters) for even in luck]) for board in boards]
        found.append(float(np.mean(chances)))
    return found
