"""What one run is told, checked once and kept in frozen dataclasses; nothing below this point sees Hydra.

Ranges: 1 to 25 years, 1 to 10,000 replicates, 1 to 64 threads, a seed of 0 or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.foundation.errors import SettingsError, shown, unknown
from sim.foundation.parameters import LARGEST

__all__ = ["Settings", "settings_from"]

RANGES: Mapping[str, tuple[int, int]] = {
    "years": (1, 25),
    "replicates": (1, 10_000),
    "seed": (0, 2**63 - 1),
}
MOST_THREADS = 64
EXPOSURES = ("quick", "full", "none")
FIGURES = ("headlines", "all", "none")
FIGURE_FORMATS = ("png", "svg", "pdf")
SHARED = (
    "district",
    "future",
    "conditions",
    "components",
    "years",
    "replicates",
    "seed",
    "threads",
    "parameters",
    "beyond_range",
    "sets",
)
KNOWN: Mapping[str, tuple[str, ...]] = {
    "run": (*SHARED, "rules", "output", "figures", "figures_format", "store", "changes", "strategy"),
    "compare": (*SHARED, "rules", "output", "figures", "figures_format", "store", "changes", "strategies", "exposure"),
}


@dataclass(frozen=True)
class Settings:
    """Everything that one run or comparison is told.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    district : mapping
        A shipped district's node, ``{"file": path}`` or a recipe.
    strategies : tuple of str
        Names or YAML files, in the order given; empty for ``run``.
    strategy : mapping
        The strategy of ``run``; empty for ``compare``.
    changes : mapping
        Stances that differ from what the strategy, or every strategy compared, says.
    future, conditions : mapping
        The calendar of events; the conditions that are said beside the strategy's own.
    components : mapping or list
        The components of the innovation, as their file has them.
    years, replicates, seed : int
        See ``RANGES``.
    threads : int or None
        1 to 64; None for as many as help.
    parameters : mapping of str to float
        Model parameters that differ from the registry.
    beyond_range : bool
        Take parameters outside the registry's ranges too.
    rules : mapping of str to str
        Replaced rules, each ``file.py:function`` or ``module.function``.
    sets : int, str or None
        Parameter sets to run over: a number, ``"all"``, a name or a CSV file; None for the registry's values.
    exposure : str
        How to look at what differences hang on: ``"quick"``, ``"none"``, or a number of pairs of runs.
    output, store : str or None
        The folder for the results, and one that keeps single runs.
    figures : str
        ``"headlines"``, ``"all"`` or ``"none"``.
    figures_format : str
        ``"png"``, ``"svg"`` or ``"pdf"``.
    """

    command: str
    district: Mapping[str, Any]
    strategies: tuple[str, ...]
    strategy: Mapping[str, Any]
    changes: Mapping[str, Any]
    future: Mapping[str, Any]
    conditions: Mapping[str, Any]
    components: Any
    years: int
    replicates: int
    seed: int
    threads: int | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    output: str | None = None
    figures: str = "headlines"
    figures_format: str = "png"
    store: str | None = None
    sets: int | str | None = None
    exposure: str = "none"
    beyond_range: bool = False


def settings_from(command: str, content: Mapping[str, Any]) -> Settings:
    """Check composed settings and freeze them.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    content : mapping
        Plain containers, as composed.

    Returns
    -------
    Settings
        Checked, with the right types.

    Raises
    ------
    SettingsError
        For an unknown setting, a wrong type or a value out of range.
    """
    known = KNOWN[command]
    for name in content:
        if name not in known:
            raise SettingsError(unknown("setting", name, known) + f" See: bothways {command} --help")
    numbers = {name: _whole(name, content.get(name), *limits) for name, limits in RANGES.items()}
    parameters, rules = _table("parameters", content.get("parameters")), _table("rules", content.get("rules"))
    return Settings(
        command=command,
        district=_table("district", content.get("district")),
        strategies=_strategies(content["strategies"]) if command == "compare" else (),
        strategy=_table("strategy", content.get("strategy")),
        changes=_table("strategy", content.get("changes")),
        future=_table("future", content.get("future")),
        conditions=_table("conditions", content.get("conditions")),
        components=_components(content.get("components")),
        parameters={name: _number(name, value) for name, value in parameters.items()},
        rules={name: _rule(name, value) for name, value in rules.items()},
        output=_folder("output", content.get("output")),
        figures=_one_of("choice of figures", content.get("figures", "headlines"), FIGURES),
        figures_format=_one_of("format of figures", content.get("figures_format", "png"), FIGURE_FORMATS),
        store=_folder("store", content.get("store")),
        sets=_sets(content.get("sets")),
        exposure=_exposure(content.get("exposure", "none")),
        beyond_range=_switch("beyond_range", content.get("beyond_range", False)),
        threads=None if content.get("threads") is None else _whole("threads", content["threads"], 1, MOST_THREADS),
        **numbers,
    )


def _whole(name: str, value: Any, low: int, high: int) -> int:
    limits = f"a whole number from {low} to {high}" if high < 2**62 else f"a whole number, {low} or larger (below 2^63)"
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value):
        value = int(value)  # in quotes
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    if not usable or (isinstance(value, float) and not value.is_integer()):
        raise SettingsError(f"{name}={_shown(value)}: it must be {limits}.")
    if not low <= value <= high:
        raise SettingsError(f"{name}={_shown(value)} is out of range: it must be {limits}.")
    return int(value)


def _number(name: str, value: Any) -> float:
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    if not usable or not -LARGEST <= value <= LARGEST:
        raise SettingsError(
            f"parameters.{name}={_shown(value)}: it must be a number of a usable size. "
            "Their ranges: bothways model parameters"
        )
    return float(value)


def _switch(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f"{name}={_shown(value)}: it must be true or false.")
    return value


def _table(name: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise SettingsError(f"{name}={_shown(value)}: it must be a table of names and values, like {name}.NAME=VALUE.")
    return dict(value)


def _strategies(value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise SettingsError(
            f"strategies={_shown(value)}: write a list of names or YAML files, for instance "
            "'strategies=[fast_and_furious,slow_and_steady]'. See: bothways strategies"
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SettingsError(f"strategies names {', '.join(twice)} twice; name each strategy once.")
    return tuple(names)


def _components(value: Any) -> Any:
    """Read components from a file of the user's own; the engine checks them one by one."""
    if not isinstance(value, Mapping) or "file" not in value:
        return value
    from sim.foundation.own_files import own_path
    from sim.foundation.yaml_file import read_yaml_file

    file = own_path(value["file"], "components file", SettingsError)
    content = read_yaml_file(file, "components", SettingsError).content
    if not content:
        raise SettingsError(
            f"the components file {file} is empty. Write components as in configs/components/default.yaml."
        )
    return content


def _rule(name: str, value: Any) -> str:
    if isinstance(value, Mapping) and set(value) == {"_target_"}:
        value = value["_target_"]
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(
            f"rules.{name}={_shown(value)}: name a function, as rules.{name}=my_rules.py:my_function "
            f"or rules.{name}._target_=my_rules.my_function."
        )
    return value


def _sets(value: Any) -> int | str | None:
    if value is None or (isinstance(value, int | str) and not isinstance(value, bool) and str(value).strip()):
        return value
    raise SettingsError(f"sets={_shown(value)}: give a number (8), all, a name (calibrated, plausible) or a CSV file.")


def _exposure(value: Any) -> str:
    """Read how to look at the exposure; ``full`` is a number of pairs of runs."""
    from sim.study.exposing import CELLS, FULL_PAIRS

    if isinstance(value, int) and not isinstance(value, bool):
        return str(_whole("exposure", value, 8 * CELLS, 10_000))
    if value not in EXPOSURES:
        raise SettingsError(unknown("exposure", value, EXPOSURES) + " Or give a number of pairs of runs, exposure=320.")
    return str(FULL_PAIRS) if value == "full" else str(value)


def _one_of(kind: str, value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingsError(unknown(kind, value, allowed))
    return str(value)


def _folder(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise SettingsError(f"{name}={_shown(value)}: it must be the name of a folder.")
    return str(value)


def _shown(value: Any) -> str:
    return "null" if value is None else "(nothing)" if value == "" else shown(value, quotes=False)
