"""The command ``districts``: what comes with the program, and the check of a school file of one's own."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.cli.listed import one_of, rows_shown
from sim.foundation.errors import DistrictError, SettingsError, shown, unknown
from sim.foundation.own_files import own_path
from sim.foundation.resources import folder

__all__ = ["districts"]

FILES = (".csv", ".txt", ".tsv", ".tab", ".dat", ".xlsx", ".xlsm", ".xls", ".ods", ".yaml", ".yml")
SETTINGS = ("columns", "rows", "bounds", "sheet", "unknown", "pupils_per_teacher", "fix")
LONGEST = 5_000
"""Letters of one value that is typed."""
PLACE = ("pupils_per_teacher", "bounds")


def districts(typed: Sequence[str]) -> str:
    """List the shipped districts, show one, or check a file: what was read, what is made up, what is not used."""
    if typed and (typed[0].lower().endswith(FILES) or Path(typed[0]).is_file()):
        return _check_file(own_path(typed[0], "file of schools", DistrictError), _settings(typed[1:]))
    shipped = {path.stem: path for path in sorted((folder("configs") / "district").glob("*.yaml"))}
    name = one_of("districts", typed, list(shipped), "district")
    if name is not None:
        return _shipped(name)
    rows = {each: _place(each, _read(path)) for each, path in shipped.items()}
    head = "Districts (one in detail: bothways districts NAME; your own school file: bothways districts FILE)"
    own = "Your own: district.file=our_schools.csv. Names and numbers of students are enough (docs/districts.md)."
    return "\n".join([head, rows_shown(rows), "", own])


def _settings(typed: Sequence[str]) -> dict[str, Any]:
    """Read the settings that are typed behind the file, such as ``columns.ROLE=``; everything stays text."""
    settings: dict[str, Any] = {}
    for text in typed:
        name, separator, value = text.partition("=")
        name = name.strip().lstrip("+").removeprefix("district.")
        top, _, rest = name.partition(".")
        if not separator or top not in SETTINGS:
            raise SettingsError(unknown("setting", name, SETTINGS, "bothways districts FILE") + " Write name=value.")
        if (top in ("columns", "rows")) != bool(rest):
            example = "columns.low_income_share=COLUMN" if top == "columns" else "rows.year=2017"
            example = example if top in ("columns", "rows") else f"{top}=VALUE"
            raise SettingsError(f"{shown(text, quotes=False)}: write it like {example}.")
        read = _value(text, value)
        if rest:
            settings.setdefault(top, {})[rest] = read
        else:
            settings[top] = read
    return settings


def _value(text: str, value: str) -> Any:
    """Read a list or a text in quotes; anything else is the text itself."""
    value = value.strip()
    if value[:1] not in ("[", '"', "'"):
        return value
    import yaml

    try:
        read = yaml.load(value, Loader=yaml.BaseLoader) if len(value) <= LONGEST else None
    except (yaml.YAMLError, RecursionError):
        read = None
    if not isinstance(read, str) and not (isinstance(read, list) and all(isinstance(one, str) for one in read)):
        raise SettingsError(
            f'cannot read the value of {shown(text, quotes=False)}. Write a text, or a list like ["first","second"].'
        )
    return read


def _check_file(path: Path, settings: dict[str, Any]) -> str:
    """Read a file of one's own and say what became of it; ``fix`` writes a clean one."""
    from sim.district import District

    target = settings.pop("fix", None)
    if "pupils_per_teacher" in settings:
        try:
            settings["pupils_per_teacher"] = float(settings["pupils_per_teacher"])
        except ValueError:
            raise SettingsError("pupils_per_teacher must be a number from 2 to 60.") from None
    node = {"file": str(path), **settings}
    done: list[str] = []
    if target is not None:
        from sim.district.file.clean import write_clean

        done = [*write_clean(path, settings, own_path(target, "clean file", SettingsError)), ""]
        node = {"file": str(own_path(target, "clean file", SettingsError))} | {
            key: settings[key] for key in PLACE if key in settings
        }
    district = District.from_settings(node)
    return "\n".join([*done, *_head(district), "", *district.provenance.receipt()])


def _shipped(name: str) -> str:
    from sim.district import District

    district = District.load(name)
    return "\n".join([*_head(district), "", district.provenance.describe()])


def _head(district: Any) -> list[str]:
    people = f"{district.teacher_count:,} teachers, {district.student_count:,.0f} students"
    mix = f"{district.low_income_share:.0%} low-income, segregation {district.segregation:.2f} (dissimilarity, 0 to 1)"
    return [f"{district.name}: {district.title}", f"{district.school_count} schools, {people}, {mix}"]


def _read(path: Path) -> Mapping[str, Any]:
    """Read what a district's file says about it; the part that makes districts would load numpy for a list of names."""
    from sim.foundation.yaml_file import read_yaml_file

    return dict(read_yaml_file(path, "district", SettingsError).content)


def _place(name: str, about: Mapping[str, Any]) -> str:
    """Say how large a district is, without making its people."""
    if about.get("schools") is not None:
        sizes = [float(about.get("students_per_school", 671.0))] * int(about["schools"])
        circa = "about "
    else:
        with (folder("data") / "districts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            sizes = [float(row["enrollment"]) for row in csv.DictReader(file)]
        circa = ""
    year = f" ({about['year']})" if about.get("year") else ""
    return f"{about['title']}: {len(sizes)} schools, {circa}{sum(sizes):,.0f} students{year}"
