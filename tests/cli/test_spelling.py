"""Settings as people write them: accents, apostrophes, dashes, forgotten brackets; and what nobody can read."""

from __future__ import annotations

import pytest

from sim.cli.composition import composed
from sim.cli.settings import settings_from
from sim.foundation.errors import SettingsError


def settings(command: str, *typed: str):
    return settings_from(command, composed(command, typed))


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("district.title=Zürich", "Zürich"),
        ("district.title=O'Neill Schools", "O'Neill Schools"),
        ("district.title='A, B and C'", "A, B and C"),
        ("district.title=Élan d'été, suite", "Élan d'été, suite"),
        ("district.title=中学", "中学"),
        ("--district.title=Ours", "Ours"),
    ],
)
def test_a_title_needs_no_quotes_of_its_own(typed, title):
    assert settings("run", "district=small_rural", typed).district["title"] == title


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("strategies=[plan_é.yaml,slow]", ("plan_é.yaml", "slow")),
        ("strategies=[O'Neill.yaml, slow]", ("O'Neill.yaml", "slow")),
        ("strategies=tight,loose", ("tight", "loose")),
        ("strategies=tight", ("tight",)),
    ],
)
def test_strategies_in_the_ways_they_are_typed(typed, names):
    assert settings("compare", typed).strategies == names


@pytest.mark.parametrize(
    ("typed", "years"), [("years=10.0", 10), ("years='10'", 10), ("--years=3", 3), ("years=1_0", 10)]
)
def test_numbers_in_the_ways_they_are_typed(typed, years):
    assert settings("run", typed).years == years


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["Years=10"], "Did you mean years?"),
        (["replicates=1,000"], "replicates=1000"),
        (["district.title=Smith, Jones"], "goes in quotes"),
        (["years=1", "years=2"], "years is given 2 times"),
        (["a b=x.yaml"], "cannot read the name 'a b'"),
        (["=3"], "cannot read the name ''"),
        (["seed=${.}"], r"${...} is not read here"),
        (["years=" + "9" * 400], "out of range"),
        (["years=" + "9" * 4_900], "it must be a whole number"),
        (["years=" + "x" * 6_000], "6,000 characters"),
        (["years=" + "[" * 40 + "]" * 40], "too many brackets"),
        (["years=[1]"], "takes one value"),
        (["parameters=3"], "write parameters.NAME=VALUE"),
        (["parameters={prior:0.4}"], "write parameters.NAME=VALUE"),
        (["seed=interval(0,1)"], "intervals and globs are not run here"),
        (["district.title=a\x1b[31mb"], "control character"),
        (["district.file=5"], "name a file"),
        (["years="], "it must be a whole number"),
        (["years=~"], "it must be a whole number"),
        (["beyond_range=2"], "true or false"),
        (["--district.file"], "for instance district.file=VALUE"),
    ],
)
def test_what_nobody_can_read_is_one_line(typed, words):
    with pytest.raises(SettingsError) as mistake:
        settings("run", *typed)
    assert words.lower() in str(mistake.value).lower()
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize("typed", ["strategies={a:1}", "strategies=5", "strategies=null"])
def test_strategies_that_are_no_list(typed):
    with pytest.raises(SettingsError, match=r"write a list of names or YAML files"):
        settings("compare", typed)
