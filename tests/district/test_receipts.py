"""What a user is told of a file, the clean file that can be written of it, and a district described in YAML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.cli.school_files import districts
from sim.district import District
from sim.foundation.errors import BothwaysError, DistrictError, OutputError

Write = Callable[[str], Path]
FILE = (
    "State ID,School,Enrollment,FRL count,Type of school,Mascot,Lat,Lon,Teachers\n"
    "007,=Oak Elementary,400,120,Elementary,owl,40.1,-82.5,25.5\n008,Elm Middle,500,<10,Middle,fox,40.2,-82.6,x\n"
    "009,Elm Middle,300,*,Middle,cat,0,0,20\n010,High Fir,,300,High,dog,40.2,-82.5,44\n"
    "011,Ash,<10,,K-5,emu,40.2,-82.55,1\n,District Total,1200,420,,,,,89.5\n"
)
SAID = ["rows.without_enrollment=drop", 'rows.drop=["District Total"]', "columns.teachers=Teachers"]


def test_a_receipt_says_what_was_read_made_up_and_not_used(write: Write) -> None:
    district = District.from_csv(write(FILE), rows={"without_enrollment": "drop", "drop": ["District Total"]})
    receipt = district.provenance.receipt()
    read, made, unused = (receipt.index(head) for head in ("Read from your file", "Made up by us", "Not used"))
    assert read < made < unused
    assert any("low income (free or reduced-price lunch): column 'FRL count'" in line for line in receipt[read:made])
    assert any(line.startswith("  low_income_share: 3 of 4 schools") for line in receipt[made:unused])
    assert any("Mascot" in line for line in receipt[unused:])
    assert any("'High Fir'" in line for line in receipt[unused:])
    assert district.provenance.own_file
    assert "2 of 4 schools" in district.provenance.low_income_made_up
    assert district.provenance.to_mapping()["read"]


def test_made_up_shares_are_named_in_one_sentence(write: Write) -> None:
    nothing = District.from_csv(write("school,enrollment\nA,300\nB,200\n")).provenance
    assert "every school" in nothing.low_income_made_up
    everything = District.from_csv(write("school,enrollment,low_income_share\nA,300,.2\nB,200,<=0.05\n")).provenance
    assert everything.low_income_made_up == ""
    assert not District.load("mentor").provenance.own_file
    assert "every school" in District.load("small_rural").provenance.low_income_made_up


def test_schools_of_one_name_keep_their_identifiers(write: Write) -> None:
    schools = District.from_csv(
        write("school,enrollment,state_school_id\nElm,300,007\nElm,400,008\nOak,350,\n")
    ).schools
    assert dict(zip(schools.key.tolist(), schools.identifier, strict=True)) == {0: "007", 1: "008", 2: ""}
    assert District.load("small_rural").schools.identifier == ("",) * 4


def test_a_clean_file_means_the_same_and_needs_no_corrections(write: Write, tmp_path: Path) -> None:
    path, clean = write(FILE), tmp_path / "clean.csv"
    said = districts([str(path), *SAID, f"fix={clean}"])
    assert "left out" in said
    again = District.from_csv(clean)
    first = District.from_csv(path, rows={"without_enrollment": "drop", "drop": ["District Total"]})
    assert again.fingerprint() == first.fingerprint()
    assert again.schools.identifier == first.schools.identifier
    assert again.provenance.columns["low_income_share"] == first.provenance.columns["low_income_share"]
    text = clean.read_text(encoding="utf-8-sig")
    assert "'=Oak Elementary" in text  # no formula for a spreadsheet
    assert "1..9" in text
    assert not again.provenance.notes or again.provenance.notes == first.provenance.notes


def test_a_clean_file_mends_single_cells_and_says_so(write: Write, tmp_path: Path) -> None:
    path, clean = write("School,Enrollment,Teachers,Level\nA,300,lots,hihg\nB,400,20,MS\n"), tmp_path / "clean.csv"
    with pytest.raises(DistrictError, match="2 corrections"):
        districts([str(path)])
    said = districts([str(path), f"fix={clean}"])
    assert "row 2, column 'Teachers': written as ''" in said
    assert "row 2, column 'Level': written as 'high'" in said
    assert District.from_csv(clean).schools.level.tolist() == [1, 2] or District.from_csv(clean).school_count == 2


def test_a_clean_file_decides_nothing_and_writes_over_nothing(write: Write, tmp_path: Path) -> None:
    path = write("School,Enrollment,% FRL,% Econ Disadv\nA,400,45.5,50.5\nB,500,40,45\n")
    with pytest.raises(DistrictError, match="do not mean the same"):
        districts([str(path), f"fix={tmp_path / 'clean.csv'}"])
    assert not (tmp_path / "clean.csv").exists()
    with pytest.raises(OutputError, match="not written over"):
        districts([str(path), f"fix={path}"])
    with pytest.raises(OutputError, match="cannot be written"):
        districts([str(path), "columns.low_income_share=percent_frl", f"fix={tmp_path / 'no' / 'clean.csv'}"])


def test_kept_rows_and_bounds_survive_a_clean_file(write: Write, tmp_path: Path) -> None:
    path, clean = (
        write("school,enrollment,low_income_share\nA,301,<=0.05\nB,302,.2\nC,303,.3\nFern,906,>=.9\n"),
        tmp_path / "c.csv",
    )
    districts([str(path), "rows.keep=Fern", f"fix={clean}"])
    for bounds in ("low", "middle", "high"):
        assert (
            District.from_csv(clean, bounds=bounds).fingerprint()
            == District.from_csv(path, rows={"keep": "Fern"}, bounds=bounds).fingerprint()
        )


def test_a_yaml_file_describes_a_district(write: Write, tmp_path: Path) -> None:
    write(FILE)
    rows = "rows: {drop: District Total, without_enrollment: drop}"
    text = f"title: Our town\nyear: 2018-02-30\nfile: our_schools.csv\n{rows}\n"
    (tmp_path / "ours.yaml").write_text(text + "pupils_per_teacher: 15\n", encoding="utf-8")
    district = District.from_settings({"file": str(tmp_path / "ours.yaml"), "bounds": "high"})
    assert (district.title, district.school_count, district.provenance.year) == ("Our town", 4, "2018-02-30")
    assert District.from_settings({"file": str(tmp_path / "ours.yaml"), "title": "Other"}).title == "Other"
    assert "Our town" in districts([str(tmp_path / "ours.yaml")])


BAD_YAML = {
    "a: &a [*a]\n": "itself",
    "a: " + "[" * 300: "deep",
    "- 1\n": "keys and values",
    "file: [\n": "line 2",
    "fiel: x.csv\n": "Did you mean file",
    "title: x\n": "give 'name'",
}


@pytest.mark.parametrize("text", BAD_YAML)
def test_a_yaml_file_that_describes_nothing_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DistrictError, match=BAD_YAML[text]):
        District.from_settings({"file": str(path)})


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"file": 5}, "district.file is 5"),
    ({"name": "mentor", "pupils_per_teacher": "abc"}, "pupils_per_teacher is 'abc'"),
    ({"name": "mentor", "notes": 5}, "notes is 5"),
    ({"schools": float("inf")}, "schools of a made-up district is inf"),
    ({"schools": 4, "seed": float("nan")}, "seed of a made-up district is nan"),
    ({"name": "mentor", "columns": {"level": "x"}}, "no file is named"),
    ({"file": "x.csv", "seed": 3}, "counts for nothing beside a file"),
    ({"file": "x.csv", "columns": 5}, "columns is 5"),
    ({"file": "x.csv", "columns": {"lunch": "x"}}, "unknown role of a column 'lunch'"),
    ({"file": "x.csv", "rows": ["a"]}, "rows is"),
    ({"file": "x.csv", "rows": {"drop": {"a": 1}}}, "rows.drop is"),
    ({"file": "x.csv", "bounds": "upper"}, "unknown choice of bounds 'upper'"),
    ({"file": "x.csv", "sheet": True}, "sheet is True"),
]


@pytest.mark.parametrize(("settings", "message"), WRONG)
def test_settings_of_the_wrong_kind_are_refused(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(DistrictError, match=message):
        District.from_settings(settings)
    with pytest.raises(DistrictError, match="is not the name of a file"):
        District.from_csv(3)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed", ["colums.level=x", "columns=x", "rows.drop=[a", "bounds.x=1", "level", "pupils_per_teacher=x"]
)
def test_what_is_typed_behind_a_file_is_checked(typed: str, write: Write) -> None:
    with pytest.raises(BothwaysError, match=typed[:5]):
        districts([str(write("school,enrollment\nA,300\n")), typed])


def test_the_check_takes_the_settings_that_it_advises(write: Write) -> None:
    path = write("School,Enrollment,% FRL,% Econ Disadv\nA,400,45.5,50.5\nB,500,40,45\nAll schools,900,1,1\n")
    typed = ["district.columns.low_income_share=percent_frl", 'rows.drop=["All schools"]', "bounds=low"]
    text = districts([str(path), *typed])
    assert "2 schools" in text
    assert "Made up by us" in text


def test_values_that_run_are_finite(write: Write) -> None:
    schools = District.from_csv(write(FILE), rows={"without_enrollment": "drop", "drop": "District Total"}).schools
    for column in (schools.enrollment, schools.low_income_share, schools.teachers):
        assert np.isfinite(column).all()
