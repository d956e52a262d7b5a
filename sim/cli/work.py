"""The two commands that simulate: compose, check, run, write a folder, say what was found."""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.choices import Choices, choices_from
from sim.cli.composition import composed
from sim.cli.drawing import draw, write_about
from sim.cli.exposed import exposed
from sim.cli.recorded import Recorded, recorded, write_inputs
from sim.cli.room import check_disk, check_memory
from sim.cli.settings import Settings, settings_from
from sim.foundation.errors import RuleError
from sim.foundation.file_names import file_name
from sim.foundation.plain_text import counted
from sim.study.folder import ResultFolder, dated_folder, result_folder
from sim.study.places import expanded, shown
from sim.study.written import one_line

if TYPE_CHECKING:
    from sim.study import Comparison
    from sim.study.written import Written

__all__ = ["INCOMPLETE", "execute", "perform"]

MANY = {"-m", "--multirun"}
KEPT = "Everything else is there. This is a fault of the program: please report it."
INCOMPLETE = 1
"""The exit code when something that was asked for is missing."""


def execute(command: str, typed: Sequence[str]) -> int:
    """Run ``bothways run`` or ``bothways compare``.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    typed : sequence of str
        What stands behind it.

    Returns
    -------
    int
        0 when everything asked for is there; 1 when something is missing, and lines on standard error say what.
    """
    if MANY & set(typed):
        from sim.cli.sweeping import sweep

        return sweep(command, [text for text in typed if text not in MANY])
    if typed and "=" not in typed[0] and Path(typed[0]).exists():
        from sim.cli.rerunning import rerun

        return rerun(typed)
    settings = settings_from(command, composed(command, typed))
    return INCOMPLETE if perform(settings, choices_from(settings), ["bothways", command, *typed]) else 0


def perform(settings: Settings, choices: Choices, typed: Sequence[str], place: Path | None = None) -> list[str]:
    """Run what settings say, write the folder and print what was found.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name, loaded.
    typed : sequence of str
        The line that does this again.
    place : pathlib.Path, optional
        The folder for the results, where the settings do not name one.

    Returns
    -------
    list of str
        What was asked for and is missing, one line for each kind.
    """
    check_memory(settings, choices)
    record = recorded(settings, choices)
    folder = ResultFolder(place, record.key) if place else None
    if settings.output:
        folder = result_folder(settings.output, record.key)
    if folder is not None and folder.holds_results():
        print(f"The results of this very run are in {shown(folder.path)} already; nothing was run again.\n")
        print((folder.path / "findings.txt").read_text(encoding="utf-8", errors="replace"))
        _print_places(folder.path)
        return []
    check_disk(settings, choices, folder.path if folder else expanded("runs"))
    folder = folder or dated_folder("runs", f"{settings.command}_{file_name(choices.district.name)}", record.key)
    if gone := folder.missing():
        print(f"{shown(folder.path)} lacks {', '.join(gone)}: computed again and put back.", file=sys.stderr)
    with folder.writing() as written:
        text = _results(settings, choices, record, typed, written)
    print(text)
    _print_places(folder.path)
    for line in written.problems:
        print(f"bothways: {line}", file=sys.stderr)
    return written.problems


def _print_places(folder: Path) -> None:
    here = shown(folder)
    if (folder / "index.html").is_file():
        print(f"Open:     {here / 'index.html'}")
    if (folder / "figures").is_dir():
        print(f"Figures:  {here / 'figures'}")
    if (folder / "summary.csv").is_file():
        print(f"Tables:   {here / 'summary.csv'}, and more in {here}")


def _results(settings: Settings, choices: Choices, record: Recorded, typed: Sequence[str], written: Written) -> str:
    """Run, write everything into a folder and return the findings as text for the terminal."""
    from sim.cli.expected_time import expected_time
    from sim.cli.findings_text import WIDTH, receipt_text, terminal_width, text_of
    from sim.cli.progress import progress
    from sim.report.index_page import Findings
    from sim.study.provenance import provenance, receipt_record
    from sim.study.results import write_results

    about = choices.district.provenance
    print(expected_time(settings, choices), file=sys.stderr, flush=True)
    print(receipt_text(choices.district, terminal_width()), end="", flush=True)
    what = f"{choices.district.title}, {counted(settings.years, 'year')}"
    with saying_what_is_kept(settings), progress(what) as tell:
        comparison = _compared(settings, choices, tell)
    comparison = _exposed(settings, choices, comparison, written)
    sentences, first, body = _worded(comparison, written, WIDTH)
    text = receipt_text(choices.district) + body
    origin = provenance(record.key, settings.seed, about.to_mapping(), shlex.join(typed))
    origin |= receipt_record(about.receipt())
    write_inputs(written, record.files)
    write_about(written, comparison)
    write_results(written, comparison, record.config, origin, sentences, text, first)
    written.publish()  # whatever becomes of the figures, the tables are there
    with progress("Drawing figures") as tell:
        found = Findings(first, sentences, written.files)
        missing = draw(written, comparison, found, settings.figures, settings.figures_format, tell)
    written.publish()
    width = terminal_width()
    body = body if width == WIDTH or not sentences else text_of(comparison, sentences, width)
    return "\n".join([body, *missing, ""]) if missing else body


def _exposed(settings: Settings, choices: Choices, comparison: Comparison, written: Written) -> Comparison:
    """Check what the differences depend on; when that fails, the comparison itself is not lost."""
    try:
        return exposed(settings, choices, comparison)
    except Exception as problem:  # noqa: BLE001 - whatever it is: what was computed is worth more
        written.problem("the check of untested assumptions", f"could not be made ({one_line(problem)})", KEPT)
        return comparison


def _worded(comparison: Comparison, written: Written, width: int) -> tuple[list[str], list[str], str]:
    """Put what was found into words; when that fails, the tables are not lost."""
    from sim.cli.findings_text import first_lines, sentences_of, text_of

    try:
        sentences = sentences_of(comparison)
        return sentences, first_lines(comparison, sentences), text_of(comparison, sentences, width)
    except Exception as problem:  # noqa: BLE001 - whatever it is: what was computed is worth more
        written.problem("the findings in words", f"could not be made ({one_line(problem)})", KEPT)
        return [], [], ""


@contextlib.contextmanager
def saying_what_is_kept(settings: Settings) -> Iterator[None]:
    """Add to what goes wrong while runs are computed what is kept of those that are done."""
    try:
        yield
    except (ArithmeticError, LookupError, MemoryError, TypeError, ValueError) as problem:
        if not settings.rules:
            raise
        kept = f"Finished runs are kept in {settings.store}" if settings.store else "Finished runs are not kept"
        also = "run again to go on." if settings.store else "store=FOLDER would keep them."
        raise RuleError(
            f"a rule of your own ({', '.join(settings.rules)}) failed: {type(problem).__name__}: {problem}. "
            f"Mend it. {kept}; {also}"
        ) from problem


def _compared(settings: Settings, choices: Choices, tell: Callable[[int, int], None] | None) -> Comparison:
    from sim.study import compare as compare_strategies

    return compare_strategies(
        choices.strategies,
        choices.district,
        years=settings.years,
        replicates=settings.replicates,
        seed=settings.seed,
        future=choices.future,
        parameters=settings.parameters,
        beyond_range=settings.beyond_range,
        parameter_sets=choices.parameter_sets,
        components=settings.components,
        rules=choices.rules,
        threads=settings.threads,
        progress=tell,
        store=settings.store,
    )
