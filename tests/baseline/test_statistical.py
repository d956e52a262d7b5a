"""What the model says stays what it says: means and SDs of headline outcomes, within what luck can do."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

SPEC = importlib.util.spec_from_file_location("baseline_statistical", Path(__file__).with_name("statistical.py"))
assert SPEC is not None
assert SPEC.loader is not None
statistical = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(statistical)
KEPT = json.loads(statistical.FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("design", statistical.DESIGNS)
def test_headline_outcomes_agree_with_the_baseline_within_luck(design):
    found = statistical.sample(design, statistical.SEED_FRESH, statistical.FRESH)
    assert set(found) == set(KEPT[design])
    for name, (mean, sd) in found.items():
        kept_mean, kept_sd = KEPT[design][name]
        assert abs(mean - kept_mean) < statistical.mean_tolerance(kept_sd), (
            f"'{name}' of '{design}' is {mean:.4g} on average; it was {kept_mean:.4g}, more than luck. If that is "
            "meant: python tests/baseline/statistical.py, and a line in CHANGELOG.md that says why."
        )
        if kept_sd > 0.0:
            factor = statistical.sd_factor()
            assert kept_sd / factor < sd < kept_sd * factor, f"the spread of '{name}' of '{design}' has changed"


def test_a_change_of_what_the_model_says_would_show():
    """Put in the slow design's place, the fast one would be refused: the comparison can fail."""
    apart = [
        name
        for name, (mean, sd) in KEPT["fast"].items()
        if abs(mean - KEPT["slow"][name][0]) > statistical.mean_tolerance(sd)
    ]
    assert len(apart) >= 3
