"""Fixed and adaptive (SCIENCE 3.5): what is right and does not drift needs no review; noise and drift set the sign."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

RIGHT = {"need_common": 0.0, "centre_error": 0.0, "vendor_error": 0.0}
NOTHING_TO_FIND = RIGHT | {
    "need_sd_low": 0.0, "need_sd_high": 0.0, "adaptation": 0.0, "drift": 0.0, "drift_return": 0.0, "review_noise": 0.0,
}  # fmt: skip


def poles(tools: Any) -> tuple[Any, Any]:
    """Help for everybody, so that a review finds nothing to change about pace and hours either."""
    conditions = {**tools.PLENTY, "goal_equity": 0.0}
    return (
        tools.lean(conditions, build_buy=1, fixed_adaptive=-1),
        tools.lean(conditions, build_buy=1, fixed_adaptive=1),
    )


def test_a_review_that_finds_nothing_changes_exactly_nothing(laboratory: Any, tools: Any) -> None:
    fixed, adaptive = poles(tools)
    settings = {"parameters": tools.EVEN_HOURS | NOTHING_TO_FIND | {"review_hours": 0.0}}
    for replicate in range(2):
        one, other = laboratory.run(fixed, replicate, **settings), laboratory.run(adaptive, replicate, **settings)
        assert tools.largest_difference(one, other) == {}


def test_a_review_that_finds_nothing_costs_its_hours(laboratory: Any, tools: Any) -> None:
    """Where neither absorption nor informing waits for those hours, nothing else differs."""
    fixed, adaptive = poles(tools)
    waits_for_hours = {"absorption_rate": 0.0, "inform_weight": 0.0, "commitment_informed": 0.0}
    settings = {"parameters": tools.EVEN_HOURS | NOTHING_TO_FIND | waits_for_hours}
    away = tools.largest_difference(laboratory.run(fixed, 0, **settings), laboratory.run(adaptive, 0, **settings))
    assert set(away) == {"attention_needed", "attention_given"}


def cell(laboratory: Any, tools: Any, count: int, **settings: float) -> Any:
    """Fixed less adaptive in effective practice of the tenth year."""
    pairs = laboratory.pairs(*poles(tools), count, parameters=tools.EVEN_HOURS | settings)
    return tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10))


def test_noisy_review_of_a_right_design_without_drift_fixed_is_better(laboratory: Any, tools: Any) -> None:
    assert cell(laboratory, tools, 12, **RIGHT, review_noise=0.5, drift=0.0, drift_return=0.0).low > 0.0


def test_clear_review_of_drifting_needs_adaptive_is_better(laboratory: Any, tools: Any) -> None:
    assert cell(laboratory, tools, 8, review_noise=0.0, drift=0.3).high < 0.0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "sign"),
    [({**RIGHT, "review_noise": 0.5, "drift": 0.0, "drift_return": 0.0}, 1), ({"review_noise": 0.0, "drift": 0.3}, -1)],
)
def test_cells_in_fifty_pairs(laboratory: Any, tools: Any, settings: dict[str, float], sign: int) -> None:
    found = cell(laboratory, tools, 50, **settings)
    assert sign * (found.low if sign > 0 else found.high) > 0.0


def best_gain(laboratory: Any, tools: Any, noise: float, drift: float, replicates: int) -> float:
    """Which gain brings most effective practice in years 5-10: the top of a parabola through five gains, 0..1."""
    gains = np.linspace(0.0, 1.0, 5)
    conditions = {**tools.PLENTY, "goal_equity": 0.0}
    settings = tools.EVEN_HOURS | {"review_noise": noise, "drift": drift, "review_most": 1.0}
    found = np.zeros(gains.size)
    for number, gain in enumerate(gains):
        strategy = tools.lean(conditions, build_buy=1, tight_loose=-1, fixed_adaptive=float(2.0 * gain - 1.0))
        for replicate in range(replicates):
            history = laboratory.run(strategy, replicate, parameters=settings)
            found[number] += tools.of_teachers("effective")(history)[48:].mean() / replicates
    square, slope, _ = np.polyfit(gains, found, 2)
    return float(np.clip(-slope / (2.0 * square), 0.0, 1.0)) if square < 0.0 else float(gains[found.argmax()])


def test_best_gain_rises_with_drift_and_falls_with_noise(laboratory: Any, tools: Any) -> None:
    """The corners of the grid; the slow form has five by five cells."""
    assert best_gain(laboratory, tools, 0.2, 0.3, 3) > best_gain(laboratory, tools, 0.8, 0.03, 3)


@pytest.mark.slow
def test_best_gain_over_the_grid(laboratory: Any, tools: Any) -> None:
    """Within each noise it rises with drift, within each drift it falls with noise (Spearman over 25 cells)."""
    from scipy import stats

    noises, drifts = (0.2, 0.35, 0.5, 0.65, 0.8), (0.03, 0.09, 0.15, 0.22, 0.3)
    best = np.array([[best_gain(laboratory, tools, noise, drift, 8) for drift in drifts] for noise in noises])
    by_drift = (best - best.mean(axis=1, keepdims=True)).ravel()
    by_noise = (best - best.mean(axis=0, keepdims=True)).ravel()
    assert stats.spearmanr(np.tile(drifts, 5), by_drift).statistic > 0.8
    assert stats.spearmanr(np.repeat(noises, 5), by_noise).statistic < -0.8
