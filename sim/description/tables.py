"""Tables of the description that are read from the code."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sim.agents import Leader, School, Teacher
from sim.description.docstrings import markdown
from sim.description.source import first_paragraph, link, place
from sim.description.state_variables import STATES, state_variables
from sim.description.tracing import decision_names, phase_parts, starting_parts
from sim.engine.components import default_components
from sim.engine.phases import PHASES
from sim.engine.rulebook import shipped_rules
from sim.foundation.parameters import GRADES, Parameter, registry
from sim.outcomes.catalogue import OUTCOMES
from sim.strategy.conditions import Conditions
from sim.strategy.events import EVENT_TABLE
from sim.strategy.tensions import TENSION_TABLE

__all__ = [
    "agents",
    "components",
    "conditions",
    "draws",
    "events",
    "grades",
    "loops",
    "loops_of",
    "outcomes",
    "parameter_table",
    "rows_of",
    "schedule",
    "states",
    "table",
    "tensions",
    "who_decides",
]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table in Markdown.

    Parameters
    ----------
    head : sequence of str
        Titles of the columns.
    rows : iterable of sequence of str
        Cells; a bar inside a cell is escaped.

    Returns
    -------
    str
        Markdown.
    """
    body = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    lines = [list(head), ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def rows_of(name: str) -> list[dict[str, str]]:
    """Read one of the data files beside this module."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def anchor(rule: str) -> str:
    """Link to a rule's own heading on the page."""
    return f"[`{rule}`](#{rule})"


def _rules(names: Iterable[str]) -> str:
    return ", ".join(anchor(name) for name in names) or "-"


def schedule() -> str:
    """The month, phase by phase, with the rules and functions of each."""
    rows = []
    for number, phase in enumerate(PHASES, start=1):
        parts = phase_parts()[phase.name]
        rows.append(
            [str(number), f"[**{phase.name}**]({place(phase.run)})", phase.when.words, phase.does, _rules(parts.rules)]
        )
    return table(["", "phase", "when", "what happens", "rules"], rows)


def phase_functions() -> str:
    """What each phase does around the rules: its functions, with what they say of themselves."""
    parts = []
    for phase in PHASES:
        lines = [
            f"- {link(function)}: {first_paragraph(function)}"
            for function in phase_parts()[phase.name].functions
            if not function.__name__.startswith("_")
        ]
        parts.append(f"**{phase.name}** ({phase.when.words})\n\n" + "\n".join(lines))
    return markdown("\n\n".join(parts))


def states(state: str) -> str:
    """The state variables of one kind of entity."""
    rows = [[f"`{variable.name}`", variable.stored, variable.meaning] for variable in state_variables(state)]
    return f"From {link(STATES[state])}:\n\n" + table(["variable", "stored as", "meaning"], rows)


def agents() -> str:
    """The three kinds of agents as Mesa objects."""
    rows = [[link(kind), markdown(first_paragraph(kind))] for kind in (Teacher, School, Leader)]
    return table(["Mesa agent", "what it is"], rows)


def components() -> str:
    """The innovation's components as shipped."""
    names = ("load", "sensitivity", "effect", "visibility")
    rows = [
        [f"`{row['name']}`", *(f"{row[name]:g}" for name in names), str(row["prerequisite"] or "-").replace("_", " ")]
        for row in default_components()
    ]
    return table(["component", *names, "needs first"], rows)


def tensions() -> str:
    """The seven tensions and what each pole acts on."""
    rows = [[f"`{t.name}`", t.question, f"**{t.first}**: {t.first_acts_on}", f"**{t.second}**: {t.second_acts_on}"]
            for t in TENSION_TABLE]  # fmt: skip
    return table(["tension", "question", "lean -1", "lean +1"], rows)


def conditions() -> str:
    """Money, staffing, leadership and climate."""
    rows = [
        [f"`{c.name}`", f"{float(c.default):g}", f"{c.low:g}..{c.high:g}", c.unit, c.grade, c.meaning, c.source]
        for c in Conditions.table()
    ]
    return table(["condition", "value", "range", "unit", "grade", "meaning", "source"], rows)


def events() -> str:
    """What may happen from outside."""
    rows = [[f"`{e.name}`", e.meaning, f"{e.size}, {e.low:g}..{e.high:g}" if e.size else "-"] for e in EVENT_TABLE]
    return table(["event", "what happens", "size"], rows)


def outcomes() -> str:
    """The catalogue of outcomes."""
    rows = [[f"`{o.name}`", o.title, o.unit, o.subject, o.better] for o in OUTCOMES.values()]
    return table(["outcome", "title", "unit", "subject", "better"], rows)


def draws() -> str:
    """Everything that luck decides, and where it is drawn."""
    drawn: dict[str, list[str]] = {name: [] for name in decision_names()}
    for name in starting_parts().draws:
        drawn[name].append("first day")
    for phase, parts in phase_parts().items():
        for name in parts.draws:
            drawn[name].append(phase)
    where = {name: ", ".join(places) or _district(number)
             for (name, places), number in zip(drawn.items(), decision_names().values(), strict=True)}  # fmt: skip
    rows = [[name.lower().replace("_", " "), str(decision_names()[name]), where[name]] for name in drawn if where[name]]
    return table(["what is drawn", "number", "drawn in"], rows)


def _district(number: int) -> str:
    """Draws of the first forty numbers make districts; a number beyond them that nothing draws is kept free."""
    return "the making of the district" if number < 40 else ""


def grades() -> str:
    """How many parameters have which grade."""
    counts = [[grade, str(sum(row.grade == grade for row in registry().values()))] for grade in GRADES]
    return table(["grade", "parameters"], [*counts, ["all", str(len(registry()))]])


def parameter_table(names: Iterable[str], readers: Mapping[str, str] | None = None) -> str:
    """Parameters with value, range, unit, grade, meaning and source, and who reads them where that is given."""
    head = ["parameter", "value", "range", "unit", "grade", "meaning", "source"]
    if readers is None:
        return table(head, (_parameter(registry()[name]) for name in names))
    return table([*head, "read by"], ([*_parameter(registry()[name]), readers[name]] for name in names))


def _parameter(row: Parameter) -> list[str]:
    source = row.source.replace("assumed: no source found; swept over its range", "no source found")
    span = "fixed" if row.low == row.high else f"{row.low:g}..{row.high:g}"
    return [f"`{row.name}`", f"{row.value:g}", span, row.unit, row.grade, row.meaning, source]


def who_decides() -> str:
    """Who decides what, when, on what information and at which expense."""
    rows = []
    for row in rows_of("agent_decisions"):
        when = next(phase.when.words for phase in PHASES if phase.name == row["phase"])
        rules = row["rules"].split()
        code = [link(_function(row["phase"], name)) for name in row["code"].split()]
        run = _rules(rules) if rules else ", ".join(code)
        cells = [row["who"], row["decides"], f"{row['phase']} ({when})", run, row["knows"], row["does_not_know"]]
        rows.append([*cells, row["spends"]])
    head = ["who", "decides", "phase", "by", "knows", "does not know", "hours and money"]
    return table(head, rows)


def _function(phase: str, name: str) -> type:
    return next(f for f in phase_parts()[phase].functions if f.__name__ == name)  # type: ignore[return-value]


def loops() -> str:
    """The named feedback loops with the rules that form them."""
    rows = []
    for row in rows_of("feedback_loops"):
        cut = ", ".join(f"`{part.strip()}`" for part in row["cut"].split(";"))
        rows.append([f"**{row['name']}**", row["kind"], row["story"], _rules(row["rules"].split()), cut])
    return table(["loop", "kind", "what happens", "rules, in order", "cut by"], rows)


def loops_of() -> Mapping[str, list[str]]:
    """Names of the loops of which each rule is a part."""
    found: dict[str, list[str]] = {name: [] for name in shipped_rules()}
    for row in rows_of("feedback_loops"):
        for rule in row["rules"].split():
            found[rule].append(row["name"])
    return found
