"""From a seed and a number to a case, and from a case to what is wrong with the answer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzzing.call_cases import call_case
from fuzzing.case import Case, faults
from fuzzing.line_cases import line_case
from fuzzing.table_cases import school_case, sets_case
from fuzzing.yaml_cases import yaml_case

Maker = Callable[[random.Random], Case]

MAKERS: tuple[Maker, ...] = (yaml_case, yaml_case, yaml_case, call_case, call_case, sets_case, school_case, line_case)
"""Typed lines take a tenth of a second each, the others nearly nothing."""


def case_of(seed: int, number: int, makers: Sequence[Maker] = MAKERS) -> Case:
    """Make a case; the same for the same seed and number."""
    rng = random.Random(f"{seed} {number}")
    return makers[number % len(makers)](rng)


def faults_of(seed: int, number: int, makers: Sequence[Maker] = MAKERS) -> list[str]:
    """Try a case, and say what is wrong with the answer and how to see it again."""
    case = case_of(seed, number, makers)
    with tempfile.TemporaryDirectory() as folder:
        found = faults(case, Path(folder))
    again = f"case_of({seed}, {number})"
    return [f"{again}, {case.kind}: {fault}\n    input: {case.what}" for fault in found]


def all_faults(seed: int, count: int, most: int = 20, words: str = "", makers: Sequence[Maker] = MAKERS) -> list[str]:
    """Try many cases, and stop after some faults whose report holds certain words."""
    found: list[str] = []
    for number in range(count):
        found += [fault for fault in faults_of(seed, number, makers) if words in fault]
        if len(found) >= most:
            break
    return found
