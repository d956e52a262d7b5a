"""Bind plain functions into compiled loops, so that an edited or replaced rule is always the one that runs.

A kernel is a plain Python function that names rules, other kernels and constants as globals. :func:`link` compiles it
together with every plain function it names, after putting in the replacements, and names the entry in numba's disk
cache after a fingerprint of all of that. numba's own cache looks only at the kernel's file and would go on serving the
old loop when a rule in another file is edited, or the default's loop when a rule is replaced at run time.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

from sim.foundation.errors import RuleError

__all__ = ["fingerprint", "first_compile_notice", "link"]

_linked: dict[Any, Any] = {}
_notice: list[Callable[[], None]] = []


def first_compile_notice(tell: Callable[[], None]) -> None:
    """Have ``tell`` called once, before the first kernel that has to be compiled anew.

    Parameters
    ----------
    tell : callable
        Takes nothing; for instance prints a line.
    """
    _notice[:] = [tell]


def _code_mark(code: CodeType, documented: bool) -> tuple[Any, ...]:
    constants = code.co_consts[1:] if documented else code.co_consts
    marks = [_code_mark(c, documented=False) if isinstance(c, CodeType) else repr(c) for c in constants]
    return (code.co_code.hex(), code.co_names, code.co_varnames[: code.co_argcount], marks)


def fingerprint(function: FunctionType, seen: tuple[FunctionType, ...] = ()) -> str:
    """Describe all that decides what a function computes.

    Parameters
    ----------
    function : function
        A plain Python function.
    seen : tuple of function
        Functions already described further up (recursion ends there).

    Returns
    -------
    str
        Bytecode, constants, defaults, closure, and the same of every global it reads. Comments and docstrings
        do not count.
    """
    if function in seen:
        return ""

    def value(used: Any) -> str:
        used = getattr(used, "py_func", used)
        if isinstance(used, ModuleType):
            return used.__name__
        if isinstance(used, FunctionType):
            return fingerprint(used, (*seen, function))
        return repr(used)

    names = function.__code__.co_names
    used = [function.__globals__.get(name) for name in names]
    used += [cell.cell_contents for cell in function.__closure__ or ()]
    marks = (_code_mark(function.__code__, bool(function.__doc__)), function.__defaults__, [value(u) for u in used])
    return repr(marks)


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


def link(
    kernel: Callable[..., Any],
    replaced: Mapping[str, Callable[..., Any]] | None = None,
    constants: Mapping[str, Any] | None = None,
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
    same = (kernel, tuple(sorted(own.items(), key=str)), tuple(sorted(fixed.items())))
    if same not in _linked:
        _linked[same] = _link(kernel, own, fixed)
    return _linked[same]


def _link(kernel: Callable[..., Any], own: dict[str, Callable[..., Any]], fixed: dict[str, Any]) -> Any:
    import numba

    made: dict[FunctionType, Any] = {}

    def bind(function: FunctionType) -> FunctionType:
        scope = dict(function.__globals__)
        for name in function.__code__.co_names:
            used = scope.get(name)
            if name in fixed:
                scope[name] = fixed[name]
            elif isinstance(used, FunctionType):
                if name in own:
                    check_replacement(name, used, own[name])
                    used = own[name]
                scope[name] = compiled(used)
        return FunctionType(function.__code__, scope, function.__name__, function.__defaults__, function.__closure__)

    def compiled(function: Any) -> Any:
        if function not in made:
            made[function] = numba.njit(inline="always")(bind(function))
        return made[function]

    assert isinstance(kernel, FunctionType)
    bound = bind(kernel)
    digest = hashlib.sha256((numba.__version__ + fingerprint(bound)).encode()).hexdigest()[:16]
    bound.__module__, bound.__qualname__ = kernel.__module__, f"{kernel.__name__}_{digest}"
    try:
        result = numba.njit(cache=True, nogil=True)(bound)
    except RuntimeError:  # no writable place for a cache: compile in memory
        result = numba.njit(nogil=True)(bound)
    return result
