"""The state variables, read from the state arrays: what each holds, and how it is stored."""

from __future__ import annotations

import ast
import csv
import functools
import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.agents import School
from sim.agents.face import Column
from sim.engine.centre import Centre
from sim.engine.state import Components, SchoolState, TeacherState

__all__ = ["STATES", "Variable", "state_variables", "words_by_hand"]

STATES: Mapping[str, Any] = {
    "TeacherState": TeacherState,
    "SchoolState": SchoolState,
    "Centre": Centre,
    "Components": Components,
}
"""What holds the state of a run."""

_STORED = re.compile(r"^(u?int\d+|float\d+|bool)\b( \([^)]*\))?,?\s*")
_SHAPE = re.compile(r"^(\([NSJK+1, ]+\))\s*")
_USUAL = {"TeacherState": "float32", "SchoolState": "float64", "Components": "float64"}


@dataclass(frozen=True)
class Variable:
    """One state variable.

    Parameters
    ----------
    name : str
        Name in the code.
    stored : str
        Type of number, and shape where it is more than one a row.
    meaning : str
        What it holds, with unit and range.
    """

    name: str
    stored: str
    meaning: str


@functools.cache
def words_by_hand() -> Mapping[tuple[str, str], str]:
    """Meanings of variables whose comment in the code is only a unit, by state and name."""
    with Path(__file__).with_name("words_of_state.csv").open(encoding="utf-8", newline="") as file:
        return {(row["state"], row["name"]): row["meaning"] for row in csv.DictReader(file)}


@functools.cache
def _faces() -> Mapping[str, str]:
    """What the attributes of a school as a Mesa agent say of the arrays of which they are cells."""
    columns = [value for value in vars(School).values() if isinstance(value, Column)]
    return {column.name: (column.__doc__ or "").rstrip(".") for column in columns}


def state_variables(state: str) -> tuple[Variable, ...]:
    """Read the variables of one kind of entity.

    Parameters
    ----------
    state : str
        A key of :data:`STATES`.

    Returns
    -------
    tuple of Variable
        In the order of the code. The meaning comes from ``words_of_state.csv``, else from the comment beside the
        variable, else from the attribute of the school as a Mesa agent; it is empty when none says anything, which a
        test forbids.
    """
    text = inspect.getsource(STATES[state])
    lines, (tree,) = text.splitlines(), ast.parse(text).body
    assert isinstance(tree, ast.ClassDef)
    found = []
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, comment = node.target.id, lines[node.lineno - 1].partition("  # ")[2]
            kind, said = _split(comment, _USUAL.get(state) or _plain(node))
            told = (
                words_by_hand().get((state, name)) or said or (_faces().get(name, "") if state == "SchoolState" else "")
            )
            found.append(Variable(name, kind, told))
    return tuple(found)


def _split(comment: str, usual: str) -> tuple[str, str]:
    """Split a comment into how the variable is stored and what it holds."""
    stored = _STORED.match(comment)
    if stored:
        return stored.group(1) + (stored.group(2) or ""), comment[stored.end() :]
    shape = _SHAPE.match(comment)
    return (f"{usual} {shape.group(1)}", comment[shape.end() :]) if shape else (usual, comment)


def _plain(node: ast.AnnAssign) -> str:
    kind = ast.unparse(node.annotation)
    return "array (J)" if kind == "np.ndarray" else kind
