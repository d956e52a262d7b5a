"""Districts by name: small YAML files that name a school file or hold a recipe, and the settings node of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.district.setting_kinds import check_kinds, check_made_up
from sim.foundation.errors import DistrictError, shown, unknown
from sim.foundation.resources import folder
from sim.foundation.yaml_file import read_yaml_file

__all__ = ["ABOUT", "RECIPE", "check_settings", "district_names", "read_settings"]

RECIPE = ("schools", "teachers", "students", "students_per_school", "low_income_mean", "segregation", "seed")
"""Keys of a recipe."""
ABOUT = ("title", "state", "year", "source", "low_income_measure", "pupils_per_teacher", "notes")
"""Keys that describe a place."""
KEYS = ("name", "file", *ABOUT, *RECIPE)


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
    if settings.get("file") is None or settings.get("name") not in district_names():
        check_made_up(settings, RECIPE, where)
    if settings.get("file") is None and settings.get("name") is None and settings.get("schools") is None:
        raise DistrictError(f"{where}: give 'name' (one of {', '.join(district_names())}), 'file' or 'schools'.")
    return dict(settings)
