"""Strategies, conditions, futures, components and districts as YAML files."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fuzzing.case import ACCEPT, EITHER, REFUSE, Case, short
from fuzzing.changing import changed_bytes
from sim.cli.settings import _components
from sim.district import District
from sim.engine.components import load_components
from sim.foundation.errors import DistrictError
from sim.foundation.yaml_file import read_yaml_file
from sim.strategy import Conditions, Future, Strategy

FILE = "ours.yaml"

VALID = {
    "strategy": (
        "title: Ours\nsource: the plan of 2019\nnotes: none\nfast_slow: -0.5\nbuild_buy: {lean: 0.2, chart: 0.5}\n"
        "tight_loose:\n  0: 0.5\n  3: {lean: 0.2, chart: 0.6}\nconditions:\n  grant_years: 3\n  safety: 0.5\n"
    ),
    "conditions": "title: Ours\nsource: known\ngrant_years: 3\nsafety: 0.5\nprincipal_hours: 12\n",
    "future": (
        "title: What comes\nevents:\n- {kind: closure, year: 3, month: 2, size: 4}\n- kind: budget_cut\n  year: 2\n"
        "- {kind: grant_ends, years_early: 1}\n"
    ),
    "components": (
        "source: ours\ncomponents:\n- name: one\n  load: 0.7\n  effect: 1.1\n- {name: two, prerequisite: one}\n"
    ),
    "district": "name: ours\ntitle: Ours\nschools: 4\nstudents_per_school: 300\nlow_income_mean: 0.4\nseed: 0\n",
}
NUMBERS = {
    "strategy": ("fast_slow: ", "  0: ", "  grant_years: ", "  safety: "),
    "conditions": ("grant_years: ", "safety: ", "principal_hours: "),
    "future": ("  year: ",),
    "components": ("  load: ", "  effect: "),
    "district": ("schools: ", "students_per_school: ", "low_income_mean: "),
}
"""Starts of lines after which only a number within a range can stand."""

WORDS = {
    "strategy": ("title: ", "source: ", "notes: "),
    "conditions": ("title: ", "source: "),
    "future": ("title: ",),
    "components": ("- name: ",),
    "district": ("name: ", "title: "),
}
NO_NUMBERS = (
    *("abc", "[]", "{}", "[1]", "{a: 1}", ".nan", ".inf", "-.inf", "1e999", "9" * 400, "9" * 5000, "2018-02-30"),
    *("!!int x", "!!float x", "!!bool x", "!!timestamp x", "!!binary aGk=", "!!python/object:os.system x", "!!int 3"),
    *(
        "&a [*a]",
        "1:30",
        "1:30.5",
        "²",
        "+-5",
        "010",
        "é",
        "=1",
        "${.}",
        "1,000",
        "1 000",
        "1.2.3",
        "99999999",
        "-999999",
    ),
    *("*nothing", "'5 years'", '"\\0"', '"\\e[31m"', "@x", "`x`", "%x", "[" * 3000, "{a: " * 300, "true", "'true'"),
)
NO_WORDS = ("[a, b]", "{a: b}", "5", "true", '"\\0"', '"a\\e[31mb"', '"\\ud800"', "!!binary aGk=", "&a [*a]")
WORDS_ALL_THE_SAME = ("2018-02-30", "12:30", "O'Neill", "Zürich", "'a/b'", "'$x_{ and $2M'", "2001-01-01 10:00:00")

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 9)}]\n"
    for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
WHOLE_FILES: tuple[tuple[str, Callable[[str], str | bytes]], ...] = (
    ("an unknown key", lambda text: text + "what_is_this: 1\n"),
    ("a key twice", lambda text: text + text.splitlines()[0] + "\n"),
    ("a key that is a number", lambda text: text + "1: 2\n"),
    ("a key that is empty", lambda text: text + "~: 2\n"),
    ("a key that is a list", lambda text: text + "? [a, b]\n: 3\n"),
    ("a key with a NUL", lambda text: text + '"\\0": 1\n'),
    ("merged keys", lambda text: text + "x: &x {safety: 1}\n<<: *x\n"),
    ("brackets without end", lambda text: text + "a: " + "[" * 30_000),
    ("brackets deep inside", lambda text: text + "a: " + "[" * 3_000 + "]" * 3_000 + "\n"),
    ("tables deep inside", lambda text: text + "".join("  " * level + "a:\n" for level in range(400))),
    ("an alias bomb", lambda text: text + BOMB),
    ("a list in itself", lambda text: text + "a: &x [*x]\n"),
    ("two documents", lambda text: text + "---\n" + text),
    ("latin-1", lambda text: text.replace(": O", ": Ö").replace("W", "Ä").encode("latin-1") + b"# \xe9\n"),
    ("broken UTF-8", lambda text: text.encode() + b"# \xff\xfe\xc3\n"),
    ("nothing", lambda text: ""),
    ("only a remark", lambda text: "# nothing yet\n"),
    ("a list", lambda text: "- 1\n- 2\n"),
    ("a number", lambda text: "5\n"),
    ("a NUL", lambda text: text + "# \0\n"),
    ("a tab for blanks", lambda text: text + "\tx: 1\n"),
    ("a million bytes", lambda text: text + "# " + "x" * 1_000_001 + "\n"),
    ("too many values", lambda text: text + "a: [" + "1, " * 60_000 + "1]\n"),
    ("a tag", lambda text: "!!python/object:os.system\n" + text),
)
RIGHT_FILES: tuple[tuple[str, Callable[[str], str | bytes]], ...] = (
    ("as it is", lambda text: text),
    ("UTF-16", lambda text: text.encode("utf-16")),
    ("with a mark at the start", lambda text: text.encode("utf-8-sig")),
    ("line ends of Windows", lambda text: text.replace("\n", "\r\n")),
    ("a remark", lambda text: "# é\n" + text),
    ("an end", lambda text: text + "...\n"),
)


def load(kind: str, path: Path) -> Any:
    """Hand a file to the door of its kind."""
    if kind == "components":
        return load_components(_components({"file": str(path)}))
    if kind == "district":
        return District.from_settings(read_yaml_file(path, "district", DistrictError).content)
    return {"strategy": Strategy, "conditions": Conditions, "future": Future}[kind].load(path)


def yaml_case(rng: random.Random) -> Case:
    """Make a case."""
    kind = rng.choice(tuple(VALID))
    text = VALID[kind]
    way = rng.randrange(10)
    must, why, written = EITHER, "", b""
    if way < 4:
        start = rng.choice(NUMBERS[kind])
        raw = rng.choice(NO_NUMBERS)
        must, why, written = REFUSE, f"no number within its range: {raw[:40]}", _put(rng, text, start, raw)
    elif way == 4:
        start = rng.choice(WORDS[kind])
        raw = rng.choice(NO_WORDS)
        must, why, written = REFUSE, f"no words: {raw}", _put(rng, text, start, raw)
    elif way == 5:
        what, change = rng.choice(WHOLE_FILES)
        must, why, written = REFUSE, what, change(text)
    elif way == 6 and rng.random() < 0.5:
        what, change = rng.choice(RIGHT_FILES)
        must, why, written = ACCEPT, what, change(text)
    elif way == 6:
        start, raw = rng.choice(WORDS[kind]), rng.choice(WORDS_ALL_THE_SAME)
        must = EITHER if kind == "components" else ACCEPT  # another component may ask for the old name
        written = _put(rng, text, start, raw)
    else:
        written = changed_bytes(rng, text)
    raw_bytes = written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")

    def play(folder: Path) -> None:
        path = folder / FILE
        path.write_bytes(raw_bytes)
        load(kind, path)

    return Case(f"{kind} in YAML", short(raw_bytes), play, must, why, (FILE,))


def _put(rng: random.Random, text: str, start: str, raw: str) -> str:
    """Put a raw value in the place of the one after a start of a line."""
    lines = text.splitlines(keepends=True)
    where = rng.choice([number for number, line in enumerate(lines) if line.startswith(start)])
    lines[where] = f"{start}{raw}\n"
    return "".join(lines)
