"""No text runs over an edge or into another, whatever the strategies and the district are called."""

from __future__ import annotations

import dataclasses
import itertools
import warnings
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from sim.district import District
from sim.foundation.errors import SettingsError
from sim.report import plot_differences, plot_outcome
from sim.report.drawings import drawings_of
from sim.report.lettering import clean, fit, inches_of_text, labels_for, shorten, wrap
from sim.report.reading import Reading

TWELVE = (
    "fast_and_furious", "slow_and_steady", "charted", "typical_2018", "tight", "loose", "need", "readiness", "build",
    "buy", "fixed", "adaptive",
)  # fmt: skip
HOSTILE = (
    "Fast / <script>alert(1)</script>", "$x_{ and $2M", "Save $2M a year, spend $3M", "../../../evil", "CON",
    "中文战略 😀\nzwei", "مدرسة \u202e سريع", "W" * 300, "Ein langer Name " * 20, "Ein langer Name " * 20 + "b",
    "a\u202eb", r"a $\frac$ b",
)  # fmt: skip


def check(figure: Any, name: str) -> None:
    """Draw a figure and compare where every text, legend and panel ends with the canvas and with the others."""
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    width, height = figure.canvas.get_width_height()
    axes = [(each, each.get_tightbbox(renderer)) for each in figure.axes if each.get_visible()]
    legends = [(each, each.get_window_extent(renderer)) for each in figure.legends]
    texts = [(each.get_text(), each.get_window_extent(renderer)) for each in figure.texts if each.get_text()]
    for what, box in [*axes, *legends, *texts]:
        assert -1 <= box.x0 <= box.x1 <= width + 1, (name, "left or right", what)
        assert -1 <= box.y0 <= box.y1 <= height + 1, (name, "above or below", what)
    for (one, a), (other, b) in itertools.combinations([*axes, *legends, *texts], 2):
        wide, tall = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide < 2 or tall < 2, (name, one, other)


def headlines(comparison: Any) -> dict[str, Any]:
    found = {}
    for drawing in drawings_of(Reading(comparison)).values():
        if drawing.headline:
            try:
                found[drawing.name] = drawing.draw()
            except SettingsError:
                continue
    return found


def named(make: Any, names: tuple[str, ...], years: int = 8, future: str | None = None) -> Any:
    comparison = make({name: (1.0 + 0.3 * n, 0.4 + 0.04 * n) for n, name in enumerate(names)}, 4, years, future)
    rng = np.random.default_rng(1)
    runs = {
        name: [run.changed(outcomes={**run.outcomes, "persistence": rng.uniform(0.2, 0.9)}) for run in each]
        for name, each in comparison.runs.items()
    }
    return dataclasses.replace(comparison, runs=runs)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 12])
def test_headlines_of_shipped_strategies(make: Any, count: int) -> None:
    figures = headlines(named(make, TWELVE[:count], future="superintendent_leaves_year_3"))
    assert len(figures) == 4
    for name, figure in figures.items():
        check(figure, name)


@pytest.mark.parametrize("names", [HOSTILE[:2], HOSTILE[2:3], HOSTILE[7:10], HOSTILE])
def test_headlines_of_free_names(make: Any, names: tuple[str, ...]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for name, figure in headlines(named(make, names)).items():
            check(figure, name)


def test_every_figure(fast_and_slow: Any) -> None:
    for drawing in drawings_of(Reading(fast_and_slow)).values():
        figure = drawing.draw()
        check(figure, drawing.name)
        assert figure.axes[0].get_xlabel(), drawing.name
        assert figure.axes[0].get_ylabel() or "differences" in drawing.name, drawing.name


@pytest.mark.parametrize("title", [*(District.load(name).title for name in District.names()), "W" * 300, "$x_{ $"])
def test_titles_of_districts(equal: Any, title: str) -> None:
    comparison = dataclasses.replace(equal, district=dataclasses.replace(equal.district, title=title))
    check(plot_outcome(comparison, "trust"), title)


def test_sizes_that_are_wished_for(fast_and_slow: Any) -> None:
    check(plot_outcome(fast_and_slow, "trust", figsize=(5, 5.5), title="A title of my own " * 5), "small")
    check(plot_outcome(fast_and_slow, "trust", figsize=(14, 4.5)), "wide")
    check(plot_differences(fast_and_slow, *fast_and_slow.names, ["strain", "exits"], figsize=(7.5, 5)), "pair")
    with pytest.raises(SettingsError, match="needs at least"):
        plot_outcome(fast_and_slow, "trust", figsize=(2, 2))


def test_text_is_never_a_formula(make: Any) -> None:
    comparison = named(make, ("Save $2M a year, spend $3M", "other"))
    figure = plot_outcome(comparison, "trust")
    figure.draw(figure.canvas.get_renderer())
    assert not [text for text in figure.findobj(mpl.text.Text) if text.get_parse_math()]
    assert "Save $2M a year" in figure.legends[0].get_texts()[0].get_text()


def test_labels_are_one_line_short_and_different() -> None:
    labels = labels_for(HOSTILE)
    assert len(set(labels.values())) == len(HOSTILE)
    for label in labels.values():
        assert label.isprintable()
        assert 0 < len(label) <= 40
    assert labels_for(["fast_and_furious"]) == {"fast_and_furious": "fast and furious"}
    assert labels_for(["\x00", " "]) == {"\x00": "strategy 1", " ": "strategy 2"}


def test_lines_are_measured_not_guessed() -> None:
    assert clean("a\nb\t\x1bc\u202e") == "a b c"
    assert shorten("abcdefghijklmnop", 10) == "abcde...op"
    for text in ("W" * 80, "i" * 200, "many short words in one line " * 5, "中" * 40):
        lines = wrap(text, 3.0, 10.0)
        assert all(inches_of_text(line, 10.0) <= 3.0 for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert inches_of_text(fit(text, 2.0, 10.0), 10.0) <= 2.0
    assert inches_of_text("iii", 10.0) < inches_of_text("WWW", 10.0) < inches_of_text("WWW", 10.0, bold=True)
