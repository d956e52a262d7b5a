"""All mistakes of a file come at once, and each piece of advice, followed literally, brings the file further."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.district.file import Choices, read_table
from sim.district.file.mistakes import CellChange, Mistake, Remedy, RowRemoval, SchoolFileError, SettingChange

Write = Callable[[str], Path]

HEAD = "school,enrollment,low_income_share,level,latitude,longitude,teachers\n"
FAULTY = {
    "text for students": HEAD + "A,many,.1,,,,\nB,300,.2,,,,\n",
    "text for teachers": HEAD + "A,300,.1,,,,xyz\nB,300,.2,,,,20\n",
    "too many teachers": HEAD + "A,300,.1,,,,9999\nB,300,.2,,,,20\n",
    "unlikely teachers": HEAD + "A,100,.1,,,,2000\nB,5000,.2,,,,1\n",
    "text for a share": HEAD + "A,300,lots,,,,\nB,300,.2,,,,\n",
    "a negative share": HEAD + "A,300,-0.1,,,,\nB,300,.2,,,,\n",
    "a misspelt level": HEAD + "A,300,.1,hihg,,,\nB,300,.2,middel,,,\n",
    "no such place": HEAD + "A,300,.1,,140,-86,\nB,300,.2,,34,-86,\n",
    "text for a place": HEAD + "A,300,.1,,north,-86,\nB,300,.2,,34,-86,\n",
    "one place swapped": HEAD + "A,300,.1,,34,-86,\nB,300,.2,,-86,34,\nC,300,.2,,34,-86,\n",
    "all places swapped": HEAD + "A,300,.1,,-86,34,\nB,300,.2,,-86.1,34.1,\n",
    "no students": HEAD + "A,,.1,,,,\nB,300,.2,,,,\nC,0,.3,,,,\nD,-1,.3,,,,\n",
    "no name": HEAD + ",300,.1,,,,\nB,300,.2,,,,\n",
    "one name twice": HEAD + "A,300,.1,,,,\nB,300,.2,,,,\na,400,.2,,,,\n",
    "one identifier twice": "school,enrollment,state_school_id\nA,300,1\nB,400,1\n",
    "a total": HEAD + "A,300,.1,,,,\nB,300,.2,,,,\nDistrict Total,600,.15,,,,\n",
    "a sum": HEAD + "A,301,.1,,,,\nB,302,.2,,,,\nC,303,.2,,,,\nFern,906,.15,,,,\n",
    "averages": HEAD + "A,300,.1,,,,\nB,300,.2,,,,\nState average,,.3,,,,\nMedian,300,.1,,,,\n",
    "two years": "school,year,enrollment\nA,2016,300\nB,2016,400\nA,2017,310\nB,2017,410\n",
    "two districts": "school,district,enrollment\nA,North,300\nB,South,400\nC,North,500\n",
    "two kinds of rows": "school,Level of row,enrollment\nA,School,300\nB,School,400\nFern,District,700\n",
    "rows by grade": "school,GradeLevel,enrollment\nA,AllGrades,300\nA,K,100\nA,1,200\nB,AllGrades,400\nB,K,400\n",
    "two measures": "School,Enrollment,% FRL,% Econ Disadv\nA,400,45.5,50.5\nB,500,40,45\n",
    "a doubtful measure": "School,Enrollment,FRL of sorts\nA,400,45.5\nB,500,40\n",
    "an unclear unit": "School,Enrollment,FRL\nA,400,45\nB,500,80\n",
    "a small percentage": "School,Enrollment,Pct FRL\nA,400,0.5\nB,500,1\nC,600,0.8\n",
    "mixed units": "School,Enrollment,FRL\nA,400,0.45\nB,500,45.5\n",
    "more poor students than students": "School,Enrollment,FRL count\nA,400,900\nB,500,100\n",
    "two columns of students": "School,Enrollment 2019,Enrollment 2020\nA,300,310\nB,200,220\n",
    "no column of students": "School,Heads\nA,300\nB,200\n",
    "no column of names": "Whatever,Students\nOak,300\nElm,200\n",
    "a doubtful zone": "School,Enrollment,Feeder thing\nA,300,x\nB,200,y\n",
    "doubtful teachers": "School,Enrollment,Staff\nA,300,20\nB,200,13\n",
    "a thing that no column holds": "School,Enrollment,Y,X\nA,300,34.1,-86.1\nB,200,34.2,-86.2\n",
}


def mistakes_of(path: Path, choices: Choices) -> tuple[Mistake, ...]:
    try:
        read_table(path, choices)
    except SchoolFileError as error:
        return error.mistakes
    return ()


def follow(path: Path, choices: Choices, way: tuple[Remedy, ...]) -> Choices:
    """Do literally what one way out says, to the file or to the settings."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    header = list(rows[0])
    columns, kept_rows = dict(choices.columns), dict(choices.rows)
    for change in way:
        if isinstance(change, CellChange):
            rows[change.line - 1][header.index(change.column)] = change.text
        elif isinstance(change, SettingChange):
            top, _, key = change.key.partition(".")
            value = change.value if isinstance(change.value, tuple) else (change.value,)
            (columns if top == "columns" else kept_rows)[key] = value
    gone = {change.line - 1 for change in way if isinstance(change, RowRemoval)}
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row for i, row in enumerate(rows) if i not in gone)
    return Choices(columns, kept_rows)


@pytest.mark.parametrize("case", FAULTY)
def test_every_piece_of_advice_brings_the_file_further(case: str, write: Write) -> None:
    path = write(FAULTY[case])
    first = mistakes_of(path, Choices())
    assert first, "this file is read without a word"
    tried = 0
    for mistake in first:
        for way in mistake.remedies:
            path = write(FAULTY[case])
            choices = follow(path, Choices(), way)
            left = mistakes_of(path, choices)
            assert mistake.text not in {other.text for other in left}, f"{way} changes nothing"
            tried += 1
            for _ in range(4):  # and the rest of the advice leads to the end
                if not left:
                    break
                choices = follow(path, choices, left[0].remedies[0])
                left = mistakes_of(path, choices)
            assert not left
    assert tried


def test_advice_keeps_the_meaning_of_other_cells(write: Write) -> None:
    path = write(FAULTY["unlikely teachers"])
    choices = follow(path, Choices(), mistakes_of(path, Choices())[0].remedies[0])
    table = read_table(path, choices)
    assert table.enrollment.tolist() == [100, 5000]
    assert table.low_income_share.tolist() == [0.1, 0.2]


def test_all_mistakes_come_at_once_grouped_and_counted(write: Write) -> None:
    many = "".join(f"S{i},x{i},.2,,,,\n" for i in range(9))
    text = HEAD + many + "B,300,lots,hihg,140,-86,none at all\n,300,.2,,,,\nDistrict Total,600,.2,,,,\n"
    with pytest.raises(SchoolFileError) as caught:
        read_table(write(text))
    message = str(caught.value)
    assert "rows 2, 3, 4, 5 and 5 more, column 'enrollment'" in message
    for word in ("'lots'", "'hihg'", "'140'", "'none at all'", "name is empty", "District Total"):
        assert word in message
    assert message.count("\n") == len(caught.value.mistakes) == 7


def test_rows_that_may_be_no_schools_are_not_checked_cell_by_cell(write: Write) -> None:
    found = mistakes_of(write(HEAD + "A,300,.1,,,,\nB,300,.2,,,,\nState total,9000000,lots,,,,\n"), Choices())
    assert len(found) == 1


SETTINGS: dict[str, dict[str, Any]] = {
    "columns.low_income_share": {"columns": {"low_income_share": ("nowhere",)}},
    "columns.school": {"columns": {"school": ("none",)}},
    "rows.county": {"rows": {"county": ("x",)}},
    "rows: unknown school": {"rows": {"drop": ("Oka",)}},
}


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_that_do_not_fit_the_file_are_named(case: str, write: Write) -> None:
    path = write("school,enrollment\nOak,300\nElm,200\n")
    with pytest.raises(SchoolFileError, match=case):
        read_table(path, Choices(**SETTINGS[case]))
