"""A comparison read back from its folder of results, so that more figures can be drawn without running again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.json_file import read_json
from sim.outcomes import OUTCOMES, find_outcome
from sim.report.reading import Difference, Reading
from sim.study.intervals import Interval, paired

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.study import Comparison

__all__ = ["ABOUT", "StoredReading", "about", "read_folder"]

ABOUT = "about.json"
"""What figures need besides the tables: names, size, place, events, verdicts."""
RUNS, MONTHS = "runs.csv", "monthly.parquet"
_FORM = 1


def about(reading: Reading) -> dict[str, Any]:
    """Lay out what a folder must keep for `read_folder`, besides ``runs.csv`` and ``monthly.parquet``.

    Parameters
    ----------
    reading : Reading
        The comparison.

    Returns
    -------
    dict
        Plain values, for JSON.
    """
    first, *others = reading.names
    return {
        "form": _FORM,
        "strategies": list(reading.names),
        "years": reading.years,
        "replicates": reading.comparison.replicates,
        "parameter_sets": reading.parameter_sets,
        "place": reading.place,
        "generated": list(reading.generated),
        "low_income_made_up": reading.low_income_made_up,
        "receipt": list(reading.receipt),
        "future": reading.future,
        "events": {name: [list(event) for event in events] for name, events in reading.events_by_strategy.items()},
        "verdicts": {
            other: {name: reading.difference(first, other, name).verdict for name in OUTCOMES} for other in others
        },
    }


@dataclass(frozen=True, eq=False)
class StoredRuns:
    """The outcomes of all runs in a folder, in the form that `sim.study.Comparison` gives them.

    Attributes
    ----------
    folder : pathlib.Path
        The folder of results.
    names : tuple of str
        The strategies, in order.
    years, replicates, parameter_sets : int
        As they were run.
    exposure : None
        What the differences depend on cannot be read back.
    """

    folder: Path
    names: tuple[str, ...]
    years: int
    replicates: int
    parameter_sets: int
    exposure: None = None

    def of(self, strategy: str) -> int:
        """Look up which strategy it is; refuse a name that was not compared."""
        if strategy not in self.names:
            raise SettingsError(unknown("strategy", strategy, self.names, "this comparison"))
        return self.names.index(strategy)

    @cached_property
    def _outcomes(self) -> Mapping[str, NDArray[np.float64]]:
        import pandas as pd

        shape = (len(self.names), self.parameter_sets, self.replicates)
        frame = pd.read_csv(self.folder / RUNS)
        self._check(RUNS, len(frame), shape)
        return {name: frame[name].to_numpy(np.float64).reshape(shape) for name in OUTCOMES if name in frame}

    @cached_property
    def _months(self) -> Mapping[str, NDArray[np.float64]]:
        import pandas as pd

        frame = pd.read_parquet(self.folder / MONTHS)
        shape = (len(self.names), self.parameter_sets * self.replicates, 12 * self.years)
        self._check(MONTHS, len(frame), shape)
        return {name: frame[name].to_numpy(np.float64).reshape(shape) for name in OUTCOMES if name in frame}

    def _check(self, file: str, rows: int, shape: tuple[int, ...]) -> None:
        if rows != np.prod(shape):
            raise SettingsError(
                f"{self.folder / file} has {rows:,} rows, where {np.prod(shape):,} belong: it has been changed. Run "
                "the comparison again into another folder."
            )

    def _find(self, table: Mapping[str, NDArray[np.float64]], outcome: str) -> NDArray[np.float64]:
        find_outcome(outcome)
        if outcome not in table:
            raise SettingsError(f"{self.folder} holds no '{outcome}': another version of this program made it.")
        return table[outcome]

    def values(self, strategy: str, outcome: str) -> NDArray[np.float64]:
        """Return an outcome of all runs, shape (parameter sets, replicates)."""
        found: NDArray[np.float64] = self._find(self._outcomes, outcome)[self.of(strategy)]
        return found

    def series(self, outcome: str) -> dict[str, NDArray[np.float64]]:
        """Return an outcome month by month by strategy, shape (runs, months)."""
        return dict(zip(self.names, self._find(self._months, outcome), strict=True))

    def interval(self, a: str, b: str, outcome: str) -> Interval:
        """Summarize the paired differences `a` minus `b`."""
        return paired(self.values(a, outcome) - self.values(b, outcome))


@dataclass(frozen=True)
class StoredReading(Reading):
    """A comparison as the report sees it, read from a folder.

    Attributes
    ----------
    stored : mapping
        From `about`.
    """

    stored: Mapping[str, Any]

    @property
    def place(self) -> str:
        """The district in words."""
        return str(self.stored["place"])

    @property
    def generated(self) -> tuple[str, ...]:
        """What was not read from the district's file."""
        return tuple(self.stored["generated"])

    @property
    def low_income_made_up(self) -> str:
        """A sentence that says how many low-income shares were made up; empty where every one was read."""
        return str(self.stored["low_income_made_up"])

    @property
    def receipt(self) -> tuple[str, ...]:
        """What was read from a file of the user's own, made up and not used."""
        return tuple(self.stored["receipt"])

    @property
    def future(self) -> str:
        """The future in words; empty when nothing happens."""
        return str(self.stored["future"])

    @cached_property
    def events_by_strategy(self) -> Mapping[str, tuple[tuple[float, str], ...]]:
        """What happens to the district under each strategy."""
        kept: Mapping[str, Any] = self.stored["events"]
        return {name: tuple((float(year), str(what)) for year, what in events) for name, events in kept.items()}

    def difference(self, a: str, b: str, outcome: str) -> Difference:
        """Compare the first strategy with another on one outcome; the verdict is the one found at the time."""
        found = self.comparison.interval(a, b, outcome)
        verdict = self.stored["verdicts"][b].get(outcome, "not applicable")
        return Difference(find_outcome(outcome), a, b, found.mean, found.low, found.high, found.pairs, verdict)


def read_folder(folder: Path) -> StoredReading:
    """Read a comparison back from its folder.

    Parameters
    ----------
    folder : pathlib.Path
        What ``bothways compare`` or ``bothways run`` left behind.

    Returns
    -------
    StoredReading
        Everything but what a full exposure found.

    Raises
    ------
    SettingsError
        When the folder holds no results, or not all of them.
    """
    missing = [name for name in (ABOUT, RUNS, MONTHS) if not (folder / name).is_file()]
    if missing:
        what = "is not there" if not folder.exists() else f"holds no {' and no '.join(missing)}"
        raise SettingsError(
            f"{folder} {what}: figures are drawn from a folder of results. Name one, as `bothways compare` and "
            "`bothways run` print it at their end."
        )
    try:
        stored: dict[str, Any] = read_json(folder / ABOUT)
        if stored["form"] != _FORM:
            raise SettingsError(f"{folder / ABOUT} was written by another version of this program. Use that version.")
        years, replicates, sets = (int(stored[name]) for name in ("years", "replicates", "parameter_sets"))
        runs = StoredRuns(folder, tuple(stored["strategies"]), years, replicates, sets)
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise SettingsError(
            f"{folder / ABOUT} cannot be read: {' '.join(str(reason).split())}. Run the comparison again."
        ) from reason
    return StoredReading(cast("Comparison", runs), stored)
