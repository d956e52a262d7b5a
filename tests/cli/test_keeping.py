"""Nothing computed is lost: a figure, a table or a disk that fails costs itself, and a line says where the rest is."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from sim.cli import main, room, work

FEW = ("district=small_rural", "years=1", "replicates=1")


@pytest.fixture(autouse=True)
def here(tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("temporary")))
    return tmp_path


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_figure_that_fails_costs_itself(here, monkeypatch, capsys):
    def broken(*_given, **_named):
        raise ValueError("ParseSyntax\nException")

    monkeypatch.setattr("sim.report.use_and_depth.layers", broken)
    assert main(["run", *FEW, "output=out"]) == 1
    said = capsys.readouterr()
    assert (
        "1_use_and_depth: could not be written (ValueError: ParseSyntax Exception). The tables are there." in said.err
    )
    assert "out/summary.csv" in said.out
    assert "1_use_and_depth.png" not in names(here / "out" / "figures")
    assert (here / "out" / "provenance.json").exists()


@pytest.mark.parametrize(
    "broken",
    [
        "sim.cli.findings_text.sentences_of", "sim.cli.findings_text.text_of", "sim.cli.work.exposed",
        "sim.report.index_page.write_index", "sim.report.drawings.drawings_of",
    ],
)  # fmt: skip
def test_a_fault_after_the_runs_costs_only_itself(here, monkeypatch, capsys, broken):
    def planted(*_given, **_named):
        raise ValueError("a planted fault")

    monkeypatch.setattr(broken, planted)
    assert main(["compare", *FEW[:2], "replicates=2", "exposure=none", "output=out"]) == 1
    (said,) = [line for line in capsys.readouterr().err.splitlines() if "a planted fault" in line]
    assert said.startswith("bothways: ")
    assert {"summary.csv", "differences.csv", "runs.csv", "monthly.parquet", "provenance.json"} <= set(
        names(here / "out")
    )


def test_a_disk_that_is_full_for_one_table(here, monkeypatch, capsys):
    from sim.study import results

    own = results._write_long

    def full(file, *rest):
        if ".unfinished" in str(file) and file.name == "monthly.parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        own(file, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(results, "_write_long", full)
        assert main(["run", *FEW, "figures=none", "output=out"]) == 1
    said = capsys.readouterr().err
    assert "bothways: monthly.parquet: could not be written to" in said
    assert "No space left on device" in said
    kept = Path(said.split("What was computed is in ")[1].split(" instead")[0])
    assert names(kept) == ["monthly.parquet"]
    assert "monthly.parquet" not in names(here / "out")
    assert main(["run", *FEW, "figures=none", "output=out"]) == 0  # puts back what is missing
    assert "out lacks monthly.parquet" in capsys.readouterr().err
    assert (here / "out" / "monthly.parquet").read_bytes() == (kept / "monthly.parquet").read_bytes()


@pytest.mark.parametrize("gone", ["findings.txt", "summary.csv", "provenance.json"])
def test_a_folder_that_lacks_a_file(here, capsys, gone):
    line = ["run", *FEW, "figures=none", "output=out"]
    assert main(line) == 0
    before = (here / "out" / gone).read_text()
    (here / "out" / gone).unlink()
    capsys.readouterr()
    if gone == "provenance.json":  # then nobody knows what the rest is
        assert main(line) == 2
        assert "something else than results" in capsys.readouterr().err
        return
    assert main(line) == 0
    assert f"out lacks {gone}" in capsys.readouterr().err
    assert (here / "out" / gone).read_text() == before


@pytest.mark.parametrize(
    "name", ["Fast / slow", "../../../evil", "<script>x</script>", "x" * 300, "$x_{", "计划 1", "="]
)
def test_names_are_free_text_in_tables_and_folders(here, name):
    import pandas as pd
    import yaml

    (here / "ours.yaml").write_text(yaml.safe_dump({"name": name, "fast_slow": 0.5}))
    (here / "schools.csv").write_text("school,enrollment\nNorth,300\nSouth,500\n")
    typed = ["run", "strategy=ours.yaml", "district=schools.csv", f"district.name='{name}'", "years=1", "replicates=1"]
    assert main([*typed, "figures=none", "store=kept"]) == 0
    (made,) = (here / "runs").iterdir()
    assert len(made.name.encode()) < 120
    assert yaml.safe_load((made / "config.yaml").read_text(encoding="utf-8"))["strategies"][name]["name"] == name
    assert set(pd.read_parquet(made / "monthly.parquet")["strategy"]) == {name}
    assert names(here) == ["kept", "ours.yaml", "runs", "schools.csv"]


def test_runs_of_one_second_have_folders_of_their_own(here, monkeypatch):
    import datetime as dt

    from sim.study import folder

    class Still(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 1, 1, tzinfo=tz)

    monkeypatch.setattr(folder.dt, "datetime", Still)
    for seed in (1, 2, 3):
        assert main(["run", *FEW, "figures=none", f"seed={seed}"]) == 0
    assert names(here / "runs") == [f"2026-01-01_00-00-00_run_small_rural{more}" for more in ("", "_2", "_3")]


def test_a_disk_without_room_is_found_before_the_work(here, monkeypatch, capsys):
    monkeypatch.setattr(room, "free_space", lambda _: 1e5)
    assert main(["run", "replicates=50", "output=out"]) == 2
    said = capsys.readouterr().err
    assert "will be written to out, and 0.1 MB are free there. Make room" in said
    assert names(here) == []
    monkeypatch.setattr(room, "free_space", lambda place: 1e5 if place.name == "kept" else 1e12)
    assert main(["run", "replicates=50", "store=kept"]) == 2
    assert "store: about" in capsys.readouterr().err


def test_a_rule_that_fails_says_what_is_kept(here, monkeypatch, capsys):
    def failing(*_):
        raise ValueError("too ready")

    monkeypatch.setattr(work, "_compared", failing)
    (here / "mine.py").write_text(
        "def takes_up(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):\n    return True\n"
    )
    typed = ["run", *FEW, "rules.takes_up=mine.py:takes_up", "figures=none"]
    assert main([*typed, "store=kept"]) == 2
    said = capsys.readouterr().err
    assert "a rule of your own (takes_up) failed: ValueError: too ready" in said
    assert "Finished runs are kept in kept" in said
    assert names(here) == ["mine.py"]


@pytest.mark.parametrize("setting", ["strategy", "future", "district", "components"])
def test_a_name_too_long_for_a_file_is_one_line(here, capsys, setting):
    file = "x" * 300 + (".csv" if setting == "district" else ".yaml")
    assert main(["run", f"{setting}={file}"]) == 2
    said = capsys.readouterr().err
    assert "too long" in said
    assert said.count("\n") == 1


def test_calibrate_and_validate_write_over_nothing(here, capsys):
    (here / "mine").mkdir()
    (here / "mine" / "findings.txt").write_text("precious")
    assert main(["calibrate", "quick=true", "out=mine"]) == 2
    assert "Name another folder with out=" in capsys.readouterr().err
    assert main(["validate", "only=superintendents", "out=mine"]) == 2
    assert main(["validate", "only=superintendents", "write=mine/findings.txt"]) == 2
    assert "is there already; nothing is written over" in capsys.readouterr().err
    assert names(here / "mine") == ["findings.txt"]
    assert (here / "mine" / "findings.txt").read_text() == "precious"
