r"""Expressions of Python as LaTeX, in the part of it that GitHub, MathJax and KaTeX understand.

==========================  ===============================================
in the rule                 on the page
==========================  ===============================================
an input or a definition    slanted: ``\mathit{trust}``
a parameter ``p.x``         upright without serifs: ``\mathsf{x}``
a rule                      upright: ``\mathrm{logistic}(...)``
``a * b``, ``a / b``        ``a \cdot b``, ``\frac{a}{b}``
``a * a``                   ``a^{2}``
``min(hi, max(lo, a))``     ``\mathrm{clip}(a, lo, hi)``
``a if c else b``           two cases
``math.pow(a, b)``          ``a^{b}``
``int(a)``, ``float(a)``    ``a`` (they change the type, not the value)
==========================  ===============================================

Nothing is simplified or rearranged. The tests read the LaTeX back and compare its values with the rule's.
"""

from __future__ import annotations

import ast
import math
import re

from sim.description.equations import Case, Equation
from sim.foundation.errors import RuleError

__all__ = ["expression", "mathematics"]

WIDE = 76  # signs that fit in one line of a page
OR, AND, COMPARE, ADD, MULTIPLY, POWER, ATOM = range(7)
FUNCTIONS = {"exp": r"\exp", "log": r"\ln", "min": r"\min", "max": r"\max"}
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: r"\le", ast.Gt: ">", ast.GtE: r"\ge", ast.Eq: "=",
}  # fmt: skip


def expression(node: ast.expr) -> str:
    """Write one expression.

    Parameters
    ----------
    node : ast.expr
        Plain arithmetic on names, numbers, parameters and rules.

    Returns
    -------
    str
        LaTeX for mathematics mode.

    Raises
    ------
    RuleError
        For what is no plain arithmetic.
    """
    return _write(node)[0]


def _name(text: str) -> str:
    return text.replace("_", r"\_")


def _inside(node: ast.expr, least: int) -> str:
    """Write a part, in brackets where it binds less than its surroundings need."""
    text, binds = _write(node)
    return text if binds >= least else rf"\left({text}\right)"


def _write(node: ast.expr) -> tuple[str, int]:
    match node:
        case ast.Name(id=name):
            return rf"\mathit{{{_name(name)}}}", ATOM
        case ast.Attribute(value=ast.Name(id="p"), attr=name):
            return rf"\mathsf{{{_name(name)}}}", ATOM
        case ast.Constant(value=bool() as truth):
            return (r"\text{yes}" if truth else r"\text{no}"), ATOM
        case ast.Constant(value=int() | float() as value):
            return _number(float(value)), ATOM
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return "-" + _inside(operand, MULTIPLY), ADD
        case ast.BoolOp(op=op, values=values):
            binds, sign = (AND, r"\ \text{and}\ ") if isinstance(op, ast.And) else (OR, r"\ \text{or}\ ")
            return sign.join(_inside(value, binds + 1) for value in values), binds
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return r"\text{not}\ " + _inside(operand, ATOM), AND
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
            return f"{_inside(left, ADD)} {COMPARISONS[type(op)]} {_inside(right, ADD)}", COMPARE
        case ast.BinOp():
            return _arithmetic(node)
        case ast.Call():
            return _call(node), ATOM
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return rf"\left({_cases((Case(body, test), Case(orelse)))}\right)", ATOM
    raise RuleError(f"'{ast.unparse(node)}' cannot be written as an equation.")


def _number(value: float) -> str:
    if value == math.sqrt(0.5):
        return r"\sqrt{0.5}"
    if 0.0 < value < 1e-6:
        return f"10^{{{math.log10(value):g}}}"
    short = f"{value:g}"
    return short if float(short) == value and "e" not in short else repr(value)


def _arithmetic(node: ast.BinOp) -> tuple[str, int]:
    left, right = node.left, node.right
    match node.op:
        case ast.Add():
            return f"{_inside(left, ADD)} + {_after_sign(right, ADD)}", ADD
        case ast.Sub():
            return f"{_inside(left, ADD)} - {_after_sign(right, MULTIPLY)}", ADD
        case ast.Mult() if ast.dump(left) == ast.dump(right):
            return f"{_inside(left, ATOM)}^{{2}}", POWER
        case ast.Mult():
            return _product(left, right)
        case ast.Div():
            return rf"\frac{{{expression(left)}}}{{{expression(right)}}}", ATOM
        case ast.Pow():
            return f"{_inside(left, ATOM)}^{{{expression(right)}}}", POWER
    raise RuleError(f"'{ast.unparse(node)}' cannot be written as an equation.")


def _product(left: ast.expr, right: ast.expr) -> tuple[str, int]:
    if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult) and ast.dump(left.right) == ast.dump(right):
        return rf"{_inside(left.left, MULTIPLY)} \cdot {_inside(right, ATOM)}^{{2}}", MULTIPLY
    negative = _negative(left)  # -a * b is -(a * b): no brackets, and it binds like a difference
    first = expression(left) if negative else _inside(left, MULTIPLY)
    return rf"{first} \cdot {_after_sign(right, MULTIPLY)}", ADD if negative else MULTIPLY


def _negative(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _negative(node.left)
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def _after_sign(node: ast.expr, least: int) -> str:
    """Write what follows a sign: a leading minus needs brackets there."""
    text = _inside(node, least)
    return rf"\left({text}\right)" if text.startswith("-") else text


def _call(node: ast.Call) -> str:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    if name == "pow":
        return _arithmetic(ast.BinOp(node.args[0], ast.Pow(), node.args[1]))[0]
    clipped = _clip(node)
    if clipped is not None:
        x, low, high = (expression(part) for part in clipped)
        return rf"\mathrm{{clip}}\left({x}, {low}, {high}\right)"
    arguments = [expression(argument) for argument in node.args if ast.unparse(argument) != "p"]
    match name, arguments:
        case (("int" | "float"), [only]):
            return only
        case "sqrt", [only]:
            return rf"\sqrt{{{only}}}"
        case "floor", [only]:
            return rf"\left\lfloor {only} \right\rfloor"
        case "abs", [only]:
            return rf"\left|{only}\right|"
    shown = FUNCTIONS.get(name, rf"\mathrm{{{_name(name)}}}")
    return rf"{shown}\left({', '.join(arguments)}\right)"


def _clip(node: ast.expr) -> tuple[ast.expr, ast.expr, ast.expr] | None:
    """The parts of ``min(high, max(low, x))`` or ``max(low, min(high, x))`` with numbers as bounds, as x, low, high."""
    match node:
        case ast.Call(func=ast.Name(id=outer), args=[bound, ast.Call(func=ast.Name(id=inner), args=[other, x])]):
            if {outer, inner} == {"min", "max"} and _fixed(bound) and _fixed(other):
                return (x, other, bound) if outer == "min" else (x, bound, other)
    return None


def _fixed(node: ast.expr) -> bool:
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _cases(cases: tuple[Case, ...]) -> str:
    rows = []
    for case in cases:
        when = r"\text{otherwise}" if case.condition is None else rf"\text{{if }} {expression(case.condition)}"
        rows.append(rf"{expression(case.value)} & {when}")
    return "\\begin{cases}\n" + " \\\\\n".join(rows) + "\n\\end{cases}"


def _signs(text: str) -> int:
    """About how many signs of a line a piece of LaTeX takes."""
    return len(re.sub(r"\\(mathit|mathsf|mathrm|text|left|right|frac)|[{}\\&]", "", text))


def _parts(node: ast.expr) -> list[str]:
    """A long expression in pieces at which a line may end; put together they are the expression."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            pieces = _parts(right)
            return [f"{_inside(left, ADD)} {COMPARISONS[type(op)]} {pieces[0]}", *pieces[1:]]
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            sign, least = ("+", ADD) if isinstance(op, ast.Add) else ("-", MULTIPLY)
            return [*_parts_of_sum(left), f"{sign} {_after_sign(right, least)}"]
        case ast.BinOp(left=left, op=ast.Mult(), right=right) if ast.dump(left) != ast.dump(right):
            before = _parts(left) if isinstance(left, ast.BinOp) and isinstance(left.op, ast.Mult) else []
            return [*(before or [_inside(left, MULTIPLY)]), rf"\cdot {_after_sign(right, MULTIPLY)}"]
    return [expression(node)]


def _parts_of_sum(node: ast.expr) -> list[str]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        return _parts(node)
    return [_inside(node, ADD)]


def _lines(node: ast.expr) -> str:
    """Write a definition's right side, broken where it is too long for a line."""
    if isinstance(node, ast.IfExp):
        return _cases((Case(node.body, node.test), Case(node.orelse)))
    if _signs(expression(node)) <= WIDE:
        return expression(node)
    lines: list[str] = []
    for piece in _parts(node):
        if lines and _signs(lines[-1]) + _signs(piece) <= WIDE:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return " \\\\\n&\\qquad {}".join(lines)


def mathematics(equation: Equation) -> str:
    """Write a whole rule as a block of mathematics.

    Parameters
    ----------
    equation : Equation
        From :func:`sim.description.equations.equation_of`.

    Returns
    -------
    str
        LaTeX: one line a definition, and the result as the last.
    """
    rows = [(rf"\mathit{{{_name(name)}}} &= ", _lines(value)) for name, value in equation.definitions]
    result = rf"\mathrm{{{_name(equation.name)}}}"
    if len(equation.cases) > 1:
        rows.append((f"{result} &= ", _cases(equation.cases)))
    else:
        sign = r"\iff" if equation.decides else "="
        rows.append((rf"{result} &{sign} ", _lines(equation.cases[0].value)))
    return "\\begin{aligned}\n" + " \\\\\n".join(left + right for left, right in rows) + "\n\\end{aligned}"
