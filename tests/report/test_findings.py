"""Sentences follow the table: they turn with it, and nothing in them is known beforehand."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from sim.foundation.errors import SettingsError
from sim.report import findings
from sim.report.findings import THEMES
from sim.report.guesses import most_telling, turned
from sim.report.reading import Reading
from sim.report.words import sentence_case
from sim.study.verdicts import UNTESTED

PAIR = ("fast_and_furious", "slow_and_steady")
NOTHING = np.full(20, np.nan)


def around(mean: float, half: float, pairs: int = 20) -> np.ndarray:
    """Give values whose 95 % t-interval is mean +- half."""
    side = np.where(np.arange(pairs) % 2 == 0, 1.0, -1.0)
    return mean + side * half * np.sqrt(pairs - 1) / 2.0930240544


@pytest.fixture
def given(fast_and_slow: Any, change: Any) -> Any:
    """Make a comparison in which differences of outcomes are given: mean and half width of the interval."""

    def make(**gaps: tuple[float, float] | None) -> Any:
        base = {name: 0.5 * np.ones(20) if gap is not None else NOTHING for name, gap in gaps.items()}
        more = {name: 0.5 + around(*gap) if gap is not None else NOTHING for name, gap in gaps.items()}
        return change(change(fast_and_slow, PAIR[1], base), PAIR[0], more)

    return make


@pytest.fixture
def with_sets(fast_and_slow: Any) -> Any:
    """Make a comparison of many parameter sets with four replicates each; the difference in spread is given by set."""

    def make(gaps: list[float], luck: float = 0.001) -> Any:
        shifts = [gap + luck * side for gap in gaps for side in (-1.0, -0.5, 0.5, 1.0)]
        runs: dict[str, list[Any]] = {name: [] for name in PAIR}
        for place, shift in enumerate(shifts):
            for name, more in zip(PAIR, (shift, 0.0), strict=True):
                run = fast_and_slow.runs[PAIR[1]][place % 4]
                outcomes = {**run.outcomes, "spread_teachers": 0.4 + more}
                runs[name].append(run.changed(strategy=name, outcomes=outcomes, parameter_set=place // 4))
        values = [{"trust_gate": gap, "prior": (7 * place) % 5} for place, gap in enumerate(gaps)]
        return dataclasses.replace(fast_and_slow, runs=runs, replicates=4, parameter_values=values)

    return make


def about(said: list[str], theme: str) -> str:
    return next(sentence for sentence in said if sentence.startswith(theme))


def test_equal_strategies_give_no_clear_difference_anywhere(equal: Any) -> None:
    said = findings(equal, "one", "other")
    assert len(said) > 4
    for sentence in said[1:-1]:
        assert "no clear difference" in sentence or "cannot be compared" in sentence
        assert "better" not in sentence


def test_a_strategy_against_itself_is_equal(fast_and_slow: Any) -> None:
    said = findings(fast_and_slow, "slow_and_steady", "slow_and_steady")
    assert "equal in every pair" in about(said, "Spread")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.title)
def test_a_sentence_turns_with_its_interval(given: Any, theme: Any) -> None:
    others = dict.fromkeys(theme.outcomes[:-1])
    verdicts = {}
    for name, gap in {"up": (0.2, 0.1), "down": (-0.2, 0.1), "none": (0.2, 0.3)}.items():
        said = findings(given(**others, **{theme.outcomes[-1]: gap}), *PAIR)
        verdicts[name] = about(said, theme.title)
    assert "no clear difference" in verdicts["none"]
    assert " more with fast and furious" in verdicts["up"]
    assert any(word in verdicts["down"] for word in (" less with fast", " fewer with fast"))
    assert "no clear difference" not in verdicts["up"] + verdicts["down"]


def test_better_follows_the_catalogue(given: Any) -> None:
    said = findings(given(spread_teachers=(0.2, 0.1), strain=(0.2, 0.1)), *PAIR)
    assert "Fast and furious does better" in about(said, "Spread")
    assert "Slow and steady does better" in about(said, "Strain")


def test_order_of_the_pair_turns_the_words_and_not_the_verdict(fast_and_slow: Any) -> None:
    one, other = (about(findings(fast_and_slow, *order), "Depth") for order in (PAIR, PAIR[::-1]))
    assert "fewer with fast and furious" in one
    assert "more with slow and steady" in other
    assert "Slow and steady does better" in one
    assert "Slow and steady does better" in other


def test_numbers_carry_their_unit(given: Any) -> None:
    said = findings(given(spread_teachers=(0.06, 0.03)), *PAIR)
    assert "56 of 100 teachers with fast and furious, 50 with slow and steady" in about(said, "Spread")
    assert "6 more with fast and furious (95 % interval 3 to 9)" in about(said, "Spread")
    assert "months of good access" in about(said, "Equity")
    assert "$" in about(said, "Dollars")


def test_means_differ_by_the_difference_shown(fast_and_slow: Any, change: Any) -> None:
    base = change(fast_and_slow, PAIR[1], {"spread_teachers": np.full(20, 0.284)})
    said = findings(change(base, PAIR[0], {"spread_teachers": 0.284 + around(0.053, 0.01)}), *PAIR)
    assert "33.7 of 100 teachers with fast and furious, 28.4 with slow" in about(said, "Spread")
    assert "5.3 more with fast" in about(said, "Spread")


def test_wide_intervals_do_not_hide_the_means(given: Any) -> None:
    said = findings(given(spread_teachers=(0.06, 0.3)), *PAIR)
    assert "56 of 100 teachers with fast and furious, 50 with slow and steady" in about(said, "Spread")


def test_a_clear_but_small_difference_says_so(given: Any) -> None:
    assert "clear but small" in about(findings(given(spread_teachers=(0.002, 0.001)), *PAIR), "Spread")


def test_what_does_not_apply_is_said_with_its_reason(given: Any) -> None:
    said = findings(given(persistence=None, sustained_share=None), *PAIR)
    assert "cannot be compared (there was no grant" in about(said, "Sustainability")


def test_pairs_that_are_missing_are_counted(fast_and_slow: Any, change: Any) -> None:
    most = np.where(np.arange(20) < 15, around(0.4, 0.1), np.nan)
    said = findings(change(fast_and_slow, PAIR[0], {"spread_teachers": most}), *PAIR)
    assert "from the 15 of 20 pairs" in about(said, "Spread")


def test_one_pair_has_no_interval(make: Any) -> None:
    said = findings(make({"fast": (3.0, 0.5), "slow": (1.0, 0.7)}, 1), "fast", "slow")
    assert "run more replicates" in about(said, "Spread")


def test_one_parameter_set_names_what_is_not_included(fast_and_slow: Any) -> None:
    said = findings(fast_and_slow, *PAIR)
    assert "random draws only" in said[0]
    assert "untested assumptions" in said[0]
    assert said[-1].startswith("A thinking tool, not a forecast")


def test_flips_of_sign_come_first(with_sets: Any) -> None:
    comparison = with_sets([0.1 + 0.001 * n for n in range(12)] + [-0.1 - 0.001 * n for n in range(4)])
    said = findings(comparison, *PAIR)
    assert said[0].startswith(f"{sentence_case(UNTESTED)}: for spread the sign")
    assert "flips in 4 of 16 parameter sets, most with trust_gate" in about(said, "Spread")
    assert "better" not in about(said, "Spread")
    assert UNTESTED not in about(said, "Depth")


def test_few_flips_are_no_alarm_and_few_sets_are_named(with_sets: Any) -> None:
    steady = findings(with_sets([0.1] * 14 + [-0.01] * 2), *PAIR)
    assert steady[0].startswith("The intervals cover random draws and 16 plausible parameter sets")
    assert "Fast and furious does better" in about(steady, "Spread")
    assert "3 sets are few" in findings(with_sets([0.1] * 3), *PAIR)[0]


def test_signs_that_turn_by_luck_alone_are_no_clear_difference(with_sets: Any) -> None:
    said = findings(with_sets([0.001, -0.001] * 8, luck=0.2), *PAIR)
    assert "no clear difference" in about(said, "Spread")


def test_noise_names_no_parameter(with_sets: Any) -> None:
    comparison = with_sets([0.1, -0.1] * 8)
    shuffled = [{"prior": float((5 * place) % 16)} for place in range(16)]
    comparison = dataclasses.replace(comparison, parameter_values=shuffled)
    assert most_telling(Reading(comparison), *PAIR, "spread_teachers") is None


def test_counting_turned_sets() -> None:
    assert turned(np.array([1.0, 1.0, -1.0, 0.0, np.nan]), 0.3) == (1, 4)
    assert turned(np.empty(0), 0.3) == (0, 0)


def test_unknown_strategy_names_near_ones(fast_and_slow: Any) -> None:
    with pytest.raises(SettingsError, match="Did you mean slow_and_steady"):
        findings(fast_and_slow, "slow_and_stedy", "fast_and_furious")


def test_sentences_fit_a_terminal_of_any_encoding(fast_and_slow: Any) -> None:
    assert all(sentence.isascii() for sentence in findings(fast_and_slow, *PAIR))


def test_made_up_shares_are_said_directly_before_the_sentence_on_equity(fast_and_slow: Any, made_up: Any) -> None:
    comparison = made_up(fast_and_slow)
    said = findings(comparison, *PAIR)
    place = next(place for place, sentence in enumerate(said) if sentence.startswith("Equity"))
    assert said[place - 1] == comparison.low_income_made_up
    assert said.count(comparison.low_income_made_up) == 1
    assert not any("made up" in sentence for sentence in findings(fast_and_slow, *PAIR))


def test_words_of_another_rule_are_taken_over(fast_and_slow: Any) -> None:
    asked = []

    def rule(evidence: Any) -> str:
        asked.append(evidence.outcome.name)
        return "ask the neighbours"

    said = findings(dataclasses.replace(fast_and_slow, verdict_rule=rule), *PAIR)
    assert "ask the neighbours" in about(said, "Spread")
    assert "better" not in about(said, "Spread")
    assert "spread_teachers" in asked


def test_every_number_has_something_to_compare_it_with() -> None:
    """Units that are shares of people or of something say it themselves; all other themes have an anchor."""
    from sim.foundation.parameters import registry
    from sim.outcomes import OUTCOMES
    from sim.report.questions import anchor_of
    from sim.report.words import scale_for

    for theme in THEMES:
        for name in theme.outcomes:
            unit = scale_for(OUTCOMES[name].unit).words
            assert anchor_of(OUTCOMES[name], 10) or unit.startswith(("of 100", "%")), name
    assert 0.1 * registry()["exit_strain"].value == pytest.approx(0.1)  # "about a tenth", said of strain
