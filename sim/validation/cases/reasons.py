"""Why a case misses: what is suspected is changed and the case lived through again, only where it misses.

The sentences say what to suspect; the numbers behind them come from the experiment of the same validation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.parameters import registry
from sim.validation.cases.members import live_through
from sim.validation.cases.scores import cut_year, find
from sim.validation.laboratory import NOBODY_GIVES_UP

if TYPE_CHECKING:
    from sim.validation.cases.members import Members
    from sim.validation.setting import Setting

__all__ = ["REASONS", "explain"]


@dataclass(frozen=True)
class Change:
    """Parameters to hold at one value in every run, and what this stands for."""

    words: str
    values: dict[str, float]


@dataclass(frozen=True)
class Reason:
    """What is suspected behind a miss.

    Parameters
    ----------
    suspected : str
        Which rule, number or expectation is wrong, in a sentence.
    changes : tuple of Change
        Experiments that test it.
    kept : callable or None
        Reads one value a run, to be compared between successors who kept the strategy and others.
    kept_year : int
        Year in whose June it is asked whether the successor kept it.
    kept_words : str
        What the value is.
    """

    suspected: str
    changes: tuple[Change, ...] = ()
    kept: Callable[[Members], np.ndarray] | None = None
    kept_year: int = 3
    kept_words: str = ""


_DEEP_AND_PAYING = ("payoff_scale", "depth_growth")

REASONS: dict[str, Reason] = {
    "baltimore_ten_deeper": Reason(
        "A wrong number for this place: after three years most coaching moves on to newer schools (old_weight), while "
        "every school here kept a coach of its own; the first schools are clearly ahead in the years before.",
        (Change("With coaching that does not move on", {"old_weight": 1.0}),),
    ),
    "baltimore_scores_flat": Reason(
        "Wrong numbers: what full practice brings (learning_full, .2 to .6 SD, recalled) scales it, and how much of "
        "their time coaches had for teachers beside the devices is not known; the middle of the runs lies just inside "
        "what tests would call flat, the interval reaches beyond it.",
        (
            Change("With the low end of .2 SD", {"learning_full": 0.20}),
            Change("With half of the coaches' time for teachers", {"coach_contact": 0.5}),
        ),
    ),
    "baltimore_cut": Reason(
        "A rule that is too blunt: every successor with other aims halves the money; the interim superintendent "
        "of 2017 kept the programme. And the board that carries on cuts too seldom: the county's gap of 81 million "
        "dollars, which came before the cut, is no event of the model.",
        kept=cut_year,
        kept_words="year of the first cut (8: never)",
    ),
    "henry_readiness": Reason(
        "A rule: what leaders tell waiting schools is what users feel, weighted with their depth (inform_weight); "
        "where that lies below what people hope before they begin, informing draws belief down.",
        (Change("With leaders who do not inform", {"inform_weight": 0.0}),
         Change("With stories that nobody believes", {"story_weight": 0.0})),
    ),
    "greeley_launches": Reason(
        "Chance in the model that the story did not have: a successor in 2015 who brings other aims pauses launches "
        "for a year; the real one kept the programme.",
        (Change("With successors who all keep the strategy", {"successor_keeps": 1.0}),),
        kept=lambda m: m.at("joined", 3) / m.schools,
        kept_words="share of schools that joined",
    ),
    "greeley_see_it_pay": Reason(
        "Numbers, and the month: what users feel against what counts as a success. payoff_scale (1.4 to 2.2 in the "
        "sets) and how fast depth grows decide, neither alone; on other luck .41, with the three numbers below .62. "
        "October is also early in a school year: many use nothing yet after the summer, and in the June after the "
        "share is higher by more than a fifth of the teachers.",
        (Change("With the high end of payoff_scale", {"payoff_scale": registry()["payoff_scale"].high}),
         Change("With depth that grows fast as well", {name: registry()[name].high for name in _DEEP_AND_PAYING}
                | {"coach_half_dose": registry()["coach_half_dose"].low})),
    ),
    "dallas_launches": Reason(
        "Numbers: 140 schools begin, as given, and a quarter of them gives up before November 2018, while the story "
        "tells of nobody who left. Poor schools have more newcomers, who push to give up (giveup_newcomers), and more "
        "changes of principal; on other luck 108 schools, without changes' push to give up 117.",
        (Change("With newcomers who push nobody to give up", {"giveup_newcomers": 0.0}),
         Change("Where nobody gives up at all", NOBODY_GIVES_UP | {"giveup_newcomers": 0.0})),
    ),
    "dallas_core": Reason(
        "Numbers that nobody has measured: the mean is about a third of what is reported, and nine runs in ten lie "
        "between no deep school and .07 of the schools; how fast depth grows (depth_growth) decides.",
        (Change("With depth that grows slowly", {"depth_growth": registry()["depth_growth"].low}),
         Change("With depth that grows fast", {"depth_growth": registry()["depth_growth"].high})),
    ),
}  # fmt: skip


def explain(name: str, members: Members, setting: Setting, quick: int = 12, full: int = 60) -> str:
    """Test what is suspected behind a miss.

    Parameters
    ----------
    name : str
        Of the expectation that does not hold.
    members : Members
        The runs in which it does not.
    setting : Setting
        Size and luck.
    quick, full : int
        Runs of each experiment.

    Returns
    -------
    str
        What is suspected, and what came out when it was changed.
    """
    reason = REASONS.get(name)
    if reason is None:
        return "Not found out: no experiment was made for this miss."
    said = [reason.suspected]
    if reason.kept is not None:
        said.append(_by_successor(reason, members))
    for change in reason.changes:
        again = live_through(members.case, setting, quick, full, changes=change.values)
        found = find(name, again, None)
        verdict = "would hold" if found.holds else "would not hold either"
        said.append(f"{change.words}: {found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f}), which {verdict}.")
    return " ".join(said)


def _by_successor(reason: Reason, members: Members) -> str:
    assert reason.kept is not None
    values, kept = reason.kept(members), members.at("other_aims", reason.kept_year) == 0.0
    if kept.all() or not kept.any():
        return "In these runs all successors did the same."
    return (
        f"Median {reason.kept_words}: {np.median(values[kept]):.2g} in the {kept.sum()} runs in which successors kept "
        f"the strategy, {np.median(values[~kept]):.2g} in the other {(~kept).sum()}."
    )
