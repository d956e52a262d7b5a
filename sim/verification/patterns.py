"""What a run has to show if every rule does its work: directions and orders of size, each with its reason.

No pattern compares with numbers kept from earlier runs. Each is a direction (more coaching, deeper practice), a bound,
or a size that the evidence gives, and has to show in five draws of luck, or in four of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.verification.readings import (
    at_age,
    colleagues_differ,
    commitment,
    components_at_first,
    district,
    end,
    failures_told,
    first_more,
    give_up_rate,
    hired,
    hours_go_with,
    leaving_goes_with,
    let_go,
    more,
    of_users,
    outsiders_differ,
    preferred,
    principals_change,
    slope,
    unused,
    went,
    year,
)
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
    about : str
        The rules that it is about; others may break it too.
    scenes : tuple of str
        Which runs it looks at (:data:`~sim.verification.scenes.SCENES`), with the same luck.
    read : callable
        Takes one run of each scene and gives a number.
    low, high : float
        Between which the number has to lie, both excluded.
    sure : bool
        Whether it showed in each of 25 draws of luck. One that did not can break by other luck alone, and is
        asked only of changes of the rules that it is about.
    """

    title: str
    about: str
    scenes: tuple[str, ...]
    read: Callable[..., float]
    low: float = 0.0
    high: float = INF
    sure: bool = True

    def __post_init__(self) -> None:
        assert set(self.scenes) <= set(SCENES), self.title


def holds(pattern: Pattern, runs: Iterable[Sequence[Seen]]) -> bool:
    """Whether a pattern shows in every draw of luck, or in all but one.

    Parameters
    ----------
    pattern : Pattern
        What to look for.
    runs : iterable of sequence of Seen
        For every draw of luck one run of each of its scenes; looked at until two draws do not show it.
    """
    missing = 0
    for seen in runs:
        missing += not pattern.low < pattern.read(*seen) < pattern.high
        if missing > 1:
            return False
    return True


U, O = ("usual",), ("own coaches",)  # noqa: E741
PATTERNS: tuple[Pattern, ...] = (
    Pattern("who has more in use is strained more", "practice_hours strain_next",
            U, lambda r: of_users(r, "strain", "used", "mastery", "capacity")),
    Pattern("mastery takes load off", "practice_hours",
            U, lambda r: -of_users(r, "strain", "mastery", "used", "capacity", "helping")),
    Pattern("spare hours keep strain away", "spare_hours strain_next",
            U, lambda r: -of_users(r, "strain", "capacity", "used", "mastery")),
    Pattern("people differ in what they expect", "newcomer_belief",
            U, lambda r: float(r.first["readiness"].std()), 0.07, 0.2),
    Pattern("people differ in spare hours", "spare_hours",
            U, lambda r: float(np.log(r.first["capacity"]).std()), 0.1, 0.5),
    Pattern("beliefs follow the climate", "newcomer_belief",
            U, lambda r: slope(r.first["readiness"], r.first["climate"]), sure=False),
    Pattern("the board stays inside", "board_next", U, lambda r: district(r, "board"), 0.2, 0.8),
    Pattern("some strain, but no collapse", "strain_next practice_hours", U, lambda r: end(r, "strain"), 0.005, 0.4),
    Pattern("trust stays inside", "trust_next climate_next", U, lambda r: end(r, "trust"), 0.35, 0.8),
    Pattern("people of one school differ in trust", "trust_at_rest trust_next trust_brought",
            U, lambda r: of_users(r, "trust", "disposition", "climate")),
    Pattern("people bring more or less trust", "trust_brought",
            U, lambda r: float(r.first["disposition"].std()), 0.1, 0.25),
    Pattern("who has taught longer brings more trust", "trust_brought",
            U, lambda r: slope(r.first["disposition"], r.first["experience"]), sure=False),
    Pattern("mastery pays", "payoff depth_next", U, lambda r: of_users(r, "payoff", "mastery", "fit", "strain")),
    Pattern("fit pays", "payoff fit", U, lambda r: of_users(r, "payoff", "fit", "mastery", "strain")),
    Pattern("strain costs payoff", "payoff", U, lambda r: -of_users(r, "payoff", "strain", "mastery", "fit"),
            sure=False),
    Pattern("belief follows what the own room shows", "believe_own_room payoff",
            U, lambda r: of_users(r, "readiness", "payoff", "threshold")),
    Pattern("who is convinced goes for depth", "conviction depth_ceiling",
            U, lambda r: of_users(r, "mastery", "conviction", "used", "fit")),
    Pattern("a person's trust goes with the school's climate", "trust_next climate_next",
            U, lambda r: of_users(r, "trust", "climate")),
    Pattern("depth brings effective practice", "effective_practice",
            U, lambda r: of_users(r, "effective", "mastery", "used")),
    Pattern("depth comes over years", "depth_next depth_ceiling",
            U, lambda r: at_age(r, "depth", 34) - at_age(r, "depth", 4), 0.05),
    Pattern("first-year use is mostly mechanical", "depth_next",
            U, lambda r: at_age(r, "surface", 10) / at_age(r, "use", 10), 0.3,
            1.01),
    Pattern("what is not used is forgotten", "depth_unused", U, unused, -0.01, 0.3),
    Pattern("use spreads over years, and not at once", "takes_up logistic",
            U, lambda r: year(r, "use", 6) - year(r, "use", 1), 0.1),
    Pattern("some refuse or let go", "takes_up drops logistic", U, lambda r: at_age(r, "use", 34), 0.2, 0.995),
    Pattern("principals change about every fifth year", "principal_leaves", U, principals_change, 0.08, 0.35),
    Pattern("14-23 of a hundred teachers leave or move a year", "leave_rate move_rate exit_factor",
            U, lambda r: went(r, (1, 2)), 0.12, 0.23),
    Pattern("the young move more than the old", "move_rate", U,
            lambda r: went(r, (2,), "experience", 0, 4) - went(r, (2,), "experience", 15, 99)),
    Pattern("strain goes with exits", "exit_factor", ("package",), lambda r: leaving_goes_with(r, "strain"),
            sure=False),
    Pattern("low trust goes with exits", "exit_factor", U, lambda r: -leaving_goes_with(r, "trust"), sure=False),
    Pattern("few schools give up in a year", "gives_up", U, give_up_rate, 0.02, 0.3),
    Pattern("some who tried it have let go", "drops", U, let_go, 0.005, 0.6),
    Pattern("learning goes with effective practice", "learning_gain", ("rich",),
            lambda r: end(r, "learning") - year(r, "learning", 1)),
    Pattern("effective practice is no more than depth", "effective_practice",
            U, lambda r: end(r, "depth") - end(r, "effective")),
    Pattern("a lead reaches more students", "reach", U, lambda r: end(r, "access") - end(r, "effective"), sure=False),
    Pattern("coaching brings depth at equal age", "coaching_effect", ("rich", "poor"),
            lambda a, b: at_age(a, "depth", 22) - at_age(b, "depth", 22), 0.1, sure=False),
    Pattern("coaching brings depth", "coaching_effect depth_ceiling coach_contact_hours",
            ("rich", "poor"), more("depth")),
    Pattern("practice alone stays mechanical", "depth_ceiling coaching_effect",
            ("poor",), lambda r: at_age(r, "depth", 34), 0.15, 0.6, sure=False),
    Pattern("a package gives more at once than modules", "step_size",
            ("package", "modules"), first_more(components_at_first), 0.5),
    Pattern("a package strains more than modules", "step_size strain_next practice_hours", ("package", "modules"),
            lambda a, b: at_age(a, "strain", 10) - at_age(b, "strain", 10)),
    Pattern("who chooses modules chooses what benefits", "appeal", ("modules",), preferred, 0.15),
    Pattern("the week limits what is taken on", "fits_in_week", ("no gate", "usual"), more("strain")),
    Pattern("peers' help brings depth", "help_given depth_ceiling", ("usual", "peers do not help"), more("depth")),
    Pattern("popular helpers are congested", "help_given",
            ("any helper serves all", "a helper serves one"), more("depth")),
    Pattern("told process brings depth", "process_know_how depth_ceiling",
            ("process told", "process not told"), more("depth")),
    Pattern("failures told without safety cost the board", "tells board_next",
            ("failures told, board does not mind", "failures told"), more("board", district)),
    Pattern("failures are told where process is shared", "tells",
            ("process shared", "practices shared"), first_more(failures_told)),
    Pattern("helping costs hours", "helping_hours", ("usual", "helping is free"), more("strain"), sure=False),
    Pattern("stories make colleagues think alike", "believe_stories tells", ("nobody hears", "usual"),
            first_more(colleagues_differ)),
    Pattern("what beginners see sobers: the dip", "believe_own_room payoff", ("own room not seen", "usual"),
            lambda a, b: year(a, "readiness", 3) - year(b, "readiness", 3)),
    Pattern("belief goes with payoff because it is felt", "believe_own_room", ("usual", "own room not seen"),
            first_more(lambda r: of_users(r, "readiness", "payoff", "threshold")), 0.02),
    Pattern("doubt holds depth back", "conviction depth_ceiling", ("nobody doubts", "usual"), more("depth"), 0.01),
    Pattern("use of peers draws others in", "takes_up", ("usual", "peers not seen"),
            lambda a, b: year(a, "use", 3) - year(b, "use", 3)),
    Pattern("few try what they have not watched", "has_seen takes_up", ("nobody needs to watch", "usual"),
            lambda a, b: year(a, "use", 2) - year(b, "use", 2), 0.02),
    Pattern("hope brings use sooner", "takes_up logistic", ("hope is high", "usual"),
            lambda a, b: year(a, "use", 3) - year(b, "use", 3), 0.01),
    Pattern("what is told to all makes beliefs alike", "informed",
            ("not informed", "well informed"), first_more(outsiders_differ)),
    Pattern("informed principals are committed", "commitment_next", ("well informed", "not informed"), first_more(
        lambda r: float(r.sim.schools.commitment.mean()))),
    Pattern("say makes ownership", "ownership_next voice", ("loose", "tight"), more("ownership"), 0.02),
    Pattern("say makes trust, orders cost it", "trust_next voice", ("loose", "tight"), more("trust"), 0.005),
    Pattern("climates follow trust", "climate_next trust_next",
            ("loose", "tight"), first_more(lambda r: float(r.sim.schools.trust.mean()))),
    Pattern("principals with say are committed", "commitment_next", ("loose", "tight"), first_more(commitment)),
    Pattern("orders bring use sooner", "takes_up fits_in_week",
            ("tight", "loose"), lambda a, b: year(a, "use", 2) - year(b, "use", 2)),
    Pattern("principals trust teachers who own it", "principal_trust_next", ("loose", "tight"),
            first_more(lambda r: float(r.sim.schools.principal_trust.mean()))),
    Pattern("one's own design fits better", "search_step fit search_noise", ("loose", "tight"), more("fit"), 0.02),
    Pattern("searching mends the fit", "search_step search_noise search_skill",
            ("loose", "loose, no search"), more("fit"), 0.02),
    Pattern("misreading costs fit", "search_noise search_skill", ("loose, no search error", "loose"), more("fit")),
    Pattern("an adaptive centre mends a bad design", "review_step", ("tight, adaptive", "tight, fixed"), more("fit"),
            sure=False),
    Pattern("clear readings mend it further", "reading_noise review_step",
            ("tight, adaptive, clear readings", "tight, adaptive"), more("fit"), sure=False),
    Pattern("a design that moves costs depth", "kept_after_redesign",
            ("no unlearning", "tight, adaptive"), more("depth")),
    Pattern("drifting needs cost fit", "need_drift fit", ("all alike", "all alike, drifting"), more("fit"), 0.005),
    Pattern("where all are alike and nothing drifts, everything fits", "fit need_drift",
            ("all alike",), lambda r: end(r, "fit"), 0.9999,
            1.0001),
    Pattern("hours go where need is, if they go by need", "priority",
            ("by need", "by readiness"), first_more(hours_go_with), sure=False),
    Pattern("without protection old processes come back", "undecided decisions_due", ("unprotected", "protected"),
            first_more(lambda r: float(r.sim.schools.undecided[r.sim.schools.status == 2].mean()))),
    Pattern("what comes back costs", "absorbed undecided decisions_due", ("protected", "unprotected"), more("depth"),
            sure=False),
    Pattern("launching takes the cabinet's hours", "launching_hours",
            U, lambda r: r.history.district["attention_needed"][:24].mean()),
    Pattern("launching many takes more hours than launching few", "launching_hours", ("by need", "not informed"),
            more("attention_needed", district), sure=False),
    Pattern("charting takes the cabinet's hours", "charting_hours",
            ("all charted", "usual"), more("attention_needed", district), 1.0),
    Pattern("clear goals make charting cheaper", "charting_hours",
            ("all charted", "goals clear"), more("attention_needed", district)),
    Pattern("own coaches give some hundred hours a year", "coach_contact_hours", O, lambda r: float(
        (12.0 * r.history.district["own_hours"].sum()) / max(1e-9, r.history.district["own_coaches"].sum())), 300.0,
        1000.0),
    Pattern("the effective are asked to coach", "coach_quality_index", O, lambda r: hired(r, "effectiveness"), 0.5),
    Pattern("the skilled are asked to coach", "coach_quality_index", O, lambda r: hired(r, "mastery"), 0.05),
    Pattern("an own coach is worth about a good one", "coach_skill", O, lambda r: r.sim.centre.coach_skill, 0.4, 1.49),
    Pattern("routines form where practice is deep and led", "routines_next",
            O, lambda r: end(r, "routines"), 0.02,
            0.9, sure=False),
    Pattern("what nobody pays for is let go", "drops", ("nobody pays, nor minds", "nobody pays"), more("use")),
    Pattern("principals who leave take trust along", "trust_after_principal",
            ("trust stays", "usual"), more("trust")),
    Pattern("new principals cost routines", "routines_after_change",
            ("routines stay", "own coaches"), more("routines"), sure=False),
    Pattern("routines receive newcomers", "newcomer_depth",
            ("own coaches", "newcomers start from nothing"), more("depth"), sure=False),
    Pattern("what was dropped is remembered, and fades", "cynicism_next", ("memory stays", "memory fades"),
            first_more(lambda r: float(r.sim.schools.memory.mean()))),
    Pattern("results win the board", "board_next", ("usual", "board sees nothing"), more("board", district)),
    Pattern("a board cuts when it has lost patience", "board_cuts", ("board never cuts", "board soon cuts"),
            more("operating_dollars", district)),
    Pattern("superintendents leave", "superintendent_leaves",
            ("superintendents go",), lambda r: float(r.sim.centre.changes), 0.5, 6.5),
    Pattern("clear goals outlive a superintendent", "keeps_strategy",
            ("successors", "successors like it"), more("stance_drift", district)),
)  # fmt: skip
"""In the order in which they are looked for: one scene first, then those that need two."""
