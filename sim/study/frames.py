"""Tables of a run; pandas is loaded when the first one is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from sim.engine.history import History

__all__ = ["MEANS", "SUMS", "monthly_frame", "school_years_frame", "schools_frame", "yearly"]

YEAR = 12
TEACHING = slice(2, 12)  # month 0 of a year is July; July and August have no teaching
MEANS = ("access", "effective", "hours", "learning")
SUMS = ("exits",)


def _about(history: History) -> dict[str, Any]:
    return {
        "school": list(history.names),
        "enrollment": history.enrollment,
        "low_income_share": history.low_income_share,
        "teachers": history.teachers,
        "level": history.level,
        "zone": history.zone,
    }


def schools_frame(history: History) -> pd.DataFrame:
    """Make a table with one row a school: who it is, and the last month of everything recorded.

    Parameters
    ----------
    history : History
        A run's history, at least one month long.

    Returns
    -------
    pandas.DataFrame
        Indexed by the school's row number.
    """
    import pandas as pd

    return pd.DataFrame(_about(history) | {name: values[-1] for name, values in history.schools.items()})


def monthly_frame(history: History, series: Mapping[str, Any]) -> pd.DataFrame:
    """Make a table with one row a month.

    Parameters
    ----------
    history : History
        A run's history.
    series : mapping of str to ndarray
        Monthly outcomes; they take the name where the district recorded something of the same name.

    Returns
    -------
    pandas.DataFrame
        ``month`` (0 is July of year 0), ``year``, what the district recorded, the outcomes. Recorded columns that
        share a name with an outcome get ``_this_month`` (dollars: the outcome adds up).
    """
    import pandas as pd

    month = np.arange(len(next(iter(history.district.values()))))
    recorded = {f"{name}_this_month" if name in series else name: value for name, value in history.district.items()}
    return pd.DataFrame({"month": month, "year": month // YEAR} | recorded | dict(series))


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


def school_years_frame(history: History) -> pd.DataFrame:
    """Make a table with one row a school and year; what the run did not finish of a year is left out.

    Parameters
    ----------
    history : History
        A run's history.

    Returns
    -------
    pandas.DataFrame
        Sorted by year, then by the school's row.
    """
    import pandas as pd

    schools = len(history.names)
    years = len(next(iter(history.schools.values()))) // YEAR
    about = {name: np.tile(np.asarray(value), years) for name, value in _about(history).items()}
    columns = {"year": np.repeat(np.arange(years), schools)} | about
    return pd.DataFrame(columns | {name: yearly(name, value).ravel() for name, value in history.schools.items()})
