"""From settings to what they name: district, strategies, future, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any

from sim.cli.own_rules import own_rule
from sim.cli.settings import Settings
from sim.foundation.errors import SettingsError
from sim.foundation.parameters import load_parameters
from sim.strategy import TENSIONS, Conditions, Future, Strategy

if TYPE_CHECKING:
    from sim.district import District

__all__ = ["Choices", "choices_from"]

ABOUT = ("name", "title", "source", "notes")


@dataclass(frozen=True, eq=False)
class Choices:
    """What one run is made of.

    Parameters
    ----------
    district : District
        The place.
    strategies : mapping of str to Strategy
        One or several, in the order given.
    future : Future
        What happens from outside.
    rules : mapping of str to function
        The user's own rules.
    parameter_sets : tuple of dict, or None
        Sets of parameter values to run over, without what the settings give a value of its own.
    """

    district: District
    strategies: Mapping[str, Strategy]
    future: Future
    rules: Mapping[str, FunctionType]
    parameter_sets: tuple[dict[str, float], ...] | None = None


def choices_from(settings: Settings, strategies: Mapping[str, Strategy] | None = None) -> Choices:
    """Load everything that settings name; each mistake is found before anything is computed.

    Parameters
    ----------
    settings : Settings
        Checked settings.
    strategies : mapping of str to Strategy, optional
        Strategies that are loaded already, in place of those that the settings name.

    Returns
    -------
    Choices
        Ready to run.
    """
    from sim.engine.components import load_components
    from sim.engine.rulebook import RuleBook

    strategies = strategies or _strategies(settings)
    future = _future(settings.future)
    for strategy in strategies.values():
        future.dated(strategy.conditions)
    load_parameters(settings.parameters, limit=not settings.beyond_range)
    load_components(settings.components)
    rules = {name: own_rule(name, place) for name, place in settings.rules.items()}
    RuleBook(rules)
    return Choices(_district(settings.district), strategies, future, rules, _parameter_sets(settings))


def _parameter_sets(settings: Settings) -> tuple[dict[str, float], ...] | None:
    """Read the parameter sets; a value that the user gives holds in all of them."""
    if settings.sets is None:
        return None
    from sim.study.parameter_sets import find_sets

    return tuple(
        {**values, **settings.parameters} for values in find_sets(settings.sets, beyond_range=settings.beyond_range)
    )


def _strategies(settings: Settings) -> dict[str, Strategy]:
    if settings.command == "run":
        node = dict(settings.strategy)
        loaded = [Strategy.load(node["file"]) if "file" in node else Strategy.from_mapping(node, where="strategy")]
    else:
        loaded = [Strategy.load(name) for name in settings.strategies]
    changed = [_under(_changed(strategy, settings.changes), settings.conditions) for strategy in loaded]
    result = {strategy.name: strategy for strategy in changed}
    if len(result) < len(changed):
        raise SettingsError(
            f"two of the strategies are both called {changed[0].name}; give each file a name of its own."
        )
    return result


def _changed(strategy: Strategy, changes: Mapping[str, Any]) -> Strategy:
    """Apply ``strategy.NAME=VALUE``; a part of a stance (``.lean``, ``.chart``) leaves the other part as it was."""
    if not changes:
        return strategy
    content = strategy.to_mapping()
    for name, change in changes.items():
        is_part = isinstance(change, Mapping) and bool(change) and set(change) <= {"lean", "chart"}
        if name in TENSIONS and is_part:
            timeline = strategy.timelines[name]
            if len(timeline) > 1:
                raise SettingsError(
                    f"strategy.{name}.{next(iter(change))}: {strategy.name} changes {name} over the years; "
                    f"write the whole timeline instead, for instance 'strategy.{name}={{0:{{lean:0.5,chart:0.2}}}}'."
                )
            content[name] = {"lean": timeline[0][1].lean, "chart": timeline[0][1].chart} | dict(change)
        elif name == "conditions" and isinstance(change, Mapping):
            content[name] = content[name] | dict(change)
        else:
            content[name] = change
    return Strategy.from_mapping(content, where="strategy")


def _under(strategy: Strategy, conditions: Mapping[str, Any]) -> Strategy:
    """Put a strategy under other conditions: a chosen set as a whole, or single values beside its own."""
    if not conditions:
        return strategy
    values = {key: value for key, value in conditions.items() if key not in (*ABOUT, "file")}
    if "file" in conditions:
        base = Conditions.load(conditions["file"]).to_mapping()
    else:
        base = {} if "name" in conditions else strategy.conditions.to_mapping()
    return strategy.with_conditions(**Conditions.from_mapping(base | values, where="conditions").to_mapping())


def _future(node: Mapping[str, Any]) -> Future:
    if "file" in node:
        return Future.load(node["file"])
    return Future.from_mapping(node, where="future") if node else Future.none()


def _district(node: Mapping[str, Any]) -> District:
    from sim.district import District

    return District.from_settings(node)
