"""The commands that simulate nothing: lists of what can be chosen, the model's schedule and numbers, the cache."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence

from sim.cli.listed import WIDTH, one_of, rows_shown
from sim.cli.school_files import districts
from sim.foundation.errors import SettingsError, unknown

__all__ = ["LISTINGS"]


def _nothing_more(command: str, typed: Sequence[str]) -> None:
    if typed:
        raise SettingsError(
            f"bothways {command} takes nothing more; found '{' '.join(typed)}'. See: bothways {command} --help"
        )


def strategies(typed: Sequence[str]) -> str:
    """List the shipped strategies, or show one."""
    from sim.strategy import TENSION_TABLE, Strategy
    from sim.strategy.presets import about, names

    shipped = names("strategy")
    name = one_of("strategies", typed, shipped, "strategy")
    if name is not None:
        return _one_strategy(Strategy.load(name))
    tensions = {f"{row.name}": f"-1 {row.first}, +1 {row.second}. {row.question}" for row in TENSION_TABLE}
    return "\n".join(
        [
            "Strategies (one in detail: bothways strategies NAME)",
            rows_shown({shipped_name: about("strategy", shipped_name)["title"] for shipped_name in shipped}),
            "",
            "The seven choices that make a strategy, each from -1 to +1, and each may change over the years",
            rows_shown(tensions),
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
    name = one_of("futures", typed, shipped, "future")
    if name is None:
        head = "Futures (one in detail: bothways futures NAME)"
        return "\n".join([head, rows_shown({each: about("future", each)["title"] for each in shipped})])
    future = Future.load(name)
    return f"{future.name}: {future.title}\n\n{_written(future.to_mapping()['events'])}"


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
