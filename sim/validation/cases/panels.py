"""Which measures of a case are drawn, in which words and units."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PANELS", "Line", "Panel"]


class Line(NamedTuple):
    """One measure in a panel."""

    measure: str
    label: str


class Panel(NamedTuple):
    """One pair of axes.

    Attributes
    ----------
    title : str
        What is shown, with its unit.
    lines : tuple of Line
        One or two measures; the first has the case's colour, as have the schools of the first year wherever they stand.
    percent : bool
        Whether shares are drawn out of 100.
    given : bool
        Whether the panel mostly shows what was put in.
    zone : float
        Half-width of a shaded zone around zero; 0 for none.
    of_runs : bool
        Whether the share of runs is drawn in place of a band.
    """

    title: str
    lines: tuple[Line, ...]
    percent: bool = False
    given: bool = False
    zone: float = 0.0
    of_runs: bool = False


_BEGUN = Panel("Schools", (Line("joined", "joined"), Line("active", "in the programme")))
_FIRST = Panel(
    "Teachers with deep practice (of 100)",
    (Line("deep_first", "schools of the first year"), Line("deep_rest", "the rest")),
    percent=True,
)
_OUTLASTING = Panel(
    "Effective practice (of 100 in every room)",
    (Line("effective_first", "schools of the first year"), Line("effective_rest", "the rest")),
    percent=True,
)
_OTHER_AIMS = Panel(
    "A successor with other aims (of 100 runs)", (Line("other_aims", "runs"),), percent=True, of_runs=True
)
_DEEP = Panel(
    "Teachers (of 100 in the district)", (Line("use", "use it"), Line("deep", "practise it deeply")), percent=True
)
_ALIVE = Panel(
    "Half of the schools begun are in it (of 100 runs)", (Line("alive", "runs"),), percent=True, of_runs=True
)
_LEARNING_HERE = Panel("Learning in its schools from the second year (SD)", (Line("learning_active", "gain"),))

PANELS: dict[str, tuple[Panel, ...]] = {
    "baltimore_county": (
        Panel("Schools", (Line("joined", "begun"),), given=True),
        _FIRST,
        Panel(
            "Learning against no programme (SD a student-year)",
            (Line("learning_first", "schools of the first year"), Line("learning", "all students")),
            zone=0.05,
        ),
        Panel("Own money (of 100 at the start)", (Line("money", "money"),), percent=True),
        _OUTLASTING,
        _OTHER_AIMS,
    ),
    "henry_county": (
        _BEGUN._replace(given=True),
        Panel("Readiness of waiting schools against their start (0 to 1)", (Line("readiness_waiting", "belief"),)),
        _FIRST,
        _DEEP,
    ),
    "greeley_evans": (
        _BEGUN,
        Panel(
            "Begun schools with half of the teachers\nbeyond mechanical use (of 100)",
            (Line("working", "schools"),),
            percent=True,
        ),
        Panel(
            "Teachers who use it (of 100)",
            (Line("use_active", "in its schools"), Line("use", "in the district")),
            percent=True,
        ),
        Panel(
            "Six first elementary schools: teachers who\nuse it and see it pay (of 100)",
            (Line("sees_it_pay", "teachers"),),
            percent=True,
        ),
        _ALIVE,
    ),
    "dallas_isd": (
        Panel("Schools in the programme", (Line("active", "schools"),), given=True),
        Panel("Deep schools (half of the teachers deep)", (Line("deep_schools", "schools"),)),
        Panel("Light schools (the others in the programme)", (Line("light_schools", "schools"),)),
        _FIRST,
    ),
    "chicago": (_BEGUN, _DEEP, _LEARNING_HERE, _ALIVE),
    "reynoldsburg": (_BEGUN, _DEEP, _LEARNING_HERE, _ALIVE),
    "mentor": (_BEGUN, _DEEP, _LEARNING_HERE, _ALIVE),
}
