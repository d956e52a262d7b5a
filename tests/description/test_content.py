"""What the description says of loops, decisions, states, phases and rules agrees with the code."""

from __future__ import annotations

import functools
import math
import re
from pathlib import Path

import numpy as np
import pytest

from sim.description.docstrings import words_of
from sim.description.state_variables import STATES, state_variables, words_by_hand
from sim.description.tables import rows_of, table
from sim.description.tracing import decision_names, parameters_read, phase_parts, starting_parts
from sim.description.validation_results import results
from sim.district import District
from sim.engine.history import History
from sim.engine.phases import PHASES
from sim.engine.rulebook import shipped_rules
from sim.engine.simulation import Simulation
from sim.foundation.parameters import load_parameters, registry
from sim.strategy import Strategy

RULES = shipped_rules()
LOOPS = rows_of("feedback_loops")


def test_every_rule_runs_in_a_phase() -> None:
    reached = {rule for parts in phase_parts().values() for rule in parts.rules}
    assert set(RULES) - reached - set(starting_parts().rules) == set()


def test_a_phase_reaches_the_rules_that_its_code_calls() -> None:
    assert {"takes_up", "drops", "logistic", "fits_in_week"} <= set(phase_parts()["decide"].rules)
    assert "gives_up" in phase_parts()["plan"].rules  # called through the book of rules
    assert "board_next" in phase_parts()["judge"].rules  # called in plain Python
    assert "takes_up" not in phase_parts()["hear"].rules
    assert {"TAKE_UP", "DROP"} <= set(phase_parts()["decide"].draws)


def test_every_draw_is_made_somewhere_or_kept_free() -> None:
    drawn = {name for parts in (*phase_parts().values(), starting_parts()) for name in parts.draws}
    districts = {name for name, number in decision_names().items() if number < 40}
    assert set(decision_names()) - drawn - districts == set()


@pytest.mark.parametrize("row", LOOPS, ids=lambda row: row["name"])
def test_a_loop_names_rules_and_parameters_that_exist(row: dict[str, str]) -> None:
    assert set(row["rules"].split()) <= set(RULES)
    assert row["kind"] in ("reinforcing", "vicious", "balancing")
    assert all(row.values())
    load_parameters(cut(row))


def cut(row: dict[str, str]) -> dict[str, float]:
    parts = (part.split("=") for part in row["cut"].split(";"))
    return {name.strip(): float(value) for name, value in parts}


@functools.cache
def series(seed: int, changes: tuple[tuple[str, float], ...] = ()) -> dict[str, np.ndarray]:
    district, strategy = District.synthetic(schools=24, teachers=720), Strategy.load("fast_and_furious")
    history: History = Simulation(district, strategy, seed=seed, years=8, parameters=dict(changes)).run()
    return {name: history.schools[name] for name in ("use", "depth", "trust", "strain", "routines")}


@pytest.mark.parametrize("row", LOOPS, ids=lambda row: row["name"])
def test_cutting_a_loop_changes_the_run(row: dict[str, str]) -> None:
    """In one of thirty runs: "surface use and disbelief" changes a decision in about one run in ten."""

    def differs(seed: int) -> bool:
        with_loop, without = series(seed), series(seed, tuple(cut(row).items()))
        return any(not np.array_equal(with_loop[name], without[name]) for name in with_loop)

    assert any(differs(seed) for seed in range(5, 35))


HOURS_A_WEEK = (
    "spare_median", "practice_hours_new", "practice_hours_floor", "strain_span", "strain_onset", "helping_hours_each",
    "mentor_hours", "initiative_hours", "sharing_hours", "absorbed_load",
)  # fmt: skip
COACH_HOURS = (
    "coach_half_dose", "coach_year_hours", "promised_dose", "highest_dose", "core_dose", "invite_hours",
)  # fmt: skip


@pytest.mark.parametrize("names", [HOURS_A_WEEK, COACH_HOURS])
def test_only_the_ratio_of_hours_counts(names: tuple[str, ...]) -> None:
    doubled = {name: 2.0 * registry()[name].value for name in names}
    same, other = series(5), series(5, tuple(doubled.items()))
    for name in same:
        assert np.allclose(same[name], other[name], atol=1e-5)


@pytest.mark.parametrize("row", rows_of("agent_decisions"), ids=lambda row: row["decides"])
def test_a_decision_stands_in_its_phase(row: dict[str, str]) -> None:
    parts = phase_parts()[row["phase"]]
    assert set(row["rules"].split()) <= set(parts.rules)
    assert set(row["code"].split()) <= {function.__name__ for function in parts.functions}
    assert all(row[column] for column in ("who", "decides", "knows", "does_not_know", "spends"))


@pytest.mark.parametrize("state", STATES)
def test_every_state_variable_says_what_it_holds(state: str) -> None:
    variables = state_variables(state)
    expected = getattr(STATES[state], "_fields", None) or tuple(STATES[state].__dataclass_fields__)
    assert tuple(variable.name for variable in variables) == expected
    for variable in variables:
        assert len(variable.meaning) > 5, variable
        assert variable.stored, variable
    assert {name for kind, name in words_by_hand() if kind == state} <= set(expected)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_docstring_names_the_inputs_and_parameters_that_are_read(name: str) -> None:
    rule, words = RULES[name], words_of(RULES[name])
    said = {part for entry in words.inputs for part in entry.names}
    assert said == set(rule.__annotations__) - {"p", "return"}
    named = set(re.findall(r"`(\w+)`", words.read)) & set(registry())
    assert set(parameters_read(rule)) == named, "the parameters named under p are not those that the rule reads"
    assert words.summary
    assert words.result.text


@pytest.mark.parametrize("name", sorted(RULES))
def test_numbers_in_a_docstrings_formula_are_the_registrys(name: str) -> None:
    """A formula in a docstring may show a parameter as a number; then the number has to be its value."""
    rule = RULES[name]
    values = {registry()[read].value for read in parameters_read(rule)}
    values |= {1.0 - value for value in values}
    source = Path(rule.__code__.co_filename).read_text("utf-8").splitlines()[rule.__code__.co_firstlineno :]
    code = "\n".join(source).split('"""')[2].split("\ndef ")[0]
    values |= {float(number) for number in re.findall(r"\d+\.?\d*", code)}
    for formula in re.findall(r"`([^`]*)`", " ".join(words_of(rule).remarks)):
        for slash, number in re.findall(r"(/?) ?(?<![\w.])(\d*\.?\d+)(?![\w.])", formula):
            shown = float(number)
            wanted = [shown, 1.0 / shown] if slash and shown else [shown]
            near = any(math.isclose(value, one, rel_tol=0.005) for value in values for one in wanted)
            assert near or shown in (0.0, 1.0, 2.0, 0.5), f"{number} in '{formula}' is no parameter's value"


def test_results_are_shown_or_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.description import validation_results
    from sim.validation.check import Expectation

    assert "not yet run" in results([])
    made = {
        "dip": Expectation("dip", "pattern", "EMERGENT", "The dip", "falls first", -0.06, 0.0, "SD", "L", "reported"),
        "half": Expectation("half", "pattern", "INPUT", "Half", "half", math.nan, math.nan, "", "S", "assumed"),
    }  # fmt: skip
    monkeypatch.setattr(validation_results, "expectations", lambda: made)
    rows = [
        {
            "name": "dip",
            "simulated": "-0.03",
            "simulated_low": "-0.04",
            "simulated_high": "-0.02",
            "answer": "holds",
            "sentence": "It dips.",
        },
        {"name": "half", "simulated": "nan", "answer": "does not hold", "sentence": "No.", "why": "a rule"},
        {"name": "strange", "simulated": "1", "answer": "a finding", "sentence": "New."},
    ]
    text = results(rows)
    assert "Of 1 emergent and held-out patterns 1 hold." in text
    assert "| The dip | EMERGENT | falls first (-0.06 to 0; SD) | -0.03 (-0.04 to -0.02) | holds |" in text
    assert "| **does not hold** | No. Why not: a rule |" in text
    assert "| strange | 1 | New. |" in text
    assert "| not yet run |" in results([rows[0]])
    assert "| The dip |" in validation_results.patterns()


def test_a_bar_in_a_cell_does_not_break_a_table() -> None:
    assert table(["a"], [["x | y\nz"]]) == "| a |\n| --- |\n| x \\| y z |"


def test_phases_are_described_in_their_order() -> None:
    assert tuple(phase_parts()) == tuple(phase.name for phase in PHASES)
