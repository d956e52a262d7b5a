"""What strategies bring and cost: bought help or own pipelines, the price of speed, five years and twenty-five."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.outcomes import find_outcome
from sim.outcomes.sustainability import sustained
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge, mean_of
from sim.validation.patterns.picture import band, label
from sim.validation.patterns.place import Luck, majority, middle, of_teachers, since_launch, start

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

OWN_BUDGET = 52.0
"""Recurring dollars a student and year for own coaches (the typical dollars of ten years, all from the own budget)."""

LONG, MAJORITY_YEARS = 40, 25
FIVE_YEARS = 60


class Pipelines(NamedTuple):
    """Effective practice by year, own coaches and bought help, and dollars a student over ten years."""

    effective: NDArray[np.float64]  # (2, years)
    dollars: NDArray[np.float64]  # (2,)


def recurring(dollars: float) -> dict[str, float]:
    """So many dollars a student each year from the operating budget, and nothing else."""
    return {
        "grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": dollars,
        "operating_growth": 0.0,
    }  # fmt: skip


def pipelines(luck: Luck) -> Pipelines:
    """Spend all support dollars on own coaches; then give the same total, spread evenly, to a renewable contract.

    Own coaches are found slowly, so that not all of an even budget is spent in the first years.
    """
    first = start(middle(recurring(OWN_BUDGET), build_buy=-1.0), luck).run()
    students = float(first.enrollment.sum())
    total = float(first.district["dollars"].sum()) / students
    runs = [first, start(middle(recurring(total / 10.0), build_buy=1.0), luck).run()]
    return Pipelines(
        np.array([of_teachers(run, "effective").reshape(-1, 12)[:, 2:].mean(axis=1) for run in runs]),
        np.array([run.district["dollars"].sum() / students for run in runs]),
    )


def building_or_buying(setting: Setting) -> Sequence[Finding]:
    """Early and late, at equal dollars."""
    found = collect(setting, pipelines, replicates=(20, 60), sets=(2, 6), runs_each=2)
    spent = np.array([piece.dollars for piece in found.pieces]).mean(axis=0)

    def years(axes: Axes) -> None:
        for turn, name in enumerate(("own coaches", "bought help")):
            runs = np.array([piece.effective[turn] for piece in found.pieces])
            band(axes, np.arange(1, runs.shape[1] + 1), runs, name, turn)
        label(axes, "year", "effective practice (0 to 1)")

    bill = f" Dollars a student in ten years: {spent[0]:.0f} and {spent[1]:.0f}."
    return [
        judge(
            f"pipelines_year_{year}", found,
            lambda piece, year=year: float(piece.effective[0, year - 1] - piece.effective[1, year - 1]), draw=years,
            sentence=f"In year {year} own coaches are {{value}} of effective practice ahead of bought help ({{low}} to "
            f"{{high}}).{bill}",
            why=WHY_PIPELINES,
        )
        for year in (2, 10)
    ]  # fmt: skip


class Speed(NamedTuple):
    """Practice 36 months after launch, fast and slow."""

    at_36: NDArray[np.float64]
    effective: NDArray[np.float64]  # (2, years) of all teachers


def speed(luck: Luck) -> Speed:
    """Launch half of the schools a year, or a sixteenth; schools that gave up stay in."""
    runs = [start(middle(fast_slow=lean), luck).run() for lean in (-1.0, 1.0)]
    return Speed(
        np.array([mean_of(list(since_launch(run, "effective", 30, 42))) for run in runs]),
        np.array([of_teachers(run, "effective")[11::12] for run in runs]),
    )


def pace(setting: Setting) -> Sequence[Finding]:
    """What speed costs in depth."""
    found = collect(setting, speed, replicates=(16, 40), sets=(2, 6), runs_each=2)

    def years(axes: Axes) -> None:
        for turn, name in enumerate(("fast", "slow")):
            runs = np.array([piece.effective[turn] for piece in found.pieces])
            band(axes, np.arange(1, runs.shape[1] + 1), runs, name, turn)
        label(axes, "year", "effective practice of all teachers (0 to 1)")

    return [
        judge(
            "price_of_speed", found, lambda piece: float(piece.at_36[0] - piece.at_36[1]), draw=years,
            sentence="Three years after launch practice in fast districts differs by {value} from slow ones ({low} to "
            "{high}).",
            why=WHY_SPEED,
        )
    ]  # fmt: skip


class Horizon(NamedTuple):
    """How far the majority strategy is after five years, and when it stands on its own feet."""

    beginning: float  # effective practice in year 5 over the most in 25 years
    year: float  # from which it is sustained; the horizon if never
    share: NDArray[np.float64]  # sustained share of students, by year
    effective: NDArray[np.float64]  # by year


def horizon(luck: Luck) -> Horizon:
    """Forty years under the majority strategy."""
    run = start(majority(), luck, years=LONG).run()
    practice = of_teachers(run, "effective").reshape(-1, 12)[:, 2:].mean(axis=1)
    year = find_outcome("year_sustained").formula(run)
    shares = sustained(run)[11::12] @ (run.enrollment / run.enrollment.sum())
    top = float(practice[:MAJORITY_YEARS].max())
    return Horizon(
        float(practice[FIVE_YEARS // 12 - 1]) / top if top > 0.0 else float("nan"),
        year if np.isfinite(year) else float(LONG),
        shares,
        practice,
    )


def _median(years: Sequence[float]) -> float:
    return float(np.median(years))


def long_run(setting: Setting) -> Sequence[Finding]:
    """Five years and twenty-five."""
    found = collect(setting, horizon, replicates=(16, 40), sets=(1, 3))

    def years(axes: Axes) -> None:
        for turn, (name, key) in enumerate((("effective practice", "effective"), ("students in lasting schools", "share"))):
            band(axes, np.arange(1, LONG + 1), np.array([getattr(piece, key) for piece in found.pieces]), name, turn)
        axes.axvline(5, color="#767676", linewidth=0.8, linestyle=":")
        axes.axvline(25, color="#767676", linewidth=0.8, linestyle=":")
        axes.set_ylim(0, 1)
        label(axes, "year (dotted: 5 and 25, as one leader said)", "0 to 1")

    return [
        judge(
            "five_years_beginning", found, lambda piece: piece.beginning, draw=years,
            sentence="Year 5 shows {value} of the most effective practice of 25 years ({low} to {high}).",
            why=WHY_FIVE,
        ),
        judge(
            "twenty_five_years", found, lambda piece: piece.year, summary=_median, by="value", draw=years,
            sentence=f"Half of the students are in schools that stand on their own feet from year {{value}} on (median "
            f"run, {{low}} to {{high}}; {LONG} is the horizon).",
            why=WHY_TWENTY_FIVE,
        ),
    ]  # fmt: skip


WHY_PIPELINES = WHY_SPEED = WHY_FIVE = WHY_TWENTY_FIVE = "TO FIND OUT"

STUDIES = (
    Study("pipelines", "pattern", ("pipelines_year_2", "pipelines_year_10"), building_or_buying),
    Study("pace", "pattern", ("price_of_speed",), pace),
    Study("long_run", "pattern", ("five_years_beginning", "twenty_five_years"), long_run),
)
