"""A folder of results appears whole or not at all."""

from __future__ import annotations

import json
import os

import pytest

from sim.foundation.errors import OutputError
from sim.study.folder import PROVENANCE, ResultFolder


def fill(folder):
    (folder / PROVENANCE).write_text(json.dumps({"key": "one"}))


def test_it_appears_whole_and_is_found_again(tmp_path):
    folder = ResultFolder(tmp_path / "new" / "results", "one")
    assert not folder.holds_results()
    with folder.writing() as hidden:
        fill(hidden)
        assert not folder.path.exists()
    assert folder.holds_results()
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["results"]
    assert folder.path.stat().st_mode & 0o777 == (tmp_path / "new").stat().st_mode & 0o777


def test_an_empty_folder_may_be_used(tmp_path):
    with ResultFolder(tmp_path, "one").writing() as hidden:
        fill(hidden)
    assert ResultFolder(tmp_path, "one").holds_results()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_nothing_stays_when_the_work_stops(tmp_path, stop):
    folder = ResultFolder(tmp_path / "a" / "b" / "results", "one")
    with pytest.raises(stop), folder.writing() as hidden:
        fill(hidden)
        raise stop
    assert list(tmp_path.iterdir()) == []


def test_other_results_are_never_written_over(tmp_path):
    fill(tmp_path)
    with pytest.raises(OutputError, match="already holds the results of another run"):
        ResultFolder(tmp_path, "two").holds_results()


def test_other_files_are_never_written_over(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(OutputError, match="already holds something else than results"):
        ResultFolder(tmp_path, "one").holds_results()
    with pytest.raises(OutputError, match="is a file; output must name a folder"):
        ResultFolder(tmp_path / "thesis.txt", "one").holds_results()


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


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="Permission denied"), ResultFolder(tmp_path / "x", "one").writing():
            pass
    finally:
        tmp_path.chmod(0o700)


def test_a_full_disk_is_said_in_one_line(tmp_path):
    with pytest.raises(OutputError, match="No space left"), ResultFolder(tmp_path / "x", "one").writing():
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
