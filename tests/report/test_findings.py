"""Sentences follow the table: they turn with it, and nothing in them is known beforehand."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from sim.foundation.errors import SettingsError
from sim.report import findings
from sim.report.findings import THEMES, flip_share

if TYPE_CHECKING:
    import pandas as pd


class Fixed:
    """A comparison whose differences are given."""

    def __init__(self, base: Any, rows: dict[str, Any]) -> None:
        self.base, self.rows = base, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self.base, name)

    def differences(self, a: str, b: str) -> pd.DataFrame:
        frame = self.base.differences(a, b)
        for outcome, row in self.rows.items():
            frame.loc[outcome, ["mean", "low", "high"]] = row
        return frame


def with_sets(base: Any, outcome: str, means: list[float]) -> Any:
    """Give one pair of runs a parameter set, whose difference in one outcome is given."""
    one = base.runs["slow_and_steady"][0]

    def runs(gaps: list[float]) -> list[Any]:
        found = []
        for number, gap in enumerate(gaps):
            outcomes = {**one.outcomes, outcome: one.outcomes[outcome] + gap}
            found.append(SimpleNamespace(**{**vars(one), "outcomes": outcomes, "parameter_set": number}))
        return found

    both = {"fast_and_furious": runs(means), "slow_and_steady": runs([0.0] * len(means))}
    return dataclasses.replace(base, runs=both)


PAIR = ("fast_and_furious", "slow_and_steady")


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
def test_a_sentence_turns_with_its_interval(fast_and_slow: Any, theme: Any) -> None:
    outcome = theme.outcomes[-1]
    others = dict.fromkeys(theme.outcomes[:-1], (np.nan, np.nan, np.nan))
    verdicts = {}
    for name, row in {"up": (0.2, 0.1, 0.3), "down": (-0.2, -0.3, -0.1), "none": (0.2, -0.1, 0.5)}.items():
        said = findings(Fixed(fast_and_slow, others | {outcome: row}), *PAIR)
        verdicts[name] = about(said, theme.title)
    assert "no clear difference" in verdicts["none"]
    assert " more with fast and furious" in verdicts["up"]
    assert any(word in verdicts["down"] for word in (" less with fast", " fewer with fast"))
    assert "no clear difference" not in verdicts["up"] + verdicts["down"]


def test_better_follows_the_catalogue(fast_and_slow: Any) -> None:
    more = {"spread_teachers": (0.2, 0.1, 0.3), "strain": (0.2, 0.1, 0.3)}
    said = findings(Fixed(fast_and_slow, more), *PAIR)
    assert "Fast and furious does better" in about(said, "Spread")
    assert "Slow and steady does better" in about(said, "Strain")


def test_order_of_the_pair_turns_the_words_and_not_the_verdict(fast_and_slow: Any) -> None:
    one, other = (about(findings(fast_and_slow, *order), "Depth") for order in (PAIR, PAIR[::-1]))
    assert "fewer with fast and furious" in one
    assert "more with slow and steady" in other
    assert "Slow and steady does better" in one
    assert "Slow and steady does better" in other


def test_numbers_carry_their_unit(fast_and_slow: Any) -> None:
    said = findings(Fixed(fast_and_slow, {"spread_teachers": (0.06, 0.03, 0.09)}), *PAIR)
    assert "6 more with fast and furious (95 % interval 3 to 9)" in about(said, "Spread")
    assert "of 100 teachers" in about(said, "Spread")
    assert "student-years" in about(said, "Equity")
    assert "$" in about(said, "Dollars")


def test_a_clear_but_small_difference_says_so(fast_and_slow: Any) -> None:
    said = findings(Fixed(fast_and_slow, {"spread_teachers": (0.002, 0.001, 0.003)}), *PAIR)
    assert "clear but small" in about(said, "Spread")


def test_what_does_not_apply_is_said_with_its_reason(fast_and_slow: Any) -> None:
    nothing = (np.nan, np.nan, np.nan)
    said = findings(Fixed(fast_and_slow, {"persistence": nothing, "sustained_share": nothing}), *PAIR)
    assert "cannot be compared (there was no grant" in about(said, "Sustainability")


def test_one_parameter_set_names_what_is_not_included(fast_and_slow: Any) -> None:
    said = findings(fast_and_slow, *PAIR)
    assert "luck only" in said[0]
    assert "nobody has measured" in said[0]
    assert said[-1].startswith("A thinking tool, not a forecast")


def test_flips_of_sign_come_first(fast_and_slow: Any) -> None:
    said = findings(with_sets(fast_and_slow, "spread_teachers", [0.1] * 12 + [-0.1] * 4), *PAIR)
    assert said[0].startswith("Depends on what nobody has measured: for spread the sign")
    assert "turns in 4 of 16 parameter sets" in about(said, "Spread")
    assert "better" not in about(said, "Spread")
    assert "nobody has measured" not in about(said, "Depth")


def test_few_flips_are_no_alarm_and_few_sets_are_named(fast_and_slow: Any) -> None:
    steady = findings(with_sets(fast_and_slow, "spread_teachers", [0.1] * 13 + [-0.1] * 3), *PAIR)
    assert steady[0].startswith("The intervals show luck and 16 plausible parameter sets")
    few = findings(with_sets(fast_and_slow, "spread_teachers", [0.1] * 3), *PAIR)
    assert "3 sets are few" in few[0]


def test_share_of_flips() -> None:
    assert flip_share(np.array([1.0, 1.0, -1.0, 0.0])) == 0.25
    assert flip_share(np.array([-1.0, -1.0])) == 0.0
    assert np.isnan(flip_share(np.empty(0)))


def test_unknown_strategy_names_near_ones(fast_and_slow: Any) -> None:
    with pytest.raises(SettingsError, match="Did you mean slow_and_steady"):
        findings(fast_and_slow, "slow_and_stedy", "fast_and_furious")


def test_sentences_fit_a_terminal_of_any_encoding(fast_and_slow: Any) -> None:
    assert all(sentence.isascii() for sentence in findings(fast_and_slow, *PAIR))
