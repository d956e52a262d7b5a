"""One design point: everything that decides a run's result, and its key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import SettingsError
from sim.foundation.linking import fingerprint
from sim.foundation.parameters import load_parameters
from sim.foundation.resources import folder
from sim.study.provenance import input_key

if TYPE_CHECKING:
    from sim.district import District
    from sim.strategy import Future, Strategy

__all__ = ["LONGEST", "MOST_REPLICATES", "DesignPoint"]

LONGEST = 25
MOST_REPLICATES = 10_000


@dataclass(frozen=True, eq=False)
class DesignPoint:
    """What one run is made of.

    Parameters
    ----------
    district : District
        The place.
    label : str
        What the strategy is called in results.
    strategy : Strategy
        The choices.
    future : Future
        What happens from outside.
    years : int
        1..25.
    seed, replicate : int
        The luck.
    parameters : mapping of str to float
        Values that differ from the registry's.
    parameter_set : int
        Number of the parameter set in a comparison.
    components : object
        What the engine takes: None for the usual ones, a name, or a list of mappings.
    rules : mapping of str to function
        Own rules.
    persistence : bool
        Whether to branch at the grant's end.
    """

    district: District
    label: str
    strategy: Strategy
    future: Future
    years: int
    seed: int
    replicate: int
    parameters: Mapping[str, float]
    parameter_set: int = 0
    components: Any = None
    rules: Mapping[str, Callable[..., Any]] | None = None
    persistence: bool = True

    @property
    def key(self) -> str:
        """Hash of the resolved input and of the code and data that decide the result; names and titles do not count."""
        return input_key(
            {
                "district": self.district.fingerprint(),
                "strategy": self.strategy.to_mapping(decisions_only=True),
                "future": [event.to_mapping() for event in self.future.events],
                "years": self.years,
                "seed": self.seed,
                "replicate": self.replicate,
                "parameters": load_parameters(self.parameters)._asdict(),
                "components": _components_mark(self.components),
                "own_rules": {name: _rule_mark(name, rule) for name, rule in dict(self.rules or {}).items()},
                "persistence": self.persistence,
            }
        )


def _components_mark(components: Any) -> Any:
    if components is not None and not isinstance(components, str):
        return components
    file = folder("configs") / "components" / f"{components or 'default'}.yaml"
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else components


def _rule_mark(name: str, rule: Callable[..., Any]) -> str:
    if not isinstance(rule, FunctionType):
        raise SettingsError(f"the rule given for '{name}' is {rule!r}; it must be a plain Python function (def).")
    return fingerprint(rule)
