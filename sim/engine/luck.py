"""Draws for the parts of a month that run as plain Python."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from sim.foundation.draws import BELL_SCALE, GOLDEN, ONE, TWO, bell, uniform
from sim.foundation.linking import link

__all__ = ["Luck"]

_ALL, _GOLDEN, _ONE, _TWO = 2**64 - 1, int(GOLDEN), int(ONE), int(TWO)


def draw_even(drawn: Any, key: Any, decision: Any, month: Any, entities: Any) -> None:
    """Draw evenly for every entity: a dozen steps of numpy would cost more than a loop that is called."""
    for i in range(entities.size):
        drawn[i] = uniform(key, decision, month, entities[i])


def draw_bells(drawn: Any, key: Any, decision: Any, month: Any, entities: Any) -> None:
    """Draw from the bell curve for every entity."""
    for i in range(entities.size):
        drawn[i] = bell(key, decision, month, entities[i])


@functools.cache
def compiled(loop: Callable[..., None]) -> Any:
    """Compile one of the two loops, once."""
    return link(loop)


class Luck:
    """One run's luck, for whole arrays of schools and for the centre.

    Parameters
    ----------
    key : numpy.uint64
        From :func:`sim.foundation.draws.draw_key`.
    """

    def __init__(self, key: np.uint64) -> None:
        self.key = key

    def even(self, decision: np.uint64, month: int, entities: np.ndarray) -> np.ndarray:
        """Draw evenly from [0, 1), one for every entity."""
        return self._all(draw_even, decision, month, entities)

    def bells(self, decision: np.uint64, month: int, entities: np.ndarray) -> np.ndarray:
        """Draw from the bell curve, one for every entity."""
        return self._all(draw_bells, decision, month, entities)

    def centre(self, decision: np.uint64, month: int, number: int = 0) -> float:
        """Draw evenly for the centre; ``number`` tells apart up to sixteen draws of one kind."""
        return (self._bits(int(decision) + number, month) >> 11) * 2.0**-53

    def centre_bell(self, decision: np.uint64, month: int, number: int = 0) -> float:
        """Draw from the bell curve for the centre."""
        bits = self._bits(int(decision) + number, month)
        total = sum((bits >> shift) & 0xFFFF for shift in (0, 16, 32, 48))
        return (float(total) - 131070.0) * float(BELL_SCALE)

    def _all(self, loop: Callable[..., None], decision: np.uint64, month: int, entities: np.ndarray) -> np.ndarray:
        drawn = np.empty(entities.size)
        compiled(loop)(drawn, self.key, np.uint64(decision), np.uint64(month), entities)
        return drawn

    def _bits(self, decision: int, month: int) -> int:
        """The hash of :mod:`sim.foundation.draws` in whole numbers of Python: equal, and without an array's cost."""
        counter = (month << 32) | (decision << 48)
        return _mix(_mix(counter + int(self.key)) + _GOLDEN)


def _mix(x: int) -> int:
    x &= _ALL
    x = ((x ^ (x >> 30)) * _ONE) & _ALL
    x = ((x ^ (x >> 27)) * _TWO) & _ALL
    return x ^ (x >> 31)
