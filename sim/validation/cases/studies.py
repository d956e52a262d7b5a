"""One study a case: live through it, hold the findings against what was written down, say why where they miss."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.validation.cases.figures import draw_case
from sim.validation.cases.members import live_through
from sim.validation.cases.reasons import explain
from sim.validation.cases.scores import SCORES, find
from sim.validation.cases.stories import CASES
from sim.validation.check import Study

if TYPE_CHECKING:
    from sim.validation.cases.stories import Case
    from sim.validation.check import Finding
    from sim.validation.setting import Setting

__all__ = ["STUDIES", "study_case"]

QUICK, FULL = 48, 240
"""Runs a case: two in each of twelve parameter sets, ten in the full validation."""


def study_case(case: Case, setting: Setting, quick: int = QUICK, full: int = FULL) -> Sequence[Finding]:
    """Live through a case and judge it.

    Parameters
    ----------
    case : Case
        The story.
    setting : Setting
        Size and luck.
    quick, full : int
        Runs.

    Returns
    -------
    sequence of Finding
        One for each of the case's expectations; they share one figure.
    """
    setting.tell(f"{case.title}: {setting.size(quick, full)} runs of {case.years} years")
    members = live_through(case, setting, quick, full)
    draw = functools.partial(draw_case, members)
    found = []
    for name in SCORES[case.name]:
        finding = find(name, members, draw)
        if finding.holds is False:
            setting.tell(f"{case.title}: why {name} does not hold")
            half = (max(1, quick // 2), max(1, full // 2))
            finding = find(name, members, draw, explain(name, members, setting, *half))
        found.append(finding)
    return found


STUDIES: tuple[Study, ...] = tuple(
    Study(f"case_{case.name}", "case", tuple(SCORES[case.name]), functools.partial(study_case, case)) for case in CASES
)
"""The named systems, four told as stories and three as predictions."""
