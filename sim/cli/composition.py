"""Hydra at the edge: typed settings and YAML files in, plain mappings out. No other file imports Hydra.

One run uses Hydra's compose interface; only ``-m`` (many runs, one for each combination) hands over to ``hydra.main``.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hydra import compose, initialize_config_dir
from hydra import main as hydra_main
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ValueType
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from sim.cli.settings import KNOWN, settings_from
from sim.cli.spelling import in_quotes, tidied, unreadable
from sim.cli.typed import FILES, Typed, check, rewritten
from sim.foundation.errors import BothwaysError, SettingsError, shown
from sim.foundation.resources import folder

if TYPE_CHECKING:
    from hydra.core.override_parser.types import Override

__all__ = ["composed", "job_folder", "many_runs", "plain"]

PLACES = ("output", "store", "district.file", "strategy.file", "future.file", "conditions.file", "components.file")
HYDRA_VERSION = "1.3"
MISTAKES = (HydraException, OmegaConfBaseException, YAMLError)
CONTINUOUS = (ValueType.INTERVAL_SWEEP, ValueType.GLOB_CHOICE_SWEEP)
MOST_VALUES = 1_000


def composed(command: str, overrides: Sequence[str]) -> dict[str, Any]:
    """Compose the settings of one run.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``; the file of that name in ``configs/`` holds the defaults.
    overrides : sequence of str
        What was typed, in Hydra's grammar.

    Returns
    -------
    dict
        Plain containers, references resolved.

    Raises
    ------
    SettingsError
        For anything that Hydra cannot read or does not know; one line that names the near misses.
    """
    typed = [_typed(text) for text in overrides]
    with initialize_config_dir(str(folder("configs")), version_base=HYDRA_VERSION), _one_line():
        check(command, typed, KNOWN[command])
        return plain(compose(command, overrides=rewritten(typed), return_hydra_config=True))


def many_runs(command: str, overrides: Sequence[str], task: Callable[[DictConfig], None]) -> None:
    """Run every combination of the values given, by Hydra's multirun.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    overrides : sequence of str
        What was typed, without ``-m``; a value may be several with commas, ``seed=1,2,3``. ``output=`` names the
        folder above the runs' folders.
    task : callable
        Takes the composed configuration of one run; importable by name, because a launcher may start other processes.

    Raises
    ------
    SettingsError
        For settings that cannot be read; before any run has started.
    """
    typed = [_typed(text, many=True) for text in overrides]
    for_hydra = [item.text for item in typed if item.name.startswith("hydra")]
    for_run = [item for item in typed if not item.name.startswith("hydra") and item.name != "output"]
    for_hydra += [f"hydra.sweep.dir={item.text.split('=', 1)[1]}" for item in typed if item.name == "output"]
    _check_each(command, for_run)
    before = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv = [f"bothways {command}", *rewritten(for_run), *for_hydra, "--multirun"]
    os.environ["HYDRA_FULL_ERROR"] = "1"  # Hydra raises instead of printing and leaving
    try:
        with _one_line():
            hydra_main(config_path=str(folder("configs")), config_name=command, version_base=HYDRA_VERSION)(task)()
    finally:
        sys.argv = before[0]
        os.environ.pop("HYDRA_FULL_ERROR")
        if before[1] is not None:
            os.environ["HYDRA_FULL_ERROR"] = before[1]


def _check_each(command: str, typed: Sequence[Typed]) -> None:
    """Find mistakes in any of the values before the first run starts."""
    usual = [item.text for item in typed if not item.several]
    settings_from(command, composed(command, usual))
    for item in typed:
        if item.several:
            values = list(itertools.islice(_parsed(item.text).sweep_string_iterator(), MOST_VALUES + 1))
            if not 1 <= len(values) <= MOST_VALUES:
                found = f"{shown(item.text, quotes=False)} gives {'no' if not values else 'too many'} values"
                raise SettingsError(f"{found}: write 1 to {MOST_VALUES:,} of them, for instance seed=1,2,3.")
            for value in values:
                settings_from(command, composed(command, [*usual, f"{item.sign}{item.name}={value}"]))


def plain(config: DictConfig) -> dict[str, Any]:
    """Turn a composed configuration into plain containers, references resolved.

    A shipped strategy, future or district whose file gives it no name gets the file's.

    Parameters
    ----------
    config : omegaconf.DictConfig
        As composed; Hydra's own node may be there and is left out.

    Returns
    -------
    dict
        Names and plain values.
    """
    hydra = config.hydra if "hydra" in config else HydraConfig.get()
    own = OmegaConf.masked_copy(config, [str(name) for name in config if name != "hydra"])
    content: Any = OmegaConf.to_container(own, resolve=True)
    for group in ("conditions", "district", "future", "strategy"):
        node, choice = content.get(group), hydra.runtime.choices.get(group)
        if isinstance(node, dict) and choice is not None and "file" not in node:
            node.setdefault("name", str(choice))
    return {str(name): value for name, value in content.items()}


def _parsed(text: str) -> Override:
    override: Override = OverridesParser.create().parse_override(text)
    return override


def job_folder() -> Path:
    """The folder that Hydra has made for the job that runs now."""
    return Path(HydraConfig.get().runtime.output_dir)


def _typed(given: str, *, many: bool = False) -> Typed:
    """Read one setting; `many` says that commas stand between values for as many runs."""
    text, override = _read(given, many=many)
    if override.key_or_group == "strategies" and override.value_type == ValueType.SIMPLE_CHOICE_SWEEP:
        text = f"strategies=[{text.partition('=')[2]}]"  # brackets forgotten: compare takes them all
        override = _parsed(text)
    if override.value_type in CONTINUOUS and not text.startswith("hydra"):
        raise SettingsError(
            f"{shown(given, quotes=False)}: intervals and globs are not run here. Write the values with commas, "
            "for instance seed=1,2,3, or a range, seed=range(1,4), and add -m."
        )
    several = override.is_sweep_override()
    return Typed(
        text=text,
        name=str(override.key_or_group),
        value=None if several else override.value(),
        several=several,
        sign="~" if override.is_delete() else "++" if override.is_force_add() else "+" if override.is_add() else "",
    )


def _read(given: str, *, many: bool) -> tuple[str, Override]:
    """Read a setting as it stands, or with the quotes that Hydra misses; return the text that was read, too."""
    text = tidied(given)
    name, _, value = text.partition("=")
    path = value.replace("\\", "\\\\").replace("'", "\\'")  # a path may hold what means something to Hydra
    is_place = name in PLACES or value.lower().endswith(FILES)
    for spelling in (text, in_quotes(text, many=many), f"{name}='{path}'" if is_place else None):
        if spelling is not None:
            with suppress(HydraException, ValueError, ArithmeticError):
                return spelling, _parsed(spelling)
    raise SettingsError(unreadable(given))


@contextmanager
def _one_line() -> Iterator[None]:
    """Turn Hydra's many lines into one."""
    try:
        yield
    except MISTAKES as error:
        if isinstance(error.__cause__, BothwaysError):
            raise error.__cause__ from error
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        said = " ".join(lines[:2]).rstrip(".") if lines else type(error).__name__
        raise SettingsError(f"{said}. Settings are written name=value; see: bothways --help") from error
