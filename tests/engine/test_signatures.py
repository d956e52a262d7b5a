"""Gate: rules are compiled for float64, int64, bool and parameters only.

A forgotten ``np.float64()`` in a loop would hand a rule a ``float32``, for which plain Python computes another number.
Only types are inferred here, nothing is compiled.
"""

from __future__ import annotations

import numba
import pytest
from numba.core import typed_passes
from numba.core.compiler import run_frontend
from numba.core.registry import cpu_target
from numba.core.ssa import reconstruct_ssa
from numba.core.typing.templates import AbstractTemplate, signature

from sim.engine.rulebook import shipped_rules
from sim.engine.simulation import _KERNELS, Simulation
from sim.engine.state import Components, SchoolState, TeacherState
from sim.foundation.linking import Binder
from sim.foundation.parameters import Parameters

NUMBERS = {"float64", "int64", "bool"}


def inferred(function, arguments):
    """The type that a function gives for these types of arguments."""
    context = cpu_target.typing_context
    code = reconstruct_ssa(run_frontend(function))
    return typed_passes.type_inference_stage(context, cpu_target.target_context, code, arguments, None).return_type


def stand_in(function, seen):
    """An object whose calls are typed by looking into the function, and noted."""
    mark = type(f"Typed_{function.__name__}", (), {"__call__": lambda self: None})()

    class Typed(AbstractTemplate):
        key = mark

        def generic(self, args, kws):
            assert not kws
            seen.setdefault(function.__name__, set()).add(args)
            return signature(inferred(function, args), *args)

    cpu_target.typing_context.insert_global(mark, numba.types.Function(Typed))
    return mark


WIDE = (TeacherState, SchoolState, Components, Parameters)


@pytest.fixture(scope="module")
def arguments(district, strategies):
    """Types with which each loop is called."""
    noted = {}

    def noting(name, kernel):
        def call(*given):
            narrow = (kernel._narrow(a) if type(a) in WIDE else a for a in given)
            noted.setdefault(name, tuple(numba.typeof(a) for a in narrow))
            return kernel(*given)

        return call

    for strategy in strategies.values():
        run = Simulation(district, strategy, years=3)
        for name, kernel in tuple(vars(run.kernels).items()):
            setattr(run.kernels, name, noting(name, kernel))
        run.begin()
        run.run()
    return noted


def test_rules_are_called_with_plain_numbers(arguments):
    assert arguments.keys() == _KERNELS.keys()
    seen = {}
    binder = Binder({}, {"K": 6}, finish=lambda function: stand_in(function, seen))
    cpu_target.typing_context.refresh()
    for name, function in _KERNELS.items():
        inferred(binder.bind(function), arguments[name])
    rules = {name: kinds for name, kinds in seen.items() if name in shipped_rules()}
    assert len(rules) > 40
    odd = {
        (name, str(kind))
        for name, signatures in rules.items()
        for kinds in signatures
        for kind in kinds
        if str(kind) not in NUMBERS and not str(kind).startswith("Parameters_")
    }
    assert not odd
