"""The README's example runs, on a smaller district, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


def test_every_command_of_the_readme_is_there():
    from sim.cli.command_line import COMMANDS

    named = set(re.findall(r"^bothways (\w+)", README, flags=re.MULTILINE))
    assert named <= set(COMMANDS)
    assert {"run", "compare"} <= named
