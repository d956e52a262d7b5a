"""Columns of the long tables, month by month and school by school, before they become a frame or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from sim.district.schools import LEVELS
from sim.engine.state import STATUS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.district import District
    from sim.engine.history import History

__all__ = [
    "MEANS",
    "SUMS",
    "Coded",
    "Columns",
    "Places",
    "monthly_columns",
    "school_columns",
    "school_year_columns",
    "yearly",
]  # fmt: skip

YEAR = 12
TEACHING = slice(2, 12)  # month 0 of a year is July; July and August have no teaching
MEANS = ("access", "effective", "hours", "learning")
SUMS = ("exits",)


class Coded(NamedTuple):
    """A column of words that repeat.

    Attributes
    ----------
    codes : ndarray of int32
        Which word stands in each row.
    words : tuple of str
        Each word once.
    """

    codes: NDArray[np.int32]
    words: tuple[str, ...]

    @classmethod
    def of(cls, values: Sequence[str]) -> Coded:
        """Number the words of a column in the order in which they come."""
        words = dict.fromkeys(values)
        numbers = {word: number for number, word in enumerate(words)}
        return cls(np.array([numbers[value] for value in values], dtype=np.int32), tuple(words))

    def tiled(self, times: int) -> Coded:
        """Repeat the whole column."""
        return Coded(np.tile(self.codes, times), self.words)


Columns = dict[str, "NDArray[Any] | Coded"]
"""Columns of one table by name, all of one length."""


class Places(NamedTuple):
    """What the district knows of its schools and a run's history does not, one entry a school.

    Attributes
    ----------
    identifier : tuple of str
        As in the file; empty where none is given.
    row : ndarray of int64
        Row of the school in its file, counted from 1 below the header.
    zone : tuple of str
        Name of its zone.
    """

    identifier: tuple[str, ...]
    row: NDArray[np.int64]
    zone: tuple[str, ...]

    @classmethod
    def of(cls, district: District) -> Places:
        """Take them from a district."""
        schools = district.schools
        names = district.zone_names or tuple(f"zone {number + 1}" for number in range(int(schools.zone.max()) + 1))
        return cls(schools.identifier, schools.key + 1, tuple(names[number] for number in schools.zone))

    @classmethod
    def unnamed(cls, history: History) -> Places:
        """Number them, where the district is not known."""
        count = len(history.names)
        return cls(("",) * count, np.arange(1, count + 1), tuple(f"zone {number + 1}" for number in history.zone))


def about_schools(history: History, places: Places | None) -> Columns:
    """Say who the schools are, one row a school."""
    known = places or Places.unnamed(history)
    return {
        "school_id": Coded.of(known.identifier),
        "school": Coded.of(history.names),
        "school_row": known.row,
        "level": Coded(np.asarray(history.level, dtype=np.int32), LEVELS),
        "zone": Coded.of(known.zone),
        "enrollment": history.enrollment,
        "low_income_share": history.low_income_share,
        "teachers": history.teachers,
    }


def in_words(name: str, values: NDArray[Any]) -> NDArray[Any] | Coded:
    """Put words in place of the codes of a school's status; other columns stay."""
    return Coded(values.astype(np.int32), STATUS) if name == "status" else values


def school_columns(history: History, places: Places | None) -> Columns:
    """Lay out the schools at the end of a run.

    Parameters
    ----------
    history : History
        A run's history, at least one month long.
    places : Places or None
        Identifiers, rows and zones.

    Returns
    -------
    dict
        One row a school: who it is, and the last month of everything recorded.
    """
    last: Columns = {name: in_words(name, values[-1]) for name, values in history.schools.items()}
    return about_schools(history, places) | last


def monthly_columns(history: History, series: Mapping[str, Any]) -> Columns:
    """Lay out the months of a run.

    Parameters
    ----------
    history : History
        A run's history.
    series : mapping of str to ndarray
        Monthly outcomes; they take the name where the district recorded something of the same name.

    Returns
    -------
    dict
        ``month`` (0 is July of year 0), ``year``, what the district recorded, the outcomes. Recorded columns that
        share a name with an outcome get ``_this_month`` (dollars: the outcome adds up).
    """
    month = np.arange(len(next(iter(history.district.values()))))
    recorded = {f"{name}_this_month" if name in series else name: value for name, value in history.district.items()}
    return {"month": month, "year": month // YEAR} | recorded | dict(series)


def yearly(name: str, values: np.ndarray) -> np.ndarray:
    """Reduce a monthly school series to years.

    Parameters
    ----------
    name : str
        Name of the series.
    values : ndarray of shape (T, S)
        Monthly values.

    Returns
    -------
    ndarray of shape (T // 12, S)
        Means over the teaching months (``MEANS``), sums (``SUMS``), else the value of June.
    """
    years = values.shape[0] // YEAR
    by_year = values[: years * YEAR].reshape(years, YEAR, values.shape[1])
    if name in MEANS:
        mean: np.ndarray = by_year[:, TEACHING].mean(axis=1, dtype=np.float64)
        return mean
    if name in SUMS:
        total: np.ndarray = by_year.sum(axis=1, dtype=np.float64)
        return total
    return by_year[:, YEAR - 1]


def school_year_columns(history: History, places: Places | None) -> Columns:
    """Lay out the schools year by year; what the run did not finish of a year is left out.

    Parameters
    ----------
    history : History
        A run's history.
    places : Places or None
        Identifiers, rows and zones.

    Returns
    -------
    dict
        Sorted by year, then by the school's row in the district.
    """
    schools = len(history.names)
    years = len(next(iter(history.schools.values()))) // YEAR
    about: Columns = {
        name: value.tiled(years) if isinstance(value, Coded) else np.tile(value, years)
        for name, value in about_schools(history, places).items()
    }
    kept: Columns = {name: in_words(name, yearly(name, value).ravel()) for name, value in history.schools.items()}
    return {"year": np.repeat(np.arange(years), schools)} | about | kept
