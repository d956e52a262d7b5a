"""What the yardsticks read of a run, prepared once: weights of students and teachers, and shared intermediate series.

Every outcome is a pure function of a run's history. :func:`prepare` wraps the history so that what several outcomes
need (access by student group, the month in which a school entered the programme for good) is computed once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from sim.outcomes.windows import Numbers, first_month, reaches, run_length, shares, weighted_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Prepared", "Record", "prepare"]

Result = TypeVar("Result")

ENTRY_ACCESS = 0.35
"""Access from which a school counts as having entered (Levels of Use: above mechanical)."""
YEAR = 12
SUMMER = 2
"""July and August, the first two months of a year, have no teaching."""


class Record(Protocol):
    """The part of a run's history that outcomes read; months run down the rows, schools along the columns."""

    @property
    def schools(self) -> Mapping[str, NDArray[Any]]:
        """Monthly values of every school by name, each of shape (months, schools)."""

    @property
    def district(self) -> Mapping[str, NDArray[Any]]:
        """Monthly values of the district by name, each of shape (months,)."""

    @property
    def enrollment(self) -> NDArray[Any]:
        """Students of each school."""

    @property
    def low_income_share(self) -> NDArray[Any]:
        """Share of each school's students from low-income families, 0..1."""

    @property
    def teachers(self) -> NDArray[Any]:
        """Teacher positions of each school."""

    @property
    def grant_end_month(self) -> int:
        """First month without grant money; -1 without a grant."""


class Prepared:
    """A history with what several outcomes need, each computed when first asked for.

    Parameters
    ----------
    record : Record
        The history; it must not grow while this object is in use.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        rows = int(np.shape(record.schools["access"])[0])
        self.months = min(rows, int(getattr(record, "months", rows)))  # a running history has room ahead
        self._schools: dict[str, Numbers] = {}
        self._district: dict[str, Numbers] = {}
        self._shared: dict[str, Any] = {}

    @property
    def schools(self) -> Mapping[str, NDArray[Any]]:
        """Monthly values of every school by name."""
        return self.record.schools

    @property
    def district(self) -> Mapping[str, NDArray[Any]]:
        """Monthly values of the district by name."""
        return self.record.district

    @property
    def low_income_share(self) -> NDArray[Any]:
        """Share of each school's students from low-income families."""
        return self.record.low_income_share

    @property
    def grant_end_month(self) -> int:
        """First month without grant money; -1 without a grant."""
        return self.record.grant_end_month

    @cached_property
    def enrollment(self) -> Numbers:
        """Students of each school (w)."""
        return np.asarray(self.record.enrollment, dtype=np.float64)

    @cached_property
    def teachers(self) -> Numbers:
        """Teacher positions of each school (n)."""
        return np.asarray(self.record.teachers, dtype=np.float64)

    @cached_property
    def poverty(self) -> Numbers:
        """Share of low-income students of each school (l)."""
        return np.asarray(self.low_income_share, dtype=np.float64)

    @cached_property
    def student_weight(self) -> Numbers:
        """Share of the district's students in each school, w / sum w."""
        return shares(self.enrollment)

    @cached_property
    def student_count(self) -> float:
        """Students of the district."""
        return float(self.enrollment.sum())

    @cached_property
    def teacher_count(self) -> float:
        """Teacher positions of the district."""
        return float(self.teachers.sum())

    @cached_property
    def low_weight(self) -> Numbers:
        """Share of the low-income students in each school, w l / L; NaN when there are none."""
        return shares(self.enrollment * self.poverty)

    @cached_property
    def other_weight(self) -> Numbers:
        """Share of the other students in each school, w (1 - l) / H; NaN when there are none."""
        return shares(self.enrollment * (1.0 - self.poverty))

    @cached_property
    def teacher_weight(self) -> Numbers:
        """Share of the district's teachers in each school."""
        return shares(self.teachers)

    @cached_property
    def segregation(self) -> float:
        """Dissimilarity D = 1/2 sum |w l / L - w (1 - l) / H|, the largest gap in access that can be."""
        return float(0.5 * np.abs(self.low_weight - self.other_weight).sum())

    def school(self, name: str) -> Numbers:
        """Give a monthly school value as float64, shape (T, S).

        Parameters
        ----------
        name : str
            A name of ``schools``.

        Returns
        -------
        ndarray of float64, shape (T, S)
            The values.
        """
        if name not in self._schools:
            self._schools[name] = np.asarray(self.schools[name][: self.months], dtype=np.float64)
        return self._schools[name]

    def month(self, name: str) -> Numbers:
        """Give a monthly district value as float64, shape (T,).

        Parameters
        ----------
        name : str
            A name of ``district``.

        Returns
        -------
        ndarray of float64, shape (T,)
            The values.
        """
        if name not in self._district:
            self._district[name] = np.asarray(self.district[name][: self.months], dtype=np.float64)
        return self._district[name]

    def teacher_mean(self, name: str) -> Numbers:
        """Average a school value over teachers, shape (T,).

        Parameters
        ----------
        name : str
            A name of ``schools`` that is a mean over teachers.

        Returns
        -------
        ndarray of float64, shape (T,)
            The mean over the district's teachers.
        """
        return weighted_sum(self.teacher_weight, self.school(name))

    def school_mean(self, values: NDArray[Any]) -> Numbers:
        """Average over schools, all alike.

        Parameters
        ----------
        values : ndarray of shape (T, S)
            Numbers, or yes and no.

        Returns
        -------
        ndarray of float64, shape (T,)
            The means.
        """
        return weighted_sum(np.full(self.enrollment.size, 1.0 / self.enrollment.size), values)

    def student_mean(self, name: str) -> Numbers:
        """Average a school value over students, shape (T,).

        Parameters
        ----------
        name : str
            A name of ``schools``.

        Returns
        -------
        ndarray of float64, shape (T,)
            The mean over the district's students.
        """
        return weighted_sum(self.student_weight, self.school(name))

    def shared(self, name: str, compute: Callable[[Prepared], Result]) -> Result:
        """Compute something that several outcomes need once.

        Parameters
        ----------
        name : str
            What it is called.
        compute : callable
            Takes this object.

        Returns
        -------
        object
            What ``compute`` gave.
        """
        if name not in self._shared:
            self._shared[name] = compute(self)
        result: Result = self._shared[name]
        return result

    @cached_property
    def status(self) -> NDArray[np.int64]:
        """0 waiting, 1 preparing, 2 active, 3 gave up, shape (T, S)."""
        return np.asarray(self.schools["status"][: self.months]).astype(np.int64)

    @cached_property
    def active(self) -> NDArray[np.bool_]:
        """Whether a school is in the programme, shape (T, S) (status 2)."""
        active: NDArray[np.bool_] = self.status == 2
        return active

    @cached_property
    def access_low(self) -> Numbers:
        """Access of low-income students, a_L = sum w l A / L, shape (T,)."""
        return weighted_sum(self.low_weight, self.school("access"))

    @cached_property
    def access_others(self) -> Numbers:
        """Access of the other students, a_H = sum w (1 - l) A / H, shape (T,)."""
        return weighted_sum(self.other_weight, self.school("access"))

    @cached_property
    def gap(self) -> Numbers:
        """Gap in access a_L - a_H, shape (T,); positive when low-income students have more."""
        return self.access_low - self.access_others

    @cached_property
    def entry(self) -> NDArray[np.int64]:
        """Month that completes a school's first twelve months in a row with access of .35; T if never, shape (S,)."""
        return first_month(run_length(reaches(self.school("access"), ENTRY_ACCESS)) >= YEAR)

    @cached_property
    def teaching(self) -> NDArray[np.bool_]:
        """Whether a month has teaching, shape (T,)."""
        teaching: NDArray[np.bool_] = np.arange(self.months) % YEAR >= SUMMER
        return teaching


def prepare(record: Record | Prepared) -> Prepared:
    """Wrap a history, or give it back when it is wrapped.

    Parameters
    ----------
    record : Record or Prepared
        A run's history.

    Returns
    -------
    Prepared
        The wrapped history.
    """
    return record if isinstance(record, Prepared) else Prepared(record)
