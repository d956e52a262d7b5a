"""From a typed line to settings: Hydra's grammar, without a plus to type, and one line for every mistake."""

from __future__ import annotations

import pytest

from sim.cli.composition import composed
from sim.cli.settings import settings_from
from sim.foundation.errors import SettingsError


def settings(command: str, *typed: str):
    return settings_from(command, composed(command, typed))


def test_the_usual_run_and_comparison():
    run, comparison = settings("run"), settings("compare")
    assert (run.district["name"], run.strategy["name"], run.future["name"]) == (
        "dallas_isd",
        "slow_and_steady",
        "nothing_happens",
    )
    assert comparison.strategies == ("fast_and_furious", "slow_and_steady")
    assert (run.years, run.replicates, run.seed) == (10, 20, 1)
    assert run.conditions == {}


def test_a_long_line():
    made = settings(
        "compare",
        "strategies=[tight,loose]",
        "district=henry_county",
        "future=superintendent_leaves_year_3",
        "years=4",
        "conditions.grant_years=3",
        "strategy.fast_slow=-0.5",
        "strategy.tight_loose={0:1,3:{lean:0.2,chart:0.6}}",
        "parameters.coach_half_dose=9",
        "rules.take_up=my_rules.py:my_take_up",
        "rules.drop._target_=my_rules.my_drop",
        "output=a folder/results",
        "threads=2",
    )
    assert made.strategies == ("tight", "loose")
    assert made.district["name"] == "henry_county"
    assert made.future["name"] == "superintendent_leaves_year_3"
    assert made.conditions == {"grant_years": 3}
    assert made.changes == {"fast_slow": -0.5, "tight_loose": {0: 1, 3: {"lean": 0.2, "chart": 0.6}}}
    assert made.parameters == {"coach_half_dose": 9.0}
    assert made.rules == {"take_up": "my_rules.py:my_take_up", "drop": "my_rules.my_drop"}
    assert (made.output, made.threads) == ("a folder/results", 2)


@pytest.mark.parametrize(
    "typed",
    ["district.file=our schools (2).csv", "district=our schools (2).csv", "district.file='our schools (2).csv'"],
)
def test_a_district_from_a_file(typed):
    assert settings("run", typed).district == {"file": "our schools (2).csv"}


def test_own_files_take_the_place_of_shipped_choices():
    made = settings("run", "strategy=ours.yaml", "future=soon.yaml", "conditions=poor.yaml", "conditions.safety=0.5")
    assert made.strategy == {"file": "ours.yaml"}
    assert made.future == {"file": "soon.yaml"}
    assert made.conditions == {"file": "poor.yaml", "safety": 0.5}


def test_a_chosen_set_of_conditions_keeps_its_name():
    made = settings("run", "conditions=lean_money", "conditions.grant_years=2")
    assert made.conditions["name"] == "lean_money"
    assert made.conditions["grant_years"] == 2


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("yeers=3", "unknown setting 'yeers'. Did you mean years?"),
        ("+foo=1", "unknown setting 'foo'."),
        ("++years_more=1", "unknown setting 'years_more'."),
        ("changes.fast_slow=1", "unknown setting 'changes'."),
        ("district=dalas_isd", "unknown district 'dalas_isd'. Did you mean dallas_isd?"),
        ("strategy=slow_and_stedy", "unknown strategy 'slow_and_stedy'. Did you mean slow_and_steady?"),
        ("future=superintendent_leaves", "Did you mean superintendent_leaves_year_3?"),
        ("conditions=typicl", "Did you mean typical?"),
        ("components=defalt", "Did you mean default?"),
        ("components=3", "unknown components '3'"),
        ("strategies=[tight,loose]", "unknown setting 'strategies'. Did you mean strategy?"),
        ("years", "Settings are written name=value"),
        ("--years", "unknown option '--years'"),
        ("years=[1", "cannot read the value of years: [1"),
        ("years.more=3", "years has no parts of its own"),
        ("components.load=3", "name a file of your own"),
        ("seed=1,2", "add -m to run each of them"),
        ("~years", "no setting can be taken out"),
        ("hydra.run.dir=x", "belongs to Hydra and counts only with -m"),
        ("district.file=", "name a file"),
        ("years=ten", "years=ten: it must be a whole number"),
    ],
)
def test_each_mistake_is_one_line(typed, message):
    with pytest.raises(SettingsError) as mistake:
        settings("run", typed)
    assert message in str(mistake.value)
    assert "\n" not in str(mistake.value)


def test_compare_takes_a_list():
    with pytest.raises(SettingsError, match="compare takes several"):
        settings("compare", "strategy=slow_and_steady")


def test_one_district_at_a_time():
    with pytest.raises(SettingsError, match="name one district, a shipped one or a file"):
        settings("run", "district=dallas_isd", "district.file=ours.csv")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("grant_years=3", "conditions.grant_years=3"),
        ("fast_slow=-0.5", "strategy.fast_slow=-0.5"),
        ("prior=0.4", "parameters.prior=0.4"),
    ],
)
def test_a_name_without_its_first_part_is_told_where_it_belongs(typed, meant):
    with pytest.raises(SettingsError, match=f"Write {meant}$"):
        composed("compare", [typed])
