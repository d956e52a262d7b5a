"""The seven tensions between which a district has to find its way when it scales an innovation.

The questions are the ones that district leaders named in "Look Both Ways" (The Learning Accelerator, 2018), in our
own words; what each pole acts on is this model's reading. One table, used by the commands, the docs and `describe`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.foundation.errors import StrategyError, unknown

__all__ = ["TENSIONS", "TENSION_TABLE", "Tension", "tension"]


@dataclass(frozen=True)
class Tension:
    """One tension: a question with two poles that both make sense.

    Parameters
    ----------
    name : str
        The name in Python, in YAML and on the command line.
    subject : str
        What the tension is about, as it stands in a sentence.
    question : str
        The question a leader faces.
    first, second : str
        The poles at lean -1 and at lean +1.
    first_acts_on, second_acts_on : str
        Which decisions, hours and dollars each pole takes hold of.
    first_does, second_does, both_does : str
        What a district does at the first pole, at the second, and when it holds both; each completes
        "The district ...".
    """

    name: str
    subject: str
    question: str
    first: str
    second: str
    first_acts_on: str
    second_acts_on: str
    first_does: str
    second_does: str
    both_does: str


TENSION_TABLE: Final[tuple[Tension, ...]] = (
    Tension(
        name="tight_loose",
        subject="who designs",
        question="What does the district decide for every school, and what may each school decide for itself?",
        first="tight",
        second="loose",
        first_acts_on="one central design, a mandate, a common rubric and monitoring; coaches have one design to know",
        second_acts_on="each school's own search for a design that fits, and its voice; as good as its people",
        first_does="gives every school one central design",
        second_does="lets every school find its own design",
        both_does="sets guardrails (a floor and a common rubric) and leaves the design inside them free",
    ),
    Tension(
        name="fast_slow",
        subject="pace",
        question="How quickly do we go from a few pilots to all schools?",
        first="fast",
        second="slow",
        first_acts_on="schools launched a year: momentum before people and politics turn",
        second_acts_on="piloting, preparing and learning before the next schools start",
        first_does="launches many schools each year",
        second_does="launches few schools each year and prepares them first",
        both_does="runs two tracks, a deep core of a few schools and a light ring of many",
    ),
    Tension(
        name="need_readiness",
        subject="which schools come first",
        question="Do the schools whose students need it most come first, or the schools that are ready?",
        first="need",
        second="readiness",
        first_acts_on="launch order and coaching hours: schools with more low-income students first",
        second_acts_on="launch order and coaching hours: willing and able schools first",
        first_does="starts with the schools in greatest need",
        second_does="starts with the schools that are ready and willing",
        both_does="starts with schools in need and builds their readiness before they launch",
    ),
    Tension(
        name="build_buy",
        subject="where help comes from",
        question="Do we grow our own coaches and leaders, or bring in partners from outside?",
        first="build",
        second="buy",
        first_acts_on="own coaches, grown from teachers who know the practice: slow to come, know the place, stay",
        second_acts_on="outside partners: there at once, dearer, with a general template, gone with the contract",
        first_does="grows its own coaches out of its teachers",
        second_does="buys coaching and design from outside partners",
        both_does="buys help to start and pays the partner to train its own coaches",
    ),
    Tension(
        name="fixed_adaptive",
        subject="steadiness",
        question="Do we hold to the strategy, or change it as we learn?",
        first="fixed",
        second="adaptive",
        first_acts_on="steady goals: clear expectations and no churn, while misfit grows as schools' needs drift",
        second_acts_on="a yearly review on noisy results that changes pace, help and design: better fit, more churn",
        first_does="holds to its strategy from year to year",
        second_does="reviews and changes its strategy every year",
        both_does="keeps its goals and changes only its tactics",
    ),
    Tension(
        name="bundle_modules",
        subject="how much at once",
        question="Do schools take on a whole model, or the parts that they choose?",
        first="prix fixe",
        second="a la carte",
        first_acts_on="the whole bundle: parts strengthen one another, with a heavy first load and cost",
        second_acts_on="single components: light and well fitting, but the whole may stay in fragments",
        first_does="asks schools to take on the whole model at once",
        second_does="lets schools take on single components as they choose",
        both_does="asks for a small common core and offers choices around it",
    ),
    Tension(
        name="practices_failures",
        subject="what is shared",
        question="What do our people tell one another: what worked, or how it went and what failed?",
        first="share best practices",
        second="share process and failures",
        first_acts_on="successes travel: quick hope, a flattering selection, little know-how",
        second_acts_on="what was tried and what failed travels: truer beliefs, faster search; costs hours and exposes",
        first_does="passes on success stories",
        second_does="passes on how things were done and what failed",
        both_does="passes on both, with paid hours and safety for those who tell",
    ),
)

TENSIONS: Final[tuple[str, ...]] = tuple(row.name for row in TENSION_TABLE)
"""The seven names, in the order in which everything lists them."""

_BY_NAME: Final = {row.name: row for row in TENSION_TABLE}


def tension(name: str) -> Tension:
    """Look a tension up by its name.

    Parameters
    ----------
    name : str
        One of `TENSIONS`.

    Returns
    -------
    Tension
        Its row of the table.

    Raises
    ------
    StrategyError
        When there is no such tension; near names are named.
    """
    if not isinstance(name, str) or name not in _BY_NAME:
        raise StrategyError(unknown("tension", name, TENSIONS))
    return _BY_NAME[name]
