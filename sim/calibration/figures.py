"""Figures of a calibration: targets against the ensemble, what is left of ranges, the region, and fresh luck."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.calibration.confronting import CUT, ranked
from sim.calibration.ensemble import Calibration
from sim.calibration.learned import PRODUCTS, ranges
from sim.calibration.writing import table_rows, target_table
from sim.foundation.parameters import registry
from sim.report.canvas import Frame
from sim.report.palette import BLACK, GREY, OKABE_ITO, PALE
from sim.report.words import NOTE, readable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FIGURES", "fresh_luck", "learned", "region", "target_figure"]

ENSEMBLE, EVIDENCE, USUAL = OKABE_ITO["blue"], PALE, OKABE_ITO["vermilion"]


def _foot(found: Calibration) -> str:
    return (
        f"{len(found.sets)} sets; synthetic district of 24 schools and 720 teachers; the luck shown has chosen no set. "
        + NOTE
    )


def _rows(axes: Axes, labels: list[str]) -> None:
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(visible=False)


def target_figure(found: Calibration) -> Figure:
    """Targets, fitted and held out, against the ensemble, in standard deviations of the evidence."""
    rows = table_rows(target_table(found))
    frame = Frame(
        "Does the ensemble meet the evidence?",
        "Grey: what the source gives (about two standard deviations). Bar and dot: 5-95 % and median of the sets. "
        "Diamond: the registry's values. Dashed: where a target counts as missed. Numbers: evidence; ensemble.",
        _foot(found),
        height=0.36 * len(rows) + 0.9,
        width=10.0,
    )
    (axes,) = frame.axes(left=2.9, right=2.5, bottom=0.55)
    for j, (row, target) in enumerate(zip(rows, found.targets, strict=True)):
        scale = float(np.hypot(target.tolerance, target.discrepancy))

        def away(value: float, value_0: float = target.value, scale: float = scale) -> float:
            return float(np.clip((value - value_0) / scale, -7.5, 7.5))

        axes.barh(j, away(row["high"]) - away(row["low"]), left=away(row["low"]), height=0.62, color=EVIDENCE)
        axes.plot([away(row["ensemble_5"]), away(row["ensemble_95"])], [j, j], color=ENSEMBLE, linewidth=2.2)
        axes.plot(away(row["ensemble_50"]), j, "o", color=ENSEMBLE, markersize=5)
        axes.plot(away(row["registry"]), j, "D", color=USUAL, markersize=5, markerfacecolor="white")
        band = f"{row['ensemble_50']:.2g} ({row['ensemble_5']:.2g} to {row['ensemble_95']:.2g})"
        said = f"{row['low']:g} to {row['high']:g}; {band}"
        axes.text(1.02, j, said, transform=axes.get_yaxis_transform(), va="center", size=8.5, color=BLACK)
    for edge in (-CUT, CUT):
        axes.axvline(edge, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    first = sum(target.role == "fitted" for target in found.targets) - 0.5
    axes.axhline(first, color=BLACK, linewidth=0.8)
    _rows(axes, [f"{readable(row['name'])} ({row['role']})" for row in rows])
    axes.set_xlim(-8, 8)
    axes.set_xlabel("distance from the evidence, standard deviations (clipped at 7.5)", size=9)
    return frame.figure


def learned(found: Calibration) -> Figure:
    """Ranges of fitted parameters and of their products before and after."""
    shown = [row for row in table_rows(ranges(found)) if row["kind"] != "drawn"]
    frame = Frame(
        "What did the evidence teach about the fitted parameters?",
        "Grey: 5-95 % of what was drawn. Blue: 5-95 % and median of what was kept; where they agree, nothing was "
        "learned. Diamond: the registry's value. Right: how often so large a difference comes by chance.",
        _foot(found),
        height=0.36 * len(shown) + 0.9,
    )
    (axes,) = frame.axes(left=3.1, right=0.9, bottom=0.55)
    usual = {name: row.value for name, row in registry().items()}
    usual |= {formula: give(usual) for formula, give in PRODUCTS.values()}
    for j, row in enumerate(shown):
        start, width = row["before_5"], row["before_95"] - row["before_5"]
        ends, middle, registered = (
            [(value - start) / width for value in values]
            for values in ((row["after_5"], row["after_95"]), (row["after_50"],), (usual[row["name"]],))
        )
        axes.barh(j, 1.0, left=0.0, height=0.62, color=EVIDENCE)
        axes.plot(ends, [j, j], color=ENSEMBLE, linewidth=2.2)
        axes.plot(middle, [j], "o", color=ENSEMBLE, markersize=5)
        axes.plot(registered, [j], "D", color=USUAL, markersize=5, markerfacecolor="white")
        axes.text(1.03, j, f"{row['chance']:.2g}", transform=axes.get_yaxis_transform(), va="center", size=8.5)
    _rows(axes, [row["name"] for row in shown])
    axes.set_xlim(-0.1, 1.1)
    axes.set_xlabel("share of the range drawn from (0: 5 %, 1: 95 %)", size=9)
    return frame.figure


def region(found: Calibration) -> Figure:
    """Projections of the region that is not ruled out on pairs of fitted parameters."""
    names = found.matched.free
    count = len(names)
    waves = found.matched.waves
    points = np.concatenate([wave.fitted for wave in waves])
    kept = np.concatenate([wave.kept for wave in waves])
    strict = np.concatenate([wave.strict for wave in waves])
    frame = Frame(
        "Which combinations are not ruled out?",
        "Every dot is a set, drawn over the whole range of each parameter (low left and bottom, high right and top). "
        "Grey: ruled out. "
        + (f"Blue: misses at most {found.matched.forgiven} target. " if found.matched.forgiven else "")
        + "Orange crosses: misses none.",
        f"{len(points)} sets in {len(waves)} waves, on the luck of the fit; all other assumed parameters vary too. "
        + NOTE,
        height=7.4,
    )
    grid = frame.axes(count - 1, count - 1, left=0.35, bottom=0.7, top=0.1, gap=(0.08, 0.08))
    for axes in grid:
        axes.set_visible(False)
    for i, j in combinations(range(count), 2):
        axes = grid[(j - 1) * (count - 1) + i]
        axes.set_visible(True)
        axes.grid(visible=False)
        axes.set(xticks=[], yticks=[], xlim=(0, 1), ylim=(0, 1))
        axes.plot(points[~kept, i], points[~kept, j], ".", color=PALE, markersize=2)
        axes.plot(points[kept, i], points[kept, j], ".", color=ENSEMBLE, markersize=4)
        axes.plot(points[strict, i], points[strict, j], "x", color=USUAL, markersize=5)
        if i == 0:
            axes.set_ylabel(names[j].replace("_", "\n"), size=7.5)
        if j == count - 1:
            axes.set_xlabel(names[i].replace("_", "\n"), size=7.5)
    return frame.figure


def fresh_luck(found: Calibration) -> Figure:
    """Implausibility on the luck of the fit and on fresh luck."""
    frame = Frame(
        "Were the sets only lucky?",
        "Every dot is a set that was not ruled out on the luck of the fit. Above the dashed line fresh luck rules it "
        "out.",
        f"{found.size.replicates} draws of luck in the fit, {found.size.fresh} fresh ones. {NOTE}",
        height=3.6,
        width=6.0,
    )
    (axes,) = frame.axes(left=0.7, bottom=0.55)
    before, after = (ranked(away, found.matched.forgiven) for away in (found.fitting, found.fresh))
    top = max(CUT, float(after.max())) + 0.5
    axes.plot([0, top], [0, top], color=GREY, linewidth=0.9)
    axes.axhline(CUT, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)))
    axes.plot(before, after, "o", color=ENSEMBLE, markersize=4)
    axes.set(xlim=(0, CUT + 0.2), ylim=(0, top))
    axes.set_xlabel("implausibility on the luck of the fit", size=9)
    axes.set_ylabel("on fresh luck", size=9)
    return frame.figure


FIGURES: Mapping[str, Callable[[Any], Figure]] = {
    "targets": target_figure,
    "learned": learned,
    "region": region,
    "fresh_luck": fresh_luck,
}
