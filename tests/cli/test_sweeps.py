"""Many runs: everything is read before the first, a run that fails costs itself, nothing empty stays."""

from __future__ import annotations

import json
import shlex

import pytest

from sim.cli import main, sweeping, work
from sim.study.unfinished import NAME

FEW = ("district=small_rural", "years=1", "replicates=1", "figures=none")
SCHOOLS = "school,enrollment\nNorth,300\nSouth,500\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schools.csv").write_text(SCHOOLS)
    (tmp_path / "ours.yaml").write_text("name: Fast / slow\nfast_slow: 0.5\n")
    (tmp_path / "soon.yaml").write_text("title: Soon\nevents: []\n")
    return tmp_path


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def origin(folder):
    return json.loads((folder / "provenance.json").read_text())


def test_names_and_files_stand_beside_each_other(here):
    typed = ["strategy=tight,ours.yaml", "district=small_rural,schools.csv", *FEW[1:], "output=out"]
    assert main(["run", "-m", *typed]) == 0
    assert names(here / "out") == ["0", "1", "2", "3", "runs.yaml"]
    assert "Fast / slow" in (here / "out" / "3" / "config.yaml").read_text()
    assert names(here / "out" / "3" / "inputs" / "district") == ["schools.csv"]


@pytest.mark.parametrize(
    ("name", "wrong", "message"),
    [
        ("wrong.csv", "school,enrollment\nNorth,-5\n", "wrong.csv"),
        ("wrong.yaml", "fast_slo: 0.5\n", "Did you mean fast_slow"),
    ],
)
def test_every_file_is_read_before_the_first_run(here, monkeypatch, capsys, name, wrong, message):
    monkeypatch.setattr(work, "perform", lambda *_: pytest.fail("a run began"))
    (here / name).write_text(wrong)
    before = names(here)
    group = "district=small_rural,wrong.csv" if name.endswith("csv") else "strategy=tight,wrong.yaml"
    rest = [each for each in FEW if not each.startswith(group.partition("=")[0])]
    assert main(["run", "-m", group, *rest]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert names(here) == before


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("future=nothing_happens,nowhere.yaml", "nowhere.yaml"),
        ("conditions=typical,nowhere.yaml", "nowhere.yaml"),
        ("sets=nowhere.csv,1", "nowhere.csv"),
        ("rules.takes_up=nowhere.py:f,nowhere.py:g", "there is no file nowhere.py"),
        ("seed=interval(0,1)", "Write the values with commas"),
        ("hydra/sweeper=other", "cannot be chosen"),
        ("hydra.sweep.dir=there", "with output=FOLDER"),
    ],
)
def test_other_mistakes_are_found_before_too(here, capsys, setting, message):
    before = names(here)
    assert main(["run", "-m", "seed=1,2", setting, *FEW]) == 2
    assert message in capsys.readouterr().err
    assert names(here) == before


def test_a_run_that_fails_does_not_end_the_others(here, monkeypatch, capsys):
    own = work.perform

    def fails_once(settings, choices, typed, place=None):
        if settings.seed == 1:
            raise ValueError("a fault")
        return own(settings, choices, typed, place)

    line = ["run", "-m", "strategy=tight", "seed=1,2", *FEW, "output=out"]
    with monkeypatch.context() as patched:
        patched.setattr(work, "perform", fails_once)
        assert main(line) == 1
    said = capsys.readouterr().err
    assert "run 0 failed: ValueError: a fault" in said
    assert "1 of 2 runs failed; the others are in out" in said
    assert names(here / "out" / "0") == ["failed.txt"]
    assert main(line) == 0  # goes on: the second is there already
    assert "nothing was run again" in capsys.readouterr().out
    assert "failed.txt" not in names(here / "out" / "0")


@pytest.mark.parametrize(("when", "kept"), [(1, []), (2, ["0", "runs.yaml"])])
def test_ctrl_c_leaves_nothing_empty_and_says_what_is_kept(here, monkeypatch, capsys, when, kept):
    own = work.perform

    def stopped(settings, choices, typed, place=None):
        if settings.seed == when:
            raise KeyboardInterrupt
        return own(settings, choices, typed, place)

    monkeypatch.setattr(work, "perform", stopped)
    before = names(here)
    assert main(["run", "-m", "strategy=tight", "seed=1,2,3", *FEW, "output=out"]) == 130
    assert names(here) == (sorted([*before, "out"]) if kept else before)
    if kept:
        assert names(here / "out") == kept
        assert "1 of 3 runs are done and kept in out" in capsys.readouterr().err


def test_the_line_recorded_for_each_run_runs_it_again(here):
    assert main(["run", "-m", "strategy=ours.yaml", "district=schools.csv", "seed=1,2", *FEW[1:], "output=out"]) == 0
    line = shlex.split(origin(here / "out" / "1")["command"])
    assert line[:2] == ["bothways", "run"]
    assert main([*line[1:], "output=again"]) == 0
    assert origin(here / "again")["key"] == origin(here / "out" / "1")["key"]
    one, other = (here / "again" / "summary.csv"), (here / "out" / "1" / "summary.csv")
    assert one.read_text() == other.read_text()


def test_files_are_found_from_where_the_command_was_typed(here):
    typed = ["district=schools.csv", "seed=1,2", "store=kept", *FEW[1:], "output=out", "hydra.job.chdir=true"]
    assert main(["run", "-m", "strategy=tight", *typed]) == 0
    assert len(list((here / "kept").glob("*.npz"))) == 2
    assert names(here / "out") == ["0", "1", "runs.yaml"]


def test_sweeps_of_one_second_have_folders_of_their_own(here, monkeypatch):
    made = [sweeping._place("run", "", {"0": "a"})[0] for _ in range(3)]
    assert len(set(made)) == 3


@pytest.mark.parametrize("there", ["multirun.yaml", "notes.txt", "runs.yaml"])
def test_nothing_of_the_users_is_written_over(here, capsys, there):
    (here / "mine").mkdir()
    (here / "mine" / there).write_text("precious: yes\n")
    assert main(["run", "-m", "strategy=tight", "seed=1,2", *FEW, "output=mine"]) == 2
    assert "nothing is written over" in capsys.readouterr().err
    assert names(here / "mine") == [there]
    assert (here / "mine" / there).read_text() == "precious: yes\n"


def test_a_sweep_that_is_running_is_left_alone(here, capsys):
    from sim.study.unfinished import Unfinished

    place, made = sweeping._place("run", "", {"0": "bothways run seed=1"})
    alive = Unfinished.begin(place, made)
    (place / "0").mkdir()
    assert main(["run", "-m", "strategy=tight", "seed=1,2", *FEW]) == 0
    assert names(place) == [NAME, "0", "runs.yaml"]
    alive.mark.close()  # as when its process is killed
    assert main(["run", "-m", "strategy=tight", "seed=1,2", *FEW]) == 0
    assert not place.exists()
