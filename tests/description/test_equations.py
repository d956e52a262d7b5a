"""Every equation on the page, read back from its LaTeX, gives the same numbers as the rule."""

from __future__ import annotations

import ast
import functools
import inspect
import math
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sim.description.equations import equation_of
from sim.description.latex import expression, mathematics
from sim.engine.rulebook import shipped_rules
from sim.foundation.errors import RuleError
from sim.foundation.parameters import Parameters, registry

RULES = shipped_rules()
TOKEN = re.compile(
    r"\\(?:mathit|mathsf|mathrm|text)\{(?:[^{}])*\}|\\begin\{cases\}|\\end\{cases\}|\\left\\lfloor|\\right\\rfloor"
    r"|\\left[(|]|\\right[)|]|\\[a-zA-Z]+|\\\\|\\ |\d+\.?\d*|[-+^{}<>=,&]"
)
COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, r"\le": lambda a, b: a <= b, r"\ge": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}  # fmt: skip
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    r"\exp": math.exp, r"\ln": math.log, r"\min": min, r"\max": max,
    "clip": lambda x, low, high: min(high, max(low, x)),
}  # fmt: skip


@functools.cache
def tokens(text: str) -> tuple[str, ...]:
    """Signs of a piece of LaTeX; none may be passed over."""
    found = tuple(TOKEN.findall(text))
    assert "".join(found).replace(" ", "") == re.sub(r"\s", "", text), text
    return found


class Reader:
    """Computes the value of a piece of LaTeX; knows only what the pages use."""

    def __init__(self, text: str, names: Mapping[str, float], parameters: Parameters) -> None:
        self.tokens = tokens(text)
        self.names, self.parameters, self.at = names, parameters, 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        assert token
        assert not wanted or token == wanted, (token, wanted)
        self.at += 1
        return token

    def either(self) -> Any:
        value = self.both()
        while self.peek() == r"\ " and self.tokens[self.at + 1] == r"\text{or}":
            self.at += 3
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.comparison()
        while self.peek() == r"\ " and self.tokens[self.at + 1] == r"\text{and}":
            self.at += 3
            other = self.comparison()
            value = value and other
        return value

    def comparison(self) -> Any:
        value = self.total()
        return COMPARE[self.take()](value, self.total()) if self.peek() in COMPARE else value

    def total(self) -> Any:
        sign = -1.0 if self.peek() == "-" else 0.0
        value = -self.product(self.take() and 0.0) if sign else self.product()
        while self.peek() in ("+", "-"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self, _: float = 0.0) -> Any:
        value = self.power()
        while self.peek() == r"\cdot":
            self.take()
            value = value * self.power()
        return value

    def power(self) -> Any:
        value = self.atom()
        if self.peek() == "^":
            self.take()
            value = value ** self.group()
        return value

    def group(self) -> Any:
        self.take("{")
        value = self.either()
        self.take("}")
        return value

    def listed(self) -> list[Any]:
        self.take(r"\left(")
        values = [self.either()]
        while self.peek() == ",":
            self.take()
            values.append(self.either())
        self.take(r"\right)")
        return values

    def atom(self) -> Any:
        token = self.peek()
        if token == r"\left(":
            (value,) = self.listed()
            return value
        if token == r"\begin{cases}":
            return self.cases()
        self.take()
        kind, _, name = token.removesuffix("}").replace(r"\_", "_").partition("{")
        match kind:
            case r"\mathit":
                return self.names[name]
            case r"\mathsf":
                return getattr(self.parameters, name)
            case r"\mathrm" if name in FUNCTIONS:
                return FUNCTIONS[name](*self.listed())
            case r"\mathrm":
                called = RULES[name]
                own = [self.parameters] if "p" in inspect.signature(called).parameters else []
                return called(*self.listed(), *own)
            case r"\text":
                return {"yes": True, "no": False}[name]
            case r"\frac":
                return self.group() / self.group()
            case r"\sqrt":
                return math.sqrt(self.group())
            case r"\left\lfloor" | r"\left|":
                value = self.either()
                self.take({r"\left\lfloor": r"\right\rfloor", r"\left|": r"\right|"}[kind])
                return math.floor(value) if "floor" in kind else abs(value)
        return FUNCTIONS[token](*self.listed()) if token in FUNCTIONS else float(token)

    def cases(self) -> Any:
        """Only the row whose condition holds is computed: others may divide by zero."""
        depth, here = 0, self.at
        while True:
            depth += {r"\begin{cases}": 1, r"\end{cases}": -1}.get(self.peek(), 0)
            self.at += 1
            if depth == 0:
                break
        end, row = self.at, here + 1
        while True:
            mark = self._next("&", row)
            self.at = mark + 1
            condition = self.take()
            holds = condition == r"\text{otherwise}" or self.either()
            after = self.at
            if holds:
                self.at = row
                value = self.either()
                assert self.at == mark
                self.at = end
                return value
            assert self.tokens[after] == r"\\"
            row = after + 1

    def _next(self, wanted: str, at: int) -> int:
        depth = 0
        while depth or self.tokens[at] != wanted:
            depth += {r"\begin{cases}": 1, r"\end{cases}": -1}.get(self.tokens[at], 0)
            at += 1
        return at


def value_of(page: str, names: dict[str, float], parameters: Parameters) -> Any:
    """Compute a block of mathematics line by line; the last line is the result."""
    body = page.removeprefix("\\begin{aligned}\n").removesuffix("\n\\end{aligned}")
    body = body.replace(" \\\\\n&\\qquad {}", " ")
    known, value = dict(names), None
    for line in re.split(r" \\\\\n(?=\\math(?:it|rm)\{[^}]*\} &(?:=|\\iff) )", body):
        left, _, right = line.partition(" &")
        sign, _, right = right.partition(" ")
        assert sign in ("=", r"\iff")
        reader = Reader(right, known, parameters)
        value = reader.either()
        assert reader.at == len(reader.tokens), (line, reader.tokens[reader.at :])
        name = re.fullmatch(r"\\math(?:it|rm)\{(.*)\}", left)
        assert name is not None
        known[name.group(1).replace(r"\_", "_")] = value
    return value


def some_arguments(rule: Callable[..., Any], luck: random.Random) -> dict[str, Any]:
    """Arguments between and on the edges at which rules turn; whole numbers where a rule compares them."""
    made: dict[str, Any] = {}
    for name, argument in inspect.signature(rule).parameters.items():
        if argument.annotation == "bool":
            made[name] = luck.random() < 0.5
        elif name == "components":
            made[name] = float(luck.randint(1, 16))
        elif argument.annotation == "float":
            widest = luck.choice([1.0, 1.0, 1.0, 3.0, 40.0])
            low = (
                0.0 if name not in ("x", "noise", "reading", "principal", "need", "design", "support_kept") else -widest
            )
            made[name] = luck.choice([luck.uniform(low, widest)] * 5 + [0.0, 0.5])
    return made


@functools.cache
def some_parameters(number: int) -> Parameters:
    luck = random.Random(number)
    return Parameters(**{row.name: luck.uniform(row.low, row.high) for row in registry().values()})


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_equation_gives_what_the_rule_gives(name: str) -> None:
    rule, luck, page = RULES[name], random.Random(name), mathematics(equation_of(RULES[name]))
    seen = set()
    for number in range(40):
        names, p = some_arguments(rule, luck), some_parameters(number)
        given = names | ({"p": p} if "p" in inspect.signature(rule).parameters else {})
        wanted, read = rule(**given), value_of(page, names, p)
        seen.add(wanted)
        assert isinstance(read, bool) == isinstance(wanted, bool)
        assert read == pytest.approx(wanted, rel=1e-9, abs=1e-12), (names, page)
    assert len(seen) > 1  # else nothing was compared


@pytest.mark.parametrize(
    ("python", "latex"),
    [
        ("a - (b - c)", r"\mathit{a} - \left(\mathit{b} - \mathit{c}\right)"),
        ("(a + b) * c", r"\left(\mathit{a} + \mathit{b}\right) \cdot \mathit{c}"),
        ("-(a + b) * c", r"-\left(\mathit{a} + \mathit{b}\right) \cdot \mathit{c}"),
        ("(-a + b) * c", r"\left(-\mathit{a} + \mathit{b}\right) \cdot \mathit{c}"),
        ("a * -b", r"\mathit{a} \cdot \left(-\mathit{b}\right)"),
        ("(a / b) / c", r"\frac{\frac{\mathit{a}}{\mathit{b}}}{\mathit{c}}"),
        ("p.x * (a + b) * (a + b)", r"\mathsf{x} \cdot \left(\mathit{a} + \mathit{b}\right)^{2}"),
        ("(a < b or c < a) and b < c", (r"\left(\mathit{a} < \mathit{b}\ \text{or}\ \mathit{c} < \mathit{a}\right)"
         r"\ \text{and}\ \mathit{b} < \mathit{c}")),
    ],
)  # fmt: skip
def test_brackets_stand_where_they_are_needed(python: str, latex: str) -> None:
    assert expression(ast.parse(python, mode="eval").body) == latex


@pytest.mark.parametrize("python", ["[a]", "a.b", "a if b else", "a < b < c", "lambda: a", "a % b"])
def test_what_is_no_plain_arithmetic_is_refused(python: str) -> None:
    with pytest.raises((RuleError, SyntaxError)):
        expression(ast.parse(python, mode="eval").body)


def test_a_statement_that_is_no_equation_is_refused() -> None:
    def wrong(a: float) -> float:
        """Loop."""
        for _ in range(3):
            a += 1.0
        return a

    with pytest.raises(RuleError, match=r"rule 'wrong', line 3 of it: 'for _ in range"):
        equation_of(wrong)  # type: ignore[arg-type]
