"""What students gain: the dip, the payoff, buy-in, growth with years, poverty, size, and materials alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import Collected, collect, judge, mean_of
from sim.validation.patterns.picture import band, label, scatter
from sim.validation.patterns.place import Luck, first_launch, history, majority, since_launch, start, teaching

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

YEARS = 10
MATURE = 48  # months since launch after which a school's fifth year begins
ENOUGH_HOURS = 20.0  # coach hours a teacher-year
NO_COACHING = {"highest_dose": 0.0}


class Learning(NamedTuple):
    """What one run shows of learning; a twin without launch learns exactly nothing from the programme."""

    by_year: NDArray[np.float64]  # mean over launched schools in their first, second, ... year
    from_year_3: float
    young: float  # survivors, years 1-4
    mature: float  # survivors, year 5 and later
    poverty: float  # mature survivors, above less below the median low-income share
    supported: float  # second year of schools with 20 and more coach hours


def learning(luck: Luck) -> Learning:
    """Read learning by the years of a school; schools that gave up stay in, unless survivors are asked for."""
    run = history(luck)
    by_year = [since_launch(run, "learning", 12 * year, 12 * year + 12) for year in range(YEARS)]
    means = [mean_of(list(values)) for values in by_year]
    known = np.isfinite(by_year[2:5])
    later = float(np.asarray(by_year[2:5])[known].mean()) if known.any() else float("nan")
    hours = since_launch(run, "hours", 0, 24)
    return Learning(np.array(means), later, *survivors(run), mean_of(list(by_year[1][hours >= ENOUGH_HOURS])))


def survivors(run: History) -> tuple[float, float, float]:
    """Learning of active schools in years 1-4, in year 5 and later, and there the difference by poverty."""
    gain, age = run.schools["learning"].astype(np.float64), run.schools["age"]
    taught = teaching(run.months)[:, None]
    young = gain[(age >= 0) & (age < MATURE) & taught]
    old = (age >= MATURE) & taught
    poor = run.low_income_share > np.median(run.low_income_share)
    above, below = gain[old & poor], gain[old & ~poor]
    apart = float(above.mean() - below.mean()) if above.size and below.size else float("nan")
    return float(young.mean()), float(gain[old].mean()) if old.any() else float("nan"), apart


def over_the_years(setting: Setting) -> Sequence[Finding]:
    """The dip, the payoff, growth, poverty and size."""
    found = collect(setting, learning, replicates=(80, 96), sets=(2, 6))

    def years(axes: Axes) -> None:
        runs = np.array([piece.by_year for piece in found.pieces])
        axes.axhline(0.0, color="#767676", linewidth=0.8)
        band(axes, np.arange(1, YEARS + 1), runs, "launched schools, middle 90 % of runs")
        label(axes, "year of the school", "learning against no launch (SD a student-year)")

    return [
        judge(
            "learning_dip", found, lambda piece: piece.by_year[0], draw=years,
            sentence="The first year brings {value} SD ({low} to {high}) against a twin without launch.",
        ),
        judge(
            "learning_from_year_3", found, lambda piece: piece.from_year_3, draw=years,
            sentence="Years three to five bring {value} SD ({low} to {high}), schools that gave up included.",
        ),
        judge(
            "learning_grows_with_years", found, lambda piece: piece.mature - piece.young, draw=years,
            sentence="From year 5 on surviving schools gain {value} SD more ({low} to {high}) than in years 1-4.",
        ),
        judge(
            "learning_by_poverty", found, lambda piece: piece.poverty, draw=years,
            sentence="Mature schools with more low-income students gain {value} SD more ({low} to {high}) than others.",
        ),
        judge(
            "programme_effect", found, lambda piece: piece.supported, by="value", draw=years,
            sentence="In their second year schools with 20 and more coach hours a teacher-year gain {value} SD ({low} "
            "to {high}).",
        ),
    ]  # fmt: skip


class BuyIn(NamedTuple):
    """Belief of a school's people and what its students gain in the same year, centred within years."""

    first: NDArray[np.float64]  # (schools, 3): launch year, belief, learning
    mature: NDArray[np.float64]  # (school-years, 3): age in years, belief, learning


def buy_in(luck: Luck) -> BuyIn:
    """Launches in random order, so that readiness does not choose who comes early and gets more coaching."""
    run = history(luck, random_order=True)
    belief, gain = run.schools["readiness"], run.schools["learning"]
    launches, taught = first_launch(run), teaching(run.months)
    first, mature = [], []
    for i in np.flatnonzero(launches >= 0):
        for begin in range(int(launches[i]), run.months - 11, 12):
            rows = slice(begin, begin + 12)
            if not (run.schools["status"][rows, i] == ACTIVE).all():
                continue
            age = (begin - launches[i]) // 12
            row = (begin // 12 if age == 0 else age, belief[begin, i], gain[rows, i][taught[rows]].mean())
            if age == 0:
                first.append(row)
            elif begin - launches[i] >= MATURE:
                mature.append(row)
    return BuyIn(*(np.array(rows, np.float64).reshape(-1, 3) for rows in (first, mature)))


def centred(tables: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Belief and learning less their means of the same year, over all runs together."""
    table = np.concatenate(list(tables))
    _, group = np.unique(table[:, 0], return_inverse=True)
    counts = np.bincount(group)
    away = [table[:, k] - (np.bincount(group, table[:, k]) / counts)[group] for k in (1, 2)]
    return away[0], away[1]


def _slope(tables: Sequence[NDArray[np.float64]]) -> float:
    x, y = centred(tables)
    return float(x @ y / (x @ x)) if x.size > 2 and float(x @ x) > 0.0 else float("nan")


def buying_in(setting: Setting) -> Sequence[Finding]:
    """The slope of learning on buy-in early and late."""
    found = collect(setting, buy_in, replicates=(80, 96), sets=(2, 6))

    def cloud(axes: Axes) -> None:
        for turn, (name, pick) in enumerate((("first year", 0), ("year 5 and later", 1))):
            scatter(axes, *centred([piece[pick] for piece in found.pieces]), name, turn)
        label(axes, "belief of the school, less the mean of its year", "learning, less the same (SD)")

    return [
        judge(
            "buy_in_first_year", found, lambda piece: piece.first, summary=_slope, draw=cloud,
            sentence="In the first year the slope is {value} SD per unit of belief ({low} to {high}).",
        ),
        judge(
            "buy_in_mature", found, lambda piece: piece.mature, summary=_slope, draw=cloud,
            sentence="From year 5 on the slope is {value} SD per unit of belief ({low} to {high}).",
        ),
    ]  # fmt: skip


def uncoached(luck: Luck) -> float:
    """Learning in years three to five where no coaching hour is bought."""
    run = start(majority(), luck, NO_COACHING, random_order=True).run()
    return mean_of(list(since_launch(run, "learning", 24, 60)))


def materials(setting: Setting) -> Sequence[Finding]:
    """Everything is launched and paid but people's time with people."""
    found: Collected = collect(setting, uncoached, replicates=(12, 24), sets=(1, 4))
    return [
        judge(
            "materials_alone", found, lambda piece: piece,
            sentence="Without any coaching years three to five bring {value} SD ({low} to {high}).",
        )
    ]  # fmt: skip


STUDIES = (
    Study(
        "learning_over_the_years", "pattern",
        (
            "learning_dip", "learning_from_year_3", "learning_grows_with_years", "learning_by_poverty",
            "programme_effect",
        ),
        over_the_years,
    ),
    Study("buy_in", "pattern", ("buy_in_first_year", "buy_in_mature"), buying_in),
    Study("materials", "pattern", ("materials_alone",), materials),
)  # fmt: skip
