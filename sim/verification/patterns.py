"""What a run has to show if every rule does its work: directions and orders of size, each with its reason.

No pattern compares with numbers kept from earlier runs. Each is a direction (more coaching, deeper practice), a bound,
or a size that the evidence gives, and has to hold in every one of a few draws of luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.verification.scenes import SCENES, Seen

__all__ = ["PATTERNS", "Pattern", "holds"]

INF = float("inf")


@dataclass(frozen=True)
class Pattern:
    """One thing that has to show.

    Parameters
    ----------
    title : str
        In words.
    scenes : tuple of str
        Which runs it looks at (:data:`~sim.verification.scenes.SCENES`), with the same luck.
    read : callable
        Takes one run of each scene and gives a number.
    low, high : float
        Between which the number has to lie, both excluded.
    """

    title: str
    scenes: tuple[str, ...]
    read: Callable[..., float]
    low: float = 0.0
    high: float = INF

    def __post_init__(self) -> None:
        assert set(self.scenes) <= set(SCENES), self.title


def holds(pattern: Pattern, runs: Sequence[Sequence[Seen]]) -> bool:
    """Whether a pattern shows in every draw of luck.

    Parameters
    ----------
    pattern : Pattern
        What to look for.
    runs : sequence of sequence of Seen
        For every draw of luck one run of each of its scenes.
    """
    return all(pattern.low < pattern.read(*seen) < pattern.high for seen in runs)


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
              "capacity", "readiness", "trust", "effective", "askers", "threshold")}  # fmt: skip
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


U, O = ("usual",), ("own coaches",)  # noqa: E741
PATTERNS: tuple[Pattern, ...] = (
    Pattern("who has more in use is strained more", U, lambda r: of_users(r, "strain", "used", "mastery", "capacity")),
    Pattern("mastery takes load off", U, lambda r: -of_users(r, "strain", "mastery", "used", "capacity", "helping")),
    Pattern("spare hours keep strain away", U, lambda r: -of_users(r, "strain", "capacity", "used", "mastery")),
    Pattern("people differ in what they expect", U, lambda r: float(r.first["readiness"].std()), 0.07, 0.2),
    Pattern("people differ in spare hours", U, lambda r: float(np.log(r.first["capacity"]).std()), 0.1, 0.5),
    Pattern("beliefs follow the climate", U, lambda r: slope(r.first["readiness"], r.first["climate"])),
    Pattern("the board stays inside", U, lambda r: district(r, "board"), 0.2, 0.8),
    Pattern("some strain, but no collapse", U, lambda r: end(r, "strain"), 0.005, 0.4),
    Pattern("trust stays inside", U, lambda r: end(r, "trust"), 0.35, 0.8),
    Pattern("mastery pays", U, lambda r: of_users(r, "payoff", "mastery", "fit", "strain")),
    Pattern("fit pays", U, lambda r: of_users(r, "payoff", "fit", "mastery", "strain")),
    Pattern("strain costs payoff", U, lambda r: -of_users(r, "payoff", "strain", "mastery", "fit")),
    Pattern("belief follows what the own room shows", U, lambda r: of_users(r, "readiness", "payoff", "threshold")),
    Pattern("who is convinced goes for depth", U, lambda r: of_users(r, "mastery", "conviction", "used", "fit")),
    Pattern("a person's trust goes with the school's climate", U, lambda r: of_users(r, "trust", "climate")),
    Pattern("depth brings effective practice", U, lambda r: of_users(r, "effective", "mastery", "used")),
    Pattern("depth comes over years", U, lambda r: at_age(r, "depth", 34) - at_age(r, "depth", 4), 0.05),
    Pattern("first-year use is mostly mechanical", U, lambda r: at_age(r, "surface", 10) / at_age(r, "use", 10), 0.3,
            1.01),
    Pattern("what is not used is forgotten", U, unused, -0.01, 0.15),
    Pattern("use spreads over years, and not at once", U, lambda r: year(r, "use", 6) - year(r, "use", 1), 0.1),
    Pattern("some refuse or let go", U, lambda r: at_age(r, "use", 34), 0.2, 0.995),
    Pattern("principals change about every fifth year", U, principals_change, 0.08, 0.35),
    Pattern("14-23 of a hundred teachers leave or move a year", U, lambda r: went(r, (1, 2)), 0.12, 0.23),
    Pattern("the young move more than the old", U,
            lambda r: went(r, (2,), "experience", 0, 4) - went(r, (2,), "experience", 15, 99)),
    Pattern("strain goes with exits", ("package",), lambda r: leaving_goes_with(r, "strain")),
    Pattern("low trust goes with exits", U, lambda r: -leaving_goes_with(r, "trust")),
    Pattern("few schools give up in a year", U, give_up_rate, 0.02, 0.3),
    Pattern("learning goes with effective practice", ("rich",),
            lambda r: end(r, "learning") - year(r, "learning", 1)),
    Pattern("effective practice is no more than depth", U, lambda r: end(r, "depth") - end(r, "effective")),
    Pattern("a lead reaches more students", U, lambda r: end(r, "access") - end(r, "effective")),
    Pattern("coaching brings depth", ("rich", "poor"), more("depth")),
    Pattern("practice alone stays mechanical", ("poor",), lambda r: at_age(r, "depth", 34), 0.15, 0.6),
    Pattern("a package gives more at once than modules", ("package", "modules"), first_more(components_at_first), 0.5),
    Pattern("a package strains more than modules", ("package", "modules"),
            lambda a, b: at_age(a, "strain", 10) - at_age(b, "strain", 10)),
    Pattern("who chooses modules chooses what benefits", ("modules",), preferred, 0.02),
    Pattern("the week limits what is taken on", ("no gate", "usual"), more("strain")),
    Pattern("peers' help brings depth", ("usual", "peers do not help"), more("depth")),
    Pattern("popular helpers are congested", ("any helper serves all", "a helper serves one"), more("depth")),
    Pattern("told process brings depth", ("process told", "process not told"), more("depth")),
    Pattern("failures told without safety cost the board",
            ("failures told, board does not mind", "failures told"), more("board", district)),
    Pattern("failures are told where process is shared", ("failures told", "only successes told"),
            first_more(lambda r: float(r.sim.schools.failing.mean()))),
    Pattern("helping costs hours", ("usual", "helping is free"), more("strain")),
    Pattern("stories are heard", ("nobody hears", "usual"), lambda a, b: abs(end(a, "readiness") - end(b, "readiness")),
            1e-4),
    Pattern("what is told to all makes beliefs alike", ("not informed", "well informed"), first_more(outsiders_differ)),
    Pattern("informed principals are committed", ("well informed", "not informed"), first_more(
        lambda r: float(r.sim.schools.commitment.mean()))),
    Pattern("say makes ownership", ("loose", "tight"), more("ownership"), 0.02),
    Pattern("say makes trust, orders cost it", ("loose", "tight"), more("trust"), 0.005),
    Pattern("climates follow trust", ("loose", "tight"), first_more(lambda r: float(r.sim.schools.trust.mean()))),
    Pattern("principals with say are committed", ("loose", "tight"), first_more(commitment)),
    Pattern("orders bring use sooner", ("tight", "loose"), lambda a, b: year(a, "use", 2) - year(b, "use", 2)),
    Pattern("principals trust teachers who own it", ("loose", "tight"),
            first_more(lambda r: float(r.sim.schools.principal_trust.mean()))),
    Pattern("one's own design fits better", ("loose", "tight"), more("fit"), 0.02),
    Pattern("searching mends the fit", ("loose", "loose, no search"), more("fit"), 0.02),
    Pattern("misreading costs fit", ("loose, no search error", "loose"), more("fit")),
    Pattern("an adaptive centre mends a bad design", ("tight, adaptive", "tight, fixed"), more("fit")),
    Pattern("clear readings mend it further", ("tight, adaptive, clear readings", "tight, adaptive"), more("fit")),
    Pattern("a design that moves costs depth", ("no unlearning", "tight, adaptive"), more("depth")),
    Pattern("drifting needs cost fit", ("all alike", "all alike, drifting"), more("fit"), 0.005),
    Pattern("where all are alike and nothing drifts, everything fits", ("all alike",), lambda r: end(r, "fit"), 0.9999,
            1.0001),
    Pattern("hours go where need is, if they go by need", ("by need", "by readiness"), first_more(hours_go_with)),
    Pattern("without protection old processes come back", ("unprotected", "protected"),
            first_more(lambda r: float(r.sim.schools.undecided[r.sim.schools.status == 2].mean()))),
    Pattern("what comes back costs", ("protected", "unprotected"), more("depth")),
    Pattern("launching takes the cabinet's hours", U, lambda r: r.history.district["attention_needed"][:24].mean()),
    Pattern("charting takes the cabinet's hours", ("all charted", "usual"), more("attention_needed", district), 1.0),
    Pattern("clear goals make charting cheaper", ("all charted", "goals clear"), more("attention_needed", district)),
    Pattern("own coaches give some hundred hours a year", O, lambda r: float(
        (12.0 * r.history.district["own_hours"].sum()) / max(1e-9, r.history.district["own_coaches"].sum())), 300.0,
        1000.0),
    Pattern("the effective are asked to coach", O, lambda r: hired(r, "effectiveness"), 0.5),
    Pattern("the skilled are asked to coach", O, lambda r: hired(r, "mastery"), 0.05),
    Pattern("an own coach is worth about a good one", O, lambda r: r.sim.centre.coach_skill, 0.4, 1.4),
    Pattern("routines form where practice is deep and paid from recurring money", O, lambda r: end(r, "routines"), 0.02,
            0.9),
    Pattern("new principals cost routines", ("routines stay", "own coaches"), more("routines")),
    Pattern("routines receive newcomers", ("own coaches", "newcomers start from nothing"), more("depth")),
    Pattern("what was dropped is remembered, and fades", ("memory stays", "memory fades"),
            first_more(lambda r: float(r.sim.schools.memory.mean()))),
    Pattern("results win the board", ("usual", "board sees nothing"), more("board", district)),
    Pattern("a board cuts when it has lost patience", ("board never cuts", "board soon cuts"),
            more("operating_dollars", district)),
    Pattern("superintendents leave", ("superintendents go",), lambda r: float(r.sim.centre.changes), 0.5, 5.5),
    Pattern("clear goals outlive a superintendent", ("successors", "successors like it"), more("stance_drift", district)),
)  # fmt: skip
"""In the order in which they are looked for: one scene first, then those that need two."""
