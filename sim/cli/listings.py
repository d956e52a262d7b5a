"""The commands that simulate nothing: lists of what can be chosen, the model's schedule and numbers, the cache."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.foundation.errors import SettingsError, unknown
from sim.foundation.resources import folder

__all__ = ["LISTINGS"]

WIDTH = 110


def _nothing_more(command: str, typed: Sequence[str]) -> None:
    if typed:
        raise SettingsError(
            f"bothways {command} takes nothing more; found '{' '.join(typed)}'. See: bothways {command} --help"
        )


def _one_of(command: str, typed: Sequence[str], names: Sequence[str], kind: str) -> str | None:
    if len(typed) > 1:
        raise SettingsError(f"bothways {command} takes one name; found '{' '.join(typed)}'.")
    if typed and typed[0] not in names and not typed[0].endswith((".yaml", ".yml")):
        raise SettingsError(unknown(kind, typed[0], names))
    return typed[0] if typed else None


def _rows(rows: Mapping[str, str]) -> str:
    wide = max(len(name) for name in rows) + 2
    return "\n".join(
        textwrap.fill(text, WIDTH, initial_indent=f"  {name:<{wide}}", subsequent_indent=" " * (wide + 2))
        for name, text in rows.items()
    )


def strategies(typed: Sequence[str]) -> str:
    """List the shipped strategies, or show one."""
    from sim.strategy import TENSION_TABLE, Strategy
    from sim.strategy.presets import about, names

    shipped = names("strategy")
    name = _one_of("strategies", typed, shipped, "strategy")
    if name is not None:
        return _one_strategy(Strategy.load(name))
    tensions = {f"{row.name}": f"-1 {row.first}, +1 {row.second}. {row.question}" for row in TENSION_TABLE}
    return "\n".join(
        [
            "Strategies (one in detail: bothways strategies NAME)",
            _rows({shipped_name: about("strategy", shipped_name)["title"] for shipped_name in shipped}),
            "",
            "The seven choices that make a strategy, each from -1 to +1, and each may change over the years",
            _rows(tensions),
        ]
    )


def _one_strategy(strategy: object) -> str:
    from sim.strategy import Strategy

    assert isinstance(strategy, Strategy)
    content = strategy.to_mapping()
    about = {key: content.pop(key) for key in ("name", "title", "source", "notes")}
    conditions = content.pop("conditions")
    said = [textwrap.fill(f"{key}: {about[key]}", WIDTH) for key in ("source", "notes") if about[key]]
    return "\n".join(
        [
            f"{about['name']}: {about['title']}",
            "",
            *said,
            "",
            "Stances by year (lean -1 to 1; chart 0 to 1 where both poles are held)",
            _written(content),
            "",
            "Conditions",
            _written(conditions),
        ]
    )


def _written(content: object) -> str:
    import yaml

    return textwrap.indent(str(yaml.safe_dump(content, sort_keys=False)).rstrip(), "  ")


def futures(typed: Sequence[str]) -> str:
    """List the shipped futures, or show one."""
    from sim.strategy import Future
    from sim.strategy.presets import about, names

    shipped = names("future")
    name = _one_of("futures", typed, shipped, "future")
    if name is None:
        head = "Futures (one in detail: bothways futures NAME)"
        return "\n".join([head, _rows({each: about("future", each)["title"] for each in shipped})])
    future = Future.load(name)
    return f"{future.name}: {future.title}\n\n{_written(future.to_mapping()['events'])}"


def districts(typed: Sequence[str]) -> str:
    """List the shipped districts, or show one, or a file, with what is real in it and what is generated."""
    if len(typed) == 1 and typed[0].endswith(".csv"):
        return _one_district({"file": typed[0]})
    shipped = {path.stem: path for path in sorted((folder("configs") / "district").glob("*.yaml"))}
    name = _one_of("districts", typed, list(shipped), "district")
    if name is not None:
        return _one_district({"name": name})
    rows = {each: _place(each, _read(path)) for each, path in shipped.items()}
    head = "Districts (one in detail: bothways districts NAME; your own school file: bothways districts FILE.csv)"
    own = "Your own: district.file=our_schools.csv. The columns school and enrollment are enough (docs/districts.md)."
    return "\n".join([head, _rows(rows), "", own])


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


def _one_district(about: Mapping[str, Any]) -> str:
    from sim.district import District

    district = District.load(about["name"]) if "name" in about else District.from_settings(about)
    people = f"{district.teacher_count:,} teachers, {district.student_count:,.0f} students"
    mix = f"{district.low_income_share:.0%} low-income, segregation {district.segregation:.2f} (dissimilarity, 0 to 1)"
    size = f"{district.school_count} schools, {people}, {mix}"
    return "\n".join([f"{district.name}: {district.title}", size, "", district.provenance.describe()])


def model(typed: Sequence[str]) -> str:
    """Show the month's schedule, the registry of parameters, or the whole description."""
    parts: dict[str, Callable[[Sequence[str]], str]] = {"schedule": _schedule, "parameters": _parameters, "odd": _odd}
    if not typed:
        raise SettingsError(
            "bothways model needs one more word: schedule, parameters or odd. Write: bothways model odd"
        )
    if typed[0] not in parts:
        raise SettingsError(unknown("part of the model", typed[0], parts))
    return parts[typed[0]](typed[1:])


def _schedule(typed: Sequence[str]) -> str:
    from sim.engine.phases import schedule

    _nothing_more("model schedule", typed)
    rows = schedule()
    name, when = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = [f"{row[0]:<{name}}  {row[1]:<{when}}  {row[2]}" for row in rows]
    head = "A month, phase by phase. A year starts in July; July and August have no teaching."
    return "\n".join([head, "", *lines, "", "The rules themselves: sim/rules, one file a process."])


def _odd(typed: Sequence[str]) -> str:
    from sim.description import page

    _nothing_more("model odd", typed)
    return page("odd").rstrip()


def _parameters(words: Sequence[str]) -> str:
    from sim.foundation.parameters import registry
    from sim.verification.kept import written_readers

    rows = [
        row
        for row in registry().values()
        if not words or any(word.lower() in f"{row.name} {row.meaning}".lower() for word in words)
    ]
    if not rows:
        raise SettingsError(unknown("parameter", " ".join(words), registry()))
    wide = max(len(row.name) for row in rows)
    lines = [f"{'parameter':<{wide}}  {'value':>8}  {'plausible':>15}  {'drawn':<10}  {'grade':<9} meaning (unit)"]
    who = written_readers()
    for row in rows:
        low_high = f"{row.low:g}..{row.high:g}"
        text = f"{row.name:<{wide}}  {row.value:>8g}  {low_high:>15}  {row.distribution:<10}  {row.grade:<9}"
        lines.append(f"{text} {row.meaning} ({row.unit})")
        lines.append(f"{'':<{wide}}  read by {who[row.name]}")
        if words:
            lines.append(f"{'':<{wide}}  source: {row.source}")
    lines += [
        "",
        "All of it as a page, with sources and links to the code: docs/parameters.md.",
    ]
    return "\n".join(lines)


def cache(typed: Sequence[str]) -> str:
    """Say where compiled code is and how much of it, or remove it."""
    from sim.foundation.compiled_code import VARIABLE, clear, contents, kept_in

    if list(typed) == ["clear"]:
        count, size = clear()
        return f"Removed {count} files of compiled code ({size / 1e6:.1f} MB). The next run compiles again, once."
    if typed:
        raise SettingsError(
            f"bothways cache knows one word: clear; found '{' '.join(typed)}'. Write: bothways cache clear"
        )
    lines = [f"{place}: {count} files, {size / 1e6:.1f} MB" for place, count, size in contents()]
    written = kept_in()
    if written is None:
        lines.append(f"None of these can be written: each start compiles anew. Set {VARIABLE} to a folder that can.")
    else:
        lines.append(f"New code is kept in {written}. Another place: set the environment variable {VARIABLE}.")
    return "\n".join(lines)


LISTINGS: Mapping[str, Callable[[Sequence[str]], str]] = {
    "districts": districts,
    "strategies": strategies,
    "futures": futures,
    "model": model,
    "cache": cache,
}
