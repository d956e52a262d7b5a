"""What each of the seven tensions does, pole against pole, over plausible parameter sets.

Run ``python experiments/seven_tensions/run.py --pairs 60 --sets 8``. It writes
results.csv here and docs/tension_effects.md. A tension counts as a trade-off when each pole is clearly
better (95 % interval over pairs without zero, and more than a smallest size that matters) on an outcome that was named
beforehand, the same outcome in at least three quarters of the parameter sets. Chance alone would not do that.
"""

from __future__ import annotations

import argparse
import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd

from sim import District, __version__, compare
from sim.foundation.parameters import registry
from sim.outcomes import OUTCOMES
from sim.study.plausible import load_sets
from sim.study.provenance import rules_digest

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "tension_effects.md"
POLES = {
    "tight / loose": ("tight", "loose"),
    "fast / slow": ("fast", "slow"),
    "need / readiness": ("need", "readiness"),
    "build / buy": ("build", "buy"),
    "fixed / adaptive": ("fixed", "adaptive"),
    "prix fixe / a la carte": ("prix_fixe", "a_la_carte"),
    "practices / process and failures": ("share_practices", "share_failures"),
}
# What matters, named before anything was run: what the study of leaders and DESIGN speak of, each in its own unit.
MATTERS = (
    "spread_teachers", "deep_share", "student_years", "depth", "fit", "equity_gap", "learning", "persistence",
    "routines", "giving_up", "ownership_shift", "trust", "strain", "exits", "board_support", "dollars_per_student",
)  # fmt: skip
HORIZONS = (3, 10)
# Smallest differences that matter, in each outcome's own unit.
SMALLEST = dict.fromkeys(MATTERS, 0.005) | {
    "student_years": 0.02, "equity_gap": 0.02, "learning": 0.001, "exits": 0.001, "dollars_per_student": 2.0,
}  # fmt: skip


def one_set(job: tuple[int, int, int, dict[str, float]]) -> pd.DataFrame:
    """All seven tensions under one parameter set and horizon."""
    years, number, pairs, values = job
    names = [name for both in POLES.values() for name in both]
    district = District.synthetic(schools=24, teachers=720)
    result = compare(
        names, district, years=years, replicates=pairs, seed=3, parameters=values, histories=False, threads=1,
        persistence=years >= 6, store=HERE / ".store",
    )  # fmt: skip
    rows = []
    for tension, (first, second) in POLES.items():
        table = result.differences(first, second).loc[list(MATTERS)].reset_index(names="outcome")
        rows.append(table.assign(tension=tension, first=first, second=second, years=years, set=number))
    return pd.concat(rows)


def winner(row: Any) -> str:
    """The pole that is clearly better on this outcome, or nothing."""
    if not row.ci_low * row.ci_high > 0.0 or abs(row["mean"]) < SMALLEST[row.outcome]:
        return ""
    return str(row.first if (row["mean"] > 0.0) == (OUTCOMES[row.outcome].better == "higher") else row.second)


def main() -> None:
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--pairs", type=int, default=60, help="pairs of runs in each set")
    choices.add_argument("--sets", type=int, default=8, help="plausible sets beside the registry's values")
    choices.add_argument("--processes", type=int, default=2)
    choices.add_argument("--page", action="store_true", help="only write the page anew, from results.csv")
    chosen = choices.parse_args()
    if chosen.page:
        table = pd.read_csv(HERE / "results.csv", keep_default_na=False, na_values=["nan", ""])
        table["better"] = table.better.fillna("")
        ran = re.search(r"rules ([0-9a-f]+)", PAGE.read_text(encoding="utf-8"))  # not today's: those of the runs
        assert ran is not None
        PAGE.write_text(page(table, chosen.pairs, chosen.sets + 1, ran[1]), encoding="utf-8")
        return
    sets = [{}, *load_sets()[: chosen.sets]]
    jobs = [(years, number, chosen.pairs, values) for years in HORIZONS for number, values in enumerate(sets)]
    with ProcessPoolExecutor(chosen.processes) as pool:
        table = pd.concat(list(pool.map(one_set, jobs)))
    table["better"] = table.apply(winner, axis=1)
    table.to_csv(HERE / "results.csv", index=False, float_format="%.6g")
    PAGE.write_text(page(table, chosen.pairs, len(sets), rules_digest()[:12]), encoding="utf-8")
    print(f"wrote {HERE / 'results.csv'} and {PAGE}")


def page(table: pd.DataFrame, pairs: int, sets: int, rules: str) -> str:
    """The page of the documentation."""
    drawn = len(load_sets()[0])
    made_by = (
        "A thinking tool, not a forecast. This page is written by `experiments/seven_tensions/run.py "
        f"--pairs {pairs} --sets {sets - 1}` (version {__version__}, rules {rules}); all numbers are in "
        "`experiments/seven_tensions/results.csv`."
    )
    design = (
        "Pole against pole, the other six tensions in the middle, typical conditions, a synthetic district of 24 "
        f"schools and 720 teachers; {pairs} pairs of runs with the same luck in each of {sets} parameter sets: the "
        f"registry's values (set 0) and {sets - 1} plausible sets in which everything assumed is drawn from its range "
        f"(`data/parameter_sets/plausible.csv`). {drawn} of the {len(registry())} parameters are drawn in them. "
        "A tension counts as a trade-off when each pole is clearly better (95 % interval without zero, and more than a "
        "smallest size) on an outcome named beforehand, the same one in at least three quarters of the sets."
    )
    lines = ["# What each tension does", "", made_by, "", design, ""]
    lines += verdicts(table, sets)
    for tension, (first, second) in POLES.items():
        lines += ["", f"## {tension}", ""]
        for years in HORIZONS:
            lines += detail(table[(table.tension == tension) & (table.years == years)], first, second, years, sets)
    return "\n".join(lines) + "\n"


def verdicts(table: pd.DataFrame, sets: int) -> list[str]:
    """One row a tension: whether it is a trade-off, and on what."""
    lines = [
        "| tension | trade-off | first pole clearly better on | second pole clearly better on |",
        "|---|---|---|---|",
    ]
    for tension, (first, second) in POLES.items():
        own = table[table.tension == tension]
        sides = [often(own, pole, sets) for pole in (first, second)]
        verdict = thin((first, second), sides) if all(sides) else "not in most sets"
        lines.append(f"| {tension} | {verdict} | {sides[0] or 'nothing'} | {sides[1] or 'nothing'} |")
    return [*lines, "", f"In brackets: the year, and in how many of the {sets} sets."]


def thin(poles: tuple[str, str], sides: list[str]) -> str:
    """Say on what a trade-off rests where a side has one outcome in one year only."""
    little = [
        f"on the side of {pole.replace('_', ' ')} it rests on one thing alone"
        for pole, side in zip(poles, sides, strict=True)
        if ";" not in re.sub(r"\(.*?\)", "", side)
    ]
    return f"yes, but {', and '.join(little)}" if little else "yes"


def often(own: pd.DataFrame, pole: str, sets: int) -> str:
    """Outcomes on which a pole is clearly better in at least three quarters of the sets."""
    found = []
    for years in HORIZONS:
        counts = own[(own.years == years) & (own.better == pole)].outcome.value_counts()
        most = [name for name in MATTERS if counts.get(name, 0) >= 0.75 * sets]
        found += [f"{OUTCOMES[name].title.lower()} ({years}; {counts[name]})" for name in most]
    return "; ".join(found)


def detail(own: pd.DataFrame, first: str, second: str, years: int, sets: int) -> list[str]:
    """The effects at one horizon."""
    heads = ("outcome", "unit", "set 0: mean and 95 % interval", "over the sets: lowest to highest mean")
    lines = [f"After {years} years ({first} minus {second}):", ""]
    lines += [f"| {' | '.join(heads)} | clearly better: {first} / {second} |", "|---|---|---|---|---|"]
    for name in MATTERS:
        rows = own[own.outcome == name].sort_values("set")
        if rows["mean"].isna().all():
            continue
        zero = rows[rows.set == 0].iloc[0]
        counts = rows.better.value_counts()
        here = f"{zero['mean']:+.3g} ({zero.ci_low:+.3g} to {zero.ci_high:+.3g})"
        over = f"{rows['mean'].min():+.3g} to {rows['mean'].max():+.3g}"
        better = f"{counts.get(first, 0)} / {counts.get(second, 0)} of {sets} sets"
        lines.append(f"| {OUTCOMES[name].title} | {OUTCOMES[name].unit} | {here} | {over} | {better} |")
    return [*lines, ""]


if __name__ == "__main__":
    main()
