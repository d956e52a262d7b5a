"""Which schools last and which give up, where all were launched together, and what is left of practice where they do.

All is read from the runs of :func:`sim.validation.patterns.third_year.six_years`. Month m is m months after launch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.engine.state import ACTIVE, GAVE_UP
from sim.validation.check import Finding
from sim.validation.patterns.judging import Collected, judge
from sim.validation.patterns.picture import label, line
from sim.validation.patterns.regression import centred_slope, logit_slope

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from sim.engine.history import History

__all__ = ["ANSWERS", "Lasting", "findings", "lasting"]

ANSWERS = ("practice_outlives_giving_up", "poverty_and_giving_up", "larger_schools_last", "exits_before_giving_up")

FIVE_YEARS = 60
GONE_IN = (24, 36, 48)  # Julys after which practice is followed
SOME_PRACTICE = 0.05  # effective practice below which there is nothing to be kept
LASTING = 58
IN_EARNEST = 1.0 / 3.0 - 1e-6  # share of teachers beyond mechanical use; forgives the rounding of float32
LOST_IN = (12, 24)  # Julys whose exits are counted
LATER = (36, 48, 60)  # Julys in which schools give up after them
CURVE = 13  # months from the June before a July to the next June


class Lasting(NamedTuple):
    """What one run shows of schools that last and that give up."""

    gone: NDArray[np.float64]  # (Julys of GONE_IN, CURVE): practice added up over schools that gave up in that July
    stayed: NDArray[np.float64]  # the same over schools that were active before and stayed so for a year
    counts: NDArray[np.float64]  # (Julys, 2): how many schools that are
    halves: NDArray[np.float64]  # poorer and richer half (rows): schools, and how many ever gave up, July by July
    last: NDArray[np.float64]  # by school: lasted, log teachers, low-income share, two dummies of level
    exits: NDArray[np.float64]  # by school active in month 24: gave up later, exits, and what is held equal


def lasting(run: History) -> Lasting:
    """Read a run of six years in which all schools were launched in month 0."""
    gone, stayed, counts = followed(run)
    return Lasting(gone, stayed, counts, by_poverty(run), by_size(run), by_exits(run))


def followed(run: History) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Add up effective practice from the June before a July to the next June.

    Only schools with effective practice of .05 and more in that June count: those that gave up in the July, and those
    that were active in the June and in all twelve months after it.
    """
    status, practice = run.schools["status"], run.schools["effective"].astype(np.float64)
    gone, stayed = np.zeros((len(GONE_IN), CURVE)), np.zeros((len(GONE_IN), CURVE))
    counts = np.zeros((len(GONE_IN), 2))
    for row, july in enumerate(GONE_IN):
        rows = slice(july - 1, july - 1 + CURVE)
        asked = (status[july - 1] == ACTIVE) & (practice[july - 1] >= SOME_PRACTICE)
        left, kept = asked & (status[july] == GAVE_UP), asked & (status[rows] == ACTIVE).all(axis=0)
        gone[row], stayed[row] = practice[rows][:, left].sum(axis=1), practice[rows][:, kept].sum(axis=1)
        counts[row] = left.sum(), kept.sum()
    return gone, stayed, counts


def kept_curves(pieces: Sequence[Lasting]) -> NDArray[np.float64]:
    """Practice against the June before, of those who gave up and of those who stayed; shape (2, CURVE).

    Pooled over Julys and runs. Each July's stayers, as a group, weigh as much as schools gave up in it: their means are
    added up, so that both rows see the same mix of years.
    """
    gone, stayed, counts = (np.sum([piece[k] for piece in pieces], axis=0) for k in (0, 1, 2))
    weight = np.divide(counts[:, 0], counts[:, 1], out=np.zeros(len(GONE_IN)), where=counts[:, 1] > 0.0)
    curves = np.stack([gone.sum(axis=0), weight @ stayed])
    start = curves[:, :1]
    return np.asarray(np.divide(curves, start, out=np.full(curves.shape, np.nan), where=start > 0.0), np.float64)


def outliving(pieces: Sequence[Lasting]) -> float:
    """What schools that gave up keep of their practice in a year over what schools that stayed keep."""
    curves = kept_curves(pieces)
    return float(curves[0, -1] / curves[1, -1]) if curves[1, -1] > 0.0 else float("nan")


def by_poverty(run: History) -> NDArray[np.float64]:
    """Count the schools of the poorer and the richer half, and how many of each had given up by each July.

    The halves are cut at the median low-income share of the district. The last July is that of month 48: the five
    years are months 0 to 59, and who gives up in month 60 does so in the sixth year.
    """
    poorer = run.low_income_share > np.median(run.low_income_share)
    ever = np.maximum.accumulate(run.schools["status"][:FIVE_YEARS] == GAVE_UP, axis=0)[12::12]
    halves = (poorer, ~poorer)
    return np.array([[rows.sum(), *ever[:, rows].sum(axis=1)] for rows in halves], np.float64)


def poor_over_rich(pieces: Sequence[Lasting]) -> float:
    """Ratio of the shares that ever gave up, counts pooled over runs; NaN where nobody did."""
    counts = np.sum([piece.halves for piece in pieces], axis=0)
    shares = counts[:, -1] / counts[:, 0]
    return float(shares[0] / shares[1]) if shares[1] > 0.0 else float("nan")


def by_size(run: History) -> NDArray[np.float64]:
    """Whether each school is in the programme in month 58 with a third of its teachers beyond mechanical use.

    Beyond mechanical use is a mean depth of .35 and more of the components used.
    """
    beyond = (run.schools["use"] - run.schools["surface"])[LASTING]
    lasted = (run.schools["status"][LASTING] == ACTIVE) & (beyond >= IN_EARNEST)
    levels = [run.level == level for level in (1, 2)]
    return np.column_stack([lasted, np.log(run.teachers), run.low_income_share, *levels]).astype(np.float64)


def by_exits(run: History) -> NDArray[np.float64]:
    """Whether schools that are active after their second July give up in the next three, and who had left before.

    Columns: gave up; teachers who left, moved or became coaches in the first two Julys over twice the teachers; held
    equal: low-income share, log teachers, mean coach hours in months 0 to 24 (to a thousandth: in this set-up they
    are the same everywhere), and 1 where the principal changed in months 1 to 24.
    """
    s = run.schools
    active = s["status"][LOST_IN[-1]] == ACTIVE
    later = (s["status"][list(LATER)] == GAVE_UP).any(axis=0)
    lost = s["exits"][list(LOST_IN)].sum(axis=0) / (2.0 * run.teachers)
    hours = s["hours"][: LOST_IN[-1] + 1].astype(np.float64).mean(axis=0).round(3)
    changed = s["principal_changes"][LOST_IN[-1]] > s["principal_changes"][0]
    columns = (later, lost, run.low_income_share, np.log(run.teachers), hours, changed)
    return np.column_stack([column[active] for column in columns]).astype(np.float64)


def groups(
    tables: Sequence[NDArray[np.float64]], x: int, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean of a column and of the first one (less their means in the run, the overall mean added) in equal groups."""
    rows = np.concatenate([table - table.mean(axis=0) for table in tables if len(table)])
    whole = np.concatenate(list(tables)).mean(axis=0)
    parts = np.array_split(np.argsort(rows[:, x], kind="stable"), count)
    means = np.array([rows[part].mean(axis=0) for part in parts]) + whole
    return means[:, x], means[:, 0]


def _draw_groups(axes: Axes, x: NDArray[Any], y: NDArray[Any], name: str) -> None:
    axes.plot(x, y, "o-", color="#0072B2", linewidth=1.5, label=name)
    axes.set_ylim(0.0, max(0.1, 1.3 * float(np.max(y))))
    axes.legend(frameon=False, fontsize=8.5)


def findings(found: Collected) -> list[Finding]:
    """Hold what the runs show against the four expectations; pieces are :class:`Lasting` under ``lasting``."""
    pieces: list[Lasting] = [piece.lasting for piece in found.pieces]
    counts = np.sum([piece.counts for piece in pieces], axis=0).sum(axis=0)
    kept, halves = kept_curves(pieces)[:, -1], np.sum([piece.halves for piece in pieces], axis=0)
    poor, rich = halves[:, -1] / halves[:, 0]
    lasted = np.concatenate([piece.last for piece in pieces])[:, 0]
    later = np.concatenate([piece.exits for piece in pieces])

    def curves(axes: Axes) -> None:
        for turn, (name, curve) in enumerate(zip(("gave up in July", "stayed"), kept_curves(pieces), strict=True)):
            line(axes, np.arange(-1, CURVE - 1), curve, name, turn)
        axes.set_ylim(bottom=0.0)
        label(axes, "months after a July of years 2-4", "effective practice, share of the June before")

    def halves_drawn(axes: Axes) -> None:
        for turn, name in enumerate(("poorer half", "richer half")):
            line(axes, np.arange(5), np.concatenate([[0.0], halves[turn, 1:] / halves[turn, 0]]), name, turn)
        axes.set_ylim(bottom=0.0)
        axes.set_xticks(range(5))
        label(axes, "years since launch", "share of schools that have given up")

    def sizes(axes: Axes) -> None:
        x, y = groups([piece.last for piece in pieces], 1, 8)
        _draw_groups(axes, np.exp(x), y, "eighths of the schools by size in their district")
        axes.set_xscale("log")
        axes.set_xticks([10, 20, 40, 80], ["10", "20", "40", "80"])
        axes.minorticks_off()
        label(axes, "teachers", "share of schools that last")

    def leaving(axes: Axes) -> None:
        x, y = groups([piece.exits for piece in pieces], 1, 8)
        _draw_groups(axes, x, y, "eighths of the schools by exits")
        label(axes, "share of teachers who went a year, first two Julys", "share that gives up in the next three")

    return [
        judge(
            "practice_outlives_giving_up", found, lambda piece: piece.lasting, summary=outliving, draw=curves,
            sentence="In a year schools that give up keep {value} ({low} to {high}) of what schools that stay have of "
            f"their practice: {kept[0]:.2f} and {kept[1]:.2f} of the June before ({counts[0]:.0f} schools that gave "
            f"up, {counts[1]:.0f} school-years that stayed).",
        ),
        judge(
            "poverty_and_giving_up", found, lambda piece: piece.lasting, summary=poor_over_rich, by="value",
            draw=halves_drawn,
            sentence="In the poorer half {value} times as many schools give up in five years as in the richer half "
            f"({{low}} to {{high}}; {poor:.1%} and {rich:.1%}).",
        ),
        judge(
            "larger_schools_last", found, lambda piece: piece.lasting.last, summary=logit_slope, draw=sizes,
            sentence="At equal level and low-income share the log odds to last rise by {value} for each unit of the "
            f"log of teachers ({{low}} to {{high}}; {lasted.mean():.1%} of the schools last).",
        ),
        judge(
            "exits_before_giving_up", found, lambda piece: piece.lasting.exits, summary=centred_slope, draw=leaving,
            sentence="Where all teachers go rather than none, the chance to give up in the next three Julys is {value} "
            f"higher ({{low}} to {{high}}; {later[:, 0].mean():.1%} of {len(later)} schools do, and "
            f"{later[:, 1].mean():.1%} of the teachers go a year).",
        ),
    ]  # fmt: skip
