"""Check a user's own rules before a run begins: one clear line instead of a compiler's thirty."""

from __future__ import annotations

import dis
import functools
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from sim.engine.rulebook import shipped_rules
from sim.foundation.errors import BothwaysError, RuleError, raised_at
from sim.foundation.linking import Binder, fingerprint, globals_in
from sim.foundation.numba_door import load_numba
from sim.foundation.parameters import load_parameters

__all__ = ["TEACHERS_LOOPS", "check_own_rules", "concerned", "own_rules_named"]

TEACHERS_LOOPS = ("hear", "decide", "practise", "feel")  # what Mesa agents can do in plain Python
_passed: set[str] = set()
_SOURCES = ("random", "secrets", "numpy.random")


def check_own_rules(
    replaced: Mapping[str, Any], loops: Mapping[str, Callable[..., Any]], plain: Collection[str] = ()
) -> None:
    """Compile every own rule that a compiled loop will call, alone.

    Parameters
    ----------
    replaced : mapping of str to function
        Own rules by the name of the rule whose place they take.
    loops : mapping of str to function
        The loops by name.
    plain : collection of str
        Loops that are not compiled in this run.

    Raises
    ------
    RuleError
        When one cannot be compiled, or does not always give a number.
    """
    for name, own in replaced.items():
        _refuse_own_luck(name, own)
        compiled = {loop for loop, function in loops.items() if name in _reached(function)} - set(plain)
        mark = name + fingerprint(own)
        if compiled and mark not in _passed:
            advice = " engine='agents' takes it as it is." if compiled <= set(TEACHERS_LOOPS) else ""
            _check(name, own, replaced, advice)
            _passed.add(mark)


def concerned(loop: Callable[..., Any], replaced: Mapping[str, Any]) -> Mapping[str, Any]:
    """Own rules with which a loop has to be linked: all, if it calls one of them, else none.

    Rules of the centre are called by no loop: with them runs share the loops of the shipped rules.

    Parameters
    ----------
    loop : function
        The loop as written.
    replaced : mapping of str to function
        Own rules by the name of the rule whose place they take.
    """
    return replaced if replaced and replaced.keys() & _reached(loop) else {}


@contextmanager
def own_rules_named(replaced: Mapping[str, Any]) -> Iterator[None]:
    """Say which of a user's own rules has raised an error in the block, and in which line.

    Parameters
    ----------
    replaced : mapping of str to function
        Own rules by the name of the rule whose place they take.

    Raises
    ------
    RuleError
        In the place of an error that came about in a file of theirs.
    """
    try:
        yield
    except BothwaysError:
        raise
    except Exception as error:
        files = {own.__code__.co_filename for own in replaced.values()}
        # Compiled code that was kept names the file as it was called when it was compiled: it may have been moved.
        place = raised_at(error, lambda file: file in files or (file.endswith(".py") and not Path(file).exists()))
        for file in files:
            moved = re.search(rf"\b{re.escape(Path(file).name)}(, line \d+)$", place)
            place = f"{file}{moved.group(1)}" if moved else place
        if not place:
            raise
        named = ", ".join(replaced)
        said = " ".join(str(error).split())
        raise RuleError(
            f"own rule ({named}): {place} raised {type(error).__name__}: {said}. A rule must give a number for every "
            "teacher and school."
        ) from error


def _refuse_own_luck(name: str, own: Any) -> None:
    """Refuse a rule that draws for itself: its luck would be another one in every run, also in both runs of a pair."""
    if _draws(own, set()):
        code = own.__code__
        raise RuleError(
            f"rule '{name}': {own.__qualname__} ({code.co_filename}, line {code.co_firstlineno}) draws its own random "
            "numbers. Luck is shared between strategies: use the draw that the rule is handed (luck or noise)."
        )


def _draws(function: Any, seen: set[Any]) -> bool:
    """Whether a function, or one that it calls, names a source of random numbers."""
    if function in seen:
        return False
    seen.add(function)
    code = function.__code__
    imported = {step.argval for step in dis.get_instructions(code) if step.opname == "IMPORT_NAME"}
    if imported & set(_SOURCES):
        return True
    for name in globals_in(code):
        used = function.__globals__.get(name)
        home = used.__name__ if isinstance(used, ModuleType) else str(getattr(type(used), "__module__", ""))
        if isinstance(used, FunctionType):
            home = used.__module__
            if _draws(used, seen):
                return True
        elif callable(used):  # a method of the module's own generator, for instance random.random
            home = type(getattr(used, "__self__", None)).__module__ or home
        if any(f"{home}.".startswith(f"{source}.") for source in _SOURCES):
            return True
        if home == "numpy" and "random" in code.co_names:
            return True
    return False


@functools.cache
def _reached(function: Any) -> set[str]:
    """Names of the plain functions that a loop calls, and that these call."""
    found: set[str] = set()
    for name in globals_in(function.__code__):
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType):
            found |= {name} | _reached(called)
    return found


def _check(name: str, own: Any, replaced: Mapping[str, Any], advice: str) -> None:
    numba = load_numba()
    if numba.config.DISABLE_JIT:  # nothing is compiled: it runs as it is
        return
    errors = (numba.core.errors.NumbaError, numba.core.errors.NumbaWarning)
    kinds = {"float": numba.float64, "int": numba.int64, "bool": numba.boolean}
    kinds["Parameters"] = numba.typeof(load_parameters())
    wanted = dict(shipped_rules()[name].__annotations__)
    gives = wanted.pop("return")
    code = own.__code__
    place = f"rule '{name}': {own.__qualname__} ({code.co_filename}, line {code.co_firstlineno})"
    help_yourself = f"A rule is plain arithmetic on numbers, with math.* and other rules.{advice}"
    bound = Binder(replaced, finish=numba.njit(inline="always")).bind(own, frozenset({name}))
    compiled = numba.njit(bound)
    try:
        compiled.compile(tuple(kinds[kind] for kind in wanted.values()))
    except errors as error:
        raise RuleError(f"{place} cannot be compiled: {_first_line(error)} {help_yourself}") from None
    given = compiled.nopython_signatures[-1].return_type
    number = (numba.types.Integer, numba.types.Boolean) if gives == "int" else (numba.types.Number, numba.types.Boolean)
    if not isinstance(given, number):
        raise RuleError(f"{place} gives {given}, not always a {gives}. {help_yourself}")


def _first_line(error: Exception) -> str:
    """What a compiler's message says first that is not about the compiler."""
    for line in str(error).splitlines():
        text = line.strip()
        if text and not text.startswith(("Failed in", "Internal error", "During:", "File ")):
            return text.rstrip(".") + "."
    return type(error).__name__ + "."
