"""Sharing practices or failures: telling matters through belief, know-how and hours only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.engine.history import History
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import Laboratory, difference, interval_of, laboratory, lean, of_teachers, yearly
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["STUDIES", "hope_and_return", "nothing", "restored"]

STORIES_ONLY = {"know_how_told": 0.0, "sharing_hours": 0.0, "search_error": 0.0, "board_exposure": 0.0}
NOTHING_TOLD = STORIES_ONLY | {"story_weight": 0.0}


def poles(**more: Any) -> tuple[Strategy, Strategy]:
    """Practices, and process and failures."""
    return lean(practices_failures=-1, **more), lean(practices_failures=1, **more)


def nothing(place: Laboratory, count: int) -> float:
    """Largest difference where stories move nobody, teach nothing and cost nothing."""
    return place.furthest(*poles(), count, parameters=NOTHING_TOLD)


def changes(
    place: Laboratory, strategy: Strategy, replicate: int, parameters: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Components taken up and dropped in each of three years by people who stayed."""
    sim = place.simulation(strategy, replicate, parameters=parameters, years=3)
    taken, dropped = np.zeros(3), np.zeros(3)
    before, person = sim.teachers.using.copy(), sim.teachers.person.copy()
    for month in range(36):
        sim.step()
        now, stayed = sim.teachers.using, (sim.teachers.person == person)[:, None]
        taken[month // 12] += (now & ~before & stayed).sum()
        dropped[month // 12] += (before & ~now & stayed).sum()
        before, person = now.copy(), sim.teachers.person.copy()
    return taken, dropped


def hope_and_return(place: Laboratory, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Practices less failures: components taken in year 1, and dropped in years 2 and 3, for every pair."""
    practices, failures = poles(fast_slow=-1)
    taken, dropped = [], []
    for replicate in range(count):
        one = changes(place, practices, replicate, STORIES_ONLY)
        other = changes(place, failures, replicate, STORIES_ONLY)
        taken.append(one[0][0] - other[0][0])
        dropped.append((one[1] - other[1])[1:].sum())
    return np.array(taken), np.array(dropped)


def restored(place: Laboratory, count: int, **parameters: float) -> list[tuple[History, History]]:
    """Pairs practices, failures with know-how and hours."""
    return place.pairs(*poles(), count, parameters=parameters)


HOPE = (
    "Small against luck: on two seeds, 100 pairs each, 0 (-2 to 3) and 0 (-2 to 2) components more are dropped where "
    "selected successes are told, of about 800, though 7 (5 to 9) more of 850 are taken up in the first year. Most "
    "unmet hope comes from the prior (.38 against .05 felt in November and .16 in June of the first year), to which "
    "these stories add .004. With story_weight .08, the end of its range, 1 (-2 to 4)."
)
UNHEARD = (
    "Not clear: effective practice does not differ, while practices keep more of the teachers using (see the "
    "details). Why practice does not follow use is not found out."
)


def stories(setting: Setting) -> Sequence[Finding]:
    """Stories without know-how and hours."""
    place, few, many = laboratory(setting.seed), setting.size(3, 10), setting.size(300, 600)
    taken, dropped = hope_and_return(place, many)
    return [
        exact("sharing_nothing", nothing(place, few), 2 * few),
        effect("stories_raise_hope", interval_of(taken), 2 * many),
        effect("hope_is_paid_back", interval_of(dropped), 2 * many, why=HOPE),
    ]


def know_how(setting: Setting) -> Sequence[Finding]:
    """Know-how and hours restored."""
    place, some = laboratory(setting.seed), setting.size(30, 100)
    late, use = yearly(of_teachers("effective"), 10), yearly(of_teachers("use"), 10)
    distrusted = restored(place, some, trust_start=0.2)
    details = {"the same in teachers using": list(difference(distrusted, use))}
    return [
        effect("process_where_trusted", difference(restored(place, some, trust_start=0.8), late), 2 * some),
        effect("process_where_distrusted", difference(distrusted, late), 2 * some, why=UNHEARD, details=details),
        effect("process_strains", difference(restored(place, some), yearly(of_teachers("strain"), 3)), 2 * some),
    ]


STUDIES = (
    Study("stories alone", "null", ("sharing_nothing", "stories_raise_hope", "hope_is_paid_back"), stories),
    Study(
        "know-how and hours of sharing",
        "null",
        ("process_where_trusted", "process_where_distrusted", "process_strains"),
        know_how,
    ),
)
