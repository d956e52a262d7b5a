"""Which rules read which parameters, found in the code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import sim
from sim.engine.phases import PHASES
from sim.foundation.errors import ParameterError
from sim.foundation.parameters import Parameters, load_parameters
from sim.foundation.registry import DIVISORS
from sim.verification.kept import kept_readers, written_readers
from sim.verification.parameter_table import page, read_by, table
from sim.verification.readers import START, readers

ROOT = Path(sim.__file__).parents[1]


def test_every_parameter_is_read_by_somebody_in_some_phase() -> None:
    unread = {name for name, found in readers().items() if not any(reader.phases for reader in found)}
    assert unread == set(), f"{sorted(unread)}: no rule reads them; remove them, or have a rule read them"
    assert tuple(readers()) == Parameters._fields


def test_whoever_reads_a_parameter_is_reached_from_a_phase() -> None:
    known = {START, *(phase.name for phase in PHASES)}
    for name, found in readers().items():
        for reader in found:
            assert reader.phases, f"{name} is read by {reader.function} ({reader.file}), which no phase calls"
            assert set(reader.phases) <= known


@pytest.mark.parametrize(
    ("name", "function", "file", "phase"),
    [
        ("trust_gate", "coaching_effect", "sim/rules/depth.py", "practise"),  # a rule in a loop called by its name
        ("board_start", "board_next", "sim/rules/centre.py", "judge"),  # a rule called through the book of rules
        ("memory_dropped", "let_go", "sim/engine/teachers.py", "decide"),  # a helper of a loop
        ("memory_dropped", "go_on", "sim/engine/school_year.py", "plan"),
        ("mover_poverty_pull", "order_vacancies", "sim/engine/staffing.py", "people"),  # taken out of sim.parameters
        ("review_most", "levers_from", "sim/strategy/levers.py", "plan"),
        ("need_sd_low", "start_schools", "sim/engine/start.py", START),
    ],
)
def test_readers_are_found_where_they_are(name: str, function: str, file: str, phase: str) -> None:
    found = {(reader.function, reader.file): reader for reader in readers()[name]}
    assert (function, file) in found
    reader = found[function, file]
    assert phase in reader.phases
    assert f".{name}" in (ROOT / file).read_text(encoding="utf-8").splitlines()[reader.line - 1]
    assert f"{function} (" in read_by(readers()[name])


def test_the_page_is_current() -> None:
    kept = (ROOT / "docs" / "parameters.md").read_text(encoding="utf-8")
    assert kept == page(), "docs/parameters.md is old: python -m sim.verification.parameter_table"
    assert kept_readers().read_text(encoding="utf-8") == table()
    assert written_readers() == {name: read_by(found) for name, found in readers().items()}


def divided_by(code: str) -> set[str]:
    """Parameters that stand, as themselves or as factors, under a fraction bar."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            parts = [node.right]
            while parts:
                part = parts.pop()
                if isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mult):
                    parts += [part.left, part.right]
                elif isinstance(part, ast.Attribute) and ast.unparse(part.value) in {"p", "sim.parameters"}:
                    found.add(part.attr)
    return found


def test_zero_is_refused_for_whatever_a_rule_divides_by() -> None:
    files = [file for part in ("rules", "engine") for file in (ROOT / "sim" / part).glob("*.py")]
    found = set().union(*(divided_by(file.read_text(encoding="utf-8")) for file in files))
    assert found - {"newcomer_school"} == DIVISORS  # newcomer_school is looked at before it divides
    for name in DIVISORS:
        with pytest.raises(ParameterError, match=f"'{name}' is 0; rules divide by it"):
            load_parameters({name: 0.0})
