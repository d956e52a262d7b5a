"""Compiled loops that are handed only the columns they use.

A loop that takes a whole state (a hundred arrays) costs seconds to compile and microseconds to call, however little it
touches. So each loop gets a narrow tuple with just the columns that its code, and the rules in it, name. The loop's own
text does not change: ``t.trust`` is ``t.trust``.
"""

from __future__ import annotations

import hashlib
import sys
from collections import namedtuple
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

import numpy as np

from sim.engine.ahead import wait_for
from sim.engine.schools import Leading
from sim.engine.state import Components, SchoolState, TeacherState
from sim.engine.teachers import Month
from sim.foundation.linking import fingerprint, globals_in, link
from sim.foundation.parameters import Parameters

__all__ = ["Kernel"]

_WIDE = (TeacherState, SchoolState, Components, Parameters)
_WHOLE = (Month, Leading)  # made anew every month and small: handed over as they are
_HOT = ("hear", "decide", "practise", "feel", "sum_up")  # each month over all teachers, several at a time
_narrow: dict[tuple[type, tuple[str, ...]], Any] = {}
_columns: dict[Any, dict[Any, tuple[str, ...]]] = {}
_named: dict[tuple[Any, Any], FunctionType] = {}
_entries: dict[tuple[Any, ...], Any] = {}  # compiled code by loop and by the types that it takes for granted


def names_used(function: Any, replaced: Mapping[str, Any], seen: set[Any] | None = None) -> set[str]:
    """All names in a function's code and in the plain functions that it names."""
    seen = set() if seen is None else seen
    if function in seen:
        return set()
    seen.add(function)
    names = set(function.__code__.co_names)
    for name in globals_in(function.__code__):
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType):
            names |= names_used(called, replaced, seen) | names_used(replaced.get(name, called), replaced, seen)
    return names


def narrow_type(wide: Any, fields: tuple[str, ...]) -> Any:
    """The tuple type with these fields; made once, under a name by which numba's disk cache finds it again.

    The name depends on the fields and their order: code compiled for another order would read other columns.
    """
    if (wide, fields) not in _narrow:
        name = f"{wide.__name__}_{hashlib.sha256(','.join(fields).encode()).hexdigest()[:16]}"
        made = namedtuple(name, fields)  # type: ignore[misc]  # noqa: PYI024
        made.__module__ = __name__
        setattr(sys.modules[__name__], name, made)
        _narrow[wide, fields] = made
    return _narrow[wide, fields]


def named_after(function: Any, fields: Mapping[Any, tuple[str, ...]]) -> FunctionType:
    """The loop under a name that carries the columns it is handed.

    Numba's disk cache keeps one file a name, with the tuple types inside; a file written for columns that are there no
    longer could not even be read.
    """
    same = (function, tuple(fields.items()))
    if same not in _named:
        names = repr([(wide.__name__, names) for wide, names in fields.items()])
        name = f"{function.__name__}_{hashlib.sha256(names.encode()).hexdigest()[:8]}"
        _named[same] = FunctionType(function.__code__, function.__globals__, name, function.__defaults__)
    return _named[same]


def tables_in(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """What the compiled code takes for granted of the arrays among its arguments."""
    return tuple(
        (argument.dtype, argument.ndim, argument.flags.c_contiguous, argument.flags.writeable)
        for argument in arguments
        if isinstance(argument, np.ndarray)
    )


def kinds_of(given: list[Any]) -> tuple[Any, ...]:
    """What the compiled code takes for granted of all its arguments, narrowed."""
    return tuple(
        (type(argument), tables_in(argument if isinstance(argument, tuple) else (argument,))) for argument in given
    )


class Kernel:
    """One compiled loop of one run.

    Parameters
    ----------
    function : function
        The loop as written.
    replaced : Mapping of str to function
        A user's rules.
    constants : Mapping of str to number
        Bound when compiling.
    """

    def __init__(self, function: Callable[..., Any], replaced: Mapping[str, Any], constants: Mapping[str, Any]) -> None:
        self.name = function.__name__
        same = (function, tuple((name, fingerprint(rule)) for name, rule in replaced.items()))
        if same not in _columns:
            used = names_used(function, replaced)
            columns = {wide: tuple(f for f in wide._fields if f in used) for wide in _WIDE}
            _columns[same] = columns | {whole: whole._fields for whole in _WHOLE}
        self._fields = _columns[same]
        self.linked = link(named_after(function, self._fields), replaced, constants, hot=self.name in _HOT)
        self._components = int(constants.get("K", 0))
        self._made: dict[type, tuple[Any, Any]] = {}
        self._entry: Any = None
        self._places: tuple[int, ...] = ()
        self._tables: tuple[Any, ...] = ()

    def fields(self, kind: type) -> tuple[str, ...]:
        """Name the columns of a kind of state that the loop is handed."""
        return self._fields[kind]

    def _narrow(self, whole: Any) -> Any:
        kind = type(whole)
        if kind in self._made:  # other columns: numba shall look at their types again
            self._entry = None
        fields = self._fields[kind]
        made = narrow_type(kind, fields)(*(getattr(whole, field) for field in fields))
        self._made[kind] = (whole, made)
        return made

    def __call__(self, *arguments: Any) -> Any:
        """Run the loop; states and parameters are narrowed on the way, once for each object.

        A loop is always called with the same kinds of arguments in the same order.
        """
        given = list(arguments)
        for place in self._places if self._entry is not None else range(len(given)):
            argument = given[place]
            if type(argument) in _WIDE:
                known = self._made.get(type(argument))
                given[place] = known[1] if known is not None and known[0] is argument else self._narrow(argument)
        if self._entry is not None and (not self._tables or self._tables == tables_in(arguments)):
            return self._entry(*given)
        kinds = (self.linked, kinds_of(given))
        entry = _entries.get(kinds)
        if entry is not None:  # another run has called it with the same kinds of columns
            self._keep(entry, arguments)
            return entry(*given)
        if not self.linked.overloads:
            wait_for(self.name, self._components)
        result = self.linked(*given)
        if len(self.linked.overloads) == 1:
            entry = _entries[kinds] = next(iter(self.linked.overloads.values())).entry_point
            self._keep(entry, arguments)
        return result

    def _keep(self, entry: Any, arguments: tuple[Any, ...]) -> None:
        """Remember the compiled code: columns keep their types, and numba would look at fifty of them a call."""
        self._places = tuple(place for place, argument in enumerate(arguments) if type(argument) in _WIDE)
        self._tables = tables_in(arguments)
        self._entry = entry
