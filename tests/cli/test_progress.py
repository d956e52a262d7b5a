"""Progress in a log, the time that is announced, and names that look like markup."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from sim.cli.expected_time import expected_seconds, expected_time, runs_of, spoken
from sim.cli.progress import EVERY, LogLines, progress


def test_a_log_gets_a_line_now_and_then():
    now, lines = [0.0], []
    tell = LogLines("District\x1b[2J", lines.append, lambda: now[0])
    for done in range(101):
        tell(done, 100)
        now[0] += 4.0
    assert 400 / EVERY - 2 <= len(lines) <= 400 / EVERY
    assert lines[0] == "District [2J: 8 of 100 done; about 6 minutes left"
    assert not any("\r" in line or "\x1b" in line for line in lines)


def test_a_first_run_that_waited_for_the_compiler_is_no_measure():
    now, lines = [0.0], []
    tell = LogLines("District", lines.append, lambda: now[0])
    for done, moment in ((0, 0.0), (1, 40.0), (2, 41.0), (3, 71.0)):
        now[0] = moment
        tell(done, 40)
    assert lines == ["District: 1 of 40 done", "District: 3 of 40 done; about 10 minutes left"]


def test_short_work_says_nothing():
    lines = []
    tell = LogLines("District", lines.append, lambda: 0.0)
    for done in range(5):
        tell(done, 4)
    assert lines == []


def test_a_bar_shows_markup_as_it_is(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Spring [/b] field\n") as tell:
        tell(1, 2)
    assert "[/b]" in stream.getvalue()


def asked(**changes):
    usual = {"command": "compare", "replicates": 20, "years": 10, "exposure": "quick", "sets": None, "threads": 1}
    return SimpleNamespace(**usual | changes)


def chosen(strategies=2, sets=None):
    district = SimpleNamespace(title="Our\ndistrict", school_count=50, teacher_count=2_579)
    return SimpleNamespace(strategies=dict.fromkeys(range(strategies)), parameter_sets=sets, district=district)


@pytest.mark.parametrize(
    ("settings", "choices", "runs"),
    [
        (asked(), chosen(), (40, 32)),
        (asked(replicates=7), chosen(), (14, 0)),
        (asked(replicates=10), chosen(3), (30, 30)),
        (asked(exposure="none"), chosen(), (40, 0)),
        (asked(exposure="160"), chosen(), (40, 352)),
        (asked(sets="8"), chosen(2, [{}] * 8), (320, 0)),
        (asked(command="run"), chosen(1), (20, 0)),
    ],
)
def test_all_runs_are_counted(settings, choices, runs):
    assert runs_of(settings, choices) == runs


def test_the_first_line_says_what_is_run_and_about_how_long():
    said = expected_time(asked(), chosen())
    assert said == (
        "Our district: 40 runs of 10 years, and 32 to check assumptions (50 schools, 2,579 teachers). "
        "This takes about 10 seconds."
    )
    assert expected_seconds(1000, 10, 10_000, 1) > 2 * expected_seconds(1000, 10, 10_000, 4)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (7.4, "7 seconds"), (23, "25 seconds"), (100, "2 minutes"), (3000, "50 minutes"),
     (7200, "2 hours"), (4e7, "11,110 hours")],
)  # fmt: skip
def test_times_are_spoken(seconds, words):
    assert spoken(seconds) == f"about {words}"
