"""Bind plain functions into compiled loops, so that an edited or replaced rule is always the one that runs.

A kernel is a plain Python function that names rules, other kernels and constants as globals. :func:`link` compiles it
together with every plain function it names, after putting in the replacements, and names what is kept on the disk
(:mod:`sim.foundation.compiled_code`) after a fingerprint of all of that. numba's own cache looks only at the kernel's
file and would go on serving the old loop when a rule in another file is edited, or the default's loop when a rule is
replaced at run time.
"""

from __future__ import annotations

import dis
import functools
import hashlib
import inspect
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from sim.foundation.compiled_code import VARIABLE, Kept, places
from sim.foundation.compiling import Plain, dispatcher, stands_apart
from sim.foundation.errors import RuleError
from sim.foundation.numba_door import load_numba

__all__ = ["Binder", "fingerprint", "first_compile_notice", "globals_in", "link", "on_disk"]

_LIBRARIES = frozenset({"math", "numba", "numpy"})
"""Modules whose contents change with their version alone."""
_linked: dict[Any, Any] = {}
_parts: dict[tuple[Any, ...], Any] = {}  # functions that stand apart, compiled, by all that decides what they compute
_notice: list[Callable[[str], None]] = []
_found: set[str] = set()  # loops that lay on the disk


def first_compile_notice(tell: Callable[[str], None]) -> None:
    """Have ``tell`` called once, when the first loop is compiled anew: not when none of them is.

    Parameters
    ----------
    tell : callable
        Takes one line of text, for instance to print it.
    """
    _notice[:] = [tell]


def _compiling(kept: Kept) -> None:
    """Say that it takes a while, and why, before the first loop is compiled."""
    if not _notice:
        return
    if not kept.written:
        tried = " and ".join(str(place) for place in places())
        line = (
            "Compiling the rules (some 20 seconds) at every start: compiled code cannot be kept, because there is no "
            f"writing to {tried}. Set the environment variable {VARIABLE} to a folder that you may write to."
        )
    elif not _found:
        line = "First use on this machine: compiling the rules, once (some 20 seconds) ..."
    else:
        line = "Compiling rules that are new, changed or needed for the first time, once ..."
    _notice.pop()(line)


@functools.cache
def globals_in(code: CodeType) -> frozenset[str]:
    """The global names that code reads, also in the comprehensions and functions inside it.

    ``co_names`` holds names of attributes too, and a parameter may be called like a rule.
    """
    here = {step.argval for step in dis.get_instructions(code) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    inner = (globals_in(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return frozenset(here.union(*inner))


def _code_mark(code: CodeType, documented: bool) -> tuple[Any, ...]:
    constants = code.co_consts[1:] if documented else code.co_consts
    marks = [_code_mark(c, documented=False) if isinstance(c, CodeType) else repr(c) for c in constants]
    return (code.co_code.hex(), code.co_names, code.co_varnames[: code.co_argcount], marks)


def fingerprint(function: FunctionType, seen: tuple[Any, ...] = ()) -> str:
    """Describe all that decides what a function computes.

    Parameters
    ----------
    function : function
        A plain Python function.
    seen : tuple of function or module
        Functions and modules already described further up (recursion ends there).

    Returns
    -------
    str
        Bytecode, constants, defaults, closure, and the same of every global it reads, also through a module
        (``knobs.factor``). Comments and docstrings do not count.
    """
    if function in seen:
        return ""
    inside = (*seen, function)
    names = sorted(globals_in(function.__code__))
    used = [function.__globals__.get(name) for name in names]
    used += [cell.cell_contents for cell in function.__closure__ or ()]
    read = _attributes_in(function.__code__)
    values = [_value_mark(each, read, inside) for each in used]
    return repr((_code_mark(function.__code__, bool(function.__doc__)), function.__defaults__, values))


def _value_mark(used: Any, read: frozenset[str], seen: tuple[Any, ...]) -> str:
    """Describe a value that a function reads; of a module what the function may read of it."""
    used = getattr(used, "py_func", used)
    if isinstance(used, ModuleType):
        if used in seen or used.__name__.split(".")[0] in _LIBRARIES:
            return used.__name__
        parts = [(name, _value_mark(vars(used)[name], read, (*seen, used))) for name in sorted(read & set(vars(used)))]
        return used.__name__ + repr(parts)
    if isinstance(used, FunctionType):
        return fingerprint(used, seen)
    if isinstance(used, np.ndarray):  # its text leaves out what is in the middle and the last digits
        return f"{used.dtype}{used.shape}{hashlib.sha256(used.tobytes()).hexdigest()}"
    if isinstance(used, tuple | list):
        return type(used).__name__ + repr([_value_mark(part, read, seen) for part in used])
    return repr(used)


@functools.cache
def _attributes_in(code: CodeType) -> frozenset[str]:
    """The names that code may read of an object, also in the comprehensions and functions inside it."""
    inner = (_attributes_in(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return frozenset(code.co_names).union(*inner)


def check_replacement(name: str, default: FunctionType, own: Any) -> None:
    """Refuse a replacement whose arguments differ from the rule's.

    Parameters
    ----------
    name : str
        The rule's name.
    default : function
        The rule as shipped.
    own : object
        What should take its place.

    Raises
    ------
    RuleError
        When it is no plain function or takes other arguments.
    """
    if not isinstance(own, FunctionType):
        raise RuleError(f"the replacement for rule '{name}' is {own!r}; it must be a plain Python function (def).")
    wanted, found = list(inspect.signature(default).parameters), list(inspect.signature(own).parameters)
    if len(wanted) != len(found):
        raise RuleError(
            f"the replacement for rule '{name}' takes ({', '.join(found)}); the rule takes ({', '.join(wanted)}). "
            "Give it the same arguments in the same order."
        )


class Binder:
    """Copies functions so that the rules they name, and those that these name, are the ones in force.

    Inside a user's own rule, the name of the rule whose place it takes means the rule as shipped: a replacement can
    call what it replaces.

    Parameters
    ----------
    replaced : mapping of str to function
        A user's own rules by name.
    fixed : mapping of str to number, optional
        Globals bound to a value.
    finish : callable, optional
        What is done to every function that is named, for instance compiling it.
    """

    def __init__(
        self,
        replaced: Mapping[str, Callable[..., Any]],
        fixed: Mapping[str, Any] | None = None,
        finish: Callable[[FunctionType], Any] = lambda function: function,
    ) -> None:
        self.replaced, self.fixed, self.finish = replaced, dict(fixed or {}), finish
        self._made: dict[tuple[Any, frozenset[str]], Any] = {}

    def bind(self, function: FunctionType, inside: frozenset[str] = frozenset()) -> FunctionType:
        """Copy a function; ``inside`` names the rules that it takes, or is called in, the place of."""
        scope = dict(function.__globals__)
        for name in globals_in(function.__code__):
            used = scope.get(name)
            if name in self.fixed:
                scope[name] = self.fixed[name]
            elif isinstance(used, FunctionType):
                scope[name] = self._called(name, used, inside)
        copied = FunctionType(function.__code__, scope, function.__name__, function.__defaults__, function.__closure__)
        copied.__kwdefaults__ = function.__kwdefaults__
        return copied

    def _called(self, name: str, used: Any, inside: frozenset[str]) -> Any:
        if name in self.replaced and name not in inside:
            check_replacement(name, used, self.replaced[name])
            used, inside = self.replaced[name], inside | {name}
        if (used, inside) not in self._made:
            self._made[used, inside] = None
            self._made[used, inside] = self.finish(self.bind(used, inside))
        if self._made[used, inside] is None:
            raise RuleError(f"{used.__name__} calls itself; a rule is plain arithmetic and cannot.")
        return self._made[used, inside]


def link(
    kernel: Callable[..., Any],
    replaced: Mapping[str, Callable[..., Any]] | None = None,
    constants: Mapping[str, Any] | None = None,
    hot: bool = False,
) -> Any:
    """Compile a kernel with the rules that it names.

    Parameters
    ----------
    kernel : function
        A plain function over arrays and numbers.
    replaced : mapping of str to function, optional
        Rules by name that take the place of those the kernel, or a rule it calls, names.
    constants : mapping of str to number, optional
        Globals bound as compile-time constants, for instance the number of components.
    hot : bool, optional
        Compile for the speed of the loop: with all that it calls in its place, also what stands apart
        (:mod:`sim.foundation.compiling`), so that it can take several rows at a time. Other loops compile faster.

    Returns
    -------
    callable
        The compiled kernel; it releases the global interpreter lock and is cached on disk where that is possible.

    Raises
    ------
    RuleError
        When a replacement does not fit.
    """
    own, fixed = dict(replaced or {}), dict(constants or {})
    marks = tuple(
        sorted((name, fingerprint(rule) if isinstance(rule, FunctionType) else "") for name, rule in own.items())
    )
    same = (kernel, marks, tuple(sorted(fixed.items())), hot)
    if same not in _linked:
        _linked[same] = _link(kernel, own, fixed, hot)
    return _linked[same]


def on_disk(linked: Any) -> bool | None:
    """Say whether a linked kernel was compiled before.

    Parameters
    ----------
    linked : callable
        From :func:`link`.

    Returns
    -------
    bool or None
        Whether it lay on the disk when it was linked; None where there is no place to keep it.
    """
    return getattr(linked, "found_on_disk", None)


def _part(function: FunctionType) -> Any:
    """Make a function that a kernel names a part of it: put in as it stands, or compiled once for all kernels."""
    numba = load_numba()
    if not stands_apart(function):
        return numba.njit(inline="always")(function)
    same = (fingerprint(function), numba.config.BOUNDSCHECK)
    if same not in _parts:
        options: Any = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
        _parts[same] = numba.njit(forceinline=True, **options)(function)
    return _parts[same]


def _link(kernel: Callable[..., Any], own: dict[str, Callable[..., Any]], fixed: dict[str, Any], hot: bool) -> Any:
    numba = load_numba()
    assert isinstance(kernel, FunctionType)
    settings = numba.config
    if settings.DISABLE_JIT:
        if _notice:
            _notice.pop()("NUMBA_DISABLE_JIT is set: the rules run as plain Python, some hundred times as slow.")
        return Plain(Binder(own, fixed).bind(kernel))
    bound = Binder(own, fixed, numba.njit(inline="always") if hot else _part).bind(kernel)
    settings.SLP_VECTORIZE = 1  # pairs up neighbouring columns of a row; reorders no sum, so that results stay equal
    flags = repr((numba.__version__, settings.BOUNDSCHECK, "no check of divisors", "no entry from C", hot))
    digest = hashlib.sha256((flags + fingerprint(bound)).encode()).hexdigest()[:16]
    bound.__module__, bound.__qualname__ = kernel.__module__, f"{kernel.__name__}_{digest}"
    kept = Kept(f"{kernel.__name__}_{digest}", _compiling)
    result = dispatcher(bound, hot, kept)
    result.found_on_disk = kept.found if kept.written else None
    if kept.found:
        _found.add(kept.name)
    return result
