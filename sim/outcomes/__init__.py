"""The yardsticks: spread, depth, equity, learning, sustainability, people, coherence, money, drift.

Each outcome is defined once, as a pure function of a run's history, with title, unit, range, better direction and
source. :data:`OUTCOMES` is the catalogue; :func:`summarize` computes all of them.
"""

from sim.outcomes.catalogue import FROM_LOW_INCOME, OUTCOMES, find_outcome, monthly_series, reasons, summarize
from sim.outcomes.outcome import Better, Outcome
from sim.outcomes.record import Prepared, Record, prepare
from sim.outcomes.regret import largest_regret, regret
from sim.outcomes.sustainability import PERSISTENCE_MONTHS, persistence_ratio
from sim.outcomes.windows import Numbers

__all__ = [
    "FROM_LOW_INCOME",
    "OUTCOMES",
    "PERSISTENCE_MONTHS",
    "Better",
    "Numbers",
    "Outcome",
    "Prepared",
    "Record",
    "find_outcome",
    "largest_regret",
    "monthly_series",
    "persistence_ratio",
    "prepare",
    "reasons",
    "regret",
    "summarize",
]
