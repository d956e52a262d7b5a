"""What leaders move: a principal's leaving and skill, leadership against spread and depth, what nobody protects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE
from sim.foundation.parameters import load_parameters
from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import band, label, line
from sim.validation.patterns.place import Luck, majority, of_teachers, start, teaching, whole_sets

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

CHANGE = 48  # month of the July in which principals leave
YEARS_AFTER = 5
STRONG: dict[str, Any] = {
    "leader_protect": 0.45, "leader_inform": 0.3, "leader_renew": 0.2, "cabinet_hours": 60.0, "principal_hours": 15.0,
}  # fmt: skip
WEAK: dict[str, Any] = {
    "leader_protect": 0.2, "leader_inform": 0.15, "leader_renew": 0.05, "cabinet_hours": 15.0, "principal_hours": 5.0,
}  # fmt: skip
OBSERVED_YEARS = 10
STAYED, COACHING = 0, 3  # of a teacher after July; whoever coaches leaves the class, not the school
NOBODY_PROTECTS: dict[str, Any] = {"leader_protect": 0.0}


class Change(NamedTuple):
    """What a principal's leaving does to active schools, against the same luck without it."""

    learning: NDArray[np.float64]  # SD a student-year in the first, second, ... school year after
    exits: float  # share of teachers who leave the school in the next July
    gone: float  # share of schools that gave up in the next July


def with_principals(sim: Simulation, values: dict[str, float], leaving: NDArray[np.int64]) -> History:
    """Live through the July of the change in which nobody leaves but the principals of the schools given."""
    usual = sim.parameters
    sim.parameters = load_parameters({**values, "principal_exit": 0.0})
    sim.step()
    surely = load_parameters({**values, "principal_exit": 9.0})
    for i in leaving:
        sim.kernels.change_principals(
            int(i), int(i) + 1, sim.teachers, sim.schools, sim.centre.board, 0.0, surely, sim.key, np.uint64(CHANGE)
        )
    sim.parameters = usual
    while sim.month < CHANGE + 12 * YEARS_AFTER:
        sim.step()
    return sim.history.finished()


def principal_change(luck: Luck) -> Change:
    """Let the principals of every second active school leave in one July; later exits follow the same draws."""
    values = dict(whole_sets()[luck.chosen]) if luck.chosen >= 0 else {}
    sim = start(majority(), luck, years=CHANGE // 12 + YEARS_AFTER)
    while sim.month < CHANGE:
        sim.step()
    active = np.flatnonzero((sim.schools.status == ACTIVE) & (sim.month - sim.schools.launch_month >= 12))
    leaving = active[luck.replicate % 2 :: 2]
    if leaving.size == 0:
        return Change(np.full(YEARS_AFTER, np.nan), float("nan"), float("nan"))
    with_change = with_principals(sim.branch(), values, leaving)
    without = with_principals(sim, values, leaving[:0])
    taught = teaching(with_change.months)

    def apart(name: str, rows: slice, months: NDArray[np.bool_]) -> float:
        away = with_change.schools[name][rows, leaving] - without.schools[name][rows, leaving]
        return float(np.asarray(away, np.float64)[months[rows]].mean())

    years = [slice(CHANGE + 12 * year, CHANGE + 12 * year + 12) for year in range(YEARS_AFTER)]
    learning = np.array([apart("learning", rows, taught) for rows in years])
    july = slice(CHANGE + 12, CHANGE + 13)
    exits = (with_change.schools["exits"][july, leaving] - without.schools["exits"][july, leaving]).sum()
    still = [run.schools["status"][CHANGE + 12, leaving] == ACTIVE for run in (without, with_change)]
    gone = float(still[0].mean() - still[1].mean())
    return Change(learning, float(exits) / float(with_change.teachers[leaving].sum()), gone)


def changing_principals(setting: Setting) -> Sequence[Finding]:
    """Size of the loss, recovery and teachers' exits."""
    found = collect(setting, principal_change, replicates=(72, 120), sets=(2, 8), runs_each=2)

    def years(axes: Axes) -> None:
        runs = np.array([piece.learning for piece in found.pieces])
        axes.axhline(0.0, color="#767676", linewidth=0.8)
        band(axes, np.arange(1, YEARS_AFTER + 1), runs, "schools whose principal left, middle 90 % of runs")
        axes.plot([1], [-0.03], "*", color="#D55E00", ms=11, label="measured, all that a principal does")
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "school year after the change", "learning, with less without the change (SD)")

    return [
        judge(
            "principal_change_learning", found, lambda piece: piece.learning[0], by="value", draw=years,
            sentence="In the next year learning changes by {value} SD ({low} to {high}).",
        ),
        judge(
            "principal_change_recovery", found,
            lambda piece: float(piece.learning[3] - piece.learning[:3].mean()), draw=years,
            sentence="In the fourth year the effect is {value} SD above that of the first three ({low} to {high}).",
        ),
        judge(
            "principal_change_exits", found, lambda piece: piece.exits, draw=years,
            sentence="In the next July {value} more of the teachers leave ({low} to {high}).",
        ),
    ]  # fmt: skip


class Pair(NamedTuple):
    """Use and effective practice by year under two ways of leading."""

    use: NDArray[np.float64]  # (2, years)
    effective: NDArray[np.float64]


def led(one: dict[str, Any], other: dict[str, Any]) -> Any:
    """Make a piece that runs the majority strategy under two sets of conditions with the same luck."""

    def piece(luck: Luck) -> Pair:
        runs = [start(majority(**conditions), luck).run() for conditions in (one, other)]
        return Pair(*(np.array([of_teachers(run, name)[11::12] for run in runs]) for name in ("use", "effective")))

    return piece


def leading(setting: Setting) -> Sequence[Finding]:
    """Strong leaders against weak ones: what moves, depth or spread."""
    found = collect(setting, led(STRONG, WEAK), replicates=(32, 60), sets=(1, 4), runs_each=2)

    def ratio(piece: Pair) -> float:
        return float(
            np.log(piece.effective[0, -1] / piece.effective[1, -1]) - np.log(piece.use[0, -1] / piece.use[1, -1])
        )

    def years(axes: Axes) -> None:
        for turn, name in enumerate(("use", "effective")):
            runs = np.array([getattr(p, name)[0] / np.maximum(1e-3, getattr(p, name)[1]) for p in found.pieces])
            band(
                axes,
                np.arange(1, runs.shape[1] + 1),
                runs,
                {"use": "use", "effective": "effective practice"}[name],
                turn,
            )
        axes.axhline(1.0, color="#767676", linewidth=0.8)
        label(axes, "year", "strong over weak leadership (ratio)")

    return [
        judge(
            "leadership_depth", found, ratio, draw=years,
            sentence="The logarithm of effective practice moves {value} more than that of use ({low} to {high}).",
        )
    ]  # fmt: skip


def protecting(setting: Setting) -> Sequence[Finding]:
    """What happens where nobody protects."""
    found = collect(setting, led(NOBODY_PROTECTS, {}), replicates=(16, 24), sets=(1, 3), runs_each=2)

    def years(axes: Axes) -> None:
        for turn, name in enumerate(("nobody protects", "leaders protect")):
            runs = np.array([piece.effective[turn] for piece in found.pieces])
            band(axes, np.arange(1, runs.shape[1] + 1), runs, name, turn)
        label(axes, "year", "effective practice (0 to 1)")

    return [
        judge(
            "novelty_absorbed", found, lambda piece: float(piece.effective[0, -1] - piece.effective[1, -1]), draw=years,
            sentence="Without protection effective practice in year 10 differs by {value} ({low} to {high}).",
        )
    ]  # fmt: skip


class SchoolYears(NamedTuple):
    """Each school in each July: the skill of the principal of the year before, and who left."""

    skill: NDArray[np.float64]  # in SD of all principals of the run
    left: NDArray[np.float64]  # share of the school's teachers who left it

    @property
    def slope(self) -> float:
        """Share of teachers who leave for each SD of skill."""
        return exits_by_skill(self.skill, self.left)


def exits_by_skill(skill: NDArray[np.float64], left: NDArray[np.float64]) -> float:
    """Slope of the share that leaves on skill, for each SD of the skill seen; NaN where skill does not differ."""
    away = skill - skill.mean()
    spread = float(away.std())
    return float(away @ left) / (away.size * spread) if spread > 0.0 else float("nan")


def school_years(luck: Luck) -> SchoolYears:
    """Watch ten ordinary years: every July teachers look at the principal whom they had."""
    sim = start(majority(), luck, years=OBSERVED_YEARS)
    skills, shares = [], []
    while sim.month < 12 * OBSERVED_YEARS:
        july, skill = sim.month % 12 == 0 and sim.month > 0, sim.schools.principal_skill.copy()
        sim.step()
        if july:
            gone = (sim.teachers.exit != STAYED) & (sim.teachers.exit != COACHING)
            skills.append(skill)
            shares.append(np.add.reduceat(gone.astype(np.float64), sim.schools.first[:-1]) / sim.schools.teachers)
    skill = np.concatenate(skills)
    return SchoolYears((skill - skill.mean()) / skill.std(), np.concatenate(shares))


def keeping_teachers(setting: Setting) -> Sequence[Finding]:
    """Whether fewer teachers leave good principals."""
    found = collect(setting, school_years, replicates=(120, 160), sets=(8, 12))

    def tenths(axes: Axes) -> None:
        skill, left = (np.concatenate([piece[k] for piece in found.pieces]) for k in (0, 1))
        groups = np.array_split(np.argsort(skill), 10)
        x = np.array([skill[rows].mean() for rows in groups])
        means = np.array([left[rows].mean() for rows in groups])
        errors = np.array([1.96 * left[rows].std() / np.sqrt(rows.size) for rows in groups])
        axes.errorbar(x, means, errors, fmt="o", color="#0072B2", ms=4, linewidth=1, label="tenths of school-years")
        line(axes, x, means.mean() - 0.005 * x, "as reported", 1)
        label(axes, "skill of the principal (SD)", "share of teachers who leave the school a year")

    return [
        judge(
            "principal_skill_exits", found, lambda piece: piece.slope, by="value", draw=tenths,
            sentence="For each SD of the principal's skill {value} more of the teachers leave their school a year "
            "({low} to {high}).",
        )
    ]  # fmt: skip


STUDIES = (
    Study(
        "principal_change", "pattern",
        ("principal_change_learning", "principal_change_recovery", "principal_change_exits"), changing_principals,
    ),
    Study("principal_skill", "pattern", ("principal_skill_exits",), keeping_teachers),
    Study("leadership", "pattern", ("leadership_depth",), leading),
    Study("absorption", "pattern", ("novelty_absorbed",), protecting),
)  # fmt: skip
