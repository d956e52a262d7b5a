"""Which functions read which parameter, and in which phases of the month: found in the code, not written down.

A function reads a parameter where its text says ``p.name`` with ``p`` a :class:`~sim.foundation.parameters.Parameters`,
or ``sim.parameters.name``. From the functions that a phase names, and those that these name, follows when it is read.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sim
from sim.engine.phases import PHASES
from sim.foundation.parameters import Parameters

__all__ = ["START", "Reader", "readers"]

START = "start"
"""What is read before the first month, beside the names of the phases."""

_PACKAGE = Path(sim.__file__).parent
_FIELDS = frozenset(Parameters._fields)


@dataclass(frozen=True)
class Reader:
    """A function that reads a parameter.

    Parameters
    ----------
    function : str
        Its name.
    file : str
        Where it stands, from the package on.
    line : int
        Where the parameter is read first.
    phases : tuple of str
        In which the function runs.
    """

    function: str
    file: str
    line: int
    phases: tuple[str, ...]


@dataclass
class _Function:
    name: str
    file: str
    reads: dict[str, int] = field(default_factory=dict)  # parameter and line
    names: set[str] = field(default_factory=set)  # functions that it names, with their modules


@functools.cache
def readers() -> Mapping[str, tuple[Reader, ...]]:
    """Find who reads each parameter.

    Returns
    -------
    Mapping of str to tuple of Reader
        For every parameter of the registry, in its order; empty where nobody reads it.
    """
    functions = _functions()
    when: dict[str, list[str]] = {name: [] for name in functions}
    roots = {START: "sim.engine.simulation.__init__"}
    roots |= {phase.name: f"{phase.run.__module__}.{phase.run.__name__}" for phase in PHASES}
    for phase_name, root in roots.items():
        for name in _reached(functions, root):
            when[name].append(phase_name)
    found: dict[str, list[Reader]] = {name: [] for name in Parameters._fields}
    for key, function in functions.items():
        for name, line in function.reads.items():
            found[name].append(Reader(function.name, function.file, line, tuple(when[key])))
    return {name: tuple(sorted(rows, key=lambda row: (row.file, row.line))) for name, rows in found.items()}


def _reached(functions: Mapping[str, _Function], root: str) -> list[str]:
    seen: list[str] = []
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in seen:
            seen.append(name)
            waiting.extend(functions[name].names)
    return seen


def _functions() -> dict[str, _Function]:
    files = [*sorted((_PACKAGE / "rules").glob("*.py")), *sorted((_PACKAGE / "engine").glob("*.py"))]
    files.append(_PACKAGE / "strategy" / "levers.py")
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    module = {path: ".".join(path.relative_to(_PACKAGE.parent).with_suffix("").parts) for path in files}
    by_folder: dict[str, dict[str, str]] = {}
    for path, tree in trees.items():
        own = {node.name: f"{module[path]}.{node.name}" for node in _definitions(tree)}
        by_folder.setdefault(path.parent.name, {}).update(own)
    methods = {node.name for node in _definitions(trees[_PACKAGE / "engine" / "simulation.py"])}
    owners = {"rules": by_folder["rules"], "kernels": by_folder["engine"]}
    owners["sim"] = owners["self"] = {name: f"sim.engine.simulation.{name}" for name in methods}
    found = {}
    for path, tree in trees.items():
        local = {node.name: f"{module[path]}.{node.name}" for node in _definitions(tree)} | _imported(tree)
        for node in _definitions(tree):
            made = _Function(node.name, path.relative_to(_PACKAGE.parent).as_posix())
            made.reads = _reads(node)
            made.names = set(_named(node, local, owners))
            found[f"{module[path]}.{node.name}"] = made
    return found


def _definitions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _imported(tree: ast.AST) -> dict[str, str]:
    """What comes from other files, by the name used here: functions and whole files with their full names."""
    return {
        name.asname or name.name: f"{node.module}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sim.")
        for name in node.names
    }


def _holds_parameters(node: ast.AST, held: set[str]) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "parameters") or (
        isinstance(node, ast.Name) and node.id in held
    )


def _reads(function: ast.FunctionDef) -> dict[str, int]:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    held = {a.arg for a in arguments if a.annotation is not None and ast.unparse(a.annotation) == "Parameters"}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=True))
                held |= {t.id for t, value in pairs if isinstance(t, ast.Name) and _holds_parameters(value, set())}
    found: dict[str, int] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and node.attr in _FIELDS and _holds_parameters(node.value, held):
            found[node.attr] = min(node.lineno, found.get(node.attr, node.lineno))
    return found


def _named(
    function: ast.FunctionDef, local: Mapping[str, str], owners: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    """Functions that a function names: directly, of another file, as a loop or a rule, or by name in a text."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in local:
            yield local[node.id]
        elif isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value)
            if owner in local:
                yield f"{local[owner]}.{node.attr}"
            yield from filter(None, [owners.get(owner.rsplit(".", 1)[-1], {}).get(node.attr)])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("teachers_do"):
            phases = [str(argument.value) for argument in node.args if isinstance(argument, ast.Constant)]
            yield from (owners["kernels"][phase] for phase in phases if phase in owners["kernels"])
