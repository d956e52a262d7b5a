"""Whether the properties catch what they are for: each fault is planted, and must be noticed."""

from __future__ import annotations

import time

import pytest
from fuzzing import case as judging
from fuzzing.call_cases import call_case
from fuzzing.line_cases import line_case
from fuzzing.playing import all_faults
from fuzzing.table_cases import sets_case
from fuzzing.yaml_cases import yaml_case

import sim.cli.choices
import sim.strategy.conditions
from sim.engine import given, simulation
from sim.foundation import parameters
from sim.foundation.errors import ParameterError, StrategyError
from sim.strategy import checks, presets

COUNT = 2_000
"""Cases among which a planted fault must show."""


def _raw_value_error(monkeypatch):
    monkeypatch.setattr(sim.strategy.conditions, "number", lambda value, *_given, **_how: float(value))


def _accepts_in_silence(monkeypatch):
    usual = parameters.load_parameters

    def unlimited(overrides=None, *, limit=False):
        return usual(overrides)

    for module in (sim.cli.choices, given, sim.study.plausible):
        monkeypatch.setattr(module, "load_parameters", unlimited)


def _unknown_keys_pass(monkeypatch):
    for module in (sim.strategy.conditions, sim.strategy.strategy, sim.strategy.future, sim.strategy.events):
        monkeypatch.setattr(module, "known_keys", lambda *_given, **_how: None)


def _says_no_more_than_wrong(monkeypatch):
    def number(value, *_given, **_how):
        raise StrategyError("wrong")

    monkeypatch.setattr(sim.strategy.conditions, "number", number)


def _many_lines_without_cure(monkeypatch):
    def unreadable(path, kind, error):
        raise error("this went wrong\nand this\nGive another file.")

    monkeypatch.setattr(sim.strategy.reading, "read_yaml_file", unreadable)


def _speaks_python(monkeypatch):
    monkeypatch.setattr(checks, "shown", lambda value, **_how: f"{type(value)} {object()!r}")
    monkeypatch.setattr(sim.strategy.conditions, "whole", _raise_repr)


def _raise_repr(value, *_given, **_how):
    raise StrategyError(f"<class '{type(value)}'> is wrong. Write a number.")


def _hangs(monkeypatch):
    monkeypatch.setattr(judging, "PATIENCE", 1)

    def wait(*_given):
        while True:
            time.sleep(0.05)

    monkeypatch.setattr(presets, "own_path", wait)


def _leaves_a_file(monkeypatch):
    usual = presets.read_yaml

    def careless(path, kind):
        path.with_name("left.tmp").touch()
        return usual(path, kind)

    monkeypatch.setattr(presets, "read_yaml", careless)


def _refuses_what_is_right(monkeypatch):
    def none(*_given, **_how):
        raise ParameterError("no. Choose another value.")

    monkeypatch.setattr(sim.cli.choices, "load_parameters", none)


def _wrong_exit_code(monkeypatch):
    from sim.cli import command_line

    monkeypatch.setattr(command_line, "MISTAKE", 1)


def _control_characters(monkeypatch):
    monkeypatch.setattr(sim.foundation.errors.BothwaysError, "__str__", lambda self: f"{self.args[0]}\x1b[0m")


def _people_unchecked(monkeypatch):
    def raw(people, schools):  # without the check Python itself might end
        raise IndexError("index 100000 is out of bounds")

    monkeypatch.setattr(simulation, "check_population", raw)


def _calls_unchecked(monkeypatch):
    for module in (sim.study.pairing, sim.study.exposing, sim.study.single, sim.model):
        monkeypatch.setattr(module, "check_given", lambda *_given, **_how: None)


PLANTED = {
    "a raw ValueError": (_raw_value_error, yaml_case, "ValueError"),
    "parameters of any size": (_accepts_in_silence, sets_case, "accepted in silence"),
    "unknown keys": (_unknown_keys_pass, yaml_case, "accepted in silence"),
    "no cure": (_says_no_more_than_wrong, yaml_case, "does not say what is allowed"),
    "several lines": (_many_lines_without_cure, yaml_case, "lines that are no list"),
    "Python's words": (_speaks_python, yaml_case, "speaks Python"),
    "a hang": (_hangs, yaml_case, "hangs"),
    "a file left": (_leaves_a_file, yaml_case, "leaves files behind"),
    "a right value refused": (_refuses_what_is_right, line_case, "is refused, and is right"),
    "another exit code": (_wrong_exit_code, line_case, "exit code 1"),
    "a message that colours the terminal": (_control_characters, yaml_case, "control characters"),
    "people who do not belong": (_people_unchecked, call_case, "IndexError"),
    "a call that is not checked": (_calls_unchecked, call_case, "traceback"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_noticed(monkeypatch, name):
    plant, maker, words = PLANTED[name]
    plant(monkeypatch)
    found = all_faults(4, COUNT, most=1, words=words, makers=(maker,))
    assert found, f"nothing was noticed in {COUNT} cases"
