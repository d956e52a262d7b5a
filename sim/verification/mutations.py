"""Would anybody notice? ``python -m sim.verification.mutations`` changes each rule and looks for what breaks.

Every rule is switched off, flipped and blinded (:mod:`sim.verification.mutants`), one at a time. First the patterns of
whole runs are looked for (:mod:`sim.verification.patterns`); where all still show, the properties that the tests ask of
the rule by itself (``tests/rules``). Neither the exact baseline counts nor that two engines give the same.
"""

from __future__ import annotations

import argparse
import csv
import functools
import io
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.engine.rulebook import shipped_rules
from sim.verification.mutants import Mutant, SwitchedSimulation, levels, mutants, plain_mutant, switched_on
from sim.verification.patterns import PATTERNS, Pattern, holds
from sim.verification.scenes import LUCKS, SCENES, Seen, liveliest, play

__all__ = ["FILE", "Noticed", "check", "read", "write"]

FILE = Path("docs") / "mutations.csv"
_COLUMNS = ("rule", "change", "noticed_by", "what")


@dataclass(frozen=True)
class Noticed:
    """What became of one changed rule."""

    rule: str
    change: str
    noticed_by: str  # "pattern", "property" (of the rule by itself) or "nothing"
    what: str  # the pattern, or the test


class _Runs:
    """The runs of one mutant, made when a pattern asks for them."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, int], Seen] = {}

    def of(self, scene: str, luck: int) -> Seen:
        if (scene, luck) not in self._seen:
            seen = play(SCENES[scene], luck, SwitchedSimulation)
            for kept in (seen.history.schools, seen.history.district):
                if not all(np.all(np.isfinite(values)) for values in kept.values()):
                    raise FloatingPointError("a state is not defined")
            self._seen[scene, luck] = seen
        return self._seen[scene, luck]

    def show(self, pattern: Pattern) -> bool:
        return holds(pattern, (tuple(self.of(scene, luck) for scene in pattern.scenes) for luck in range(LUCKS)))


def missing_pattern(rule: str = "") -> str:
    """Name the first pattern that no longer shows with the rules as they are set, empty if all do.

    Parameters
    ----------
    rule : str
        The rule that is changed: patterns about it are looked for first, others only where they are sure.
    """
    runs = _Runs()
    asked = [pattern for pattern in PATTERNS if pattern.sure or not rule or rule in pattern.about.split()]
    ordered = sorted(asked, key=lambda pattern: rule not in pattern.about.split())
    with np.errstate(all="ignore"):
        for pattern in ordered:
            try:
                if not runs.show(pattern):
                    return pattern.title
            except (ArithmeticError, ValueError, IndexError, np.linalg.LinAlgError) as error:
                return f"runs come to their end with defined states ({type(error).__name__})"
    return ""


def failing_property(mutant: Mutant, level: float, tests: Path) -> str:
    """Name the first test of the rule by itself that fails, empty if none does.

    Parameters
    ----------
    mutant : Mutant
        The changed rule; it takes the rule's place in a copy of this process.
    level : float
        From :func:`~sim.verification.mutants.levels`.
    tests : pathlib.Path
        The folder of tests.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # a copy of the process: what is changed there stays there
        os.close(reading)
        answer = "the tests could not be run"
        try:
            _take_place(mutant.rule, plain_mutant(mutant, level))
            answer = _run_tests(mutant.rule, tests)
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def _take_place(name: str, changed: Any) -> None:
    shipped = shipped_rules()[name]
    for module in [m for key, m in sys.modules.items() if key.startswith("sim.")]:
        for attribute, value in list(vars(module).items()):
            if value is shipped:
                setattr(module, attribute, changed)
    shipped_rules.cache_clear()


def _run_tests(rule: str, tests: Path) -> str:
    import pytest

    class Chosen:
        """Only the tests that are about the rule; the first failure is kept."""

        failed = ""

        def pytest_collection_modifyitems(self, items: list[Any]) -> None:
            items[:] = [item for item in items if self._about(item)]

        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.failed and not self.failed:
                self.failed = report.nodeid.replace(os.sep, "/").rsplit("tests/", 1)[-1]

        @staticmethod
        def _about(item: Any) -> bool:
            given = getattr(item, "callspec", None)
            names = [value for value in given.params.values() if isinstance(value, str)] if given else []
            return rule in names or (not given and rule in item.function.__globals__)

    chosen = Chosen()
    with redirect_stdout(io.StringIO()):
        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", str(tests)], plugins=[chosen])
    return chosen.failed if code == pytest.ExitCode.TESTS_FAILED else ""


def check(chosen: Sequence[Mutant], tests: Path, tell: Callable[[str], None]) -> list[Noticed]:
    """Change rules one at a time and see what notices.

    Parameters
    ----------
    chosen : sequence of Mutant
        The changes.
    tests : pathlib.Path
        The folder of tests of rules.
    tell : callable
        Takes a line of progress.

    Returns
    -------
    list of Noticed
        In the order of ``chosen``.

    Raises
    ------
    AssertionError
        When a pattern does not show with the rules as they are.
    """
    level: Mapping[str, float] = levels(liveliest())
    tell("compiling the loops with switched rules (a minute or two) ...")
    with switched_on(None, level):
        lacking = missing_pattern()
    if lacking:
        raise AssertionError(f"'{lacking}' does not show with the rules as they are; nothing can be said of changes.")
    found: list[Noticed] = []
    for mutant in chosen:
        start = time.perf_counter()
        with switched_on(mutant, level):
            title = missing_pattern(mutant.rule)
        test = "" if title else failing_property(mutant, level[mutant.rule], tests)
        by = "pattern" if title else "property" if test else "nothing"
        found.append(Noticed(mutant.rule, mutant.change, by, title or test))
        tell(f"{mutant.rule:24} {mutant.change:8} {by:8} {title or test} ({time.perf_counter() - start:.1f} s)")
    return found


def write(found: Sequence[Noticed], file: Path) -> None:
    """Write the results as a table."""
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows([[getattr(row, column) for column in _COLUMNS] for row in found])


@functools.cache
def read(file: Path) -> tuple[Noticed, ...]:
    """Read the results that :func:`write` has written."""
    with file.open(newline="", encoding="utf-8") as opened:
        return tuple(Noticed(**row) for row in csv.DictReader(opened))


def _joined(kept: Sequence[Noticed], found: Sequence[Noticed]) -> list[Noticed]:
    """Rows kept and found anew, in the order of the rules; rules that are there no longer are left out."""
    rows = {(row.rule, row.change): row for row in (*kept, *found)}
    return [rows[mutant.rule, mutant.change] for mutant in mutants() if (mutant.rule, mutant.change) in rows]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check in the project's folder, for all rules or for those named, and write what was found."""
    parser = argparse.ArgumentParser(prog="python -m sim.verification.mutations", description=__doc__)
    parser.add_argument("rules", nargs="*", help="only these rules; the rows of the others stay as they are")
    asked = parser.parse_args(arguments).rules
    tests = Path("tests") / "rules"
    if not tests.is_dir():
        parser.error(f"{tests} was not found here ({Path.cwd()}); give this command in the project's folder.")
    unknown = sorted(set(asked) - set(shipped_rules()))
    if unknown:
        parser.error(f"no rule is called {', '.join(unknown)}.")
    chosen = [mutant for mutant in mutants() if not asked or mutant.rule in asked]
    found = check(chosen, tests, _say)
    counts = {by: sum(row.noticed_by == by for row in found) for by in ("pattern", "property", "nothing")}
    sys.stdout.write(
        f"\n{len(found)} changes of rules: {counts['pattern']} noticed by a pattern of whole runs, "
        f"{counts['property']} by a property of the rule alone, {counts['nothing']} by nothing\n"
    )
    for row in found:
        if row.noticed_by == "nothing":
            sys.stdout.write(f"survives: {row.rule}, {row.change}\n")
    write(_joined(read(FILE) if asked and FILE.is_file() else (), found), FILE)
    sys.stdout.write(f"wrote {FILE}\n")
    return 1 if counts["nothing"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
