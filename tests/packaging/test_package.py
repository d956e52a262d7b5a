"""What an installation relies on: lazy imports, layers at the edge, lock files, one version."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sim

TOP = Path(__file__).resolve().parents[2]
HEAVY = ("hydra", "matplotlib", "mesa", "networkx", "numba", "omegaconf", "pandas", "pyarrow", "rich", "scipy")


def loaded_after(code: str) -> set[str]:
    show = "import json, sys; sys.stderr.write(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True, cwd=TOP
    )
    return set(json.loads(done.stderr))


def test_importing_the_package_loads_nothing_heavy():
    assert not {*HEAVY, "numpy"} & loaded_after("import sim")


@pytest.mark.parametrize("typed", [["--help"], ["compare", "--help"], ["strategies"], ["futures"], ["districts"]])
def test_light_commands_load_nothing_heavy(typed):
    assert not {*HEAVY, "numpy"} & loaded_after(f"from sim.cli import main; assert main({typed!r}) == 0")


def test_public_names_are_there_and_no_others():
    for name in sim.__all__:
        assert getattr(sim, name) is not None
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="no attribute 'Distict'"):
        sim.Distict  # noqa: B018


def test_only_one_file_knows_hydra():
    knowing = set()
    for file in (TOP / "sim").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.partition(".")[0] in {"hydra", "omegaconf"} for name in names):
                knowing.add(file.relative_to(TOP).as_posix())
    assert knowing == {"sim/cli/composition.py"}


@pytest.mark.parametrize("name", ["run", "development"])
def test_lock_files_are_complete_and_name_no_host(name):
    text = (TOP / "constraints" / f"{name}.txt").read_text()
    assert "://" not in text
    pins = re.findall(r"^([a-z0-9-]+)==\S+(?: ;[^\\\n]*)? \\$", text, flags=re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z]", text, flags=re.MULTILINE))
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    assert needed <= set(pins)


def test_every_dependency_is_explained():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    text = (TOP / "docs" / "dependencies.md").read_text()
    for line in project["dependencies"]:
        assert f"**{re.split(r'[<>=]', line)[0]}**" in text


def test_one_version():
    assert f"version: {sim.__version__}\n" in (TOP / "CITATION.cff").read_text()
    assert f"## {sim.__version__}" in (TOP / "CHANGELOG.md").read_text()
