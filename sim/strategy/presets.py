"""Finding what is shipped: one small YAML file a strategy, a set of conditions or a future."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sim.foundation.errors import StrategyError, shown, unknown
from sim.foundation.own_files import own_file, own_path
from sim.foundation.resources import folder
from sim.strategy.reading import read_yaml

if TYPE_CHECKING:
    from sim.strategy.checks import Place

__all__ = ["ABOUT", "GROUPS", "about", "names", "read"]

GROUPS: Final = ("strategy", "conditions", "future")
"""The folders below ``configs`` that this package reads."""

ABOUT: Final = ("name", "title", "source", "notes")
"""The keys that describe a file and decide nothing."""


def names(group: str) -> list[str]:
    """List what is shipped in a group.

    Parameters
    ----------
    group : str
        One of `GROUPS`.

    Returns
    -------
    list of str
        The names, in alphabetical order.
    """
    return sorted(path.stem for path in (folder("configs") / group).glob("*.yaml"))


def read(group: str, name: str | Path) -> tuple[str, dict[Any, Any], Place]:
    """Read a shipped file by its name, or one's own by its path.

    Parameters
    ----------
    group : str
        One of `GROUPS`.
    name : str or pathlib.Path
        A shipped name such as ``"slow_and_steady"``, or the path of a YAML file.

    Returns
    -------
    tuple of str, dict and Place
        The name (the file's name without its ending), what the file says, and where it stands.

    Raises
    ------
    StrategyError
        When there is no such name or file.
    """
    if not isinstance(name, str | Path) or not str(name).strip():
        raise StrategyError(
            f"a {group} is loaded by name or by the path of a YAML file, not by {shown(name)}. "
            f"Allowed: {', '.join(names(group))}, or a path."
        )
    path = own_path(name, f"{group} file", StrategyError)
    if isinstance(name, Path) or path.suffix in (".yaml", ".yml") or len(path.parts) > 1:
        try:
            own_file(path, f"{group} file", StrategyError)
        except StrategyError as problem:
            raise StrategyError(f"{problem} Or one of: {', '.join(names(group))}.") from problem
    elif name not in names(group):
        raise StrategyError(unknown(group, name, names(group)) + " Or give the path of a YAML file.")
    else:
        path = folder("configs") / group / f"{name}.yaml"
    content, place = read_yaml(path, group)
    return path.stem, content, place


def about(group: str, name: str | Path) -> dict[str, str]:
    """Read only what a file says about itself, for lists of choices.

    Parameters
    ----------
    group : str
        One of `GROUPS`.
    name : str or pathlib.Path
        A shipped name or the path of a YAML file.

    Returns
    -------
    dict of str to str
        ``name``, ``title``, ``source`` and ``notes``; empty where the file says nothing.
    """
    stem, content, _ = read(group, name)
    said = {key: " ".join(str(content.get(key) or "").split()) for key in ABOUT}
    return said | {"name": said["name"] or stem}
