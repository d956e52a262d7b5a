"""What must hold in any run, looked for in runs with everything drawn: positions, dollars, hours, bounds.

``python -m sim.verification.random_runs 2000`` lives through so many random runs and names what does not hold, with the
number of the run, which makes it again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.foundation.parameters import registry
from sim.strategy.conditions import Conditions
from sim.strategy.events import EVENT_TABLE, Event
from sim.strategy.future import Future
from sim.strategy.stance import Stance
from sim.strategy.strategy import Strategy
from sim.strategy.tensions import TENSIONS
from sim.study.causes import switched_off

__all__ = ["broken", "random_run"]

_SHARES = ("trust", "strain", "ownership", "depth", "effective", "heard", "mastery", "surface", "shown")
_SCHOOL_SHARES = ("trust", "commitment", "routines", "use", "fit", "principal_trust", "undecided", "voice", "mandate",
                  "informing", "renewing", "depth", "deep", "mean_trust", "strain", "ownership")  # fmt: skip
_KEPT_SHARES = ("use", "deep", "surface", "effective", "trust", "strain", "routines", "fit", "depth", "ownership")


def random_run(number: int) -> Simulation:
    """Draw a valid run: district, stances that change, conditions, parameters in their ranges, components, events.

    Parameters
    ----------
    number : int
        0 or larger; the same number is the same run.

    Returns
    -------
    Simulation
        That has not begun.
    """
    draw = np.random.default_rng([20, number])
    years = int(draw.integers(2, 7))
    district = District.synthetic(
        schools=int(draw.choice([1, 2, 3, 5, 8, 13, 21])),
        students_per_school=float(draw.uniform(60, 700)),
        low_income_mean=float(draw.uniform(0.15, 0.85)),
        seed=number,
    )
    return Simulation(
        district,
        Strategy(**_stances(draw)).with_conditions(**_conditions(draw)),
        seed=number,
        replicate=int(draw.integers(0, 5)),
        years=years,
        parameters=_parameters(draw),
        components=_components(draw),
        future=_future(draw, years),
        rules=switched_off(
            random_order=bool(draw.uniform() < 0.1),
            instant_launch=bool(draw.uniform() < 0.1),
            fixed_superintendent=bool(draw.uniform() < 0.3),
        ),
    )


def _stances(draw: np.random.Generator) -> dict[str, Any]:
    def stance() -> Stance:
        lean = draw.choice([-1.0, 0.0, 1.0]) if draw.uniform() < 0.4 else draw.uniform(-1, 1)
        return Stance(float(lean), chart=float(draw.uniform() * (draw.uniform() < 0.4)))

    return {name: {0: stance(), int(draw.integers(1, 5)): stance()} for name in TENSIONS}


def _conditions(draw: np.random.Generator) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in Conditions.table():
        if draw.uniform() < 0.3 or row.low == row.high:
            continue
        value = draw.choice([row.low, row.high]) if draw.uniform() < 0.2 else draw.uniform(row.low, row.high)
        kind = type(row.default)
        found[row.name] = kind(value > 0.5) if kind is bool else kind(value)
    roles = [name for name in ("leader_protect", "leader_inform", "leader_renew") if name in found]
    usual = sum(float(r.default) for r in Conditions.table() if r.name.startswith("leader_") and r.name not in roles)
    total = sum(found[name] for name in roles)
    if total + usual > 1.0:
        found.update({name: found[name] * (1.0 - usual) / total for name in roles})
    return found


def _parameters(draw: np.random.Generator) -> dict[str, float]:
    """All at their values, all drawn, or all at an end of their ranges."""
    how = draw.uniform()
    if how < 0.2:
        return {}
    if how < 0.8:
        return {name: float(draw.uniform(row.low, row.high)) for name, row in registry().items()}
    return {name: float(draw.choice([row.low, row.high])) for name, row in registry().items()}


def _components(draw: np.random.Generator) -> Any:
    """The shipped six, or six others: the loops are compiled for a number of components."""
    if draw.uniform() < 0.6:
        return None
    return [
        {
            "name": f"component_{k}",
            "load": float(draw.uniform(0.05, 5.0)),
            "sensitivity": float(draw.uniform(0.0, 5.0)),
            "effect": float(draw.uniform(0.0, 5.0)),
            "visibility": float(draw.uniform()),
            "prerequisite": f"component_{int(draw.integers(0, k))}" if k and draw.uniform() < 0.4 else None,
        }
        for k in range(6)
    ]


def _future(draw: np.random.Generator, years: int) -> Future:
    events = [
        Event(row.name, int(draw.integers(0, years)), month=int(draw.integers(0, 12)),
              size=float(np.round(draw.uniform(row.low, row.high))) if row.name == "closure" else
              float(draw.uniform(row.low, row.high)) if row.size else None)
        for row in EVENT_TABLE if draw.uniform() < 0.3
    ]  # fmt: skip
    return Future(name="random", title="Random", events=tuple(events))


def broken(sim: Simulation) -> list[str]:
    """Live through a run and name what does not hold.

    Parameters
    ----------
    sim : Simulation
        That has not begun.

    Returns
    -------
    list of str
        Empty if all holds.
    """
    positions, grant = sim.teachers.school.size, sim.centre.grant_left
    seats = sim.teachers.school.copy()
    found: list[str] = []
    for month in range(12 * sim.history.years):
        launched, left, superintendents = sim.centre.launched_ever, sim.centre.grant_left, sim.centre.changes
        sim.step()
        saved = sim.centre.grant_left - left if sim.month - 1 == sim.centre.vendor_failed_until - 12 else 0.0
        if sim.centre.grant_left > left + max(0.0, saved) + 1e-6 or sim.centre.grant_left < -1e-6:
            found.append(f"month {month}: the grant grew, or was overdrawn")
        if sim.centre.launched_ever < launched:
            found.append(f"month {month}: fewer schools were ever launched than before")
        if sim.teachers.school.size != positions or not np.array_equal(sim.teachers.school, seats):
            found.append(f"month {month}: positions came or went")
        found += [f"month {month}: {what}" for what in (*_wrong_states(sim), *_wrong_district(sim))]
        if month % 12 == 0 and sim.centre.changes == superintendents:  # a new one halves what the year still gets
            found += [f"month {month}: {what}" for what in _wrong_accounts(sim)]
        if len(found) > 20:
            break
    if sim.history.district["outside_dollars"].sum() > grant * (1.0 + 1e-9) + 1e-6:
        found.append("more grant dollars were spent than there were")
    return found + [f"history: {what}" for what in _wrong_history(sim)]


def _wrong_states(sim: Simulation) -> Iterator[str]:
    t, s = sim.teachers, sim.schools
    for state in (t, s):
        for name, values in state._asdict().items():
            if values.dtype.kind == "f" and not np.all(np.isfinite(values)):
                yield f"{name} is not defined"
    for rows, names in ((t, _SHARES), (s, _SCHOOL_SHARES)):
        for name in names:
            values = getattr(rows, name)[..., :2] if name == "shown" else getattr(rows, name)
            if values.min() < -1e-9 or values.max() > 1.0 + 1e-6:
                yield f"{name} is outside 0..1: {values.min():g}..{values.max():g}"
    if np.unique(t.person).size < t.person.size:
        yield "two positions are held by the same person"
    if not set(np.unique(s.status)) <= {0, 1, 2, 3}:
        yield "a school is neither waiting, preparing, active nor one that gave up"
    if np.any(t.used != t.using.sum(axis=1)) and sim.month % 12 not in (1, 2) and sim.teaching:
        yield "components in use are not those that were practised"


def _wrong_district(sim: Simulation) -> Iterator[str]:
    c = sim.centre
    if not 0.0 <= c.board <= 1.0 or not 0.0 <= c.quality <= 1.0 or not 0.0 <= c.share_kept <= 1.0:
        yield "the board, the attention or the share of the budget is outside 0..1"
    if min(c.own_coaches, c.own_cost, c.outside_cost, c.other_cost, c.own_hours, c.outside_hours) < -1e-6:
        yield "coaches, dollars or hours are negative"


def _wrong_accounts(sim: Simulation) -> Iterator[str]:
    """In July, when the year's money and hours are shared out."""
    s, c = sim.schools, sim.centre
    cost, there = c.own_cost + c.outside_cost + c.other_cost, c.year_outside_dollars + c.operating * c.share_kept
    if cost > there * (1.0 + 1e-9) + 1e-6:
        yield f"{cost - there:.0f} dollars were spent that nobody gave"
    given, bought = float(s.hours @ s.teachers), c.own_hours + c.outside_hours
    if given > bought * (1.0 + 1e-9) + 1e-6:
        yield f"{given - bought:.1f} coach hours were given that nobody bought"


def _wrong_history(sim: Simulation) -> Iterator[str]:
    h = sim.history.finished()
    for kept in (h.schools, h.district):
        for name, values in kept.items():
            if not np.all(np.isfinite(values)):
                yield f"{name} is not defined"
    for name in _KEPT_SHARES:
        if h.schools[name].min() < 0.0 or h.schools[name].max() > 1.0 + 1e-6:
            yield f"{name} is outside 0..1"
    if np.any(h.schools["deep"] > h.schools["use"] + 1e-6):
        yield "more teachers practise deeply than use it"
    if np.any(h.schools["exits"] > h.teachers):
        yield "more teachers left than there were"
    if np.any(h.district["attention_given"] > h.district["attention_needed"] + 1e-9):
        yield "more attention was given than needed"


def main() -> int:
    """Live through as many runs as asked for; 1 if something does not hold in one of them."""
    count, failures = int(sys.argv[1]) if len(sys.argv) > 1 else 1000, 0
    for number in range(count):
        for what in broken(random_run(number)):
            failures += 1
            sys.stdout.write(f"run {number}: {what}\n")
    sys.stdout.write(f"{count} random runs, {failures} breaches\n")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
