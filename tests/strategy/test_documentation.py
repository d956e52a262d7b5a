"""docs/strategies.md tells what the code and the files tell, and its examples run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.strategy import EVENT_TABLE, TENSION_TABLE, Conditions, Event, Future, Strategy, presets

PAGE = (Path(__file__).parents[2] / "docs" / "strategies.md").read_text(encoding="utf-8")
ROWS = {cells[1].strip(" `"): cells for cells in (line.split("|") for line in PAGE.splitlines()) if len(cells) > 3}
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("group", "name"), [(group, name) for group in presets.GROUPS for name in presets.names(group)]
)
def test_everything_shipped_is_named(group: str, name: str) -> None:
    assert f"| `{name}` | {presets.about(group, name)['title']} |" in PAGE


def test_the_tensions_are_the_ones_of_the_table() -> None:
    for row in TENSION_TABLE:
        assert f"| `{row.name}` | {row.question} | **{row.first}**: {row.first_acts_on} |" in PAGE
        assert f"| **{row.second}**: {row.second_acts_on} | {row.both_does} |" in PAGE


def test_the_conditions_are_the_ones_of_the_table() -> None:
    for row in Conditions.table():
        cells = [cell.strip() for cell in ROWS[row.name][2:-1]]
        default = str(row.default).lower() if isinstance(row.default, bool) else f"{row.default:g}"
        assert cells[0] == default
        assert cells[2:] == [row.unit, row.meaning, row.source, row.grade]
        if not isinstance(row.default, bool):
            assert cells[1] == f"{row.low:g} to {row.high:g}"


def test_the_kinds_of_events_are_the_ones_of_the_table() -> None:
    for row in EVENT_TABLE:
        usual = f"{row.size} | {row.default:g} | {row.low:g} to {row.high:g} |" if row.size else "none |"
        assert f"| `{row.name}` | {row.meaning} | {usual}" in PAGE


def test_the_examples_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (python,) = (block for language, block in BLOCKS if language == "python")
    names: dict[str, object] = {}
    exec(python, names)
    assert "guardrails" in capsys.readouterr().out
    strategy_file, future_file = (block for language, block in BLOCKS if language == "yaml")
    (tmp_path / "ours.yaml").write_text(strategy_file, encoding="utf-8")
    (tmp_path / "spring.yaml").write_text(future_file, encoding="utf-8")
    assert Strategy.load(tmp_path / "ours.yaml") == names["ours"]
    dated = Future.load(tmp_path / "spring.yaml").dated(Conditions())
    assert dated.events == (Event("grant_ends", 3), Event("closure", 3, 8, 4.0))
