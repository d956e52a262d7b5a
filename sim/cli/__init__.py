"""The commands, and the only place that knows Hydra."""

from __future__ import annotations

__all__ = ["main"]


def main() -> int:
    """Run the command that was typed."""
    return 0
