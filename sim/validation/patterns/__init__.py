"""Patterns: small studies of what is known of schools and innovations, each with its figure and its tag.

What the equations say is INPUT, what fitting aims at is CALIBRATED; EMERGENT is what nobody wrote in or fitted, HELD
OUT what was set aside beforehand. Only the last two speak for the model.
"""

from __future__ import annotations

from sim.validation.check import Study
from sim.validation.patterns import (
    after_support,
    asking,
    colleagues,
    giving_up,
    leaders,
    strategies,
    student_learning,
    taking_up,
    third_year,
    trust,
)

__all__ = ["STUDIES"]

STUDIES: tuple[Study, ...] = (
    *taking_up.STUDIES,
    *student_learning.STUDIES,
    *giving_up.STUDIES,
    *after_support.STUDIES,
    *leaders.STUDIES,
    *colleagues.STUDIES,
    *asking.STUDIES,
    *trust.STUDIES,
    *third_year.STUDIES,
    *strategies.STUDIES,
)
