"""Parameter sets: the shipped ones by name, a file of one's own, or fresh draws over the registry's ranges."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from sim.foundation.errors import ParameterError, SettingsError, shown, unknown
from sim.foundation.own_files import own_path
from sim.foundation.parameters import registry
from sim.foundation.resources import folder
from sim.study.plausible import load_sets
from sim.study.table_of_sets import WHAT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.foundation.parameters import Parameter

__all__ = ["ASSUMED", "SOURCED", "USUAL_SETS", "draw_over_ranges", "find_sets", "set_names"]

USUAL_SETS = "calibrated"
"""The shipped sets that stand for what nobody has measured unless others are named."""

WHOLE: Final = re.compile(r"[0-9]{1,9}")

ASSUMED: tuple[str, ...] = ("assumed",)
SOURCED: tuple[str, ...] = ("measured", "reported", "recalled")


def set_names() -> tuple[str, ...]:
    """Names of the shipped sets, each a table in ``data/parameter_sets``."""
    return tuple(sorted(path.stem for path in (folder("data") / "parameter_sets").glob("*.csv")))


def find_sets(wanted: int | str, *, beyond_range: bool = False) -> list[dict[str, float]]:
    """Read parameter sets.

    Parameters
    ----------
    wanted : int or str
        ``8`` for the first eight of the usual sets, ``"all"`` for all of them, a name (``"plausible"``), a name and a
        number (``"plausible:8"``), or a CSV file with one column per parameter and one row per set.
    beyond_range : bool, optional
        Take a file's values outside the registry's ranges too.

    Returns
    -------
    list of dict
        Values by name of the parameter, one set after the other.

    Raises
    ------
    SettingsError
        For a name that is not shipped (near misses are named), or more sets than there are.
    ParameterError
        When a file is missing or holds what is no number or no parameter.
    """
    if isinstance(wanted, bool) or not isinstance(wanted, int | str):
        raise SettingsError(
            f"sets is {shown(wanted)}; give a number, a name ({', '.join(set_names())}, all) or a CSV file."
        )
    text = str(wanted).strip()
    name, _, number = text.rpartition(":") if ":" in text and not text.lower().endswith(".csv") else (text, "", "")
    if WHOLE.fullmatch(text):
        name, number = USUAL_SETS, text
    elif text == "all":
        name = USUAL_SETS
    if name.lower().endswith(".csv"):
        sets = load_sets(own_path(name, WHAT, ParameterError), beyond_range=beyond_range)
    elif name in set_names():
        sets = load_sets(folder("data") / "parameter_sets" / f"{name}.csv")
    else:
        options = (*set_names(), "all")
        raise SettingsError(f"{unknown('sets', name, options)} Or give a number, sets=8, or a file, sets=ours.csv.")
    if not number:
        return sets
    if not WHOLE.fullmatch(number) or not 1 <= int(number) <= len(sets):
        raise SettingsError(
            f"sets={shown(text, quotes=False)}: '{name}' holds {len(sets)} sets; "
            f"give a number from 1 to {len(sets)}, or all."
        )
    return sets[: int(number)]


def draw_over_ranges(grades: Iterable[str], count: int, seed: int = 1) -> list[dict[str, float]]:
    """Draw sets of all parameters of some grades, a Latin hypercube over their ranges.

    Half of the draws lie on each side of the registry's value, so that it is the median.

    Parameters
    ----------
    grades : iterable of str
        For instance :data:`SOURCED`.
    count : int
        How many sets, >= 1.
    seed : int, default 1
        Of the hypercube.

    Returns
    -------
    list of dict
        Values by name; parameters whose range is a point are left out.
    """
    from scipy.stats import qmc

    chosen = set(grades)
    free = [row for row in registry().values() if row.grade in chosen and row.high > row.low]
    points = qmc.LatinHypercube(d=len(free), rng=np.random.default_rng(seed)).random(count)
    columns = [_at(row, shares) for row, shares in zip(free, points.T, strict=True)]
    return [{row.name: float(value) for row, value in zip(free, line, strict=True)} for line in np.array(columns).T]


def _at(row: Parameter, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the values at some shares of the range, 0..1, with the registry's value at one half."""
    below = row.value - (row.value - row.low) * (1.0 - 2.0 * shares)
    above = row.value + (row.high - row.value) * (2.0 * shares - 1.0)
    values: NDArray[np.float64] = np.where(shares < 0.5, below, above)
    return values
