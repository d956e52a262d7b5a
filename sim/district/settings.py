"""Districts by name: small YAML files that name a school file or hold a recipe, and the settings node of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.district.setting_kinds import check_kinds, check_made_up
from sim.foundation.errors import DistrictError, shown, unknown
from sim.foundation.resources import folder
from sim.foundation.yaml_file import read_yaml_file

__all__ = ["ABOUT", "READING", "RECIPE", "check_settings", "district_names", "own_description", "read_settings"]

RECIPE = ("schools", "teachers", "students", "students_per_school", "low_income_mean", "segregation", "seed")
"""Keys of a recipe."""
ABOUT = ("title", "state", "year", "source", "low_income_measure", "pupils_per_teacher", "notes")
"""Keys that describe a place."""
READING = ("columns", "rows", "bounds", "sheet")
"""Keys that say how a school file is read."""
KEYS = ("name", "file", *READING, *ABOUT, *RECIPE)


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
    names = district_names()
    if not isinstance(name, str) or name not in names:
        looks_like_one = isinstance(name, str | Path) and str(name).lower().endswith((".csv", ".tsv", ".txt", ".xlsx"))
        own = " It looks like a file: use District.from_csv, or district.file=... on the command line."
        raise DistrictError(unknown("district", name, names) + (own if looks_like_one else ""))
    path = folder("configs") / "district" / f"{name}.yaml"
    return check_settings(read_yaml_file(path, "district", DistrictError).content, str(path))


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
        raise DistrictError(
            f"{where}: the description of a district is {shown(settings)}; "
            "give keys and values, as {'name': 'dallas_isd'}."
        )
    for key in settings:
        if not isinstance(key, str) or key not in KEYS:
            raise DistrictError(unknown("setting", key, KEYS, where))
    check_kinds(settings, where)
    for key in READING:
        if settings.get("file") is None and settings.get(key) is not None:
            raise DistrictError(f"{where}.{key} says how a school file is read, but no file is named: {where}.file=...")
    if settings.get("file") is None or settings.get("name") not in district_names():  # a file has the last word
        check_made_up(settings, RECIPE, where)
    if settings.get("file") is None and settings.get("name") is None and settings.get("schools") is None:
        raise DistrictError(f"{where}: give 'name' (one of {', '.join(district_names())}), 'file' or 'schools'.")
    return dict(settings)


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

    read_yaml_file(path, "district", DistrictError)  # refuses what is too large, too deep or broken, by its line
    content = yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # all text: 'No' stays No, and 2017-18 no date
    if isinstance(content, Mapping):
        content = {key: _typed(key, value) for key, value in content.items()}
    settings = check_settings(content, str(path))
    if settings.get("file") is not None:
        settings["file"] = str(path.parent / str(settings["file"]))
    return settings


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
