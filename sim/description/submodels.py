"""Every rule as a submodel: what it says, its equation from the code, inputs, result, parameters and place."""

from __future__ import annotations

import re
from importlib import import_module
from types import FunctionType
from typing import Any

from sim.description.docstrings import Words, words_of
from sim.description.equations import equation_of
from sim.description.latex import mathematics
from sim.description.source import first_paragraph, link, place
from sim.description.tables import loops_of, parameter_table, table
from sim.description.tracing import parameters_read, phase_parts, starting_parts
from sim.engine.rulebook import RULE_FILES, shipped_rules
from sim.foundation.parameters import registry
from sim.strategy.levers import levers_from

__all__ = ["other_parameters", "submodel", "submodels"]


def submodels() -> str:
    """All rules, file by file."""
    parts = []
    for number, name in enumerate(RULE_FILES, start=2):
        module = import_module(f"sim.rules.{name}")
        rules = [rule for rule in shipped_rules().values() if rule.__module__ == module.__name__]
        title = first_paragraph(module).rstrip(".")
        parts.append(f"### 7.{number} {title}\n\nIn [`sim/rules/{name}.py`]({place(module)}).")
        parts.extend(submodel(rule) for rule in rules)
    return "\n\n".join(parts)


def submodel(rule: FunctionType) -> str:
    """Describe one rule.

    Parameters
    ----------
    rule : function
        One of :func:`sim.engine.rulebook.shipped_rules`.

    Returns
    -------
    str
        Markdown with a heading of the rule's name.
    """
    words, name = words_of(rule), rule.__name__
    loops = loops_of()[name]
    used = f"[Code]({place(rule)}). Used in: {', '.join(_places(name))}."
    parts = [
        f"#### {name}",
        used + (f" Part of: {', '.join(loops)}." if loops else ""),
        " ".join([words.summary, *(text for text in words.remarks if _more_than_an_equation(text))]),
        f"```math\n{mathematics(equation_of(rule))}\n```",
        _inputs(words),
        f"Result: {words.result.text}",
    ]
    read = parameters_read(rule)
    if read:
        parts.append(parameter_table(read))
    return "\n\n".join(parts)


def _places(name: str) -> list[str]:
    places = [phase for phase, parts in phase_parts().items() if name in parts.rules]
    return [*(["the first day"] if name in starting_parts().rules else []), *places]


def _more_than_an_equation(text: str) -> bool:
    """Whether a remark says something beside its formulas; those are shown from the code."""
    return len(re.findall(r"\w+", re.sub(r"`[^`]*`", "", text))) > 6


def _inputs(words: Words) -> str:
    rows = [[", ".join(f"`{name}`" for name in entry.names), entry.text] for entry in words.inputs]
    return table(["input", "meaning and range"], rows)


def other_parameters() -> str:
    """Parameters that no rule reads, with the functions of the phases that read them."""
    by_rules = {name for rule in shipped_rules().values() for name in parameters_read(rule)}
    readers: dict[str, list[str]] = {name: [] for name in registry() if name not in by_rules}
    functions: list[Any] = [
        *starting_parts().functions,
        *(f for parts in phase_parts().values() for f in parts.functions),
    ]
    for function in dict.fromkeys([levers_from, *functions]):
        for name in parameters_read(function):
            if name in readers:
                readers[name].append(link(function))
    return parameter_table(readers, {name: ", ".join(found) for name, found in readers.items()})
