"""What patterns read from finished runs: one number each."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from sim.verification.scenes import Seen

__all__ = [
    "at_age",
    "commitment",
    "components_at_first",
    "district",
    "end",
    "failures_told",
    "first_more",
    "give_up_rate",
    "hired",
    "hours_go_with",
    "leaving_goes_with",
    "let_go",
    "more",
    "of_users",
    "outsiders_differ",
    "preferred",
    "principals_change",
    "slope",
    "unused",
    "went",
    "year",
]

INF = float("inf")


def slope(outcome: np.ndarray, *causes: np.ndarray) -> float:
    """How an outcome goes with the first of some causes, the others held (least squares, causes standardised)."""
    columns = [np.ones(outcome.size)]
    columns += [(cause - cause.mean()) / max(1e-12, float(cause.std())) for cause in causes]
    found, *_ = np.linalg.lstsq(np.column_stack(columns).astype(float), outcome.astype(float), rcond=None)
    return float(found[1])


def of_users(run: Seen, outcome: str, *causes: str) -> float:
    """How something goes with something else among those who use the practice at the end."""
    t = run.sim.teachers
    users = t.used > 0
    if users.sum() < 10:
        return float("nan")
    values = {name: np.asarray(getattr(t, name), float)[users] for name in ("strain", "payoff", "mastery", "used",
              "capacity", "readiness", "trust", "disposition", "effective", "askers", "threshold")}  # fmt: skip
    values["fit"] = run.sim.schools.mean_fit[t.school][users]
    values["climate"] = run.sim.schools.trust[t.school][users]
    values["helping"] = t.shown[users, 1] * np.minimum(4.0, t.askers[users])
    values["conviction"] = values["readiness"] - values["threshold"] - t.memory[users]
    return slope(values[outcome], *(values[name] for name in causes))


def end(run: Seen, name: str) -> float:
    """Mean over teachers in the last year."""
    series = run.history.schools[name][-12:].mean(axis=0)
    return float(series @ run.history.teachers / run.history.teachers.sum())


def year(run: Seen, name: str, number: int) -> float:
    """Mean over teachers in one year, counted from 1."""
    series = run.history.schools[name][12 * (number - 1) : 12 * number].mean(axis=0)
    return float(series @ run.history.teachers / run.history.teachers.sum())


def at_age(run: Seen, name: str, months: int) -> float:
    """Mean over schools so many months after their launch."""
    there = run.history.schools["age"] == months
    return float(run.history.schools[name][there].mean()) if there.any() else float("nan")


def district(run: Seen, name: str) -> float:
    """Mean of a series of the district."""
    return float(run.history.district[name].mean())


def went(run: Seen, how: tuple[int, ...], of: str = "", low: float = -INF, high: float = INF) -> float:
    """Share of teachers who went in this way in July, among those with a value in a range."""
    chosen = np.ones(run.eve["went"].size, bool) if not of else (run.eve[of] >= low) & (run.eve[of] < high)
    return float(np.isin(run.eve["went"], how)[chosen].mean())


def leaving_goes_with(run: Seen, cause: str) -> float:
    """How exits go with something, experience held."""
    gone = np.isin(run.eve["went"], (1, 2)).astype(float)
    others = [run.eve[name] for name in ("effectiveness", "experience") if name != cause]
    return slope(gone, run.eve[cause], *others)


def hired(run: Seen, name: str) -> float:
    """How much more of something those had who became coaches, in SD of all."""
    values, coaches = run.eve[name], run.eve["went"] == 3
    return float((values[coaches].mean() - values.mean()) / values.std()) if coaches.any() else float("nan")


def give_up_rate(run: Seen) -> float:
    """Active schools, a year old and older, that give up in July."""
    status, age = run.history.schools["status"], run.history.schools["age"]
    julys = np.arange(12, len(status), 12)
    old = (status[julys - 1] == 2) & (age[julys - 1] >= 11)
    return float(((status[julys] == 3) & old).sum() / max(1, old.sum()))


def components_at_first(run: Seen) -> float:
    """Components that a user has in the first school year after a launch."""
    return at_age(run, "components", 8)


def preferred(run: Seen) -> float:
    """How much more personal benefit the components in use bring than those not in use."""
    t = run.sim.teachers
    some = (t.used > 0) & (t.used < 6)
    return float(t.benefit[some][t.using[some]].mean() - t.benefit[some][~t.using[some]].mean())


def unused(run: Seen) -> float:
    """Depth that is left in components that are not in use, where there was any."""
    t = run.sim.teachers
    left = t.depth[~t.using]
    return float(left[left > 0].mean()) if (left > 0).any() else 0.0


def let_go(run: Seen) -> float:
    """Share of teachers who remember having dropped it."""
    return float((run.sim.teachers.memory > 0.0).mean())


def failures_told(run: Seen) -> float:
    """Share of users without success whose experience was told in the last month."""
    people = run.sim.teachers
    failing = (people.used > 0.0) & (people.payoff <= run.sim.parameters.story_success)
    return float(people.showing[failing, 3].mean()) if failing.any() else 0.0


def principals_change(run: Seen) -> float:
    """Principals who change in a year."""
    return float(run.sim.schools.principal_changes.mean() / (len(run.history.schools["use"]) / 12 - 1))


def hours_go_with(run: Seen) -> float:
    """How coaching goes with low income among active schools, over all Julys."""
    h, poor = run.history, run.sim.schools.low_income
    julys = np.arange(24, h.months, 12)
    found = [slope(h.schools["hours"][m][on], poor[on]) for m in julys
             if (on := h.schools["status"][m] == 2).sum() > 3]  # fmt: skip
    return float(np.mean(found)) if found else float("nan")


def outsiders_differ(run: Seen) -> float:
    """SD of belief among teachers whose school is not in the programme."""
    outside = run.sim.schools.status[run.sim.teachers.school] != 2
    return float(run.sim.teachers.readiness[outside].std()) if outside.sum() > 10 else float("nan")


def colleagues_differ(run: Seen) -> float:
    """SD of belief among the teachers of one school, mean over schools."""
    people, schools = run.sim.teachers, run.sim.schools
    ends = np.asarray(schools.first, np.int64)
    inside = [people.readiness[low:high].std() for low, high in itertools.pairwise(ends)]
    return float(np.mean(inside))


def more(name: str, read: Callable[..., float] = end) -> Callable[[Seen, Seen], float]:
    """How much more of something the first scene has than the second."""
    return lambda one, other: read(one, name) - read(other, name)


def first_more(read: Callable[[Seen], float]) -> Callable[[Seen, Seen], float]:
    """How much more the first scene has than the second."""
    return lambda one, other: read(one) - read(other)


def commitment(run: Seen) -> float:
    """Mean commitment of principals of active schools."""
    s = run.sim.schools
    return float(s.commitment[s.status == 2].mean()) if (s.status == 2).any() else float("nan")
