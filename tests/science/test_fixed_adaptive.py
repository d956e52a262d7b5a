"""Fixed and adaptive: what is right and does not drift needs no review; noise and drift set the sign."""

from __future__ import annotations

import pytest

from sim.validation.laboratory import Laboratory
from sim.validation.nulls import fixed_adaptive
from sim.validation.nulls.fixed_adaptive import DRIFTING, FULL_GRID, RIGHT_BUT_NOISY, best_gain, cell


def test_a_review_that_finds_nothing_changes_exactly_nothing(laboratory: Laboratory) -> None:
    assert fixed_adaptive.nothing(laboratory, 2) == 0.0


def test_a_review_that_finds_nothing_costs_its_hours(laboratory: Laboratory) -> None:
    """Where neither absorption nor informing waits for those hours, nothing else differs."""
    assert fixed_adaptive.hours_only(laboratory) == {"attention_needed", "attention_given"}


def test_noisy_review_of_a_right_design_without_drift_fixed_is_better(laboratory: Laboratory) -> None:
    assert cell(laboratory, 12, RIGHT_BUT_NOISY).low > 0.0


def test_clear_review_of_drifting_needs_adaptive_is_better(laboratory: Laboratory) -> None:
    assert cell(laboratory, 8, DRIFTING).high < 0.0


@pytest.mark.slow
@pytest.mark.parametrize(("settings", "sign"), [(RIGHT_BUT_NOISY, 1), (DRIFTING, -1)])
def test_cells_in_fifty_pairs(laboratory: Laboratory, settings: dict[str, float], sign: int) -> None:
    found = cell(laboratory, 50, settings)
    assert sign * (found.low if sign > 0 else found.high) > 0.0


def test_best_gain_rises_with_drift_and_falls_with_noise(laboratory: Laboratory) -> None:
    """The corners of the grid; the slow form has five by five cells."""
    assert best_gain(laboratory, 0.2, 0.3, 3) > best_gain(laboratory, 0.8, 0.03, 3)


@pytest.mark.slow
def test_best_gain_over_the_grid(laboratory: Laboratory) -> None:
    """Within each noise it rises with drift, within each drift it falls with noise (Spearman over 25 cells)."""
    _, with_drift, with_noise = fixed_adaptive.gains(laboratory, *FULL_GRID, 8)
    assert with_drift > 0.8
    assert with_noise < -0.8
