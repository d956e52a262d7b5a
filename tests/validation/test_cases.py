"""The named cases: what is written down and what is answered belong together, and verdicts follow the numbers."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.foundation.parameters import registry
from sim.foundation.resources import folder
from sim.validation.cases import STUDIES
from sim.validation.cases.figures import draw_case
from sim.validation.cases.measures import first_cut, mean, read, year_mean
from sim.validation.cases.members import LAUNCHES, Members, live, live_through
from sim.validation.cases.panels import PANELS
from sim.validation.cases.reasons import REASONS, explain
from sim.validation.cases.scores import SCORES, find, outlasted
from sim.validation.cases.stories import CASES, known
from sim.validation.cases.studies import study_case
from sim.validation.check import expectations
from sim.validation.setting import Setting

BY_NAME = {case.name: case for case in CASES}


@pytest.fixture(scope="module")
def mentor():
    return live_through(BY_NAME["mentor"], Setting(), quick=2)


def test_every_expectation_is_answered_by_exactly_one_study():
    answered = [name for study in STUDIES for name in study.answers]
    assert sorted(answered) == sorted(name for name, row in expectations().items() if row.group == "case")


def test_everything_that_is_drawn_is_read_and_everything_known_is_drawn(mentor):
    for case in CASES:
        drawn = {line.measure for panel in PANELS[case.name] for line in panel.lines}
        assert drawn <= set(mentor.series)
        assert {fact.measure for fact in known(case.name)} <= drawn


def test_what_is_known_has_a_source_a_grade_and_a_use():
    assert {path.stem for path in (folder("data") / "validation" / "cases").glob("*.csv")} == set(BY_NAME)
    for case in CASES:
        for fact in known(case.name):
            assert fact.source
            assert fact.grade in {"measured", "reported", "recalled", "derived", "assumed"}
            assert fact.use in {"input", "scored", "context"}
            assert np.isnan(fact.time) or 0.0 <= fact.time <= case.years


def test_what_was_used_to_set_a_preset_or_a_number_does_not_count():
    rows = expectations()
    for name in ("baltimore_launches", "henry_launches", "greeley_launches", "dallas_launches", "henry_stall"):
        assert rows[name].tag == "INPUT"
    assert "Baltimore" in registry()["board_cut_level"].source
    assert rows["baltimore_cut"].tag == "CALIBRATED"


def test_low_income_shares_are_those_of_the_time():
    case = BY_NAME["reynoldsburg"]
    assert case.district().low_income_share == pytest.approx(0.38, abs=1e-6)


def test_launches_contracts_and_leaders_are_given():
    case = BY_NAME["greeley_evans"]
    values = {name: registry()[name].value for name in LAUNCHES}
    run = live(case, case.district(), case.strategy(), case.future(), values, seed=4, replicate=0)
    dollars = run.district["operating_dollars"]
    assert dollars[60] > 2.0 * dollars[59]  # the local tax, July 2018
    changes = run.district["superintendent_changes"]
    assert changes[23] == 0
    assert changes[-1] == 1
    henry = dataclasses.replace(BY_NAME["henry_county"], years=2)
    run = live(henry, henry.district(), henry.strategy(), henry.future(), values, seed=4, replicate=0)
    assert 5 <= run.district["launched"][11] <= 7


def test_a_cut_is_a_tenth_from_one_month_to_the_next():
    money = np.ones(36)
    assert first_cut(money) == 3.0
    money[25:] = 0.95
    assert first_cut(money) == 3.0
    money[30:] = 0.8
    assert first_cut(money) == 2.0


def test_means_over_schools_and_years():
    values = np.array([[1.0, 3.0], [5.0, 7.0]])
    weights = np.array([[1.0, 3.0], [0.0, 0.0]])
    found = mean(values, weights)
    assert found[0] == 2.5
    assert np.isnan(found[1])
    gain = np.concatenate([np.full(12, 1.0), np.full(12, 2.0)])
    by_month = year_mean(gain)
    assert np.isnan(by_month[0])
    assert by_month[11] == by_month[13] == 1.0
    assert by_month[14] == by_month[23] == 2.0


def test_what_outlasts_is_told_run_by_run():
    series = {"effective_first": np.zeros((1, 2, 96))}
    series["effective_first"][0, :, 35], series["effective_first"][0, :, 59] = (0.4, 0.0), (0.3, 0.2)
    left = outlasted(Members(BY_NAME["baltimore_county"], 174, 1, series))
    assert left[0, 0] == pytest.approx(0.75)
    assert np.isnan(left[0, 1])


def constant(case: str, **values: float) -> Members:
    """Runs in which every measure stays where it is put, with a little spread between parameter sets."""
    months = 12 * BY_NAME[case].years
    spread = np.linspace(-0.001, 0.001, 4)[:, None, None]
    series = {name: value + spread * np.ones((4, 2, months)) for name, value in values.items()}
    return Members(BY_NAME[case], 33, 4, series)


@pytest.mark.parametrize(("share", "holds"), [(0.5, True), (0.1, False), (0.9, False)])
def test_a_verdict_follows_the_numbers(share, holds):
    finding = find("greeley_uneven", constant("greeley_evans", working=share), None, why="because")
    assert finding.holds is holds
    assert bool(finding.why) is not holds
    assert finding.low < share < finding.high


def test_an_interval_widens_with_the_spread_of_sets_not_with_the_number_of_runs():
    few = constant("greeley_evans", working=0.5)
    many = dataclasses.replace(few, series={"working": np.repeat(few.series["working"], 10, axis=1)})
    one, other = (m.interval(m.at("working", 3)) for m in (few, many))
    assert (one.low, one.high) == pytest.approx((other.low, other.high))
    assert one.high - one.low > 0.001


def test_a_miss_without_an_experiment_says_so(mentor):
    assert set(REASONS) <= set(expectations())
    assert "Not found out" in explain("mentor_alive", mentor, Setting())


def test_a_reason_is_tested_by_living_through_the_case_again():
    case = dataclasses.replace(BY_NAME["henry_county"], years=3)
    members = live_through(case, Setting(), quick=2)
    said = explain("henry_readiness", members, Setting(), quick=2, full=2)
    assert said.count("which would") == len(REASONS["henry_readiness"].changes)


def test_a_case_is_judged_and_drawn(tmp_path):
    told = []
    found = study_case(BY_NAME["mentor"], Setting(tell=told.append), quick=2)
    assert [finding.name for finding in found] == list(SCORES["mentor"])
    assert all(finding.runs == 2 for finding in found)
    assert told
    assert found[0].figure is not None
    found[0].figure().savefig(tmp_path / "mentor.png", dpi=40)


def test_a_figure_says_what_was_generated_and_that_it_is_no_proof(mentor):
    words = " ".join(" ".join(text.get_text() for text in draw_case(mentor).texts).split())
    assert "Generated, not read from a file" in words
    assert "stories, not proof" in words


def test_the_same_seed_gives_the_same_case(mentor):
    again = live_through(BY_NAME["mentor"], Setting(), quick=2)
    for name, values in mentor.series.items():
        np.testing.assert_array_equal(values, again.series[name])


def test_reading_a_run_gives_one_value_a_month():
    case = dataclasses.replace(BY_NAME["mentor"], years=1)
    run = live(case, case.district(), case.strategy(), case.future(), {}, seed=1, replicate=0)
    assert all(values.shape == (12,) for values in read(run).values())
