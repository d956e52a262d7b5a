"""What every way to start a run is given: checked in one place, before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sim.district import District
from sim.engine.components import load_components
from sim.engine.rulebook import RuleBook
from sim.foundation.checks import instance, names_with_values, switch
from sim.foundation.errors import RuleError
from sim.foundation.parameters import load_parameters

__all__ = ["check_given"]


def check_given(
    district: object,
    *,
    parameters: Mapping[str, float] | None = None,
    components: Any = None,
    rules: Mapping[str, Callable[..., Any]] | None = None,
    beyond_range: bool = False,
) -> None:
    """Check what `simulate`, `compare`, `guess_exposure` and `DistrictModel` have in common.

    Parameters
    ----------
    district : District
        The place.
    parameters : mapping of str to float, optional
        Values in place of the registry's.
    components : optional
        The innovation's components.
    rules : mapping of str to function, optional
        Own rules.
    beyond_range : bool, optional
        Whether values outside the registry's plausible ranges are meant.

    Raises
    ------
    BothwaysError
        For the first thing that is not what it should be.
    """
    instance("district", district, District, "District.load('dallas_isd')")
    load_parameters(parameters, limit=not switch("beyond_range", beyond_range))
    load_components(components)
    RuleBook(names_with_values("rules", rules, "{'takes_up': my_rule}", RuleError))
