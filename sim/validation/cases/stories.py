"""The seven named systems as stories: place, strategy, years, and what came to them from outside.

Launch counts, contracts and leaders' exits are given here; they are not what a case is judged by. All years count from
the July in which the strategy of the same name begins.
"""

from __future__ import annotations

import csv
import functools
import math
from dataclasses import dataclass

from sim.district.district import District
from sim.foundation.resources import folder
from sim.strategy.events import Event
from sim.strategy.future import Future
from sim.strategy.strategy import Strategy

__all__ = ["CASES", "Case", "Contract", "Known", "known"]

CLOSED_2020 = "closure"  # March to June 2020, recalled


@dataclass(frozen=True)
class Contract:
    """Money that came or went on a known date.

    Parameters
    ----------
    year : int
        From the July of this year on.
    dollars : float
        A student and year, on top of the operating money; negative when it ends.
    words : str
        What it is, for the figure.
    source : str
        Who says so.
    """

    year: int
    dollars: float
    words: str
    source: str


@dataclass(frozen=True)
class Case:
    """One district as it was.

    Parameters
    ----------
    name : str
        Of district, strategy and calendar.
    title : str
        For people.
    first_year : int
        Calendar year of the first July.
    years : int
        School years simulated.
    low_income : float or None
        The district's mean low-income share at the time, 0..1; None where it was not found.
    low_income_source : str
        Who says so.
    leaders_known : int
        Up to this year leaders' exits are known: none but those of the calendar; later ones are drawn.
    calendar : str
        A future that comes with the program; empty for none.
    closed : bool
        Whether the closure of March to June 2020 falls into the years.
    operating : float or None
        Own money at the start, dollars a student and year, where a contract's date is known; None takes the preset's.
    contracts : tuple of Contract
        What came later.
    launches : tuple of int
        New schools by year as they are known, from year 0; after them, or without any, the strategy's own pace.
    launches_source : str
        Who says so.
    generated : str
        What the place's sources do not say and the program makes up.
    """

    name: str
    title: str
    first_year: int
    years: int
    low_income: float | None
    low_income_source: str
    leaders_known: int
    calendar: str
    closed: bool = False
    operating: float | None = None
    contracts: tuple[Contract, ...] = ()
    launches: tuple[int, ...] = ()
    launches_source: str = "the strategy's pace"
    generated: str = "teams, climates, principals, needs and advice ties"

    def district(self) -> District:
        """Load the real schools, with low-income shares shifted to the district's mean of that time."""
        place = District.load(self.name)
        return place if self.low_income is None else place.with_low_income_share(self.low_income)

    def strategy(self) -> Strategy:
        """Load the strategy; money with a known date leaves its conditions."""
        plan = Strategy.load(self.name)
        return plan if self.operating is None else plan.with_conditions(operating_dollars_per_student=self.operating)

    def future(self) -> Future:
        """Load the calendar, with the closure of 2020 where it falls into the years."""
        dated = Future.load(self.calendar) if self.calendar else Future.none()
        if not self.closed:
            return dated
        closure = Event(CLOSED_2020, 2019 - self.first_year, 8, 4.0)
        return Future(dated.name, dated.title, (*dated.events, closure))


@dataclass(frozen=True)
class Known:
    """One thing that is known of a case."""

    measure: str  # what it is beside
    time: float  # years since the first July; NaN where no date is known
    value: float  # in the measure's unit; NaN for words only
    text: str
    use: str  # "input", "scored" or "context"
    source: str
    grade: str


@functools.cache
def known(name: str) -> tuple[Known, ...]:
    """Read what is known of a case, year by year.

    Parameters
    ----------
    name : str
        Of the case.

    Returns
    -------
    tuple of Known
        In the order of ``data/validation/cases/<name>.csv``.
    """
    path = folder("data") / "validation" / "cases" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Known(
                row["measure"],
                float(row["time"] or math.nan),
                float(row["value"] or math.nan),
                row["text"],
                row["use"],
                row["source"],
                row["grade"],
            )
            for row in csv.DictReader(lines)
        )


_MADE = "teachers (scaled to the known ratio), " + Case.generated
_MADE_ALL = "numbers of teachers, zones, " + Case.generated

CASES: tuple[Case, ...] = (
    Case(
        "baltimore_county", "Baltimore County MD", 2014, 8, 0.474, "bcps.org 2014-15", 8, "baltimore_county_events",
        closed=True, generated=_MADE, launches=(10, 103, 26, 16, 16),
        launches_source="bcps.org and Baltimore Sun 2014-16; high schools evenly over two years (assumed)",
    ),
    Case(
        "henry_county", "Henry County GA", 2014, 8, 0.60, "aurora-institute.org 2016", 8, "henry_county_events",
        closed=True, generated=_MADE_ALL, launches=(6, 9, 8, 9),
        launches_source="Henry County Schools 2015; The Learning Accelerator practice page",
        contracts=(
            Contract(3, 45.5, "coaching contract for all schools", "Henry County 2017: 1,912,500 dollars / 42,000"),
            Contract(4, -45.5, "", "a single contract was found"),
        ),
    ),
    Case(
        "greeley_evans", "Greeley-Evans CO", 2013, 9, 0.64, "district pages 2013", 9, "greeley_evans_events",
        closed=True, operating=40.0, generated=_MADE_ALL + ", twelve levels",
        contracts=(Contract(5, 146.7, "local tax", "Greeley Tribune 2017: 4,200,000 / 22,500, less 40 before"),),
    ),
    Case(
        "dallas_isd", "Dallas ISD", 2015, 5, 0.88, "recalled, medium confidence", 5, "",
        launches=(5, 45, 45, 45), launches_source="5 in 2015, 140 by November 2018; evenly between (assumed)",
        generated="numbers of teachers, feeder zones (no feeder table was found), " + Case.generated,
    ),
    Case(
        "chicago", "Chicago IL", 2014, 6, 0.778, "City of Chicago 2016-17, computed", 6, "chicago_events", closed=True,
        generated="teachers of charter, contract and option schools, " + Case.generated,
    ),
    Case("reynoldsburg", "Reynoldsburg OH", 2013, 5, 0.38, "reported for 2012", 2, "reynoldsburg_events",
         generated=_MADE_ALL),
    Case("mentor", "Mentor OH", 2014, 4, None, "share of 2023-24; none of the time was found", 2, "",
         generated=_MADE_ALL),
)  # fmt: skip
