"""What a validation found, in words and as tables: for the terminal and as rows for files."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sim.validation.check import COUNTED, Expectation, Finding, expectations
from sim.validation.outcome import PARTS, Outcome, Validation

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = [
    "TITLES",
    "answer",
    "expected_words",
    "not_holding",
    "nothing_fails",
    "part_table",
    "print_validation",
    "rows",
    "simulated_words",
    "summary",
]

TITLES = {
    "nulls": "Null tests: causes switched off, and restored",
    "patterns": "Patterns",
    "networks": "Networks",
    "people": "People",
    "cases": "Cases, year by year",
    "survey": "The survey of 60 systems",
}
MARKS = {True: "holds", False: "does not hold", None: "a finding"}


def answer(finding: Finding) -> str:
    """Say whether it holds."""
    return MARKS[finding.holds]


def number(value: float) -> str:
    """Write a number with three digits, and tiny ones in short."""
    if math.isnan(value):
        return "-"
    if value != 0.0 and abs(value) < 5e-4:
        return f"{value:.1e}"
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"


def simulated_words(finding: Finding) -> str:
    """Write the statistic with its interval."""
    if math.isnan(finding.value):
        return finding.sentence
    if finding.low == finding.high or math.isnan(finding.low) or math.isnan(finding.high):
        return number(finding.value)
    return f"{number(finding.value)} ({number(finding.low)} to {number(finding.high)})"


def range_words(expected: Expectation) -> str:
    """Write the range that the statistic has to lie in."""
    low, high = expected.low, expected.high
    if math.isnan(low) and math.isnan(high):
        return ""
    if math.isnan(low):
        return f"at most {number(high)}"
    if math.isnan(high):
        return f"at least {number(low)}"
    return f"{number(low)} to {number(high)}"


def expected_words(expected: Expectation) -> str:
    """Write what was expected with its range."""
    allowed = range_words(expected)
    return f"{expected.expected} [{allowed}]" if allowed else expected.expected


def not_holding(found: Validation) -> list[tuple[Expectation, Finding]]:
    """List what does not hold, what counts first."""
    failing = [pair for pair in found.findings if pair[1].holds is False]
    return sorted(failing, key=lambda pair: pair[0].tag not in COUNTED)


def nothing_fails(found: Validation) -> str:
    """Say that nothing fails, or that nothing was judged."""
    judged = any(finding.holds is not None for _, finding in found.findings)
    return "Everything that was judged holds." if judged else "Nothing was judged."


def counts(found: Validation, tags: Sequence[str]) -> tuple[int, int]:
    """Count how many of these tags hold, and how many there are."""
    judged = [finding.holds for expected, finding in found.findings if expected.tag in tags]
    judged = [holds for holds in judged if holds is not None]
    return sum(bool(holds) for holds in judged), len(judged)


def summary(found: Validation) -> str:
    """Sum up in a few sentences: what speaks for the model, and what does not count.

    Parameters
    ----------
    found : Validation
        What was run.

    Returns
    -------
    str
        Sentences.
    """
    holding, all_counted = counts(found, COUNTED)
    said = []
    if all_counted:
        said.append(
            f"Of the emergent and held-out expectations {holding} of {all_counted} hold "
            f"({holding / all_counted:.0%}): nobody wrote these in or fitted them. What something was changed for does "
            "not count any more: docs/validation.md has the share with those."
        )
    others = []
    for tag, words in (("NULL", "null tests"), ("INPUT", "inputs"), ("CALIBRATED", "calibrated")):
        kept, there = counts(found, (tag,))
        if there:
            others.append(f"{words} {kept} of {there}")
    if others:
        said.append(f"Reported apart, because they do not speak for the model: {', '.join(others)}.")
    findings = sum(finding.holds is None for _, finding in found.findings)
    if findings:
        said.append(f"{findings} are findings without a pass mark.")
    if found.failed:
        said.append(f"{len(found.failed)} studies could not be run.")
    if found.stopped:
        said.append(f"Stopped before the end: {len(found.left)} studies were not run.")
    return " ".join(said) if said else "Nothing was found."


def rows(found: Validation, timing: bool = True) -> list[dict[str, Any]]:
    """Give one row an expectation, also of studies that could not be run.

    Parameters
    ----------
    found : Validation
        What was run.
    timing : bool
        Whether to add how long each study took, which differs each time.

    Returns
    -------
    list of dict
        Plain values.
    """
    known = expectations()
    made: list[dict[str, Any]] = []
    for outcome in found.outcomes:
        by_name = {finding.name: finding for finding in outcome.findings}
        names = [name for name in outcome.answers if name in known]
        made += [_row(known[name], by_name.get(name), outcome, timing) for name in names]
    return made


def _row(expected: Expectation, finding: Finding | None, outcome: Outcome, timing: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        name: getattr(expected, name)
        for name in ("name", "group", "tag", "title", "expected", "low", "high", "unit", "source", "grade")
    }
    row["study"] = outcome.study
    if finding is None:
        row |= {"simulated": math.nan, "simulated_low": math.nan, "simulated_high": math.nan}
        row |= {"answer": "could not be run", "sentence": "", "why": outcome.error, "runs": 0}
    else:
        row |= {"simulated": finding.value, "simulated_low": finding.low, "simulated_high": finding.high}
        row |= {"answer": answer(finding), "sentence": finding.sentence, "why": finding.why, "runs": finding.runs}
    return row | ({"study_seconds": round(outcome.seconds, 2)} if timing else {})


def part_table(found: Validation, part: str) -> Table:
    """Lay out one part for the terminal.

    Parameters
    ----------
    found : Validation
        What was run.
    part : str
        Of :data:`PARTS`.

    Returns
    -------
    rich.table.Table
        One row an expectation.
    """
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=TITLES[part], title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("what", ratio=4)
    table.add_column("expected; source (grade)", ratio=6)
    table.add_column("tag", no_wrap=True)
    table.add_column("simulated (95 % interval)", ratio=3)
    table.add_column("", ratio=2)
    known = expectations()
    for outcome in (outcome for outcome in found.outcomes if outcome.part == part):
        if outcome.error:
            table.add_row(escape(outcome.study), "", "", "", f"[bold]could not be run[/bold]: {escape(outcome.error)}")
        for finding in outcome.findings:
            expected = known[finding.name]
            mark = answer(finding)
            table.add_row(
                escape(expected.title),
                f"{escape(expected_words(expected))}\n[dim]{escape(expected.source)} ({expected.grade})[/dim]",
                expected.tag,
                f"{escape(simulated_words(finding))}\n[dim]{escape(expected.unit)}[/dim]",
                f"[bold red]{mark}[/bold red]" if finding.holds is False else mark,
            )
    return table


def print_validation(found: Validation, console: Console | None = None) -> None:
    """Print what does not hold, then everything, then the sum.

    Parameters
    ----------
    found : Validation
        What was run.
    console : rich.console.Console, optional
        Where to; standard output when not given.
    """
    from rich.console import Console
    from rich.markup import escape

    out = console or Console()
    failing = not_holding(found)
    out.print("[bold]What does not hold[/bold]" if failing else nothing_fails(found))
    for expected, finding in failing:
        why = f" Why: {finding.why}" if finding.why else " Why: not found out yet."
        out.print(
            f"- {escape(expected.title)} \\[{expected.tag}]: {escape(simulated_words(finding))}, expected "
            f"{escape(range_words(expected) or expected.expected)} {escape(expected.unit)}.{escape(why)}"
        )
    for outcome in found.failed:
        out.print(f"[bold]Could not be run[/bold]: {escape(outcome.study)} ({outcome.part}): {escape(outcome.error)}")
    out.print()
    for part in PARTS:
        if any(outcome.part == part for outcome in found.outcomes):
            out.print(part_table(found, part))
    out.print(f"[bold]{escape(summary(found))}[/bold]")
