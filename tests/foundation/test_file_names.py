"""Any text has a file name; two texts never share one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.file_names import LONGEST, file_name

HARD = [
    "Fast / slow", "..", ".", "", " ", "../../../evil", "a\\b", "a:b", "con", "COM1", "com¹", "nul.txt", "x" * 300,
    "计划" * 60, "$x_{ and $2M", "<script>alert(1)</script>", "=HYPERLINK(1)", "~", "~nosuch", "-rf", ".hidden", "end.",
    "a\x00b", "a\x1b[31m", "a\ud800", "line\nbreak", "*?", '"quoted"', "O'Neill", "Zürich", "e\u0301",
    "हिन्दी योजना", "🙂",
]  # fmt: skip


@pytest.mark.parametrize("text", HARD)
def test_a_file_of_that_name_can_be_written(tmp_path, text):
    name = file_name(text)
    (tmp_path / name).write_text("here")
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert not set(name) & set('<>:"/\\|?*. $\x00\x1b\n')
    assert len(name.encode()) <= LONGEST
    assert not name.startswith("-")


def test_a_plain_name_stays_as_it_is():
    for name in ("slow_and_steady", "dallas_isd", "plan-2", "계획", "план"):
        assert file_name(name) == name


def test_no_two_share_a_name_not_even_without_capitals():
    names = [*HARD, "Tight", "tight", "TIGHT", "a b", "a_b", "a  b", "A/B", "A:B", file_name("A/B"), "é", "x" * 301]
    assert len({file_name(name).casefold() for name in names}) == len(names)


@pytest.mark.parametrize("name", ["con", "CON", "prn", "aux", "nul", "COM9", "lpt0", "lpt²", "conin$"])
def test_no_name_is_one_that_windows_keeps_for_devices(name):
    assert file_name(name).casefold() != name.casefold()


@given(st.text(), st.text())
def test_two_texts_have_two_names(one, other):
    assert (file_name(one).casefold() == file_name(other).casefold()) == (one == other)
    assert file_name(one) == file_name(one)
