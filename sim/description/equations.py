"""From a rule's code to its equation: definitions in the order in which they are needed, and the cases of the result.

A rule is plain arithmetic: it names intermediate quantities, returns early in special cases, and returns a value. What
is read here is the code that runs, not a text about it, so that an equation cannot differ from the rule.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass
from types import FunctionType

from sim.foundation.errors import RuleError

__all__ = ["Case", "Equation", "equation_of"]


@dataclass(frozen=True)
class Case:
    """One value that a rule gives.

    Parameters
    ----------
    value : ast.expr
        The value.
    condition : ast.expr or None
        When it is given, if no earlier case is; None for all that is left.
    """

    value: ast.expr
    condition: ast.expr | None = None


@dataclass(frozen=True)
class Equation:
    """A rule as mathematics.

    Parameters
    ----------
    name : str
        The rule.
    arguments : tuple of str
        Its inputs, without the parameters.
    definitions : tuple of (str, ast.expr)
        Intermediate quantities.
    cases : tuple of Case
        What comes out.
    decides : bool
        Whether the result is a yes or a no.
    """

    name: str
    arguments: tuple[str, ...]
    definitions: tuple[tuple[str, ast.expr], ...]
    cases: tuple[Case, ...]
    decides: bool


class _Reader:
    """Reads the statements of one rule."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.definitions: dict[str, ast.expr] = {}
        self.cases: list[Case] = []

    def read(self, body: list[ast.stmt]) -> None:
        for statement in body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # the docstring
            if isinstance(statement, ast.Assign):
                self._define(statement)
            elif isinstance(statement, ast.AugAssign):
                self._add_to(statement)
            elif isinstance(statement, ast.If):
                self._early(statement)
            elif isinstance(statement, ast.Return) and statement.value is not None:
                self._give(statement.value, None)
            else:
                raise RuleError(self._unread(statement))

    def _define(self, statement: ast.Assign) -> None:
        (target,) = statement.targets
        if not isinstance(target, ast.Name) or target.id in self.definitions:
            raise RuleError(self._unread(statement))
        self.definitions[target.id] = statement.value

    def _add_to(self, statement: ast.AugAssign) -> None:
        """``x += y`` continues the definition of x, as long as nothing has read x in between."""
        name = statement.target.id if isinstance(statement.target, ast.Name) else ""
        if next(reversed(self.definitions), None) != name:
            raise RuleError(self._unread(statement))
        for term in _terms(statement.value) if isinstance(statement.op, ast.Sub) else [statement.value]:
            self.definitions[name] = ast.BinOp(self.definitions[name], statement.op, term)

    def _early(self, statement: ast.If) -> None:
        if statement.orelse or len(statement.body) != 1 or not isinstance(statement.body[0], ast.Return):
            raise RuleError(self._unread(statement))
        value = statement.body[0].value
        assert value is not None
        self._give(value, statement.test)

    def _give(self, value: ast.expr, condition: ast.expr | None) -> None:
        if condition is None and isinstance(value, ast.IfExp):
            self._give(value.body, value.test)
            self._give(value.orelse, None)
        else:
            self.cases.append(Case(value, condition))

    def _unread(self, statement: ast.stmt) -> str:
        return (
            f"rule '{self.name}', line {statement.lineno} of it: '{ast.unparse(statement)}' cannot be written as an "
            "equation. A rule defines each name once, continues it only with += or -= in the next statement, returns "
            "early with a plain 'if', and ends with a return."
        )


def _terms(node: ast.expr) -> list[ast.expr]:
    """The terms of a sum: what is taken away together is taken away term by term."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_terms(node.left), node.right]
    return [node]


def equation_of(rule: FunctionType) -> Equation:
    """Read a rule's code.

    Parameters
    ----------
    rule : function
        One of :func:`sim.engine.rulebook.shipped_rules`.

    Returns
    -------
    Equation
        Definitions and cases as expressions of Python.

    Raises
    ------
    RuleError
        For a statement that is no plain arithmetic; the message says which.
    """
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(rule))).body
    assert isinstance(tree, ast.FunctionDef)
    reader = _Reader(rule.__name__)
    reader.read(tree.body)
    return Equation(
        name=rule.__name__,
        arguments=tuple(argument.arg for argument in tree.args.args if argument.arg != "p"),
        definitions=tuple(reader.definitions.items()),
        cases=tuple(reader.cases),
        decides=rule.__annotations__.get("return") in ("bool", bool),
    )
