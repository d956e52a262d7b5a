"""The experiment's finding is made from the computed differences, and only between its marks."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.foundation.errors import BothwaysError
from sim.foundation.resources import folder

HOME = Path(__file__).resolve().parents[2] / "experiments" / "fast_vs_slow"

pytestmark = pytest.mark.skipif(not HOME.is_dir(), reason="the experiment is not installed with the package")


@pytest.fixture(scope="module")
def experiment() -> Any:
    description = importlib.util.spec_from_file_location("fast_vs_slow", HOME / "run.py")
    module = importlib.util.module_from_spec(description)
    description.loader.exec_module(module)
    return module


@pytest.fixture
def settings() -> dict[str, Any]:
    return yaml.safe_load((HOME / "config.yaml").read_text(encoding="utf-8"))


def test_settings_name_what_is_shipped(settings: dict[str, Any]) -> None:
    for kind, group in (("districts", "district"), ("futures", "future"), ("strategies", "strategy")):
        for name in settings[kind]:
            assert (folder("configs") / group / f"{name}.yaml").is_file()


def test_the_finding_follows_the_table(experiment: Any, settings: dict[str, Any], fast_and_slow: Any) -> None:
    text = experiment.finding({"here": fast_and_slow, "there": fast_and_slow}, settings)
    assert "- Teachers who use it: slow and steady does better in 2 of 2 cases." in text
    assert "| here | -12.0 (-12.5 to -11.5) |" in text
    assert text.endswith("A thinking tool, not a forecast.")


def test_who_gets_more_is_not_called_better(experiment: Any, fast_and_slow: Any) -> None:
    import dataclasses

    from sim.report.reading import Reading

    found = Reading(fast_and_slow).difference("fast_and_furious", "slow_and_steady", "equity_gap")
    clear = dataclasses.replace(found, mean=-0.2, low=-0.3, high=-0.1, verdict="worse")
    said = experiment.verdict_of(clear)
    assert said == "slow and steady is further to where low-income students get more"


def test_equal_strategies_have_no_finding(experiment: Any, settings: dict[str, Any], equal: Any) -> None:
    text = experiment.finding({"here": equal}, settings | {"strategies": ["one", "other"]})
    assert "does better" not in text


def test_only_the_part_between_the_marks_changes(experiment: Any, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{experiment.START}\nold\n{experiment.END}\nafter\n", encoding="utf-8")
    experiment.put_between_marks(page, "new")
    assert page.read_text(encoding="utf-8") == f"before\n{experiment.START}\nnew\n{experiment.END}\nafter\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(BothwaysError, match="lost its marks"):
        experiment.put_between_marks(page, "new")
