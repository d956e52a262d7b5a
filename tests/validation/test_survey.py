"""The survey: what was written down beforehand fits together, and the statistics find what was put in."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from sim.foundation.errors import SettingsError
from sim.foundation.resources import folder
from sim.strategy.tensions import TENSIONS
from sim.validation.check import Finding, expectations
from sim.validation.setting import Setting
from sim.validation.survey import STUDIES
from sim.validation.survey.criteria import Criteria, criteria, rules
from sim.validation.survey.near_best import chance_of_random, near_best, preferred_lean, repeatable
from sim.validation.survey.population import draw_systems
from sim.validation.survey.result import SurveyResult, survey
from sim.validation.survey.study import findings
from sim.validation.survey.tendencies import Tendency, measure, tendencies

LEANS = (-0.8, 0.0, 0.8)
JUDGED = Criteria(("spread_teachers",), np.zeros(1), np.ones(1), {"balanced": np.ones(1), "other_first": np.ones(1)})


def made_up(effect: float = 0.0, pairs: int = 4) -> SurveyResult:
    """A survey in which tight gains with the number of schools and nothing else matters."""
    systems = draw_systems()
    values = np.full((len(systems), len(TENSIONS), 3, pairs, 1), 0.5)
    size = np.array([system.schools for system in systems])
    gain = effect * (np.log(size) - np.log(size).mean())
    values[:, 0, 0] += gain[:, None, None]
    values[:, 0, 2] -= gain[:, None, None]
    return SurveyResult(systems, LEANS, values, JUDGED, 0.05, "balanced", 100, 1)


def test_weightings_put_half_on_what_comes_first() -> None:
    judged = criteria()
    with (folder("data") / "validation" / "survey" / "weightings.csv").open(newline="") as lines:
        concern_of = {row["criterion"]: row["concern"] for row in csv.DictReader(lines)}
    with (folder("data") / "validation" / "survey" / "criteria.csv").open(newline="") as lines:
        concerns = np.array([concern_of[row["criterion"]] for row in csv.DictReader(lines)])
    assert np.all(judged.bad != judged.good)
    for name, weights in judged.weights.items():
        shares = {concern: weights[concerns == concern].sum() for concern in concerns}
        assert sum(shares.values()) == pytest.approx(1.0)
        first = name.removesuffix("_first")
        for concern, share in shares.items():
            assert share == pytest.approx(1 / 6 if first == "balanced" else 0.5 if concern == first else 0.1)


def test_score_leaves_out_what_does_not_apply() -> None:
    two = Criteria(("a", "b"), np.array([0.0, 10.0]), np.array([1.0, 0.0]), {"balanced": np.array([0.5, 0.5])})
    assert two.score(np.array([0.5, 10.0]), "balanced") == pytest.approx(0.25)
    assert two.score(np.array([0.5, np.nan]), "balanced") == pytest.approx(0.5)
    with pytest.raises(SettingsError, match="balanced"):
        two.score(np.array([0.5, 1.0]), "balancd")


def test_near_best_is_a_set() -> None:
    chosen = near_best(np.array([[1.0, 0.96, 0.9], [0.2, 0.2, 0.2], [-1.0, -1.04, -2.0]]), 0.05)
    assert chosen.tolist() == [[True, True, False], [True, True, True], [True, True, False]]
    assert preferred_lean(chosen, LEANS).tolist() == pytest.approx([-0.4, 0.0, -0.4])
    assert chance_of_random(chosen).tolist() == pytest.approx([2 / 3, 1.0, 2 / 3])


def test_a_tendency_put_in_comes_out_and_its_opposite_does_not() -> None:
    row = Tendency("t", "tight_loose", "schools", -1, np.nan, np.nan)
    feature = np.arange(60.0)
    noise = np.random.default_rng(1).normal(size=60)
    assert measure(row, -feature + 5 * noise, feature, resamples=300, seed=1).verdict == "comes out"
    assert measure(row, feature + 5 * noise, feature, resamples=300, seed=1).verdict == "the opposite comes out"
    assert measure(row, noise, feature, resamples=300, seed=1).verdict == "not clear"
    assert measure(row, np.zeros(60), feature, resamples=300, seed=1).verdict == "not clear"


def test_rank_correlation_is_spearmans_with_ties() -> None:
    from scipy.stats import spearmanr

    luck = np.random.default_rng(2)
    lean, feature = np.round(luck.normal(size=60)), np.round(2 * luck.normal(size=60))
    row = Tendency("t", "build_buy", "wealth", 1, np.nan, np.nan)
    found = measure(row, lean, feature, resamples=200, seed=1)
    assert found.value == pytest.approx(spearmanr(lean, feature).statistic)
    assert found.low < found.value < found.high


def test_repeatable_tells_luck_from_difference() -> None:
    luck = np.random.default_rng(3)
    assert abs(repeatable(luck.normal(size=(400, 4)))) < 0.15
    assert repeatable(np.arange(50.0)[:, None] + luck.normal(size=(50, 4))) > 0.9
    assert np.isnan(repeatable(luck.normal(size=(50, 1))))


@pytest.fixture(scope="module")
def made() -> list[Finding]:
    return findings(made_up(0.1))


def test_findings_answer_every_expectation_and_pass_no_mark(made: list[Finding]) -> None:
    names = [row.name for row in made]
    assert names == list(STUDIES[0].answers)
    assert set(names) == {name for name, row in expectations().items() if row.group == "survey"}
    assert all(row.holds is None and row.sentence for row in made)
    assert made[0].sentence.startswith("Comes out")
    assert made[1].details["verdict"] == "not clear"


def test_what_makes_no_difference_is_said_to_make_none() -> None:
    without = {row.name: row for row in findings(made_up(0.0))}
    assert "no two systems differ" in without["survey_large_tight"].sentence
    assert without["survey_near_best"].value == 1.0
    assert without["survey_robust"].value == 0.0


@pytest.mark.parametrize("name", ["survey_near_best", "survey_robust"])
def test_figures_are_drawn(made: list[Finding], name: str) -> None:
    row = next(row for row in made if row.name == name)
    assert row.figure is not None
    figure = row.figure()
    figure.canvas.draw()
    assert figure.get_axes()


def test_rules_and_tendencies_speak_of_what_exists() -> None:
    given = rules()
    assert given["leans"] == list(LEANS)
    assert given["headline_weighting"] in criteria().weights
    assert [row.name for row in tendencies()] == [
        row.name for row in map(expectations().__getitem__, STUDIES[0].answers[:11])
    ]


def test_a_small_survey_runs_and_luck_is_shared() -> None:
    systems = draw_systems()[:2]
    small = min(systems, key=lambda system: system.schools)
    found = survey(Setting(seed=5), pairs=1, systems=(small,), tensions=("need_readiness", "build_buy"))
    assert found.values.shape == (1, 2, 3, 1, len(found.judged.outcomes))
    # The middle of both tensions is the majority's own stance: one and the same run.
    assert np.array_equal(found.values[:, 0, 1], found.values[:, 1, 1], equal_nan=True)
    assert np.isfinite(found.scores["balanced"]).all()
