"""A command is not hurt by what is around it: outputs, settings of other programs, signals, files in the folder."""

from __future__ import annotations

import errno
import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.cli import command_line, main
from sim.cli.surroundings import Output

TOP = Path(__file__).resolve().parents[2]


def asked(monkeypatch, act):
    """Run a command that only does this."""
    monkeypatch.setitem(command_line.COMMANDS, "run", lambda rest: act())
    return main(["run"])


class Broken(io.StringIO):
    """A stream that takes some text and then fails as the system does."""

    def __init__(self, number):
        super().__init__()
        self.number = number

    def write(self, text):
        raise OSError(self.number, os.strerror(self.number))

    def fileno(self):
        raise ValueError("no file")


@pytest.mark.parametrize(("number", "code", "lines"), [(errno.ENOSPC, 1, 1), (errno.EPIPE, 0, 0)])
def test_an_output_that_fails_does_not_stop_the_work(monkeypatch, capsys, number, code, lines):
    done = []

    def act():
        print("a table")
        done.append("kept")

    monkeypatch.setattr(sys, "stdout", Broken(number))
    assert asked(monkeypatch, act) == code
    assert done == ["kept"]
    assert capsys.readouterr().err.count("\n") == lines


def test_standard_error_that_fails_does_not_stop_the_work(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Broken(errno.EIO))
    assert asked(monkeypatch, lambda: print("told", file=sys.stderr)) == 0


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_closed_output_is_no_error(monkeypatch, name):
    monkeypatch.setattr(sys, name, None)

    def act():
        print("told", file=getattr(sys, name))
        assert not getattr(sys, name).isatty()

    assert asked(monkeypatch, act) == 0
    assert getattr(sys, name) is None


@pytest.mark.parametrize(("encoding", "table"), [("cp1252", "---|+ 3 x \u2026"), ("ascii", "---|+ 3 x ...")])
def test_characters_that_a_code_page_lacks_are_replaced(monkeypatch, encoding, table):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    assert asked(monkeypatch, lambda: print("──━│┼ 3 x …")) == 0
    assert raw.getvalue().decode(encoding).strip() == table
    assert stream.errors == "strict"


def test_a_character_that_is_like_no_other_becomes_a_question_mark(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert asked(monkeypatch, lambda: print("学校")) == 0
    assert raw.getvalue().strip() == b"??"


def test_what_was_dropped_is_not_tried_again():
    stream = Broken(errno.ENOSPC)
    output = Output(stream)
    output.write("one")
    stream.number = errno.EIO
    output.write("two")
    assert output.problem.errno == errno.ENOSPC


def test_the_environment_of_other_programs_is_dropped_and_put_back(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "module://a_notebook")
    monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
    monkeypatch.syspath_prepend("")
    seen = []
    assert asked(monkeypatch, lambda: seen.append((dict(os.environ), list(sys.path)))) == 0
    ((around, path),) = seen
    assert "MPLBACKEND" not in around
    assert around["PYTHONSAFEPATH"] == "1"
    assert "" not in path
    assert os.environ["MPLBACKEND"] == "module://a_notebook"
    assert "PYTHONSAFEPATH" not in os.environ
    assert sys.path[0] == ""


def test_a_working_folder_that_is_gone_is_said(tmp_path, monkeypatch, capsys):
    def gone():
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(os, "getcwd", gone)
    assert main(["districts"]) == 2
    said = capsys.readouterr().err
    assert "the working folder is not there any more" in said
    assert said.count("\n") == 1
    assert main(["--version"]) == 0


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_signals_clear_up_as_ctrl_c_does(monkeypatch, capsys, name):
    number = getattr(signal, name)
    before = signal.getsignal(number)
    cleared = []

    def act():
        try:
            signal.raise_signal(number)
        finally:
            cleared.append(name)

    assert asked(monkeypatch, act) == 128 + number
    assert cleared == [name]
    assert capsys.readouterr().err == "bothways: stopped; nothing half done was left behind.\n"
    assert signal.getsignal(number) is before


def test_a_signal_that_is_ignored_stays_ignored(monkeypatch):
    """As after nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert asked(monkeypatch, lambda: signal.raise_signal(signal.SIGHUP)) == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_stop_that_foreign_code_has_turned_into_something_else(monkeypatch, capsys):
    def act():
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise RuntimeError("no compiled object yet") from None

    assert asked(monkeypatch, act) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_what_is_left_after_a_stop_is_said(monkeypatch, capsys):
    def act():
        raise KeyboardInterrupt("two finished runs are in ours.")

    assert asked(monkeypatch, act) == 130
    assert capsys.readouterr().err == "bothways: stopped; two finished runs are in ours.\n"


PLANTED = ("json", "random", "multiprocessing", "subprocess", "numba", "yaml", "pickle", "concurrent", "logging")


STARTS = """
import sys
sys.path.remove('')
from sim.engine import ahead
from sim.foundation.numba_door import load_numba
from sim.validation.run import _in_processes
from sim.validation.setting import Setting

def begin():
    ahead.on_disk = lambda linked: False
    ahead._START = ahead._START.split('from sim')[0] + 'import multiprocessing, sim'
    ahead.compile_ahead(6)
    print('second', ahead._second[0].wait(), repr(load_numba().config.CACHE_DIR))

if __name__ == '__main__':
    begin()
    jobs = [('nulls', 'no such study', ()), ('people', 'no such study', ())]
    print(*(outcome.error for outcome in _in_processes(jobs, Setting(False, 1, print), 2)), sep='\\n')
"""


def test_files_in_the_working_folder_are_not_run(tmp_path):
    """By the second process that compiles, by the processes of a validation, by numba's settings."""
    for name in PLANTED:
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'RUN')!r}, 'a').write({name + ' '!r})\n")
    (tmp_path / ".numba_config.yaml").write_text("cache_dir: ./c\n: : [")
    around = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA")}
    done = subprocess.run(
        [sys.executable, "-c", STARTS],
        cwd=tmp_path,
        env=around | {"PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert not (tmp_path / "RUN").exists(), (tmp_path / "RUN").read_text()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["second 0 ''", "StopIteration: ", "StopIteration: "]
