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
    (tmp_path / "failing_rules.py").write_text("import a_module_that_is_not_there\n")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in ("my_own_rules", "broken_rules", "failing_rules"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("place", ["my_own_rules.py:my_take_up", "my_own_rules.my_take_up"])
def test_both_ways_find_the_function(here, place):
    assert own_rule("take_up", place)(3.0) == 6.0
    assert str(here) not in sys.path


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
