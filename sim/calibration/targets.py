"""What the model is confronted with, and which parameters may give way; both fixed before anything was fitted."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.foundation.errors import ParameterError, SettingsError, unknown
from sim.foundation.parameters import GRADES, Parameter, registry
from sim.foundation.resources import folder

__all__ = ["MOST_FREE", "Free", "Target", "fitted", "free_parameters", "held_out", "refuse_held_out", "targets"]

MOST_FREE = 7
"""More parameters than targets can tell apart would only fit noise."""

ROLES = ("fitted", "held out")
_NUMBERS = ("value", "low", "high", "tolerance", "discrepancy")


@dataclass(frozen=True)
class Target:
    """One measured quantity.

    Parameters
    ----------
    name, title : str
        What it is called.
    role : str
        ``"fitted"`` or ``"held out"``.
    run : str
        The simulated rollouts that it is read from.
    value, low, high : float
        The evidence: a value, and about two standard deviations to each side.
    tolerance : float
        Standard deviation of the evidence, in ``unit``, > 0.
    discrepancy : float
        Standard deviation (assumed) of what stands between the model's quantity and the measured one, >= 0.
    unit, source, grade, reading : str
        Unit, where the value comes from, its grade, and how it is read from a run.
    """

    name: str
    role: str
    title: str
    run: str
    value: float
    low: float
    high: float
    tolerance: float
    discrepancy: float
    unit: str
    source: str
    grade: str
    reading: str

    def implausibility(self, simulated: float, simulation_variance: float = 0.0) -> float:
        """How far a simulated mean is from the evidence, in standard deviations.

        ``|simulated - value| / sqrt(tolerance**2 + discrepancy**2 + simulation_variance)``

        Parameters
        ----------
        simulated : float
            Mean over replicates; NaN (nothing could be read) is infinitely implausible.
        simulation_variance : float
            Variance of that mean by luck.

        Returns
        -------
        float
            0 or more; above 3 is called implausible (Vernon, Goldstein & Bower 2010, by Pukelsheim's rule).
        """
        spread = (self.tolerance**2 + self.discrepancy**2 + simulation_variance) ** 0.5
        away = abs(simulated - self.value) / spread
        return float("inf") if away != away else away  # noqa: PLR0124


@dataclass(frozen=True)
class Free:
    """One parameter that is fitted: why, and the partner that these targets cannot tell it from."""

    name: str
    why: str
    goes_with: str

    @property
    def row(self) -> Parameter:
        """Its row of the registry."""
        return registry()[self.name]


@functools.cache
def targets() -> Mapping[str, Target]:
    """Load all targets by name, in the order of ``data/calibration/targets.csv``.

    Raises
    ------
    SettingsError
        For an unknown role or grade, or a value outside its own range.
    """
    return read_targets(folder("data") / "calibration" / "targets.csv")


def read_targets(path: Path) -> dict[str, Target]:
    """Read and check a table of targets."""
    found: dict[str, Target] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            where = f"{path.name}, row {number}"
            made = Target(**{**row, **{name: float(row[name]) for name in _NUMBERS}})  # type: ignore[arg-type]
            if made.role not in ROLES:
                raise SettingsError(unknown("role", made.role, ROLES, where))
            if made.grade not in GRADES:
                raise SettingsError(unknown("grade", made.grade, GRADES, where))
            if not (made.low <= made.value <= made.high and made.tolerance > 0.0 and made.discrepancy >= 0.0):
                raise SettingsError(f"{where}: the value must lie in low..high and the tolerance must be above 0.")
            if not (made.source.strip() and made.reading.strip()):
                raise SettingsError(f"{where}: '{made.name}' needs a source and a reading.")
            found[made.name] = made
    return found


def fitted() -> dict[str, Target]:
    """Targets that may be fitted."""
    return {name: one for name, one in targets().items() if one.role == "fitted"}


def held_out() -> dict[str, Target]:
    """Targets that are only looked at after the fit."""
    return {name: one for name, one in targets().items() if one.role == "held out"}


def refuse_held_out(chosen: Iterable[Target]) -> None:
    """Stop a fit to what was set aside to judge it by.

    Raises
    ------
    SettingsError
        Naming the targets that are held out.
    """
    taken = [one.name for one in chosen if one.role != "fitted"]
    if taken:
        raise SettingsError(
            f"{', '.join(taken)} was held out to judge the fit by and cannot be fitted; fitted targets are "
            f"{', '.join(fitted())} (data/calibration/targets.csv)."
        )


@functools.cache
def free_parameters() -> tuple[Free, ...]:
    """Load the parameters that are fitted.

    Raises
    ------
    ParameterError
        When there are more than :data:`MOST_FREE`, or one is not of grade "assumed" with a range.
    """
    with (folder("data") / "calibration" / "free_parameters.csv").open(encoding="utf-8", newline="") as lines:
        found = tuple(Free(**row) for row in csv.DictReader(lines))
    if len(found) > MOST_FREE:
        raise ParameterError(f"{len(found)} parameters are to be fitted; these targets bear at most {MOST_FREE}.")
    for one in found:
        if one.name not in registry():
            raise ParameterError(unknown("parameter", one.name, registry(), "free_parameters.csv"))
        if one.row.grade != "assumed" or one.row.high <= one.row.low:
            raise ParameterError(f"'{one.name}' is {one.row.grade}; only assumed parameters with a range are fitted.")
    return found
