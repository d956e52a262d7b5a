"""Districts by name: small YAML files that name a school file or hold a recipe, and the settings node of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.foundation.errors import DistrictError, unknown
from sim.foundation.resources import folder

__all__ = ["ABOUT", "READING", "RECIPE", "check_settings", "district_names", "own_description", "read_settings"]

RECIPE = ("schools", "teachers", "students", "students_per_school", "low_income_mean", "segregation", "seed")
"""Keys of a recipe."""
ABOUT = ("title", "state", "year", "source", "low_income_measure", "pupils_per_teacher", "notes")
"""Keys that describe a place."""
READING = ("columns", "rows", "bounds", "sheet")
"""Keys that say how a school file is read."""
KEYS = ("name", "file", *READING, *ABOUT, *RECIPE)
YAML_BYTES_AT_MOST = 1_000_000
DEEPEST = 20


def district_names() -> list[str]:
    """List the districts that come with the program.

    Returns
    -------
    list of str
        Real districts and recipes, by name.
    """
    return sorted(path.stem for path in (folder("configs") / "district").glob("*.yaml"))


def read_settings(name: str) -> dict[str, Any]:
    """Read what comes with the program about one district.

    Parameters
    ----------
    name : str
        One of :func:`district_names`.

    Returns
    -------
    dict
        The settings.

    Raises
    ------
    DistrictError
        For an unknown name.
    """
    import yaml

    path = folder("configs") / "district" / f"{name}.yaml"
    names = district_names()
    if name not in names:
        own = (
            " It looks like a file: use District.from_csv, or district.file=... on the command line."
            if "." in str(name)
            else ""
        )
        raise DistrictError(unknown("district", name, names) + own)
    return check_settings(yaml.safe_load(path.read_text(encoding="utf-8")), str(path))


def check_settings(settings: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Refuse settings that nobody reads, or that do not go together.

    Parameters
    ----------
    settings : mapping
        A district's settings.
    where : str
        Where they stand, for messages.

    Returns
    -------
    dict
        The same.

    Raises
    ------
    DistrictError
        For an unknown key, or for a mixture of a school file and a recipe.
    """
    if not isinstance(settings, Mapping):
        raise DistrictError(f"{where}: a district is described by keys and values; found {settings!r}.")
    for key in settings:
        if key not in KEYS:
            raise DistrictError(unknown("setting", key, KEYS, where))
    _check_types(settings, where)
    if settings.get("file") is None:
        for key in READING:
            if settings.get(key) is not None:
                raise DistrictError(
                    f"{where}.{key} says how a school file is read, but no file is named: {where}.file=..."
                )
    elif settings.get("name") not in district_names():  # what describes a shipped district gives way to a file
        for key in RECIPE:
            if settings.get(key) is not None:
                raise DistrictError(
                    f"{where}.{key} makes schools up, but {where}.file names a file of schools. Leave one of them out."
                )
    if settings.get("file") is None and settings.get("name") is None and settings.get("schools") is None:
        raise DistrictError(f"{where}: give 'name' (one of {', '.join(district_names())}), 'file' or 'schools'.")
    return dict(settings)


def _check_types(settings: Mapping[str, Any], where: str) -> None:
    """Refuse values of the wrong kind."""
    for key in ("file", "name", *ABOUT):
        value = settings.get(key)
        if value is None:
            continue
        if key == "notes":
            if not isinstance(value, list | tuple) or not all(isinstance(note, str) for note in value):
                raise DistrictError(f'{where}.notes is {_shown(value)}; it must be a list of texts, like ["a note"].')
        elif key == "pupils_per_teacher":
            if isinstance(value, bool) or not isinstance(value, int | float) or not 2.0 <= value <= 60.0:
                raise DistrictError(f"{where}.pupils_per_teacher is {_shown(value)}; it must be a number from 2 to 60.")
        elif isinstance(value, bool) or not isinstance(value, str | int | float | Path):
            raise DistrictError(f"{where}.{key} is {_shown(value)}; it must be a text.")
        elif key == "file" and not isinstance(value, str | Path):
            raise DistrictError(
                f"{where}.file is {_shown(value)}; it must be the name of a file, like our_schools.csv."
            )


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def own_description(path: Path) -> dict[str, Any]:
    """Read a YAML file in which a user describes a district, with the school file that it names.

    Parameters
    ----------
    path : pathlib.Path
        The YAML file; the school file named in it is looked for beside it.

    Returns
    -------
    dict
        Checked settings.

    Raises
    ------
    DistrictError
        When it cannot be read or names no school file and no recipe.
    """
    import yaml

    try:
        if path.stat().st_size > YAML_BYTES_AT_MOST:
            raise DistrictError(f"{path} has more than {YAML_BYTES_AT_MOST:,} bytes; a district takes a few lines.")
        text = path.read_text(encoding="utf-8")
        _check_events(text, path)
        content = yaml.load(text, Loader=yaml.BaseLoader)  # all text: 0100 stays 0100, and no date is made of 2017-18
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise DistrictError(
            f"{path} cannot be read as YAML: {reason}. Write lines such as 'file: our_schools.csv'."
        ) from error
    if isinstance(content, Mapping):
        content = {key: _typed(key, value) for key, value in content.items()}
    settings = check_settings(content, str(path))
    if settings.get("file") is not None:
        settings["file"] = str(path.parent / str(settings["file"]))
    return settings


def _check_events(text: str, path: Path) -> None:
    """Refuse references and deep nesting, which no district needs."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise DistrictError(
                f"{path}, line {_line(event)}: references (*{event.anchor}) are not read; write it out."
            )
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise DistrictError(f"{path}, line {_line(event)}: nested more than {DEEPEST} deep; a district is flat.")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _typed(key: str, value: Any) -> Any:
    """Turn the text of a YAML file into a number where the key wants one, and an empty value into None."""
    if value in ("", "null", "~"):
        return None
    if key in (*RECIPE, "pupils_per_teacher") and isinstance(value, str):
        for kind in (int, float):
            try:
                return kind(value)
            except ValueError:
                continue
    return value
