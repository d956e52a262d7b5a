"""How long a run will take, said before it begins: from what runs of other districts took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundation.resources import processors

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.cli.settings import Settings

__all__ = ["expected_seconds", "expected_time", "runs_of", "spoken"]

YEAR = 0.004
TEACHER_YEAR = 2.6e-6
"""Seconds of one processor that a year takes: in any district, and for each teacher. Measured with districts of 76 to
9,527 teachers over 2 and 10 years; the largest miss was a third."""
AROUND = 3.0
"""Seconds for starting, tables and figures."""
BY_SECONDS, BY_MINUTES = 90.0, 5400.0


def runs_of(settings: Settings, choices: Choices) -> tuple[int, int]:
    """Count the runs that settings ask for.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name.

    Returns
    -------
    runs, more : int
        Runs of the comparison itself, and those that check assumptions.
    """
    from sim.study.exposing import QUICK_SETS
    from sim.study.telling import FEWEST_SETS

    strategies, sets = len(choices.strategies), len(choices.parameter_sets or (1,))
    runs = strategies * settings.replicates * sets
    if settings.command != "compare" or strategies < 2 or settings.exposure == "none":
        return runs, 0
    quick = min(QUICK_SETS, settings.replicates)
    quick = 0 if settings.sets is not None or quick < FEWEST_SETS else quick
    pairs = 0 if settings.exposure == "quick" else int(settings.exposure)
    return runs, strategies * (quick + pairs)


def expected_seconds(runs: int, years: int, teachers: int, processes: int) -> float:
    """Estimate how long runs take.

    Parameters
    ----------
    runs, years, teachers : int
        How many, how long, how large.
    processes : int
        Processors that share them.

    Returns
    -------
    float
        Seconds.
    """
    return AROUND + runs * years * (YEAR + TEACHER_YEAR * teachers) / max(1, processes)


def expected_time(settings: Settings, choices: Choices) -> str:
    """Return the line that stands before a run: what is run, and about how long it takes.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name.

    Returns
    -------
    str
        One line.
    """
    from sim.foundation.plain_text import counted, plain_text

    runs, more = runs_of(settings, choices)
    district, threads = choices.district, settings.threads or processors()
    seconds = expected_seconds(runs + more, settings.years, district.teacher_count, min(threads, runs + more))
    also = f", and {more:,} to check assumptions" if more else ""
    return (
        f"{plain_text(district.title)}: {counted(runs, 'run')} of {counted(settings.years, 'year')}{also} "
        f"({counted(district.school_count, 'school')}, {counted(district.teacher_count, 'teacher')}). "
        f"This takes {spoken(seconds)}."
    )


def spoken(seconds: float) -> str:
    """Round a time to what an estimate can carry.

    Parameters
    ----------
    seconds : float
        A time.

    Returns
    -------
    str
        For instance ``"about 20 seconds"``.
    """
    unit, name = (1.0, "second") if seconds < BY_SECONDS else (60.0, "minute")
    if seconds >= BY_MINUTES:
        unit, name = 3600.0, "hour"
    amount = max(1, round(seconds / unit))
    rounded = amount if amount < 10 else round(amount / 5) * 5
    return f"about {rounded:,} {name}{'' if rounded == 1 else 's'}"
