"""The page of the documentation that lists the yardsticks, made from the catalogue.

``python -m sim.outcomes.page docs/outcomes.md`` writes it; a test holds the two together.
"""

from __future__ import annotations

import math
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from sim.outcomes.catalogue import OUTCOMES

if TYPE_CHECKING:
    from sim.outcomes.outcome import Outcome

__all__ = ["page"]

_SUBJECTS = {
    "spread": "Spread and depth",
    "access": "Access",
    "equity": "Equity",
    "composition": "What the equity gap is made of",
    "learning": "Learning",
    "sustainability": "Sustainability",
    "survival": "Survival of schools",
    "people": "People",
    "coherence": "Coherence",
    "money": "Money",
    "drift": "Drift",
}

_HEAD = """# Outcomes

These are the yardsticks of the model, each defined once, in `sim/outcomes/`. **A thinking tool, not a forecast**: a
number here says what follows from assumptions that are listed in the registry of parameters.

This page is made from the catalogue by `python -m sim.outcomes.page docs/outcomes.md`.

How to read it:

- Unless the text says otherwise, an outcome is its value in the last month of the run. Outcomes that are *added up* and
  outcomes of the whole run depend on its length: compare runs of equal length.
- w is a school's number of students, l its share of low-income students, n its number of teachers, A its access,
  P the effective practice of a teacher, t a month, `L = sum w l`, `H = sum w (1-l)`.
- An outcome that does not apply is not a number (NaN), never zero. Comparisons leave such pairs out and say how many
  pairs are left.
- The headline of equity is `equity_gap`, in student-years per student: positive to the advantage of low-income
  students, zero parity. Across districts compare `relative_equity_gap`, and by rank only, since districts count low
  income differently.
- Low income is known for schools, not for students: all students of a school are taken to have its access. What
  sorting inside schools would change is shown by `sim.outcomes.equity.sorted_gap`, swept over -.1..+.1 (assumed).
- *recalled* sources are cited from memory and not checked; *reported* ones were read; *assumed* is a choice of ours.
- Regret over futures (`sim.outcomes.regret`) is a function of a table of any outcome: how much worse a strategy does
  than the best one in the same future, and at worst.
"""


def _bound(value: float) -> str:
    return "no bound" if math.isinf(value) else f"{value:g}"


def _entry(outcome: Outcome) -> str:
    better = {"higher": "higher is better", "lower": "lower is better", "neither": "neither direction is better"}
    span = f"{_bound(outcome.low)} to {_bound(outcome.high)}"
    often = "monthly" if outcome.series is not None else "one value a run"
    lines = [
        f"### {outcome.title}",
        "",
        f"`{outcome.name}` · {outcome.unit} · {span} · {better[outcome.better]} · {often}",
        "",
        outcome.text.replace("``", "`"),
        "",
        f"- Source: {outcome.source}.",
    ]
    if outcome.not_applicable:
        lines.append(f"- Does not apply when {outcome.not_applicable}.")
    return "\n".join(lines)


def page() -> str:
    """Write the page.

    Returns
    -------
    str
        Markdown.
    """
    parts = [_HEAD.rstrip()]
    for subject, outcomes in groupby(OUTCOMES.values(), key=lambda outcome: outcome.subject):
        parts.append(f"## {_SUBJECTS[subject]}")
        parts.extend(_entry(outcome) for outcome in outcomes)
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
