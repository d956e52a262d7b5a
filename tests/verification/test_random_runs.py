"""Random valid runs keep positions, dollars, hours and bounds; and the check would see it if they did not."""

from __future__ import annotations

import numpy as np
import pytest

from sim.verification.random_runs import broken, random_run


def test_random_runs_break_nothing() -> None:
    for number in range(40):
        assert broken(random_run(number)) == [], f"random run {number}"


@pytest.mark.slow
def test_thousands_of_random_runs_break_nothing() -> None:
    for number in range(40, 3040):
        assert broken(random_run(number)) == [], f"random run {number}"


def test_the_same_number_is_the_same_run() -> None:
    one, other = random_run(4).run(), random_run(4).run()
    assert all(np.array_equal(values, other.schools[name]) for name, values in one.schools.items())


def spoiled(what: str) -> list[str]:
    """Have something go wrong in the second year of a run that is otherwise fine."""
    sim = random_run(3)
    step = sim.step

    def spoilt_step() -> None:
        step()
        if sim.month == 14:
            if what == "depth":
                sim.teachers.depth[0, 0] = np.nan
            elif what == "trust":
                sim.schools.trust[0] = 1.5
            elif what == "grant":
                sim.centre.grant_left += 1e6
            elif what == "person":
                sim.teachers.person[0] = sim.teachers.person[1]
            elif what == "coaches":
                sim.centre.own_coaches = -3.0

    sim.step = spoilt_step  # type: ignore[method-assign]
    return broken(sim)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("depth", "depth is not defined"),
        ("trust", "trust is outside 0..1"),
        ("grant", "the grant grew"),
        ("person", "held by the same person"),
        ("coaches", "coaches, dollars or hours are negative"),
    ],
)
def test_what_goes_wrong_is_seen(what: str, words: str) -> None:
    assert any(words in found for found in spoiled(what))
