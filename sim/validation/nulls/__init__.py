"""Null tests: what happens when the cause of a tension is switched off, and when it is restored.

One file a tension, and one each for charting and for time. A design (what is switched off, which poles, what is
read) is a function of a laboratory and a number of pairs, so that tests run it with a few and a validation with many.
"""

from __future__ import annotations

from sim.validation.check import Study
from sim.validation.nulls import (
    build_buy,
    bundle_modules,
    charting,
    fast_slow,
    fixed_adaptive,
    need_readiness,
    practices_failures,
    tight_loose,
    time,
)

__all__ = ["STUDIES"]

STUDIES: tuple[Study, ...] = tuple(
    study
    for part in (
        tight_loose,
        fast_slow,
        need_readiness,
        build_buy,
        fixed_adaptive,
        bundle_modules,
        practices_failures,
        charting,
        time,
    )
    for study in part.STUDIES
)
