"""All rules by name, with a user's own in their place."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from sim.foundation.errors import RuleError, unknown
from sim.foundation.linking import Binder, check_replacement, fingerprint

__all__ = ["RULE_FILES", "RuleBook", "shipped_rules"]

RULE_FILES = (
    *("load", "depth", "belief", "adoption", "trust", "people", "design", "school", "giving_up", "centre", "learning"),
    *("attention", "review", "launching", "designing", "money", "buying", "coaching_hours", "two_tracks"),
    *("promises", "succession", "calendar_events"),
)


@functools.cache
def shipped_rules() -> dict[str, FunctionType]:
    """All rules of :mod:`sim.rules` by name, file by file.

    Returns
    -------
    dict of str to function
        In the order of the files and of the lines in them.
    """
    modules = [importlib.import_module(f"sim.rules.{file}") for file in RULE_FILES]
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, FunctionType) and value.__module__ == module.__name__
    }


class RuleBook:
    """The rules of one model as plain Python functions; a rule is an attribute.

    Parameters
    ----------
    replaced : Mapping of str to function, optional
        A user's own rules by the name of the rule whose place they take.

    Raises
    ------
    RuleError
        For an unknown rule (near misses are named) or other arguments than the rule's.
    """

    def __init__(self, replaced: Mapping[str, Callable[..., Any]] | None = None) -> None:
        self._shipped = shipped_rules()
        self.replaced: dict[str, Any] = dict(replaced or {})
        for name, own in self.replaced.items():
            if name not in self._shipped:
                raise RuleError(unknown("rule", name, self._shipped))
            check_replacement(name, self._shipped[name], own)
        self._binder = Binder(self.replaced)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._shipped:
            raise RuleError(unknown("rule", name, self._shipped))
        own = self.replaced.get(name)
        rule = self._shipped[name]
        if self.replaced:  # a rule may call another that is replaced
            rule = self._binder.bind(own or rule, frozenset({name} if own else ()))
        setattr(self, name, rule)
        return rule

    def fingerprint(self) -> str:
        """Describe all rules in force, for the key of a stored result."""
        return "".join(fingerprint(self.replaced.get(name, rule)) for name, rule in self._shipped.items())
