"""How much effort goes into compiling what."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any, TypeVar

import numpy as np

from sim.foundation.compiled_code import Kept
from sim.foundation.numba_door import load_numba
from sim.foundation.stopping import stops_wait

__all__ = ["Plain", "apart", "dispatcher", "stands_apart"]

Function = TypeVar("Function", bound=Callable[..., Any])

_apart: set[CodeType] = set()


def apart(function: Function) -> Function:
    """Mark a function that many loops call: it is compiled once in a process and not with every place that names it.

    The call is resolved in the end, too late only for loops that take several rows at a time (``hot`` in
    :func:`sim.foundation.linking.link`).

    Parameters
    ----------
    function : function
        A plain function.

    Returns
    -------
    function
        The same, still plain Python.
    """
    _apart.add(function.__code__)
    return function


def stands_apart(function: FunctionType) -> bool:
    """Whether a function was marked by :func:`apart`; a copy that names other rules is marked as well.

    Parameters
    ----------
    function : function
        A plain function.

    Returns
    -------
    bool
        Whether it is compiled by itself.
    """
    return function.__code__ in _apart


@contextlib.contextmanager
def _compiling(hot: bool) -> Iterator[None]:
    """Compile with less effort what is not hot, and look for no garbage among the compiler's many small objects.

    Both together are a quarter of the time.
    """
    core = load_numba().core
    settings = core.config
    with stops_wait(), core.compiler_lock.global_compiler_lock:
        effort, collecting = settings.OPT, gc.isenabled()
        gc.disable()
        if not hot:
            settings.OPT = type(effort)(min(1, effort))
        try:
            yield
        finally:
            settings.OPT = effort
            if collecting:
                gc.enable()


class Plain:
    """A loop that is not compiled, because ``NUMBA_DISABLE_JIT`` is set: a debugger steps through it and its rules.

    Parameters
    ----------
    bound : function
        With all that it names.
    """

    overloads: tuple[Any, ...] = ()
    found_on_disk = None

    def __init__(self, bound: FunctionType) -> None:
        self.py_func = bound

    def __call__(self, *arguments: Any) -> Any:
        """Run it; whole numbers of a draw go beyond 64 bits and begin again, as they do when compiled."""
        with np.errstate(all="ignore"):
            return self.py_func(*arguments)


def dispatcher(bound: FunctionType, hot: bool, kept: Kept | None = None) -> Any:
    """Make a loop that is compiled when it is first called.

    Parameters
    ----------
    bound : function
        With all that it names.
    hot : bool
        Compile for the speed of the loop.
    kept : Kept, optional
        Where it is kept on the disk, by default nowhere.

    Returns
    -------
    callable
        numba's dispatcher.
    """
    options: Any = {"error_model": "numpy", "no_cfunc_wrapper": True}  # nothing calls these loops from C
    result: Any = load_numba().njit(nogil=True, **options)(bound)
    compiles = result.compile
    if kept is not None:
        result._cache = kept

    def compile_so(signature: Any) -> Any:
        with _compiling(hot):
            return compiles(signature)

    result.compile, result.hot = compile_so, hot
    return result
