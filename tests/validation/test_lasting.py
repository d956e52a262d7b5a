"""Statistics of schools launched together, and of who stays, on small arrays whose answers are known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.engine.state import ACTIVE, GAVE_UP
from sim.validation import staying
from sim.validation.cases.measures import who_sees_it_pay
from sim.validation.patterns import lasting, third_year
from sim.validation.patterns.place import Luck, keep_promise, launched_together, majority, start_anywhere
from sim.validation.patterns.regression import centred_slope, logit_slope

NEVER = 99


def run_of(gone: list[int], months: int = 72, **series: np.ndarray) -> SimpleNamespace:
    """A history of schools that give up in given months, with 20 teachers each."""
    status = np.where(np.arange(months)[:, None] >= np.array(gone), GAVE_UP, ACTIVE).astype(np.float32)
    blank = {name: np.zeros(status.shape, np.float32) for name in ("use", "surface", "exits", "hours")}
    schools = {"status": status, "effective": np.full(status.shape, 0.2, np.float32), **blank}
    schools["principal_changes"] = np.zeros(status.shape, np.float32)
    schools |= series
    count = len(gone)
    return SimpleNamespace(
        schools=schools, teachers=np.full(count, 20.0), low_income_share=np.linspace(0.1, 0.9, count),
        level=np.arange(count) % 3,
    )  # fmt: skip


def test_practice_of_those_who_give_up_is_held_against_those_who_stay() -> None:
    practice = np.full((72, 5), 0.4, np.float32)
    practice[24:, 0] = 0.1  # gives up in month 24 and keeps a quarter
    practice[24:, 2] = 0.2  # stays, and keeps half
    practice[:, 3] = 0.04  # gives up in 24, and had nothing to keep
    run = run_of([24, 30, NEVER, 24, 48], effective=practice)  # 1 does not stay for the year, 4 gives up in the third
    gone, stayed, counts = lasting.followed(run)
    assert counts.tolist() == [[1, 2], [0, 2], [1, 1]]
    assert gone[0, [0, -1]] == pytest.approx([0.4, 0.1])
    assert stayed[0, [0, -1]] == pytest.approx([0.8, 0.6])
    piece = SimpleNamespace(gone=gone, stayed=stayed, counts=counts)
    pieces = [lasting.Lasting(piece.gone, piece.stayed, piece.counts, *[np.zeros(0)] * 3)]
    kept_gone, kept_stayed = (0.1 + 0.4) / 0.8, (0.3 + 0.2) / (0.4 + 0.2)  # means of each July's stayers
    assert lasting.outliving(pieces * 2) == pytest.approx(kept_gone / kept_stayed)
    assert np.isnan(lasting.outliving([pieces[0]._replace(gone=gone * 0.0, counts=counts * [0.0, 1.0])]))


def test_halves_are_counted_at_the_median_and_to_the_fifth_year() -> None:
    halves = lasting.by_poverty(run_of([12, NEVER, 60, 24, 48, NEVER]))  # low-income shares rise
    assert halves.tolist() == [[3, 0, 1, 1, 2], [3, 1, 1, 1, 1]]
    piece = lasting.Lasting(*[np.zeros(0)] * 3, halves, *[np.zeros(0)] * 2)
    assert lasting.poor_over_rich([piece]) == pytest.approx(2.0)
    assert np.isnan(lasting.poor_over_rich([piece._replace(halves=halves * [1, 0, 0, 0, 0])]))


def test_a_school_lasts_that_is_in_it_and_in_earnest() -> None:
    use, surface = np.zeros((72, 3), np.float32), np.zeros((72, 3), np.float32)
    use[58], surface[58] = (0.5, 0.5, 0.9), (1.0 / 6.0, 0.2, 0.0)
    table = lasting.by_size(run_of([NEVER, NEVER, 48], use=use, surface=surface))
    assert table[:, 0].tolist() == [1.0, 0.0, 0.0]
    assert table[:, 3:].tolist() == [[0, 0], [1, 0], [0, 1]]


def test_exits_of_two_julys_and_giving_up_after_them() -> None:
    exits, changes = np.zeros((72, 4), np.float32), np.zeros((72, 4), np.float32)
    exits[[12, 24, 36], 0] = 4.0, 2.0, 9.0
    changes[25:, 0], changes[5:, 1] = 1.0, 1.0
    table = lasting.by_exits(run_of([48, NEVER, 24, 30], exits=exits, principal_changes=changes))
    assert table[:, 0].tolist() == [1.0, 0.0, 1.0]  # the third had given up already
    assert table[:, 1] == pytest.approx([0.15, 0.0, 0.0])
    assert table[:, -1].tolist() == [0.0, 1.0, 0.0]


def test_slopes_look_inside_runs_at_equal_others() -> None:
    rng = np.random.default_rng(1)
    linear, odds = [], []
    for level in rng.normal(0.0, 2.0, 200):
        other = rng.normal(size=40)
        x = 0.8 * other + rng.normal(size=40) + level
        linear.append(np.column_stack([0.3 * x - other - 3.0 * level, x, other, np.ones(40)]))
        chance = 1.0 / (1.0 + np.exp(-(0.7 * (x - level) - 0.5 * other - 2.0 * level)))
        odds.append(np.column_stack([rng.random(40) < chance, x, other]))
    assert centred_slope(linear) == pytest.approx(0.3)
    assert logit_slope(odds) == pytest.approx(0.7, abs=0.1)
    together = np.concatenate(odds)
    assert logit_slope([together]) < 0.0  # levels of whole runs would turn the sign
    assert np.isnan(logit_slope([np.array([[0.0, 1.0], [0.0, 2.0], [1.0, 3.0]])]))  # nothing but separation
    assert np.isnan(logit_slope([np.array([[1.0, 1.0], [1.0, 2.0]])]))


def test_promised_hours_reach_every_active_school_and_no_school_begins_twice() -> None:
    sim = launched_together(Luck(3, 1), 5)
    assert (sim.schools.status == ACTIVE).all()
    other = launched_together(Luck(3, 2), 5)
    assert not np.array_equal(sim.schools.low_income, other.schools.low_income)
    while sim.month < 60:
        sim.step()
        if sim.month % 12 == 1:
            keep_promise(sim)
        active = sim.schools.status == ACTIVE
        np.testing.assert_allclose(sim.schools.hours[active], sim.parameters.promised_dose)
        assert not sim.schools.hours[~active].any()
    assert 0 < active.sum() < active.size
    assert (sim.schools.launch_month == 0).all()


def test_nonusers_are_counted_where_the_programme_is() -> None:
    use = np.zeros((72, 2), np.float32)
    use[:, 0] = 0.75
    run = run_of([40, 20], use=use)
    run.teachers = np.array([30.0, 10.0])
    share = third_year.nonusers(run)
    assert share[[0, 30]] == pytest.approx([(0.25 * 30.0 + 10.0) / 40.0, 0.25])
    assert np.isnan(share[50])
    assert third_year.share_from(np.array([0.5, 0.4999, 0.9]), 0.5) == pytest.approx(2.0 / 3.0)
    assert np.isnan(third_year.share_from(np.array([]), 0.5))


def test_trust_apart_is_of_pairs_with_a_tie_less_pairs_without() -> None:
    """Three teachers: the first asks the second, who trusts alike; the third trusts nobody."""
    t = SimpleNamespace(trust=np.array([0.9, 0.8, 0.1], np.float32))
    s = SimpleNamespace(status=np.array([ACTIVE]), first=np.array([0, 3]))
    people = SimpleNamespace(first=s.first, tie_start=np.array([0, 1, 1, 1]), tie_to=np.array([1]), team=np.zeros(3))
    sim = SimpleNamespace(teachers=t, schools=s, population=people)
    assert third_year.trust_apart(sim) == pytest.approx([0.1 - (0.1 + 2 * 0.8 + 2 * 0.7) / 5.0])
    s.status = np.array([GAVE_UP])
    assert third_year.trust_apart(sim).size == 0


def test_experience_and_trust_correlate_inside_schools_of_ten_and_more() -> None:
    years = np.concatenate([np.arange(10.0), np.arange(12.0), np.arange(5.0)])
    trust = np.concatenate([np.arange(10.0), 5.0 - np.arange(12.0), np.arange(5.0)])
    people = SimpleNamespace(experience=years, trust=trust)
    sim = SimpleNamespace(teachers=people, schools=SimpleNamespace(first=np.array([0, 10, 22, 27])))
    assert staying.experience_and_trust(sim) == pytest.approx(0.0)


def test_exits_of_superintendents_are_told_for_each_sd_of_learning() -> None:
    rng = np.random.default_rng(4)
    learning = rng.normal(0.1, 0.03, 4000)
    gone = rng.random(4000) < 1.0 / (1.0 + np.exp(0.5 * (learning - 0.1) / 0.03))
    pieces = [staying.Office(*pair) for pair in zip(learning, gone.astype(float), strict=True)]
    assert staying.exits_on_results(pieces) == pytest.approx(-0.5, abs=0.1)
    assert np.isnan(staying.exits_on_results(pieces[:1]))


def test_it_pays_where_it_is_used_longest() -> None:
    sim = start_anywhere(majority(), Luck(3, 0), years=1)
    assert np.isnan(who_sees_it_pay(sim))
    elementary = np.flatnonzero(sim.district.schools.level == 0)
    sim.schools.status[elementary[:8]], sim.schools.launch_month[elementary[:8]] = ACTIVE, 12
    sim.schools.launch_month[elementary[7]] = 0  # the oldest, and then the first five of the rest
    first = sim.schools.first
    rows = slice(first[elementary[7]], first[elementary[7] + 1])
    sim.teachers.used[rows], sim.teachers.payoff[rows] = 1.0, sim.parameters.story_success + 0.1
    sim.teachers.payoff[first[elementary[0]] : first[elementary[0] + 1]] = 1.0  # not used: whatever they feel
    asked = [*elementary[:5], elementary[7]]
    sizes = np.diff(first)
    assert who_sees_it_pay(sim) == pytest.approx(sizes[elementary[7]] / sizes[asked].sum())
    sim.teachers.payoff[rows] = sim.parameters.story_success
    assert who_sees_it_pay(sim) == 0.0
