"""The tables of a folder: every column is explained, no name does harm, schools stay apart."""

from __future__ import annotations

import csv
import dataclasses
import json
from types import SimpleNamespace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sim.outcomes import FROM_LOW_INCOME, OUTCOMES
from sim.study import compare, quick_exposure, simulate, with_exposure
from sim.study.dictionary import HEAD, dictionary_rows
from sim.study.provenance import receipt_record
from sim.study.results import write_tables
from sim.study.rows import run_range

MADE_UP = "Every school's low-income share is made up by us (somehow), not read from a file."


class Into:
    """A plain folder that takes files."""

    def __init__(self, folder):
        self.folder = folder

    def file(self, name, write):
        write(self.folder / name)


@pytest.fixture
def compared(engine, strategies, district):
    found = compare(strategies, district, years=8, replicates=8)
    return with_exposure(found, quick_exposure(found))


@pytest.fixture
def folder(compared, tmp_path):
    write_tables(Into(tmp_path), compared, ["A sentence."], ["First."])
    return tmp_path


def columns_of(file):
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as opened:
            return next(csv.reader(opened))
    return pq.read_schema(file).names


def test_every_column_of_every_table_is_in_the_dictionary_and_the_other_way_round(folder):
    known: dict[str, list[str]] = {}
    for row in dictionary_rows():
        assert list(row) == list(HEAD)
        assert row["unit"]
        assert row["meaning"]
        known.setdefault(row["file"], []).append(row["column"])
    written = {file.name: columns_of(file) for file in folder.iterdir() if file.suffix != ".json"}
    assert set(written) == set(known)
    assert {name: sorted(columns) for name, columns in written.items()} == {
        name: sorted(columns) for name, columns in known.items()
    }
    travelled = pd.read_csv(folder / "columns.csv", keep_default_na=False)
    assert travelled[["file", "column", "meaning"]].to_numpy().tolist() == [
        [row["file"], row["column"], row["meaning"]] for row in dictionary_rows()
    ]  # all tables are there
    assert set(travelled["low"]) >= {"", "0.0", "-1.0"}


def test_values_stay_inside_the_ranges_of_the_dictionary(folder):
    for row in dictionary_rows():
        file = folder / row["file"]
        table = pd.read_csv(file) if file.suffix == ".csv" else pd.read_parquet(file)
        if row["low"]:
            assert not (table[row["column"]] < float(row["low"]) - 1e-6).any(), row
        if row["high"]:
            assert not (table[row["column"]] > float(row["high"]) + 1e-6).any(), row


def test_summary_json_has_the_documented_shape(folder, compared):
    content = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    assert list(content) == ["note", "first", "low_income_made_up", "findings", "outcomes", "differences"]
    assert content["first"] == ["First."]
    assert list(content["outcomes"][0]) == list(compared.table().columns)
    assert len(content["differences"]) == len(OUTCOMES)
    by_name = {row["outcome"]: row for row in content["differences"]}
    assert by_name["access"]["verdict"] == compared.verdict("fast", "slow", "access")
    assert by_name["year_sustained"]["mean"] is None


def test_a_verdict_of_another_rule_reaches_every_table(compared, tmp_path):
    other = dataclasses.replace(compared, verdict_rule=lambda evidence: f"mine on {evidence.outcome.name}")
    write_tables(Into(tmp_path), other, [])
    table = pd.read_csv(tmp_path / "differences.csv").set_index("outcome")
    assert table.loc["depth", "verdict"] == "mine on depth"
    assert other.differences("fast", "slow").loc["depth", "verdict"] == "mine on depth"
    assert json.loads((tmp_path / "summary.json").read_text())["differences"][0]["verdict"].startswith("mine on")


def test_names_run_nowhere_and_steer_nothing(engine, strategies, district, tmp_path):
    names = ["=HYPERLINK(1)", "+1", "-1", "@x", "'=x", "a|b", "ü;,\"'", "计划", "<b>"]
    district.__dict__["zone_names"] = ("=east", "west\x07")
    slow = strategies["slow"]
    write_tables(Into(tmp_path), compare(dict.fromkeys(names, slow), district, years=1, replicates=2), [])
    for file in tmp_path.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.reader(opened):
                for cell in row:
                    assert cell.isprintable(), cell
                    assert not cell.startswith(("=", "+", "@")), cell
                    assert not cell.startswith("-") or float(cell) <= 0.0
    written = set(pd.read_csv(tmp_path / "schools.csv")["strategy"].astype(str))
    assert {"'=HYPERLINK(1)", "'@x", "计划", "ü;,\"'"} <= written
    assert len(pd.read_parquet(tmp_path / "monthly.parquet")) == 9 * 2 * 12


def test_schools_are_told_in_words_with_their_identifiers(folder):
    table = pd.read_csv(folder / "schools.csv", dtype={"school_id": str}, keep_default_na=False)
    assert len(table) == 2 * 4
    assert list(table["school_id"][:4]) == ["007", "", "12", "13"]
    assert list(table["level"][:4]) == ["elementary", "high", "elementary", "middle"]
    assert list(table["zone"][:4]) == ["east", "east", "west", "west"]
    assert set(table["status"]) == {"active"}
    assert set(table["low_income_is"]) == {"read"}
    years = pd.read_parquet(folder / "school_years.parquet")
    last = years[(years["year"] == 7) & (years["strategy"] == "fast") & (years["school"] == "C")]["access"]
    row = table[(table["strategy"] == "fast") & (table["school"] == "C")].iloc[0]
    assert row["access_mean"] == pytest.approx(last.mean(), rel=1e-4)
    assert (row["access_run_p5"], row["access_run_p95"]) == pytest.approx(run_range(last.to_numpy()), rel=1e-4)
    assert list(years["school_id"][:4]) == ["007", "", "12", "13"]
    assert list(years["status"].unique()) == ["active"]


def test_two_schools_of_one_name_stay_apart(compared, tmp_path):
    runs = {
        name: [run.changed(kept_history=dataclasses.replace(run.history, names=("A", "A", "B", "B"))) for run in runs]
        for name, runs in compared.runs.items()
    }
    write_tables(Into(tmp_path), dataclasses.replace(compared, runs=runs), [])
    table = pd.read_csv(tmp_path / "schools.csv", dtype=str)
    assert list(table["school"][:4]) == ["A", "A", "B", "B"]
    assert list(table["school_row"][:4]) == ["1", "2", "3", "4"]
    assert len(set(table["access_mean"][:4])) > 1


def test_made_up_shares_are_said_in_every_row_about_equity(compared, district, tmp_path):
    origin = SimpleNamespace(given=2, generated=2, rows=(1, 3))
    district.__dict__["provenance"] = SimpleNamespace(
        low_income_made_up=MADE_UP, own_file=True, columns={"low_income_share": origin}
    )
    write_tables(Into(tmp_path), compared, [])
    for name in ("summary.csv", "differences.csv"):
        table = pd.read_csv(tmp_path / name, keep_default_na=False)
        assert set(table[table["note"] == MADE_UP]["outcome"]) == FROM_LOW_INCOME
    assert json.loads((tmp_path / "summary.json").read_text())["low_income_made_up"] == MADE_UP
    assert list(pd.read_csv(tmp_path / "schools.csv")["low_income_is"][:4]) == ["read", "made up", "read", "made up"]


def test_one_strategy_has_no_differences(engine, strategies, district, tmp_path):
    write_tables(Into(tmp_path), compare({"slow": strategies["slow"]}, district, years=1, replicates=2), [])
    assert not (tmp_path / "differences.csv").exists()
    assert "differences.csv" not in set(pd.read_csv(tmp_path / "columns.csv")["file"])


def test_a_run_alone_has_identifiers_too(engine, strategies, district):
    frame = simulate(district, strategies["slow"], years=1, population=(1, 0)).schools()
    assert list(frame["school_id"]) == ["007", "", "12", "13"]


def test_a_receipt_is_kept_by_what_it_tells():
    lines = ["Read from your file", "  school: 3", "Made up by us", "  teams: all", "  level: all", "Not used"]
    assert receipt_record([*lines, "To check", "  a note"]) == {
        "read": ["school: 3"],
        "made_up": ["teams: all", "level: all"],
        "not_used": [],
        "to_check": ["a note"],
    }


def test_every_run_has_a_row_with_all_outcomes(folder, compared):
    table = pd.read_csv(folder / "runs.csv")
    assert len(table) == 2 * 8
    assert table["access"].to_numpy().reshape(2, 8)[1] == pytest.approx(compared.values("slow", "access")[0])
    assert table["year_sustained"].isna().all()
