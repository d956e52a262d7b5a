"""What a caller wants otherwise than usual in a figure: a title, a size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.foundation.errors import SettingsError
from sim.foundation.errors import unknown as not_known

__all__ = ["AS_USUAL", "Wish", "wish_of"]


@dataclass(frozen=True)
class Wish:
    """What a caller wants otherwise than usual.

    Attributes
    ----------
    title : str or None
        In place of the figure's own title.
    size : tuple of float or None
        Width and height of the whole figure in inches.
    """

    title: str | None = None
    size: tuple[float, float] | None = None


AS_USUAL = Wish()


def wish_of(title: object, size: object, unknown: Mapping[str, object], known: Sequence[str]) -> Wish:
    """Check what a caller wants otherwise than usual.

    Parameters
    ----------
    title, size : object
        As given; None for the usual.
    unknown : mapping of str to object
        Options that the function does not know.
    known : sequence of str
        Options that it knows.

    Returns
    -------
    Wish
        The same, checked.

    Raises
    ------
    SettingsError
        For an unknown option, a title that is no text, or a size that is no pair of numbers.
    """
    for name in unknown:
        raise SettingsError(not_known("option", name, known))
    if title is not None and not isinstance(title, str):
        raise SettingsError(f"title={title!r}: it must be text, or None for the usual title.")
    if size is None:
        return Wish(title)
    sides = tuple(size) if isinstance(size, tuple | list) else ()
    if len(sides) != 2 or not all(
        isinstance(side, int | float) and not isinstance(side, bool) and math.isfinite(side) and side > 0
        for side in sides
    ):
        raise SettingsError(f"figsize={size!r}: it must be two numbers, width and height in inches, like (8, 5).")
    return Wish(title, (float(sides[0]), float(sides[1])))
