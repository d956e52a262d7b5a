"""Numbers that decide results do not depend on the processor: what may not be used, and what stands in its place."""

from __future__ import annotations

import ast
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.foundation.arithmetic import exponential, hyperbolic_tangent, in_order, logarithm, total
from sim.study.provenance import DECIDING

PACKAGE = Path(sim.__file__).parent
OF_THE_PROCESSOR = frozenset(
    {"exp", "expm1", "exp2", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "tanh", "sinh", "cosh", "arctan",
     "arcsin", "arccos", "power", "float_power", "cbrt", "dot", "vdot", "inner", "outer", "matmul", "tensordot",
     "einsum", "linalg", "std", "var", "cov", "corrcoef", "average", "convolve", "correlate"}
)  # fmt: skip
"""What numpy computes in another way, or in another order, on another processor, or is made of that."""
BASELINE = Path(__file__).parents[1] / "baseline" / "runs.py"


def misuses(source: str) -> list[str]:
    """Lines of code that compute with a matrix product or one of numpy's functions of the processor."""
    found = []
    for node in ast.walk(ast.parse(source)):
        product = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult)
        of_numpy = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "np"
        method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {
            "dot", "std", "var"}  # fmt: skip
        if product or method or (of_numpy and node.attr in OF_THE_PROCESSOR):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("part", DECIDING)
def test_what_decides_results_does_not_depend_on_the_processor(part):
    found = {
        str(file.relative_to(PACKAGE)): lines
        for file in sorted((PACKAGE / part).rglob("*.py"))
        if (lines := misuses(file.read_text(encoding="utf-8")))
    }
    assert not found, f"use sim.foundation.arithmetic, or math in a rule: {found}"


@pytest.mark.parametrize("line", ["a @ b", "a @= b", "np.exp(x)", "x.std()", "np.linalg.norm(x)", "a.dot(b)"])
def test_a_misuse_is_found(line):
    assert misuses(line)


def test_each_entry_is_computed_as_math_does():
    values = np.random.default_rng(1).normal(0.0, 3.0, (40, 5))
    for ours, theirs in ((exponential, math.exp), (hyperbolic_tangent, math.tanh)):
        assert ours(values).tolist() == [[theirs(x) for x in row] for row in values.tolist()]
    assert logarithm(np.array([1.0, 2.0, 5.5])).tolist() == [math.log(x) for x in (1.0, 2.0, 5.5)]
    assert logarithm(2.0) == math.log(2.0)


def test_a_total_is_added_up_in_order():
    values = np.random.default_rng(2).normal(0.0, 1e6, 1001)
    assert total(values) == in_order(values.tolist())
    assert total(values[::3]) == in_order(values[::3].tolist())
    assert total(np.array([True, False, True])) == 2.0
    assert total(np.array([])) == 0.0


def test_a_run_is_the_same_with_the_linear_algebra_of_another_processor():
    name = "fast and furious, Greeley-Evans"
    code = (
        f"import json, runpy; runs = runpy.run_path({str(BASELINE)!r}); "
        f"print(runs['outcomes']({name!r}) == json.loads(runs['FILE'].read_text(encoding='utf-8'))[{name!r}])"
    )
    environment = os.environ | {"OPENBLAS_CORETYPE": "Prescott", "PYTHONPATH": str(PACKAGE.parent)}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert found.stdout.strip() == "True", found.stdout + found.stderr
