"""What each case comes to, against what was written down beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.validation.cases.measures import first_cut
from sim.validation.check import Finding, expectations

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from sim.validation.cases.members import Members

__all__ = ["SCORES", "Score", "find"]

Values = Callable[["Members"], "NDArray[np.float64]"]


class Score(NamedTuple):
    """How one expectation is read from the runs of a case.

    Attributes
    ----------
    values : callable
        One value a run, shape (sets, replicates).
    judged : str
        ``"interval"``: the 95 % interval of the mean over runs; ``"mean"``, ``"median"`` or ``"share"`` (of runs): one
        number, as the expectation says.
    words : str
        The sentence; ``{value}``, ``{low}``, ``{high}`` are filled in.
    """

    values: Values
    judged: str
    words: str


def difference(one: str, other: str, year: int) -> Values:
    """One measure less another in June of a year."""
    return lambda m: m.at(one, year) - m.at(other, year)


def at(measure: str, year: int, month: int = 11, scale: float = 0.0) -> Values:
    """One measure in a month; divided by the number of schools where ``scale`` is not zero."""
    return lambda m: m.at(measure, year, month) / (m.schools if scale else 1.0)


def cut_year(m: Members) -> NDArray[np.float64]:
    """Year of the first cut in every run."""
    return np.apply_along_axis(first_cut, -1, m.series["money"])


def joined_after(m: Members) -> NDArray[np.float64]:
    """Schools that join a year in years 4 to 6, for each that joins a year in years 0 to 3."""
    before, after = m.at("joined", 3) / 4.0, (m.at("joined", 6) - m.at("joined", 3)) / 3.0
    return np.asarray(after / before, np.float64)


def core_share(m: Members) -> NDArray[np.float64]:
    """Deep schools among the schools in the programme in November of year 3."""
    return np.asarray(m.at("deep_schools", 3, 4) / m.at("active", 3, 4), np.float64)


def alive_and_used(m: Members) -> NDArray[np.float64]:
    """Whether half of the schools begun are in it in October of year 8, and a quarter of all teachers use it."""
    return m.at("alive", 8, 3) * (m.at("use", 8, 3) >= 0.25)


def mean_second_year(m: Members) -> NDArray[np.float64]:
    """Learning in schools in their second year and later, mean over the Junes of years 1 to 5."""
    return np.asarray(np.nanmean([m.at("learning_active", year) for year in range(1, 6)], axis=0), np.float64)


def left_of_most(m: Members) -> NDArray[np.float64]:
    """Schools in the programme in June of year 7 against the most there ever were."""
    return np.asarray(m.at("active", 7) / m.series["active"].max(axis=-1), np.float64)


def outlasted(m: Members) -> NDArray[np.float64]:
    """Effective practice in the first schools in June of year 4 over that in June of year 2; NaN without any then."""
    before, after = m.at("effective_first", 2), m.at("effective_first", 4)
    left = np.divide(after, before, out=np.full(before.shape, np.nan), where=before > 0.0)
    return np.asarray(left, np.float64)


SCORES: dict[str, dict[str, Score]] = {
    "baltimore_county": {
        "baltimore_launches": Score(at("joined", 2), "median", "{value:.0f} schools have begun (median of runs)"),
        "baltimore_ten_deeper": Score(
            difference("deep_first", "deep_rest", 4), "interval",
            "the first schools' share of deep teachers is {value:+.3f} ({low:+.3f} to {high:+.3f}) above the others'",
        ),
        "baltimore_scores_flat": Score(
            at("learning", 4), "interval", "the district learns {value:+.3f} SD ({low:+.3f} to {high:+.3f})"
        ),
        "baltimore_ten_scores": Score(
            difference("learning_first", "learning_rest", 3), "interval",
            "students of the first schools learn {value:+.3f} SD ({low:+.3f} to {high:+.3f}) more than the rest",
        ),
        "baltimore_cut": Score(cut_year, "median", "money is first cut in year {value:.0f} (median of runs)"),
        "baltimore_ten_outlast": Score(
            outlasted, "interval",
            "{value:.2f} ({low:.2f} to {high:.2f}) of the first schools' practice of June 2017 is there in June 2019",
        ),
    },
    "henry_county": {
        "henry_launches": Score(at("joined", 3), "median", "{value:.0f} schools have joined (median of runs)"),
        "henry_stall": Score(joined_after, "mean", "{value:.2f} join for each that joined before (mean of runs)"),
        "henry_readiness": Score(
            at("readiness_waiting", 2), "interval",
            "readiness of teachers in waiting schools has changed by {value:+.3f} ({low:+.3f} to {high:+.3f})",
        ),
        "henry_faded": Score(
            left_of_most, "interval", "{value:.0%} of the most schools are left ({low:.0%} to {high:.0%})"
        ),
    },
    "greeley_evans": {
        "greeley_launches": Score(
            at("joined", 3, scale=1.0), "median", "{value:.0%} of the schools have joined (median of runs)"
        ),
        "greeley_uneven": Score(
            at("working", 3), "interval",
            "in {value:.0%} ({low:.0%} to {high:.0%}) of begun schools half of the teachers are beyond mechanical use",
        ),
        "greeley_survives": Score(alive_and_used, "share", "it lives on in {value:.0%} of the runs"),
        "greeley_teachers": Score(
            at("use_active", 4, 3), "interval", "{value:.0%} ({low:.0%} to {high:.0%}) of their teachers use it"
        ),
        "greeley_see_it_pay": Score(
            at("sees_it_pay", 4, 3), "mean",
            "in the six elementary schools longest in it {value:.0%} ({low:.0%} to {high:.0%}) of the teachers use it "
            "and feel a payoff that counts as a success (mean of runs)",
        ),
    },
    "dallas_isd": {
        "dallas_launches": Score(at("active", 3, 4), "median", "{value:.0f} schools are in it (median of runs)"),
        "dallas_core": Score(
            core_share, "interval", "{value:.1%} of the schools in the programme are deep ({low:.1%} to {high:.1%})"
        ),
        "dallas_core_grows": Score(
            lambda m: m.at("deep_schools", 4, 5) - m.at("deep_schools", 3, 4), "interval",
            "{value:+.1f} deep schools a year later ({low:+.1f} to {high:+.1f})",
        ),
    },
    "chicago": {
        "chicago_gain": Score(
            mean_second_year, "interval", "students of these schools learn {value:+.3f} SD ({low:+.3f} to {high:+.3f})"
        ),
        "chicago_reach": Score(at("active", 4), "interval", "{value:.0f} schools ({low:.0f} to {high:.0f}) of 652"),
    },
    "reynoldsburg": {
        "reynoldsburg_reach": Score(
            at("active", 3, scale=1.0), "interval", "{value:.0%} of the schools ({low:.0%} to {high:.0%})"
        ),
        "reynoldsburg_deep": Score(
            at("deep", 4), "interval", "{value:.1%} of the teachers ({low:.1%} to {high:.1%})"
        ),
    },
    "mentor": {
        "mentor_alive": Score(at("alive", 3, 3), "share", "it lives on in {value:.0%} of the runs"),
        "mentor_deep": Score(at("deep", 3), "interval", "{value:.1%} of the teachers ({low:.1%} to {high:.1%})"),
    },
}  # fmt: skip


def find(name: str, members: Members, figure: Callable[[], Figure] | None, why: str = "") -> Finding:
    """Hold one expectation against the runs of its case.

    Parameters
    ----------
    name : str
        Of the expectation.
    members : Members
        The runs.
    figure : callable or None
        Draws the case.
    why : str
        Used only where the expectation does not hold.

    Returns
    -------
    Finding
        With the band of single runs in the details (5 to 95 %).
    """
    score, expected = SCORES[members.case.name][name], expectations()[name]
    values = score.values(members)
    found = members.interval(values)
    value, low, high = found.mean, found.low, found.high
    if score.judged == "median":
        value = float(np.nanmedian(values))
    judged = (low, high) if score.judged == "interval" else (value, value)
    holds = None if expected.tag == "FINDING" else expected.met_by(*judged)
    lowest, middle, highest = (float(q) for q in np.nanpercentile(values, [5.0, 50.0, 95.0]))
    sentence = score.words.format(value=value, low=low, high=high)
    sentence += "." if score.judged == "share" else f"; nine runs in ten: {lowest:.3g} to {highest:.3g}."
    return Finding(
        name, value, low, high, holds, sentence[0].upper() + sentence[1:],
        why=why if holds is False else "", runs=members.count, figure=figure,
        details={"run_5": lowest, "run_50": middle, "run_95": highest, "judged": score.judged, "sets": members.sets,
                 "runs_left_out": int(np.isnan(values).sum())},
    )  # fmt: skip
