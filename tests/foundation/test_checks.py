"""The small checkers, each over everything that it might be handed."""

from __future__ import annotations

import numpy as np
import pytest

from sim.foundation import checks
from sim.foundation.errors import BothwaysError, DistrictError, SettingsError, shown, unknown

NONSENSE = (
    None, "x", "", b"x", [], (), {}, set(), object(), print, int, True, 1.5, float("nan"), float("inf"), -1, 10**5000,
    1j, np.array([1.0, 2.0]), np.float64("nan"), [None], {3: 4}, "a\x1b[31mb",
)  # fmt: skip


CHECKERS = {
    "whole_number": (lambda value: checks.whole_number("it", value, 1, 25), ()),
    "number": (lambda value: checks.number("it", value, 1.0, 25.0), (1.5,)),
    "switch": (lambda value: checks.switch("it", value), (True,)),
    "text": (lambda value: checks.text("it", value), ("x", "", "a\x1b[31mb")),
    "instance": (lambda value: checks.instance("it", value, range, "range(3)"), ()),
    "names_with_values": (lambda value: checks.names_with_values("it", value, "{'a': 1}"), (None, {})),
    "list_of_mappings": (lambda value: checks.list_of_mappings("it", value, "{'a': 1}"), ([], ())),
    "callable_or_none": (lambda value: checks.callable_or_none("it", value), (None, print, int)),
}


@pytest.mark.parametrize("name", CHECKERS)
def test_every_checker_takes_what_is_right_and_refuses_all_else_in_one_line(name):
    check, right = CHECKERS[name]
    for value in NONSENSE:
        if any(type(value) is type(one) and repr(value) == repr(one) for one in right):
            check(value)
            continue
        with pytest.raises(SettingsError, match="must be") as refused:
            check(value)
        said = str(refused.value)
        assert said.startswith("it")
        assert len(said) < 250
        assert "\n" not in said
        assert "object at 0x" not in said
        assert "\x1b" not in said


def test_numbers_of_numpy_count():
    assert checks.whole_number("it", np.int64(3), 1, 25) == 3
    assert checks.number("it", np.float32(2.5), 1, 25) == 2.5


def test_the_kind_of_error_can_be_chosen():
    with pytest.raises(DistrictError, match="a whole number from 1 to 25"):
        checks.whole_number("it", 26, 1, 25, DistrictError)


def test_near_names_are_found_whatever_the_case():
    assert "Did you mean years?" in unknown("setting", "YEARS", ["years", "seed"])
    assert "unknown setting 'nothing'" in unknown("setting", None, ["years"])


def test_no_message_can_change_a_terminal_or_break_a_line():
    said = str(BothwaysError("found \x1b[31m and \u2028 and \u202e\nthe next line"))
    assert said == "found \\x1b[31m and \\u2028 and \\u202e\nthe next line"
    assert str(BothwaysError("Zürich 中")) == "Zürich 中"


@pytest.mark.parametrize(("value", "words"), [(10**400, "some 400 digits"), (None, "nothing"), ("x" * 999, "...")])
def test_values_are_shown_in_short(value, words):
    assert words in shown(value)
    assert len(shown(value)) <= 60
