"""The statistical baseline; ``python tests/baseline/statistical.py`` writes it anew (with a line in CHANGELOG.md).

Means and SDs of headline outcomes over many draws of luck. A change that only draws other luck moves the exact baseline
and leaves this one; a change of what the model says moves both.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np

from sim import District, Strategy, simulate

FILE = Path(__file__).with_name("statistical.json")
HEADLINES = (
    "spread_teachers", "effective_practice", "deep_share", "surface_share", "depth", "fit", "access",
    "access_low_income", "access_others", "student_years",
)  # fmt: skip
DESIGNS = {"fast": "fast_and_furious", "slow": "slow_and_steady", "charted": "charted"}
YEARS, KEPT, FRESH = 6, 120, 30
SEED_KEPT, SEED_FRESH = 1001, 5001  # other luck than that of the file: only what the model says has to agree
STRICT = 4.0  # standard errors; one of thirty means goes wrong by chance once in 500 times (a shift of .8 SD shows)


def sample(design: str, seed: int, count: int) -> dict[str, tuple[float, float]]:
    """Mean and SD of every headline outcome over so many draws of luck."""
    district, strategy = District.synthetic(schools=16, teachers=320), Strategy.load(DESIGNS[design])
    runs = [simulate(district, strategy, years=YEARS, seed=seed + number).outcomes for number in range(count)]
    found = {}
    for name in HEADLINES:
        values = np.array([float(outcomes[name]) for outcomes in runs])
        found[name] = (float(values.mean()), float(values.std(ddof=1)))
    return found


def mean_tolerance(sd: float) -> float:
    """How far two means of samples of these sizes may lie apart by luck."""
    return STRICT * sd * math.sqrt(1.0 / KEPT + 1.0 / FRESH) + 1e-9


def sd_factor() -> float:
    """By which factor two SDs may differ by luck: the SD of log(SD) is about 1 / sqrt(2 (n - 1)).

    Outcomes have longer tails than a normal, which widens that by about half.
    """
    return math.exp(1.5 * STRICT * math.sqrt(0.5 / (KEPT - 1) + 0.5 / (FRESH - 1)))


if __name__ == "__main__":
    made = {design: sample(design, SEED_KEPT, KEPT) for design in DESIGNS}
    rounded = {
        design: {name: [float(f"{x:.5g}") for x in pair] for name, pair in rows.items()}
        for design, rows in made.items()
    }
    FILE.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}; say in CHANGELOG.md why the numbers moved")
