"""Fixed and adaptive: what is right and does not drift needs no review; noise and drift set the sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import (
    EVEN_HOURS,
    PLENTY,
    Interval,
    Laboratory,
    difference,
    laboratory,
    largest_difference,
    lean,
    of_teachers,
    yearly,
)
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DRIFTING", "RIGHT_BUT_NOISY", "STUDIES", "best_gain", "cell", "gains", "hours_only", "nothing"]

RIGHT = {"need_common": 0.0, "centre_error": 0.0, "vendor_error": 0.0}
NOTHING_TO_FIND = RIGHT | {
    "need_sd_low": 0.0, "need_sd_high": 0.0, "adaptation": 0.0, "drift": 0.0, "drift_return": 0.0, "review_noise": 0.0,
}  # fmt: skip
RIGHT_BUT_NOISY = RIGHT | {"review_noise": 0.5, "drift": 0.0, "drift_return": 0.0}
DRIFTING = {"review_noise": 0.0, "drift": 0.3}
CONDITIONS = {**PLENTY, "goal_equity": 0.0}
"""Help for everybody, so that a review finds nothing to change about pace and hours either."""
QUICK_GRID = ((0.2, 0.5, 0.8), (0.03, 0.15, 0.3))
FULL_GRID = ((0.2, 0.35, 0.5, 0.65, 0.8), (0.03, 0.09, 0.15, 0.22, 0.3))
"""Noise of a review and yearly drift of needs, need-SD (ranges of ``review_noise`` and ``drift``)."""


def poles() -> tuple[Strategy, Strategy]:
    """Fixed and adaptive."""
    fixed, adaptive = (lean(CONDITIONS, build_buy=1, fixed_adaptive=side) for side in (-1, 1))
    return fixed, adaptive


def nothing(place: Laboratory, count: int) -> float:
    """Largest difference where a review finds nothing and costs nothing."""
    return place.furthest(*poles(), count, parameters=EVEN_HOURS | NOTHING_TO_FIND | {"review_hours": 0.0})


def hours_only(place: Laboratory, replicate: int = 0) -> set[str]:
    """Series that differ where a review finds nothing and no absorption or informing waits for its hours."""
    waits_for_hours = {"absorption_rate": 0.0, "inform_weight": 0.0, "commitment_informed": 0.0}
    settings = {"parameters": EVEN_HOURS | NOTHING_TO_FIND | waits_for_hours}
    one, other = (place.run(strategy, replicate, **settings) for strategy in poles())
    return set(largest_difference(one, other))


def cell(place: Laboratory, count: int, settings: dict[str, float]) -> Interval:
    """Fixed less adaptive in effective practice of the tenth year."""
    pairs = place.pairs(*poles(), count, parameters=EVEN_HOURS | settings)
    return difference(pairs, yearly(of_teachers("effective"), 10))


def best_gain(place: Laboratory, noise: float, drift: float, replicates: int) -> float:
    """Which gain brings most effective practice in years 5-10: the top of a parabola through five gains, 0..1."""
    trial = np.linspace(0.0, 1.0, 5)
    settings = EVEN_HOURS | {"review_noise": noise, "drift": drift, "review_most": 1.0}
    found = np.zeros(trial.size)
    for number, gain in enumerate(trial):
        strategy = lean(CONDITIONS, build_buy=1, tight_loose=-1, fixed_adaptive=float(2.0 * gain - 1.0))
        for replicate in range(replicates):
            history = place.run(strategy, replicate, parameters=settings)
            found[number] += of_teachers("effective")(history)[48:].mean() / replicates
    square, slope, _ = np.polyfit(trial, found, 2)
    return float(np.clip(-slope / (2.0 * square), 0.0, 1.0)) if square < 0.0 else float(trial[found.argmax()])


def gains(
    place: Laboratory, noises: Sequence[float], drifts: Sequence[float], replicates: int
) -> tuple[NDArray[np.float64], float, float]:
    """Best gains over a grid, and their rank correlation with drift (within noise) and with noise (within drift)."""
    from scipy import stats

    best = np.array([[best_gain(place, noise, drift, replicates) for drift in drifts] for noise in noises])
    by_drift = (best - best.mean(axis=1, keepdims=True)).ravel()
    by_noise = (best - best.mean(axis=0, keepdims=True)).ravel()
    with_drift = stats.spearmanr(np.tile(drifts, len(noises)), by_drift).statistic
    with_noise = stats.spearmanr(np.repeat(noises, len(drifts)), by_noise).statistic
    return best, float(with_drift), float(with_noise)


def cells(setting: Setting) -> Sequence[Finding]:
    """Nothing to find, only noise, only drift."""
    place, few, some = laboratory(setting.seed), setting.size(3, 10), setting.size(40, 100)
    others = hours_only(place) - {"attention_needed", "attention_given"}
    return [
        exact("review_nothing", nothing(place, few), 2 * few),
        effect("review_hours_only", Interval(len(others), len(others), len(others)), 2),
        effect("review_noise", cell(place, some, RIGHT_BUT_NOISY), 2 * some),
        effect("review_drift", cell(place, some, DRIFTING), 2 * some),
    ]


def grid(setting: Setting) -> Sequence[Finding]:
    """The best correction over noise and drift."""
    noises, drifts = FULL_GRID if setting.full else QUICK_GRID
    replicates = setting.size(5, 10)
    best, with_drift, with_noise = gains(laboratory(setting.seed), noises, drifts, replicates)
    runs = 5 * best.size * replicates
    details = {
        f"noise {noise}, drift {drift}": float(best[i, j])
        for i, noise in enumerate(noises)
        for j, drift in enumerate(drifts)
    }
    return [
        effect("gain_rises_with_drift", Interval(with_drift, with_drift, with_drift), runs, details=details),
        effect("gain_falls_with_noise", Interval(with_noise, with_noise, with_noise), runs),
    ]


STUDIES = (
    Study("fixed and adaptive", "null", ("review_nothing", "review_hours_only", "review_noise", "review_drift"), cells),
    Study("the best correction", "null", ("gain_rises_with_drift", "gain_falls_with_noise"), grid),
)
