"""The strict conversion: types, ranges, and messages that say what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from sim.cli.settings import settings_from
from sim.foundation.errors import SettingsError


def content(command: str = "run", **changes: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "district": {"name": "dallas_isd"},
        "future": {"name": "nothing_happens", "events": []},
        "conditions": None,
        "components": {"components": [{"name": "one"}]},
        "years": 10,
        "replicates": 20,
        "seed": 1,
        "threads": 1,
        "changes": {},
        "parameters": {},
        "rules": {},
        "output": None,
        "figures": "all",
    }
    usual |= {"strategy": {"name": "own"}} if command == "run" else {"strategies": ["tight", "loose"]}
    return usual | changes


def test_usual_settings_are_converted_once():
    settings = settings_from("compare", content("compare", years=3.0, parameters={"coach_half_dose": 9}, output=7))
    assert settings.strategies == ("tight", "loose")
    assert (settings.years, type(settings.years)) == (3, int)
    assert type(settings.parameters["coach_half_dose"]) is float
    assert settings.output == "7"
    assert settings.components == {"components": [{"name": "one"}]}
    with pytest.raises(AttributeError):
        settings.years = 4  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"years": 0}, "years=0 is out of range: it must be a whole number from 1 to 25"),
        ({"years": 500}, "years=500 is out of range: it must be a whole number from 1 to 25"),
        ({"years": "ten"}, "years=ten: it must be a whole number from 1 to 25"),
        ({"years": 2.5}, "years=2.5: it must be a whole number"),
        ({"years": True}, "years=True: it must be a whole number"),
        ({"years": None}, "years=null: it must be a whole number"),
        ({"years": float("nan")}, "years=nan: it must be a whole number"),
        ({"years": float("inf")}, "years=inf: it must be a whole number"),
        ({"replicates": 0}, "replicates=0 is out of range: it must be a whole number from 1 to 10000"),
        ({"replicates": 10_001}, "replicates=10001 is out of range"),
        ({"threads": 0}, "threads=0 is out of range"),
        ({"seed": -1}, "seed=-1 is out of range: it must be a whole number, 0 or larger"),
        ({"seed": 2**63}, "0 or larger"),
        ({"yeers": 3}, "unknown setting 'yeers'. Did you mean years?"),
        ({"parameters": {"coach_half_dose": "much"}}, "parameters.coach_half_dose=much: it must be a number"),
        ({"parameters": {"coach_half_dose": True}}, "it must be a number"),
        ({"parameters": 3}, "parameters=3: it must be a table"),
        ({"rules": {"take_up": 3}}, "rules.take_up=3: name a function"),
        ({"rules": {"take_up": {"_target_": "a.b", "x": 1}}}, "name a function"),
        ({"components": {"file": "nowhere.yaml"}}, "there is no components file nowhere.yaml"),
        ({"figures": "some"}, "unknown choice of figures 'some'"),
        ({"output": ["a"]}, "it must be the name of a folder"),
        ({"output": " "}, "it must be the name of a folder"),
        ({"strategy": "fast"}, "strategy=fast: it must be a table"),
    ],
)
def test_mistakes_say_what_is_allowed(changes, message):
    with pytest.raises(SettingsError) as mistake:
        settings_from("run", content(**changes))
    assert message in str(mistake.value)
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize(
    ("strategies", "message"),
    [
        ([], "write a list of names"),
        ([3], "write a list of names"),
        ({"a": "tight"}, "write a list of names"),
        (["tight", "tight"], "names tight twice"),
    ],
)
def test_strategies_are_a_list_of_different_names(strategies, message):
    with pytest.raises(SettingsError, match=message):
        settings_from("compare", content("compare", strategies=strategies))


def test_rules_may_be_named_in_both_ways():
    rules = settings_from("run", content(rules={"a": "mine.py:f", "b": {"_target_": "mine.f"}})).rules
    assert rules == {"a": "mine.py:f", "b": "mine.f"}


def test_components_may_stand_in_a_file(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("source: ours\ncomponents:\n  - {name: one}\n  - {name: two}\n")
    settings = settings_from("run", content(components={"file": str(file)}))
    assert [each["name"] for each in settings.components["components"]] == ["one", "two"]


@pytest.mark.parametrize(("given", "read"), [("quick", "quick"), ("full", "160"), (320, "320"), ("none", "none")])
def test_exposure_is_a_way_or_a_number_of_pairs(given, read):
    assert settings_from("compare", content("compare", exposure=given, sets=8)).exposure == read


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exposure": "ful"}, "Did you mean full"),
        ({"exposure": 12}, "exposure=12 is out of range: it must be a whole number from 40"),
        ({"sets": True}, "sets=True: give a number"),
        ({"sets": [3]}, "give a number"),
    ],
)
def test_mistakes_in_sets_and_exposure(changes, message):
    with pytest.raises(SettingsError, match=message):
        settings_from("compare", content("compare", **changes))
