"""Puts pages together: prose written by hand in ``text/``, and in it everything that is read from the code.

``{{schedule}}`` stands for a part, ``{{parameter:trust_gate}}`` for the value of a parameter, ``{{count:rules}}`` for
a number of things; an unknown name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from sim.description import columns, submodels, tables, validation_results
from sim.description.counts import COUNTS
from sim.foundation.errors import SettingsError, unknown
from sim.foundation.parameters import registry

__all__ = ["PAGES", "PARTS", "page"]

PAGES: Mapping[str, tuple[str, ...]] = {
    "odd": (
        "odd_head", "odd_purpose", "odd_entities", "odd_schedule", "odd_concepts", "odd_decisions",
        "odd_initialization", "odd_submodels", "odd_validation",
    ),
    "columns": ("columns",),
    "critiques": ("critiques",),
    "what_it_is_not_for": ("what_it_is_not_for",),
}  # fmt: skip
"""The pages of ``docs/`` that are made here, with the texts of which each consists."""

PARTS: Mapping[str, Callable[[], str]] = {
    "agents": tables.agents,
    "columns": columns.columns,
    "components": tables.components,
    "conditions": tables.conditions,
    "draws": tables.draws,
    "events": tables.events,
    "grades": tables.grades,
    "loops": tables.loops,
    "other_parameters": submodels.other_parameters,
    "outcomes": tables.outcomes,
    "patterns": validation_results.patterns,
    "phase_functions": tables.phase_functions,
    "results": validation_results.results,
    "schedule": tables.schedule,
    "state_of_centre": lambda: tables.states("Centre"),
    "state_of_components": lambda: tables.states("Components"),
    "state_of_schools": lambda: tables.states("SchoolState"),
    "state_of_teachers": lambda: tables.states("TeacherState"),
    "submodels": submodels.submodels,
    "tensions": tables.tensions,
    "who_decides": tables.who_decides,
}
"""What a text may ask for, by name."""


def _filled(asked: re.Match[str]) -> str:
    kind, _, name = asked.group(1).rpartition(":")
    if kind == "parameter":
        if name not in registry():
            raise SettingsError(unknown("parameter", name, registry()))
        return f"{registry()[name].value:g}"
    if kind == "range":
        row = registry()[name]
        return f"{row.low:g}-{row.high:g}"
    if kind == "count":
        if name not in COUNTS:
            raise SettingsError(unknown("count", name, COUNTS))
        return f"{COUNTS[name]():,}"
    if name not in PARTS:
        raise SettingsError(unknown("part of the description", name, PARTS))
    return PARTS[name]()


def page(name: str) -> str:
    """Write one page.

    Parameters
    ----------
    name : str
        A key of :data:`PAGES`.

    Returns
    -------
    str
        Markdown.

    Raises
    ------
    SettingsError
        For an unknown page, or a text that asks for something unknown.
    """
    if name not in PAGES:
        raise SettingsError(unknown("page", name, PAGES))
    folder = Path(__file__).with_name("text")
    texts = [(folder / f"{text}.md").read_text(encoding="utf-8").strip() for text in PAGES[name]]
    return re.sub(r"\{\{([\w:]+)\}\}", _filled, "\n\n".join(texts)) + "\n"
