"""The command ``bothways calibrate``: which parameter sets the evidence does not rule out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError, shown, unknown

if TYPE_CHECKING:
    from sim.calibration.ensemble import Calibration, Size

__all__ = ["calibrate_command", "read"]


def calibrate_command(typed: Sequence[str]) -> int:
    """Calibrate, write a folder, and say what was found.

    Parameters
    ----------
    typed : sequence of str
        Settings as ``name=value``.

    Returns
    -------
    int
        0, or 1 when something could not be written.

    Raises
    ------
    SettingsError
        For an unknown setting or a value that is not allowed.
    OutputError
        When the folder holds anything already.
    """
    size, seed, out = read(typed)
    from sim.calibration.writing import write
    from sim.study.folder import dated_folder, result_folder
    from sim.study.places import shown

    folder = result_folder(out, "", "out") if out else dated_folder("runs", "calibrate", "")
    folder.holds_results()  # refuses a folder with something in it, before minutes of work
    said: list[str] = []
    with folder.writing() as written:
        found = _shown(size, seed)
        written.several(lambda place: said.append(write(found, place)))
    print(said[-1])
    print(f"\nEnsemble:  {shown(folder.path) / 'calibrated.csv'}\nTables and figures:  {shown(folder.path)}")
    for line in written.problems:
        print(f"bothways: {line}", file=sys.stderr)
    return 1 if written.problems else 0


def read(typed: Sequence[str]) -> tuple[Size, int, str]:
    """Read settings.

    Parameters
    ----------
    typed : sequence of str
        ``sets``, ``waves``, ``replicates``, ``pilot``, ``keep``, ``fresh``, ``judged``, ``seed``: whole numbers;
        ``quick=true``; ``out=FOLDER``.

    Returns
    -------
    tuple
        How much is simulated, the seed, and the folder; none for a new one in ``runs/``.
    """
    from sim.calibration.ensemble import QUICK, Size

    sizes = [one.name for one in fields(Size)]
    allowed = [*sizes, "seed", "quick", "out"]
    given: dict[str, str] = {}
    for text in typed:
        name, equals, value = text.partition("=")
        if name not in allowed:
            raise SettingsError(unknown("setting", name, allowed) + " See: bothways calibrate --help")
        if not equals or not value:
            raise SettingsError(f"cannot read '{text}'. Settings are written name=value, for instance sets=200.")
        given[name] = value
    if given.get("quick", "false") not in {"true", "false"}:
        raise SettingsError(f"quick is '{given['quick']}'; it must be true or false.")
    start = QUICK if given.get("quick") == "true" else Size()
    numbers = {name: _whole(name, value) for name, value in given.items() if name in sizes}
    seed = _whole("seed", given.get("seed", "17"))
    return replace(start, **numbers), seed, given.get("out", "")


def _whole(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise SettingsError(f"{name} is {shown(value)}; it must be a whole number below 10^9, for instance {name}=10.")
    return int(value)


def _shown(size: Size, seed: int) -> Calibration:
    """Calibrate with a bar for each part of the work where somebody is looking."""
    from contextlib import ExitStack

    from sim.calibration.ensemble import calibrate
    from sim.cli.progress import progress

    with ExitStack() as open_bars:
        bars: dict[str, Callable[[int, int], None]] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in bars:
                open_bars.close()
                bars[what] = open_bars.enter_context(progress(f"Calibrating: {what}"))
            bars[what](done, total)

        return calibrate(size, seed, tell)
