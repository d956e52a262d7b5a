"""The long time: it is made of exits, giving up, pace and scarce hours; no constant holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from sim.validation.laboratory import Laboratory, difference, largest_difference, of_teachers, yearly
from sim.validation.nulls import time

if TYPE_CHECKING:
    import numpy as np


@pytest.fixture(scope="module")
def years(laboratory: Laboratory) -> Mapping[str, np.ndarray]:
    """Years by what is taken away, for the same luck."""
    return time.years_by_cause(laboratory, 6)


@pytest.mark.parametrize("cause", ["no superintendent exits", "no principal exits", "no teacher exits"])
def test_each_exit_taken_away_shortens_it(years: Mapping[str, np.ndarray], cause: str) -> None:
    assert years[cause].mean() < years["all causes"].mean()


def test_causes_taken_away_one_after_another_shorten_it(years: Mapping[str, np.ndarray]) -> None:
    """Launching at once is no step of its own: without more hours it only thins them (8.3 against 7.8 years)."""
    steps = ["all causes", "no superintendent exits", "nobody goes or gives up", "hours without limit"]
    means = [float(years[step].mean()) for step in steps]
    assert means == sorted(means, reverse=True)


def test_without_all_causes_it_takes_a_few_years(years: Mapping[str, np.ndarray]) -> None:
    """Depth alone takes 2-4 years (Fixsen 2005); the rest of the time has other causes."""
    assert 1.0 < years["hours without limit"].mean() < 5.0
    assert years["all causes"].mean() > 2.0 * years["hours without limit"].mean()


def test_a_grant_that_never_ends_is_operating_money(laboratory: Laboratory) -> None:
    """Where recurring money is not asked for (no routines), and the board sees no budget, dollars are dollars."""
    assert time.endless_grant(laboratory, 2) < 1e-9


def test_without_absorption_protecting_buys_nothing(laboratory: Laboratory) -> None:
    for one, other in time.protecting(laboratory, 2, absorption_rate=0.0):
        assert largest_difference(one, other) == {}


def test_absorption_restored_protecting_helps(laboratory: Laboratory) -> None:
    pairs = time.protecting(laboratory, 6)
    assert difference(pairs, yearly(of_teachers("effective"), 10)).low > 0.0
