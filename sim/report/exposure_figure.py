"""The figure of what a difference depends on: where its variance comes from, and the numbers that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import SettingsError
from sim.foundation.parameters import registry
from sim.outcomes import find_outcome
from sim.report.canvas import Frame, plain_axes
from sim.report.exposed import PARTS, how_often
from sim.report.lettering import labels_for
from sim.report.palette import BLACK, GREY, OKABE_ITO
from sim.report.wishes import AS_USUAL, Wish
from sim.report.words import NOTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.study import Exposure
    from sim.study.telling import Telling
    from sim.study.variance_shares import Shares

__all__ = ["draw_exposure"]

_LOOKS = {
    "luck": ("#E8E8E8", ""),
    "assumed": (OKABE_ITO["vermilion"], "///"),
    "sourced": (OKABE_ITO["blue"], ""),
    "together": (OKABE_ITO["sky"], "..."),
}
_ROW, _PART, _GAP, _NAMES = 0.46, 0.34, 0.7, 3.7


def draw_exposure(exposure: Exposure, a: str, b: str, outcome: str, wish: Wish = AS_USUAL, made_up: str = "") -> Figure:
    """Draw the shares of the variance and, below, the five parameters that the difference goes with most.

    Parameters
    ----------
    exposure : Exposure
        From `sim.guess_exposure`.
    a, b, outcome : str
        Two strategies and an outcome.
    wish : Wish, optional
        A title or a size of the caller's own.
    made_up : str, optional
        What has to be said first about made-up shares.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.

    Raises
    ------
    SettingsError
        When the outcome does not apply or never differs.
    """
    shares = exposure.shares(a, b, outcome)
    if not np.isfinite(shares.luck.value):
        raise SettingsError(
            f"what '{outcome}' depends on cannot be drawn: it does not apply, or it is always the same."
        )
    telling = exposure.most_telling(a, b, outcome)
    parts = list(PARTS) if len(exposure.sourced_sets) > 1 else ["luck", "assumed"]
    upper, lower = _PART * len(parts), _ROW * max(1, len(telling))
    title = find_outcome(outcome).title
    labels = labels_for([a, b])
    sign = "The sign depends on untested assumptions. " if exposure.hangs(a, b, outcome) else ""
    frame = Frame(
        f"{title}, {labels[a]} minus {labels[b]}: what the difference depends on",
        f"{made_up}{sign}Above: where the variance of the difference between two runs comes from. Below: the numbers "
        "that it goes with most; to the right, a larger number raises the difference. Bars: 95 % intervals.",
        f"{exposure.pairs} pairs of runs with the same random draws; {exposure.drawn_from}. The sign flips in "
        f"{how_often(exposure, a, b, outcome)} sets of untested assumptions. Hollow: no larger than random draws alone "
        f"would give. {NOTE}",
        width=9.2,
        height=upper + lower + 2 * _GAP,
        wish=wish,
        least_width=7.0,
    )
    stretch = frame.inner_height / (upper + lower + 2 * _GAP)
    upper, lower = upper * stretch, lower * stretch
    height = frame.inner_height
    above = frame.figure.add_axes(frame.place(_NAMES, 0.5, 0.1, height - 0.1 - upper))
    _draw_shares(above, shares, parts)
    below = frame.figure.add_axes(
        frame.place(_NAMES, 0.5, 0.1 + upper + _GAP * stretch, height - 0.1 - upper - _GAP * stretch - lower)
    )
    _draw_telling(below, telling)
    return frame.figure


def _draw_shares(axes: Axes, shares: Shares, parts: Sequence[str]) -> None:
    """Draw a bar and an interval for each source of variance."""
    plain_axes(axes)
    axes.grid(visible=False)
    for place, part in enumerate(parts):
        share = getattr(shares, part)
        colour, hatch = _LOOKS[part]
        axes.barh(place, 100 * share.value, height=0.62, color=colour, hatch=hatch, edgecolor=BLACK, linewidth=0.8)
        axes.plot([100 * share.low, 100 * share.high], [place, place], color=BLACK, linewidth=1.6, marker="|")
    axes.set_yticks(range(len(parts)), [PARTS[part] for part in parts], fontsize=9.5, color=BLACK)
    axes.set_ylim(len(parts) - 0.5, -0.5)
    axes.set_xlim(0.0, 100.0)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("of 100 parts of the variance", fontsize=9, color=BLACK)


def _draw_telling(axes: Axes, telling: Sequence[Telling]) -> None:
    """Draw a rank correlation and its interval for each parameter; filled when it stands out from chance."""
    plain_axes(axes)
    axes.grid(visible=False)
    axes.axvline(0.0, color=BLACK, linewidth=1.0, zorder=1)
    axes.set_xlim(-1.0, 1.0)
    axes.set_xlabel("rank correlation with the difference, stronger numbers taken out", fontsize=9, color=BLACK)
    axes.tick_params(axis="y", length=0)
    if not telling:
        axes.set_yticks([])
        axes.annotate("too few sets to name a number", (0.0, 0.5), xycoords=("data", "axes fraction"), ha="center",
                      va="center", size=9.5, color="#606060")  # fmt: skip
        return
    labels = [f"{each.parameter} ({each.grade})\n{_short(each.parameter)}" for each in telling]
    axes.set_yticks(range(len(telling)), labels, fontsize=8.5, color=BLACK)
    axes.set_ylim(len(telling) - 0.5, -0.5)
    for place, each in enumerate(telling):
        colour = BLACK if each.stands_out else GREY
        axes.plot([each.low, each.high], [place, place], color=colour, linewidth=2.4 if each.stands_out else 1.2)
        axes.plot(
            [each.correlation], [place], marker="o", markersize=7.5, markeredgecolor=colour, linestyle="none",
            markerfacecolor=colour if each.stands_out else "white", markeredgewidth=1.4, zorder=3,
        )  # fmt: skip


def _short(name: str) -> str:
    meaning = registry()[name].meaning
    return meaning if len(meaning) <= 58 else f"{meaning[:55].rsplit(' ', 1)[0]} ..."
