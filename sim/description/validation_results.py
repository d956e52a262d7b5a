"""What validation found, beside what was expected: read from the table that ``bothways validate`` leaves."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path

from sim.description.tables import table
from sim.foundation.resources import folder
from sim.validation.check import COUNTED, Expectation, expectations

__all__ = ["patterns", "results"]

GROUPS = {
    "null": "Null tests: without the cause no effect",
    "pattern": "Patterns",
    "network": "Networks",
    "people": "People",
    "case": "Cases, year by year",
    "survey": "The survey of systems",
}
SIMULATED = ("simulated", "simulated_low", "simulated_high")
TAGS = {
    "NULL": "arithmetic: the effect has to vanish with its cause",
    "INPUT": "written into the model, or true by definition",
    "CALIBRATED": "fitted to",
    "EMERGENT": "neither written in nor fitted",
    "HELD OUT": "kept away from building and fitting",
    "FINDING": "a question to the model, not a pass mark",
}


def _number(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return "-"
    return "-" if math.isnan(value) else f"{value:.3g}"


def _range(expectation: Expectation) -> str:
    low, high = expectation.low, expectation.high
    if math.isnan(low) and math.isnan(high):
        return expectation.expected
    if math.isnan(low) or math.isnan(high):
        span = f"at least {low:g}" if math.isnan(high) else f"at most {high:g}"
    else:
        span = f"{low:g} to {high:g}"
    return f"{expectation.expected} ({span}; {expectation.unit})"


def _expected_in(group: str) -> list[Expectation]:
    return [expectation for expectation in expectations().values() if expectation.group == group]


def patterns() -> str:
    """The patterns by which the model is judged, as written down before anything was fitted; without null tests."""
    if not expectations():
        return "No expectations are written down yet (`data/validation/expectations/`)."
    tags = [[tag, meaning, str(sum(e.tag == tag for e in expectations().values()))] for tag, meaning in TAGS.items()]
    parts = [table(["tag", "meaning", "expectations"], tags)]
    for group, title in GROUPS.items():
        rows = [[e.title, e.tag, _range(e), e.source, e.grade] for e in _expected_in(group)]
        if rows and group != "null":
            head = ["what is looked at", "tag", "expected", "source", "grade"]
            parts.append(f"**{title}**\n\n" + table(head, rows))
    return "\n\n".join(parts)


def _found() -> list[Mapping[str, str]]:
    file = folder("data") / "validation" / "results.csv"
    return _read(file) if file.is_file() else []


def _read(file: Path) -> list[Mapping[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _verdict(row: Mapping[str, str] | None) -> str:
    if row is None:
        return "not yet run"
    answers = {"holds": "holds", "does not hold": "**does not hold**", "could not be run": "could not be run"}
    return answers.get(row.get("answer", "").strip(), "finding")


def results(found: list[Mapping[str, str]] | None = None) -> str:
    """What validation found.

    Parameters
    ----------
    found : list of mapping, optional
        Rows of ``data/validation/results.csv``, read from there by default.

    Returns
    -------
    str
        Markdown; expectations without a result are "not yet run".
    """
    rows = {row["name"]: row for row in (_found() if found is None else found)}
    written = expectations()
    judged = [_verdict(row) for name, row in rows.items() if name in written and written[name].tag in COUNTED]
    held, failed = judged.count("holds"), judged.count("**does not hold**")
    parts = [f"Of {held + failed} emergent and held-out patterns {held} hold. Only these speak for the model."]
    if not rows:
        parts = ["Validation was not yet run: `bothways validate` writes `data/validation/results.csv`."]
    for group, title in GROUPS.items():
        lines = [_line(rows.get(expected.name), expected) for expected in _expected_in(group)]
        if lines:
            head = ["what is looked at", "tag", "expected", "simulated", "verdict", "in words"]
            parts.append(f"**{title}**\n\n" + table(head, lines))
    strange = [[name, _simulated(row), row.get("sentence", "")] for name, row in rows.items() if name not in written]
    if strange:
        parts.append("**Not among the expectations**\n\n" + table(["name", "simulated", "in words"], strange))
    return "\n\n".join(parts)


def _simulated(row: Mapping[str, str] | None) -> str:
    value, low, high = (_number((row or {}).get(column, "")) for column in SIMULATED)
    return f"{value} ({low} to {high})" if low != "-" else value


def _line(row: Mapping[str, str] | None, expected: Expectation) -> list[str]:
    verdict, said, why = _verdict(row), (row or {}).get("sentence", ""), (row or {}).get("why", "").strip()
    told = f"{said} Why not: {why}" if why and verdict == "**does not hold**" else said
    return [expected.title, expected.tag, _range(expected), _simulated(row), verdict, told]
