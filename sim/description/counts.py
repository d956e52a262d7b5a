"""Numbers of things that pages mention: counted, so that no page can be out of date."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.description.state_variables import state_variables
from sim.description.tables import rows_of
from sim.engine.components import default_components
from sim.engine.phases import PHASES
from sim.engine.rulebook import RULE_FILES, shipped_rules
from sim.engine.simulation import LONGEST_YEARS
from sim.engine.state import DIMENSIONS
from sim.foundation.parameters import GRADES, registry
from sim.foundation.resources import folder
from sim.outcomes.catalogue import OUTCOMES
from sim.study.plausible import BOUNDS, load_sets

__all__ = ["COUNTS"]


def _graded(grade: str) -> Callable[[], int]:
    return lambda: sum(row.grade == grade for row in registry().values())


def _states(state: str) -> Callable[[], int]:
    return lambda: len(state_variables(state))


COUNTS: Mapping[str, Callable[[], int]] = {
    "bounds": lambda: len(BOUNDS),
    "components": lambda: len(default_components()),
    "dimensions": lambda: DIMENSIONS,
    "districts": lambda: len(list((folder("data") / "districts").glob("*.csv"))),
    "last_submodel": lambda: len(RULE_FILES) + 2,
    "longest_years": lambda: LONGEST_YEARS,
    "loops": lambda: len(rows_of("feedback_loops")),
    "outcomes": lambda: len(OUTCOMES),
    "parameters": lambda: len(registry()),
    "phases": lambda: len(PHASES),
    "rules": lambda: len(shipped_rules()),
    "sets": lambda: len(load_sets()),
    **{grade: _graded(grade) for grade in GRADES},
    **{f"states_of_{state}": _states(state) for state in ("TeacherState", "SchoolState", "Centre")},
}
"""What ``{{count:...}}`` may name."""
