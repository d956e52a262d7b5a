"""A folder of results can be run again from what is in it; a folder that somebody sends runs no code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sim.cli import main

TOP = Path(__file__).resolve().parents[2]
FEW = ("years=1", "replicates=1", "figures=none")
SCHOOLS = "school,enrollment\nNorth,300\nSouth,500\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    return tmp_path


def key(folder):
    return json.loads((folder / "provenance.json").read_text())["key"]


def same(one, other):
    for name in ("config.yaml", "summary.csv", "findings.txt"):
        assert (one / name).read_text() == (other / name).read_text(), name
    for name in ("monthly.parquet", "school_years.parquet"):
        assert (one / name).read_bytes() == (other / name).read_bytes(), name
    assert key(one) == key(other)


def test_a_comparison_from_files_that_are_gone(here, capsys):
    (here / "ours.yaml").write_text("name: 'Plan A/B: \"yes\"'\nfast_slow: {0: -0.5, 1: {lean: 0.1, chart: 0.3}}\n")
    (here / "values.csv").write_text("coach_half_dose\n15\n16\n")
    typed = ["strategies=[tight,ours.yaml]", "district.file=schools.csv", "sets=values.csv", "conditions.grant_years=3"]
    assert main(["compare", *typed, "strategy.need_readiness=0.25", *FEW, "seed=7", "output=out"]) == 0
    for file in here.glob("*.*"):
        file.unlink()
    (here / "out").rename(here / "sent")
    capsys.readouterr()
    assert main(["rerun", "sent", "figures=none", "output=again"]) == 0
    assert "may differ" not in capsys.readouterr().err
    same(here / "sent", here / "again")


@pytest.mark.parametrize("command", [["rerun", "out"], ["rerun", "out/config.yaml"], ["run", "out/config.yaml"]])
def test_a_run_in_its_several_spellings(here, capsys, command):
    assert main(["run", "strategy=tight", "district=small_rural", *FEW, "output=out"]) == 0
    assert main([*command, "output=out"]) == 0
    assert "nothing was run again" in capsys.readouterr().out


def test_what_was_changed_is_said(here, capsys):
    assert main(["run", "strategy=tight", "district.file=schools.csv", *FEW, "output=out"]) == 0
    copy = here / "out" / "inputs" / "district" / "schools.csv"
    copy.write_text(copy.read_text().replace("300", "310"))
    assert main(["rerun", "out", "figures=none", "output=again"]) == 0
    assert "has been changed since" in capsys.readouterr().err
    assert key(here / "out") != key(here / "again")


def test_rules_are_named_again(here, capsys):
    (here / "mine.py").write_text((TOP / "sim" / "rules" / "load.py").read_text())
    name = next(line[4 : line.index("(")] for line in (here / "mine.py").read_text().splitlines() if line[:4] == "def ")
    assert main(["run", f"rules.{name}=mine.py:{name}", "district=small_rural", *FEW, "output=out"]) == 0
    (here / "mine.py").unlink()
    copy = here / "out" / "inputs" / "rules" / "mine.py"
    copy.write_text(copy.read_text() + "\nopen('ran', 'w').close()\n")
    capsys.readouterr()
    assert main(["rerun", "out", "output=again"]) == 2
    said = capsys.readouterr().err
    assert "if you trust them" in said
    assert not (here / "ran").exists()
    line = said.strip().rpartition("add: ")[2]
    assert line == f"rules.{name}=out/inputs/rules/mine.py:{name}"
    assert main(["rerun", "out", "output=again", "figures=none", line]) == 0
    assert (here / "ran").exists()


def test_mistakes_are_one_line(here, capsys):
    (here / "broken").mkdir()
    (here / "broken" / "config.yaml").write_text("command: rm\n")
    assert main(["run", "-m", "seed=1,2", "district=small_rural", *FEW, "output=sweep"]) == 0
    capsys.readouterr()
    for typed, message in [
        ([], "needs the folder of results"),
        (["nowhere"], "there is no config.yaml"),
        (["sweep"], "holds several runs, in the folders 0, 1"),
        (["sweep/0", "seed=3"], "Everything else is as recorded"),
        (["sweep/0", "rules.takes_up=x.py:f"], "no such rule was replaced"),
        (["broken"], "records no run"),
    ]:
        assert main(["rerun", *typed]) == 2
        said = capsys.readouterr().err
        assert message in said
        assert said.count("\n") == 1
