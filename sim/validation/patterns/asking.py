"""Who asks whom for advice: whether colleagues come to think alike, and whether schools that ask more are readier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.validation.check import Finding, Study, expectations
from sim.validation.network_statistics import log_odds
from sim.validation.networks import asking
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import label, scatter
from sim.validation.patterns.place import ALL_AT_ONCE, Luck, majority, start
from sim.validation.patterns.regression import correlation, left_over

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

THREE_YEARS = 36  # months since launch


class Asked(NamedTuple):
    """What the advice ties inside schools go with, three years after launch."""

    odds: NDArray[np.float64]  # log odds ratio of a tie inside a third of readiness, by school
    asked: NDArray[np.float64]  # colleagues asked by a teacher, less what low-income share and size explain
    readiness: NDArray[np.float64]  # of the school's teachers, less the same


def thirds(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Number of the third, 0 to 2, in which each of the district's teachers stands."""
    return np.asarray(np.digitize(values, np.quantile(values, [1.0 / 3.0, 2.0 / 3.0])), np.int64)


def ties_inside(sim: Simulation) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log odds ratio of a tie inside a third of readiness, and colleagues asked by a teacher, by school."""
    first, stands = sim.schools.first, thirds(sim.teachers.readiness.astype(np.float64))
    odds, asked = np.empty(first.size - 1), np.empty(first.size - 1)
    for i in range(first.size - 1):
        asks, _ = asking(sim.population, i)
        here = stands[first[i] : first[i + 1]]
        odds[i] = log_odds(asks, here[:, None] == here[None, :], ~np.eye(here.size, dtype=bool))
        asked[i] = asks.sum() / here.size
    return odds, asked


def advice(luck: Luck) -> Asked:
    """Launch all schools at once under the majority strategy and look at their ties after three years."""
    sim = start(majority(), luck, ALL_AT_ONCE, instant_launch=True, years=3)
    run = sim.run()
    odds, asked = ties_inside(sim)
    equal = (run.low_income_share, run.teachers)
    readiness = run.schools["readiness"][THREE_YEARS - 1]
    return Asked(odds, left_over(asked, *equal), left_over(readiness, *equal))


def asking_colleagues(setting: Setting) -> Sequence[Finding]:
    """Ties between the like-minded, and readiness of schools that ask more."""
    found = collect(setting, advice, replicates=(160, 240), sets=(8, 16))

    def odds(axes: Axes) -> None:
        values, measured = np.concatenate([piece.odds for piece in found.pieces]), expectations()
        expected = measured["ties_of_the_like_minded"]
        axes.hist(values, bins=30, range=(-1.2, 1.2), color="#8C8C8C", label="schools of all runs")
        axes.axvline(float(values.mean()), color="#0072B2", linewidth=2, label="their mean")
        middle = 0.5 * (expected.low + expected.high)
        axes.axvline(middle, color="#D55E00", linewidth=2, linestyle="--", label="mean of the measured schools")
        axes.set_ylim(top=1.4 * axes.get_ylim()[1])
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "log odds ratio of a tie, same third against others", "schools")

    def cloud(axes: Axes) -> None:
        some = found.pieces[:40]
        scatter(
            axes, np.concatenate([p.asked for p in some]), np.concatenate([p.readiness for p in some]),
            "schools of 40 runs",
        )  # fmt: skip
        label(axes, "colleagues asked, at equal low-income share and size", "readiness, at the same (0 to 1)")

    return [
        judge(
            "ties_of_the_like_minded", found, lambda piece: float(piece.odds.mean()), by="value", draw=odds,
            sentence="Three years after launch the log odds ratio of a tie inside a third of readiness is {value} "
            "({low} to {high}).",
        ),
        judge(
            "ties_and_climate", found, lambda piece: (piece.asked, piece.readiness), summary=correlation, draw=cloud,
            sentence="Colleagues asked and readiness correlate {value} over schools at equal low-income share and size "
            "({low} to {high}).",
        ),
    ]  # fmt: skip


STUDIES = (Study("asking_colleagues", "pattern", ("ties_of_the_like_minded", "ties_and_climate"), asking_colleagues),)
