"""Draws for the parts of a month that run as plain Python."""

from __future__ import annotations

import numpy as np

from sim.foundation.draws import bell, uniform

__all__ = ["Luck"]


class Luck:
    """One run's luck, for whole arrays of schools and for the centre.

    Parameters
    ----------
    key : numpy.uint64
        From :func:`sim.foundation.draws.draw_key`.
    """

    def __init__(self, key: np.uint64) -> None:
        self.key = key
        self._centre = np.zeros(1, np.uint64)

    def even(self, decision: np.uint64, month: int, entities: np.ndarray) -> np.ndarray:
        """Draw evenly from [0, 1), one for every entity."""
        return np.asarray(uniform(self.key, decision, np.uint64(month), entities), np.float64)

    def bells(self, decision: np.uint64, month: int, entities: np.ndarray) -> np.ndarray:
        """Draw from the bell curve, one for every entity."""
        return np.asarray(bell(self.key, decision, np.uint64(month), entities), np.float64)

    def centre(self, decision: np.uint64, month: int, number: int = 0) -> float:
        """Draw evenly for the centre; ``number`` tells apart up to sixteen draws of one kind."""
        return float(self.even(np.uint64(int(decision) + number), month, self._centre)[0])

    def centre_bell(self, decision: np.uint64, month: int, number: int = 0) -> float:
        """Draw from the bell curve for the centre."""
        return float(self.bells(np.uint64(int(decision) + number), month, self._centre)[0])
