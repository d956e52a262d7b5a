"""The method is tried on functions whose answer is known before it is let near the model."""

from __future__ import annotations

import numpy as np
import pytest

from sim.study.exposing import _crossed
from sim.study.screening import screen
from sim.study.turning import share_that_turns
from sim.study.variance_shares import Design, variance_shares

# Ishigami's function with a = 7, b = 0.1 over (-pi, pi): variance 13.84; the second input has 6.125 of it, the first
# and third together the rest (Ishigami & Homma 1990). With luck of the same variance the shares are halved.
ISHIGAMI = 13.8446
TRUE = {"luck": 0.5, "assumed": 0.2788, "sourced": 0.2212, "together": 0.0}


def ishigami(blocks: int, seed: int) -> tuple[np.ndarray, Design]:
    rng, design = np.random.default_rng(seed), _crossed(blocks, 2 * blocks, seed)
    first, third = rng.uniform(-np.pi, np.pi, (2, 2 * blocks))
    second = rng.uniform(-np.pi, np.pi, 2 * blocks)
    x1, x2, x3 = first[design.assumed], second[design.sourced], third[design.assumed]
    known = np.sin(x1) + 7.0 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)
    return known + np.sqrt(ISHIGAMI) * rng.normal(size=known.size), design


def test_shares_of_a_known_function_with_much_data() -> None:
    found = variance_shares(*ishigami(400, 4))
    for name, true in TRUE.items():
        assert getattr(found, name).value == pytest.approx(true, abs=0.08)
    assert found.variance == pytest.approx(2 * ISHIGAMI, rel=0.1)
    assert found.given_assumed == pytest.approx((1 - TRUE["assumed"]) * 2 * ISHIGAMI, rel=0.1)


def test_intervals_hold_the_truth_in_most_cases_at_the_usual_size() -> None:
    found = [variance_shares(*ishigami(32, seed), seed=seed) for seed in range(60)]
    for name in ("luck", "assumed", "sourced"):
        inside = [getattr(each, name).low <= TRUE[name] <= getattr(each, name).high for each in found]
        assert np.mean(inside) > 0.75
        assert np.mean([getattr(each, name).value for each in found]) == pytest.approx(TRUE[name], abs=0.07)


def test_an_interaction_of_the_groups_is_told_apart() -> None:
    rng, design = np.random.default_rng(1), _crossed(300, 600, 1)
    one, other = rng.normal(size=(2, 600))
    found = variance_shares(one[design.assumed] * other[design.sourced], design)
    assert found.together.value > 0.8
    assert max(found.luck.value, found.assumed.value, found.sourced.value) < 0.15


def test_a_dozen_sets_used_over_and_over() -> None:
    rng, design = np.random.default_rng(5), _crossed(200, 12, 5)
    levels = rng.normal(size=12)
    results = levels[design.assumed] + rng.normal(size=design.assumed.size)
    true = levels.var(ddof=1) / (levels.var(ddof=1) + 1.0)
    assert variance_shares(results, design).assumed.value == pytest.approx(true, abs=0.1)


def test_a_quick_look_takes_luck_from_the_reference() -> None:
    rng, number = np.random.default_rng(2), np.arange(400)
    design = Design(number, number, np.zeros_like(number), number)
    found = variance_shares(3.0 * rng.normal(size=400) + rng.normal(size=400), design, rng.normal(size=400))
    assert found.luck.value == pytest.approx(0.1, abs=0.03)
    assert found.assumed.value == pytest.approx(0.9, abs=0.03)
    assert np.isnan(found.sourced.value)


def test_what_never_differs_has_no_shares() -> None:
    design = _crossed(8, 16, 1)
    assert np.isnan(variance_shares(np.zeros(40), design).luck.value)
    assert np.isnan(variance_shares(np.full(40, np.nan), design).luck.value)


def test_missing_results_are_left_out() -> None:
    results, design = ishigami(400, 4)
    whole = variance_shares(results, design)
    results[np.random.default_rng(1).random(results.size) < 0.1] = np.nan
    assert variance_shares(results, design).luck.value == pytest.approx(whole.luck.value, abs=0.08)


def test_screening_finds_the_inputs_of_a_linear_function_among_two_hundred() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.random((160, 200))
    weights = np.zeros(200)
    weights[[7, 50, 120]] = 6.0, -5.0, 4.0
    found = screen(inputs, inputs @ weights + rng.normal(size=160))
    assert {each.place for each in found[:3]} == {7, 50, 120}
    assert all(each.stands_out for each in found[:3])
    assert len(found) == 5
    whole = sum(weights**2) / 12 + 1.0
    for each in found[:3]:
        assert np.sign(each.correlation) == np.sign(weights[each.place])
        assert each.explained == pytest.approx(weights[each.place] ** 2 / 12 / whole, abs=0.16)
    assert sum(each.explained for each in found[3:]) < 0.03
    assert all(each.low <= each.correlation <= each.high for each in found)


def test_noise_names_nobody() -> None:
    named = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        named += screen(rng.random((24, 200)), rng.normal(size=24), most=1, seed=seed)[0].stands_out
    assert named <= 6  # two expected


@pytest.mark.parametrize("results", [np.arange(5.0), np.ones(30)])
def test_too_little_to_screen(results: np.ndarray) -> None:
    assert screen(np.random.default_rng(1).random((results.size, 9)), results) == []


@pytest.mark.parametrize(("centre", "true"), [(3.0, 0.001), (0.8416, 0.2), (0.0, 0.5), (-3.0, 0.999)])
def test_signs_are_counted_without_luck(centre: float, true: float) -> None:
    rng = np.random.default_rng(1)
    sets = centre + rng.normal(size=3000)
    noisy = sets + 1.5 * rng.normal(size=3000)
    assert share_that_turns(noisy, np.full(3000, 2.25), 1.0) == pytest.approx(true, abs=0.03)


def test_signs_that_only_luck_turns_do_not_turn() -> None:
    rng = np.random.default_rng(3)
    noisy = 1.0 + 3.0 * rng.normal(size=400)
    assert (noisy < 0).mean() > 0.3
    assert share_that_turns(noisy, np.full(400, 9.0), 0.0) < 0.05


def test_signs_of_exact_means_are_counted() -> None:
    means = np.array([1.0, 2.0, -1.0, 3.0, np.nan])
    assert share_that_turns(means, np.zeros(5), 0.0) == 0.25
    assert share_that_turns(means, np.zeros(5), -1.0) == 0.75
    assert np.isnan(share_that_turns(means[:1], np.zeros(1), 0.0))


def test_ranks_are_those_of_scipy_with_ties_too() -> None:
    from scipy.stats import rankdata

    from sim.study.screening import _ranks

    rng = np.random.default_rng(3)
    for rows in (1, 2, 9, 40):
        values = np.round(rng.random((rows, 30)), 1)
        assert (_ranks(values) == rankdata(values, axis=0)).all()
