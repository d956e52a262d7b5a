"""One case, what came of it, and what is wrong with that."""

from __future__ import annotations

import os
import re
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sim.foundation.errors import BothwaysError, unprintable

REFUSE, ACCEPT, EITHER = "must be refused", "must be accepted", "may be refused or accepted"
PATIENCE = 60
"""Seconds after which a case counts as hanging; no case takes a hundredth of it."""

CURE = re.compile(
    r"\b(write|give|name|keep|leave|use|choose|mend|save|take|add|put|set|split|look|make|check|separate|lower|pick|say|"
    r"remove|correct|fill|rename|download|install|allowed|must be|must have|required|needs|those that have|"
    r"did you mean|see:|are written)\b",
    re.IGNORECASE,
)
"""A message says what is allowed or what to do."""

RAW = re.compile(
    r"Traceback|object at 0x|<class '|NoneType|\[Errno|has no attribute|unsupported operand|hydra\.errors|"
    r"mismatched input|token recognition|full_key|Error merging",
    re.IGNORECASE,
)
"""What Python or a library says to programmers."""

LONGEST_LINE = 2_000


class HangError(BaseException):
    """A case that does not come to an end."""


@dataclass
class Case:
    """Something to try.

    Parameters
    ----------
    kind : str
        Which door it goes to.
    what : str
        The input itself, shortened, for the report of a fault.
    play : callable
        Hands the input over, in a folder of its own; returns the message it was refused with, or None.
    must : str
        `REFUSE`, `ACCEPT` or `EITHER`.
    why : str
        What is wrong with the input, where that is known.
    files : tuple of str
        Names of files that `play` itself writes.
    """

    kind: str
    what: str
    play: Callable[[Path], str | None]
    must: str = EITHER
    why: str = ""
    files: tuple[str, ...] = field(default=())


def short(what: object) -> str:
    """Show an input in a report."""
    written = repr(what)
    return written if len(written) < 600 else f"{written[:300]} ... {written[-200:]}"


@contextmanager
def deadline() -> Iterator[None]:
    """End a case that hangs, where the system can."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def faults(case: Case, folder: Path) -> list[str]:
    """Try a case in an empty folder, and list what is wrong with the answer."""
    home = Path.cwd()
    os.chdir(folder)
    try:
        with deadline(), warnings.catch_warnings():
            warnings.simplefilter("error")
            message = case.play(folder)
    except BothwaysError as refusal:
        message = str(refusal)
    except HangError:
        return ["it hangs"]
    except Exception:  # noqa: BLE001 - a traceback is what is looked for
        return [f"it ends in a traceback:\n{traceback.format_exc(limit=-6)}"]
    finally:
        os.chdir(home)
    found = [] if message is None else faults_of_message(message)
    if message is None and case.must == REFUSE:
        found.append(f"it is accepted in silence, and should be refused: {case.why}")
    if message is not None and case.must == ACCEPT:
        found.append(f"it is refused, and is right: {message}")
    left = sorted({path.name for path in folder.iterdir()} - set(case.files))
    if left:
        found.append(f"it leaves files behind: {', '.join(left)}")
    return found


def faults_of_message(message: str) -> list[str]:
    """List what is wrong with the words of a refusal."""
    found = []
    if not message.strip():
        return ["the message is empty"]
    lines = message.splitlines()
    if len(lines) > 1 and not all(line.startswith(("  ", "- ", "row", "column")) for line in lines[1:]):
        found.append(f"the message has {len(lines)} lines that are no list: {message}")
    if any(len(line) > LONGEST_LINE for line in lines):
        found.append(f"the message is endless: {message[:300]}")
    if unprintable(message):
        found.append(f"the message holds control characters: {message!r}")
    if RAW.search(message):
        found.append(f"the message speaks Python: {message}")
    if not CURE.search(message):
        found.append(f"the message does not say what is allowed or what to do: {message}")
    return found
