"""The patterns' arithmetic: what a wrong statistic would hide. The studies themselves are run by a command."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from sim.engine.state import ACTIVE
from sim.validation.check import COUNTED, expectations
from sim.validation.patterns import STUDIES
from sim.validation.patterns.after_support import bimodality
from sim.validation.patterns.curves import fit_take_up
from sim.validation.patterns.giving_up import Drops, _rate
from sim.validation.patterns.judging import Collected, Shown, holds_for, judge
from sim.validation.patterns.place import (
    ALL_AT_ONCE,
    Luck,
    first_launch,
    majority,
    since_launch,
    start,
    with_mandate,
)
from sim.validation.patterns.reasons import WHY
from sim.validation.patterns.student_learning import _slope, learning
from sim.validation.patterns.taking_up import between_schools

OURS = {name: row for name, row in expectations().items() if row.group == "pattern"}


def test_every_expectation_is_answered_by_exactly_one_study() -> None:
    answers = [name for study in STUDIES for name in study.answers]
    assert sorted(answers) == sorted(OURS)


def test_enough_patterns_count_and_all_have_source_and_a_side() -> None:
    assert sum(row.tag in COUNTED for row in OURS.values()) >= 12
    for row in OURS.values():
        assert row.source
        assert row.grade in {"measured", "reported", "recalled", "derived", "assumed"}
        assert not (math.isnan(row.low) and math.isnan(row.high))
        assert ("interval" in row.expected) or ("value" in row.expected)


def test_reasons_are_for_patterns_that_exist() -> None:
    assert set(WHY) <= set(OURS)


def test_curves_tell_an_s_from_saturation() -> None:
    t = np.arange(1.0, 41.0)
    s_shaped = fit_take_up(0.8 / (1.0 + np.exp(-0.3 * (t - 15.0))))
    saturating = fit_take_up(0.8 * (1.0 - np.exp(-0.2 * t)))
    assert s_shaped.gain > 6.0
    assert s_shaped.turn == pytest.approx(0.5, abs=0.05)
    assert saturating.gain < -6.0
    assert saturating.turn == 0.0


def test_bimodality_asks_for_two_groups() -> None:
    rng = np.random.default_rng(1)
    two = np.concatenate([rng.normal(0.1, 0.03, 200), rng.normal(0.7, 0.03, 200)])
    assert bimodality([two]) > 5.0 / 9.0
    assert bimodality([rng.normal(0.4, 0.1, 400)]) < 5.0 / 9.0
    assert bimodality([np.concatenate([np.zeros(395), np.full(5, 0.5)])]) == 0.0  # skewed, not two


def test_variance_between_groups() -> None:
    rng = np.random.default_rng(2)
    alike = [rng.normal(0.0, 1.0, 30) for _ in range(40)]
    apart = [rng.normal(mean, 1.0, 30) for mean in rng.normal(0.0, 1.0, 40)]
    assert between_schools(alike) < 0.1
    assert 0.3 < between_schools(apart) < 0.7


def test_rate_and_slope() -> None:
    assert _rate([Drops(np.array([10.0, 5.0]), np.array([1.0, 2.0]))], 0, 2) == pytest.approx(0.2)
    table = np.array([[0, 0.1, 1.0], [0, 0.3, 2.0], [1, 0.5, 0.0], [1, 0.7, 1.0]])  # the years differ in level
    assert _slope([table]) == pytest.approx(5.0)


def test_what_cannot_be_read_does_not_hold() -> None:
    row = OURS["learning_from_year_3"]
    assert holds_for(row, Shown(0.1, 0.05, 0.15, ()), "interval")
    assert not holds_for(row, Shown(0.1, -0.05, 0.15, ()), "interval")
    assert not holds_for(row, Shown(float("nan"), float("nan"), float("nan"), ()), "interval")
    assert not holds_for(OURS["twenty_five_years"], Shown(math.inf, 40.0, math.inf, ()), "value")


def test_a_finding_says_why_only_where_it_does_not_hold() -> None:
    def found(values: list[float]) -> Collected:
        return Collected(values, [values], len(values))

    good = judge("learning_from_year_3", found([0.1, 0.11, 0.12]), lambda x: x, sentence="{value}")
    bad = judge("learning_from_year_3", found([-0.1, -0.11, -0.12]), lambda x: x, sentence="{value}")
    assert (good.holds, good.why) == (True, "")
    assert bad.holds is False
    assert bad.why
    assert "1 of 1 plausible parameter sets" in good.sentence
    assert good.figure is not None
    assert good.figure().axes


def test_learning_without_launch_is_nothing_and_first_launches_are_found() -> None:
    nobody = {"takeup_unasked": 0.0, "move_0_3": 0.0, "move_4_9": 0.0, "move_10_14": 0.0, "move_15": 0.0}
    run = start(majority(), Luck(3, 0), nobody, years=10).run()  # nobody begins unasked or brings practice along
    launches = first_launch(run)
    never = launches < 0
    before = np.arange(run.months)[:, None] < np.where(never, run.months, launches)
    assert (run.schools["learning"][before] == 0.0).all()
    assert np.isnan(since_launch(run, "learning", 0, 12)[never]).all()
    assert learning(Luck(3, 0)).by_year.shape == (10,)


def test_a_push_can_be_set_without_the_strategy() -> None:
    sim = start(majority(), Luck(3, 0), ALL_AT_ONCE, instant_launch=True, years=1)
    with_mandate(sim, 1.0, 6)
    assert (sim.schools.status == ACTIVE).all()
    assert (sim.schools.mandate == 1.0).all()


def test_findings_are_plain_data() -> None:
    assert all(dataclasses.is_dataclass(study) for study in STUDIES)
