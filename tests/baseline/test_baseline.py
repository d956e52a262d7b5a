"""Numbers do not move unless somebody means it: the exact baseline, and the line that must go with a change."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("baseline_runs", Path(__file__).with_name("runs.py"))
assert SPEC is not None
assert SPEC.loader is not None
runs = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(runs)


@pytest.mark.parametrize("name", runs.RUNS)
def test_outcomes_are_exactly_those_of_the_baseline(name):
    kept = json.loads(runs.FILE.read_text(encoding="utf-8"))[name]
    found = runs.outcomes(name)
    moved = {key for key in kept.keys() | found.keys() if kept.get(key) != found.get(key)}
    assert not moved, (
        f"{len(moved)} outcomes of '{name}' moved, for instance {sorted(moved)[:5]}. If that is meant: "
        "python tests/baseline/runs.py, and a line in CHANGELOG.md that says why."
    )
