"""What was expected is fixed in files, answered once, and never stands in code."""

from __future__ import annotations

import ast
import collections
import csv
import re
from pathlib import Path

import pytest

import sim
from sim.foundation.errors import SettingsError
from sim.validation import check, run
from sim.validation.outcome import PARTS

VALIDATION = Path(sim.__file__).parent / "validation"
ROW = {
    "name": "one", "group": "null", "tag": "NULL", "title": "t", "expected": "e", "low": "0", "high": "1", "unit": "u",
    "source": "s", "grade": "measured",
}  # fmt: skip


def written(tmp_path: Path, *rows: dict[str, str]) -> Path:
    with (tmp_path / "null.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return tmp_path


def test_every_expectation_of_the_parts_that_are_there_is_answered_by_exactly_one_study() -> None:
    parts = run.present_parts()
    answers = collections.Counter(name for part in parts for study in run.studies_of(part) for name in study.answers)
    asked = {name for name, each in check.expectations().items() if each.group in {PARTS[part] for part in parts}}
    assert {name: count for name, count in answers.items() if count != 1} == {}
    assert set(answers) == asked


def test_studies_have_names_of_their_own_and_the_group_of_their_part() -> None:
    names = []
    for part in run.present_parts():
        for study in run.studies_of(part):
            names.append(study.name)
            assert study.group == PARTS[part]
            assert {check.expectations()[name].group for name in study.answers} == {study.group}
    assert len(names) == len(set(names))


def test_no_study_says_itself_that_it_holds() -> None:
    """``holds`` comes from the expectation; no literal True or False is handed to a Finding."""
    for file in VALIDATION.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
                values = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "holds")]
                assert not any(isinstance(v, ast.Constant) and isinstance(v.value, bool) for v in values), file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"tag": "EMERGNT"}, "unknown tag 'EMERGNT' in null.csv, row 2. Did you mean EMERGENT?"),
        ({"group": "nulls"}, "unknown group 'nulls'"),
        ({"grade": "guessed"}, "unknown grade 'guessed'"),
        ({"source": " "}, "'one' has no source"),
        ({"low": "much"}, "must be numbers or blank; found 'much'"),
        ({"low": "2"}, "low 2 lies above high 1"),
    ],
)
def test_an_expectation_that_is_not_well_formed_is_refused(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=re.escape(message)):
        check.read_expectations(written(tmp_path, ROW | change))


def test_a_doubled_name_and_a_missing_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"null\.csv, row 3: the expectation 'one' is there twice"):
        check.read_expectations(written(tmp_path, ROW, ROW))
    short = {key: value for key, value in ROW.items() if key != "source"}
    with pytest.raises(SettingsError, match="the columns must be"):
        check.read_expectations(written(tmp_path, short))


def test_open_sides_and_ranges(tmp_path: Path) -> None:
    open_below = check.read_expectations(written(tmp_path, ROW | {"low": ""}))["one"]
    assert open_below.met_by(-9.0, 1.0)
    assert not open_below.met_by(-9.0, 1.1)
    assert not open_below.met_by(float("nan"), float("nan"))


def test_judged_refuses_what_was_not_written_down() -> None:
    with pytest.raises(SettingsError, match="Did you mean tight_loose_nothing"):
        check.judged("tight_lose_nothing", 0.0, 0.0, 0.0, "")
