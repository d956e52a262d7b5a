"""``bothways validate``: run the studies, write the page, print what holds and what does not."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import OutputError, SettingsError, shown, unknown

if TYPE_CHECKING:
    from sim.validation.outcome import Outcome, Validation

__all__ = ["Asked", "asked_from", "validate"]

COULD_NOT_RUN = 1


@dataclass(frozen=True)
class Asked:
    """What was asked for.

    Parameters
    ----------
    only : tuple of str
        Parts or studies; everything when empty.
    full : bool
        All pairs and replicates.
    seed : int
        Luck, 0 or larger.
    out : str
        Folder for the results; a new one in ``runs/`` when empty.
    write : str
        A CSV file for the results besides; none when empty.
    workers : int
        Processes, 0 for as many as pay.
    """

    only: tuple[str, ...] = ()
    full: bool = False
    seed: int = 2026
    out: str = ""
    write: str = ""
    workers: int = 0


def asked_from(typed: Sequence[str]) -> Asked:
    """Read what was typed behind ``bothways validate``.

    Parameters
    ----------
    typed : sequence of str
        ``name=value`` each.

    Returns
    -------
    Asked
        Checked, but for the names in ``only``.

    Raises
    ------
    SettingsError
        For an unknown setting or value.
    """
    readers: dict[str, Callable[[str], Any]] = {
        "only": _names,
        "full": lambda text: _yes_or_no("full", text),
        "seed": lambda text: _whole("seed", text, 0),
        "out": str,
        "write": str,
        "workers": lambda text: _whole("workers", text, 1),
    }
    given: dict[str, Any] = {}
    for text in typed:
        name, equals, value = text.partition("=")
        if not equals or not value:
            raise SettingsError(
                f"cannot read '{text}'. Settings are written name=value, for instance only=nulls. "
                "See: bothways validate --help"
            )
        if name not in readers:
            raise SettingsError(unknown("setting", name, readers) + " See: bothways validate --help")
        given[name] = readers[name](value)
    return Asked(**given)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.strip("[]").split(",") if name.strip())


def _yes_or_no(name: str, text: str) -> bool:
    answers = {"true": True, "yes": True, "false": False, "no": False}
    if text.lower() not in answers:
        raise SettingsError(f"{name} is '{text}'; it must be true or false.")
    return answers[text.lower()]


def _whole(name: str, text: str, least: int) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) < least:
        raise SettingsError(f"{name} is {shown(text)}; it must be a whole number from {least} to 10^18.")
    return int(text)


def validate(typed: Sequence[str]) -> int:
    """Run a validation.

    Parameters
    ----------
    typed : sequence of str
        What stands behind ``bothways validate``.

    Returns
    -------
    int
        0 when every study could be run, whatever it found; 1 when one could not.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C, when what was finished has been written.
    """
    from sim.study.folder import dated_folder, result_folder
    from sim.study.places import shown
    from sim.study.provenance import input_key, provenance
    from sim.validation.page import write_validation
    from sim.validation.run import chosen
    from sim.validation.table import print_validation

    asked = asked_from(typed)
    jobs = chosen(asked.only)
    _check_writable(asked.write)
    key = input_key({"command": "validate", "jobs": jobs, "full": asked.full, "seed": asked.seed, "at": _now()})
    folder = result_folder(asked.out, key, "out") if asked.out else dated_folder("runs", "validate", key)
    folder.holds_results()  # refuses a folder with something else in it, before minutes of work
    with folder.writing() as written:
        found = _run(asked, len(jobs))
        origin = provenance(key, asked.seed, _inputs(), shlex.join(["bothways", "validate", *typed]))
        written.several(lambda place: write_validation(found, place, origin))
        written.publish()
    print_validation(found)
    if asked.write and not found.stopped:
        _write(found, asked.write, origin)
    for line in written.problems:
        print(f"bothways: {line}", file=sys.stderr)
    print(f"Page:   {shown(folder.path) / 'index.html'}\nTables: {shown(folder.path) / 'results.csv'}, results.json")
    if found.stopped:
        print("Stopped: only what was finished is in there.", file=sys.stderr)
        raise KeyboardInterrupt
    return COULD_NOT_RUN if found.failed or written.problems else 0


def _run(asked: Asked, jobs: int) -> Validation:
    from sim.validation.run import run_validation
    from sim.validation.setting import Setting

    def tell(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    def finished(outcome: Outcome, done: int, count: int) -> None:
        tell(f"[{done}/{count}] {outcome.part}: {outcome.study}: {_in_short(outcome)} ({outcome.seconds:.0f} s)")

    size = "all of it" if asked.full else "about ten minutes for everything on two processors"
    tell(f"{jobs} studies, {size}; Ctrl-C keeps what is finished.")
    return run_validation(Setting(asked.full, asked.seed, tell), asked.only, asked.workers or None, finished)


def _in_short(outcome: Outcome) -> str:
    if outcome.error:
        return f"could not be run: {outcome.error}"
    judged = [finding.holds for finding in outcome.findings if finding.holds is not None]
    if not judged:
        return f"{len(outcome.findings)} findings"
    return f"{sum(judged)} of {len(judged)} hold"


def _inputs() -> Mapping[str, str]:
    return {
        "expectations": "data/validation/expectations, written down before anything was fitted",
        "measured": "data/validation/*.csv, see data/validation/README.md",
    }


def _now() -> str:
    return dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")


def _check_writable(write: str) -> None:
    """Refuse a file that is there, and a place that cannot be written, before minutes of work."""
    from sim.study.places import check_new_file

    if write:
        check_new_file(write, "write")


def _write(found: Validation, write: str, origin: Mapping[str, Any]) -> None:
    from sim.study.places import expanded
    from sim.validation.page import write_table

    path = expanded(write)
    try:
        with path.open("x", encoding="utf-8"):
            pass
        write_table(found, path, str(origin["rules"]), timing=False)
    except OSError as error:
        raise OutputError(
            f"the table cannot be written to {path}: {error.strerror or error}. It is in the folder of results too."
        ) from error
