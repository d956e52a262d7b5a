"""A folder of results: taken before the work, complete or known not to be, never written over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundation.errors import OutputError
from sim.study.folder import PROVENANCE, ResultFolder, new_folder
from sim.study.places import check_new_file, expanded
from sim.study.unfinished import NAME


@pytest.fixture(autouse=True)
def _temporary_files(tmp_path_factory, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))


def fill(written, key="one", names=("findings.txt", "summary.csv")):
    for name in names:
        written.file(name, lambda path: path.write_text(path.name))
    about = {"key": key, "files": list(written.files), "missing": list(written.missing)}
    written.file(PROVENANCE, lambda path: path.write_text(json.dumps(about)))


def whole(path, key="one"):
    with ResultFolder(path, key).writing() as written:
        fill(written, key)
        written.publish()
    return written


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_it_is_taken_at_once_and_complete_with_the_provenance(tmp_path):
    folder = ResultFolder(tmp_path / "new" / "results", "one")
    assert not folder.holds_results()
    with folder.writing() as written:
        assert names(folder.path) == [NAME]
        fill(written)
        assert names(folder.path) == [NAME]
        written.publish()
        assert names(folder.path) == [NAME, "findings.txt", PROVENANCE, "summary.csv"]
    assert folder.holds_results()
    assert names(folder.path) == ["findings.txt", PROVENANCE, "summary.csv"]
    assert names(tmp_path / "new") == ["results"]
    assert folder.path.stat().st_mode & 0o777 == (tmp_path / "new").stat().st_mode & 0o777
    assert written.problems == []


def test_the_provenance_is_the_last_to_get_its_place(tmp_path, monkeypatch):
    moved = []
    own = Path.rename
    monkeypatch.setattr(Path, "rename", lambda self, to: (moved.append(Path(to).name), own(self, to))[1])
    whole(tmp_path / "x")
    assert moved[-1] == PROVENANCE


@pytest.mark.parametrize("kind", ["empty", "link", "here", "beside", "mount like"])
def test_folders_that_cannot_be_renamed_onto_can_be_used(tmp_path, monkeypatch, kind):
    place = tmp_path / "x"
    place.mkdir()
    if kind == "link":
        (tmp_path / "link").symlink_to(place, target_is_directory=True)
        place = tmp_path / "link"
    if kind == "here":
        monkeypatch.chdir(place)
        place = Path()
    if kind == "mount like":
        (place / "lost+found").mkdir()
    whole(place)
    assert ResultFolder(place, "one").holds_results()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, ValueError])
def test_nothing_stays_when_the_work_stops(tmp_path, stop):
    folder = ResultFolder(tmp_path / "a" / "b" / "results", "one")
    with pytest.raises(stop), folder.writing() as written:
        fill(written)
        raise stop
    assert names(tmp_path) == []


def test_a_folder_of_somebody_elses_stays_when_the_work_stops(tmp_path):
    with pytest.raises(KeyboardInterrupt), ResultFolder(tmp_path / "x", "one").writing():
        (tmp_path / "x" / "mine.txt").write_text("mine")
        raise KeyboardInterrupt
    assert names(tmp_path / "x") == ["mine.txt"]


def test_what_has_its_place_stays_when_the_figures_are_stopped(tmp_path):
    folder = ResultFolder(tmp_path / "x", "one")
    with pytest.raises(KeyboardInterrupt), folder.writing() as written:
        fill(written)
        written.publish()
        raise KeyboardInterrupt
    assert folder.holds_results()
    assert names(folder.path) == ["findings.txt", PROVENANCE, "summary.csv"]


def test_other_results_are_never_written_over(tmp_path):
    whole(tmp_path)
    with pytest.raises(OutputError, match="already holds the results of another run"):
        ResultFolder(tmp_path, "two").holds_results()


def test_other_files_are_never_written_over(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="already holds something else than results"):
        ResultFolder(tmp_path, "one").holds_results()
    with pytest.raises(OutputError, match="is a file; output must name a folder"):
        ResultFolder(tmp_path / "thesis.txt", "one").holds_results()


@pytest.mark.parametrize("gone", ["findings.txt", "summary.csv"])
def test_what_is_gone_is_put_back_and_nothing_else_touched(tmp_path, gone):
    folder = ResultFolder(tmp_path / "x", "one")
    whole(folder.path)
    other = {"findings.txt": "summary.csv", "summary.csv": "findings.txt"}[gone]
    (folder.path / gone).unlink()
    (folder.path / other).write_text("with notes of mine")
    assert folder.missing() == [gone]
    assert not folder.holds_results()
    written = whole(folder.path)
    assert written.problems == []
    assert folder.holds_results()
    assert (folder.path / gone).read_text() == gone
    assert (folder.path / other).read_text() == "with notes of mine"


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path):
    with ResultFolder(tmp_path / "x", "one").writing() as written:
        fill(written)
        (tmp_path / "x" / "summary.csv").write_text("mine")
        written.publish()
    assert (tmp_path / "x" / "summary.csv").read_text() == "mine"
    (line,) = written.problems
    assert "has appeared there meanwhile" in line
    assert (where(line) / "summary.csv").read_text() == "summary.csv"


def where(line):
    return Path(line.split("What was computed is in ")[1].split(" instead")[0])


def full(path):
    path.write_text("half")
    raise OSError(28, "No space left on device")


def test_a_table_that_does_not_fit_costs_itself(tmp_path):
    def twice(path, tries=[]):  # noqa: B006 - remembers
        tries.append(path)
        full(path) if len(tries) == 1 else path.write_text("all of it")

    folder = ResultFolder(tmp_path / "x", "one")
    with folder.writing() as written:
        written.file("monthly.parquet", twice)
        fill(written)
        written.publish()
    assert names(folder.path) == ["findings.txt", PROVENANCE, "summary.csv"]
    (line,) = written.problems
    assert line.startswith("monthly.parquet: could not be written to")
    assert "No space left on device" in line
    assert (where(line) / "monthly.parquet").read_text() == "all of it"
    assert not folder.holds_results()
    assert folder.missing() == ["monthly.parquet"]


def test_with_no_room_anywhere_the_other_tables_are_there(tmp_path):
    with ResultFolder(tmp_path / "x", "one").writing() as written:
        written.file("a.csv", full)
        written.file("b.csv", full)
        fill(written)
        written.publish()
    assert names(tmp_path / "x") == ["findings.txt", PROVENANCE, "summary.csv"]
    (line,) = written.problems
    assert line.startswith("a.csv, b.csv: could not be written")
    assert "run the same again" in line


def test_a_fault_in_one_table_costs_itself(tmp_path):
    with ResultFolder(tmp_path / "x", "one").writing() as written:
        written.file("a.csv", lambda path: 1 / 0)
        fill(written)
        written.publish()
    assert names(tmp_path / "x") == ["findings.txt", PROVENANCE, "summary.csv"]
    assert "ZeroDivisionError" in written.problems[0]


def test_a_move_that_fails_leaves_the_tables_elsewhere(tmp_path, monkeypatch):
    own = Path.rename

    def refuse(self, to):
        if Path(to).name == "summary.csv":
            raise OSError(5, "Input/output error")
        return own(self, to)

    with ResultFolder(tmp_path / "x", "one").writing() as written:
        fill(written)
        monkeypatch.setattr(Path, "rename", refuse)
        written.publish()
    (line,) = written.problems
    assert "Input/output error" in line
    assert (where(line) / "summary.csv").read_text() == "summary.csv"


def test_a_folder_that_is_deleted_meanwhile_is_made_again(tmp_path):
    import shutil

    folder = ResultFolder(tmp_path / "a" / "x", "one")
    with folder.writing() as written:
        shutil.rmtree(tmp_path / "a")
        fill(written)
        written.publish()
    assert folder.holds_results()
    assert names(folder.path) == ["findings.txt", PROVENANCE, "summary.csv"]


def test_a_place_that_cannot_be_written_is_found_before_the_work(tmp_path):
    file = tmp_path / "file"
    file.write_text("in the way")
    worked = []
    with (
        pytest.raises(OutputError, match="the results cannot be written to"),
        ResultFolder(file / "x", "one").writing(),
    ):
        worked.append(True)
    assert worked == []


def test_a_place_where_nothing_can_be_moved_is_found_before_the_work(tmp_path, monkeypatch):
    def refuse(self, to):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OutputError, match="cross-device"), ResultFolder(tmp_path / "x", "one").writing():
        pytest.fail("the work began")
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["x" * 300, "x" * 5000, "deep/" * 60 + "y" * 300])
def test_a_name_that_is_too_long_is_one_line(tmp_path, name):
    folder = ResultFolder(tmp_path / name, "one")
    with pytest.raises(OutputError, match="too long") as mistake:
        folder.holds_results()
        with folder.writing():
            pass
    assert "shorter name" in str(mistake.value)
    assert len(str(mistake.value)) < 500
    assert names(tmp_path) == []


def test_nobodys_home():
    with pytest.raises(OutputError, match="there is no user of that name"):
        expanded("~nosuchuser/x")


def test_a_deleted_working_folder_is_one_line(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(OutputError, match=r"has been deleted\. Change to another one"):
        expanded("runs")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"), ResultFolder(tmp_path / "x", "one").writing():
            pass
    finally:
        tmp_path.chmod(0o700)


def test_new_folders_never_collide(tmp_path):
    made = [new_folder(tmp_path / "runs", "a") for _ in range(3)]
    assert [(path.name, count) for path, count in made] == [("a", 2), ("a_2", 1), ("a_3", 1)]


def test_two_runs_never_write_into_one_folder(tmp_path):
    with ResultFolder(tmp_path / "x", "one").writing() as written:
        second = ResultFolder(tmp_path / "x", "one")
        assert not second.holds_results()
        with pytest.raises(OutputError, match=f"another run is writing .*process {os.getpid()} "), second.writing():
            pytest.fail("the work began")
        fill(written)
        written.publish()
    assert second.holds_results()


KILLED = """
import json, os, signal, sys
from pathlib import Path
from sim.study.folder import ResultFolder
with ResultFolder(Path(sys.argv[1]), "one").writing() as written:
    names = ["provenance.json"] if sys.argv[2] == "moving" else []
    for name in ["findings.txt", "summary.csv", *names]:
        written.file(name, lambda path: path.write_text('{"key": "one"}'))
    if names:
        written._unfinished.move("findings.txt")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(place, when):
    run = subprocess.run([sys.executable, "-c", KILLED, str(place), when], check=False)
    assert run.returncode == -9
    assert NAME in names(place)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_what_a_killed_run_leaves_is_cleared_by_the_next(tmp_path):
    killed(tmp_path / "deep" / "x", "working")
    whole(tmp_path / "deep" / "y")
    assert names(tmp_path / "deep") == ["y"]
    killed(tmp_path / "z", "working")
    whole(tmp_path / "z")
    assert names(tmp_path / "z") == ["findings.txt", PROVENANCE, "summary.csv"]
    killed(tmp_path / "moving", "moving")
    assert ResultFolder(tmp_path / "moving", "one").holds_results()  # it was complete, and only had to be moved
    assert names(tmp_path / "moving") == ["findings.txt", PROVENANCE, "summary.csv"]


def test_a_run_that_is_alive_is_left_alone(tmp_path):
    with ResultFolder(tmp_path / "x", "one").writing() as written:
        whole(tmp_path / "y")
        assert NAME in names(tmp_path / "x")
        fill(written)
        written.publish()
    assert ResultFolder(tmp_path / "x", "one").holds_results()


@pytest.mark.parametrize(("days", "stays"), [(0.5, True), (3, False)])
def test_what_another_machine_has_left_counts_by_its_age(tmp_path, days, stays):
    import time

    hidden = tmp_path / "x" / NAME
    hidden.mkdir(parents=True)
    (hidden / "made_by.json").write_text(json.dumps({"machine": "elsewhere", "process": 1, "made": 1}))
    then = time.time() - days * 86_400
    os.utime(hidden, (then, then))
    whole(tmp_path / "y")
    assert (tmp_path / "x").exists() == stays


def test_a_mark_cannot_name_folders_to_be_removed(tmp_path):
    (tmp_path / "empty").mkdir()
    hidden = tmp_path / "x" / NAME
    hidden.mkdir(parents=True)
    about = {"machine": os.uname().nodename, "made": [str(tmp_path / "empty")]}
    (hidden / "made_by.json").write_text(json.dumps(about))
    whole(tmp_path / "y")
    assert names(tmp_path) == ["empty", "x", "y"]


def test_a_file_is_new_or_refused(tmp_path):
    (tmp_path / "mine.csv").write_text("mine")
    for text, message in [
        (tmp_path / "mine.csv", "is there already"),
        (tmp_path / "no" / "x.csv", "is not there"),
        (tmp_path / ("x" * 300), "too long"),
    ]:
        with pytest.raises(OutputError, match=message):
            check_new_file(str(text), "write")
    check_new_file(str(tmp_path / "new.csv"), "write")
    assert names(tmp_path) == ["mine.csv"]
    assert (tmp_path / "mine.csv").read_text() == "mine"
