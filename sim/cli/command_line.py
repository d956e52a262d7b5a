"""What happens between a typed line and a command: the split, the errors in one line, the exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence

from sim.cli.surroundings import own_environment, own_outputs, signals_stop
from sim.foundation.errors import BothwaysError, SettingsError, unknown

__all__ = ["main"]

STOPPED = 128
"""A shell expects this, plus the number of the signal, of a program that a signal has ended: 130 after Ctrl-C."""
MISTAKE = 2
NOT_PRINTED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``bothways``; by default what was typed.

    Returns
    -------
    int
        0 when all went well, 1 when something asked for is missing (a figure, a run of many, a study of a validation,
        what was to be printed), 2 for a mistake in the input (one line on standard error says which), 130 after Ctrl-C,
        143 after a request to end, 129 when the terminal was closed.
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    with own_environment(), own_outputs() as (out, _), signals_stop() as heard:
        code = _shielded(typed, heard)
        out.flush()
        if out.problem is not None and not isinstance(out.problem, BrokenPipeError) and code == 0:
            reason = out.problem.strerror or str(out.problem)
            print(f"bothways: what was to be printed could not be written: {reason}.", file=sys.stderr)
            return NOT_PRINTED
        return code


def _shielded(typed: list[str], heard: list[int]) -> int:
    """Run a command; what ends it is said in one line."""
    try:
        return _execute(typed)
    except BothwaysError as mistake:
        if not heard:
            print(f"bothways: {mistake}", file=sys.stderr)
            return MISTAKE
        return _stopped(heard, "")
    except KeyboardInterrupt as stop:
        return _stopped(heard, str(stop))
    except OSError as problem:
        if heard:
            return _stopped(heard, "")
        if problem.errno != errno.ENAMETOOLONG:
            raise
        name = f"{str(problem.filename)[:100]}..."
        print(f"bothways: {name} is too long for the name of a file. Give it a shorter one.", file=sys.stderr)
        return MISTAKE
    except Exception:  # a stop in the middle of foreign code may come out as anything
        if not heard:
            raise
        return _stopped(heard, "")


def _stopped(heard: list[int], left: str) -> int:
    print(f"bothways: stopped; {left or 'nothing half done was left behind.'}", file=sys.stderr)
    return STOPPED + (heard[0] if heard else signal.SIGINT)


def _execute(typed: list[str]) -> int:
    if "--version" in typed[:1]:
        from sim import __version__

        print(f"bothways {__version__}")
    elif not typed or typed[0] in {"-h", "--help", "help"}:
        from sim.cli.help_texts import help_text

        print(help_text(*typed[1:2]))
    else:
        command, rest = typed[0], typed[1:]
        if command not in COMMANDS:
            raise SettingsError(unknown("command", command, COMMANDS) + " See: bothways --help")
        if {"-h", "--help"} & set(rest):
            from sim.cli.help_texts import help_text

            print(help_text(command))
        else:
            _check_working_folder()
            return COMMANDS[command](rest) or 0
    return 0


def _check_working_folder() -> None:
    try:
        os.getcwd()  # noqa: PTH109 (asked only whether it is there)
    except OSError as error:
        raise SettingsError(
            "the working folder is not there any more (deleted or moved away). Change to another one with cd."
        ) from error


def _work(command: str) -> Callable[[list[str]], int]:
    def start(rest: list[str]) -> int:
        from sim.cli.work import execute

        return execute(command, rest)

    return start


def _rerun(rest: list[str]) -> int:
    from sim.cli.rerunning import rerun

    return rerun(rest)


def _listing(name: str) -> Callable[[list[str]], None]:
    def show(rest: list[str]) -> None:
        from sim.cli import listings

        print(listings.LISTINGS[name](rest))

    return show


def _calibrate(rest: list[str]) -> int:
    from sim.cli.calibrating import calibrate_command

    return calibrate_command(rest)


def _figures(rest: list[str]) -> None:
    from sim.cli.drawing import figures_command

    figures_command(rest)


def _validate(rest: list[str]) -> int:
    from sim.cli.validating import validate

    return validate(rest)


COMMANDS: dict[str, Callable[[list[str]], int | None]] = {
    "run": _work("run"),
    "compare": _work("compare"),
    "rerun": _rerun,
    "figures": _figures,
    "validate": _validate,
    "calibrate": _calibrate,
    "districts": _listing("districts"),
    "strategies": _listing("strategies"),
    "futures": _listing("futures"),
    "model": _listing("model"),
    "cache": _listing("cache"),
}
