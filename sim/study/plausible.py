"""Plausible parameter sets: what nobody has measured is drawn from its range, and kept where districts stay credible.

Measured, reported and recalled parameters keep their values. All others are drawn together (a Latin hypercube over
the distributions of the registry, whose value is the median), and a draw is kept when a synthetic district under the
survey's majority strategy stays inside wide bounds from the evidence. Nothing is fitted: the sets show ignorance.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.errors import ParameterError, shown, unknown
from sim.foundation.own_files import own_file
from sim.foundation.parameters import GRADES, load_parameters, registry
from sim.foundation.resources import folder
from sim.study.table_of_sets import WHAT, read_table_of_sets

if TYPE_CHECKING:
    from sim.engine.history import History

__all__ = ["BOUNDS", "credible", "draw_sets", "load_sets", "signs_of_life", "write_sets"]

BOUNDS: dict[str, tuple[float, float, str]] = {
    "trust": (0.35, 0.80, "mean trust in year 10; collapse and saturation are artefacts"),
    "strain": (0.005, 0.40, "mean strain in year 10"),
    "use": (0.05, 0.97, "share of teachers using in year 10"),
    "deep": (0.005, 0.90, "share of teachers with deep practice in year 10"),
    "give_up": (0.05, 0.25, "active schools that give up a year; school reforms .12-.19 (derived), two-sided margin"),
    "mechanical": (0.30, 0.95, "first-year users at mechanical use in month 10; .60-.70 recalled, margin"),
    "full": (0.15, 0.90, "teachers with deep practice after 3 years at 20 and more coach hours; 2-4 years reported"),
}


def signs_of_life(history: History) -> dict[str, float]:
    """Read from a ten-year history what :data:`BOUNDS` speaks of.

    Parameters
    ----------
    history : History
        At least ten years.

    Returns
    -------
    dict of str to float
        NaN where nothing can be read, for instance without schools that had so many hours.
    """
    s, weights = history.schools, history.teachers / history.teachers.sum()
    end = 119
    julys = np.arange(12, end, 12)
    old = (s["status"][julys - 1] == 2) & (s["age"][julys - 1] >= 11)
    gone = ((s["status"][julys] == 3) & old).sum()
    first = (s["age"][: end + 1] == 10) & (s["use"][: end + 1] > 0.1)
    mechanical = s["surface"][: end + 1][first] / s["use"][: end + 1][first]
    found = {name: float(s[name][end] @ weights) for name in ("trust", "strain", "use", "deep")}
    found["give_up"] = float(gone) / max(1, int(old.sum()))
    found["mechanical"] = float(np.median(mechanical)) if mechanical.size else float("nan")
    found["full"] = full_implementation(history)
    return found


def full_implementation(history: History) -> float:
    """Share of deep teachers after 36 months in schools with 20 and more coach hours a teacher-year all the time."""
    s, shares = history.schools, []
    for month, school in zip(*np.nonzero(s["age"][36:] == 36), strict=True):
        if s["hours"][month : month + 36, school].mean() >= 20.0:
            shares.append(float(s["deep"][month + 35, school]))
    return float(np.mean(shares)) if shares else float("nan")


def credible(found: Mapping[str, float]) -> bool:
    """Whether all signs are inside their bounds (what could not be read does not count against a set)."""
    return all(not (found[name] < low or found[name] > high) for name, (low, high, _) in BOUNDS.items())


def draw_sets(
    count: int, seed: int = 1, width: float = 1.0, grades: Collection[str] = ("assumed",)
) -> list[dict[str, float]]:
    """Draw sets of parameters, a Latin hypercube over their distributions as the registry states them.

    Parameters
    ----------
    count : int
        How many sets.
    seed : int
        Of the hypercube.
    width : float
        Share of each range that is used around the registry's value, 0..1.
    grades : collection of str
        What is drawn: by default only what nobody has measured; with all four grades, what sources leave open as well.

    Returns
    -------
    list of dict
        Values by name, for the parameters of these grades that are not fixed.

    Raises
    ------
    ParameterError
        For an unknown grade.
    """
    from scipy.stats import qmc

    for grade in grades:
        if grade not in GRADES:
            raise ParameterError(unknown("grade", grade, GRADES))
    free = [row for row in registry().values() if row.grade in grades and row.distribution != "fixed"]
    points = qmc.LatinHypercube(d=len(free), rng=np.random.default_rng(seed)).random(count)
    values = np.column_stack([row.drawn(points[:, column], width) for column, row in enumerate(free)])
    return [{row.name: float(v) for row, v in zip(free, line, strict=True)} for line in values]


def write_sets(sets: Sequence[Mapping[str, float]], path: Path) -> None:
    """Write sets as a table, one column a parameter."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(sets[0]), lineterminator="\n")
        writer.writeheader()
        for row in sets:
            writer.writerow({name: f"{value:.5g}" for name, value in row.items()})


def load_sets(path: str | Path | None = None, *, beyond_range: bool = False) -> list[dict[str, float]]:
    """Read plausible sets, by default the shipped ones.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        A table as :func:`write_sets` writes it.
    beyond_range : bool, optional
        Take values outside the registry's ranges too.

    Returns
    -------
    list of dict
        Values by name.

    Raises
    ------
    ParameterError
        When the file is missing or no table, a column stands twice or is no parameter, or a value is no number or
        outside the range of its parameter. The message names file, row and column.
    """
    file = folder("data") / "parameter_sets" / "plausible.csv" if path is None else Path(path)
    columns, rows = read_table_of_sets(own_file(file, WHAT, ParameterError))
    sets = []
    for line, cells in rows:
        values = {name: _number(file, line, name, cell) for name, cell in zip(columns, cells, strict=True)}
        try:
            load_parameters(values, limit=not beyond_range)
        except ParameterError as problem:
            raise ParameterError(f"{file}, row {line}: {problem}") from problem
        sets.append(values)
    return sets


def _number(file: Path, line: int, column: str, cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        found = shown(cell) if cell.strip() else "empty"
        raise ParameterError(
            f"{file}, row {line}, column {column}: the cell is {found}. Write a number, without a unit."
        ) from None
