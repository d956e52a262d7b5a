"""Compiled loops on the disk: whatever happens to a file, the loop runs and is kept again."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from sim.foundation import compiled_code, linking
from sim.foundation.compiled_code import Kept, clear, contents, kept_in, places
from sim.foundation.compiling import dispatcher
from sim.foundation.errors import OutputError, SettingsError
from sim.foundation.linking import first_compile_notice, link


def loop(x):
    return 2.0 * x + 1.0


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("BOTHWAYS_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def started():
    """What a new process does: it looks for the loop, and compiles it where it is not there."""
    missed = []
    linked = dispatcher(loop, False, Kept("loop_0123456789abcdef", missed.append))
    assert linked(3.0) == 7.0
    return len(missed)


def test_a_loop_is_compiled_once(place):
    assert [started(), started()] == [1, 0]
    (file,) = place.glob("*/*")
    assert file.parent.name.startswith("0.")
    assert "numba" in file.parent.name


def truncated(file):
    file.write_bytes(file.read_bytes()[:-100])


def emptied(file):
    file.write_bytes(b"")


def garbage(file):
    file.write_bytes(os.urandom(500))


def zeroed(file):
    file.write_bytes(bytes(file.stat().st_size))


def one_bit(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def something_else_pickled(file):
    """Well kept, but no loop."""
    compiled_code._write(file, pickle.dumps(("no", "loop")))


def removed(file):
    file.unlink()


def a_folder(file):
    file.unlink()
    file.mkdir()
    (file / "inside").write_text("something")


def a_link_to_nowhere(file):
    file.unlink()
    file.symlink_to("nowhere")


DAMAGES = [
    truncated, emptied, garbage, zeroed, one_bit, something_else_pickled, removed, a_folder, a_link_to_nowhere,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damaged_code_is_made_anew_once(place, damage):
    started()
    (file,) = place.glob("*/*.nbc")
    damage(file)
    assert [started(), started()] == [1, 0]
    assert list(place.glob("*/*")) == [file]


def test_what_cannot_be_read_is_made_anew(place, monkeypatch):
    """Permissions mean nothing to an administrator, who may run the tests."""
    started()
    (file,) = place.glob("*/*.nbc")
    read = Path.read_bytes

    def refused(path):
        if path == file:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert started() == 1
    monkeypatch.setattr(Path, "read_bytes", read)
    assert started() == 0


def test_code_for_other_types_is_not_taken(place):
    missed = []
    linked = dispatcher(loop, False, Kept("loop_0123456789abcdef", missed.append))
    assert linked(3.0) == 7.0
    other = dispatcher(loop, False, Kept("loop_0123456789abcdef", missed.append))
    assert other(3) == 7.0
    one, two = place.glob("*/*.nbc")
    two.write_bytes(one.read_bytes())  # a whole file under a wrong name
    one.write_bytes(two.read_bytes())
    again = dispatcher(loop, False, Kept("loop_0123456789abcdef", missed.append))
    assert (again(3.0), again(3)) == (7.0, 7.0)
    assert len(missed) == 3


def test_a_full_disk_costs_only_the_keeping(place, monkeypatch):
    def full(*_given, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compiled_code.tempfile, "mkstemp", full)
    assert started() == 1


def test_half_written_files_do_not_stay(place, monkeypatch):
    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    started()
    assert [file.name for file in place.glob("*/*")] == []


def test_without_a_writable_place_what_lies_there_is_still_read(tmp_path, monkeypatch):
    beside, home = tmp_path / "beside", tmp_path / "home"
    monkeypatch.delenv("BOTHWAYS_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.setattr(compiled_code, "_BESIDE", beside)
    monkeypatch.setattr(compiled_code.sys, "platform", "linux")
    monkeypatch.setattr(compiled_code, "_writable", lambda place: True)
    assert places() == [beside]
    assert started() == 1
    monkeypatch.setattr(compiled_code, "_writable", lambda place: place != beside)
    assert places() == [beside, home / "bothways" / "compiled"]
    assert kept_in() == home / "bothways" / "compiled"
    assert started() == 0
    assert not home.exists()
    monkeypatch.setattr(compiled_code, "_writable", lambda place: False)
    assert kept_in() is None
    assert not Kept("loop_0123456789abcdef").written
    assert started() == 0
    clear_folder(beside)
    assert [started(), started()] == [1, 1]


def clear_folder(folder):
    for file in folder.glob("*/*"):
        file.unlink()


def test_clear_removes_what_is_there_and_nothing_else(place):
    started()
    (place / "older").mkdir()
    (place / "older" / "hear_1.nbc").write_bytes(b"12345")
    (place / "older" / "abc.half").write_bytes(b"12345")
    (place / "mine.txt").write_text("precious")
    ((where, files, size),) = contents()
    assert (where, files) == (place, 3)
    assert clear() == (3, size)
    assert [file.name for file in place.rglob("*") if file.is_file()] == ["mine.txt"]
    assert clear() == (0, 0)


def test_clear_says_what_it_may_not_remove(place, monkeypatch):
    started()

    def refused(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OutputError, match=r"could not be removed.*Permission denied"):
        clear()


@pytest.mark.parametrize(("named", "message"), [("FILE", "is a file"), ("~nobody_at_all/x", "cannot be a folder")])
def test_a_place_that_is_none_is_refused(tmp_path, monkeypatch, named, message):
    (tmp_path / "FILE").write_text("")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOTHWAYS_CACHE", named)
    with pytest.raises(SettingsError, match=message):
        places()


class TestNotice:
    """Somebody who waits is told why, and nobody is told who does not wait."""

    @pytest.fixture(autouse=True)
    def afresh(self, place, monkeypatch):
        monkeypatch.setattr(linking, "_linked", {})
        monkeypatch.setattr(linking, "_found", set())

    @staticmethod
    def told(call=True):
        lines = []
        first_compile_notice(lines.append)
        linking._linked.clear()
        one, other = link(loop), link(started)
        assert other.py_func is not one.py_func  # linked and never called, as a loop that a short run does not need
        if call:
            one(3.0)
        first_compile_notice(lambda line: None)
        return lines

    def test_comes_when_something_is_compiled_and_only_then(self, place):
        assert self.told(call=False) == []
        (line,) = self.told()
        assert line.startswith("First use on this machine")
        assert self.told() == []

    def test_does_not_speak_of_a_first_use_when_only_some_is_new(self, place):
        self.told()
        (file,) = place.glob("*/*.nbc")
        file.write_bytes(b"")
        (line,) = self.told()
        assert "new, changed" in line

    def test_says_why_each_start_compiles_and_what_helps(self, place, monkeypatch):
        monkeypatch.setattr(compiled_code, "_writable", lambda place: False)
        (line,) = self.told()
        assert "at every start" in line
        assert str(place) in line
        assert "BOTHWAYS_CACHE" in line
        assert "\n" not in line
