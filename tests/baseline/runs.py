"""The runs of the exact baseline; ``python tests/baseline/runs.py`` writes it anew (with a line in CHANGELOG.md).

Wide on purpose: every shipped strategy and every future, led teams, a wealthy district, charting, small and large
districts, own parameters and rules of money, and both engines. Of each run all outcomes are kept, and a digest of
everything that was recorded month by month, so that nothing can move unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from sim import District, DistrictModel, Future, Strategy, simulate
from sim.strategy import Conditions
from sim.strategy.presets import names

FILE = Path(__file__).with_name("exact.json")


class BaselineRun(NamedTuple):
    """What one run of the baseline is made of."""

    district: str | Mapping[str, float]
    strategy: str
    future: str = "nothing_happens"
    years: int = 6
    seed: int = 1
    replicate: int = 0
    conditions: str | None = None
    parameters: Mapping[str, float] = MappingProxyType({})
    engine: str = "compiled"


WEALTHY = {"schools": 15, "low_income_mean": 0.12, "seed": 4}
LARGE = {"schools": 200, "low_income_mean": 0.6, "seed": 2}
RUNS = {
    "slow and steady, Reynoldsburg": BaselineRun("reynoldsburg", "slow_and_steady", years=4, seed=1),
    "fast and furious, Greeley-Evans": BaselineRun(
        "greeley_evans", "fast_and_furious", "grant_ends_year_early", years=7, seed=2
    ),
    "charted, Mentor": BaselineRun("mentor", "charted", "superintendent_leaves_year_3", years=5, seed=3),
    "Henry County as it was": BaselineRun("henry_county", "henry_county", "henry_county_events", years=5, seed=4),
    "one school": BaselineRun({"schools": 1}, "charted", years=8),
    "wealthy district": BaselineRun(WEALTHY, "fast_and_furious", years=8, replicate=3),
    "large district": BaselineRun(LARGE, "dallas_isd", "budget_cut_year_4", years=5),
    "twenty-five years": BaselineRun("mentor", "charted", years=25, conditions="own_budget"),
    "impatient board": BaselineRun("mid_suburban", "fast_and_furious", years=8, parameters={"board_cut_level": 0.45}),
    "agents, charted": BaselineRun("small_rural", "charted", years=3, engine="agents"),
    "agents, led teams": BaselineRun(
        "small_rural", "fast_and_furious", years=3, conditions="led_teams", engine="agents"
    ),
    **{f"strategy {name}": BaselineRun("mid_suburban", name, seed=11) for name in names("strategy")},
    **{f"future {name}": BaselineRun("mid_suburban", "fast_and_furious", name, seed=12) for name in names("future")},
    **{
        f"conditions {name}": BaselineRun("mid_suburban", "charted", conditions=name, seed=13)
        for name in names("conditions")
    },
    "vendor fails, bought help": BaselineRun("mid_suburban", "buy", "vendor_fails", years=8, seed=14),
    "led teams, fast": BaselineRun("mid_suburban", "fast", conditions="led_teams", years=8, seed=15),
}


def outcomes(name: str) -> dict[str, str]:
    """Every outcome of one baseline run as an exact hexadecimal number, and a digest of all that was recorded."""
    run = RUNS[name]
    place = District.load(run.district) if isinstance(run.district, str) else District.synthetic(**run.district)
    strategy = Strategy.load(run.strategy)
    if run.conditions is not None:
        strategy = replace(strategy, conditions=Conditions.load(run.conditions))
    choices = {"seed": run.seed, "replicate": run.replicate, "future": Future.load(run.future), "years": run.years}
    choices |= {"parameters": run.parameters, "beyond_range": True}
    if run.engine == "agents":
        model = DistrictModel(place, strategy, engine="agents", collect=False, **choices)
        history, found = model.run(), model.outcomes
    else:
        simulated = simulate(place, strategy, **choices)
        history, found = simulated.history, simulated.outcomes
    digest = hashlib.sha256()
    for series in (history.district, history.schools):
        for values in series.values():
            digest.update(np.ascontiguousarray(values).tobytes())
    return {key: float(found[key]).hex() for key in found} | {"history": digest.hexdigest()[:16]}


if __name__ == "__main__":
    FILE.write_text(json.dumps({name: outcomes(name) for name in RUNS}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}; say in CHANGELOG.md why the numbers moved")
