"""Mechanisms are switched off for a while only."""

from __future__ import annotations

import types

import pytest

from sim.engine import phases, planning, support
from sim.validation.laboratory import coaches_from_elsewhere, interval_of, replaced, without_mandate


def test_stand_ins_go_when_the_block_ends_even_badly() -> None:
    before = planning.levers_from, phases.hire_coaches
    with pytest.raises(ZeroDivisionError), without_mandate(), coaches_from_elsewhere():
        assert planning.levers_from is not before[0]
        assert vars(support)["int"] is float
        raise ZeroDivisionError
    assert (planning.levers_from, phases.hire_coaches) == before
    assert "int" not in vars(support)


def test_replaced_puts_back_what_was_there() -> None:
    module = types.ModuleType("place")
    module.there = 1  # type: ignore[attr-defined]
    with replaced(module, "there", 2):
        assert module.there == 2
    assert module.there == 1


def test_an_interval_covers_its_mean() -> None:
    mean, low, high = interval_of([1.0, 2.0, 3.0])
    assert mean == 2.0
    assert low < 0.0 < 4.0 < high
    assert interval_of([5.0]) == (5.0, 5.0, 5.0)
