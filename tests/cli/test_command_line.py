"""The split of the command, the lists, the exit codes."""

from __future__ import annotations

import pytest

import sim
from sim.cli import command_line, main
from sim.cli.help_texts import TEXTS


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"bothways {sim.__version__}\n"


@pytest.mark.parametrize("typed", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_command_and_what_the_tool_is(capsys, typed):
    assert main(typed) == 0
    text = capsys.readouterr().out
    assert all(f"bothways {command}" in text for command in command_line.COMMANDS)
    assert "A thinking tool, not a forecast" in text


@pytest.mark.parametrize("command", list(command_line.COMMANDS))
def test_every_command_has_help(capsys, command):
    assert main([command, "--help"]) == 0
    direct = capsys.readouterr().out
    assert main(["help", command]) == 0
    assert capsys.readouterr().out == direct
    assert f"bothways {command}" in direct


def test_help_fits_a_terminal():
    assert all(len(line) <= 120 for text in TEXTS.values() for line in text.splitlines())


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["cmpare"], "unknown command 'cmpare'. Did you mean compare?"),
        (["help", "cmpare"], "unknown command 'cmpare'"),
        (["strategies", "slow_and_stedy"], "Did you mean slow_and_steady?"),
        (["strategies", "nowhere.yaml"], "there is no strategy file nowhere.yaml"),
        (["strategies", "tight", "loose"], "takes one name"),
        (["futures", "long_closur"], "Did you mean long_closure?"),
        (["districts", "dalas_isd"], "Did you mean dallas_isd?"),
        (["districts", "nowhere.csv"], "nowhere.csv"),
        (["model", "schedule", "more"], "takes nothing more"),
        (["model"], "needs one more word: schedule, parameters or odd"),
        (["model", "parmeters"], "Did you mean parameters?"),
        (["model", "parameters", "coachhalfdose"], "Did you mean coach_half_dose"),
        (["cache", "claer"], "knows one word: clear"),
        (["run", "yeers=3"], "unknown setting 'yeers'. Did you mean years?"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(capsys, typed, message):
    assert main(typed) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.err.startswith("bothways: ")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_lists_name_what_is_shipped(capsys):
    from sim.strategy import TENSIONS, Future, Strategy

    assert main(["strategies"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in (*Strategy.names(), *TENSIONS))
    assert main(["futures"]) == 0
    text = capsys.readouterr().out
    assert all(name in text for name in Future.names())


def test_one_strategy_in_detail(capsys):
    assert main(["strategies", "henry_county"]) == 0
    text = capsys.readouterr().out
    assert "fast_slow: 0.1" in text
    assert "source:" in text
    assert "grant_years: 4" in text


def test_parameters_show_their_grade(capsys):
    assert main(["model", "parameters", "coach", "half"]) == 0
    text = capsys.readouterr().out
    assert "coach_half_dose" in text
    assert "assumed" in text
    assert "takeup_rate" not in text


def test_ctrl_c_is_a_clean_stop(capsys, monkeypatch):
    def interrupted(_rest):
        raise KeyboardInterrupt

    monkeypatch.setitem(command_line.COMMANDS, "run", interrupted)
    assert main(["run"]) == 130
    said = capsys.readouterr().err
    assert "stopped" in said
    assert "Traceback" not in said


def test_the_cache_says_where_it_is(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("BOTHWAYS_CACHE", str(tmp_path / "kept"))
    assert main(["cache"]) == 0
    text = capsys.readouterr().out
    assert f"{tmp_path / 'kept'}: 0 files, 0.0 MB" in text
    assert main(["cache", "clear"]) == 0
    assert "Removed 0 files" in capsys.readouterr().out
