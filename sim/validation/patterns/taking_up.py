"""Taking it up: the shape of take-up inside voluntary schools, and how far practice gets under ordinary support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE
from sim.validation.check import Finding, Study
from sim.validation.patterns.curves import Fits, fit_take_up
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import band, label
from sim.validation.patterns.place import Luck, first_launch, history, majority, start, teaching

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

FOUR_YEARS = 48
EARLY, LATE = 10, 34  # months since launch between which practice may deepen
MECHANICAL, DEEP = 0.35, 0.65  # cut-offs of the depth classes (by convention)
YEARS_WATCHED = 8


class TakeUp(NamedTuple):
    """What one run shows of take-up."""

    fits: list[Fits]  # one a voluntary school that stayed active for four years
    curves: NDArray[np.float64]  # share of teachers using, months of teaching since launch
    mechanical: float  # share of users in month 10 whose use is mechanical


def take_up(luck: Luck) -> TakeUp:
    """Fit the take-up of every school that was invited (the majority strategy orders nobody) and stayed."""
    run = history(luck)
    launches, taught = first_launch(run), teaching(run.months)
    fits, curves = [], []
    for i in np.flatnonzero((launches >= 0) & (launches + FOUR_YEARS <= run.months)):
        rows = slice(launches[i], launches[i] + FOUR_YEARS)
        if (run.schools["status"][rows, i] == ACTIVE).all():
            use = run.schools["use"][rows, i][taught[rows]].astype(np.float64)
            fits.append(fit_take_up(use))
            curves.append(use)
    at = run.schools["age"] == EARLY
    users = float((run.schools["use"] * run.teachers)[at].sum())
    mechanical = float((run.schools["surface"] * run.teachers)[at].sum()) / users if users > 0 else float("nan")
    return TakeUp(fits, np.array(curves).reshape(-1, FOUR_YEARS * 10 // 12), mechanical)


def _gain(pieces: Sequence[list[Fits]]) -> float:
    return float(np.median([fit.gain for fits in pieces for fit in fits]))


def _turn(pieces: Sequence[list[Fits]]) -> float:
    return float(np.median([fit.turn for fits in pieces for fit in fits]))


def shape(setting: Setting) -> Sequence[Finding]:
    """S-shape, where it turns, and mechanical first use."""
    found = collect(setting, take_up, replicates=(48, 60), sets=(2, 6))

    def curves(axes: Axes) -> None:
        runs = np.array([piece.curves.mean(axis=0) for piece in found.pieces if len(piece.curves)])
        band(axes, np.arange(1, runs.shape[1] + 1), runs, "mean school of a run, middle 90 % of runs")
        axes.set_ylim(0, 1)
        label(axes, "months of teaching since launch", "share of teachers using")

    return [
        judge(
            "take_up_s_shape", found, lambda piece: piece.fits, summary=_gain, draw=curves,
            sentence="In the median school a logistic curve beats exponential saturation by {value} BIC points "
            "({low} to {high}).",
        ),
        judge(
            "take_up_inflection", found, lambda piece: piece.fits, summary=_turn, by="value", draw=curves,
            sentence="The logistic turns at {value} of the use reached after four years (median school, {low} to "
            "{high}).",
        ),
        judge(
            "first_year_mechanical", found, lambda piece: piece.mechanical, by="value", draw=curves,
            sentence="{value} of the users are mechanical in month 10 ({low} to {high}).",
        ),
    ]  # fmt: skip


class Classes(NamedTuple):
    """What one run shows of teachers' depth classes and of where practice varies."""

    moves: NDArray[np.float64]  # counts, class in month 10 by class in month 34
    between: float  # share of the variance of effective practice between schools


def depth_class(sim: Simulation, rows: slice) -> NDArray[np.int64]:
    """Class of each teacher: 0 none, 1 mechanical, 2 routine, 3 deep."""
    used, mastery = sim.teachers.used[rows], sim.teachers.mastery[rows]
    level = 1 + (mastery >= MECHANICAL).astype(np.int64) + (mastery >= DEEP)
    return np.where(used > 0.0, level, 0)


def classes(luck: Luck) -> Classes:
    """Follow the teachers of every launched school, gave up or not, from month 10 to month 34 after launch."""
    sim = start(majority(), luck, years=YEARS_WATCHED)
    moves = np.zeros((4, 4))
    early: dict[int, tuple[Any, Any]] = {}
    groups: list[NDArray[np.float64]] = []
    for _ in range(12 * YEARS_WATCHED):
        sim.step()
        begun = sim.schools.launch_month >= 0
        age = np.where(begun, sim.month - sim.schools.launch_month, -1)
        for i in np.flatnonzero((age == EARLY) | (age == LATE)):
            rows = slice(int(sim.schools.first[i]), int(sim.schools.first[i + 1]))
            now, person = depth_class(sim, rows), sim.teachers.person[rows].copy()
            if age[i] == EARLY:
                early[int(i)] = (now, person)
            elif int(i) in early:
                before, who = early.pop(int(i))
                same = who == person
                np.add.at(moves, (before[same], now[same]), 1.0)
                if sim.schools.status[i] == ACTIVE:
                    groups.append(sim.teachers.effective[rows].astype(np.float64))
    return Classes(moves, between_schools(groups))


def between_schools(groups: Sequence[NDArray[np.float64]]) -> float:
    """Share of a variance that lies between groups (intraclass correlation of the one-way analysis of variance)."""
    if len(groups) < 2:
        return float("nan")
    sizes = np.array([group.size for group in groups], np.float64)
    means = np.array([group.mean() for group in groups])
    total, count = sizes.sum(), len(groups)
    inside = sum(float(((group - group.mean()) ** 2).sum()) for group in groups) / (total - count)
    across = float((sizes * (means - (sizes @ means) / total) ** 2).sum()) / (count - 1)
    usual = (total - float((sizes**2).sum()) / total) / (count - 1)
    between = max(0.0, (across - inside) / usual)
    return between / (between + inside) if between + inside > 0.0 else float("nan")


def _flat(pieces: Sequence[NDArray[np.float64]]) -> float:
    moves = np.sum(pieces, axis=0)
    return float(np.tril(moves).sum() / moves.sum())


def deepening(setting: Setting) -> Sequence[Finding]:
    """How many stay where they are, and whether practice differs more inside schools or between them."""
    found = collect(setting, classes, replicates=(24, 40), sets=(1, 4))

    def flows(axes: Axes) -> None:
        moves = np.sum([piece.moves for piece in found.pieces], axis=0)
        shares = np.array([moves.sum(axis=1), moves.sum(axis=0)]) / moves.sum()
        bottom = np.zeros(2)
        names = ("none", "mechanical", "routine", "deep")
        for level, (name, grey) in enumerate(zip(names, ("#F0F0F0", "#C8C8C8", "#8C8C8C", "#404040"), strict=True)):
            axes.bar([0, 1], shares[:, level], bottom=bottom, color=grey, edgecolor="white", width=0.6, label=name)
            bottom += shares[:, level]
        axes.set_xticks([0, 1])
        axes.set_xticklabels([f"month {EARLY}", f"month {LATE}"])
        axes.set_xlim(-0.5, 2.4)
        axes.legend(frameon=False, fontsize=8.5, loc="center right")
        label(axes, "since launch, teachers who stayed", "share of teachers by depth class")

    return [
        judge(
            "practice_stays_flat", found, lambda piece: piece.moves, summary=_flat, by="value", draw=flows,
            sentence="{value} of the teachers stand in no higher class in month 34 than in month 10 ({low} to {high}).",
        ),
        judge(
            "practice_within_schools", found, lambda piece: piece.between, draw=flows,
            sentence="{value} of the variance of effective practice lies between active schools, almost three years "
            "after launch ({low} to {high}).",
        ),
    ]  # fmt: skip


STUDIES = (
    Study("take_up", "pattern", ("take_up_s_shape", "take_up_inflection", "first_year_mechanical"), shape),
    Study("deepening", "pattern", ("practice_stays_flat", "practice_within_schools"), deepening),
)
