"""Figures say what they rest on, keep clear of global state and are written whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

from sim.foundation.errors import OutputError, SettingsError
from sim.report import (
    figure_names,
    plot_differences,
    plot_differences_across,
    plot_outcome,
    plot_trade_off,
    plot_use_and_depth,
    write_figures,
)
from sim.report.events import event_rows, event_strip
from sim.report.over_time import bands
from sim.report.trade_off import mean_region
from sim.report.use_and_depth import layers


def words(figure: Any) -> str:
    """Give all text of a figure, in one line each."""
    found = [text.get_text() for text in figure.findobj(mpl.text.Text)]
    return " ".join(" ".join(found).split())


def all_figures(comparison: Any) -> dict[str, Any]:
    a, b = list(comparison.runs)[:2]
    return {
        "over time": plot_outcome(comparison, "spread_teachers"),
        "differences": plot_differences(comparison, a, b),
        "trade-off": plot_trade_off(comparison),
        "use": plot_use_and_depth(comparison),
    }


def test_every_figure_says_what_it_is_and_is_not(fast_and_slow: Any) -> None:
    for name, figure in all_figures(fast_and_slow).items():
        said = words(figure)
        assert figure.texts[0].get_text(), name
        assert "thinking tool, not a forecast" in said, name
        assert "Dallas" in said, name
        assert "20 runs per strategy" in said, name
        assert "advice ties" in said, name


def test_events_are_named_and_dated(make: Any) -> None:
    comparison = make({"fast": (3.0, 0.5), "slow": (1.0, 0.7)}, 3, 10, "superintendent_leaves_year_3")
    figure = plot_outcome(comparison, "trust")
    assert "superintendent leaves" in words(figure)
    assert "grant ends" in words(figure)
    at = {line.get_xdata()[0] for line in figure.axes[0].get_lines() if len(set(line.get_xdata())) == 1}
    assert 3.0 in at


def test_a_strategy_keeps_its_colour_in_every_figure(fast_and_slow: Any) -> None:
    for name in ("over time", "trade-off", "differences"):
        lines = all_figures(fast_and_slow)[name].findobj(mpl.lines.Line2D)
        assert any(line.get_color() == "#0072B2" and line.get_marker() == "s" for line in lines) or any(
            line.get_markerfacecolor() == "#0072B2" and line.get_marker() == "s" for line in lines
        )


def test_no_global_state_is_touched() -> None:
    code = (
        "import sys, sim.report\n"
        "heavy = {'matplotlib', 'rich', 'scipy', 'mesa', 'numba'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_pyplot_is_never_loaded(fast_and_slow: Any) -> None:
    all_figures(fast_and_slow)
    assert "matplotlib.pyplot" not in sys.modules


def test_bands_are_quantiles_and_hide_thin_months() -> None:
    values = np.tile(np.arange(21.0)[:, None], (1, 3))
    values[:15, 1] = np.nan
    found = bands(values)
    assert found["middle"][0] == 10.0
    assert found["wide_low"][0] == 1.0
    assert found["wide_high"][0] == 19.0
    assert np.isnan(found["middle"][1])
    assert bands(values[:5])["wide_high"][0] == 4.0


def test_layers_add_up_to_use() -> None:
    use, deep = np.full((3, 4), 0.6), np.full((3, 4), 0.2)
    surface = np.full((3, 4), 0.5)
    surface[:, 0] = np.nan
    found = layers(use, deep, surface)
    assert np.allclose(sum(found.values()), 60.0)
    assert found["surface"][0] == 0.0


def test_region_of_a_mean_covers_it_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    inside = 0
    for _ in range(400):
        x, y = rng.normal(size=20), rng.normal(size=20)
        region = mean_region(x, y + 0.5 * x)
        assert region is not None
        turn = np.radians(region.angle)
        away = -region.centre
        along = np.array([away @ [np.cos(turn), np.sin(turn)], away @ [-np.sin(turn), np.cos(turn)]])
        inside += float(np.sum((along / region.half_axes) ** 2)) <= 1.0
    assert 0.92 <= inside / 400 <= 0.98
    assert mean_region(np.ones(3), np.ones(3)) is None


def test_equal_strategies_are_drawn_as_equal(equal: Any) -> None:
    said = words(plot_differences(equal, "one", "other"))
    assert "always equal" in said
    assert "+0" not in said


@pytest.mark.parametrize("replicates", [1, 3])
def test_few_runs_are_drawn_and_named(make: Any, replicates: int) -> None:
    double = make({"fast": (3.0, 0.5), "slow": (1.0, 0.7)}, replicates)
    said = words(plot_outcome(double, "trust"))
    assert ("One run per strategy" if replicates == 1 else "Band: all 3 runs") in said
    plot_trade_off(double, "student_years", "dollars")


def test_one_strategy_alone_is_drawn(make: Any, tmp_path: Path) -> None:
    double = make({"mine": (2.0, 0.6)}, 6)
    names = [path.stem for path in write_figures(double, tmp_path, ["spread_teachers", "use_and_depth"])]
    assert names == ["over_time_spread_teachers", "1_use_and_depth"]
    assert not any("differences" in name for name in figure_names(double))
    assert len(figure_names(double, headlines=True)) == 4


def test_figures_are_written_and_written_again_the_same(fast_and_slow: Any, tmp_path: Path) -> None:
    names = ["differences_fast_and_furious_minus_slow_and_steady", "trust"]
    first = [path.read_bytes() for path in write_figures(fast_and_slow, tmp_path / "a", names)]
    second = [path.read_bytes() for path in write_figures(fast_and_slow, tmp_path / "a", names)]
    assert first == second
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [f"{names[0]}.png", "over_time_trust.png"]


def test_vector_figures(fast_and_slow: Any, tmp_path: Path) -> None:
    (path,) = write_figures(fast_and_slow, tmp_path, ["equity_against_sustainability"], kind="svg")
    assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_headlines_are_fewer_than_all(fast_and_slow: Any) -> None:
    some, everything = figure_names(fast_and_slow, headlines=True), figure_names(fast_and_slow)
    assert some == [
        "1_differences", "2_use_and_depth", "3_equity_over_time", "4_equity_against_sustainability",
    ]  # fmt: skip
    assert everything[:4] == some == sorted(some)
    assert "over_time_equity_gap" in everything


def test_wrong_names_are_answered(fast_and_slow: Any, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Did you mean equity_gap"):
        plot_outcome(fast_and_slow, "equity_gp")
    with pytest.raises(SettingsError, match="one number a run"):
        plot_outcome(fast_and_slow, "persistence")
    with pytest.raises(SettingsError, match="unknown strategy"):
        plot_differences(fast_and_slow, "fast", "slow_and_steady")
    with pytest.raises(SettingsError, match="unknown figure"):
        write_figures(fast_and_slow, tmp_path, ["use_and_dept"])
    with pytest.raises(SettingsError, match="unknown kind of figure"):
        write_figures(fast_and_slow, tmp_path, kind="gif")


def test_a_place_that_cannot_be_written_is_named(fast_and_slow: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="Name another folder"):
        write_figures(fast_and_slow, tmp_path / "file" / "figures", ["trust"])


def test_names_of_events_never_meet() -> None:
    events = ((2.0, "superintendent leaves"), (2.5, "grant ends"), (2.6, "closure"), (9.5, "state mandate"))
    found = event_rows(events, 10, 3.0)
    assert {text: row for _, text, _, row in found} == {
        "state mandate": 0, "closure": 0, "grant ends": 1, "superintendent leaves": 2,
    }  # fmt: skip
    assert [align for _, _, align, _ in found] == ["right", "left", "left", "left"]
    assert event_strip((), 10, 3.0) == 0.0


def test_several_cases_side_by_side(fast_and_slow: Any, equal: Any) -> None:
    pair = ("fast_and_furious", "slow_and_steady")
    figure = plot_differences_across({"here": fast_and_slow, "there": fast_and_slow}, *pair, ["strain", "persistence"])
    said = words(figure)
    assert "in 2 cases" in said
    assert "here" in said
    assert "cannot be compared" in said
    assert "thinking tool, not a forecast" in said
    with pytest.raises(SettingsError, match="no comparison"):
        plot_differences_across({}, *pair)
    with pytest.raises(SettingsError, match="unknown strategy"):
        plot_differences_across({"elsewhere": equal}, *pair)
