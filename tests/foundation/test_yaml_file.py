"""The door for YAML: limits, lines, and no surprise in how a value is read."""

from __future__ import annotations

import pytest

from sim.foundation.errors import StrategyError
from sim.foundation.resources import folder
from sim.foundation.yaml_file import MOST_BYTES, read_yaml_file


@pytest.fixture
def read(tmp_path):
    def from_text(content: str | bytes):
        path = tmp_path / "ours.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_yaml_file(path, "strategy", StrategyError)

    return from_text


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3", 3),
        ("-3", -3),
        ("1_000", 1000),
        ("0.5", 0.5),
        ("1e-1", "1e-1"),
        (".inf", float("inf")),
        ("true", True),
        ("no", False),
        ("null", None),
        ("", None),
        ("2018-02-30", "2018-02-30"),
        ("2001-01-01 10:00:00", "2001-01-01 10:00:00"),
        ("12:30", "12:30"),
        ("'3'", "3"),
        ("!!str 3", "3"),
        ("O'Neill", "O'Neill"),
        ("Zürich", "Zürich"),
        ("[1, {a: b}]", [1, {"a": "b"}]),
    ],
)
def test_values_are_read_as_they_are_meant(read, written, value):
    found = read(f"x: {written}\n").content["x"]
    assert found == value
    assert type(found) is type(value)


def test_an_alias_is_read(read):
    assert read("a: &a {x: 1}\nb: *a\n").content == {"a": {"x": 1}, "b": {"x": 1}}


def test_lines_of_keys_and_entries(read):
    lines = read("title: Ours\nevents:\n- kind: closure\n  year: 3\n- {kind: x}\n").lines
    assert lines["title",] == 1
    assert lines["events", "0", "year"] == 4
    assert lines["events", "1"] == lines["events", "1", "kind"] == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a: " + "[" * 30_000, ["line 1", "more than 30 deep"]),
        ("".join("  " * level + "a:\n" for level in range(100)), ["line 31", "more than 30 deep"]),
        (BOMB, ["more than 50,000 values"]),
        ("a: 1\nb: &x [*x]\n", ["line 2", "*x refers to itself"]),
        ("a: *x\n", ["line 1", "refers to nothing above it"]),
        ("a: 1\nb: 2\na: 3\n", ["'a' stands twice", "lines 1 and 3"]),
        ("a: {1: 2, 1.0: 3}\n", ["stands twice"]),
        ("a: 1\nb: !!int x\n", ["line 2", "the tag !!int is not read"]),
        ("a: !!timestamp x\n", ["the tag !!timestamp is not read"]),
        ("a: !!python/object:os.system x\n", ["the tag !!python/object:os.system is not read"]),
        ("a: !own x\n", ["the tag !own is not read"]),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ["line 3", "merging keys"]),
        ("? [a, b]\n: 3\n", ["line 1", "a list or a table stands where a key should"]),
        ("~: 3\n", ["nothing stands where a key should"]),
        ("a: 1\n---\nb: 2\n", ["line 2", "a second document"]),
        (f"a: {'9' * 400}\n", ["has 400 digits"]),
        ("a: 010\n", ["begins with 0"]),
        ('a: "x\\e[31m"\n', ["line 1", "control character '\\x1b'"]),
        ('a: "\\ud800"\n', ["line 1", "invalid Unicode"]),
        ("a: x\0y\n", ["not valid YAML, line 1"]),
        ("a: 1\nb: [1\n", ["not valid YAML, line"]),
        (b"a: 1\nb: Z\xfcrich\n", ["line 2 is not UTF-8", "0xfc", "Save the file as UTF-8"]),
        ("# " + "x" * MOST_BYTES + "\n", ["larger than 1,000,000 bytes"]),
        ("a: [" + "1, " * 60_000 + "1]\n", ["more than 50,000 values"]),
    ],
)
def test_what_no_file_needs_is_refused_with_its_line(read, content, words):
    with pytest.raises(StrategyError) as refused:
        read(content)
    for word in [*words, "ours.yaml"]:
        assert word in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_in_the_ways_it_is_saved(read, coding):
    content = "title: Zürich 中\n".encode(coding)
    if coding == "utf-16-le":
        content = b"\xff\xfe" + content
    assert read(content).content == {"title": "Zürich 中"}


def test_an_empty_file_is_nothing(read):
    assert read("# later\n").content is None


@pytest.mark.parametrize("name", ["nowhere.yaml", "x" * 300 + ".yaml", "~nosuch/x.yaml", "a\0b", "", "folder"])
def test_a_file_that_is_not_there(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(StrategyError, match="strategy file"):
        read_yaml_file(name, "strategy", StrategyError)


def test_shipped_files_are_read_as_by_the_usual_loader():
    import yaml

    for path in folder("configs").glob("*/*.yaml"):
        assert read_yaml_file(path, "shipped", StrategyError).content == yaml.safe_load(path.read_text("utf-8")), path
