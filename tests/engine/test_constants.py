"""No number of the model hides in the code: constants stand in the registry, or in a table with the reason why not."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

PACKAGE = Path(sim.__file__).parent
PARTS = ("rules", "engine", "strategy")
COUNTING = {0, 1, 2, 12}
"""Nothing, all, a pair, the months of a year."""
TABLE = Path(__file__).with_name("constants.csv")


def allowed() -> dict[tuple[str, str], str]:
    """Lines with constants that are no parameters, and why."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["line"]): row["reason"] for row in csv.DictReader(file)}


def constants(source: str) -> Iterator[str]:
    """Lines of code with a number beside those that count, or with arithmetic of numbers alone."""
    lines, seen = source.splitlines(), set()
    for node in ast.walk(ast.parse(source)):
        number = isinstance(node, ast.Constant) and type(node.value) in (int, float) and node.value not in COUNTING
        sum_of_numbers = isinstance(node, ast.BinOp) and all(
            isinstance(side, ast.Constant) and type(side.value) in (int, float) for side in (node.left, node.right)
        )
        if (number or sum_of_numbers) and node.lineno not in seen:
            seen.add(node.lineno)
            yield lines[node.lineno - 1].strip()


def found() -> set[tuple[str, str]]:
    files = [file for part in PARTS for file in sorted((PACKAGE / part).glob("*.py"))]
    return {
        (file.relative_to(PACKAGE).as_posix(), line)
        for file in files
        for line in constants(file.read_text(encoding="utf-8"))
    }


def test_numbers_stand_in_the_registry_or_say_why_not() -> None:
    new = sorted(found() - set(allowed()))
    assert new == [], (
        f"put them into sim/foundation/parameters.csv, or into {TABLE.name} with the reason why not: {new}"
    )


def test_the_table_names_only_what_is_there() -> None:
    assert sorted(set(allowed()) - found()) == []
    assert all(len(reason) > 8 for reason in allowed().values())


@pytest.mark.parametrize("line", ["x = 0.3 * y", "if x > 5:", "z = 1 / 2", "f(x, 1e-9)"])
def test_a_hidden_number_is_found(line: str) -> None:
    source = line + "\n    pass" if line.endswith(":") else line
    assert list(constants(source)) == [line]


@pytest.mark.parametrize("line", ["x = 1.0 - y", "if x % 12 == 0:", "x = 'three'", "x = p.coach_base * 2.0"])
def test_what_counts_is_let_through(line: str) -> None:
    source = line + "\n    pass" if line.endswith(":") else line
    assert list(constants(source)) == []
