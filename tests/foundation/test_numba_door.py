"""Numba takes no settings from the working folder, and what it cannot work with in the environment is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundation.numba_door import load_numba

TOP = Path(__file__).resolve().parents[2]
LOAD = """
import sys
from sim.foundation.errors import SettingsError
from sim.foundation.numba_door import load_numba
try:
    numba = load_numba()
except SettingsError as mistake:
    sys.exit(str(mistake))
numba.njit(lambda x: x + 1)(1)  # it looks at its settings again
print(repr(numba.config.CACHE_DIR), int(numba.config.OPT), len(sys.meta_path) == before)
"""


def loaded(folder, **around):
    own = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", "import sys; before = len(sys.meta_path)" + LOAD],
        cwd=folder,
        env=own | {"PYTHONPATH": str(TOP)} | around,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("settings", ["cache_dir: ./c\nopt: 0\n", "cache_dir: [: :\n", "é".encode("utf-16")])
def test_a_file_of_settings_in_the_working_folder_is_not_read(tmp_path, settings):
    content = settings if isinstance(settings, bytes) else settings.encode()
    (tmp_path / ".numba_config.yaml").write_bytes(content)
    done = loaded(tmp_path)
    assert (done.stdout, done.stderr) == ("'' 3 True\n", "")


@pytest.mark.parametrize(("name", "value"), [("NUMBA_NUM_THREADS", "0"), ("NUMBA_OPT", "9"), ("NUMBA_DEBUG", "yes")])
def test_a_variable_that_numba_cannot_take_is_named(tmp_path, name, value):
    done = loaded(tmp_path, **{name: value})
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"The environment says {name}={value}" in done.stderr
    assert f"unset {name}" in done.stderr


def test_a_variable_that_numba_takes_counts(tmp_path):
    assert loaded(tmp_path, NUMBA_OPT="1").stdout == "'' 1 True\n"


def test_it_is_numba():
    import numba

    assert load_numba() is numba


PLAIN = """
import hashlib
from sim import District, Strategy
from sim.engine.simulation import Simulation
from sim.foundation.linking import first_compile_notice
first_compile_notice(print)
run = Simulation(District.synthetic(schools=2, teachers=20, seed=3), Strategy.load("fast_and_furious"), years=2)
run.run()
print(hashlib.sha256(b"".join(v.tobytes() for v in run.history.schools.values())).hexdigest())
"""


def test_without_compiling_the_same_comes_out(tmp_path, capsys):
    """As a researcher wants it who steps through a rule: NUMBA_DISABLE_JIT=1."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PLAIN],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(TOP), "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told, mark = done.stdout.splitlines()
    assert told.startswith("NUMBA_DISABLE_JIT is set")
    exec(PLAIN.replace("first_compile_notice(print)", ""), {})
    assert capsys.readouterr().out.strip() == mark
