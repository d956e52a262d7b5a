"""Numbers are rounded to what their interval carries and never say more, or less, than they know."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.outcomes import OUTCOMES
from sim.report.words import decimals_for, decimals_for_interval, join, number, readable, scale_for


@pytest.mark.parametrize(
    ("unit", "factor", "words", "prefix"),
    [
        ("share of teachers", 100.0, "of 100 teachers", ""),
        ("share of teachers per year", 100.0, "of 100 teachers per year", ""),
        ("share of active schools per year", 100.0, "of 100 active schools per year", ""),
        ("share of what segregation allows", 100.0, "% of what segregation allows", ""),
        ("probability", 100.0, "of 100 runs", ""),
        ("dollars per student", 1.0, "per student", "$"),
        ("dollars", 1e-6, "million", "$"),
        ("student-years per student", 12.0, "months of good access per student", ""),
    ],
)
def test_units_become_words(unit: str, factor: float, words: str, prefix: str) -> None:
    scale = scale_for(unit)
    assert (scale.factor, scale.words, scale.prefix) == (factor, words, prefix)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=lambda outcome: outcome.name)
def test_every_outcome_of_the_catalogue_has_words_for_its_unit(outcome: object) -> None:
    scale = scale_for(outcome.unit)
    assert scale.axis
    assert scale.group
    assert "share of" not in scale.axis


def test_the_interval_decides_the_digits() -> None:
    assert number(12.345, decimals_for(3.0)) == "12"
    assert number(12.345, decimals_for(0.3)) == "12.3"
    assert number(12345.0, decimals_for(400.0)) == "12,300"


def test_an_interval_that_excludes_zero_is_not_rounded_to_zero() -> None:
    decimals = decimals_for_interval(0.04, 0.4, 0.7)
    assert number(0.04, decimals) == "0.04"


def test_rounding_noise_and_missing_values() -> None:
    assert number(-1e-17, decimals_for(0.0, -1e-17)) == "0"
    assert number(-0.2, 0) == "0"
    assert number(math.nan, 1) == "not known"
    assert decimals_for(math.nan, math.nan) == 0


def test_an_interval_around_zero_shows_both_sides_if_a_digit_more_does() -> None:
    decimals = decimals_for_interval(-0.043, -0.02, 0.003)
    assert (number(-0.043, decimals), number(0.003, decimals)) == ("-0.043", "0.003")
    assert decimals_for_interval(-0.043, -0.02, 1e-7) == 3


@given(some.floats(1e-5, 1e9), some.floats(1e-6, 1e6), some.booleans())
def test_a_clear_difference_keeps_its_sign_in_words(near: float, width: float, below: bool) -> None:
    ends = sorted((-near, -near - width) if below else (near, near + width))
    decimals = decimals_for_interval(ends[0], sum(ends) / 2, ends[1])
    for value in ends:
        assert number(value, decimals).strip("-0.,") != ""
        assert number(value, decimals).startswith("-") == below


def test_lists_and_names_are_spoken() -> None:
    assert join([]) == ""
    assert join(["spread"]) == "spread"
    assert join(["spread", "depth", "strain"]) == "spread, depth and strain"
    assert readable("fast_and_furious") == "fast and furious"
