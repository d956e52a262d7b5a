"""What strategies bring and cost: bought help or own pipelines, the price of speed, five years and twenty-five."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.simulation import LONGEST_YEARS
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

FIVE_YEARS = 5


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

    Own coaches are found slowly, so that not all of an even budget is spent in the first years. What a contract cannot
    spend (where few schools are launched) is given once more, so that totals come out about equal.
    """
    first = start(middle(recurring(OWN_BUDGET), build_buy=-1.0), luck).run()
    students = float(first.enrollment.sum())
    total = float(first.district["dollars"].sum()) / students
    yearly = total / 10.0
    bought = start(middle(recurring(yearly), build_buy=1.0), luck).run()
    yearly *= min(1.5, total * students / float(bought.district["dollars"].sum()))
    runs = [first, start(middle(recurring(yearly), build_buy=1.0), luck).run()]
    return Pipelines(
        np.array([of_teachers(run, "effective").reshape(-1, 12)[:, 2:].mean(axis=1) for run in runs]),
        np.array([run.district["dollars"].sum() / students for run in runs]),
    )


def building_or_buying(setting: Setting) -> Sequence[Finding]:
    """Early and late, at equal dollars."""
    found = collect(setting, pipelines, replicates=(32, 50), sets=(1, 4), runs_each=3)
    spent = np.array([piece.dollars for piece in found.pieces]).mean(axis=0)

    def years(axes: Axes) -> None:
        for turn, name in enumerate(("own coaches", "bought help")):
            runs = np.array([piece.effective[turn] for piece in found.pieces])
            band(axes, np.arange(1, runs.shape[1] + 1), runs, name, turn)
        label(axes, "year", "effective practice (0 to 1)")

    bill = f" Dollars a student in ten years: {spent[0]:.0f} and {spent[1]:.0f}."

    def ahead(year: int) -> Callable[[Pipelines], float]:
        return lambda piece: float(piece.effective[0, year - 1] - piece.effective[1, year - 1])

    return [
        judge(
            f"pipelines_year_{year}", found, ahead(year), draw=years,
            sentence=f"In year {year} own coaches are {{value}} of effective practice ahead of bought help ({{low}} to "
            f"{{high}}).{bill}",
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
    found = collect(setting, speed, replicates=(24, 40), sets=(1, 4), runs_each=2)

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
        )
    ]  # fmt: skip


class Horizon(NamedTuple):
    """How far the majority strategy is after five years."""

    beginning: float  # effective practice in year 5 over the most in 25 years
    effective: NDArray[np.float64]  # by year


def horizon(luck: Luck) -> Horizon:
    """Twenty-five years under the majority strategy."""
    run = start(majority(), luck, years=25).run()
    practice = of_teachers(run, "effective").reshape(-1, 12)[:, 2:].mean(axis=1)
    top = float(practice.max())
    return Horizon(float(practice[FIVE_YEARS - 1]) / top if top > 0.0 else float("nan"), practice)


def beginning(setting: Setting) -> Sequence[Finding]:
    """Five years against twenty-five."""
    found = collect(setting, horizon, replicates=(32, 40), sets=(1, 4))

    def years(axes: Axes) -> None:
        runs = np.array([piece.effective for piece in found.pieces])
        band(axes, np.arange(1, runs.shape[1] + 1), runs, "middle 90 % of runs")
        axes.axvline(5, color="#767676", linewidth=0.8, linestyle=":")
        label(axes, "year (dotted: 5)", "effective practice of all teachers (0 to 1)")

    return [
        judge(
            "five_years_beginning", found, lambda piece: piece.beginning, draw=years,
            sentence="Year 5 shows {value} of the most effective practice of 25 years ({low} to {high}).",
        )
    ]  # fmt: skip


class Lasting(NamedTuple):
    """When the majority strategy stands on its own feet."""

    year: float  # from which it is sustained; infinite if never within the horizon
    share: NDArray[np.float64]  # share of students in schools that stand on their own feet, by year


def lasting(luck: Luck) -> Lasting:
    """As long as a run can be, under the majority strategy."""
    run = start(majority(), luck, years=LONGEST_YEARS).run()
    year = find_outcome("year_sustained").formula(run)
    shares = sustained(run)[11::12] @ (run.enrollment / run.enrollment.sum())
    return Lasting(year if np.isfinite(year) else float("inf"), shares)


def _median(years: Sequence[float]) -> float:
    return float(np.percentile(years, 50, method="lower"))


def standing(setting: Setting) -> Sequence[Finding]:
    """The order of 25 years."""
    found = collect(setting, lasting, replicates=(24, 30), sets=(0, 1))

    def years(axes: Axes) -> None:
        runs = np.array([piece.share for piece in found.pieces])
        band(axes, np.arange(1, runs.shape[1] + 1), runs, "middle 90 % of runs")
        axes.axvline(25, color="#767676", linewidth=0.8, linestyle=":")
        axes.axhline(0.5, color="#009E73", linewidth=1.2)
        axes.set_ylim(0, 1)
        label(axes, "year (dotted: 25, as one leader said)", "students in schools that stand on their own feet (share)")

    return [
        judge(
            "twenty_five_years", found, lambda piece: piece.year, summary=_median, by="value", draw=years,
            sentence="Half of the students are in schools that stand on their own feet from year {value} on (median "
            f"run, {{low}} to {{high}}; inf: not within {LONGEST_YEARS} years).",
        )
    ]  # fmt: skip


STUDIES = (
    Study("pipelines", "pattern", ("pipelines_year_2", "pipelines_year_10"), building_or_buying),
    Study("pace", "pattern", ("price_of_speed",), pace),
    Study("five_years", "pattern", ("five_years_beginning",), beginning),
    Study("twenty_five_years", "pattern", ("twenty_five_years",), standing),
)
