"""Fast against slow in three districts and three futures: figures, a table of results and the finding in words."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from sim import BothwaysError, Comparison, District, Future, __version__, compare
from sim.outcomes import OUTCOMES
from sim.report import findings, plot_differences_across, save_figure, write_figures
from sim.report.questions import sides
from sim.report.reading import Difference, Reading
from sim.report.words import readable, scale_for
from sim.study.plausible import load_sets
from sim.study.provenance import rules_digest

HERE = Path(__file__).resolve().parent
START, END = "<!-- finding: start (written by run.py; do not edit) -->", "<!-- finding: end -->"

Cases = dict[tuple[str, str], Comparison]


def main() -> None:
    settings = yaml.safe_load((HERE / "config.yaml").read_text(encoding="utf-8"))
    choices = argparse.ArgumentParser(description=__doc__)
    choices.add_argument("--replicates", type=int, default=settings["replicates"], help="pairs of runs in each case")
    choices.add_argument("--seed", type=int, default=settings["seed"], help="seed of all luck")
    choices.add_argument(
        "--parameter-sets", type=int, default=settings["parameter_sets"],
        help="plausible parameter sets in each case; 0 keeps the registry's values",
    )  # fmt: skip
    settings |= vars(choices.parse_args())
    cases = run_cases(settings)
    a, b = settings["strategies"]
    write_table(cases, a, b)
    for (district, future), comparison in cases.items():
        write_figures(comparison, HERE / "figures" / district / future, settings["figures"])
    named = {name_of(case, settings): comparison for case, comparison in cases.items()}
    figure = plot_differences_across(named, a, b, settings["outcomes"])
    save_figure(figure, HERE / "figures" / "summary.png")
    text = finding(named, settings)
    put_between_marks(HERE / "README.md", text)
    print(text)
    print(f"\nFigures: {HERE / 'figures'}\nAll outcomes: {HERE / 'results.csv'}")


def run_cases(settings: Mapping[str, Any]) -> Cases:
    """Compare the strategies in every district and future; finished runs are kept and not run again."""
    count = settings["parameter_sets"]
    sets = load_sets()[:count] if count > 0 else None
    cases = {}
    for district, future in product(settings["districts"], settings["futures"]):

        def tell(done: int, of: int, case: str = f"{district}, {future}") -> None:
            print(f"\r{case}: {done} of {of} runs", end="\n" if done == of else "", file=sys.stderr, flush=True)

        cases[district, future] = compare(
            settings["strategies"],
            District.load(district),
            years=settings["years"],
            replicates=settings["replicates"],
            seed=settings["seed"],
            future=Future.load(future),
            parameter_sets=sets,
            histories=False,
            progress=tell,
            store=HERE / ".store",
        )
    return cases


def name_of(case: tuple[str, str], settings: Mapping[str, Any]) -> str:
    """Name a case for people."""
    return f"{settings['districts'][case[0]]}, {settings['futures'][case[1]]}"


def write_table(cases: Cases, a: str, b: str) -> None:
    """Write every outcome of every case: both means, the difference and its interval, in the outcome's own unit."""
    rows = []
    for (district, future), comparison in cases.items():
        means = comparison.table().set_index(["outcome", "strategy"])["mean"].to_dict()
        for outcome, row in comparison.differences(a, b).to_dict("index").items():
            rows.append(
                {
                    "district": district,
                    "future": future,
                    "outcome": outcome,
                    "unit": row["unit"],
                    a: means[outcome, a],
                    b: means[outcome, b],
                    "difference": row["mean"],
                    "ci_low": row["ci_low"],
                    "ci_high": row["ci_high"],
                    "pairs": row["pairs"],
                    "verdict": row["verdict"],
                }
            )
    pd.DataFrame(rows).to_csv(HERE / "results.csv", index=False, float_format="%.6g")


def finding(cases: Mapping[str, Comparison], settings: Mapping[str, Any]) -> str:
    """Make the README's finding out of the computed differences; no word of it is written beforehand."""
    a, b = settings["strategies"]
    outcomes = [OUTCOMES[name] for name in settings["outcomes"]]
    found = {
        case: [Reading(comparison).difference(a, b, outcome.name) for outcome in outcomes]
        for case, comparison in cases.items()
    }
    sets = next(iter(cases.values())).parameter_sets
    made = (
        f"Version {__version__} (rules {rules_digest()}), {settings['replicates']} pairs of runs in each case"
        f"{f' and of {sets} plausible parameter sets' if sets > 1 else ''}, seed {settings['seed']}, "
        f"{settings['years']} years. Difference: {readable(a)} minus {readable(b)}."
    )
    lines = [made, ""]
    for place, outcome in enumerate(outcomes):
        verdicts = Counter(verdict_of(differences[place]) for differences in found.values())
        lines.append(f"- {outcome.title}: {said_of(verdicts, len(found))}.")
    head = [f"{outcome.title} ({scale_for(outcome.unit).axis})" for outcome in outcomes]
    lines += ["", "| case | " + " | ".join(head) + " |", "|---" * (1 + len(head)) + "|"]
    for case, differences in found.items():
        lines.append(f"| {case} | " + " | ".join(difference.in_words() for difference in differences) + " |")
    lines += ["", "![The differences in all cases](figures/summary.png)", ""]
    for case, comparison in cases.items():
        lines += [f"**{case}.**", "", *(f"- {sentence}" for sentence in findings(comparison, a, b)[1:-1]), ""]
    first = findings(next(iter(cases.values())), a, b)
    return "\n".join([*lines, first[0], "", "A thinking tool, not a forecast."])


def verdict_of(difference: Difference) -> str:
    """Say in a few words who does better, or who gets more where that is what the outcome says."""
    if difference.better is not None:
        return f"{readable(difference.better)} does better"
    high_side = sides(difference.outcome)[1]
    if difference.clear and high_side:
        higher = difference.a if difference.mean > 0.0 else difference.b
        return f"{readable(higher)} is further to where {high_side}"
    if difference.clear:
        return f"{readable(difference.a)} is {difference.verdict}"
    return difference.verdict


def said_of(verdicts: Counter[str], cases: int) -> str:
    """List verdicts with the number of cases, most frequent first."""
    return "; ".join(f"{verdict} in {count} of {cases} cases" for verdict, count in verdicts.most_common())


def put_between_marks(path: Path, text: str) -> None:
    """Replace what stands between the marks of a file; everything else stays as it is."""
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise BothwaysError(
            f"{path} has lost its marks; put these two lines back where the finding goes: {START} {END}"
        )
    draft = path.with_suffix(".draft")
    draft.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")
    draft.replace(path)


if __name__ == "__main__":
    try:
        main()
    except BothwaysError as mistake:
        sys.exit(str(mistake))
    except KeyboardInterrupt:
        sys.exit("Stopped. Finished runs are kept; the same command goes on from there.")
