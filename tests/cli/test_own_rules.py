"""A user's rule by file or by module; mistakes name the file and what it holds."""

from __future__ import annotations

import sys

import pytest

from sim.cli.own_rules import own_rule
from sim.foundation.errors import RuleError

RULES = """
import math
SIZE = 2.0

def my_take_up(x):
    return SIZE * x

class Other:
    pass
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "my_own_rules.py").write_text(RULES)
    (tmp_path / "broken_rules.py").write_text("def f(:\n    pass\n")
    (tmp_path / "wrong_rules.py").write_text("x = 1\n\ndef f():\n    return x + nothing\n\ny = f()\n")
    (tmp_path / "leaving_rules.py").write_text("import sys\nsys.exit('bye')\n")
    (tmp_path / "failing_rules.py").write_text("import a_module_that_is_not_there\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("place", ["my_own_rules.py:my_take_up", "my_own_rules.my_take_up"])
def test_both_ways_find_the_function(here, place):
    assert own_rule("take_up", place)(3.0) == 6.0
    assert str(here) not in sys.path
    assert "my_own_rules" not in sys.modules


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("my_own_rules.py:my_takeup", "Did you mean my_take_up?"),
        ("my_own_rules.my_takeup", "Did you mean my_take_up?"),
        ("my_own_rules.py:Other", "Other there is a type, not a plain function"),
        ("nowhere.py:f", "there is no file nowhere.py"),
        ("nowhere.f", "there is no module 'nowhere'"),
        ("f", "write it as my_rules.py:f"),
        ("broken_rules.py:f", "broken_rules.py, line 1 cannot be read: SyntaxError"),
        ("wrong_rules.py:f", "wrong_rules.py, line 4 cannot be read: NameError: name 'nothing' is not defined"),
        ("wrong_rules.f", "wrong_rules.py, line 4 cannot be read: NameError"),
        ("leaving_rules.py:f", "leaving_rules.py, line 2 ends the program (sys.exit)"),
        ("leaving_rules.f", "leaving_rules.py, line 2 ends the program (sys.exit)"),
        ("a" * 300 + ".py:f", "there is no file aaa"),
        ("failing_rules.py:f", "No module named 'a_module_that_is_not_there'"),
        ("failing_rules.f", "No module named 'a_module_that_is_not_there'"),
    ],
)
@pytest.mark.usefixtures("here")
def test_mistakes_say_what_is_there(place, message):
    with pytest.raises(RuleError) as mistake:
        own_rule("take_up", place)
    assert message in str(mistake.value)
    assert "\n" not in str(mistake.value)


@pytest.mark.parametrize("place", ["theirs/rules_here.py:f", "rules_here.f"])
def test_a_rule_may_import_what_lies_beside_it(here, monkeypatch, place):
    folder = here / "theirs"
    folder.mkdir()
    (folder / "neighbour.py").write_text(
        "import json\nFACTOR = json.loads('3.0')\ndef scaled(x):\n    return FACTOR * x\n"
    )
    (folder / "rules_here.py").write_text("from neighbour import scaled\ndef f(x):\n    return scaled(x)\n")
    (folder / "json.py").write_text("raise RuntimeError('not the library')\n")
    if place.startswith("rules_here"):
        monkeypatch.chdir(folder)
    monkeypatch.delitem(sys.modules, "json")  # imported anew, and from the library
    assert own_rule("has_seen", place)(2.0) == 6.0
    assert "neighbour" not in sys.modules
    assert not [path for path in sys.path if str(here) in path]


def test_rules_of_two_folders_have_neighbours_of_one_name(here):
    for name, factor in (("one", 1.0), ("two", 2.0)):
        (here / name).mkdir()
        (here / name / "neighbour.py").write_text(f"FACTOR = {factor}\n")
        (here / name / "rules_here.py").write_text("from neighbour import FACTOR\ndef f(x):\n    return FACTOR * x\n")
    assert [own_rule("has_seen", f"{name}/rules_here.py:f")(1.0) for name in ("one", "two")] == [1.0, 2.0]


def test_a_rule_file_may_hold_what_looks_for_its_module(here):
    text = "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    text += (
        "@dataclass\nclass Knobs:\n    factor: float = 2.0\nKNOBS = Knobs()\ndef f(x):\n    return KNOBS.factor * x\n"
    )
    (here / "json.py").write_text(text)  # called like a module of the library, which stays what it is
    assert own_rule("has_seen", "json.py:f")(2.0) == 4.0
    assert hasattr(sys.modules["json"], "dumps")


FAILS = """
def takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    if luck < 0.5:
        raise ValueError("not this one")
    return luck < 0.6
"""


@pytest.mark.parametrize("engine", ["compiled", "agents"])
def test_a_rule_that_fails_in_a_run_is_named_with_its_line(here, engine):
    from sim import District, DistrictModel, Strategy

    (here / "fails.py").write_text(FAILS)
    rule = own_rule("takes_up", "fails.py:takes_up")
    district = District.synthetic(schools=2, teachers=20, seed=3)
    with pytest.raises(RuleError, match=r"own rule \(takes_up\): .*fails\.py, line 4 raised ValueError: not this one"):
        DistrictModel(district, Strategy.load("fast_and_furious"), seed=1, engine=engine, rules={"takes_up": rule}).run(
            years=1
        )


def test_a_rule_in_a_file_called_like_a_source_of_luck_is_no_source(here):
    from sim.engine.own_rules import _draws

    (here / "random_ideas.py").write_text("def helper(x):\n    return 2.0 * x\n")
    (here / "rules_here.py").write_text(
        "import random_ideas\nfrom random_ideas import helper\ndef f(x):\n    return helper(x)\n"
        "def g(x):\n    return random_ideas.helper(x)\n"
        "import random\ndef lucky(x):\n    return random.random() * x\n"
    )
    drawn = [_draws(own_rule("has_seen", f"rules_here.py:{name}"), set()) for name in ("f", "g", "lucky")]
    assert drawn == [False, False, True]
