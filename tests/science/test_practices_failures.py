"""Sharing practices or failures (SCIENCE 3.7): telling matters through belief, know-how and hours only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

NOTHING_TOLD = {
    "story_weight": 0.0, "know_how_told": 0.0, "sharing_hours": 0.0, "search_error": 0.0, "board_exposure": 0.0,
}  # fmt: skip
STORIES_ONLY = {"know_how_told": 0.0, "sharing_hours": 0.0, "search_error": 0.0, "board_exposure": 0.0}


def poles(tools: Any, **more: float) -> tuple[Any, Any]:
    return tools.lean(practices_failures=-1, **more), tools.lean(practices_failures=1, **more)


def test_stories_that_move_nobody_teach_nothing_and_cost_nothing_are_exactly_nothing(
    laboratory: Any, tools: Any
) -> None:
    practices, failures = poles(tools)
    for replicate in range(2):
        one = laboratory.run(practices, replicate, parameters=NOTHING_TOLD)
        other = laboratory.run(failures, replicate, parameters=NOTHING_TOLD)
        assert tools.largest_difference(one, other) == {}


def changes(laboratory: Any, strategy: Any, replicate: int, parameters: dict[str, float]) -> tuple[Any, Any]:
    """Components taken up and dropped in each of three years by people who stayed."""
    sim = laboratory.simulation(strategy, replicate, parameters=parameters, years=3)
    taken, dropped = np.zeros(3), np.zeros(3)
    before, person = sim.teachers.using.copy(), sim.teachers.person.copy()
    for month in range(36):
        sim.step()
        now, stayed = sim.teachers.using, (sim.teachers.person == person)[:, None]
        taken[month // 12] += (now & ~before & stayed).sum()
        dropped[month // 12] += (before & ~now & stayed).sum()
        before, person = now.copy(), sim.teachers.person.copy()
    return taken, dropped


def hope_and_return(laboratory: Any, tools: Any, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Practices less failures: components taken in year 1, and dropped in years 2 and 3, for every pair."""
    practices, failures = poles(tools, fast_slow=-1)
    taken, dropped = [], []
    for replicate in range(count):
        one = changes(laboratory, practices, replicate, STORIES_ONLY)
        other = changes(laboratory, failures, replicate, STORIES_ONLY)
        taken.append(one[0][0] - other[0][0])
        dropped.append((one[1] - other[1])[1:].sum())
    return np.array(taken), np.array(dropped)


def low(found: np.ndarray) -> float:
    return float(found.mean() - 2.1 * found.std(ddof=1) / np.sqrt(found.size))


def test_success_stories_alone_bring_more_take_up_in_the_first_year(laboratory: Any, tools: Any) -> None:
    taken, _ = hope_and_return(laboratory, tools, 16)
    assert low(taken) > 0.0


@pytest.mark.slow
@pytest.mark.xfail(
    strict=True,
    reason="Hope bought by selection is not paid back: users' unmet hope comes from the prior (.44 against .15-.2 felt "
    "in the first year), stories add a hundredth of it, so that drops in years 2-3 do not rise",
)
def test_success_stories_alone_are_paid_back_in_years_two_and_three(laboratory: Any, tools: Any) -> None:
    _, dropped = hope_and_return(laboratory, tools, 100)
    assert low(dropped) > 0.0


def test_where_trust_is_high_process_wins(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(*poles(tools), 6, parameters={"trust_start": 0.8})
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < 0.0


def test_where_trust_is_low_process_loses(laboratory: Any, tools: Any) -> None:
    """Telling teaches little where nobody trusts, and costs hours: users are lost and practice gains nothing."""
    pairs = laboratory.pairs(*poles(tools), 24, parameters={"trust_start": 0.2})
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("use"), 10)).low > 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).low > -0.005


def test_hours_restored_process_strains(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(*poles(tools), 4)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("strain"), 3)).high < 0.0
