"""Choose the shipped plausible parameter sets: draw what is assumed, keep what stays credible.

Run ``python experiments/seven_tensions/choose_sets.py --keep 12``; the sets are written with their provenance.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import yaml

from sim import District, Strategy, __version__
from sim.engine.simulation import Simulation
from sim.study.plausible import BOUNDS, credible, draw_sets, signs_of_life, write_sets
from sim.study.provenance import rules_digest

PLACE = Path(__file__).resolve().parents[2] / "data" / "parameter_sets"


def main() -> None:
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--keep", type=int, default=12, help="how many sets to keep")
    choices.add_argument("--draws", type=int, default=200, help="how many to draw at most")
    choices.add_argument("--width", type=float, default=1.0, help="share of every range that is drawn from")
    choices.add_argument("--seed", type=int, default=11)
    chosen = choices.parse_args()
    district, strategy = District.synthetic(schools=24, teachers=720), Strategy.load("typical_2018")
    people = [district.population(chosen.seed, replicate) for replicate in range(4)]
    kept, tried, reasons = [], 0, dict.fromkeys(BOUNDS, 0)
    for values in draw_sets(chosen.draws, chosen.seed, chosen.width):
        tried += 1
        runs = [
            Simulation(district, strategy, seed=chosen.seed, replicate=r, parameters=values, population=who).run(10)
            for r, who in enumerate(people)
        ]
        signs = [signs_of_life(run) for run in runs]
        found = {name: mean([sign[name] for sign in signs]) for name in BOUNDS}
        for name, (low, high, _) in BOUNDS.items():
            reasons[name] += found[name] < low or found[name] > high
        if credible(found):
            kept.append(values)
            signs_found = {name: round(value, 2) for name, value in found.items()}
            print(f"{tried}: kept {len(kept)}  {signs_found}", flush=True)
        if len(kept) == chosen.keep:
            break
    PLACE.mkdir(parents=True, exist_ok=True)
    write_sets(kept, PLACE / "plausible.csv")
    origin = {
        "what": "sets of the assumed parameters that keep a synthetic district credible; nothing is fitted",
        "made_by": "experiments/seven_tensions/choose_sets.py",
        "version": __version__,
        "rules": rules_digest(),
        "district": "synthetic, 24 schools, 720 teachers; strategy typical_2018; 10 years; 4 replicates a set",
        "settings": vars(chosen),
        "drawn": tried,
        "kept": len(kept),
        "turned_down_by": reasons,
        "bounds": {name: {"low": low, "high": high, "why": why} for name, (low, high, why) in BOUNDS.items()},
    }
    (PLACE / "plausible.yaml").write_text(yaml.safe_dump(origin, sort_keys=False, width=110), encoding="utf-8")


def mean(values: list[float]) -> float:
    """Mean of what could be read, NaN if nothing could."""
    known = [value for value in values if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


if __name__ == "__main__":
    main()
