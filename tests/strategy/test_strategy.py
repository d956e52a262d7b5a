"""Strategies: made in code, read from files, written, compared, described."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from sim.foundation.errors import StrategyError
from sim.strategy import TENSION_TABLE, TENSIONS, Conditions, Stance, Strategy
from sim.strategy.tensions import tension


def own() -> Strategy:
    return Strategy(
        fast_slow=-0.5,
        tight_loose={0: 1, 3: Stance(0.2, chart=0.6)},
        name="ours",
        title="Our  way\n forward",
        conditions={"grant_years": 3, "model_classroom": True},
    )


def test_round_trip_through_mapping_and_json() -> None:
    strategy = own()
    assert Strategy.from_mapping(strategy.to_mapping()) == strategy
    assert Strategy.from_mapping(json.loads(json.dumps(strategy.to_mapping()))) == strategy
    assert strategy.title == "Our way forward"


def test_round_trip_through_a_file(tmp_path: Path) -> None:
    import yaml

    path = tmp_path / "ours.yaml"
    path.write_text(yaml.safe_dump(own().to_mapping(), sort_keys=False), encoding="utf-8")
    assert Strategy.load(path) == Strategy.load(str(path)) == own()


def test_equal_when_the_decisions_are_and_hashable() -> None:
    assert own() == own()
    assert hash(own()) == hash(own())
    assert replace(own(), title="Another title") == own()
    assert own().with_stances(fast_slow=0.5) != own()
    assert own().with_conditions(grant_years=9) != own()
    assert len({own(), own(), Strategy()}) == 2
    assert "title" not in own().to_mapping(decisions_only=True)


def test_nothing_can_be_changed_afterwards() -> None:
    strategy = own()
    with pytest.raises(FrozenInstanceError):
        strategy.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        strategy.timelines["fast_slow"] = ()  # type: ignore[index]


def test_it_can_be_sent_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(own())) == own()
    assert copy.deepcopy(own()) == own()


def test_with_conditions_and_with_stances_keep_the_rest() -> None:
    changed = own().with_conditions(grant_years=9).with_stances(build_buy={0: 1, 2: -1})
    assert changed.conditions == Conditions(grant_years=9, model_classroom=True)
    assert changed.stance("build_buy", 2) == Stance(-1.0)
    assert changed.stance("tight_loose", 3) == Stance(0.2, 0.6)
    assert (changed.name, changed.title) == (own().name, own().title)


def test_mean_lean_is_over_seven_tensions_and_ten_years() -> None:
    assert Strategy(**dict.fromkeys(TENSIONS, 1)).mean_lean == pytest.approx(1.0)
    assert Strategy(fast_slow={0: 1, 5: -1}).mean_lean == pytest.approx(0.0)
    assert Strategy(fast_slow={0: 1, 5: 0}).mean_lean == pytest.approx(0.5 / 7)


def test_timelines_may_come_in_one_mapping_but_not_twice() -> None:
    assert Strategy(timelines={"fast_slow": -0.5}) == Strategy(fast_slow=-0.5)
    with pytest.raises(StrategyError, match="fast_slow is given twice"):
        Strategy(fast_slow=1, timelines={"fast_slow": -0.5})
    with pytest.raises(StrategyError, match="Did you mean fast_slow"):
        Strategy(timelines={"fastslow": -0.5})


def test_conditions_by_name_by_mapping_or_ready_made() -> None:
    assert Strategy(conditions="lean_money").conditions == Conditions.load("lean_money")
    assert Strategy(conditions={"safety": 1}).conditions == Conditions(safety=1)
    assert Strategy(conditions=Conditions(safety=1)).conditions == Conditions(safety=1)
    assert Strategy().conditions == Conditions.load("typical")
    with pytest.raises(StrategyError, match="conditions is 3"):
        Strategy(conditions=3)  # type: ignore[arg-type]
    with pytest.raises(StrategyError, match=r"lean_mony.*Did you mean lean_money.*asked for by"):
        Strategy(conditions="lean_mony")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"fast_slo": 1}, ["unknown tension or key of a strategy 'fast_slo'", "Did you mean fast_slow"]),
        ({"conditions": {"grant_yaers": 1}}, ["unknown condition 'grant_yaers'", "Did you mean grant_years"]),
        ({"conditions": []}, ["conditions is []"]),
        ({"name": ""}, ["needs a name"]),
        ({"name": 3}, ["the name of a strategy is 3"]),
        ({"title": None}, ["the title of a strategy is nothing"]),
        ([1], ["the strategy is [1]"]),
        ({1: 2}, ["unknown tension or key of a strategy '1'"]),
    ],
)
def test_a_wrong_mapping_is_refused(content: object, words: list[str]) -> None:
    with pytest.raises(StrategyError) as refused:
        Strategy.from_mapping(content, where="our note")  # type: ignore[arg-type]
    for word in [*words, "our note"]:
        assert word in str(refused.value)


@pytest.mark.parametrize("year", [-1, 1.5, "two", None])
def test_stance_of_a_wrong_year(year: object) -> None:
    with pytest.raises(StrategyError, match="the year is"):
        Strategy().stance("fast_slow", year)  # type: ignore[arg-type]


def test_a_misspelt_tension_in_code() -> None:
    with pytest.raises(StrategyError, match="Did you mean tight_loose"):
        Strategy(tigt_loose=1)


def test_stance_of_an_unknown_tension() -> None:
    with pytest.raises(StrategyError, match="Did you mean fast_slow"):
        Strategy().stance("fast_slo", 0)
    with pytest.raises(StrategyError, match="Did you mean build_buy"):
        tension("buildbuy")


def test_a_description_names_every_tension_and_the_money() -> None:
    said = own().describe()
    assert said.startswith(
        "The district always lets every school find its own design; after 3 years it sets guardrails"
    )
    assert "It mostly launches many schools each year." in said
    assert "It has 120 dollars a student from outside over 3 years" in said
    assert "a model classroom" in said
    for row in TENSION_TABLE[2:]:
        assert row.subject in said
    assert Strategy().describe().startswith("The district keeps to the middle on who designs")
    assert "no money from outside" in Strategy(conditions={"grant_years": 0}).describe()


@pytest.mark.parametrize("row", TENSION_TABLE, ids=TENSIONS)
def test_each_pole_reads_differently(row: object) -> None:
    name = row.name  # type: ignore[attr-defined]
    ways = [-1, -0.7, -0.4, -0.1, 0.1, 0.4, 0.7, 1, Stance(0, 0.2), Stance(0, 1), Stance(-0.8, 1), Stance(0.8, 0.3)]
    said = [Strategy(timelines={name: way}).describe() for way in ways]
    assert len(set(said)) == len(ways)
    assert all(text[0].isupper() and text.endswith(".") and ".." not in text for text in said)
