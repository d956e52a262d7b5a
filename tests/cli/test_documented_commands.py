"""Every command that a page shows can be typed as it stands: its settings, rules and choices are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from sim.cli import command_line, main
from sim.cli.choices import choices_from
from sim.cli.composition import composed, points_of
from sim.cli.settings import settings_from
from sim.engine.rulebook import shipped_rules

TOP = Path(__file__).resolve().parents[2]
PAGES = [TOP / "README.md", TOP / "CONTRIBUTING.md", *sorted((TOP / "docs").glob("*.md"))]
COMMANDS = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
(OWN_RULE,) = re.findall(r"```python\n(# my_rules\.py\n.*?)```", COMMANDS, flags=re.DOTALL)


def shown():
    """All commands in blocks and in running text, without what is only an outline (``...``) of one."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found = re.findall(r"^bothways .*$", text, flags=re.MULTILINE) + re.findall(r"`(bothways [^`]*)`", text)
        for line in dict.fromkeys(found):
            command = line.partition("#")[0].replace("\n", " ").strip()
            if "..." not in command and not re.search(r"\b[A-Z]{3,}\b", command):
                yield pytest.param(shlex.split(command)[1:], id=f"{page.name}: {command}")


@pytest.mark.parametrize("typed", list(shown()))
def test_a_command_of_a_page_can_be_typed(tmp_path, monkeypatch, typed):
    (tmp_path / "my_rules.py").write_text(OWN_RULE, encoding="utf-8")
    (tmp_path / "our_schools.csv").write_text("school,enrollment\nNorth,300\nSouth,500\n", encoding="utf-8")
    (tmp_path / "our_plan.yaml").write_text("fast_slow: -0.5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    if typed[0].startswith("-"):
        return
    assert typed[0] in command_line.COMMANDS
    if typed[0] not in {"run", "compare"} or "--help" in typed:
        return
    if "-m" in typed:
        points, _ = points_of([text for text in typed[1:] if text != "-m"])
    else:
        points = [typed[1:]]
    for point in points:
        choices_from(settings_from(typed[0], composed(typed[0], point)))


def test_there_are_such_commands():
    assert len(list(shown())) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_rules_that_a_page_names_are_there(page):
    named = re.findall(r"\brules\.([a-z_]+)(?==|\b)(?!\.py)", page.read_text(encoding="utf-8"))
    assert {name for name in named if name not in {"py", "x"}} <= set(shipped_rules())


def test_the_example_of_an_own_rule_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "my_rules.py").write_text(OWN_RULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    small = ["district=small_rural", "years=1", "replicates=1", "figures=none"]
    (rule,) = re.findall(r"`bothways run (rules\.\S+)`", COMMANDS)
    assert main(["run", rule, *small, "output=own"]) == 0
    assert "my_rules.py:takes_up" in (tmp_path / "own" / "config.yaml").read_text(encoding="utf-8")
