"""Whether memory and disk have room for a run, looked at before hours of work are lost."""

from __future__ import annotations

import math
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundation.errors import OutputError, SettingsError
from sim.study.places import expanded, shown

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.cli.settings import Settings

__all__ = ["check_disk", "check_memory", "memory"]

BYTES_OF_A_SCHOOL_MONTH = 24 * 4
"""What a history keeps of a school in a month: two dozen numbers of four bytes."""
BYTES_OF_A_RUN = 20_000
"""What a stored run takes besides: outcomes, names and the district's months (measured: 20,000 to 40,000)."""
BYTES_OF_A_SCHOOL_YEAR = 60
"""What the table of schools keeps of a school in a year, compressed (measured: 60 to 150)."""
BYTES_OF_A_MONTH = 430
"""What the table of months keeps of a month, compressed (measured: 430 to 650)."""
BYTES_OF_FIGURES = {"all": 5e6, "headlines": 5e5, "none": 0.0}


def check_memory(settings: Settings, choices: Choices) -> None:
    """Refuse what would not fit into memory.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name.

    Raises
    ------
    SettingsError
        With how many replicates would fit.
    """
    runs, school_months = _size(settings, choices)
    needed, there = school_months * BYTES_OF_A_SCHOOL_MONTH, memory()
    if needed > there / 2:
        fewer = max(1, int(settings.replicates * there / 2 / needed))
        raise SettingsError(
            f"{runs:,} runs of {choices.district.school_count} schools over {settings.years} years would take "
            f"{needed / 1e9:.0f} GB, and there are {there / 1e9:.0f} GB of memory. Use replicates={fewer} or fewer."
        )


def check_disk(settings: Settings, choices: Choices, folder: Path) -> None:
    """Refuse what would not fit onto the disk.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name.
    folder : pathlib.Path
        Where the results go; it need not be there yet.

    Raises
    ------
    OutputError
        With what is needed and what is free, for the results or for the store.
    """
    runs, school_months = _size(settings, choices)
    tables = school_months / 12 * BYTES_OF_A_SCHOOL_YEAR + runs * settings.years * 12 * BYTES_OF_A_MONTH
    _refuse_full(folder, "output", tables + BYTES_OF_FIGURES.get(settings.figures, 0.0))
    if settings.store:
        store = expanded(settings.store)
        kept = sum(file.stat().st_size for file in store.glob("*.npz")) if store.is_dir() else 0
        _refuse_full(store, "store", runs * BYTES_OF_A_RUN + school_months * BYTES_OF_A_SCHOOL_MONTH - kept)


def _refuse_full(folder: Path, setting: str, needed: float) -> None:
    free = free_space(folder)
    if needed > free:
        raise OutputError(
            f"{setting}: about {needed / 1e6:,.1f} MB will be written to {shown(folder)}, and {free / 1e6:,.1f} MB are "
            f"free there. Make room, or name a folder on another disk with {setting}=..."
        )


def _size(settings: Settings, choices: Choices) -> tuple[int, float]:
    """Count the runs, and the schools times months of all of them."""
    runs = len(choices.strategies) * settings.replicates * len(choices.parameter_sets or (1,))
    return runs, float(runs) * settings.years * 12 * choices.district.school_count


def memory() -> float:
    """Return how much memory this machine has, in bytes; without end where it does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return math.inf


def free_space(folder: Path) -> float:
    """Return how many bytes are free where a folder is or will be; without end where that cannot be told.

    Parameters
    ----------
    folder : pathlib.Path
        It need not be there yet.
    """
    for place in (folder, *folder.absolute().parents):
        try:
            return float(shutil.disk_usage(place).free)
        except FileNotFoundError:
            continue
        except OSError:
            break
    return math.inf
