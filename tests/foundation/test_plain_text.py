"""Whatever is in a name, what is shown of it is one harmless line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.foundation.plain_text import indented, plain_text, spreadsheet_text


@given(some.text())
def test_what_is_shown_is_one_line_without_control(text: str) -> None:
    for shown in (plain_text(text), spreadsheet_text(text), indented(text)):
        assert not any(letter in shown for letter in "\n\r\x1b\0\x85\u2028\u2029\u202e\x9b")
        assert len(shown.splitlines()) <= 1
        shown.encode("utf-8")
    assert not spreadsheet_text(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", ["Zürich", "计划甲", "مخطط", "नमस्ते", "👩‍🏫", "Plan 1/2 [x] $a$ <b> {c}"])
def test_any_script_stays(text: str) -> None:
    assert plain_text(text) == spreadsheet_text(text) == text


def test_formulas_get_an_apostrophe() -> None:
    assert [spreadsheet_text(text) for text in ("=1", " =1", "\t=1", "a=1", "-")] == ["'=1", "'=1", "'=1", "a=1", "'-"]


def test_an_indented_line_stays_so() -> None:
    assert indented("  a\x07b ") == "  a b"
