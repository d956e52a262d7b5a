"""What is left when outside support ends: after months, after years, in which schools, and where it never began."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import band, label, line, scatter
from sim.validation.patterns.place import ALL_AT_ONCE, NO_PACE, OUTSIDE_MONEY, Luck, majority, of_teachers, start

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

SUPPORTED = (12, 36, 60)  # months of support, from the first July on
FOLLOWED = 60  # months after it
SOME_TEACHERS = 0.2  # a site that keeps something: at least so many use at least a component
WORTH_NOTHING = 0.05  # effective practice below which nothing was there to be kept
LONGEST = (SUPPORTED[-1] + FOLLOWED) // 12


class Left(NamedTuple):
    """What one draw of luck leaves of the same programme after one, three and five years of support."""

    use: NDArray[np.float64]  # (3, months): share of teachers using
    after_19: float  # the same 19 months after one year
    after_5_years: float  # the same five years after three years
    some: float  # share of schools that keep something two years after three years
    partial: float  # share that keeps between 5 and 95 % of its effective practice
    depth: NDArray[np.float64]  # of users at the end of three years, by school
    lasting: NDArray[np.float64]  # share using two years later, by school
    fate: NDArray[np.float64]  # effective practice five years after three years, by school
    kept: NDArray[np.float64]  # five years after: practice against the same luck with support kept, by years of support


def left(luck: Luck) -> Left:
    """Launch all schools on outside money, then end all support after one, three and five years.

    The branches share their luck with a run whose support goes on: the difference is what the end of support does.
    """
    sim = start(majority(**OUTSIDE_MONEY), luck, ALL_AT_ONCE, instant_launch=True, years=LONGEST)
    runs = []
    for months in SUPPORTED:
        while sim.month < months:
            sim.step()
        branch = sim.branch()
        branch.withdraw()
        while branch.month < months + FOLLOWED:
            branch.step()
        runs.append(branch.history.finished())
    while sim.month < 12 * LONGEST:
        sim.step()
    supported = of_teachers(sim.history.finished(), "effective")
    use = np.full((len(runs), 12 * LONGEST), np.nan)
    for row, run in enumerate(runs):
        use[row, : run.months] = of_teachers(run, "use")
    ends = [months + FOLLOWED - 1 for months in SUPPORTED]
    kept = [of_teachers(run, "effective")[end] / supported[end] for run, end in zip(runs, ends, strict=True)]
    three = runs[1]
    return Left(use, use[0, SUPPORTED[0] + 18], use[1, ends[1]], *two_years_later(three), last(three), np.array(kept))


def last(run: History) -> NDArray[np.float64]:
    """Effective practice of the schools in the last month."""
    return np.asarray(run.schools["effective"][-1], np.float64)


def two_years_later(run: History) -> tuple[float, float, NDArray[np.float64], NDArray[np.float64]]:
    """Look at the schools that were active when three years of support ended, and again two years later."""
    end = SUPPORTED[1] - 1
    was = run.schools["status"][end] == ACTIVE
    before, after = (run.schools["effective"][month][was].astype(np.float64) for month in (end, end + 24))
    lasting = run.schools["use"][end + 24][was].astype(np.float64)
    worth = before >= WORTH_NOTHING
    ratio = after[worth] / before[worth]
    partial = float(np.mean((ratio > 0.05) & (ratio < 0.95))) if worth.any() else float("nan")
    some = float((lasting >= SOME_TEACHERS).mean()) if was.any() else float("nan")
    return some, partial, run.schools["depth"][end][was].astype(np.float64), lasting


def _correlation(pieces: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> float:
    """Correlation inside runs, so that luck of whole districts does not count."""
    x, y = (np.concatenate([pair[k] - pair[k].mean() for pair in pieces]) for k in (0, 1))
    return float(np.corrcoef(x, y)[0, 1])


def bimodality(pieces: Sequence[NDArray[np.float64]]) -> float:
    """Sarle's coefficient ``(skewness^2 + 1) / kurtosis`` with the correction for small samples; uniform is 5/9.

    A single skewed peak gets high values too, so that it counts only where both fates are there: at least a tenth of
    the schools above and a tenth below the middle of the practice seen; else it is 0.
    """
    from scipy import stats

    values = np.concatenate(list(pieces))
    n = values.size
    above = float((values > 0.5 * values.max()).mean())
    if n < 4 or not 0.1 <= above <= 0.9:
        return 0.0
    skew, excess = float(stats.skew(values, bias=False)), float(stats.kurtosis(values, bias=False))
    return (skew**2 + 1.0) / (excess + 3.0 * (n - 1) ** 2 / ((n - 2) * (n - 3)))


def lasting(setting: Setting) -> Sequence[Finding]:
    """All that concerns the time after support."""
    found = collect(setting, left, replicates=(20, 30), sets=(1, 4), runs_each=4)

    def curves(axes: Axes) -> None:
        for row, months in enumerate(SUPPORTED):
            runs = np.array([piece.use[row] for piece in found.pieces])
            band(axes, np.arange(runs.shape[1]) / 12.0, runs, f"support for {months} months", row)
        axes.set_ylim(0, 1)
        label(axes, "year", "share of teachers using")

    def cloud(axes: Axes) -> None:
        scatter(
            axes, np.concatenate([p.depth for p in found.pieces]), np.concatenate([p.lasting for p in found.pieces]),
            "schools after three years of support",
        )  # fmt: skip
        label(axes, "depth of users at the end of support", "share using two years later")

    def fates(axes: Axes) -> None:
        axes.hist(np.concatenate([piece.fate for piece in found.pieces]), bins=20, range=(0, 1), color="#8C8C8C")
        label(axes, "effective practice five years after support", "schools of all runs")

    def support(axes: Axes) -> None:
        means = np.array([piece.kept for piece in found.pieces]).mean(axis=0)
        line(axes, [months / 12 for months in SUPPORTED], means, "mean of runs")
        axes.set_ylim(0, 1)
        label(axes, "years of support", "practice five years later, share of what support would have kept")

    return [
        judge(
            "kept_after_19_months", found, lambda piece: piece.after_19, by="value", draw=curves,
            sentence="19 months after one supported year {value} of the teachers in post use it ({low} to {high}).",
        ),
        judge(
            "kept_after_5_years", found, lambda piece: piece.after_5_years, by="value", draw=curves,
            sentence="Five years after three supported years {value} of the teachers in post use it ({low} to {high}).",
        ),
        judge(
            "some_of_it_kept", found, lambda piece: piece.some, draw=curves,
            sentence="Two years after three supported years {value} of the schools keep something ({low} to {high}).",
        ),
        judge(
            "partial_continuation", found, lambda piece: piece.partial, draw=curves,
            sentence="{value} of the schools keep a part, neither all nor nothing ({low} to {high}).",
        ),
        judge(
            "fidelity_and_lasting", found, lambda piece: (piece.depth, piece.lasting), summary=_correlation, draw=cloud,
            sentence="Depth at the end of support and use two years later correlate {value} over schools ({low} to "
            "{high}).",
        ),
        judge(
            "two_fates", found, lambda piece: piece.fate, summary=bimodality, by="value", draw=fates,
            sentence="Five years after support the bimodality coefficient of the schools is {value} ({low} to {high}).",
        ),
        judge(
            "years_of_support", found, lambda piece: float(piece.kept[2] - piece.kept[0]), draw=support,
            sentence="After five years of support {value} more of what support would have kept is there five years "
            "later than after one ({low} to {high}).",
        ),
    ]  # fmt: skip


def effect_apart(luck: Luck) -> float:
    """Use five years after three supported years, with 1.5 times less with half the learning effect."""
    found = []
    for size in (1.5, 0.5):
        sim = start(
            majority(**OUTSIDE_MONEY), luck, {**ALL_AT_ONCE, "learning_full": 0.25 * size}, instant_launch=True, years=8
        )
        for month in range(96):
            if month == SUPPORTED[1]:
                sim.withdraw()
            sim.step()
        found.append(of_teachers(sim.history.finished(), "use")[-1])
    return float(found[0] - found[1])


def effects(setting: Setting) -> Sequence[Finding]:
    """An innovation that works better does not last longer for that."""
    found = collect(setting, effect_apart, replicates=(6, 10), sets=(0, 1), runs_each=2)
    return [
        judge(
            "effect_and_lasting", found, lambda piece: piece,
            sentence="Three times the learning effect changes what is left after five years by {value} ({low} to "
            "{high}).",
        )
    ]  # fmt: skip


class Comparison(NamedTuple):
    """Share of teachers in post who use it, month by month, where it was launched and where it never was."""

    launched: NDArray[np.float64]
    never: NDArray[np.float64]


def half_launched(luck: Luck) -> Simulation:
    """Launch every second school, drawn at random, on outside money; end all support after three years."""
    half = {**ALL_AT_ONCE, "pace_slow": 0.5, "pace_fast": 0.5}
    end = SUPPORTED[1] + FOLLOWED
    sim = start(majority(**OUTSIDE_MONEY), luck, half, instant_launch=True, random_order=True, years=end // 12)
    sim.step()
    sim.parameters = sim.parameters._replace(pace_slow=NO_PACE, pace_fast=NO_PACE)  # the others never follow
    while sim.month < SUPPORTED[1]:
        sim.step()
    sim.withdraw()
    while sim.month < end:
        sim.step()
    return sim


def compared(luck: Luck) -> Comparison:
    """Use in both halves of the schools, to five years after the end of support."""
    sim = half_launched(luck)
    run, never = sim.history.finished(), sim.schools.launch_month < 0
    use = run.schools["use"].astype(np.float64)
    return Comparison(*(use @ (run.teachers * rows / (run.teachers * rows).sum()) for rows in (~never, never)))


def comparing(setting: Setting) -> Sequence[Finding]:
    """Use in schools that never began."""
    found = collect(setting, compared, replicates=(60, 100), sets=(4, 8))

    def curves(axes: Axes) -> None:
        for turn, (name, pick) in enumerate((("launched, supported for 36 months", 0), ("never launched", 1))):
            runs = np.array([piece[pick] for piece in found.pieces])
            band(axes, np.arange(1, runs.shape[1] + 1) / 12.0, runs, name, turn)
        axes.set_ylim(0, 1)
        label(axes, "year", "share of teachers using")

    return [
        judge(
            "comparison_schools", found, lambda piece: float(piece.never[-1]), by="value", draw=curves,
            sentence="Five years after the others' support has ended {value} of the teachers in post use it in schools "
            "that were never launched ({low} to {high}).",
        )
    ]  # fmt: skip


STUDIES = (
    Study(
        "after_support", "pattern",
        (
            "kept_after_19_months", "kept_after_5_years", "some_of_it_kept", "partial_continuation",
            "fidelity_and_lasting", "two_fates", "years_of_support",
        ),
        lasting,
    ),
    Study("effect_and_lasting", "pattern", ("effect_and_lasting",), effects),
    Study("comparison_schools", "pattern", ("comparison_schools",), comparing),
)  # fmt: skip
