"""The question that a figure answers, and what its sign means, in the words of a district leader."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sim.foundation.plain_text import counted
from sim.outcomes import Outcome

__all__ = ["HEADLINES", "anchor_of", "plain_name", "question", "sides"]

HEADLINES: tuple[str, ...] = (
    "spread_teachers", "spread_schools", "deep_share", "surface_share", "relative_equity_gap", "sustained_share",
    "persistence", "ownership_shift", "exits", "depth", "effective_practice", "trust", "strain", "equity_gap",
    "wait_gap", "learning", "dollars_per_student", "dollars_per_deep_year",
)  # fmt: skip
"""What the figure of differences shows unless it is told otherwise, as far as the catalogue has it."""

_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "spread_teachers": "How many teachers use it?",
        "spread_schools": "How many schools take part?",
        "deep_share": "How many teachers practise it deeply?",
        "depth": "How deep does it go among those who use it?",
        "surface_share": "How many of those who use it stay on the surface?",
        "effective_practice": "How much good practice reaches classrooms?",
        "fit": "Do the designs fit the schools?",
        "equity_gap": "Who has had more of it so far: low-income students or others?",
        "relative_equity_gap": "Who has had more of it, given how the district is segregated?",
        "equity_gap_end": "Who has more of it in this month: low-income students or others?",
        "sustained_share": "How many students are in schools where it has outlived outside money and both leaders?",
        "trust": "Do people trust those who lead?",
        "strain": "How hard is it on teachers?",
        "learning": "What do students learn from it in a year?",
    }
)

_PLAIN_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "deep_share": "teachers who practise it deeply",
        "equity_gap": "how far students from low-income homes are ahead of the others",
        "relative_equity_gap": "how far students from low-income homes are ahead of the others",
        "persistence": "what is left two years after the grant, of what support would have kept",
        "sustained_share": "students in schools where it has outlived outside money and both leaders",
        "strain": "how hard it is on teachers",
        "dollars_per_student": "what is spent on it",
    }
)

_SIDES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "equity_gap": ("other students get more", "low-income students get more"),
        "equity_gap_coverage": ("other students get more", "low-income students get more"),
        "equity_gap_depth": ("other students get more", "low-income students get more"),
        "relative_equity_gap": ("other students get more", "low-income students get more"),
        "equity_gap_end": ("other students get more", "low-income students get more"),
        "relative_equity_gap_end": ("other students get more", "low-income students get more"),
        "equal_age_gap": ("other students get more", "low-income students get more"),
        "concentration": ("more in rich schools", "more in poor schools"),
        "wait_gap": ("other students wait longer", "low-income students wait longer"),
    }
)


def question(outcome: Outcome) -> str:
    """Ask in plain words what an outcome answers.

    Parameters
    ----------
    outcome : Outcome
        An outcome.

    Returns
    -------
    str
        A question; empty for outcomes that have none of their own.
    """
    return _QUESTIONS.get(outcome.name, "")


_ANCHORS: Mapping[str, str] = MappingProxyType(
    {
        "equity_gap": "Full access all the time ({years}) would be {months} months.",
        "strain": "0 is none, 1 a week overfull by hours; .1 more raises yearly exits of teachers by about a tenth.",
        "dollars_per_student": "That is the sum over {years}.",
        "depth": "Below .35 is use by the book, above .65 deep practice.",
        "deep_share": "Deep practice is half of what the full practice would be, or more.",
    }
)
"""What a number is compared with, for outcomes whose unit does not say it."""


def anchor_of(outcome: Outcome, years: int) -> str:
    """Return what the numbers of an outcome are to be compared with.

    Parameters
    ----------
    outcome : Outcome
        An outcome.
    years : int
        Years simulated.

    Returns
    -------
    str
        A sentence; empty where the unit says it (of 100 teachers, % of something).
    """
    return _ANCHORS.get(outcome.name, "").format(years=counted(years, "year"), months=12 * years)


def plain_name(outcome: Outcome) -> str:
    """Name an outcome so that it can stand in a sentence.

    Parameters
    ----------
    outcome : Outcome
        An outcome.

    Returns
    -------
    str
        Words without a capital; the catalogue's title for outcomes that have no words of their own.
    """
    title = outcome.title
    usual = title[:1].lower() + title[1:] if title[1:2].islower() else title
    return _PLAIN_NAMES.get(outcome.name, usual)


def sides(outcome: Outcome) -> tuple[str, str]:
    """Say what lies at the low and at the high end of an outcome.

    Parameters
    ----------
    outcome : Outcome
        An outcome.

    Returns
    -------
    tuple of str
        Words for low and for high values; both empty when the catalogue says that neither is better.
    """
    if outcome.name in _SIDES:
        return _SIDES[outcome.name]
    if outcome.better == "higher":
        return "worse", "better"
    if outcome.better == "lower":
        return "better", "worse"
    return "", ""
