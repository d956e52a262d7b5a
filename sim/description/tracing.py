"""Which phase of the month runs which functions, rules and draws of luck: found by following the code's own names.

Names are resolved as Python resolves them (a function's globals, a module's attributes). Three kinds of calls go by a
name only: compiled loops (``sim.kernels.leave``), rules (``sim.rules.gives_up``) and the teachers' phases
(``sim.teachers_do("hear")``).
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from sim.engine import phases, simulation, start
from sim.engine.rulebook import shipped_rules
from sim.foundation import decisions
from sim.foundation.parameters import Parameters

__all__ = ["Reached", "decision_names", "parameters_read", "phase_parts", "starting_parts"]


@dataclass(frozen=True)
class Reached:
    """What a phase comes to, directly or through what it calls; each in the order in which it is met.

    Parameters
    ----------
    functions : tuple of function
        Functions of the engine, without the rules.
    rules : tuple of str
        Names of rules.
    draws : tuple of str
        Names of decisions that luck enters.
    """

    functions: tuple[FunctionType, ...]
    rules: tuple[str, ...]
    draws: tuple[str, ...]


@functools.cache
def decision_names() -> Mapping[str, int]:
    """All decisions that luck enters, by name, with their numbers."""
    return {name: int(value) for name, value in vars(decisions).items() if name.isupper()}


@functools.cache
def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


@functools.cache
def parameters_read(function: FunctionType) -> tuple[str, ...]:
    """Names of the parameters that a function's own code reads, in the order of the registry."""
    read = {node.attr for node in ast.walk(_tree(function)) if isinstance(node, ast.Attribute)}
    return tuple(name for name in Parameters._fields if name in read)


def _kernels() -> Mapping[str, Callable[..., Any]]:
    return simulation._KERNELS


def _named(function: FunctionType) -> Iterator[Any]:
    """Functions, and names of rules and decisions, that a function's code names."""
    rules, draws, scope = shipped_rules(), decision_names(), function.__globals__
    for node in ast.walk(_tree(function)):
        match node:
            case ast.Attribute(value=ast.Attribute(attr="kernels"), attr=name):
                yield _kernels().get(name)
            case ast.Call(func=ast.Attribute(attr="teachers_do"), args=[ast.Constant(value=str() as name)]):
                yield _kernels().get(name)
            case ast.Attribute(value=ast.Attribute(attr="rules") | ast.Name(id="rules"), attr=name) if name in rules:
                yield name
            case ast.Attribute(value=ast.Name(id=base), attr=name) if isinstance(scope.get(base), ModuleType):
                yield name if name in draws else getattr(scope[base], name, None)
            case ast.Name(id=name) if name in draws and name in scope:
                yield name
            case ast.Name(id=name):
                yield scope.get(name)


def _follow(*begin: FunctionType) -> Reached:
    functions: list[FunctionType] = []
    rules: list[str] = []
    draws: list[str] = []
    known, waiting = shipped_rules(), list(begin)
    while waiting:
        function = waiting.pop(0)
        for found in _named(function):
            name = found.__name__ if isinstance(found, FunctionType) else found
            if isinstance(found, FunctionType) and known.get(found.__name__) is not found:
                own = found.__module__.startswith("sim.engine") and found not in functions and found not in begin
                if own:
                    functions.append(found)
                    waiting.append(found)
            elif isinstance(name, str) and name in known and name not in rules:
                rules.append(name)
                waiting.append(known[name])
            elif isinstance(name, str) and name in decision_names() and name not in draws:
                draws.append(name)
    return Reached((*begin, *functions), tuple(rules), tuple(draws))


@functools.cache
def phase_parts() -> Mapping[str, Reached]:
    """What each phase comes to.

    Returns
    -------
    Mapping of str to Reached
        By the phase's name, in the order of the month.
    """
    return {phase.name: _follow(_plain(phase.run)) for phase in phases.PHASES}


@functools.cache
def starting_parts() -> Reached:
    """What the first day comes to.

    Returns
    -------
    Reached
        Functions, rules and draws of :meth:`sim.engine.simulation.Simulation.begin`.
    """
    first = (start.start_state, start.start_centre, start.start_schools, start.draw_design, start.first_beliefs)
    loops = (_kernels()[name] for name in ("seat", "compare_contexts", "sum_up"))
    return _follow(*(_plain(function) for function in (*first, *loops)))


def _plain(function: Any) -> FunctionType:
    assert isinstance(function, FunctionType)
    return function
