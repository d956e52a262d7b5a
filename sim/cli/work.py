"""The two commands that simulate: compose, check, run, write a folder, say what was found."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.composition import composed, job_folder, many_runs, plain
from sim.cli.settings import Settings, settings_from

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.study import Comparison

__all__ = ["compare", "execute", "run"]

MANY = {"-m", "--multirun"}
WIDTH = 110


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
    from sim.study.provenance import input_key, provenance
    from sim.study.results import write_results

    choices = choices_from(settings)
    config = resolved(settings, choices)
    key = input_key(config | {"district": choices.district.fingerprint()} | {"rules": _rule_marks(choices)})
    target = Path(settings.output) if settings.output else place or _default_folder(settings, choices)
    folder = ResultFolder(target.expanduser(), key)
    if folder.holds_results():
        print(f"The results of this very run are in {folder.path} already; nothing was run again.")
        print((folder.path / "findings.txt").read_text(encoding="utf-8"), end="")
        return
    with folder.writing() as hidden:
        comparison = _compared(settings, choices)
        from sim.report import write_figures

        words = found(comparison)
        inputs = choices.district.provenance.to_mapping()
        origin = provenance(key, settings.seed, inputs, command=shlex.join(["bothways", *sys.argv[1:]]))
        write_results(hidden, comparison, config=config, provenance=origin, findings=words, figures=write_figures)
    _print_table(comparison)
    print("\n".join(["", *_wrapped(words), *_where(folder.path)]))


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
        "parameters": dict(settings.parameters),
        "rules": dict(settings.rules),
    }


def _compared(settings: Settings, choices: Choices) -> Comparison:
    from sim.cli.progress import progress
    from sim.study import compare as compare_strategies

    with progress(f"{choices.district.title}, {settings.years} years") as tell:
        return compare_strategies(
            choices.strategies,
            choices.district,
            years=settings.years,
            replicates=settings.replicates,
            seed=settings.seed,
            future=choices.future,
            parameters=settings.parameters,
            components=settings.components,
            rules=choices.rules,
            threads=settings.threads,
            progress=tell,
        )


def found(comparison: Comparison) -> list[str]:
    """Say in sentences what was found: every strategy against the first; nothing where there is only one."""
    from sim.report import findings

    first, *others = comparison.runs
    sentences = []
    for other in others:
        if len(others) > 1:
            sentences.append(f"{first} against {other}:")
        sentences += findings(comparison, first, other)
    return sentences


def _print_table(comparison: Comparison) -> None:
    from rich.console import Console

    from sim.report import print_comparison

    width = None if sys.stdout.isatty() else WIDTH
    print_comparison(comparison, console=Console(width=width))


def _wrapped(sentences: Sequence[str]) -> list[str]:
    return [line for sentence in sentences for line in [*textwrap.wrap(sentence, WIDTH), ""]]


def _rule_marks(choices: Choices) -> Mapping[str, str]:
    from sim.foundation.linking import fingerprint

    return {name: fingerprint(function) for name, function in choices.rules.items()}


def _default_folder(settings: Settings, choices: Choices) -> Path:
    now = dt.datetime.now().astimezone().strftime("%Y-%m-%d_%H-%M-%S")
    district = re.sub(r"[^\w.-]+", "_", choices.district.name)
    return Path("runs") / f"{now}_{settings.command}_{district}"


def _where(path: Path) -> list[str]:
    return [
        f"Figures:  {path / 'figures'}",
        f"Tables:   {path / 'summary.csv'} and the other files in {path}",
    ]
