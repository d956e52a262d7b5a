"""Schools giving up, what those do that go on, and schools arriving at full implementation, with support or without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, GAVE_UP
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import band, label
from sim.validation.patterns.place import ALL_AT_ONCE, Luck, first_launch, history, majority, start

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

OLDEST = 10  # decisions of a school that a ten-year run can show
THREE_YEARS = 36
ENOUGH_HOURS = 20.0  # coach hours a teacher-year
IN_EARNEST = 1.0 / 3.0  # share of teachers beyond mechanical use in a school that implements in earnest
FULL = 0.5  # share of teachers with deep practice at full implementation
ALONE_YEARS = 17
NO_COACHING = {"highest_dose": 0.0}
WELL_FUNDED = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 200.0}


class Drops(NamedTuple):
    """Counts by the age of a school in whole years, 1, 2, ... : schools that had to decide, schools that gave up."""

    asked: NDArray[np.float64]
    gone: NDArray[np.float64]


def drops(luck: Luck) -> Drops:
    """Count the decisions of each July after a school's first launch."""
    run = history(luck)
    status, launches = run.schools["status"], first_launch(run)
    asked, gone = np.zeros(OLDEST), np.zeros(OLDEST)
    for i in np.flatnonzero(launches >= 0):
        for year, july in enumerate(range(int(launches[i]) + 12, run.months, 12)):
            if status[july - 1, i] != ACTIVE:
                break  # a second launch is another story
            asked[year] += 1.0
            gone[year] += float(status[july, i] == GAVE_UP)
    return Drops(asked, gone)


def _rate(pieces: Sequence[Drops], first: int, last: int) -> float:
    gone = sum(float(piece.gone[first:last].sum()) for piece in pieces)
    asked = sum(float(piece.asked[first:last].sum()) for piece in pieces)
    return gone / asked if asked > 0.0 else float("nan")


def survivors(luck: Luck) -> NDArray[np.float64]:
    """Share of teachers beyond mechanical use, by school still in the programme three years after its launch."""
    run = history(luck)
    status, beyond = run.schools["status"], run.schools["use"] - run.schools["surface"]
    found = []
    for i in np.flatnonzero((first_launch(run) >= 0) & (first_launch(run) + THREE_YEARS <= run.months)):
        rows = slice(first_launch(run)[i], first_launch(run)[i] + THREE_YEARS)
        if (status[rows, i] == ACTIVE).all():
            found.append(float(beyond[rows, i][-1]))
    return np.array(found)


def _in_earnest(pieces: Sequence[NDArray[np.float64]]) -> float:
    beyond = np.concatenate(list(pieces))
    return float((beyond >= IN_EARNEST).mean()) if beyond.size else float("nan")


def giving_up(setting: Setting) -> Sequence[Finding]:
    """How many give up in a year, early and late, and what those do that go on."""
    found = collect(setting, drops, replicates=(80, 96), sets=(2, 6))
    going_on = collect(setting, survivors, replicates=(80, 96), sets=(2, 6))  # the same runs

    def by_age(axes: Axes) -> None:
        rates = np.array([[_rate([piece], k, k + 1) for k in range(OLDEST - 1)] for piece in found.pieces])
        pooled = [_rate(found.pieces, k, k + 1) for k in range(OLDEST - 1)]
        axes.bar(np.arange(1, OLDEST), pooled, color="#8C8C8C", width=0.7, label="all runs together")
        spread = np.nanstd(rates, axis=0) / np.sqrt(np.maximum(1, np.isfinite(rates).sum(axis=0)))
        axes.errorbar(np.arange(1, OLDEST), pooled, 2.0 * spread, fmt="none", color="#1A1A1A", linewidth=1)
        axes.axhspan(0.12, 0.19, color="#009E73", alpha=0.18, linewidth=0, label="school reforms, years 1-3")
        axes.set_ylim(0.0, 0.35)
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "years since launch", "share of active schools that give up")

    def earnest(axes: Axes) -> None:
        beyond = np.concatenate(list(going_on.pieces))
        axes.hist(beyond, bins=24, range=(0.0, 1.0), color="#8C8C8C", label="schools still in the programme")
        axes.axvline(IN_EARNEST, color="#D55E00", linewidth=2, linestyle="--", label="in earnest: a third or more")
        axes.set_ylim(top=1.4 * axes.get_ylim()[1])
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "share of teachers beyond mechanical use, month 36", "schools of all runs")

    return [
        judge(
            "formal_drop", found, lambda piece: piece, summary=lambda pieces: _rate(pieces, 0, 3), by="value",
            draw=by_age, sentence="{value} of the active schools give up a year in their first three years ({low} to "
            "{high}).",
        ),
        judge(
            "drop_by_age", found, lambda piece: piece, draw=by_age,
            summary=lambda pieces: _rate(pieces, 0, 3) - _rate(pieces, 5, OLDEST),
            sentence="In years 1-3 {value} more of the active schools give up a year than in years 6-10 ({low} to "
            "{high}).",
        ),
        judge(
            "survivors_implement", going_on, lambda piece: piece, summary=_in_earnest, by="value", draw=earnest,
            sentence="In {value} of the schools that are still in the programme after three years a third of the "
            "teachers or more are beyond mechanical use ({low} to {high}).",
        ),
    ]  # fmt: skip


class Full(NamedTuple):
    """Share of well-supported schools in which half of the teachers are deep, and deep teachers month by month."""

    reached: float
    deep: NDArray[np.float64]


def full(luck: Luck) -> Full:
    """Look at schools that had 20 and more coach hours a teacher-year for three years, gave up or not."""
    run = start(majority(**WELL_FUNDED), luck, random_order=True, years=8).run()
    launches, deep = first_launch(run), run.schools["deep"]
    curves = []
    for i in np.flatnonzero((launches >= 0) & (launches + THREE_YEARS <= run.months)):
        rows = slice(launches[i], launches[i] + THREE_YEARS)
        active = run.schools["status"][rows, i] == ACTIVE
        if active[:12].all() and run.schools["hours"][rows, i][active].mean() >= ENOUGH_HOURS:
            curves.append(deep[rows, i].astype(np.float64))
    if not curves:
        return Full(float("nan"), np.full(THREE_YEARS, np.nan))
    return Full(float(np.mean([curve.max() >= FULL for curve in curves])), np.mean(curves, axis=0))


def arriving(setting: Setting) -> Sequence[Finding]:
    """How many well-supported schools arrive at full implementation within three years."""
    found = collect(setting, full, replicates=(20, 30), sets=(1, 4))

    def curve(axes: Axes) -> None:
        band(
            axes, np.arange(1, THREE_YEARS + 1), np.array([piece.deep for piece in found.pieces]), "middle 90 % of runs"
        )
        axes.set_ylim(0, 1)
        label(axes, "months since launch", "share of teachers with deep practice")

    return [
        judge(
            "full_implementation", found, lambda piece: piece.reached, by="value", draw=curve,
            sentence="{value} of the well-supported schools arrive by month 36 ({low} to {high}).",
        )
    ]  # fmt: skip


class Alone(NamedTuple):
    """What becomes of schools launched without any coaching, at the end of each year."""

    arrived: NDArray[np.float64]  # share of the schools in which half of the teachers have ever been deep
    use: NDArray[np.float64]  # share of the teachers who use it, mean over schools


def alone(luck: Luck) -> Alone:
    """Launch all schools at once with everything but coaching hours, and follow them for 17 years."""
    run = start(majority(), luck, {**ALL_AT_ONCE, **NO_COACHING}, instant_launch=True, years=ALONE_YEARS).run()
    begun = first_launch(run) >= 0
    deep, use = (run.schools[name].astype(np.float64)[:, begun] for name in ("deep", "use"))
    return Alone(ever_full(deep)[11::12], use[11::12].mean(axis=1))


def ever_full(deep: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the schools that have been at full implementation until each month; ``deep`` is (months, schools)."""
    return np.asarray((np.maximum.accumulate(deep, axis=0) >= FULL).mean(axis=1), np.float64)


def unsupported(setting: Setting) -> Sequence[Finding]:
    """How many schools arrive at full implementation without any coaching."""
    found = collect(setting, alone, replicates=(60, 100), sets=(2, 8))

    def curves(axes: Axes) -> None:
        years = np.arange(1, ALONE_YEARS + 1)
        band(axes, years, np.array([piece.arrived for piece in found.pieces]), "schools where half were ever deep")
        band(axes, years, np.array([piece.use for piece in found.pieces]), "teachers who use it", 1)
        axes.set_ylim(0, 1)
        label(axes, "years since launch, no coaching", "share")

    return [
        judge(
            "without_support", found, lambda piece: float(piece.arrived[-1]), by="value", draw=curves,
            sentence="Without any coaching half of the teachers are deep at any time within 17 years in {value} of "
            "the schools ({low} to {high}).",
        )
    ]  # fmt: skip


STUDIES = (
    Study("giving_up", "pattern", ("formal_drop", "drop_by_age", "survivors_implement"), giving_up),
    Study("full_implementation", "pattern", ("full_implementation",), arriving),
    Study("without_support", "pattern", ("without_support",), unsupported),
)
