"""The method finds what it should in a world whose truth is known, and refuses what was held out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.calibration.confronting import confronted, ranked
from sim.calibration.designs import Region, draw, others_of, unit_to_values
from sim.calibration.learned import directions
from sim.calibration.matching import match
from sim.foundation.errors import SettingsError
from sim.foundation.parameters import registry


def test_known_parameters_are_recovered(world: dict[str, Any]) -> None:
    found = match(**world)
    kept = np.array([[one["a"], one["b"]] for one in found.candidates()])
    assert len(kept) > 30
    assert np.all(np.abs(kept - [0.7, 0.3]) < 0.2)
    assert np.abs(kept.mean(axis=0) - [0.7, 0.3]).max() < 0.02


def test_waves_close_in_without_cutting_off_survivors(world: dict[str, Any]) -> None:
    found = match(**world)
    shares = [wave.kept.mean() for wave in found.waves]
    assert shares[-1] > 3 * shares[0]
    last = found.regions[-1]
    for wave in found.waves:
        assert last.holds(wave.fitted[wave.kept]).all()


def test_what_is_only_drawn_stays_as_drawn(world: dict[str, Any]) -> None:
    drawn = np.array([[one["c"], one["d"]] for one in match(**world).candidates()])
    assert np.all(np.percentile(drawn, 10, axis=0) < 0.2)
    assert np.all(np.percentile(drawn, 90, axis=0) > 0.8)


def test_the_same_seed_gives_the_same_sets_and_another_others(world: dict[str, Any]) -> None:
    one, other, third = match(**world), match(**world), match(**world | {"seed": 18})
    assert one.candidates() == other.candidates()
    assert one.candidates() != third.candidates()


def test_held_out_targets_cannot_be_fitted(world: dict[str, Any], make_target: Any) -> None:
    world["targets"]["later"] = make_target("later", 0.5, "held out")
    with pytest.raises(SettingsError, match="later was held out"):
        match(**world)
    assert world["simulate"].asked == 0


def test_no_more_than_seven_are_fitted(world: dict[str, Any]) -> None:
    world["free"] = tuple("abcdefgh")
    with pytest.raises(SettingsError, match="at most 7"):
        match(**world)


def test_what_is_ruled_out_early_is_not_simulated_further(world: dict[str, Any]) -> None:
    match(**world | {"waves": 1})
    toy = world["simulate"]
    assert toy.second < toy.asked - 200


def test_forgiving_one_target_keeps_more_but_not_all(world: dict[str, Any]) -> None:
    strict = match(**world | {"waves": 1})
    mild = match(**world | {"waves": 1, "forgiven": 1})
    assert strict.waves[0].kept.sum() < mild.waves[0].kept.sum() < 300
    assert np.array_equal(ranked(np.array([[5.0, 2.0, 4.0]]), 1), [4.0])


def test_luck_counts_and_what_was_never_seen_is_implausible(make_target: Any) -> None:
    goals = [make_target("x", 0.0), make_target("y", 0.0)]
    runs = np.array([[0.0, np.nan], [0.2, np.nan]])
    means, away = confronted(goals, runs)
    assert means[0] == pytest.approx(0.1)
    assert away[0] == pytest.approx(0.1 / np.sqrt(0.05**2 + 0.02 / 2))
    assert np.isinf(away[1])


def test_nothing_kept_leaves_the_region_as_it_was(world: dict[str, Any], make_target: Any) -> None:
    world["targets"]["sum"] = make_target("sum", 9.0)
    found = match(**world)
    assert found.candidates() == []
    assert np.array_equal(found.regions[-1].low, Region.whole(2).low)


def test_a_product_is_one_direction(make_target: Any) -> None:
    def product(values: dict[str, float], replicate: int) -> list[dict[str, float]]:
        both = values.get("a", 1.0) * values.get("b", 1.0) + np.random.default_rng(replicate).normal(0.0, 0.01)
        return [{"one": both, "two": 2.0 * both}]

    goals = [make_target("one", 1.0), make_target("two", 2.0)]
    found = directions(product, goals, {"a": (0.5, 1.5), "b": (0.5, 1.5)}, 8)
    assert found.identified == 1
    assert np.abs(found.loadings[0]) == pytest.approx(np.full(2, np.sqrt(0.5)), abs=0.02)


def test_hypercube_covers_whole_ranges_with_the_registry_as_median() -> None:
    free, others = ("depth_growth",), others_of(("depth_growth",))
    fitted, rest = draw(40, Region.whole(1), len(others), np.random.default_rng(1))
    values = unit_to_values(free, fitted, others, rest)
    for name in (*free, *others):
        row, drawn = registry()[name], np.array([one[name] for one in values])
        assert row.low <= drawn.min() < drawn.max() <= row.high
        if name in others and row.low < row.value < row.high:
            assert (drawn < row.value).sum() == pytest.approx(20, abs=1)
