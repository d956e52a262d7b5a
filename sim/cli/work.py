"""The two commands that simulate: compose, check, run, write a folder, say what was found."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import os
import re
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.composition import composed, job_folder, many_runs, plain
from sim.cli.exposed import draw_exposures, exposed
from sim.cli.settings import Settings, settings_from
from sim.foundation.errors import SettingsError

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.study import Comparison

__all__ = ["compare", "execute", "run"]

MANY = {"-m", "--multirun"}
BYTES_OF_A_SCHOOL_MONTH = 24 * 4
"""What a history keeps of a school in a month: two dozen numbers of four bytes."""


def execute(command: str, typed: Sequence[str]) -> None:
    """Run ``bothways run`` or ``bothways compare``.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    typed : sequence of str
        What stands behind it.
    """
    if MANY & set(typed):
        many_runs(command, [text for text in typed if text not in MANY], {"run": run, "compare": compare}[command])
    else:
        perform(settings_from(command, composed(command, typed)))


def run(config: Any) -> None:
    """Do one job of ``bothways run -m``; a launcher finds it by name."""
    perform(settings_from("run", plain(config)), job_folder())


def compare(config: Any) -> None:
    """Do one job of ``bothways compare -m``; a launcher finds it by name."""
    perform(settings_from("compare", plain(config)), job_folder())


def perform(settings: Settings, place: Path | None = None) -> None:
    """Run what settings say, write the folder and print what was found.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    place : pathlib.Path, optional
        The folder for the results, where the settings do not name one.
    """
    from sim.cli.choices import choices_from
    from sim.study.folder import ResultFolder
    from sim.study.provenance import input_key

    choices = choices_from(settings)
    _check_memory(settings, choices)
    config = resolved(settings, choices)
    key = input_key(
        config
        | {
            "district": choices.district.fingerprint(),
            "rules": _rule_marks(choices),
            "values": _values(settings, choices),
        }
    )
    target = Path(settings.output) if settings.output else place or _default_folder(settings, choices)
    folder = ResultFolder(target.expanduser(), key)
    if folder.holds_results():
        print(f"The results of this very run are in {folder.path} already; nothing was run again.\n")
        print((folder.path / "findings.txt").read_text(encoding="utf-8"))
    else:
        with folder.writing() as hidden:
            text = _results(settings, choices, config, key, hidden)
        print(text)
    print(f"Figures:  {folder.path / 'figures'}\nTables:   {folder.path / 'summary.csv'}, and more in {folder.path}")


def _results(settings: Settings, choices: Choices, config: Mapping[str, Any], key: str, folder: Path) -> str:
    """Run, write everything into a folder and give the findings as text."""
    from sim.cli.findings_text import first_lines, sentences_of, text_of
    from sim.cli.progress import progress
    from sim.study.provenance import provenance
    from sim.study.results import write_results

    with progress(f"{choices.district.title}, {settings.years} years") as tell:
        comparison = _compared(settings, choices, tell)
    comparison = exposed(settings, choices, comparison)
    sentences = sentences_of(comparison)
    text = text_of(comparison, sentences)
    command = shlex.join(["bothways", *sys.argv[1:]])
    origin = provenance(key, settings.seed, choices.district.provenance.to_mapping(), command)
    with progress("Writing tables and figures") as tell:
        figures = partial(draw, which=settings.figures, tell=tell)
        write_results(folder, comparison, config, origin, sentences, text, figures, first_lines(comparison, sentences))
    return text


def draw(
    comparison: Comparison, folder: Path, which: str = "all", tell: Callable[[int, int], None] | None = None
) -> None:
    """Write figures one by one; one that these runs cannot fill is left out.

    Parameters
    ----------
    comparison : Comparison
        What was run.
    folder : pathlib.Path
        Where to.
    which : str
        ``"all"``, ``"headlines"`` or ``"none"``.
    tell : callable, optional
        Told how many are done and how many there are.
    """
    if which == "none":
        return
    from sim.report import figure_names, write_figures

    names = figure_names(comparison, headlines=which == "headlines")
    for number, name in enumerate(names, start=1):
        with contextlib.suppress(SettingsError):
            write_figures(comparison, folder, [name])
        if tell is not None:
            tell(number, len(names))
    draw_exposures(comparison, folder)


def _check_memory(settings: Settings, choices: Choices) -> None:
    """Refuse what would not fit into memory, before hours of work are lost."""
    sets = len(choices.parameter_sets or (1,))
    runs = len(choices.strategies) * settings.replicates * sets
    needed = runs * settings.years * 12 * choices.district.school_count * BYTES_OF_A_SCHOOL_MONTH
    there = memory()
    if needed > there / 2:
        fewer = max(1, int(settings.replicates * there / 2 / needed))
        raise SettingsError(
            f"{runs:,} runs of {choices.district.school_count} schools over {settings.years} years would take "
            f"{needed / 1e9:.0f} GB, and there are {there / 1e9:.0f} GB of memory. Use replicates={fewer} or fewer."
        )


def memory() -> float:
    """Say how much memory this machine has, in bytes; without end where it does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE")) * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return math.inf


def resolved(settings: Settings, choices: Choices) -> dict[str, Any]:
    """Write out what is run, nothing left to defaults, plain values only."""
    return {
        "command": settings.command,
        "district": dict(settings.district),
        "strategies": {name: strategy.to_mapping() for name, strategy in choices.strategies.items()},
        "future": choices.future.to_mapping(),
        "components": settings.components,
        "years": settings.years,
        "replicates": settings.replicates,
        "seed": settings.seed,
        "sets": settings.sets,
        "exposure": settings.exposure,
        "parameters": dict(settings.parameters),
        "beyond_range": settings.beyond_range,
        "rules": dict(settings.rules),
    }


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


def _values(settings: Settings, choices: Choices) -> Sequence[Mapping[str, float]]:
    """Give the shipped or own sets that decide the results."""
    if choices.parameter_sets is not None or settings.exposure == "none":
        return choices.parameter_sets or ()
    from sim.study.parameter_sets import USUAL_SETS, find_sets

    return find_sets(USUAL_SETS)


def _rule_marks(choices: Choices) -> Mapping[str, str]:
    from sim.foundation.linking import fingerprint

    return {name: fingerprint(function) for name, function in choices.rules.items()}


def _default_folder(settings: Settings, choices: Choices) -> Path:
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    district = re.sub(r"[^\w.-]+", "_", choices.district.name)
    return Path("runs") / f"{now}_{settings.command}_{district}"
