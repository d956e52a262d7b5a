"""The runs of the exact baseline; ``python tests/baseline/runs.py`` writes it anew (with a line in CHANGELOG.md)."""

from __future__ import annotations

import json
from pathlib import Path

from sim import District, Future, Strategy, simulate

FILE = Path(__file__).with_name("exact.json")
RUNS = {
    "slow and steady, Reynoldsburg": ("reynoldsburg", "slow_and_steady", "nothing_happens", 4, 1),
    "fast and furious, Greeley-Evans": ("greeley_evans", "fast_and_furious", "grant_ends_year_early", 7, 2),
    "charted, Mentor": ("mentor", "charted", "superintendent_leaves_year_3", 5, 3),
    "Henry County as it was": ("henry_county", "henry_county", "henry_county_events", 5, 4),
}


def outcomes(name: str) -> dict[str, str]:
    """Every outcome of one baseline run, as exact hexadecimal numbers."""
    district, strategy, future, years, seed = RUNS[name]
    run = simulate(District.load(district), Strategy.load(strategy), years=years, seed=seed, future=Future.load(future))
    return {key: float(value).hex() for key, value in run.outcomes.items()}


if __name__ == "__main__":
    FILE.write_text(json.dumps({name: outcomes(name) for name in RUNS}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}; say in CHANGELOG.md why the numbers moved")
