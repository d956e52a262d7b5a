"""Tables for people who compute: frames of columns; pandas is loaded when the first one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.study.columns import Coded, Columns

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["frame"]


def frame(columns: Columns) -> pd.DataFrame:
    """Make a frame of columns.

    Parameters
    ----------
    columns : dict
        From :mod:`sim.study.columns`; words become categories.

    Returns
    -------
    pandas.DataFrame
        One column each, in their order.
    """
    import pandas as pd

    made = {
        name: pd.Categorical.from_codes(each.codes, pd.Index(each.words)) if isinstance(each, Coded) else each
        for name, each in columns.items()
    }
    return pd.DataFrame(made)
