"""The long time (SCIENCE 3.9): it is made of exits, giving up, pace and scarce hours; no constant holds it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.strategy.strategy import Strategy

HORIZON = 25
EXITS = ("leave_0_3", "leave_4_9", "leave_10_14", "leave_15", "move_0_3", "move_4_9", "move_10_14", "move_15")
NO_TEACHER_EXITS = dict.fromkeys(EXITS, 0.0)
NO_PRINCIPAL_EXITS = {"principal_exit": 0.0}
AT_ONCE = {"pace_slow": 0.5, "pace_fast": 0.5}
HOURS = {"highest_dose": 60.0, "coach_hires": 1.0, "old_weight": 1.0}


def years_until_routine(history: Any) -> float:
    """Years until half of the schools have routines of .5 and more, at most the horizon."""
    share = (np.asarray(history.schools["routines"]) >= 0.5).mean(axis=1)
    reached = np.flatnonzero(share >= 0.5)
    return float(reached[0]) / 12.0 if reached.size else float(HORIZON)


@pytest.fixture(scope="module")
def years(laboratory: Any, tools: Any) -> dict[str, np.ndarray]:
    """Years by what is taken away, for the same luck."""
    typical = Strategy.load("typical_2018")
    settled = NO_PRINCIPAL_EXITS | NO_TEACHER_EXITS | tools.NOBODY_GIVES_UP | {"drop_rate": 0.0}
    cases: dict[str, dict[str, Any]] = {
        "all causes": {"fixed_superintendent": False},
        "no superintendent exits": {},
        "no principal exits": {"fixed_superintendent": False, "parameters": NO_PRINCIPAL_EXITS},
        "no teacher exits": {"fixed_superintendent": False, "parameters": NO_TEACHER_EXITS},
        "nobody goes or gives up": {"parameters": settled},
        "launched at once": {"parameters": settled | AT_ONCE, "instant_launch": True},
        "hours without limit": {"parameters": settled | AT_ONCE | HOURS, "instant_launch": True},
    }
    found = {}
    for name, how in cases.items():
        strategy = typical.with_conditions(**tools.PLENTY) if name == "hours without limit" else typical
        runs = [laboratory.run(strategy, r, years=HORIZON, **how) for r in range(6)]
        found[name] = np.array([years_until_routine(history) for history in runs])
    return found


@pytest.mark.parametrize("cause", ["no superintendent exits", "no principal exits", "no teacher exits"])
def test_each_exit_taken_away_shortens_it(years: dict[str, np.ndarray], cause: str) -> None:
    assert years[cause].mean() < years["all causes"].mean()


def test_causes_taken_away_one_after_another_shorten_it(years: dict[str, np.ndarray]) -> None:
    """Launching at once is no step of its own: without more hours it only thins them (8.3 against 7.8 years)."""
    steps = ["all causes", "no superintendent exits", "nobody goes or gives up", "hours without limit"]
    means = [float(years[step].mean()) for step in steps]
    assert means == sorted(means, reverse=True)


def test_without_all_causes_it_takes_a_few_years(years: dict[str, np.ndarray]) -> None:
    """Depth alone takes 2-4 years (Fixsen 2005); the rest of the time has other causes."""
    assert 1.0 < years["hours without limit"].mean() < 5.0
    assert years["all causes"].mean() > 2.0 * years["hours without limit"].mean()


def test_a_grant_that_never_ends_is_operating_money(laboratory: Any, tools: Any) -> None:
    """Where recurring money is not asked for (no routines), and the board sees no budget, dollars are dollars."""
    none = {"operating_growth": 0.0}
    grant = tools.lean(
        {**none, "grant_years": 10, "grant_dollars_per_student": 400.0, "operating_dollars_per_student": 0.0},
        build_buy=1,
    )
    own = tools.lean(
        {**none, "grant_years": 0, "grant_dollars_per_student": 0.0, "operating_dollars_per_student": 40.0},
        build_buy=1,
    )
    settings = {"parameters": tools.QUIET | {"highest_dose": 1000.0, "routine_growth": 0.0}}
    of_the_purse = ("operating_share", "outside_dollars", "operating_dollars")
    for replicate in range(2):
        one, other = laboratory.run(grant, replicate, **settings), laboratory.run(own, replicate, **settings)
        away = tools.largest_difference(one, other, leave_out=of_the_purse)
        assert all(distance < 1e-9 for distance in away.values()), away


def test_without_absorption_protecting_buys_nothing(laboratory: Any, tools: Any) -> None:
    for replicate in range(2):
        one = laboratory.run(tools.lean({"leader_protect": 0.4}), replicate, parameters={"absorption_rate": 0.0})
        other = laboratory.run(tools.lean({"leader_protect": 0.0}), replicate, parameters={"absorption_rate": 0.0})
        assert tools.largest_difference(one, other) == {}


def test_absorption_restored_protecting_helps(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(tools.lean({"leader_protect": 0.4}), tools.lean({"leader_protect": 0.0}), 6)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).low > 0.0
