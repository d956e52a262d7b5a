"""How much a validation may take, and the luck it runs on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Setting"]


def _say_nothing(line: str) -> None:
    """Take a line of progress and drop it."""


@dataclass(frozen=True)
class Setting:
    """How a validation is run.

    Parameters
    ----------
    full : bool
        All pairs, parameter sets and systems instead of those that fit into ten minutes.
    seed : int
        Luck; fitting uses other seeds (``calibration_seed``), so that nothing is judged on the luck it was fitted on.
    tell : callable
        Takes a line of progress.
    """

    full: bool = False
    seed: int = 2026
    tell: Callable[[str], None] = _say_nothing

    def size(self, quick: int, full: int) -> int:
        """Choose between a quick and a full number of pairs, runs or systems."""
        return full if self.full else quick
