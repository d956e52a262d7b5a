"""The table and the page say first what does not hold, and count only what counts."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from sim.validation.outcome import Validation
from sim.validation.page import page, write_table, write_validation
from sim.validation.run import run_validation
from sim.validation.setting import Setting
from sim.validation.table import not_holding, print_validation, rows, summary

pytestmark = pytest.mark.usefixtures("mixed")
ORIGIN = {"version": "1.2.3", "commit": "abc", "rules": "0123"}


def found() -> Validation:
    return run_validation(Setting(seed=3), workers=1)


def test_only_emergent_and_held_out_count() -> None:
    said = summary(found())
    assert "1 of 2 hold (50%)" in said
    assert "inputs 1 of 1" in said
    assert "1 are findings without a pass mark" in said
    assert "1 studies could not be run" in said


def test_what_does_not_hold_comes_first_in_the_terminal() -> None:
    from rich.console import Console

    out = io.StringIO()
    print_validation(found(), Console(file=out, width=200, no_color=True))
    text = out.getvalue()
    assert text.startswith("What does not hold")
    assert "A rule is <too> strong." in text
    assert text.index("What about bad?") < text.index("What about good?")
    assert "[HELD OUT]" in text
    assert "Could not be run: broken" in text
    assert "Somebody & Nobody <2001> (measured)" in text
    assert "never shown" not in text


def test_the_page_needs_nothing_beside_it(tmp_path: Path) -> None:
    text = page(found(), ORIGIN)
    assert "http" not in re.sub(r"http://www.w3.org/\S*", "", text.split("data:image")[0])
    assert "A rule is &lt;too&gt; strong." in text
    assert text.index("What does not hold") < text.index("What about good?")
    assert text.count("data:image/svg+xml;base64,") == 1
    assert text.count('class="strip"') == 4
    assert "{{" not in text


def test_the_folder_holds_page_tables_figures_and_provenance(tmp_path: Path) -> None:
    write_validation(found(), tmp_path, ORIGIN)
    names = {path.name for path in tmp_path.rglob("*")}
    assert {"index.html", "results.csv", "results.json", "provenance.json", "good.svg"} <= names
    content = json.loads((tmp_path / "results.json").read_text())
    assert [row["answer"] for row in content["results"]] == [
        "holds", "does not hold", "a finding", "holds", "could not be run",
    ]  # fmt: skip
    assert "ZeroDivisionError" in content["errors"]["broken"]


def test_the_table_without_timing_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write_table(found(), tmp_path / name, "0123", timing=False)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with (tmp_path / "a.csv").open() as file:
        read = list(csv.DictReader(file))
    assert len(read) == 5
    assert {row["seed"] for row in read} == {"3"}
    assert "study_seconds" not in read[0]


def test_what_counts_stands_before_what_does_not() -> None:
    assert [expected.name for expected, _ in not_holding(found())] == ["bad"]
    assert len(rows(found())) == 5
