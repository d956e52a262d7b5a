"""The page of a validation: one HTML file with every figure inside, and the tables as CSV and JSON beside it."""

from __future__ import annotations

import base64
import csv
import json
import math
import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from sim.foundation.resources import folder
from sim.validation.check import COUNTED, Expectation, Finding, expectations
from sim.validation.outcome import PARTS, Outcome, Validation
from sim.validation.table import (
    TITLES,
    answer,
    expected_words,
    not_holding,
    nothing_fails,
    range_words,
    rows,
    simulated_words,
    summary,
)

__all__ = ["page", "strip", "write_table", "write_validation"]

NOTE = (
    "A thinking tool, not a forecast. Expectations were written down before anything was fitted "
    "(data/validation/expectations), and no range was widened after a result was seen. Where a statistic or a set-up "
    "was changed after results were seen, docs/validation.md, docs/validation_patterns.md and docs/cases.md say so. "
    "What a rule or a number was changed for does not count any more; how much holds with those rows, and how much "
    "held when it was first computed, stands in docs/validation.md and docs/predictions.md."
)
TAGS = {
    "NULL": "a cause switched off, or restored",
    "INPUT": "written into the model",
    "CALIBRATED": "fitted",
    "EMERGENT": "comes out, nobody wrote it in",
    "HELD OUT": "kept out of every fit",
    "FINDING": "no pass mark",
}
_WIDE, _TALL, _EDGE = 150.0, 22.0, 6.0  # of a strip, in CSS pixels


def _with_code(text: str) -> str:
    """Write names between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def strip(expected: Expectation, finding: Finding) -> str:
    """Draw the interval over what is expected, small enough for a table's cell.

    Parameters
    ----------
    expected : Expectation
        Its range becomes the grey band; an open side reaches the edge.
    finding : Finding
        Its interval becomes a line with a dot.

    Returns
    -------
    str
        An SVG element, or nothing where there is no number or no range.
    """
    ends = [value for value in (expected.low, expected.high) if not math.isnan(value)]
    shown = [value for value in (finding.low, finding.value, finding.high) if math.isfinite(value)]
    if not ends or not shown:
        return ""
    low, high = min([*ends, *shown]), max([*ends, *shown])
    room = 0.12 * (high - low) or max(1e-9, abs(high)) * 0.5
    low, high = low - room, high + room

    def x(value: float) -> float:
        return _EDGE + (value - low) / (high - low) * (_WIDE - 2 * _EDGE)

    left = 0.0 if math.isnan(expected.low) else x(expected.low)
    right = _WIDE if math.isnan(expected.high) else x(expected.high)
    colour, middle = ("#0072B2" if finding.holds is not False else "#D55E00"), _TALL / 2
    label = escape(f"{simulated_words(finding)}; expected {range_words(expected)}")
    parts = [
        f'<svg class="strip" width="{_WIDE:g}" height="{_TALL:g}" role="img" aria-label="{label}">',
        f'<rect x="{left:.1f}" y="2" width="{max(1.5, right - left):.1f}" height="{_TALL - 4:g}" fill="#DDDDDD"/>',
    ]
    if low < 0.0 < high:
        parts.append(f'<line x1="{x(0.0):.1f}" x2="{x(0.0):.1f}" y1="0" y2="{_TALL:g}" stroke="#767676"/>')
    parts.append(
        f'<line x1="{x(shown[0]):.1f}" x2="{x(shown[-1]):.1f}" y1="{middle:g}" y2="{middle:g}" '
        f'stroke="{colour}" stroke-width="2.5"/>'
    )
    if math.isfinite(finding.value):
        parts.append(f'<circle cx="{x(finding.value):.1f}" cy="{middle:g}" r="4" fill="{colour}"/>')
    return "".join([*parts, "</svg>"])


def page(found: Validation, origin: Mapping[str, Any]) -> str:
    """Write the page.

    Parameters
    ----------
    found : Validation
        What was run.
    origin : mapping
        Where it comes from (:func:`sim.study.provenance.provenance`).

    Returns
    -------
    str
        HTML that needs nothing beside it.
    """
    parts = [part for part in PARTS if any(outcome.part == part for outcome in found.outcomes)]
    links = " · ".join(f'<a href="#{part}">{escape(TITLES[part])}</a>' for part in parts)
    tags = "; ".join(f"<b>{tag}</b> {words}" for tag, words in TAGS.items())
    size = "everything (full=true)" if found.setting.full else "as much as fits into ten minutes"
    legend = (
        f"Tags: {tags}. Only {' and '.join(tag.lower() for tag in COUNTED)} count. Grey in a strip: what is expected; "
        "line and dot: what was simulated (95 % interval)."
    )
    made = (
        f"bothways {origin.get('version', '')}, commit {origin.get('commit') or 'unknown'}, rules "
        f"{origin.get('rules', '')}, seed {found.setting.seed}, size: {size}; {found.wall:.0f} s."
    )
    body = [
        "<h1>Why believe it?</h1>",
        f'<p class="sum">{escape(summary(found))}</p>',
        f"<p>{escape(NOTE)}</p>",
        _failing(found),
        f"<p>{links}</p>",
        f'<p class="small">{legend}</p>',
        *(_part(found, part) for part in parts),
        f'<p class="small">{escape(made)}</p>',
    ]
    template = (folder("data") / "validation" / "page.html").read_text(encoding="utf-8")
    return template.replace("{{body}}", "\n".join(body))


def _failing(found: Validation) -> str:
    failing = not_holding(found)
    items = []
    for expected, finding in failing:
        why = finding.why or "Why is not found out yet."
        link = f'<a href="#{escape(expected.name)}">{escape(expected.title)}</a>'
        items.append(
            f'<li>{link} <span class="tag">{expected.tag}</span>: '
            f"{escape(simulated_words(finding))}, expected {escape(range_words(expected) or expected.expected)} "
            f"({escape(expected.unit)}). {_with_code(why)}</li>"
        )
    items += [
        f"<li><b>Could not be run:</b> {escape(outcome.study)}: {escape(outcome.error)}</li>"
        for outcome in found.failed
    ]
    if not items:
        return f"<h2>What does not hold</h2><p>{nothing_fails(found)}</p>"
    return f"<h2>What does not hold</h2><ul>{''.join(items)}</ul>"


def _part(found: Validation, part: str) -> str:
    outcomes = [outcome for outcome in found.outcomes if outcome.part == part]
    lines = [_line(expected, finding) for expected, finding in _pairs(outcomes)]
    head = "<tr><th>what<th>expected; source (grade)<th>tag<th>simulated<th><th></tr>"
    figures = [
        f'<figure><img alt="{escape(expectations()[name].title)}" src="data:image/svg+xml;base64,'
        f'{base64.b64encode(svg).decode()}"></figure>'
        for outcome in outcomes
        for name, svg in outcome.pictures.items()
    ]
    return f'<h2 id="{part}">{escape(TITLES[part])}</h2>{"".join(figures)}<table>{head}{"".join(lines)}</table>'


def _pairs(outcomes: Sequence[Outcome]) -> list[tuple[Expectation, Finding]]:
    known = expectations()
    return [(known[finding.name], finding) for outcome in outcomes for finding in outcome.findings]


def _line(expected: Expectation, finding: Finding) -> str:
    mark = answer(finding)
    kind = {True: "yes", False: "no", None: "open"}[finding.holds]
    said = finding.sentence if finding.sentence != simulated_words(finding) else ""
    why = f'<div class="why">Why: {escape(finding.why)}</div>' if finding.why and finding.holds is not True else ""
    source = f'<div class="small">{escape(expected.source)} ({expected.grade})</div>'
    runs = f"; {finding.runs} runs" if finding.runs else ""
    return (
        f'<tr id="{escape(expected.name)}"><td>{escape(expected.title)}</td>'
        f"<td>{escape(expected_words(expected))}{source}</td>"
        f'<td class="tag">{expected.tag}</td><td>{escape(simulated_words(finding))}'
        f'<div class="small">{escape(expected.unit)}{runs}</div><div class="small">{escape(said)}</div>{why}</td>'
        f'<td>{strip(expected, finding)}</td><td class="{kind}">{mark}</td></tr>'
    )


def write_table(found: Validation, path: Path, rules: str = "", timing: bool = True) -> None:
    """Write one row an expectation.

    Parameters
    ----------
    found : Validation
        What was run.
    path : pathlib.Path
        A CSV file.
    rules : str
        Hash of the rules; with the seed and the size it says what the rows rest on.
    timing : bool
        Whether to write how long studies took.
    """
    made = rows(found, timing)
    basis = {"seed": found.setting.seed, "full": found.setting.full, "rules": rules}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*(made[0] if made else {"name": ""}), *basis], lineterminator="\n")
        writer.writeheader()
        for row in made:
            writer.writerow({key: _cell(value) for key, value in (row | basis).items()})


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.6g}"
    return value


def write_validation(found: Validation, place: Path, origin: Mapping[str, Any]) -> None:
    """Write the page, the tables, the figures and where they come from into an empty folder.

    Parameters
    ----------
    found : Validation
        What was run.
    place : pathlib.Path
        The folder.
    origin : mapping
        Provenance, plain values.
    """
    from sim.study.folder import PROVENANCE

    (place / "index.html").write_text(page(found, origin), encoding="utf-8")
    write_table(found, place / "results.csv", str(origin.get("rules", "")))
    _write_json(place / PROVENANCE, dict(origin))
    details = {finding.name: dict(finding.details) for _, finding in found.findings if finding.details}
    errors = {outcome.study: outcome.trace or outcome.error for outcome in found.failed}
    content = {
        "note": NOTE,
        "summary": summary(found),
        "stopped": found.stopped,
        "not_run": list(found.left),
        "results": [{key: _json_value(value) for key, value in row.items()} for row in rows(found)],
        "details": details,
        "errors": errors,
    }
    _write_json(place / "results.json", content)
    if found.pictures:
        (place / "figures").mkdir()
        for name, svg in found.pictures.items():
            (place / "figures" / f"{name}.svg").write_bytes(svg)


def _json_value(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
