"""Networks look as the measured ones do (Pitts & Spillane, 15 schools; Carolan chapter 9, 43 leaders)."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from sim.district import District, Schools
from sim.district.advice import include_all
from sim.district.population import Population, draw_population
from sim.foundation.draws import draw_key

MEASURED_SIZES = (30, 21, 25, 19, 26, 49, 76, 42, 33, 29, 12, 28, 14, 14, 15)


def place(sizes: tuple[int, ...], per_zone: int = 12) -> Schools:
    count = len(sizes)
    unknown = np.full(count, np.nan)
    return Schools.ordered(
        [f"school {i}" for i in range(count)],
        np.array(sizes) * 15.0,
        np.full(count, 0.5),
        np.arange(count) % 3,
        np.arange(count) // per_zone,
        unknown,
        unknown,
        np.array(sizes),
    )


def gini(values: np.ndarray) -> float:
    ordered, count = np.sort(values), len(values)
    return float((2 * np.arange(1, count + 1) - count - 1) @ ordered / (count * ordered.sum()))


def inside(people: Population, s: int) -> tuple[int, set[tuple[int, int]]]:
    low, high = int(people.first[s]), int(people.first[s + 1])
    ties = set()
    for i in range(low, high):
        for j in people.tie_to[people.tie_start[i] : people.tie_start[i + 1]]:
            if low <= j < high:
                ties.add((i - low, int(j) - low))
    return high - low, ties


@pytest.fixture(scope="module")
def statistics() -> dict[str, float]:
    schools = place(MEASURED_SIZES)
    asked, sought, reciprocity, transitivity, unsought = [], [], [], [], []
    counts = np.zeros((2, 2))
    for replicate in range(30):
        people = draw_population(schools, 11, replicate, across_share=0.0)
        for s in range(len(schools)):
            count, ties = inside(people, s)
            matrix = np.zeros((count, count))
            for i, j in ties:
                matrix[i, j] = 1
            team = people.team[people.first[s] : people.first[s + 1]]
            same = (team[:, None] == team[None, :]) & ~np.eye(count, dtype=bool)
            other = team[:, None] != team[None, :]
            for row, pairs in enumerate((same, other)):
                counts[row] += matrix[pairs].sum(), pairs.sum() - matrix[pairs].sum()
            asked.extend(matrix.sum(1))
            sought.extend(matrix.sum(0) / max(matrix.sum(0).mean(), 1e-9))
            unsought.append((matrix.sum(0) == 0).mean())
            reciprocity.append((matrix * matrix.T).sum() / max(matrix.sum(), 1))
            transitivity.append(nx.transitivity(nx.from_numpy_array(np.maximum(matrix, matrix.T))))
    ordered = np.sort(sought)[::-1]
    return {
        "mean": float(np.mean(asked)),
        "spread": float(np.std(asked)),
        "nobody": float(np.mean(np.array(asked) == 0)),
        "unsought": float(np.mean(unsought)),
        "reciprocity": float(np.mean(reciprocity)),
        "transitivity": float(np.mean(transitivity)),
        "team_odds": float(counts[0, 0] * counts[1, 1] / counts[0, 1] / counts[1, 0]),
        "gini": gini(np.array(sought)),
        "top_tenth": float(ordered[: len(ordered) // 10].sum() / ordered.sum()),
    }


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("mean", 3.9, 4.3),  # measured 4.07
        ("spread", 2.8, 3.2),  # 3.0
        ("nobody", 0.08, 0.10),  # .09
        ("unsought", 0.06, 0.11),  # .08
        ("reciprocity", 0.30, 0.36),  # .33
        ("transitivity", 0.36, 0.42),  # .39
        ("team_odds", 2.4, 3.1),  # 2.6 (all staff) to 2.9 (respondents)
        ("gini", 0.45, 0.51),  # .48
        ("top_tenth", 0.31, 0.37),  # .35
    ],
)
def test_school_networks_match_what_was_measured(
    statistics: dict[str, float], name: str, low: float, high: float
) -> None:
    assert low <= statistics[name] <= high


def test_the_number_asked_does_not_depend_on_size() -> None:
    means = []
    for size in (40, 80, 160, 400):
        people = draw_population(place((size,) * 30), 3, 0, across_share=0.0)
        means.append(len(people.tie_to) / len(people))
    assert max(means) - min(means) < 0.35


def test_cross_school_ties_have_their_share_and_stay_near() -> None:
    schools = place((30,) * 72)
    for share in (0.0, 0.15, 0.08):
        people = draw_population(schools, 5, 0, across_share=share)
        source = people.school[np.repeat(np.arange(len(people)), np.diff(people.tie_start))]
        target = people.school[people.tie_to]
        across = source != target
        assert across.mean() == pytest.approx(share, abs=0.006)
    assert (schools.zone[source[across]] == schools.zone[target[across]]).all()
    assert 0.75 < (schools.level[source[across]] == schools.level[target[across]]).mean() < 0.90


def test_schools_have_habits_of_their_own() -> None:
    """In large schools of one size luck evens out; what is left between schools is the schools' own."""
    schools = place((90,) * 60)
    people = draw_population(schools, 4, 0, across_share=0.0)
    mutual, odds = [], []
    for s in range(len(schools)):
        count, ties = inside(people, s)
        mutual.append(np.mean([(j, i) in ties for i, j in ties]))
        team = people.team[people.first[s] : people.first[s + 1]]
        same = (team[:, None] == team[None, :]) & ~np.eye(count, dtype=bool)
        within = sum(bool(same[i, j]) for i, j in ties)
        across, pairs = len(ties) - within, count * (count - 1)
        odds.append(np.log(within / (same.sum() - within) * (pairs - same.sum() - across) / across))
    assert 0.07 < np.std(mutual) < 0.15  # .03 where all share one chance
    assert 0.4 < np.std(odds) < 0.75  # .13 where all share one weight
    assert abs(np.corrcoef(mutual, odds)[0, 1]) < 0.5  # one is drawn apart from the other


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_left_without_a_tie(seed: int) -> None:
    people = draw_population(place(tuple(range(3, 80)) * 2), seed, 0, across_share=0.0)
    asked = np.diff(people.tie_start)
    named = np.bincount(people.tie_to, minlength=len(people))
    somebody_asks = np.add.reduceat(asked, people.first[:-1]) > 1
    assert ((asked > 0) | (named > 0) | ~somebody_asks[people.school]).all()
    assert 0.07 < np.mean(asked == 0) < 0.11  # they are asked; they still ask nobody


def test_who_is_left_out_takes_a_tie_from_nobody_who_needs_it() -> None:
    """Four people: 0 asks 1 and 2; 1 asks nobody, 2 asks 0; one of 0 and 2 has to ask 3."""
    start, asked = np.array([0, 2, 2, 3, 3]), np.array([2, 0, 1, 0], dtype=np.int32)
    for seed in range(30):
        to, named = np.array([1, 2, 0], dtype=np.int32), np.zeros(4, dtype=np.int32)
        with np.errstate(over="ignore"):
            include_all(draw_key(seed, 0), 0, 4, np.arange(4, dtype=np.uint64), start, asked, to, named)
        assert list(asked) == [2, 0, 1, 0]
        assert 3 in to
        assert 1 in to  # had no other tie
        assert list(named) == list(np.bincount(to, minlength=4))


def test_leaders_work_together_as_measured() -> None:
    ties, mutual, level, closed, spread, nobody, both = [], [], [], [], [], [], []
    count = 42
    for replicate in range(60):
        people = draw_population(place((10,) * count), 3, replicate)
        pairs = {
            (i, int(j))
            for i in range(count + 1)
            for j in people.leader_to[people.leader_start[i] : people.leader_start[i + 1]]
        }
        naming = np.bincount([i for i, _ in pairs], minlength=count + 1)
        named = np.bincount([j for _, j in pairs], minlength=count + 1)
        ties.append(len(pairs) / (count + 1))
        mutual.append(np.mean([(j, i) in pairs for i, j in pairs]))
        level.append(np.mean([count not in pair for pair in pairs]))
        closed.append(nx.transitivity(nx.Graph(list(pairs))))
        spread.append(naming.std())
        nobody.append(np.mean(naming == 0))
        both.append(np.corrcoef(naming, named)[0, 1])
    assert np.mean(ties) == pytest.approx(3.5, abs=0.2)
    assert np.mean(mutual) == pytest.approx(0.58, abs=0.04)
    assert np.mean(level) == pytest.approx(0.85, abs=0.02)
    assert 0.30 < np.mean(closed) < 0.42  # .41; .19 where nobody goes by a partner
    assert np.mean(spread) == pytest.approx(4.2, abs=0.4)
    assert np.mean(nobody) == pytest.approx(7 / 43, abs=0.05)
    assert 0.35 < np.mean(both) < 0.65  # .63


def test_ties_are_well_formed() -> None:
    people = draw_population(place((1, 2, 3, 40, 7, 25)), 1, 0)
    for start, to, count in (
        (people.tie_start, people.tie_to, len(people)),
        (people.leader_start, people.leader_to, 7),
    ):
        assert len(start) == count + 1
        assert start[0] == 0
        assert start[-1] == len(to)
        for i in range(count):
            row = to[start[i] : start[i + 1]]
            assert (np.diff(row) > 0).all()
            assert i not in row
            assert not len(row) or (row.min() >= 0 and row.max() < count)


def test_export_carries_people_and_ties() -> None:
    district = District.synthetic(schools=3, teachers=60)
    people = district.population(seed=2)
    graph = district.advice_network(seed=2)
    assert graph.number_of_nodes() == 60
    assert graph.number_of_edges() == len(people.tie_to)
    assert set(graph.nodes[0]) == {"school", "zone", "level", "team", "experience", "effectiveness"}
    one = district.advice_network(seed=2, school="School 2")
    assert {school for _, school in one.nodes(data="school")} == {"School 2"}
    assert not any(across for _, _, across in one.edges(data="across"))
    leaders = district.leader_network(seed=2)
    assert leaders.nodes[3]["role"] == "superintendent"
    assert leaders.number_of_edges() == len(people.leader_to)
