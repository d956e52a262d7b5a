"""What colleagues and coaches do: ties to those who know, a push that splits, coaching at scale, newcomers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.strategy.events import Event
from sim.strategy.future import Future
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import label, scatter
from sim.validation.patterns.place import (
    ALL_AT_ONCE,
    OUTSIDE_MONEY,
    Luck,
    district,
    majority,
    middle,
    start,
    teaching,
    with_mandate,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

SUPPORT_ENDS, FOLLOWED = 36, 24
COMPONENTS = 6
FEW = 3  # schools of a small programme: fewer than 100 teachers


class Ties(NamedTuple):
    """Users at the end of support who are still there two years later, less the means of their schools."""

    expertise: NDArray[np.float64]  # know-how added up over the colleagues asked, in SD
    own: NDArray[np.float64]  # own depth at the end of support
    later: NDArray[np.float64]  # depth two years later, 0 if dropped

    @property
    def slope(self) -> float:
        """What one SD of expertise adds to later depth at equal own depth."""
        if self.later.size < 10:
            return float("nan")
        table = np.column_stack([self.expertise, self.own])
        return float(np.linalg.lstsq(table, self.later, rcond=None)[0][0])


def ties(luck: Luck) -> Ties:
    """Follow teachers from the end of three years of support for two years."""
    sim = start(
        majority(**OUTSIDE_MONEY), luck, ALL_AT_ONCE, instant_launch=True, years=(SUPPORT_ENDS + FOLLOWED) // 12
    )
    while sim.month < SUPPORT_ENDS:
        sim.step()
    t = sim.teachers
    asked = np.diff(t.tie_start.astype(np.int64))
    expertise = t.heard[:, 1].astype(np.float64) * asked
    own, person, user = t.mastery.astype(np.float64), t.person.copy(), t.used > 0.0
    sim.withdraw()
    for _ in range(FOLLOWED):
        sim.step()
    stayed = user & (sim.teachers.person == person)
    later = np.where(sim.teachers.used > 0.0, sim.teachers.mastery, 0.0).astype(np.float64)
    school = sim.teachers.school[stayed]
    sizes = np.maximum(1, np.bincount(school, minlength=sim.schools.status.size))
    away = [x[stayed] - (np.bincount(school, x[stayed], sizes.size) / sizes)[school] for x in (expertise, own, later)]
    return Ties(away[0] / (away[0].std() or 1.0), away[1], away[2])


def knowing_colleagues(setting: Setting) -> Sequence[Finding]:
    """Ties times expertise at the end of support, and depth two years later."""
    found = collect(setting, ties, replicates=(96, 160), sets=(2, 6))

    def cloud(axes: Axes) -> None:
        some = found.pieces[:4]
        scatter(
            axes,
            np.concatenate([p.expertise for p in some]),
            np.concatenate([p.later for p in some]),
            "users who stayed",
        )
        label(axes, "know-how of the colleagues asked (SD)", "depth two years after support, less the school's mean")

    return [
        judge(
            "ties_and_expertise", found, lambda piece: piece.slope, draw=cloud,
            sentence="One SD more know-how among the colleagues asked goes with {value} more depth two years later, at "
            "equal own depth ({low} to {high}).",
        )
    ]  # fmt: skip


def practice(sim: Simulation) -> NDArray[np.float64]:
    """Depth of practice of each teacher: full credit at half of the components, 0 without use."""
    used = sim.teachers.used.astype(np.float64)
    return np.asarray(sim.teachers.mastery * used / np.maximum(0.5 * COMPONENTS, used))


class Push(NamedTuple):
    """Practice two years after launch, pushed and invited."""

    apart: NDArray[np.float64]  # SD between teachers of a school, mean over schools, by push and invitation
    levels: NDArray[np.float64]  # all teachers, (2, N)


def push(luck: Luck) -> Push:
    """Order the same schools to do it, or invite them; trust is high, so that people identify with their district."""
    spread, levels = [], []
    for mandate in (1.0, 0.0):
        sim = start(middle(), luck, {**ALL_AT_ONCE, "trust_start": 0.75}, instant_launch=True, years=2)
        with_mandate(sim, mandate, 24)
        depth, first = practice(sim), sim.schools.first
        spread.append(np.mean([depth[a:b].std() for a, b in itertools.pairwise(first)]))
        levels.append(depth)
    return Push(np.array(spread), np.array(levels))


def pushing(setting: Setting) -> Sequence[Finding]:
    """Whether a push splits a school's practice."""
    found = collect(setting, push, replicates=(20, 30), sets=(2, 6), runs_each=2)

    def levels(axes: Axes) -> None:
        bins = np.linspace(0, 1, 21)
        for turn, (name, colour) in enumerate((("ordered", "#D55E00"), ("invited", "#0072B2"))):
            values = np.concatenate([piece.levels[turn] for piece in found.pieces])
            weights = np.full(values.size, 1.0 / values.size)
            axes.hist(values, bins=list(bins), weights=weights, histtype="step", color=colour, linewidth=2,
                      linestyle=("-", "--")[turn], label=name)  # fmt: skip
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "depth of practice two years after launch", "share of teachers")

    return [
        judge(
            "push_polarizes", found, lambda piece: float(piece.apart[0] - piece.apart[1]), draw=levels,
            sentence="Practice inside schools differs by {value} more in SD under an order than under an invitation "
            "({low} to {high}).",
        )
    ]  # fmt: skip


def coached(luck: Luck) -> tuple[float, float]:
    """What equal coaching hours add to learning in the same three schools, alone and when all 24 are launched."""
    students = float(district().schools.enrollment.sum())
    price = 95000.0
    free = {"launch_cost": 0.0, "running_cost": 0.0, "coach_salary": price, "coach_exit": 0.0, "coach_hires": 1.0}
    gains = []
    for schools in (FEW, 24):
        money = {
            "grant_years": 0, "grant_dollars_per_student": 0.0,
            "operating_dollars_per_student": 1.001 * price * schools / FEW / students,
        }  # fmt: skip
        shares = {"pace_slow": schools / 24.0, "pace_fast": schools / 24.0}
        learned = []
        for most in (1000.0, 0.0):
            sim = start(
                middle(money, build_buy=-1.0, fixed_adaptive=-1.0), luck, {**free, **shares, "highest_dose": most},
                instant_launch=True, random_order=True, fixed_superintendent=True, years=3,
            )  # fmt: skip
            sim.step()
            sim.centre.paused_until = 12 * 99  # no further schools
            if schools == FEW:
                same = np.flatnonzero(sim.schools.launch_month == 0)
            run = sim.run()
            learned.append(float(run.schools["learning"][24:36][teaching(12)][:, same].mean()))
        gains.append(learned[0] - learned[1])
    return gains[0], gains[1]


def _ratio(pieces: Sequence[tuple[float, float]]) -> float:
    alone, together = np.sum(pieces, axis=0)
    return float(together / alone) if alone > 0.0 else float("nan")


def scale(setting: Setting) -> Sequence[Finding]:
    """Coaching in few schools and in many."""
    found = collect(setting, coached, replicates=(24, 40), sets=(1, 4), runs_each=4)
    return [
        judge(
            "coaching_at_scale", found, lambda piece: piece, summary=_ratio, by="value",
            sentence="Where all schools are coached, the same hours add {value} times what they add in three schools "
            "({low} to {high}).",
        )
    ]  # fmt: skip


class Shortage(NamedTuple):
    """Use lost in the school year after many exits, relative to the same luck without, by strength of routines."""

    strong: float
    weak: float
    loss: NDArray[np.float64]
    routines: NDArray[np.float64]


def shortage(luck: Luck) -> Shortage:
    """A year with three times the usual exits, in the seventh year of a well-funded programme."""
    money = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 100.0}
    many = Future(name="many exits", events=(Event("teacher_shortage", 6, 0, 3.0),))
    runs = [
        start(middle(money), luck, ALL_AT_ONCE, instant_launch=True, years=7, future=future).run()
        for future in (many, None)
    ]
    routines = runs[1].schools["routines"][71].astype(np.float64)
    use = [run.schools["use"][72:84][teaching(12)].mean(axis=0).astype(np.float64) for run in runs]
    used = use[1] > 0.1
    loss = (1.0 - use[0] / np.maximum(0.1, use[1]))[used]
    routines = routines[used]
    strong, weak = routines >= 0.5, routines < 0.2
    means = [float(loss[rows].mean()) if rows.any() else float("nan") for rows in (strong, weak)]
    return Shortage(means[0], means[1], loss, routines)


def exits(setting: Setting) -> Sequence[Finding]:
    """Exits where routines receive newcomers, and where they do not."""
    found = collect(setting, shortage, replicates=(32, 40), sets=(1, 4), runs_each=2)

    def cloud(axes: Axes) -> None:
        scatter(
            axes,
            np.concatenate([p.routines for p in found.pieces]),
            np.concatenate([p.loss for p in found.pieces]),
            "schools",
        )
        label(axes, "routines before (0 to 1)", "share of use lost in the year after")

    return [
        judge(
            "exits_with_routines", found, lambda piece: piece.strong - piece.weak, draw=cloud,
            sentence="Schools with strong routines lose {value} more of their use than others ({low} to {high}).",
        )
    ]  # fmt: skip


STUDIES = (
    Study("ties_and_expertise", "pattern", ("ties_and_expertise",), knowing_colleagues),
    Study("push", "pattern", ("push_polarizes",), pushing),
    Study("coaching_at_scale", "pattern", ("coaching_at_scale",), scale),
    Study("exits_with_routines", "pattern", ("exits_with_routines",), exits),
)
