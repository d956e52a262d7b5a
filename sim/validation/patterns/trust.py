"""What trust does for schools: chances to improve, what lasting weak trust costs, and trust at equal poverty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.validation.check import Finding, Study
from sim.validation.patterns.judging import collect, judge
from sim.validation.patterns.picture import label, scatter
from sim.validation.patterns.place import ALL_AT_ONCE, Luck, majority, start, teaching
from sim.validation.patterns.regression import left_over, slope

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.validation.setting import Setting

__all__ = ["STUDIES"]

FIFTH_YEAR = slice(48, 60)  # months since launch


class Trusting(NamedTuple):
    """Whether the most and the least trusting quarter of schools are among the quarter that learns most."""

    strong: NDArray[np.bool_]
    weak: NDArray[np.bool_]
    trust: NDArray[np.float64]
    learning: NDArray[np.float64]


def five_years(luck: Luck) -> History:
    """Launch all schools at once under the majority strategy and follow them for five years, gave up or not."""
    return start(majority(), luck, ALL_AT_ONCE, instant_launch=True, years=5).run()


def fifth_year(run: History, name: str) -> NDArray[np.float64]:
    """Mean of a series over the months of teaching of the fifth year, by school."""
    return np.asarray(run.schools[name][FIFTH_YEAR][teaching(12)].mean(axis=0), np.float64)


def quarters(values: NDArray[np.float64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which schools are in the lowest and which in the highest quarter."""
    quarter, place = values.size // 4, np.argsort(np.argsort(values))
    return place < quarter, place >= values.size - quarter


def trusting(luck: Luck) -> Trusting:
    """Trust at launch, and learning in the fifth year."""
    run = five_years(luck)
    trust, learning = run.schools["trust"][0].astype(np.float64), fifth_year(run, "learning")
    best = quarters(learning)[1]
    weak, strong = quarters(trust)
    return Trusting(best[strong], best[weak], trust, learning)


def _chances(pieces: Sequence[Trusting]) -> float:
    strong, weak = (np.concatenate([piece[k] for piece in pieces]).mean() for k in (0, 1))
    return float(strong / weak) if weak > 0 else float("inf")


def improving(setting: Setting) -> Sequence[Finding]:
    """Chances to improve by trust."""
    found = collect(setting, trusting, replicates=(240, 400), sets=(3, 8))

    def cloud(axes: Axes) -> None:
        scatter(
            axes,
            np.concatenate([p.trust for p in found.pieces]),
            np.concatenate([p.learning for p in found.pieces]),
            "schools",
        )
        label(axes, "trust at launch (0 to 1)", "learning in the fifth year (SD)")

    return [
        judge(
            "trust_and_improvement", found, lambda piece: piece, summary=_chances, by="value", draw=cloud,
            sentence="The most trusting quarter is {value} times as likely to be among those that gain most as the "
            "least trusting ({low} to {high}).",
        )
    ]  # fmt: skip


class Lasting(NamedTuple):
    """Trust at launch and in the fifth year, and who learns most then, by school."""

    first: NDArray[np.float64]
    later: NDArray[np.float64]
    best: NDArray[np.bool_]  # in the quarter with most learning in the fifth year
    trust_left: NDArray[np.float64]  # in the fifth year, less what low-income share and size explain
    learning_left: NDArray[np.float64]  # the same of learning

    @property
    def weak(self) -> NDArray[np.bool_]:
        """In the weakest quarter of trust at launch and again in the fifth year."""
        return quarters(self.first)[0] & quarters(self.later)[0]


def staying_weak(luck: Luck) -> Lasting:
    """Trust at launch and in the fifth year, with that year's learning."""
    run = five_years(luck)
    first, later = run.schools["trust"][0].astype(np.float64), fifth_year(run, "trust")
    learning, equal = fifth_year(run, "learning"), (run.low_income_share, run.teachers)
    return Lasting(first, later, quarters(learning)[1], left_over(later, *equal), left_over(learning, *equal))


def chance_of_the_weak(pieces: Sequence[Lasting]) -> float:
    """Share of the schools with lasting weak trust that are in the quarter with most learning; NaN without any."""
    best = np.concatenate([piece.best[piece.weak] for piece in pieces])
    return float(best.mean()) if best.size else float("nan")


def chances_by_quarter(pieces: Sequence[Lasting]) -> NDArray[np.float64]:
    """Share in the quarter with most learning, by quarter of trust at launch and (second axis) in the fifth year."""
    chances = np.full((4, 4), np.nan)
    ranks = [[np.argsort(np.argsort(t)) * 4 // t.size for t in (piece.first, piece.later)] for piece in pieces]
    before, after = (np.concatenate([pair[k] for pair in ranks]) for k in (0, 1))
    best = np.concatenate([piece.best for piece in pieces])
    for row in range(4):
        for column in range(4):
            here = (before == row) & (after == column)
            chances[row, column] = best[here].mean() if here.any() else np.nan
    return chances


def lasting(setting: Setting) -> Sequence[Finding]:
    """Lasting weak trust, and trust at equal poverty."""
    found = collect(setting, staying_weak, replicates=(200, 300), sets=(10, 16))

    def by_quarter(axes: Axes) -> None:
        chances = chances_by_quarter(found.pieces)
        for turn, (row, name) in enumerate(((0, "weakest quarter at launch"), (3, "strongest quarter at launch"))):
            axes.plot(
                np.arange(1, 5), chances[row], ("o-", "s--")[turn], color=("#0072B2", "#D55E00")[turn], label=name
            )
        axes.axhline(0.25, color="#767676", linewidth=0.8)
        axes.set_ylim(bottom=0.0)
        axes.set_xticks([1, 2, 3, 4], ["weakest", "second", "third", "strongest"])
        axes.legend(frameon=False, fontsize=8.5)
        label(axes, "quarter of trust in the fifth year", "share in the quarter that learns most")

    def cloud(axes: Axes) -> None:
        some = found.pieces[:60]
        scatter(
            axes, np.concatenate([p.trust_left for p in some]), np.concatenate([p.learning_left for p in some]),
            "schools of 60 runs",
        )  # fmt: skip
        label(axes, "trust in the fifth year, at equal low-income share and size", "learning then, at the same (SD)")

    return [
        judge(
            "lasting_weak_trust", found, lambda piece: piece, summary=chance_of_the_weak, by="value", draw=by_quarter,
            sentence="{value} of the schools with weak trust at launch and in the fifth year are among the quarter "
            "that learns most ({low} to {high}).",
        ),
        judge(
            "trust_net_of_poverty", found, lambda piece: (piece.trust_left, piece.learning_left), summary=slope,
            draw=cloud,
            sentence="One unit more trust goes with {value} SD more learning in the fifth year, at equal low-income "
            "share and size ({low} to {high}).",
        ),
    ]  # fmt: skip


STUDIES = (
    Study("trust_and_improvement", "pattern", ("trust_and_improvement",), improving),
    Study("lasting_trust", "pattern", ("lasting_weak_trust", "trust_net_of_poverty"), lasting),
)
