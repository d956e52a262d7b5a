"""Generated advice networks and leaders' networks against the measured ones.

A generated school has the size of a measured one, and as many of its people do not answer (drawn at random), so that
both are seen through the same questionnaire.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.district.population import Population, draw_population
from sim.district.schools import Schools
from sim.foundation.resources import folder
from sim.validation.check import Finding, Study, judged
from sim.validation.laboratory import interval_of
from sim.validation.network_statistics import STATISTICS, leader_statistics, school_statistics
from sim.validation.setting import Setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["STUDIES", "generated_leaders", "generated_schools", "measured_leaders", "measured_schools"]

MEANS = (
    "degree", "degree_spread", "asks_nobody", "asked_by_nobody", "reciprocity", "transitivity", "team_odds", "gini",
    "distance", "asking_and_asked",
)  # fmt: skip
BANDS = ("degree", "reciprocity", "transitivity", "team_odds", "gini")
LEADERS = ("degree", "reciprocity", "same_level", "transitivity", "gini", "degree_spread")
SHOWN = ("degree", "asks_nobody", "reciprocity", "transitivity", "team_odds", "gini", "asked_by_nobody", "distance")
BAND = (5.0, 95.0)  # percent: nine generated schools in ten

WHY = {
    "network_connected": (
        "The questionnaire, or people whom the data lack: seen whole, 99 in 100 generated schools hang together. They"
        " fall apart once some do not answer: somebody who does not answer is named by nobody either (none of the 55"
        " measured ones who did not answer), or who asks nobody is named by such a person alone. If only people whom"
        " somebody names may be silent, .81 hang together."
    ),
    "network_reciprocity_by_school": (
        "Near the edge: generated schools differ in asking back as much as measured ones do (SD .14) when size is "
        "left aside, so that misses are luck, or in how degree goes with it."
    ),
    "network_team_odds_by_school": (
        "Near the edge: what teams weigh differs between generated schools as between measured ones (SD .64 when size "
        "is left aside); the mean is lower (.70 for .99), and grades in measured schools differ in size."
    ),
    "leaders_transitivity": (
        "A rule is too weak: leaders look among their partners' partners (.9), which gives .35 where .41 is measured; "
        "generated zones have a dozen principals, and who seeks twenty has to go beyond."
    ),
    "leaders_gini": (
        "Read from the rule, not tried: who seeks many peers is sought more, and by nothing else are leaders sought."
    ),
    "leaders_degree_spread": (
        "The spread of how many peers a principal seeks was fitted to this one network; its own sampling error is "
        "large (2.6 to 5.9 in generated ones)."
    ),
}
SHORT = {"team_odds": "log odds of a tie inside a team", "gini": "how unequally asked (Gini)"}
"""Names for a panel, where those of the statistics are too long."""


def measured_schools() -> list[dict[str, float]]:
    """Read the statistics of the 15 measured schools."""
    with (folder("data") / "validation" / "advice_networks.csv").open(encoding="utf-8", newline="") as lines:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)]


def measured_leaders() -> dict[str, float]:
    """Read the statistics of the measured leaders' network, weekly collaboration."""
    with (folder("data") / "validation" / "leader_network.csv").open(encoding="utf-8", newline="") as lines:
        row = next(row for row in csv.DictReader(lines) if row.pop("relation") == "collaboration")
    return {name: float(value) for name, value in row.items()}


def place(sizes: Sequence[int]) -> Schools:
    """Make schools of given staff sizes, a dozen a zone."""
    count = len(sizes)
    unknown = np.full(count, np.nan)
    staff = np.array(sizes, dtype=np.int64)
    names = [f"school {number}" for number in range(count)]
    levels, zones = np.arange(count) % 3, np.arange(count) // 12
    return Schools.ordered(
        names, (staff * 15.9).astype(np.float64), np.full(count, 0.5), levels, zones, unknown, unknown, staff
    )


def asking(people: Population, school: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Who asks whom inside a school, and who is in one team."""
    low, high = int(people.first[school]), int(people.first[school + 1])
    asks = np.zeros((high - low, high - low), dtype=bool)
    for i in range(low, high):
        asked = people.tie_to[people.tie_start[i] : people.tie_start[i + 1]]
        asks[i - low, asked[(asked >= low) & (asked < high)] - low] = True
    team = people.team[low:high]
    same = (team[:, None] == team[None, :]) & ~np.eye(high - low, dtype=bool)
    return asks, same


def generated_schools(
    measured: Sequence[Mapping[str, float]], seed: int, replicates: int
) -> dict[str, NDArray[np.float64]]:
    """Generate schools of the measured sizes, of whose people as many do not answer.

    Parameters
    ----------
    measured : sequence of mapping
        ``staff`` and ``not_answering`` of each.
    seed, replicates : int
        Luck, and how many of each.

    Returns
    -------
    dict of str to ndarray
        By statistic, shape (replicates, schools).
    """
    sizes = [int(row["staff"]) for row in measured]
    schools = place(sizes)
    where = {int(key): row for row, key in enumerate(schools.key)}
    found = {name: np.full((replicates, len(sizes)), np.nan) for name in STATISTICS}
    luck = np.random.default_rng(seed)
    for replicate in range(replicates):
        people = draw_population(schools, seed, replicate, across_share=0.0)
        for number, row in enumerate(measured):
            asks, same = asking(people, where[number])
            answered = np.ones(len(asks), dtype=bool)
            answered[luck.choice(len(asks), int(row["not_answering"]), replace=False)] = False
            asks[~answered] = False
            for name, value in school_statistics(asks, same, answered).items():
                found[name][replicate, number] = value
    return found


def generated_leaders(seed: int, replicates: int, leaders: int = 43) -> dict[str, NDArray[np.float64]]:
    """Generate networks of principals and a superintendent, who stands for the central office.

    Parameters
    ----------
    seed, replicates : int
        Luck, and how many.
    leaders : int
        People in each network.

    Returns
    -------
    dict of str to ndarray
        By statistic, shape (replicates,).
    """
    count = leaders - 1
    schools = place((12,) * count)
    found: dict[str, list[float]] = {name: [] for name in LEADERS}
    for replicate in range(replicates):
        people = draw_population(schools, seed, replicate)
        works = np.zeros((leaders, leaders), dtype=bool)
        for i in range(leaders):
            works[i, people.leader_to[people.leader_start[i] : people.leader_start[i + 1]]] = True
        values = leader_statistics(works)
        values["same_level"] = float(works[:count, :count].sum() / max(1, works.sum()))
        for name in LEADERS:
            found[name].append(values[name])
    return {name: np.array(values) for name, values in found.items()}


def schools_study(setting: Setting) -> Sequence[Finding]:
    """Hold generated schools against the measured ones, in the mean and school by school."""
    measured, replicates = measured_schools(), setting.size(120, 1000)
    made = generated_schools(measured, setting.seed, replicates)
    count = replicates * len(measured)
    findings = []
    for name in MEANS:
        mean, low, high = interval_of(np.nanmean(made[name], axis=1))
        real = float(np.nanmean([row[name] for row in measured]))
        said = f"generated {mean:.3g}, measured {real:.3g} ({STATISTICS[name]})"
        findings.append(
            judged(f"network_{name}", mean, low, high, said, why=WHY.get(f"network_{name}", ""), runs=count)
        )
    together = interval_of(made["connected"].mean(axis=1))
    said = f"{together.mean:.0%} of the generated schools hang together; all {len(measured)} measured ones do"
    findings.append(judged("network_connected", *together, said, why=WHY["network_connected"], runs=count))
    for name in BANDS:
        inside = [bool(hit) for hit in in_band(measured, made, name)]
        share = sum(inside) / len(inside)
        said = f"{sum(inside)} of {len(inside)} measured schools lie inside the band of their generated twins"
        figure = partial(draw_schools, measured, made, replicates) if name == BANDS[0] else None
        away = [int(row["staff"]) for row, hit in zip(measured, inside, strict=True) if not hit]
        findings.append(
            judged(
                f"network_{name}_by_school", share, share, share, said, runs=count, figure=figure,
                details={"staff of the schools outside": away}, why=WHY.get(f"network_{name}_by_school", ""),
            )
        )  # fmt: skip
    return findings


def in_band(
    measured: Sequence[Mapping[str, float]], made: Mapping[str, NDArray[np.float64]], name: str
) -> NDArray[np.bool_]:
    """Say which measured schools lie inside the band of generated ones of their size."""
    low, high = np.nanpercentile(made[name], BAND, axis=0)
    real = np.array([row[name] for row in measured])
    return np.asarray((real >= low) & (real <= high))


def leaders_study(setting: Setting) -> Sequence[Finding]:
    """Say where the measured network lies among generated ones."""
    measured, replicates = measured_leaders(), setting.size(200, 1000)
    made = generated_leaders(setting.seed, replicates, int(measured["leaders"]))
    findings = []
    for name in LEADERS:
        below = float((made[name] < measured[name]).mean() + 0.5 * (made[name] == measured[name]).mean())
        low, middle, high = np.percentile(made[name], [2.5, 50.0, 97.5])
        said = f"measured {measured[name]:.3g}; generated {middle:.3g} ({low:.3g} to {high:.3g}, 95 in 100 networks)"
        why = WHY.get(f"leaders_{name}", "")
        findings.append(judged(f"leaders_{name}", below, below, below, said, why=why, runs=replicates))
    return findings


def draw_schools(
    measured: Sequence[Mapping[str, float]], made: Mapping[str, NDArray[np.float64]], replicates: int
) -> Figure:
    """Draw measured schools over the bands of generated schools of their size."""
    from sim.report.canvas import Frame
    from sim.report.palette import BLACK, GREY, OKABE_ITO

    order = sorted(range(len(measured)), key=lambda number: measured[number]["staff"])
    frame = Frame(
        "Do generated schools look like measured ones?",
        f"One column a school, by staff. Dot: measured (Pitts & Spillane 2009; open: outside the band). Bar: nine in "
        f"ten of {replicates} generated schools of that size; tick: their median.",
        "433 staff in 15 schools, 55 without an answer; as many do not answer in the generated schools. Degree, who "
        "asks nobody, reciprocity, triangles, team odds and inequality were fitted in the mean, not school by school. "
        "A thinking tool, not a forecast.",
        width=11.0,
        height=5.4,
    )  # fmt: skip
    panels = frame.axes(2, 4, left=0.35, top=0.3, bottom=0.5, gap=(0.45, 0.75), share=False)
    for axes, name in zip(panels, SHOWN, strict=True):
        _draw_statistic(axes, name, [measured[n] for n in order], made[name][:, order], (BLACK, GREY, OKABE_ITO["sky"]))
    return frame.figure


def _draw_statistic(
    axes: Any,
    name: str,
    measured: Sequence[Mapping[str, float]],
    made: NDArray[np.float64],
    colours: tuple[str, str, str],
) -> None:
    black, grey, sky = colours
    low, middle, high = np.nanpercentile(made, [BAND[0], 50.0, BAND[1]], axis=0)
    columns = np.arange(len(measured))
    axes.bar(columns, high - low, bottom=low, width=0.7, color=sky, alpha=0.6, zorder=2)
    axes.hlines(middle, columns - 0.35, columns + 0.35, color=grey, linewidth=1.2, zorder=3)
    for column, row in enumerate(measured):
        value = row[name]
        if math.isfinite(value):
            inside = low[column] <= value <= high[column]
            axes.plot([column], [value], "o", markersize=4.5, zorder=4, color=black,
                      markerfacecolor=black if inside else "white", markeredgewidth=1.2)  # fmt: skip
    axes.set_title(SHORT.get(name, STATISTICS[name]), fontsize=9, loc="left", color=black)
    axes.set_xticks(columns[::2], [f"{row['staff']:.0f}" for row in measured][::2], fontsize=8)
    axes.set_xlabel("staff", fontsize=8.5, color=black)


STUDIES = (
    Study(
        "advice networks of schools",
        "network",
        (*(f"network_{name}" for name in MEANS), "network_connected", *(f"network_{name}_by_school" for name in BANDS)),
        schools_study,
    ),
    Study("leaders' network", "network", tuple(f"leaders_{name}" for name in LEADERS), leaders_study),
)
