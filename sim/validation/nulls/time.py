"""The long time: it is made of exits, giving up, pace and scarce hours; no constant holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.history import History
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import (
    NOBODY_GIVES_UP,
    PLENTY,
    QUIET,
    Laboratory,
    difference,
    interval_of,
    laboratory,
    lean,
    of_teachers,
    yearly,
)
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["CASES", "HORIZON", "STUDIES", "endless_grant", "protecting", "years_by_cause"]

HORIZON = 25
EXITS = ("leave_0_3", "leave_4_9", "leave_10_14", "leave_15", "move_0_3", "move_4_9", "move_10_14", "move_15")
NO_TEACHER_EXITS = dict.fromkeys(EXITS, 0.0)
NO_PRINCIPAL_EXITS = {"principal_exit": 0.0}
AT_ONCE = {"pace_slow": 0.5, "pace_fast": 0.5}
HOURS = {"highest_dose": 60.0, "coach_hires": 1.0, "old_weight": 1.0}
SETTLED = NO_PRINCIPAL_EXITS | NO_TEACHER_EXITS | NOBODY_GIVES_UP | {"drop_rate": 0.0}
CASES: Mapping[str, Mapping[str, Any]] = {
    "all causes": {"fixed_superintendent": False},
    "no superintendent exits": {},
    "no principal exits": {"fixed_superintendent": False, "parameters": NO_PRINCIPAL_EXITS},
    "no teacher exits": {"fixed_superintendent": False, "parameters": NO_TEACHER_EXITS},
    "nobody goes or gives up": {"parameters": SETTLED},
    "launched at once": {"parameters": SETTLED | AT_ONCE, "instant_launch": True},
    "hours without limit": {"parameters": SETTLED | AT_ONCE | HOURS, "instant_launch": True},
}
"""What is taken away; from the fifth on each keeps what the one before has taken."""
ASKED = {
    "time_superintendents": ("all causes", "no superintendent exits"),
    "time_principals": ("all causes", "no principal exits"),
    "time_teachers": ("all causes", "no teacher exits"),
    "time_nobody_goes": ("no superintendent exits", "nobody goes or gives up"),
    "time_launched_at_once": ("nobody goes or gives up", "launched at once"),
    "time_hours": ("launched at once", "hours without limit"),
}


def years_until_routine(history: History) -> float:
    """Years until half of the schools have routines of .5 and more, at most the horizon."""
    share = (np.asarray(history.schools["routines"]) >= 0.5).mean(axis=1)
    reached = np.flatnonzero(share >= 0.5)
    return float(reached[0]) / 12.0 if reached.size else float(HORIZON)


def years_by_cause(place: Laboratory, count: int) -> dict[str, NDArray[np.float64]]:
    """Years by what is taken away, for the same luck."""
    typical = Strategy.load("typical_2018")
    found = {}
    for name, how in CASES.items():
        strategy = typical.with_conditions(**PLENTY) if name == "hours without limit" else typical
        runs = [place.run(strategy, r, years=HORIZON, **how) for r in range(count)]
        found[name] = np.array([years_until_routine(history) for history in runs])
    return found


def endless_grant(place: Laboratory, count: int) -> float:
    """Largest difference between a grant that never ends and operating money, but for the purse.

    Recurring money is not asked for (no routines), and the board sees no budget.
    """
    grant = {"grant_years": 10, "grant_dollars_per_student": 400.0, "operating_dollars_per_student": 0.0}
    own = {"grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 40.0}
    a, b = (lean({"operating_growth": 0.0, **money}, build_buy=1) for money in (grant, own))
    settings = {"parameters": QUIET | {"highest_dose": 1000.0, "routine_growth": 0.0}}
    return place.furthest(
        a, b, count, leave_out=("operating_share", "outside_dollars", "operating_dollars"), **settings
    )


def protecting(place: Laboratory, count: int, **parameters: float) -> list[tuple[History, History]]:
    """Pairs with and without leaders' time to protect."""
    much, none = (lean({"leader_protect": share}) for share in (0.4, 0.0))
    return place.pairs(much, none, count, parameters=parameters)


def draw(found: Mapping[str, NDArray[np.float64]], place: str) -> Figure:
    """Draw the years until routine by what is taken away: every run, and the mean with its interval."""
    from sim.report.canvas import Frame
    from sim.report.palette import BLACK, GREY, OKABE_ITO

    frame = Frame(
        "What makes it take so long?",
        "Years until half of the schools have routines of .5 and more, by what is taken away. Dots: runs; line: mean "
        f"with its 95 % interval. Runs that take longer than {HORIZON} years stand at {HORIZON}.",
        f"{place} The last two keep what the fifth has taken away. A thinking tool, not a forecast.",
        height=3.4,
    )
    (axes,) = frame.axes(left=2.0, top=0.1, bottom=0.5)
    for row, (_, years) in enumerate(found.items()):
        spread = row + np.linspace(-0.22, 0.22, years.size)
        mean, low, high = interval_of(years)
        axes.plot(years, spread, "o", markersize=3, color=GREY, alpha=0.6, zorder=2)
        axes.plot([low, high], [row, row], color=OKABE_ITO["blue"], linewidth=2.5, zorder=3)
        axes.plot([mean], [row], "D", color=OKABE_ITO["blue"], markersize=6, markeredgecolor="white", zorder=4)
    axes.set_yticks(range(len(found)), list(found), fontsize=9.5, color=BLACK)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xlim(0, HORIZON + 0.5)
    axes.set_xlabel("years", fontsize=9.5, color=BLACK)
    axes.grid(axis="x", color="#D0D0D0", linewidth=0.5, alpha=0.7)
    axes.grid(axis="y", visible=False)
    return frame.figure


WHY = {
    "time_launched_at_once": (
        "Not clear in these runs: the interval reaches just below zero. Read from the rules, not tried: without more "
        "hours, launching at once spreads the same hours over more schools, so that each takes longer."
    ),
}


def long_time(setting: Setting) -> Sequence[Finding]:
    """Take causes away one after another."""
    count = setting.size(16, 60)
    years = years_by_cause(laboratory(setting.seed), count)
    means = {name: float(found.mean()) for name, found in years.items()}
    where = f"Made-up district of 24 schools and 720 teachers, typical strategy of 2018, {count} runs each."
    findings = [
        effect(name, interval_of(years[more] - years[less]), 2 * count, why=WHY.get(name, ""))
        for name, (more, less) in ASKED.items()
    ]
    figure = partial(draw, years, where)
    quickest = interval_of(years["hours without limit"])
    findings.append(effect("time_without_causes", quickest, count, figure=figure, details=means))
    return findings


def money(setting: Setting) -> Sequence[Finding]:
    """A dollar is a dollar; protecting helps against absorption only."""
    place, few, some = laboratory(setting.seed), setting.size(3, 10), setting.size(20, 60)
    unabsorbed = [largest for pair in protecting(place, few, absorption_rate=0.0) for largest in _furthest(pair)]
    late = yearly(of_teachers("effective"), 10)
    return [
        exact("grant_is_money", endless_grant(place, few), 2 * few),
        exact("protecting_nothing", max(unabsorbed, default=0.0), 2 * few),
        effect("protecting_helps", difference(protecting(place, some), late), 2 * some),
    ]


def _furthest(pair: tuple[History, History]) -> list[float]:
    from sim.validation.laboratory import largest_difference

    return list(largest_difference(*pair).values())


STUDIES = (
    Study("the long time", "null", (*ASKED, "time_without_causes"), long_time),
    Study("money and protection", "null", ("grant_is_money", "protecting_nothing", "protecting_helps"), money),
)
