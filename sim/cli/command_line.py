"""What happens between a typed line and a command: the split, the errors in one line, the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from sim.foundation.errors import BothwaysError, SettingsError, unknown

__all__ = ["main"]

STOPPED = 130  # what a shell expects of a program that Ctrl-C has ended
MISTAKE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str, optional
        What stands behind ``bothways``; by default what was typed.

    Returns
    -------
    int
        0 when all went well, 1 when a study of a validation could not be run, 2 for a mistake in the input (one line on
        standard error says which), 130 after Ctrl-C.
    """
    typed = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _execute(typed)
        sys.stdout.flush()
    except BothwaysError as mistake:
        print(f"bothways: {mistake}", file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        print("bothways: stopped; nothing half done was left behind.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:  # the reader, for instance `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


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
            return COMMANDS[command](rest) or 0
    return 0


def _work(command: str) -> Callable[[list[str]], None]:
    def start(rest: list[str]) -> None:
        from sim.cli.work import execute

        execute(command, rest)

    return start


def _listing(name: str) -> Callable[[list[str]], None]:
    def show(rest: list[str]) -> None:
        from sim.cli import listings

        print(listings.LISTINGS[name](rest))

    return show


def _calibrate(rest: list[str]) -> None:
    from sim.cli.calibrating import calibrate_command

    calibrate_command(rest)


def _figures(rest: list[str]) -> None:
    from sim.cli.drawing import figures_command

    figures_command(rest)


def _validate(rest: list[str]) -> int:
    from sim.cli.validating import validate

    return validate(rest)


COMMANDS: dict[str, Callable[[list[str]], int | None]] = {
    "run": _work("run"),
    "compare": _work("compare"),
    "figures": _figures,
    "validate": _validate,
    "calibrate": _calibrate,
    "districts": _listing("districts"),
    "strategies": _listing("strategies"),
    "futures": _listing("futures"),
    "model": _listing("model"),
    "cache": _listing("cache"),
}
