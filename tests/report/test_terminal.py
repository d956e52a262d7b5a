"""The table of outcomes fits every width, for two strategies or twelve, and never cuts a number."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import Any

import numpy as np
import pytest
from rich.cells import cell_len

from sim.report import outcome_lines, print_comparison
from sim.report.reading import Reading
from sim.report.terminal import short_names
from sim.report.words import verdict_in_cell

LONG = "A plan of many words that nobody will ever read to its end, written by a committee " * 4
ODD = (
    "[/b] bold", "计划甲先试点后推广再看结果如何", "Fast / slow = mix", LONG + "one", LONG + "two", "$x_{ 2M",
    "a\x1b[31mred", "line\nend", "مخطط المنطقة", "CON", "=cmd()", "plain",
)  # fmt: skip


def named(many: Any, names: tuple[str, ...]) -> Any:
    """Give a comparison's runs to so many strategies with these names."""
    runs = list(many.runs.values())
    shared = {name: runs[place % len(runs)] for place, name in enumerate(names)}
    given = list(many.strategies.values())
    strategies = {name: given[place % len(given)] for place, name in enumerate(names)}
    return dataclasses.replace(many, runs=shared, strategies=strategies)


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 12])
def test_lines_fit_and_no_number_is_cut(many: Any, count: int, width: int) -> None:
    comparison = named(many, ODD[:count])
    lines = outcome_lines(comparison, width=width)
    assert max(map(cell_len, lines)) <= width
    assert all(line.isprintable() for line in lines)
    short = short_names(ODD[:count], 200)
    block = lines[lines.index("Teachers who use it (of 100 teachers)") + 1 :][:count]
    for line, name in zip(block, ODD[:count], strict=True):
        values = 100 * comparison.values(name, "spread_teachers").ravel()
        assert float(re.split(r" {2,}", line.strip())[1]) == pytest.approx(values.mean(), abs=0.6)
        assert line.strip().startswith(short[name][:5].strip())
    assert "thinking tool" in " ".join(lines)


def test_the_table_of_two_is_complete(fast_and_slow: Any) -> None:
    text = "\n".join(outcome_lines(fast_and_slow))
    assert "-12.5 to -11.5" in text
    assert ", better" in text
    assert ", worse" in text
    assert "9 runs in 10" in text


def test_names_that_are_cut_alike_stay_apart() -> None:
    short = short_names([LONG + "one", LONG + "two", "计划" * 40], 20)
    assert len(set(short.values())) == 3
    assert all(cell_len(each) <= 20 for each in short.values())


def test_a_name_that_was_cut_is_told_in_full(many: Any) -> None:
    said = " ".join(outcome_lines(named(many, ("plain", LONG + "one"))))
    assert " ".join((LONG + "one").split()) in " ".join(said.split())


def test_equal_strategies_do_neither_better_nor_worse(equal: Any) -> None:
    lines = outcome_lines(equal)
    text = "\n".join(lines[lines.index("") :])
    assert "always equal" in text
    assert ", better" not in text
    assert ", worse" not in text


def test_one_strategy_and_odd_names(make: Any) -> None:
    text = "\n".join(outcome_lines(make({"[red]mine": (2.0, 0.6)}, 4)))
    assert "[red]mine" in text
    assert "difference" not in text.lower().replace("mean difference", "")


def test_another_first_strategy_turns_the_sign(fast_and_slow: Any) -> None:
    lines = outcome_lines(fast_and_slow, "slow_and_steady", ["depth"])
    there = outcome_lines(fast_and_slow, None, ["depth"])
    assert any("-0." in line and "better" in line for line in there)
    assert any("+0." in line and "worse" in line for line in lines)


def test_words_of_another_rule_are_shown(fast_and_slow: Any) -> None:
    def undecided(evidence: Any) -> str:
        return "ask again"

    text = "\n".join(outcome_lines(dataclasses.replace(fast_and_slow, verdict_rule=undecided)))
    assert "ask again" in text
    assert ", better" not in text


def test_made_up_shares_are_marked_and_said_first(fast_and_slow: Any, made_up: Any) -> None:
    stream = io.StringIO()
    print_comparison(made_up(fast_and_slow), width=100, file=stream)
    text = stream.getvalue()
    assert " ".join(text.split()).startswith(made_up(fast_and_slow).low_income_made_up)
    assert " ".join(text.split()).count("- low-income shares made up") == 3  # both gaps and the wait
    plain = io.StringIO()
    print_comparison(fast_and_slow, width=100, file=plain)
    assert "made up" not in plain.getvalue()


def test_short_verdicts_are_explained(fast_and_slow: Any) -> None:
    reading = Reading(fast_and_slow)
    text = " ".join(outcome_lines(fast_and_slow))
    for outcome in ("spread_teachers", "equity_gap", "exits"):
        verdict = reading.difference(*fast_and_slow.names, outcome).verdict
        if verdict_in_cell(verdict) != verdict and verdict_in_cell(verdict) in text:
            assert f": {verdict}" in text


def test_a_value_of_one_run_only(fast_and_slow: Any, change: Any) -> None:
    one = np.where(np.arange(20) == 0, 0.5, np.nan)
    lines = outcome_lines(change(fast_and_slow, "slow_and_steady", {"persistence": one}), None, ["persistence"])
    assert any(line.split()[-2:] == ["50", "-"] for line in lines)
