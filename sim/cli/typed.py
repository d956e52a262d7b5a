"""What was typed behind a command: found misspelt before Hydra sees it, and put into the form that Hydra wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sim.foundation.errors import SettingsError, shown, unknown
from sim.foundation.resources import folder

__all__ = ["Typed", "as_typed", "check", "rewritten"]

GROUPS = ("components", "conditions", "district", "future", "strategy")
OPEN = ("conditions", "district", "future", "parameters", "rules", "strategy")
"""Settings whose own keys are checked by the part that owns them; the user types no plus to add one."""

FILES = (".yaml", ".yml", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
SINGLE = ("years", "replicates", "seed", "threads", "beyond_range", "exposure", "figures", "output", "store", "sets")
"""Settings that take one value, neither a list nor a table."""


@dataclass(frozen=True)
class Typed:
    """One setting as typed.

    Parameters
    ----------
    text : str
        The whole of it.
    name : str
        Left of the equals sign, without a plus or tilde.
    value : object
        Right of it, read; None where there are several.
    several : bool
        Whether it gives several values, for as many runs.
    sign : str
        ``"+"``, ``"++"``, ``"~"`` or nothing.
    """

    text: str
    name: str
    value: Any
    several: bool
    sign: str

    @property
    def top(self) -> str:
        """The first part of the name: ``conditions`` of ``conditions.grant_years``."""
        return self.name.partition(".")[0].partition("@")[0]

    @property
    def file(self) -> str | None:
        """The file that it names in place of a shipped choice, if it does."""
        named = self.name in GROUPS and isinstance(self.value, str) and self.value.lower().endswith(FILES)
        return str(self.value) if named else None


def check(command: str, typed: Iterable[Typed], known: Iterable[str]) -> None:
    """Find what is misspelt or does not belong, and say so in one line.

    Parameters
    ----------
    command : str
        ``"run"`` or ``"compare"``.
    typed : iterable of Typed
        All that was typed.
    known : iterable of str
        The command's settings.

    Raises
    ------
    SettingsError
        For the first mistake.
    """
    allowed = [name for name in known if name != "changes"]
    typed = list(typed)
    names = [item.name for item in typed]
    for item in typed:
        if names.count(item.name) > 1 and item.name.partition(".")[0] in known:
            raise SettingsError(f"{item.name} is given {names.count(item.name)} times. Keep one of them.")
        if item.sign == "~":
            raise SettingsError(
                f"{_short(item)}: no setting can be taken out; write name=value, for instance years=10."
            )
        if item.several:
            raise SettingsError(_several(item))
        if item.name.startswith("hydra"):
            raise SettingsError(f"{item.name} belongs to Hydra and counts only with -m. Add -m, or leave it out.")
        if item.name == "strategy" and command == "compare":
            raise SettingsError(
                f"{_short(item)}: compare takes several; write 'strategies=[fast_and_furious,slow_and_steady]'."
            )
        if item.top not in allowed and not item.name.startswith("strategy."):
            raise SettingsError(
                _belongs_to(item) or unknown("setting", item.top, allowed) + f" See: bothways {command} --help"
            )
        if item.name.endswith(".file") and (not isinstance(item.value, str) or not item.value.strip()):
            raise SettingsError(f"{_short(item)}: name a file, for instance {item.name}=our_schools.csv.")
        _check_shape(item)
        if "." in item.name and item.top not in OPEN:
            _check_nested(item.name)
        elif item.name in GROUPS and item.file is None:
            _check_choice(item.name, item.value)


def _short(item: Typed) -> str:
    return shown(item.text, quotes=False)


def _several(item: Typed) -> str:
    _, _, value = item.text.partition("=")
    parts = [part.strip() for part in value.split(",")]
    if parts[0].isdecimal() and all(part.isdecimal() and len(part) == 3 for part in parts[1:]):
        return f"{_short(item)}: write the number without a comma, {item.name}={''.join(parts)}; or add -m to run each."
    if item.name.endswith((".title", ".name", ".source")) or item.name in ("output", "store"):
        return f"{_short(item)}: a text with commas goes in quotes inside the shell's, \"{item.name}='...'\"."
    return f"{_short(item)} gives several values: add -m to run each of them, or write one list, like [a,b]."


def _check_shape(item: Typed) -> None:
    """Refuse a list where one value is wanted, and one value where a table is."""
    if item.name in SINGLE and isinstance(item.value, list | dict):
        raise SettingsError(f"{_short(item)}: {item.name} takes one value; write {item.name}=VALUE without brackets.")
    if item.name == "strategies" and not isinstance(item.value, list | str):
        raise SettingsError(
            f"{_short(item)}: write a list of names or YAML files, for instance "
            "'strategies=[fast_and_furious,slow_and_steady]'. See: bothways strategies"
        )
    if item.name in ("parameters", "rules"):
        raise SettingsError(f"{_short(item)}: {item.name} is a table; write {item.name}.NAME=VALUE for each.")


def _belongs_to(item: Typed) -> str:
    """Say where a name belongs that is typed without its first part, such as ``grant_years``; else nothing."""
    from dataclasses import fields

    from sim.foundation.parameters import registry
    from sim.strategy import TENSIONS, Conditions

    groups = {
        "conditions": {each.name for each in fields(Conditions)},
        "strategy": set(TENSIONS),
        "parameters": registry(),
    }
    for group, names in groups.items():
        if item.name in names:
            return f"unknown setting '{item.name}'. Write {group}.{item.text}"
    return ""


def _check_nested(name: str) -> None:
    top, _, _ = name.partition(".")
    if top == "components":
        raise SettingsError(
            f"{name}: name a file of your own, components=ours.yaml; configs/components/default.yaml is one."
        )
    raise SettingsError(f"{name}: {top} has no parts of its own; write {top}=VALUE.")


def _check_choice(group: str, choice: object) -> None:
    allowed = sorted(path.stem for path in (folder("configs") / group).glob("*.yaml"))
    if group == "conditions" and choice is None:
        return
    if choice not in allowed:
        kinds = {"district": "districts", "strategy": "strategies", "future": "futures"}
        see = f" See: bothways {kinds[group]}" if group in kinds else ""
        own = "our_schools.csv" if group == "district" else "ours.yaml"
        raise SettingsError(f"{unknown(group, choice, allowed)} Or name a file of your own: {group}={own}.{see}")


def rewritten(typed: Sequence[Typed]) -> list[str]:
    """Put settings into the form that Hydra wants.

    ``parameters.x=1`` becomes ``++parameters.x=1``, so that nobody has to type a plus; a file in place of a shipped
    choice (``district=our.csv``, ``district.file=our.csv``, ``strategy=ours.yaml``) takes the choice out;
    ``strategy.fast_slow=-0.5`` becomes a change that holds for every strategy of the run.

    Parameters
    ----------
    typed : sequence of Typed
        All that was typed.

    Returns
    -------
    list of str
        Overrides for Hydra.

    Raises
    ------
    SettingsError
        When both a shipped choice and a file are named.
    """
    by_file = [item.name.partition(".")[0] for item in typed if item.file or item.name in {f"{g}.file" for g in GROUPS}]
    result = [f"~{group}" for group in dict.fromkeys(by_file) if group != "conditions"]
    for item in typed:
        if item.file:
            quoted = item.file.replace("\\", "\\\\").replace("'", "\\'")
            result.append(f"++{item.name}.file='{quoted}'")
        elif item.name in by_file:
            raise SettingsError(f"{item.text} and {item.name}.file: name one {item.name}, a shipped one or a file.")
        elif item.name.startswith("strategy.") and item.name != "strategy.file":
            result.append("++changes" + item.text[item.text.index("strategy.") + len("strategy") :])
        else:
            plain_key = not item.sign and "." in item.name and item.top in OPEN
            result.append(f"++{item.text}" if plain_key else item.text)
    return result


def as_typed(rewritten_ones: Iterable[str]) -> list[str]:
    """Turn Hydra's form back into what a user types; the inverse of :func:`rewritten`.

    Parameters
    ----------
    rewritten_ones : iterable of str
        Overrides for Hydra.

    Returns
    -------
    list of str
        Settings that mean the same to ``bothways run`` and ``bothways compare``.
    """
    plain = [_unquoted(text.removeprefix("++")) for text in rewritten_ones if not text.startswith("~")]
    return [f"strategy{text.removeprefix('changes')}" if text.startswith("changes.") else text for text in plain]


def _unquoted(text: str) -> str:
    """A setting without the quotes that its value does not need."""
    return re.sub(r"^([\w.]+)='([\w./-]+)'$", r"\1=\2", text)
