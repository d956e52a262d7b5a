"""Statistics of the patterns on small arrays whose answers are known, and set-ups that have to be what they say."""

from __future__ import annotations

import numpy as np
import pytest

from sim.validation.network_statistics import log_odds
from sim.validation.networks import asking
from sim.validation.patterns.after_support import compared, half_launched
from sim.validation.patterns.asking import thirds, ties_inside
from sim.validation.patterns.giving_up import _in_earnest, ever_full
from sim.validation.patterns.leaders import exits_by_skill
from sim.validation.patterns.place import ALL_AT_ONCE, Luck, majority, start
from sim.validation.patterns.regression import correlation, left_over, slope
from sim.validation.patterns.trust import Lasting, chance_of_the_weak, chances_by_quarter, quarters


def test_what_is_left_over_knows_nothing_of_what_is_held_equal() -> None:
    rng = np.random.default_rng(1)
    poor, size, own = rng.random((3, 40))
    left = left_over(3.0 + 2.0 * poor - size + own, poor, size)
    assert abs(left.mean()) < 1e-12
    assert abs(left @ poor) < 1e-10
    assert np.allclose(left, left_over(own, poor, size))


def test_slope_and_correlation_look_inside_runs() -> None:
    """Levels of whole runs must not count: here they would turn the sign."""
    x = np.array([0.0, 1.0, 2.0, 3.0])
    runs = [(left_over(x + level), left_over(0.5 * x - 4.0 * level)) for level in (0.0, 10.0)]
    assert slope(runs) == pytest.approx(0.5)
    assert correlation(runs) == pytest.approx(1.0)
    nothing = [(left_over(np.ones(4)), left_over(x))]
    assert np.isnan(slope(nothing))
    assert np.isnan(correlation(nothing))


def test_a_tie_between_the_like_minded_raises_the_odds() -> None:
    same = np.array([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]], bool)
    pairs = ~np.eye(4, dtype=bool)
    asks = same & pairs  # all 4 pairs of one mind, none of the other 8
    assert log_odds(asks, same, pairs) == pytest.approx(np.log(4.5 * 8.5 / (0.5 * 0.5)))
    assert log_odds(pairs & False, same, pairs) == pytest.approx(np.log(0.5 * 8.5 / (4.5 * 0.5)))


def test_thirds_are_of_the_whole_district() -> None:
    values = np.arange(9.0)
    assert thirds(values[::-1]).tolist() == [2, 2, 2, 1, 1, 1, 0, 0, 0]
    assert np.bincount(thirds(np.random.default_rng(1).random(720))).tolist() == [240, 240, 240]


def test_ties_are_read_from_asker_to_asked_inside_the_school() -> None:
    sim = start(majority(), Luck(3, 0), ALL_AT_ONCE, instant_launch=True, years=1)
    odds, asked = ties_inside(sim)
    t, first = sim.teachers, sim.schools.first
    inside = t.school[t.tie_from] == t.school[t.tie_to]
    counted = np.bincount(t.school[t.tie_from[inside]], minlength=asked.size) / np.diff(first)
    np.testing.assert_allclose(asked, counted)
    asks, _ = asking(sim.population, 0)
    one = int(t.tie_from[inside][0])
    assert set(np.flatnonzero(asks[one])) == set(t.tie_to[inside & (t.tie_from == one)])
    assert abs(odds.mean()) < 0.2  # before anything was told


def test_quarters_hold_as_many_each() -> None:
    low, high = quarters(np.array([5.0, 1.0, 3.0, 9.0, 7.0, 0.0, 2.0, 8.0]))
    assert np.flatnonzero(low).tolist() == [1, 5]
    assert np.flatnonzero(high).tolist() == [3, 7]


def test_weak_is_who_was_weak_and_stayed_it() -> None:
    first = np.arange(8.0)  # schools 0 and 1 are weakest at launch
    later = np.array([0.0, 9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0])  # of them only school 0 later too
    nothing = np.zeros(8)

    def piece(*best: int) -> Lasting:
        return Lasting(first, later, np.isin(np.arange(8), best), nothing, nothing)

    assert piece(0, 1).weak.tolist() == [True] + [False] * 7
    assert chance_of_the_weak([piece(0, 3), piece(1, 3), piece(1, 2), piece(1, 2)]) == pytest.approx(0.25)
    chances = chances_by_quarter([piece(0, 1), piece(1, 2)])
    assert chances[0, 0] == pytest.approx(0.5)
    assert chances[0, 3] == 1.0
    assert np.isnan(chances[3, 0])


def test_who_was_ever_full_stays_counted() -> None:
    deep = np.array([[0.0, 0.0], [0.5, 0.2], [0.1, 0.4]])
    assert ever_full(deep).tolist() == [0.0, 0.5, 0.5]


def test_in_earnest_is_a_third_of_the_teachers_over_all_schools_of_all_runs() -> None:
    pieces = [np.array([0.2, 1.0 / 3.0]), np.array([]), np.array([0.9, 0.1])]
    assert _in_earnest(pieces) == pytest.approx(0.5)
    assert np.isnan(_in_earnest([np.array([])]))


def test_exits_are_told_for_each_sd_of_skill() -> None:
    skill = np.random.default_rng(2).normal(3.0, 2.0, 500)
    left = 0.15 - 0.004 * skill
    assert exits_by_skill(skill, left) == pytest.approx(-0.004 * skill.std())
    assert np.isnan(exits_by_skill(np.ones(5), np.arange(5.0)))


def test_comparison_schools_are_never_launched() -> None:
    """A new superintendent pauses launches for a year, and must not end a longer pause by that."""
    for replicate in (0, 7, 18):  # in the last two a superintendent leaves while support lasts
        launched = half_launched(Luck(11, replicate)).schools.launch_month >= 0
        assert launched.sum() == launched.size / 2
    piece = compared(Luck(11, 0))
    assert piece.never[0] == 0.0
    assert piece.never[-1] < piece.launched[-1]
