"""Statistics of networks on networks whose statistics are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.validation.network_statistics import STATISTICS, gini, leader_statistics, school_statistics
from sim.validation.networks import generated_leaders, generated_schools, measured_leaders, measured_schools


def ring(count: int) -> np.ndarray:
    asks = np.zeros((count, count), dtype=bool)
    asks[np.arange(count), (np.arange(count) + 1) % count] = True
    return asks


def test_a_ring_is_a_ring() -> None:
    none, all_answer = np.zeros((6, 6), dtype=bool), np.ones(6, dtype=bool)
    found = school_statistics(ring(6), none, all_answer)
    assert found["degree"] == 1.0
    assert found["reciprocity"] == found["transitivity"] == found["gini"] == found["asks_nobody"] == 0.0
    assert found["connected"] == 1.0
    assert found["distance"] == pytest.approx((1 + 1 + 2 + 2 + 3) / 5)
    assert math.isnan(found["asking_and_asked"])


def test_triangles_and_mutual_ties() -> None:
    asks = ring(3) | ring(3).T
    found = leader_statistics(asks)
    assert found["reciprocity"] == found["transitivity"] == 1.0
    assert found["degree"] == 2.0


def test_who_does_not_answer_is_left_out_of_asking_and_not_of_being_asked() -> None:
    asks = ring(4)
    answered = np.array([True, True, True, False])
    asks[3] = False
    found = school_statistics(asks, np.zeros((4, 4), dtype=bool), answered)
    assert found["degree"] == 1.0
    assert found["asked_by_nobody"] == 0.25  # only the first, whom the silent one would have named


def test_odds_rise_with_ties_inside_the_team() -> None:
    team = np.repeat([0, 1], 5)
    same = (team[:, None] == team[None, :]) & ~np.eye(10, dtype=bool)
    answered = np.ones(10, dtype=bool)
    assert school_statistics(same, same, answered)["team_odds"] > 3.0
    assert school_statistics(~same & ~np.eye(10, dtype=bool), same, answered)["team_odds"] < -3.0


def test_inequality() -> None:
    assert gini(np.array([2.0, 2.0])) == 0.0
    assert gini(np.array([0.0, 0.0, 0.0, 4.0])) == pytest.approx(0.75)


def test_generated_schools_have_the_sizes_and_the_silence_of_the_measured() -> None:
    measured = measured_schools()
    made = generated_schools(measured, 1, 2)
    assert len(measured) == 15
    assert sum(row["staff"] for row in measured) == 433
    assert set(made) == set(STATISTICS)
    assert made["degree"].shape == (2, 15)
    assert 3.0 < np.nanmean(made["degree"]) < 5.0


def test_leaders_are_as_many_as_measured() -> None:
    assert measured_leaders()["leaders"] == 43
    assert generated_leaders(1, 2)["same_level"].mean() == pytest.approx(0.85, abs=0.1)
