"""`bothways validate` on the command line: settings, exit codes, files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.cli.validating import Asked, asked_from


def test_settings_are_read() -> None:
    typed = ["only=nulls,people", "full=true", "seed=7", "out=x", "write=y.csv", "workers=1"]
    assert asked_from(typed) == Asked(("nulls", "people"), True, 7, "x", "y.csv", 1)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["onyl=nulls"], "unknown setting 'onyl'. Did you mean only?"),
        (["nulls"], "cannot read 'nulls'"),
        (["full=perhaps"], "full is 'perhaps'; it must be true or false"),
        (["seed=-1"], "seed is '-1'; it must be a whole number from 0"),
        (["workers=0"], "workers is '0'"),
        (["only=null"], "unknown part or study 'null'. Did you mean nulls"),
        (["only=nulls", "write=/nowhere/at/all.csv"], "cannot be written"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], typed: list[str], message: str
) -> None:
    assert main(["validate", *typed]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


def test_one_study_from_the_command_to_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, table = tmp_path / "found", tmp_path / "table.csv"
    assert main(["validate", "only=superintendents", f"out={out}", f"write={table}", "workers=1"]) == 0
    assert "What does not hold" in capsys.readouterr().out
    assert {"index.html", "results.csv", "results.json", "provenance.json"} <= {path.name for path in out.iterdir()}
    assert table.read_text().startswith("name,group,tag")
    assert main(["validate", "only=superintendents", f"out={out}", "workers=1"]) == 2  # nothing is written over


def test_a_study_that_cannot_be_run_ends_with_1(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sim.validation import networks

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(networks, "generated_leaders", broken)
    assert main(["validate", "only=leaders' network", f"out={tmp_path / 'found'}", "workers=1"]) == 1
