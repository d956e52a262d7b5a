"""The form of a yardstick: what it is called, what it means, how it is computed and where it comes from.

A yardstick is one documented function. :func:`monthly` makes it from a function that gives one value a month: the
value of the run is that of its last month. :func:`whole_run` makes it from a function that gives one value.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.outcomes.record import Prepared, Record, prepare
from sim.outcomes.windows import Numbers

__all__ = ["Better", "Outcome", "monthly", "whole_run"]

Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Outcome:
    """One yardstick, defined once.

    Parameters
    ----------
    name : str
        Name in tables, files and on the command line.
    title : str
        What a reader sees at an axis.
    subject : str
        The file of :mod:`sim.outcomes` that defines it.
    unit : str
        Unit of the value.
    low, high : float
        Smallest and largest value that can be; infinite where there is no bound.
    better : {"higher", "lower", "neither"}
        Which direction a district would want, all else equal.
    formula : callable
        Takes a history, gives the value at the end of what is recorded; NaN when not applicable.
    series : callable or None
        Takes a history, gives one value a month, shape (T,); None where only the whole run has a value.
    text : str
        The formula in words and symbols.
    source : str
        Where the definition comes from, with its grade.
    not_applicable : str
        When the value is NaN; empty when it never is once a month is recorded.
    """

    name: str
    title: str
    subject: str
    unit: str
    low: float
    high: float
    better: Better
    formula: Callable[[Record], float]
    series: Callable[[Record], Numbers] | None
    text: str
    source: str
    not_applicable: str = ""


def monthly(
    *,
    title: str,
    unit: str,
    better: Better,
    source: str,
    low: float = 0.0,
    high: float = 1.0,
    not_applicable: str = "",
) -> Callable[[Callable[[Prepared], Numbers]], Outcome]:
    """Make a yardstick of a function that gives one value a month; the run's value is the last month's.

    Parameters
    ----------
    title, unit, better, source, low, high, not_applicable
        As in :class:`Outcome`; the function's name and docstring give name and text.

    Returns
    -------
    callable
        The decorator.
    """

    def decorate(function: Callable[[Prepared], Numbers]) -> Outcome:
        name, subject, text = _words(function)

        def series(record: Record) -> Numbers:
            return prepare(record).shared(name, function)  # the run's value and the months' are asked for in turn

        def formula(record: Record) -> float:
            values = series(record)
            return float(values[-1]) if len(values) else float(np.nan)

        return Outcome(name, title, subject, unit, low, high, better, formula, series, text, source, not_applicable)

    return decorate


def whole_run(
    *,
    title: str,
    unit: str,
    better: Better,
    source: str,
    low: float = 0.0,
    high: float = 1.0,
    not_applicable: str = "",
    series: Callable[[Prepared], Numbers] | None = None,
) -> Callable[[Callable[[Prepared], float]], Outcome]:
    """Make a yardstick of a function that gives one value for a run.

    Parameters
    ----------
    title, unit, better, source, low, high, not_applicable
        As in :class:`Outcome`; the function's name and docstring give name and text.
    series : callable, optional
        Gives the monthly value that a figure over time should show beside it.

    Returns
    -------
    callable
        The decorator.
    """

    def decorate(function: Callable[[Prepared], float]) -> Outcome:
        def over_time(record: Record) -> Numbers:
            assert series is not None
            return series(prepare(record))

        def formula(record: Record) -> float:
            run = prepare(record)
            return float(function(run)) if run.months else float(np.nan)

        name, subject, text = _words(function)
        shown = None if series is None else over_time
        return Outcome(name, title, subject, unit, low, high, better, formula, shown, text, source, not_applicable)

    return decorate


def _words(function: Callable[[Prepared], object]) -> tuple[str, str, str]:
    subject = function.__module__.rpartition(".")[2]
    return function.__name__, subject, " ".join(inspect.cleandoc(function.__doc__ or "").split())
