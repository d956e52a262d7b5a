"""Who stays, moves and leaves, and what trust does, against what NCES and surveys have measured.

Most rates of leaving are written into the model (tag INPUT): what is checked is that ten years of a rollout leave them
where they were. What nobody wrote in are distributions that follow from the rates, and trust after ten years.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.foundation.resources import folder
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study, expectations, judged
from sim.validation.laboratory import Interval, interval_of
from sim.validation.observed import Observed, correlation_in_levels, observe, superintendents
from sim.validation.setting import Setting
from sim.validation.staying import STUDIES as STAYING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["STUDIES", "climate_by_district", "flows", "trust_findings"]

STRATEGY = "typical_2018"
FLOWS = (
    "teachers_stay", "teachers_leave_district", "teachers_move_inside", "teachers_stay_0_3", "teachers_stay_4_9",
    "teachers_stay_10_14", "teachers_stay_15", "teachers_stay_poverty", "experience_novices", "experience_veterans",
)  # fmt: skip
PRINCIPALS = (
    "principals_stay", "principals_poor_schools", "principals_tenure", "principals_new", "principals_long",
    "principals_six_years",
)  # fmt: skip
TRUST = {
    "trust_level": ("trust", 0),
    "trust_between_schools_start": ("between_schools", 0),
    "trust_between_schools": ("between_schools", -1),
    "climate_poverty_start": ("climate_poverty", 0),
    "climate_poverty": ("climate_poverty", -1),
}
"""By expectation: the statistic, and the year in which it is read."""
LEADERS: Mapping[str, Mapping[str, float]] = {
    "middling": {"schools": 24, "teachers": 720},
    "poor": {"schools": 24, "teachers": 720, "low_income_mean": 0.82},
    "wealthy": {"schools": 24, "teachers": 720, "low_income_mean": 0.2},
    "large": {"schools": 60, "teachers": 2400},
}
"""Districts in which superintendents are followed: 11,000 students, and 38,000 in the large one."""
OFFICES = {
    "superintendents_tenure": ("middling", "tenure"),
    "superintendents_poor": ("poor", "tenure"),
    "superintendents_wealthy": ("wealthy", "tenure"),
    "superintendents_three_years": ("middling", "three_years"),
    "superintendents_three_years_large": ("large", "three_years"),
}

WHY = {
    "teachers_stay": (
        "Near the edge, and it changes sides with the luck: measured rates by experience are kept, but after ten years "
        "there are fewer novices (.10 for .118), who leave most; with newcomers of 6 years of experience instead of "
        "8.5 the mean is .844 instead of .846."
    ),
    "experience_veterans": (
        "The balance of measured stock and flows fits four shares of experience with one number, newcomers' mean "
        "experience (8.5); 9 would keep the veterans best, 6.7 the novices."
    ),
    "trust_level": (
        "A choice, not a measurement: the survey asked about colleagues and principal in single schools; the "
        "start is set lower (`trust_start` .6, range .5-.7) on the assumption that trust in a district is lower."
    ),
    "climate_poverty": (
        "A rule thins it out: support against what was promised moves trust (trust_support), and climate follows, "
        "without regard to poverty. On other luck it goes from -.44 by .068 (.058 to .078) to -.38 (-.42 to -.34) in "
        "ten years; with the climate's slowest pace by .053, without trust_support by -.016 (-.026 to -.006), without "
        "strain and disappointment by .096; with nothing that moves trust it stays. Besides, each run is a district "
        "with a correlation of its own, so that the interval is wide."
    ),
    "climate_poverty_by_district": (
        "The spread between districts (`trust_poverty_spread`) was computed from these 13; a bell curve around -.42 "
        "makes positive correlations rarer than one district in 13."
    ),
    "climate_poverty_start": (
        "The interval is wide: each run is a district with a correlation of its own (SD .19, measured), around -.42."
    ),
    "principals_poor_schools": (
        "Near the edge: with .20 leaving at 50 % low-income and a slope of .3 (`principal_exit_poverty`, from 1 in 5 "
        "against 1 in 6) the rule gives .218 at 80 %, and the interval is wide because few schools are that poor; "
        "with a slope of .2 it is .2125 (.201 to .224)."
    ),
    "principals_tenure": (
        "Half expectation: the source does not say whether it counts whole years (then the mean here is 4.2, which "
        "holds) or time elapsed; with .80 staying a year (measured) the time elapsed cannot be much shorter."
    ),
    "principals_long": (
        "Near the edge, and it changes sides with the seed: of those who stay at .80 a year .8 ** 9.5 = .12 are left "
        "in a January ten years on (arithmetic), and more in schools with few exits."
    ),
    "superintendents_tenure": (
        "Few runs at the edge: on other luck 5.83 years (5.75 to 5.92) and 5.89 (5.81 to 5.96) in 40 runs each, which "
        "hold. The rate of .17 is one over the measured six years at a board's support of .6 (`board_neutral`); "
        "simulated boards lie at .59 (.57 to .61) in the mean, and a run whose board lies elsewhere has another rate."
    ),
    "superintendents_wealthy": (
        "The rate is one over the published figure, at a board's support of .6; boards that lie elsewhere raise or "
        "lower it (arithmetic of the rule), and the margin is assumed."
    ),
    "superintendents_three_years_large": (
        "The evidence disagrees, and this expectation is likely the odd one: .71 in three years asks for .34 a year, "
        "in about 21 districts of one state in three years (Grissom & Andersen 2012). In the 100 largest districts "
        "superintendents completed 6 years, .17 a year (Broad Center 2018), in the 500 largest .20 leave a year (ILO "
        "Group 2024). The model takes .17, and .20 from 100,000 students on."
    ),
}


def see(setting: Setting) -> list[Observed]:
    """Follow 60 schools with 1,800 teachers for ten years, many times: districts differ in climate and poverty."""
    place = District.synthetic(schools=60, teachers=1800)
    strategy = Strategy.load(STRATEGY)
    return [observe(place, strategy, setting.seed, replicate) for replicate in range(setting.size(120, 240))]


def flows(setting: Setting) -> Sequence[Finding]:
    """Yearly flows of teachers, and what they make of experience; trust beside them."""
    seen = see(setting)
    findings = _rates(seen, FLOWS, "made-up district of 60 schools and 1,800 teachers")
    return [*findings, *trust_findings(seen)]


def principals(setting: Setting) -> Sequence[Finding]:
    """Principals of 240 small schools: how often they change, and how long they have been there."""
    place, strategy = District.synthetic(schools=240, teachers=960), Strategy.load(STRATEGY)
    seen = [observe(place, strategy, setting.seed, replicate) for replicate in range(setting.size(80, 200))]
    whole = interval_of([each.rates["principals_whole_years"] for each in seen])
    details = {"mean in whole years completed": list(whole)}
    return _rates(seen, PRINCIPALS, "made-up district of 240 small schools", details)


def _rates(
    seen: Sequence[Observed], names: Sequence[str], where: str, details: Mapping[str, list[float]] | None = None
) -> list[Finding]:
    found = {name: interval_of([each.rates[name] for each in seen]) for name in names}
    figure = partial(draw_flows, found, f"{where}, typical strategy of 2018, ten years, {len(seen)} runs")
    findings = []
    for name in names:
        mean, low, high = found[name]
        drawn = figure if name == names[0] else None
        said = f"{mean:.3f} ({low:.3f} to {high:.3f})"
        why = WHY.get(name, "")
        findings.append(
            judged(
                name,
                mean,
                low,
                high,
                said,
                why=why,
                runs=len(seen),
                figure=drawn,
                details=details if name.endswith("tenure") else None,
            )
        )
    return findings


def trust_findings(seen: Sequence[Observed]) -> list[Finding]:
    """Trust between schools and its tie to poverty, at the start and after the last year."""
    findings = []
    figure = partial(draw_trust, [each.years for each in seen])
    for name, (statistic, year) in TRUST.items():
        found = interval_of([each.years[statistic][year] for each in seen])
        said = f"{found.mean:.3f} ({found.low:.3f} to {found.high:.3f})"
        drawn = figure if name == "trust_between_schools" else None
        findings.append(judged(name, *found, said, why=WHY.get(name, ""), runs=len(seen), figure=drawn))
    return findings


def leaders(setting: Setting) -> Sequence[Finding]:
    """Superintendents' time in post in four kinds of district."""
    count = setting.size(8, 30)
    strategy = Strategy.load(STRATEGY)
    chances = {}
    for kind, recipe in LEADERS.items():
        place = partial(District.synthetic, **recipe)  # type: ignore[arg-type]
        chances[kind] = np.array(superintendents(place, strategy, setting.seed, count))
    findings = []
    for name, (kind, statistic) in OFFICES.items():
        values = 1.0 / chances[kind] if statistic == "tenure" else 1.0 - (1.0 - chances[kind]) ** 3
        found = interval_of(values)
        said = f"{found.mean:.3g} ({found.low:.3g} to {found.high:.3g}) in a {kind} district"
        findings.append(judged(name, *found, said, why=WHY.get(name, ""), runs=count))
    return findings


def climate_by_district() -> list[tuple[str, int, float]]:
    """Read the correlation of climate and low-income share in 13 Maryland districts."""
    with (folder("data") / "validation" / "climate_by_district.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["district"], int(row["schools"]), float(row["correlation"])) for row in csv.DictReader(lines)]


def climates(setting: Setting) -> Sequence[Finding]:
    """Hold each Maryland district against generated ones with as many schools."""
    count, strategy = setting.size(60, 300), Strategy.load(STRATEGY)
    inside, outside = 0, []
    measured = climate_by_district()
    for name, schools, real in measured:
        place = District.synthetic(schools=schools, teachers=4 * schools)
        made = []
        for replicate in range(count):
            sim = Simulation(place, strategy, seed=setting.seed, replicate=replicate, years=1)
            made.append(correlation_in_levels(sim.schools.low_income, sim.schools.trust, place.schools.level))
        low, high = np.percentile(made, [5.0, 95.0])
        inside += bool(low <= real <= high)
        if not low <= real <= high:
            outside.append(f"{name} {real:.2f} ({low:.2f} to {high:.2f})")
    share = inside / len(measured)
    said = f"{inside} of {len(measured)} districts inside; outside: {', '.join(outside) or 'none'}"
    name = "climate_poverty_by_district"
    why = WHY.get(name, "")
    return [judged(name, share, share, share, said, why=why, runs=count * len(measured))]


def draw_flows(found: Mapping[str, Interval], where: str) -> Figure:
    """Draw what is simulated over what is known: shares a year."""
    from sim.report.canvas import Frame
    from sim.report.palette import BLACK, OKABE_ITO, PALE

    known = expectations()
    names = [name for name in found if known[name].unit.startswith("share")]
    frame = Frame(
        "Who stays, who moves, who leaves?",
        "Grey: what is known (NCES and reports, with their margins). Diamond and line: simulated mean with its 95 % "
        "interval. Filled diamonds: written into the model; open ones: not.",
        f"{where[:1].upper()}{where[1:]}. A thinking tool, not a forecast.",
        height=0.36 * len(names) + 0.8,
    )  # fmt: skip
    (axes,) = frame.axes(left=3.4, top=0.1, bottom=0.5)
    for row, name in enumerate(names):
        low, high = known[name].low, known[name].high
        axes.barh(row, high - low, left=low, height=0.62, color=PALE, zorder=2)
        mean, start, end = found[name]
        written = known[name].tag in {"INPUT", "CALIBRATED"}
        axes.plot([start, end], [row, row], color=OKABE_ITO["blue"], linewidth=2, zorder=3)
        axes.plot([mean], [row], "D", color=OKABE_ITO["blue"], markersize=6, zorder=4,
                  markerfacecolor=OKABE_ITO["blue"] if written else "white")  # fmt: skip
    axes.set_yticks(range(len(names)), [_short(known[name].title) for name in names], fontsize=8.5, color=BLACK)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.0)
    axes.set_xlabel("share (a year, or of people at the end)", fontsize=9.5, color=BLACK)
    axes.grid(axis="x", color=PALE, linewidth=0.5, alpha=0.7)
    axes.grid(axis="y", visible=False)
    return frame.figure


def _short(title: str, letters: int = 52) -> str:
    return title if len(title) <= letters else title[: letters - 1].rsplit(" ", 1)[0] + " ..."


def draw_trust(seen: Sequence[Mapping[str, Sequence[float]]]) -> Figure:
    """Draw trust between schools and its tie to poverty over ten years, over what was measured."""
    from sim.report.canvas import Frame, year_axis
    from sim.report.palette import BLACK, OKABE_ITO, PALE

    known = expectations()
    panels = (
        ("between_schools", "share of the variance of trust between schools", known["trust_between_schools"]),
        ("climate_poverty", "correlation of climate and low-income share", known["climate_poverty"]),
    )
    frame = Frame(
        "Do schools stay as different in trust as they were measured?",
        "Grey: measured, 95 % interval (15 schools; 1,287 Maryland schools). Line: simulated mean; band: nine "
        "runs in ten.",
        f"The start is written into the model, the years are not. Typical strategy of 2018, {len(seen)} runs. "
        "A thinking tool, not a forecast.",
        height=3.0,
    )  # fmt: skip
    for axes, (name, title, expected) in zip(frame.axes(1, 2, gap=(0.6, 0.4), share=False), panels, strict=True):
        values = np.array([each[name] for each in seen])
        years = np.arange(values.shape[1])
        low, high = np.percentile(values, [5.0, 95.0], axis=0)
        axes.axhspan(expected.low, expected.high, color=PALE, zorder=1)
        axes.fill_between(years, low, high, color=OKABE_ITO["blue"], alpha=0.25, linewidth=0, zorder=2)
        axes.plot(years, values.mean(axis=0), color=OKABE_ITO["blue"], linewidth=2, marker="D", markersize=4, zorder=3)
        axes.set_title(title, fontsize=9, loc="left", color=BLACK)
        axes.set_xlabel("years", fontsize=9, color=BLACK)
        year_axis(axes, len(years) - 1)
    return frame.figure


STUDIES = (
    Study("teachers and trust over ten years", "people", (*FLOWS, *TRUST), flows),
    Study("principals", "people", PRINCIPALS, principals),
    Study("superintendents", "people", tuple(OFFICES), leaders),
    Study("climate by district", "people", ("climate_poverty_by_district",), climates),
    *STAYING,
)
