"""Who stays, and what goes with it: teachers' trust with their years, superintendents' exits with results.

Every run has a district of its own (24 schools, 720 teachers) under the majority strategy by its plan.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import band, label
from sim.validation.patterns.place import Luck, majority, start_anywhere, teaching
from sim.validation.patterns.regression import logit_slope

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.simulation import Simulation
    from sim.validation.setting import Setting

__all__ = ["STUDIES", "exits_on_results", "experience_and_trust"]

MAY = 10  # months after July
TEN_YEARS = 10
ENOUGH = 10  # teachers, for a correlation inside a school
BEFORE, LATER = 35, 60  # months: before the first and after the last of the three Julys
RESULTS = slice(24, 36)  # months whose learning is looked at
SIX_YEARS = 6
WHY: Mapping[str, str] = {
    "experience_and_trust": (
        "Rules that work against it: years of teaching add trust (trust_experience), but who stays lives through "
        "changes of principal, strain and unmet hope, each of which lowers trust, while newcomers begin at rest. "
        "Measured before years added any trust: -.061 (SE .007) on other luck, without what a change of principal "
        "costs (trust_principal_lost 0) -.026, without strain and disappointment -.040, without all three -.003."
    ),
}


def experience_and_trust(sim: Simulation) -> float:
    """Correlation of years of experience and trust inside schools with ten and more teachers, mean over schools."""
    t, first = sim.teachers, sim.schools.first
    found = []
    for low, high in itertools.pairwise(first):
        years, trust = (column[low:high].astype(np.float64) for column in (t.experience, t.trust))
        if high - low >= ENOUGH and np.ptp(years) > 0.0 and np.ptp(trust) > 0.0:
            found.append(np.corrcoef(years, trust)[0, 1])
    return float(np.mean(found)) if found else float("nan")


def ten_years(luck: Luck) -> NDArray[np.float64]:
    """The correlation on the first day and in each May; the last is that of month 118."""
    sim = start_anywhere(majority(), luck, years=TEN_YEARS)
    found = [experience_and_trust(sim)]
    while sim.month < 12 * TEN_YEARS - 1:
        sim.step()
        if sim.month % 12 == MAY + 1:
            found.append(experience_and_trust(sim))
    return np.array(found)


def trusting(setting: Setting) -> Sequence[Finding]:
    """Teachers' trust and their years of experience, after ten years."""
    found = collect(setting, ten_years, replicates=(80, 160), sets=(4, 10))
    start = np.array([piece[0] for piece in found.pieces])

    def years(axes: Axes) -> None:
        band(axes, np.arange(TEN_YEARS + 1), np.array(list(found.pieces)), "middle 90 % of runs")
        axes.axhline(0.0, color="#767676", linewidth=0.8)
        axes.set_xticks(range(0, TEN_YEARS + 1, 2))
        label(axes, "Mays since the first day", "correlation of experience and trust inside schools")

    return [
        judge(
            "experience_and_trust", found, lambda piece: float(piece[-1]), by="value", draw=years, reasons=WHY,
            sentence="After ten years years of experience and trust correlate {value} inside schools ({low} to "
            f"{{high}}); on the first day {start.mean():.3f}.",
        )
    ]  # fmt: skip


class Office(NamedTuple):
    """What one run shows of a superintendent and results."""

    learning: float  # of the average student, SD a student-year, teaching months 24-35
    gone: float  # 1 if a superintendent left in the Julys of months 36, 48 and 60


def three_years(luck: Luck) -> Office:
    """Learning in the third year, and whether the superintendent goes in the three Julys after it.

    The yardstick ``learning`` at month 36 as it stands when that July begins: July and August teach nothing, so that it
    is the mean of the teaching months 24 to 35. What comes after the July of month 60 changes neither and is not run.
    """
    sim = start_anywhere(majority(), luck, years=SIX_YEARS)
    while sim.month <= LATER:
        sim.step()
    run = sim.history.finished()
    weight = run.enrollment / run.enrollment.sum()
    learning = run.schools["learning"][RESULTS][teaching(12)].astype(np.float64) @ weight
    changes = run.district["superintendent_changes"]
    return Office(float(learning.mean()), float(changes[LATER] > changes[BEFORE]))


def exits_on_results(pieces: Sequence[Office]) -> float:
    """Slope of the log odds of an exit on learning in SD over these runs."""
    table = np.array([[piece.gone, piece.learning] for piece in pieces])
    spread = float(table[:, 1].std(ddof=1)) if len(table) > 1 else 0.0
    if not spread > 0.0:
        return float("nan")
    return logit_slope([np.column_stack([table[:, 0], (table[:, 1] - table[:, 1].mean()) / spread])])


def offices(setting: Setting) -> Sequence[Finding]:
    """Superintendents' exits and the learning before; in sets only in full, since it takes hundreds of runs each."""
    found = collect(setting, three_years, replicates=(480, 960), sets=(0, 120))
    gone = np.array([piece.gone for piece in found.pieces])

    def fifths(axes: Axes) -> None:
        learning = np.array([piece.learning for piece in found.pieces])
        parts = np.array_split(np.argsort(learning, kind="stable"), 5)
        middle = np.array([learning[part].mean() for part in parts])
        share = np.array([gone[part].mean() for part in parts])
        half = 2.0 * np.sqrt(share * (1.0 - share) / [part.size for part in parts])
        axes.errorbar(middle, share, half, fmt="o-", color="#0072B2", linewidth=1.5, label="fifths of the runs")
        axes.set_ylim(0, 1)
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "learning in the third year (SD a student-year)", "share whose superintendent goes")

    return [
        judge(
            "superintendents_and_results", found, lambda piece: piece, summary=exits_on_results, by="value",
            draw=fifths, reasons=WHY,
            sentence="One SD more learning in the third year changes the log odds that the superintendent is gone "
            f"three Julys later by {{value}} ({{low}} to {{high}}); {gone.mean():.0%} of {gone.size} are gone.",
        )
    ]  # fmt: skip


STUDIES = (
    Study("experience and trust", "people", ("experience_and_trust",), trusting),
    Study("superintendents and results", "people", ("superintendents_and_results",), offices),
)
