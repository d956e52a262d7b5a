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
    low, high = (("" if math.isnan(side) else f"{side:g}") for side in (expectation.low, expectation.high))
    span = f"{low}..{high}" if low or high else ""
    return f"{expectation.expected} ({span} {expectation.unit})" if span else expectation.expected


def _expected_in(group: str) -> list[Expectation]:
    return [expectation for expectation in expectations().values() if expectation.group == group]


def patterns() -> str:
    """The patterns by which the model is judged, as written down before anything was fitted."""
    if not expectations():
        return "No expectations are written down yet (`data/validation/expectations/`)."
    parts = [table(["tag", "meaning"], [[tag, meaning] for tag, meaning in TAGS.items()])]
    for group, title in GROUPS.items():
        rows = [[e.title, e.tag, _range(e), f"{e.source} ({e.grade})"] for e in _expected_in(group)]
        if rows:
            parts.append(f"**{title}**\n\n" + table(["what is looked at", "tag", "expected", "source (grade)"], rows))
    return "\n\n".join(parts)


def _found() -> list[Mapping[str, str]]:
    file = folder("data") / "validation" / "results.csv"
    return _read(file) if file.is_file() else []


def _read(file: Path) -> list[Mapping[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _verdict(row: Mapping[str, str]) -> str:
    said = row.get("holds", "").strip().lower()
    return {"true": "holds", "false": "**does not hold**"}.get(said, "finding")


def results(found: list[Mapping[str, str]] | None = None) -> str:
    """What validation found.

    Parameters
    ----------
    found : list of mapping, optional
        Rows of ``data/validation/results.csv``, read from there by default.

    Returns
    -------
    str
        Markdown; "not yet run" when there is no table.
    """
    rows = _found() if found is None else found
    if not rows:
        return (
            "Validation was not yet run: `bothways validate` writes `data/validation/results.csv`, from which this "
            "part is made."
        )
    written = expectations()
    counted = [row for row in rows if row["name"] in written and written[row["name"]].tag in COUNTED]
    judged = [row for row in counted if _verdict(row) != "finding"]
    held = sum(_verdict(row) == "holds" for row in judged)
    parts = [f"Of {len(judged)} emergent and held-out patterns {held} hold. Only these speak for the model."]
    for group, title in GROUPS.items():
        lines = [_line(row, written[row["name"]]) for row in rows
                 if row["name"] in written and written[row["name"]].group == group]  # fmt: skip
        if lines:
            head = ["what is looked at", "tag", "expected", "simulated", "verdict", "in words"]
            parts.append(f"**{title}**\n\n" + table(head, lines))
    unknown = [row for row in rows if row["name"] not in written]
    if unknown:
        lines = [[row["name"], "-", "-", _simulated(row), _verdict(row), row.get("sentence", "")] for row in unknown]
        parts.append("**Not among the expectations**\n\n" + table(["name", "", "", "simulated", "", "in words"], lines))
    return "\n\n".join(parts)


def _simulated(row: Mapping[str, str]) -> str:
    value, low, high = (_number(row.get(column, "")) for column in ("value", "low", "high"))
    return f"{value} ({low} to {high})" if low != "-" else value


def _line(row: Mapping[str, str], expected: Expectation) -> list[str]:
    said = row.get("sentence", "")
    why = row.get("why", "").strip()
    told = f"{said} Why not: {why}" if why and _verdict(row) == "**does not hold**" else said
    return [expected.title, expected.tag, _range(expected), _simulated(row), _verdict(row), told]
