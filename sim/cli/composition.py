"""Hydra at the edge: typed settings and YAML files in, plain mappings out. No other file imports Hydra.

One run uses Hydra's compose interface; only ``-m`` (many runs, one for each combination) hands over to ``hydra.main``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir, contextmanager, suppress
from itertools import islice, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hydra import compose, initialize_config_dir
from hydra import main as hydra_main
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.core.override_parser.types import ValueType
from hydra.core.plugins import Plugins
from hydra.errors import HydraException
from hydra.plugins.sweeper import Sweeper
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException
from yaml import YAMLError

from sim.cli.settings import KNOWN
from sim.cli.spelling import in_quotes, tidied, unreadable
from sim.cli.typed import FILES, Typed, as_typed, check, rewritten
from sim.foundation.errors import BothwaysError, SettingsError, shown, unknown
from sim.foundation.resources import folder

if TYPE_CHECKING:
    from hydra.core.override_parser.types import Override

__all__ = ["composed", "given", "job_folder", "job_typed", "many_runs", "plain", "points_of", "where_typed"]

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


def given(command: str, overrides: Sequence[str], allowed: Sequence[str]) -> dict[str, Any]:
    """Compose only some settings of one run.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    overrides : sequence of str
        What was typed.
    allowed : sequence of str
        Names of the settings that may be typed.

    Returns
    -------
    dict
        Each of them, as typed or as usual.

    Raises
    ------
    SettingsError
        For any other setting.
    """
    for text in overrides:
        if (top := _typed(text).top) not in allowed:
            raise SettingsError(f"{text}: {unknown('setting', top, allowed)} Everything else is as recorded.")
    content = composed(command, overrides)
    return {name: content[name] for name in allowed}


def points_of(overrides: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Write out every combination of the values given.

    Parameters
    ----------
    overrides : sequence of str
        What was typed, without ``-m``; a value may be several with commas, ``seed=1,2,3``.

    Returns
    -------
    points : list of list of str
        For each run what would be typed for it alone; the last setting changes fastest.
    for_hydra : list of str
        Settings of Hydra itself.

    Raises
    ------
    SettingsError
        For what cannot be read.
    """
    typed = [_typed(text, many=True) for text in overrides]
    if any(item.name.startswith("hydra/sweeper") for item in typed):
        raise SettingsError("hydra/sweeper cannot be chosen: every combination of the values given is run.")
    if any(item.name == "hydra.sweep.dir" for item in typed):
        raise SettingsError("hydra.sweep.dir: name the folder above the runs' folders with output=FOLDER.")
    columns = [_values(item) for item in typed if not item.name.startswith("hydra")]
    return [list(point) for point in product(*columns)], [t.text for t in typed if t.name.startswith("hydra")]


def _values(item: Typed) -> list[str]:
    if not item.several:
        return [item.text]
    with _one_line():
        override = _parsed(item.text)
        if not override.is_discrete_sweep():
            raise SettingsError(
                f"{shown(item.text, quotes=False)}: list the values, for instance {item.name}=1,2,3, or use range(1,4)."
            )
        values = list(islice(override.sweep_string_iterator(), MOST_VALUES + 1))
    if not 1 <= len(values) <= MOST_VALUES:
        found = f"{shown(item.text, quotes=False)} gives {'no' if not values else 'too many'} values"
        raise SettingsError(f"{found}: write 1 to {MOST_VALUES:,} of them, for instance seed=1,2,3.")
    return [f"{item.sign}{item.name}={value}" for value in values]


def many_runs(
    command: str, points: Sequence[Sequence[str]], place: Path, for_hydra: Sequence[str], task: Callable[..., object]
) -> None:
    """Hand many runs over to Hydra, which gives each a folder and starts them by its launcher.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    points : sequence of sequence of str
        What is typed for each run.
    place : pathlib.Path
        The folder above the runs' folders, which is there.
    for_hydra : sequence of str
        Settings of Hydra itself.
    task : callable
        Takes the composed configuration of one run; importable by name, because a launcher may start other processes.
    """
    quoted = str(place).replace("\\", "\\\\").replace("'", "\\'")
    jobs = [rewritten([_typed(text) for text in point]) for point in points]
    before = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    sys.argv = [f"bothways {command}", f"hydra.sweep.dir='{quoted}'", *for_hydra, "--multirun"]
    os.environ["HYDRA_FULL_ERROR"] = "1"  # Hydra raises instead of printing and leaving
    try:
        with _one_line(), _these(jobs):
            hydra_main(config_path=str(folder("configs")), config_name=command, version_base=HYDRA_VERSION)(task)()
    finally:
        sys.argv = before[0]
        os.environ.pop("HYDRA_FULL_ERROR")
        if before[1] is not None:
            os.environ["HYDRA_FULL_ERROR"] = before[1]


@contextmanager
def _these(jobs: list[list[str]]) -> Iterator[None]:
    """Let Hydra's sweeper run these combinations.

    It would make its own from one line, in which a name cannot stand beside a file.
    """
    sweeper: Any = next(kind for kind in Plugins.instance().discover(Sweeper) if kind.__name__ == "BasicSweeper")

    def batches(_overrides: object, size: int | None) -> list[list[list[str]]]:
        return list(sweeper.split_overrides_to_chunks(jobs, size))

    own = vars(sweeper)["split_arguments"]
    sweeper.split_arguments = staticmethod(batches)
    try:
        yield
    finally:
        sweeper.split_arguments = own


def job_typed() -> list[str]:
    """What would be typed for the job that runs now alone."""
    return as_typed(HydraConfig.get().overrides.task)


@contextmanager
def where_typed() -> Iterator[None]:
    """Work in the folder where the command was typed, whatever folder Hydra has changed to for the job."""
    with chdir(HydraConfig.get().runtime.cwd):
        yield


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
