"""Policies of the centre: what is asked of each by itself beside its direction, and that each compiles to the same."""

from __future__ import annotations

import random
from typing import Any

import numba
import pytest

from sim.engine.kernels import names_used, narrow_type
from sim.engine.rulebook import shipped_rules
from sim.foundation.linking import Binder
from sim.foundation.parameters import load_parameters, registry

RULES = shipped_rules()
P = load_parameters()
NOT_NEGATIVE = {"x", "noise", "reading", "principal", "need", "design", "support_kept", "signal", "skill"}


@pytest.mark.parametrize("name", ["budget_after_year"])
def test_a_cut_comes_back_over_the_years(name: str) -> None:
    rule = RULES[name]
    assert 0.5 < rule(0.5, P) < rule(rule(0.5, P), P) < 1.0
    assert rule(1.0, P) == 1.0
    assert rule(0.2, P) - 0.2 > 2.0 * (rule(0.8, P) - 0.8)  # the more is missing, the more comes back


@pytest.mark.parametrize("name", ["board_after_change"])
def test_a_new_superintendent_begins_between_the_old_and_the_usual_support(name: str) -> None:
    rule = RULES[name]
    assert 0.1 < rule(0.1, P) < P.board_fresh < rule(0.9, P) < 0.9
    assert rule(P.board_fresh, P) == P.board_fresh


@pytest.mark.parametrize("name", ["successor_budget"])
def test_another_strategy_costs_a_part_of_the_money(name: str) -> None:
    rule = RULES[name]
    assert rule(0.0, P) == 0.0 < rule(0.8, P) < 0.8
    assert rule(0.8, P) == pytest.approx(2.0 * rule(0.4, P))


@pytest.mark.parametrize("name", ["initiative_arrives"])
def test_initiatives_arrive_at_their_rate(name: str) -> None:
    rule = RULES[name]

    def share(rate: float) -> float:
        p = P._replace(initiative_rate=rate)
        return sum(rule(luck / 1200.0, p) for luck in range(1200)) / 1200.0

    assert share(0.0) == 0.0
    assert share(1.0) == pytest.approx(1.0 / 12.0)


@pytest.mark.parametrize("name", ["hours_part"])
def test_parts_of_two_tracks_add_up(name: str) -> None:
    rule = RULES[name]
    weights, core = [3.0, 1.0, 2.0, 2.0], [True, True, False, False]
    parts = [rule(w / 8.0, c, w, 0.75, 4.0, 4.0, 0.6) for w, c in zip(weights, core, strict=True)]
    assert sum(parts) == pytest.approx(1.0)
    assert parts[0] == pytest.approx(0.4 * 3.0 / 8.0 + 0.6 * 0.75 * 3.0 / 4.0)


@pytest.mark.parametrize("name", ["pace_after_review"])
def test_a_review_without_power_leaves_the_pace(name: str) -> None:
    rule = RULES[name]
    assert rule(-0.5, 0.0, P) == 1.0
    assert rule(-0.5, 0.5, P) == pytest.approx(0.75)
    assert 0.3 <= rule(-99.0, 1.0, P) < rule(99.0, 1.0, P) <= 1.5


def some_arguments(rule: Any, luck: random.Random) -> list[Any]:
    made: list[Any] = []
    for name, kind in rule.__annotations__.items():
        if kind == "bool" and name != "return":
            made.append(luck.random() < 0.5)
        elif kind == "float" and name != "return":
            widest = luck.choice([1.0, 1.0, 3.0, 40.0])
            made.append(luck.uniform(-widest if name in NOT_NEGATIVE else 0.0, widest))
        elif name == "p":
            values = {row.name: luck.uniform(row.low, row.high) for row in registry().values()}
            made.append(P._replace(**values))
    return made


POLICIES = sorted(
    name
    for name, rule in RULES.items()
    if rule.__module__.rpartition(".")[2]
    in {"attention", "review", "launching", "designing", "money", "buying", "coaching_hours", "two_tracks", "promises"}
    | {"succession", "calendar_events", "giving_up"}
)


def test_policies_compile_to_the_same_numbers() -> None:
    """Plain Python and compiled code give equal bits, so that a loop may call them too."""
    luck = random.Random(4)
    finish = numba.njit(inline="always")
    for name in POLICIES:
        rule = RULES[name]
        given = [some_arguments(rule, luck) for _ in range(12)]
        compiled = numba.njit(Binder({}, finish=finish).bind(rule))
        read = tuple(field for field in P._fields if field in names_used(rule, {}))
        for arguments in given:
            narrow = [narrow_type(type(P), read)(*(getattr(a, f) for f in read)) if type(a) is type(P) else a
                      for a in arguments]  # fmt: skip
            assert compiled(*narrow) == rule(*arguments), (name, arguments)
