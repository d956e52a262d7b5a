"""The third year of schools that were launched together: who uses it, how many are far, and who asks whom.

The same runs show which schools last (:mod:`sim.validation.patterns.lasting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE
from sim.validation.check import Finding, Study, expectations
from sim.validation.networks import asking
from sim.validation.patterns import lasting
from sim.validation.patterns.judging import Collected, collect, judge
from sim.validation.patterns.picture import band, label
from sim.validation.patterns.place import Luck, keep_promise, launched_together

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES", "six_years", "trust_apart"]

YEARS = 6
THIRD_YEAR = 34  # month since launch
TIES = 36  # the July that ends the third year, after people have left and come
SUBSTANTIAL, HALFWAY = 0.5, 0.35  # effective practice, mean over a school's teachers
ROUNDING = 1e-6  # of stored float32 numbers


class SixYears(NamedTuple):
    """What one run of schools launched together shows."""

    lasting: lasting.Lasting
    nonusers: NDArray[np.float64]  # share of the teachers in post in active schools, by month; NaN without a school
    practice: NDArray[np.float64]  # effective practice of the schools active in month 34
    apart: NDArray[np.float64]  # by school active in month 36: difference in trust with a tie less without


def six_years(luck: Luck) -> SixYears:
    """Launch all schools in the first July and follow them for six years, every promised hour paid."""
    sim, apart = launched_together(luck, YEARS), np.array([])
    while sim.month < 12 * YEARS:
        sim.step()
        if sim.month % 12 == 1:  # the step was a July
            keep_promise(sim)
        if sim.month == TIES + 1:
            apart = trust_apart(sim)
    run = sim.history.finished()
    active = run.schools["status"][THIRD_YEAR] == ACTIVE
    practice = run.schools["effective"][THIRD_YEAR][active].astype(np.float64)
    return SixYears(lasting.lasting(run), nonusers(run), practice, apart)


def nonusers(run: History) -> NDArray[np.float64]:
    """Share of the teachers in post in active schools who use no component, month by month; NaN without a school."""
    weight = (run.schools["status"] == ACTIVE) * run.teachers
    there = weight.sum(axis=1)
    not_used = (weight * (1.0 - run.schools["use"].astype(np.float64))).sum(axis=1)
    return np.asarray(np.divide(not_used, there, out=np.full(there.shape, np.nan), where=there > 0.0), np.float64)


def trust_apart(sim: Simulation) -> NDArray[np.float64]:
    """How far trust lies apart between asker and asked less between colleagues without a tie, by active school.

    All ordered pairs of a school count; what somebody asks in another school does not. Schools in which nobody asks, or
    everybody everybody, are left out.
    """
    trust, first = sim.teachers.trust.astype(np.float64), sim.schools.first
    found = []
    for i in np.flatnonzero(sim.schools.status == ACTIVE):
        asks, _ = asking(sim.population, int(i))
        here = trust[first[i] : first[i + 1]]
        away, others = np.abs(here[:, None] - here[None, :]), ~asks & ~np.eye(here.size, dtype=bool)
        if asks.any() and others.any():
            found.append(away[asks].mean() - away[others].mean())
    return np.array(found)


def share_from(practice: NDArray[np.float64], level: float) -> float:
    """Share of schools with so much effective practice or more; NaN without a school."""
    return float((practice >= level - ROUNDING).mean()) if practice.size else float("nan")


def mean_apart(apart: NDArray[np.float64]) -> float:
    """Mean over schools; NaN without any."""
    return float(apart.mean()) if apart.size else float("nan")


def findings(found: Collected) -> list[Finding]:
    """Hold the third year against its expectations."""
    pieces: list[SixYears] = list(found.pieces)
    practice = np.concatenate([piece.practice for piece in pieces])
    known = sum(piece.practice.size > 0 for piece in pieces)
    halfway = float(np.nanmean([share_from(piece.practice, HALFWAY) for piece in pieces]))

    def using(axes: Axes) -> None:
        runs = np.array([piece.nonusers[: TIES + 1] for piece in pieces])
        band(axes, np.arange(TIES + 1), runs, "schools still in it, middle 90 % of runs")
        axes.set_ylim(0, 1)
        label(axes, "months since launch", "share of teachers who use nothing of it")

    def schools(axes: Axes) -> None:
        axes.hist(practice, bins=25, range=(0.0, 1.0), color="#8C8C8C", label="schools still in it")
        axes.axvline(SUBSTANTIAL, color="#D55E00", linewidth=2, linestyle="--", label="substantial: .5 and more")
        axes.set_ylim(top=1.4 * axes.get_ylim()[1])
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "effective practice of a school, month 34 (0 to 1)", "schools of all runs")

    def trusting(axes: Axes) -> None:
        values, expected = np.concatenate([piece.apart for piece in pieces]), expectations()["ties_of_like_trust"]
        axes.hist(values, bins=30, range=(-0.06, 0.06), color="#8C8C8C", label="schools of all runs")
        axes.axvline(float(values.mean()), color="#0072B2", linewidth=2, label="their mean")
        middle = 0.5 * (expected.low + expected.high)
        axes.axvline(middle, color="#D55E00", linewidth=2, linestyle="--", label="mean of the measured schools")
        axes.set_ylim(top=1.4 * axes.get_ylim()[1])
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "difference in trust, with a tie less without", "schools")

    return [
        judge(
            "nonusers_in_year_3", found, lambda piece: float(piece.nonusers[THIRD_YEAR]), by="value", draw=using,
            sentence="In month 34 {value} of the teachers in post in schools still in the programme use nothing of it "
            f"({{low}} to {{high}}; {known} of {len(pieces)} runs have such schools).",
        ),
        judge(
            "substantial_schools_in_year_3", found, lambda piece: share_from(piece.practice, SUBSTANTIAL), by="value",
            draw=schools,
            sentence="In month 34 the teachers' mean effective practice is .5 and more in {value} of the schools still "
            f"in the programme ({{low}} to {{high}}); it is .35 and more in {halfway:.3g} of them (not judged).",
        ),
        judge(
            "ties_of_like_trust", found, lambda piece: mean_apart(piece.apart), by="value", draw=trusting,
            sentence="Three years after launch trust lies {value} further apart between asker and asked than between "
            "colleagues without a tie ({low} to {high}).",
        ),
    ]  # fmt: skip


def together(setting: Setting) -> Sequence[Finding]:
    """Look at schools launched together: which last, and what the third year is like."""
    found = collect(setting, six_years, replicates=(200, 320), sets=(10, 20))
    return [*lasting.findings(found), *findings(found)]


STUDIES = (
    Study(
        "launched_together", "pattern",
        (*lasting.ANSWERS, "nonusers_in_year_3", "substantial_schools_in_year_3", "ties_of_like_trust"),
        together,
    ),
)  # fmt: skip
