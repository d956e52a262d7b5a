"""The commands, and the only place that knows Hydra.

``command_line`` splits the command off and turns errors into one line; ``composition`` is the one file that imports
Hydra; ``settings`` converts what was typed, once and strictly, into frozen dataclasses; ``work`` runs and writes.
"""

from __future__ import annotations

from sim.cli.command_line import main

__all__ = ["main"]
