"""``bothways rerun``: run again exactly what a folder of results has recorded."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.choices import Choices, choices_from
from sim.cli.composition import given
from sim.cli.recorded import INPUTS, recorded, with_own_inputs
from sim.cli.settings import Settings, settings_from
from sim.foundation.errors import OutputError, SettingsError
from sim.foundation.json_file import read_json
from sim.study.places import expanded, shown

if TYPE_CHECKING:
    from sim.strategy import Strategy

__all__ = ["rerun"]

MAY_CHANGE = ("output", "figures", "store", "threads", "rules")
"""What moves no number; rules are typed anew, so that a file that somebody sends can name no code."""


def rerun(typed: Sequence[str]) -> int:
    """Run ``bothways rerun FOLDER``.

    Parameters
    ----------
    typed : sequence of str
        The folder of results, or its ``config.yaml``; then ``output=``, ``figures=``, ``store=``, ``threads=`` and,
        where rules of one's own were used, ``rules.NAME=...``.

    Returns
    -------
    int
        As :func:`sim.cli.work.execute`.

    Raises
    ------
    SettingsError
        For a folder that records no run, or a setting that would change it.
    """
    from sim.cli.work import INCOMPLETE, perform

    if not typed or "=" in typed[0]:
        raise SettingsError("rerun needs the folder of results that is to be run again: bothways rerun FOLDER.")
    folder = _folder(typed[0])
    settings, choices = _from_config(folder, typed[1:])
    _say_what_differs(folder, settings, choices)
    return INCOMPLETE if perform(settings, choices, ["bothways", "rerun", *typed]) else 0


def _folder(name: str) -> Path:
    place = expanded(name)
    if place.is_file() and place.suffix.lower() not in (".yaml", ".yml"):
        raise SettingsError(
            f"{name} is a file. A file of schools is named by district.file={name}; here goes a folder of results."
        )
    place = place.parent if place.is_file() else place
    if (place / "config.yaml").is_file():
        return place
    inside = sorted(each.parent.name for each in place.glob("*/config.yaml")) if place.is_dir() else []
    if inside:
        raise SettingsError(
            f"{name} holds several runs, in the folders {', '.join(inside[:12])}. "
            f"Run one of them again: bothways rerun {shlex.quote(str(Path(name) / inside[0]))}."
        )
    raise SettingsError(f"{name} is no folder of results: there is no config.yaml in it. Name one that a run has left.")


def _from_config(folder: Path, typed: Sequence[str]) -> tuple[Settings, Choices]:
    from sim.strategy import Strategy
    from sim.strategy.reading import read_yaml

    config, where = read_yaml(folder / "config.yaml", "recorded")
    command = config.get("command")
    strategies = config.get("strategies")
    if command not in {"run", "compare"} or not isinstance(strategies, Mapping) or not strategies:
        raise SettingsError(
            f"{shown(folder) / 'config.yaml'} records no run: it must hold command (run or compare) and strategies. "
            "Name a folder that bothways has written."
        )
    loaded = {str(name): Strategy.from_mapping(content, where) for name, content in strategies.items()}
    changes = given(command, typed, MAY_CHANGE)
    _check_rules(folder, config.get("rules") or {}, changes.get("rules") or {})
    recorded_ones = {name: value for name, value in config.items() if name not in {"command", "strategies"}}
    content = _named(command, recorded_ones, loaded) | changes
    settings = with_own_inputs(settings_from(command, content), folder)
    return settings, choices_from(settings, loaded)


def _named(command: str, config: Mapping[str, Any], loaded: Mapping[str, Strategy]) -> dict[str, Any]:
    exposure = config.get("exposure")
    content = dict(config)
    if command == "compare":
        number = isinstance(exposure, str) and exposure.isdigit()
        return content | {"strategies": list(loaded), "exposure": int(str(exposure)) if number else exposure}
    return {name: value for name, value in content.items() if name != "exposure"}


def _check_rules(folder: Path, then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    if set(then) == set(now):
        return
    if extra := set(now) - set(then):
        raise SettingsError(
            f"rules.{min(extra)}: no such rule was replaced when {shown(folder)} was made. Leave it out."
        )
    lines = []
    for name in sorted(set(then) - set(now)):
        file, _, function = str(then[name]).rpartition(":")
        copy = shown(folder) / INPUTS / "rules" / Path(file).name
        lines.append(f"rules.{name}={f'{copy}:{function}' if file and copy.is_file() else then[name]}")
    raise SettingsError(
        f"{shown(folder)} was made with rules that somebody wrote. Look at them, and if you trust them, add: "
        f"{shlex.join(lines)}"
    )


def _say_what_differs(folder: Path, settings: Settings, choices: Choices) -> None:
    """Say when the numbers may be others than in the folder."""
    from sim.study.provenance import rules_digest

    try:
        about = read_json(folder / "provenance.json")
        key, rules = about["key"], about["rules"]
    except (OSError, ValueError, KeyError, TypeError):
        raise OutputError(f"{shown(folder)} has no readable provenance.json, so it cannot be checked.") from None
    if rules != rules_digest():
        print(
            f"{shown(folder)} was made by another version of the rules ({rules}, now {rules_digest()}): numbers may "
            "differ.",
            file=sys.stderr,
        )
    elif key != recorded(settings, choices).key:
        print(
            f"The input in {shown(folder)} has been changed since it was made (config.yaml, or a file in {INPUTS}): "
            "numbers may differ.",
            file=sys.stderr,
        )
