"""What a run leaves of its input: everything that was run, its key, the files that it read, the line to type again."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.study.places import shown

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.cli.settings import Settings
    from sim.study.written import Written

__all__ = ["INPUTS", "Recorded", "recorded", "with_own_inputs", "write_inputs"]

INPUTS = "inputs"
"""The folder of a result folder that holds copies of the files that were read."""


@dataclass(frozen=True)
class Recorded:
    """The input of one run.

    Parameters
    ----------
    config : mapping
        All that was run, nothing left to defaults, plain values only.
    key : str
        What decides the results, as a hash; where files stand and what they are called does not.
    files : mapping of str to bytes
        The files that were read, by their place in ``inputs``.
    """

    config: Mapping[str, Any]
    key: str
    files: Mapping[str, bytes]


def recorded(settings: Settings, choices: Choices) -> Recorded:
    """Record the input of a run.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    choices : Choices
        What they name, loaded.

    Returns
    -------
    Recorded
        To be written beside the results.

    Raises
    ------
    SettingsError
        When a file that was read is gone since.
    """
    from sim.study.provenance import input_key

    config = _config(settings, choices)
    place = {name: value for name, value in settings.district.items() if name != "file"}
    decides = {
        "district": [place, choices.district.fingerprint()],
        "sets": "a file" if _is_file(settings.sets) else settings.sets,
        "values": _values(settings, choices),
        "rules": _rule_marks(choices),
    }
    return Recorded(config, input_key(config | decides), _files(settings, choices))


def with_own_inputs(settings: Settings, folder: Path) -> Settings:
    """Return settings that read the files in a folder of results, which its config names from there.

    Parameters
    ----------
    settings : Settings
        From the recorded config.
    folder : pathlib.Path
        The folder of results.

    Raises
    ------
    SettingsError
        When the config names a file that does not lie in the folder: somebody may have sent it.
    """
    district, sets = dict(settings.district), settings.sets
    if district.get("file") is not None:
        district["file"] = _inside(folder, str(district["file"]))
    if _is_file(sets):
        sets = _inside(folder, str(sets))
    return replace(settings, district=district, sets=sets)


def _inside(folder: Path, name: str) -> str:
    file = (folder / name).resolve()
    if not file.is_relative_to((folder / INPUTS).resolve()):
        raise SettingsError(
            f"{shown(folder)}: its config.yaml names {name}, which does not lie in {INPUTS}/. Only files that the "
            "folder holds are read; run it by `bothways run` or `bothways compare` with the file that you mean."
        )
    return str(folder / name)


def write_inputs(place: Written, files: Mapping[str, bytes]) -> None:
    """Write the files that were read beside the results.

    Parameters
    ----------
    place : Written
        Takes the folder.
    files : mapping of str to bytes
        From :class:`Recorded`.
    """

    def write(path: Path) -> None:
        for name, content in files.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)

    if files:
        place.file(INPUTS, write)


def _config(settings: Settings, choices: Choices) -> dict[str, Any]:
    district, sets = dict(settings.district), settings.sets
    if district.get("file") is not None:
        district["file"] = f"{INPUTS}/district/{Path(district['file']).name}"
    if _is_file(sets):
        sets = f"{INPUTS}/sets/{Path(str(sets)).name}"
    return {
        "command": settings.command,
        "district": district,
        "strategies": {name: strategy.to_mapping() for name, strategy in choices.strategies.items()},
        "future": choices.future.to_mapping(),
        "components": settings.components,
        "years": settings.years,
        "replicates": settings.replicates,
        "seed": settings.seed,
        "sets": sets,
        "exposure": settings.exposure,
        "parameters": dict(settings.parameters),
        "beyond_range": settings.beyond_range,
        "rules": dict(settings.rules),
    }


def _files(settings: Settings, choices: Choices) -> dict[str, bytes]:
    read: dict[str, Path] = {}
    if settings.district.get("file") is not None:
        file = Path(settings.district["file"])
        read[f"district/{file.name}"] = file
    if _is_file(settings.sets):
        file = Path(str(settings.sets)).expanduser()
        read[f"sets/{file.name}"] = file
    for function in choices.rules.values():
        file = Path(inspect.getsourcefile(function) or "")
        read[f"rules/{file.name}"] = file
    return {name: _content(file) for name, file in read.items()}


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"{file} was read and cannot be read any more: {error.strerror or error}. Put it back and run again."
        ) from error


def _is_file(sets: object) -> bool:
    return isinstance(sets, str) and sets.lower().endswith(".csv")


def _values(settings: Settings, choices: Choices) -> Sequence[Mapping[str, float]]:
    """Return the shipped or own sets that decide the results."""
    if choices.parameter_sets is not None or settings.exposure == "none":
        return choices.parameter_sets or ()
    from sim.study.parameter_sets import USUAL_SETS, find_sets

    return find_sets(USUAL_SETS)


def _rule_marks(choices: Choices) -> Mapping[str, str]:
    from sim.foundation.linking import fingerprint

    return {name: fingerprint(function) for name, function in choices.rules.items()}
