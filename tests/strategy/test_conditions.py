"""Conditions: one table, strict ranges, shipped sets."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.errors import StrategyError
from sim.strategy import Conditions

ROWS = {row.name: row for row in Conditions.table()}
NUMBERS = [name for name, row in ROWS.items() if not isinstance(row.default, bool)]


def test_the_table_is_complete() -> None:
    assert list(ROWS) == list(Conditions().to_mapping())
    for row in ROWS.values():
        assert all((row.unit, row.meaning, row.source))
        assert row.grade in {"measured", "reported", "recalled", "assumed"}
        assert row.low <= row.default <= row.high


def test_typical_is_the_default() -> None:
    assert Conditions.load("typical") == Conditions()


@st.composite
def anything_allowed(draw: st.DrawFn) -> dict[str, float | int | bool]:
    chosen: dict[str, float | int | bool] = {}
    for name, row in ROWS.items():
        if name.startswith("leader_"):
            chosen[name] = draw(st.floats(0, 1 / 3))
        elif isinstance(row.default, bool):
            chosen[name] = draw(st.booleans())
        elif isinstance(row.default, int):
            chosen[name] = draw(st.integers(int(row.low), int(row.high)))
        else:
            chosen[name] = draw(st.floats(row.low, row.high))
    return chosen


@given(anything_allowed())
def test_whatever_is_allowed_survives_writing_and_reading(chosen: dict[str, float | int | bool]) -> None:
    made = Conditions(**chosen)  # type: ignore[arg-type]
    assert Conditions.from_mapping(made.to_mapping()) == made
    assert hash(Conditions.from_mapping(chosen)) == hash(made)
    assert 0 <= made.leader_day_to_day <= 1
    assert made.grant_dollars_per_year * made.grant_years == pytest.approx(
        made.grant_dollars_per_student if made.has_grant else 0.0
    )


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("bad", [math.nan, math.inf, -1, 1e9, "ten", None, True, [1]])
def test_every_number_is_checked(name: str, bad: object) -> None:
    with pytest.raises(StrategyError, match=name):
        Conditions.from_mapping({name: bad}, where="a note")
    with pytest.raises(StrategyError, match=name):
        Conditions(**{name: bad})  # type: ignore[arg-type]


@pytest.mark.parametrize("bad", [0, 1, "yes", None, 0.5])
def test_a_switch_is_true_or_false(bad: object) -> None:
    with pytest.raises(StrategyError, match=r"innovation_fund is .*Write true or false"):
        Conditions(innovation_fund=bad)  # type: ignore[arg-type]


def test_years_are_whole() -> None:
    assert Conditions(grant_years=3.0).grant_years == 3  # type: ignore[arg-type]
    with pytest.raises(StrategyError, match=r"grant_years is 2\.5.*not a whole number"):
        Conditions(grant_years=2.5)  # type: ignore[arg-type]


def test_leaders_hours_are_not_given_out_twice() -> None:
    assert Conditions(leader_protect=0.6, leader_inform=0.3, leader_renew=0.1).leader_day_to_day == pytest.approx(
        0, abs=1e-9
    )
    with pytest.raises(StrategyError, match=r"sum to 1\.1.*at most 1"):
        Conditions(leader_protect=0.6, leader_inform=0.3, leader_renew=0.2)
    with pytest.raises(StrategyError, match=r"note.*shares"):
        Conditions.from_mapping({"leader_protect": 0.9}, where="a note")


def test_a_network_of_districts_is_not_built_yet() -> None:
    assert Conditions(local_network=1).local_network == 1
    with pytest.raises(StrategyError, match=r"not built yet.*Write 1"):
        Conditions(local_network=13)
    with pytest.raises(StrategyError, match="local_network is 0"):
        Conditions(local_network=0)


def test_unknown_names_are_refused_everywhere() -> None:
    for attempt in (
        lambda: Conditions.from_mapping({"safty": 1}),
        lambda: Conditions().changed(safty=1),
        lambda: Conditions.load("leen_money"),
    ):
        with pytest.raises(StrategyError, match=r"Did you mean (safety|lean_money)"):
            attempt()


def test_changed_keeps_the_rest() -> None:
    assert Conditions(safety=0.9).changed(grant_years=0) == Conditions(safety=0.9, grant_years=0)
    assert not Conditions(grant_years=0).has_grant
    assert not Conditions(grant_dollars_per_student=0).has_grant
