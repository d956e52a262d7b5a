"""What is read from a case's run, month by month: of the schools, of the first ones against the rest, of the money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.district.schools import ELEMENTARY
from sim.engine.state import ACTIVE, WAITING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.engine.history import History
    from sim.engine.simulation import Simulation

__all__ = ["CUT", "FIRST_SIX", "HALF", "first_cut", "read", "who_sees_it_pay"]

HALF = 0.5  # a school is deep, or works, when half of its teachers do
FIRST_SIX = 6  # elementary schools that a study asked (Greeley-Evans, October 2017)
CUT = 0.1  # money counts as cut when a tenth of it goes from one month to the next

Series = Mapping[str, "NDArray[np.float64]"]


def read(history: History) -> dict[str, NDArray[np.float64]]:
    """Read a run month by month.

    Parameters
    ----------
    history : History
        Of whole years.

    Returns
    -------
    dict of str to ndarray
        Each of shape (T,): counts of schools (``joined``, ``active``, ``deep_schools``, ``light_schools``), shares of
        teachers (``use``, ``use_active``, ``deep``, ``deep_first``, ``deep_rest``), effective practice 0..1
        (``effective_first``, ``effective_rest``: means over teachers), SD a student-year over the last
        twelve months (``learning``, ``learning_first``, ``learning_rest``, ``learning_active``),
        ``readiness_waiting`` (mean belief of teachers in schools that wait, against the same schools at the start),
        ``working`` (share of the schools ever begun with half of the teachers beyond mechanical use), ``alive`` (1
        where half of the schools ever begun are in the programme), ``money`` (operating money against the first
        month), ``board``, and ``other_aims`` (1 while a successor who brought other aims is in charge). NaN where
        there is nobody to speak of.
    """
    s = history.schools
    active = s["status"] == ACTIVE
    begun = np.maximum.accumulate(active, axis=0)
    first = active[0]
    deep = active & (s["deep"] >= HALF)
    teachers = np.broadcast_to(history.teachers, active.shape)
    students = np.broadcast_to(history.enrollment, active.shape)
    beyond = s["use"] - s["surface"]  # routine or deep
    waiting = (s["status"] == WAITING) & ~begun
    rise = s["readiness"] - s["readiness"][0]
    old = s["age"] >= 12
    return {
        "joined": np.asarray(history.district["launched"], np.float64),
        "active": active.sum(axis=1).astype(np.float64),
        "deep_schools": deep.sum(axis=1).astype(np.float64),
        "light_schools": (active & ~deep).sum(axis=1).astype(np.float64),
        "use": mean(s["use"], teachers),
        "use_active": mean(s["use"], teachers * active),
        "deep": mean(s["deep"], teachers),
        "deep_first": mean(s["deep"], teachers * first),
        "deep_rest": mean(s["deep"], teachers * ~first),
        "effective_first": mean(s["effective"], teachers * first),
        "effective_rest": mean(s["effective"], teachers * ~first),
        "learning": year_mean(mean(s["learning"], students)),
        "learning_first": year_mean(mean(s["learning"], students * first)),
        "learning_rest": year_mean(mean(s["learning"], students * ~first)),
        "learning_active": year_mean(mean(s["learning"], students * old)),
        "readiness_waiting": mean(rise, teachers * waiting),
        "working": mean(beyond >= HALF, begun),
        "alive": np.where(begun.any(axis=1), active.sum(axis=1) >= HALF * begun.sum(axis=1), False).astype(np.float64),
        "money": kept(history.district["operating_dollars"]),
        "board": np.asarray(history.district["board"], np.float64),
        "other_aims": (np.asarray(history.district["stance_drift"]) > 0.0).astype(np.float64),
    }


def who_sees_it_pay(sim: Simulation) -> float:
    """Share of teachers who use it and feel a payoff that counts as a success, where it has been used longest.

    Asked are all teachers in post in the six elementary schools that are in the programme and were launched first, or
    in as many as there are. Of schools launched in the same month those that stand first in the district are taken. A
    payoff counts above ``story_success``; in months without teaching it is that of the last month of teaching.

    Parameters
    ----------
    sim : Simulation
        A run after any month.

    Returns
    -------
    float
        0..1; NaN without such a school.
    """
    t, s = sim.teachers, sim.schools
    there = np.flatnonzero((s.status == ACTIVE) & (sim.district.schools.level == ELEMENTARY))
    first = there[np.argsort(s.launch_month[there], kind="stable")][:FIRST_SIX]
    asked = np.isin(t.school, first)
    if not asked.any():
        return float("nan")
    return float(((t.used > 0.0) & (t.payoff > sim.parameters.story_success))[asked].mean())


def mean(values: NDArray[Any], weights: NDArray[Any]) -> NDArray[np.float64]:
    """Weighted mean over schools, month by month; NaN where no school has weight."""
    total = np.asarray(weights, np.float64).sum(axis=1)
    found = (np.asarray(values, np.float64) * weights).sum(axis=1)
    shares: NDArray[np.float64] = np.divide(found, total, out=np.full(total.shape, np.nan), where=total > 0.0)
    return shares


def year_mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean over the school year so far, from September; in July and August, without teaching, last year's."""
    found = np.full(values.shape, np.nan)
    for month in range(values.size):
        lived = values[month - month % 12 : month + 1][2:]
        lived = lived[~np.isnan(lived)]
        if lived.size:
            found[month] = lived.mean()
        elif month % 12 < 2 and month:
            found[month] = found[month - 1]
    return found


def kept(dollars: NDArray[Any]) -> NDArray[np.float64]:
    """Operating money against its first month; NaN where there is none."""
    spent = np.asarray(dollars, np.float64)
    return spent / spent[0] if spent[0] > 0.0 else np.full(spent.shape, np.nan)


def first_cut(money: NDArray[np.float64]) -> float:
    """Year in which a tenth of the money first goes from one month to the next; the number of years if never."""
    lost = np.flatnonzero(money[1:] < (1.0 - CUT) * money[:-1])
    return float((lost[0] + 1) // 12) if lost.size else money.size / 12.0
