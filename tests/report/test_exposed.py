"""What it hangs on comes first, in words and in figures."""

from __future__ import annotations

import dataclasses
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from sim.cli.findings_text import first_lines, sentences_of, text_of
from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES
from sim.report import findings, outcome_lines, plot_differences, plot_exposure
from sim.report.words import sentence_case, verdict_in_cell
from sim.study import Exposure
from sim.study.exposing import _crossed
from sim.study.variance_shares import Design
from sim.study.verdicts import UNTESTED

PAIR = ("fast_and_furious", "slow_and_steady")


def quick(comparison: Any, change: dict[str, np.ndarray], sets: list[dict[str, float]]) -> Exposure:
    """Make a quick look at a comparison in which the differences of some outcomes are given for each set."""
    count = len(sets)
    usual = {name: {o: comparison.values(name, o).ravel() for o in OUTCOMES} for name in comparison.names}
    values = {name: {o: of[o][:count].copy() for o in OUTCOMES} for name, of in usual.items()}
    for outcome, gaps in change.items():
        values[PAIR[0]][outcome] = values[PAIR[1]][outcome] + gaps
    number = np.arange(count)
    design = Design(number, number, np.zeros_like(number), number)
    return Exposure(values, design, sets, [{}], f"{count} plausible parameter sets", usual, quick=True)


@pytest.fixture
def sets() -> list[dict[str, float]]:
    rng = np.random.default_rng(1)
    return [{"trust_gate": float(x), "unlearning": float(y)} for x, y in rng.random((16, 2))]


@pytest.fixture
def hanging(fast_and_slow: Any, sets: Any) -> Any:
    gate = np.array([each["trust_gate"] for each in sets])
    return dataclasses.replace(fast_and_slow, exposure=quick(fast_and_slow, {"deep_share": gate - 0.5}, sets))


def test_it_says_first_what_it_depends_on(hanging: Any) -> None:
    said = findings(hanging, *PAIR)
    assert said[0].startswith(f"{sentence_case(UNTESTED)}: the sign of the difference")
    assert "of 16 sets for depth" in said[0]
    assert "It depends most on trust_gate" in said[0]
    depth = next(sentence for sentence in said if sentence.startswith("Depth"))
    assert f"{UNTESTED}; the sign flips in about" in depth
    assert "most with trust_gate" in depth
    assert "does better" not in depth


def test_the_first_line_stands_above_the_table(hanging: Any) -> None:
    sentences = sentences_of(hanging)
    text = text_of(hanging, sentences)
    assert text.startswith(sentence_case(UNTESTED))
    assert text.count(f"{sentence_case(UNTESTED)}:") == 1
    assert first_lines(hanging, sentences) == sentences[:1]


def test_what_several_strategies_have_in_common_is_said_once(many: Any) -> None:
    sentences = sentences_of(many)
    text = text_of(many, sentences)
    (line,) = first_lines(many, sentences)
    assert line.startswith("tight against each of the others: The intervals cover random draws only")
    assert text.startswith("tight against each of the others:")
    assert " ".join(text.split()).count("The intervals cover random draws only") == 1
    assert text.count("use them to ask better questions") == 1


def test_several_strategies_have_a_first_line_each_where_they_differ(many: Any) -> None:
    sentences = sentences_of(many)
    first = next(number for number, said in enumerate(sentences) if said.endswith(":"))
    sentences[first + 1] = "Something else."
    lines = first_lines(many, sentences)
    assert len(lines) == 4
    assert lines[0] == "tight against loose: Something else."


def test_steady_signs_are_said_to_be_steady(fast_and_slow: Any, sets: Any) -> None:
    comparison = dataclasses.replace(fast_and_slow, exposure=quick(fast_and_slow, {}, sets))
    said = findings(comparison, *PAIR)
    assert (
        "no clear sign below flips in more than a fifth of the parameter sets (16 plausible parameter sets" in said[0]
    )
    assert "not checked" not in said[0]


def test_without_a_look_it_says_that_nothing_was_checked(fast_and_slow: Any) -> None:
    assert "not checked" in findings(fast_and_slow, *PAIR)[0]


def test_table_and_figure_follow(hanging: Any) -> None:
    assert verdict_in_cell(UNTESTED) in "\n".join(outcome_lines(hanging, width=120))
    figure = plot_differences(hanging, *PAIR)
    assert "the sign depends on untested assumptions" in " ".join(figure.texts[1].get_text().split())


def full(seed: int = 1) -> Exposure:
    rng, design = np.random.default_rng(seed), _crossed(24, 48, seed)
    assumed = [{"trust_gate": float(x), "prior": float(y)} for x, y in rng.random((48, 2))]
    sourced = [{"leave_0_3": float(x)} for x in rng.random(48)]
    gate = np.array([assumed[place]["trust_gate"] for place in design.assumed])
    change = gate - 0.5 + 0.1 * rng.normal(size=gate.size)
    values = {PAIR[0]: {"deep_share": 0.5 + change}, PAIR[1]: {"deep_share": np.full(gate.size, 0.5)}}
    return Exposure(values, design, assumed, sourced, "48 draws over the ranges of the assumed numbers")


def test_a_sentence_says_how_much_and_on_what() -> None:
    said = full().sentence("deep_share")
    assert "of 100 parts: random draws " in said
    assert "assumed numbers" in said
    assert "It goes most with trust_gate" in said
    assert "the better for fast and furious" in said
    assert said.isascii()


def test_the_figure_can_be_read() -> None:
    figure = plot_exposure(full(), *PAIR, "deep_share")
    renderer = figure.canvas.get_renderer()
    figure.draw(renderer)
    width, height = figure.canvas.get_width_height()
    for text in figure.findobj(mpl.text.Text):
        if text.get_text().strip() and text.get_visible():
            box = text.get_window_extent(renderer)
            assert -1 <= box.x0 <= box.x1 <= width + 1, text.get_text()
            assert -1 <= box.y0 <= box.y1 <= height + 1, text.get_text()
    assert "The sign depends on untested assumptions" in figure.texts[1].get_text()


def test_what_never_differs_cannot_be_drawn() -> None:
    exposure = full()
    exposure.values[PAIR[0]]["deep_share"][:] = 0.5
    with pytest.raises(SettingsError, match="always the same"):
        plot_exposure(exposure, *PAIR, "deep_share")
    assert "cannot be told" in exposure.sentence("deep_share")


def test_who_gets_more_is_not_called_better(fast_and_slow: Any) -> None:
    from sim.report.reading import Reading

    reading = Reading(fast_and_slow)
    assert reading.difference(*PAIR, "equity_gap").better is None
    assert reading.difference(*PAIR, "deep_share").better == "slow_and_steady"
