"""The README's example runs, on a smaller district, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.foundation.parameters import load_parameters

TOP = Path(__file__).resolve().parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")


def test_the_example_runs():
    (code,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    for full, small in (("dallas_isd", "small_rural"), ("years=10", "years=2"), ("replicates=20", "replicates=2")):
        assert full in code
        code = code.replace(full, small)
    names: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), names)
    assert {"model", "result"} <= set(names)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/commands.md", "docs/dependencies.md"])
def test_links_lead_somewhere(page):
    file = TOP / page
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8")):
        assert (file.parent / target).exists(), target


@pytest.mark.parametrize("page", sorted(str(file.relative_to(TOP)) for file in TOP.glob("docs/*.md")))
def test_parameters_that_pages_type_are_taken(page):
    """A line with parameters stands between backticks, with beyond_range=true where a value needs it."""
    text = (TOP / page).read_text(encoding="utf-8")
    for line in re.findall(r"`[^`\n]*parameters\.\w+=[\d.][^`\n]*`", text):
        given = {name: float(value) for name, value in re.findall(r"parameters\.(\w+)=([\d.]+\d|\d)", line)}
        load_parameters(given, limit="beyond_range=true" not in line)


def test_every_command_of_the_readme_is_there():
    from sim.cli.command_line import COMMANDS

    named = set(re.findall(r"^bothways (\w+)", README, flags=re.MULTILINE))
    assert named <= set(COMMANDS)
    assert {"run", "compare"} <= named
