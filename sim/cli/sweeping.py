"""``-m``: every combination of the values given, each run with a folder of its own.

Everything that any of the runs reads is read and checked before the first starts. A run that fails does not end the
others; it leaves ``failed.txt`` in its folder. Nothing empty stays.
"""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sim.cli.choices import choices_from
from sim.cli.composition import composed, job_folder, job_typed, many_runs, plain, points_of, where_typed
from sim.cli.room import check_disk, check_memory
from sim.cli.settings import settings_from
from sim.foundation.errors import BothwaysError, OutputError
from sim.foundation.yaml_file import read_yaml_file
from sim.study.folder import new_folder
from sim.study.places import expanded, shown, unwritable
from sim.study.unfinished import NAME, Unfinished, clear_leftovers, clear_one, remove_empty
from sim.study.written import FAILED, PROVENANCE

__all__ = ["compare", "run", "sweep"]

RUNS = "runs.yaml"
"""What a sweep's folder says of itself: which folder holds which run."""
HYDRAS_OWN = "multirun.yaml"


def sweep(command: str, typed: Sequence[str]) -> int:
    """Run every combination of the values given.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    typed : sequence of str
        What stands behind it, without ``-m``. ``output=`` names the folder above the runs' folders.

    Returns
    -------
    int
        0 when every run has left its results, else 1.

    Raises
    ------
    SettingsError
        For any mistake in any of the runs, before the first starts.
    OutputError
        When the folder holds something else, or cannot be written.
    """
    wanted = [text for text in typed if not text.startswith("output=")]
    points, for_hydra = points_of(wanted)
    output = next((text.partition("=")[2].strip("'\"") for text in typed if text.startswith("output=")), "")
    about = {str(number): shlex.join(["bothways", command, *point]) for number, point in enumerate(points)}
    above = expanded(output or "multirun")
    for leftover in [above] if output else _folders(above):
        if (leftover / NAME).is_dir() and clear_one(leftover):  # of a sweep that was killed
            _clear(leftover)
    if output:
        _check_ours(above, about)
    _check_all(command, points, above)
    place, made = _place(command, output, about)
    unfinished = _begun(place, made)
    try:
        many_runs(command, points, place, for_hydra, {"run": run, "compare": compare}[command])
    except BaseException:
        done = len(_with_results(place))
        if done:
            print(f"{done} of {len(points)} runs are done and kept in {shown(place)}. The same line with "
                  f"output={shlex.quote(str(shown(place)))} goes on from there.", file=sys.stderr)  # fmt: skip
        raise
    finally:
        unfinished.end()
        _clear(place)
        remove_empty(place, made)
    return _report(place, about)


def run(config: Any) -> None:
    """Do one job of ``bothways run -m``; a launcher finds it by name."""
    _job("run", config)


def compare(config: Any) -> None:
    """Do one job of ``bothways compare -m``; a launcher finds it by name."""
    _job("compare", config)


def _job(command: str, config: Any) -> None:
    from sim.cli.work import perform

    place = job_folder()
    line = ["bothways", command, *job_typed()]
    with where_typed():
        try:
            settings = settings_from(command, plain(config))
            problems = perform(settings, choices_from(settings), line, place)
        except BothwaysError as problem:
            problems = [str(problem)]
        except Exception as problem:  # noqa: BLE001 - whatever one run fails with, the others are run
            problems = [f"{type(problem).__name__}: {problem}. This is a fault of the program: please report it."]
        if problems:
            place.mkdir(parents=True, exist_ok=True)
            (place / FAILED).write_text("\n".join([shlex.join(line), *problems, ""]), encoding="utf-8")


def _check_all(command: str, points: Sequence[Sequence[str]], place: Path) -> None:
    """Read everything that any run reads."""
    for point in points:
        settings = settings_from(command, composed(command, point))
        choices = choices_from(settings)
        check_memory(settings, choices)
        check_disk(settings, choices, place)


def _check_ours(place: Path, about: Mapping[str, str]) -> None:
    """Refuse a folder with anything else in it than this very sweep."""
    try:
        if place.exists() and not place.is_dir():
            raise OutputError(f"{shown(place)} is a file; output must name a folder. Name another one.")
        if not place.is_dir() or not any(place.iterdir()):
            return
        found = read_yaml_file(place / RUNS, "sweep", OutputError).content if (place / RUNS).exists() else None
    except OSError as error:
        raise OutputError(
            f"the folder {shown(place)} cannot be read: {' '.join(str(error).split())}. Name another."
        ) from error
    if found != dict(about):
        what = "other runs" if isinstance(found, dict) else "something else than results"
        raise OutputError(
            f"the folder {shown(place)} already holds {what}; nothing is written over. "
            "Name another folder with output=..., or move this one away."
        )


def _place(command: str, output: str, about: Mapping[str, str]) -> tuple[Path, int]:
    """Make the folder above the runs' folders, and write into it what they are."""
    import yaml

    if output:
        place = expanded(output)
        made = sum(not folder.exists() for folder in (place, *place.parents))
    else:
        now = dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
        place, made = new_folder(expanded("multirun"), f"{now}_{command}")
    try:
        place.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(dict(about), sort_keys=False, allow_unicode=True, width=10_000)
        (place / RUNS).write_text(text, encoding="utf-8")
    except OSError as error:
        remove_empty(place, made)
        raise OutputError(unwritable(place, error)) from error
    return place, made


def _begun(place: Path, made: int) -> Unfinished:
    """Mark the folder as one that is being worked in."""
    try:
        return Unfinished.begin(place, made)
    except OSError as error:
        _clear(place)
        raise OutputError(unwritable(place, error)) from error


def _clear(place: Path) -> None:
    """Remove what is empty or left over in a sweep's folder; with nothing in it, the sweep's own files too."""
    if not (place / RUNS).is_file():
        return
    with suppress(OSError):
        (place / HYDRAS_OWN).unlink(missing_ok=True)
        clear_leftovers(place)
        for folder in _folders(place):
            remove_empty(folder, 1)
        if all(each.name == RUNS for each in place.iterdir()):
            (place / RUNS).unlink()
            place.rmdir()


def _report(place: Path, about: Mapping[str, str]) -> int:
    failed = {file.parent.name: file for file in sorted(place.rglob(FAILED))}
    if not failed:
        return 0
    for number, file in failed.items():
        why = file.read_text(encoding="utf-8").partition("\n")[2].strip()
        print(f"bothways: run {number} failed: {why}", file=sys.stderr)
    rest = f"; the others are in {shown(place)}" if len(failed) < len(about) else ""
    again = f"output={shlex.quote(str(shown(place)))} runs only what is missing"
    print(f"{len(failed)} of {len(about)} runs failed{rest}. The same line with {again}.", file=sys.stderr)
    return 1


def _with_results(place: Path) -> list[Path]:
    return [file.parent for file in place.rglob(PROVENANCE) if NAME not in file.parts]


def _folders(place: Path) -> list[Path]:
    try:
        return [each for each in place.iterdir() if each.is_dir() and not each.is_symlink()]
    except OSError:
        return []
