"""Many runs: one strategy, several with the same luck, and what their differences are.

:func:`simulate` makes one :class:`Run`, :func:`compare` a :class:`Comparison`. Finished runs can be kept in a
:class:`Store`, so that running again is resuming.
"""

from sim.study.comparison import Comparison
from sim.study.pairing import compare
from sim.study.run import Run
from sim.study.single import simulate
from sim.study.store import Store

__all__ = ["Comparison", "Run", "Store", "compare", "simulate"]
