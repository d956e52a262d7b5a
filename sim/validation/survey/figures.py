"""Two figures: which stances are near the best in which systems, and which tendencies come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report.canvas import Frame
from sim.report.palette import BLACK, GREY, PALE
from sim.report.words import NOTE
from sim.strategy.tensions import TENSION_TABLE
from sim.validation.check import expectations

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

    from sim.validation.survey.result import SurveyResult
    from sim.validation.survey.tendencies import Measured

__all__ = ["near_best_sets", "tendency_matrix"]

DARK = "#3A3A3A"
SORTED = (("schools", "few schools", "many"), ("low_income", "few low-income students", "many"))
BY_WEALTH = ("wealth", "few dollars of its own", "many")


def near_best_sets(found: SurveyResult) -> Figure:
    """Draw the near-best set of every system, tension by tension, along two features.

    Parameters
    ----------
    found : SurveyResult
        The survey.

    Returns
    -------
    matplotlib.figure.Figure
        One column a system; a dark cell is a stance within the tolerance of the best.
    """
    frame = Frame(
        "Which stances serve which systems about as well as the best?",
        f"One column is one made-up system. Dark: a stance within {found.tolerance:.0%} of the best under the "
        f"{_plain(found.headline)} weighting; three dark cells say that the choice hardly matters there.",
        _foot(found),
        height=7.6,
    )
    axes = frame.axes(len(found.tensions), 2, left=1.55, right=0.55, top=0.3, bottom=0.35, gap=(0.3, 0.22), share=False)
    chosen, chance = found.chosen(found.headline), found.chance(found.headline)
    for place, tension in enumerate(TENSION_TABLE):
        for column, plain in enumerate(SORTED):
            feature, few, many = BY_WEALTH if column and tension.name == "build_buy" else plain
            order = np.argsort(found.feature(feature), kind="stable")
            panel = axes[2 * place + column]
            _raster(panel, chosen[order, place])
            ends = (tension.second, "middle", tension.first) if column == 0 else ("", "", "")
            panel.set_yticks([2, 1, 0], ends, size=8)
            panel.set_xlabel(f"{few}  →  {many}", size=7.5, color="#404040", labelpad=2)
        axes[2 * place + 1].text(
            1.02, 0.5, f"{chance[:, place].mean():.0%}", transform=axes[2 * place + 1].transAxes, va="center", size=9
        )
    axes[1].text(1.02, 1.12, "chance of\na random\nstance", transform=axes[1].transAxes, va="bottom", size=7)
    return frame.figure


def _raster(axes: Axes, chosen: np.ndarray) -> None:
    axes.grid(visible=False)
    edges = (np.arange(len(chosen) + 1) - 0.5, np.arange(chosen.shape[1] + 1) - 0.5)
    axes.pcolormesh(
        *edges, chosen.T.astype(float), cmap=_two_greys(), vmin=0, vmax=1, edgecolors="white", linewidth=0.5
    )
    axes.set_xticks([])
    for line in edges[1][1:-1]:
        axes.axhline(line, color="white", linewidth=1.5)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _two_greys() -> Colormap:
    from matplotlib.colors import ListedColormap

    return ListedColormap(["#E9E9E9", DARK])


def tendency_matrix(found: SurveyResult) -> Figure:
    """Draw which reported tendency comes out under which weighting, with its number.

    Parameters
    ----------
    found : SurveyResult
        The survey.

    Returns
    -------
    matplotlib.figure.Figure
        Dark: comes out; hatched: the opposite comes out; pale: not clear. The number stands in each cell.
    """
    frame = Frame(
        "Do the tendencies that leaders reported come out, whatever a system weighs most?",
        "Positive is as reported: a rank correlation over systems, or the share of systems on the reported side less "
        "the other. Dark: comes out (95 % interval above zero). Hatched: the opposite does. Pale: not clear.",
        _foot(found),
        height=4.6,
        width=9.5,
    )
    axes = frame.axes(1, 1, left=3.75, right=0.1, top=0.6, bottom=0.05)[0]
    axes.grid(visible=False)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    names, weightings = list(found.table), list(found.judged.weights)
    for down, name in enumerate(names):
        for across, weighting in enumerate(weightings):
            _cell(axes, across, down, found.table[name][weighting])
    axes.set_xlim(0, len(weightings))
    axes.set_ylim(len(names), 0)
    axes.set_yticks(np.arange(len(names)) + 0.5, [_row(name) for name in names], size=8.5)
    axes.xaxis.tick_top()
    axes.set_xticks(
        np.arange(len(weightings)) + 0.5, [_plain(name).replace(" ", "\n") for name in weightings], size=8.5
    )
    axes.tick_params(length=0)
    return frame.figure


def _cell(axes: Axes, across: int, down: int, measured: Measured) -> None:
    from matplotlib.patches import Rectangle

    comes, opposite = measured.low > 0.0, measured.high < 0.0
    fill = DARK if comes else "white" if opposite else "#EFEFEF"
    box = Rectangle(
        (across + 0.03, down + 0.05), 0.94, 0.9, facecolor=fill, edgecolor=GREY if opposite else PALE, linewidth=0.8,
        hatch="////" if opposite else None,
    )  # fmt: skip
    axes.add_patch(box)
    said = "none" if np.isnan(measured.value) else f"{measured.value:+.2f}"
    label = axes.text(
        across + 0.5, down + 0.5, said, ha="center", va="center", size=9, color="white" if comes else BLACK,
        weight="bold" if comes or opposite else "normal",
    )  # fmt: skip
    if opposite:
        label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.5})


def _row(name: str) -> str:
    given = expectations()[name].title
    return given.replace(" are served better by", ":").replace("Systems with few low-income students", "Few low-income")


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _foot(found: SurveyResult) -> str:
    pairs = found.values.shape[3]
    return (
        f"{len(found.systems)} made-up systems, {pairs} lucks each, shared by all stances; the other six tensions as "
        f"most leaders reported; all schools and people generated. {NOTE}"
    )
