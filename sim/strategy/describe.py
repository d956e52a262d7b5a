"""Saying a strategy in sentences that a superintendent reads without a legend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from sim.strategy.stance import Stance, Timeline
from sim.strategy.tensions import TENSION_TABLE, Tension

if TYPE_CHECKING:
    from sim.strategy.conditions import Conditions

__all__ = ["describe", "describe_conditions", "describe_stance"]

_HELD: Final = 0.5


def describe(timelines: Mapping[str, Timeline], conditions: Conditions) -> str:
    """Describe stances and conditions.

    Parameters
    ----------
    timelines : mapping of str to timeline
        A timeline for each tension.
    conditions : Conditions
        The conditions.

    Returns
    -------
    str
        A few sentences.
    """
    spoken: list[str] = []
    middle: list[str] = []
    for row in TENSION_TABLE:
        timeline = timelines[row.name]
        if all(stance == Stance() for _, stance in timeline):
            middle.append(row.subject)
        else:
            spoken.append(_sentence(row, timeline, "It" if spoken else "The district"))
    if middle:
        spoken.append(f"{'It' if spoken else 'The district'} keeps to the middle on {_joined(middle)}.")
    spoken.append(describe_conditions(conditions))
    return " ".join(spoken)


def describe_stance(row: Tension, stance: Stance) -> str:
    """Say one stance as the rest of a sentence that begins with "The district".

    Parameters
    ----------
    row : Tension
        The tension.
    stance : Stance
        Where the district stands on it.

    Returns
    -------
    str
        For instance ``"mostly launches few schools each year and prepares them first"``.
    """
    if stance.chart >= _HELD and abs(stance.lean) < 0.25:
        return row.both_does
    if stance.lean == 0:
        leaning = f"keeps to the middle between {row.first} and {row.second}"
    else:
        leaning = f"{_strength(stance.lean)} {row.first_does if stance.lean < 0 else row.second_does}"
    if stance.chart >= _HELD:
        return f"{leaning}, and {row.both_does}"
    if stance.chart > 0:
        return f"{leaning}, with some thought for the other side"
    return leaning


def _strength(lean: float) -> str:
    size = abs(lean)
    if size < 0.25:
        return "slightly more often"
    if size < 0.6:
        return "mostly"
    if size < 0.95:
        return "nearly always"
    return "always"


def _sentence(row: Tension, timeline: Timeline, subject: str) -> str:
    parts = []
    for year, stance in timeline:
        later = "after 1 year" if year == 1 else f"after {year} years"
        start = subject if year == 0 else f"{later} it"
        parts.append(f"{start} {describe_stance(row, stance)}")
    return "; ".join(parts) + "."


def describe_conditions(conditions: Conditions) -> str:
    """Say money, staffing and leadership in sentences.

    Parameters
    ----------
    conditions : Conditions
        The conditions.

    Returns
    -------
    str
        One to three sentences.
    """
    own = f"{conditions.operating_dollars_per_student:,.0f} dollars a student and year of its own"
    if conditions.has_grant:
        years = f"{conditions.grant_years} year{'s' if conditions.grant_years > 1 else ''}"
        grant = f"{conditions.grant_dollars_per_student:,.0f} dollars a student from outside"
        money = f"It has {grant} over {years}, and {own}."
    else:
        money = f"It has no money from outside, and {own}."
    extras = []
    if conditions.team_staffing > 0:
        extras.append(f"teams led by excellent teachers in {conditions.team_staffing:.0%} of its launched schools")
    if conditions.innovation_fund:
        extras.append("a fund that asks schools for the problem first")
    if conditions.model_classroom:
        extras.append("a model classroom to watch")
    leaders = (
        f"Its leaders have {conditions.cabinet_hours:g} hours a week in the central office and "
        f"{conditions.principal_hours:g} in each school for it."
    )
    return " ".join([money, *([f"It has {_joined(extras)}."] if extras else []), leaders])


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
