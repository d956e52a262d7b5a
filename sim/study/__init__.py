"""Many runs: one strategy, several with the same luck, and what their differences are.

:func:`simulate` makes one :class:`Run`, :func:`compare` a :class:`Comparison`. Finished runs can be kept in a
:class:`Store`, so that running again is resuming. :func:`guess_exposure` tells what a difference hangs on.
"""

from sim.study.comparison import Comparison
from sim.study.exposing import guess_exposure, quick_exposure, with_exposure
from sim.study.exposure import Exposure
from sim.study.pairing import compare
from sim.study.run import Run
from sim.study.single import simulate
from sim.study.store import Store

__all__ = [
    "Comparison",
    "Exposure",
    "Run",
    "Store",
    "compare",
    "guess_exposure",
    "quick_exposure",
    "simulate",
    "with_exposure",
]
