"""A table is found in what people save: encodings, separators, titles, notes, spreadsheets; with limits."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pytest

from sim.district import District
from sim.district.file import Table, read_table
from sim.foundation.errors import DistrictError

Write = Callable[[str], Path]
PLAIN = [["School", "Enrollment", "FRL %"], ["\u00c9cole Oak", "1204", "45.5"], ["Elm", "300", "12.5"]]


def same(table: Table) -> None:
    assert table.name == ["\u00c9cole Oak", "Elm"]
    assert table.enrollment.tolist() == [1204, 300]
    assert table.low_income_share.tolist() == [0.455, 0.125]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_separators(encoding: str, mark: str, end: str, tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes((end.join(mark.join(row) for row in PLAIN) + end).encode(encoding))
    table = read_table(path)
    same(table)
    assert any("Windows-1252" in line for line in table.read) == (encoding in ("cp1252", "latin-1"))
    assert any("separated by" in line for line in table.read) == (mark != ",")


AROUND = {
    "titles": "Fern Schools,,\nReport 2021,,\n\nSchool,Enrollment,FRL %\n\u00c9cole Oak,1204,45.5\nElm,300,12.5\n",
    "sep": "sep=;\nSchool;Enrollment;FRL %\n\u00c9cole Oak;1204;45.5\nElm;300;12.5\n",
    "decimal commas": "School;Enrollment;FRL %\n\u00c9cole Oak;1.204;45,5\nElm;300;12,5\n",
    "thousands": 'School,Enrollment,FRL %\n\u00c9cole Oak,"1,204",45.5%\nElm,300,12.5%\n',
    "grades": 'School,Grades,Enrollment,FRL %\n\u00c9cole Oak,"9,10","1,204",45.5\nElm,"7,8",300,12.5',
    "notes": "School,Enrollment,FRL %\n\u00c9cole Oak,1204,45.5\nElm,300,12.5\n\nSource: the state\n* fewer than ten\n",
    "headings again": "School,Enrollment,FRL %\n\u00c9cole Oak,1204,45.5\nSchool,Enrollment,FRL %\nElm,300,12.5\n",
    "two rows of headings": ",,Low income,\nSchool,Enrollment,#,%\n\u00c9cole Oak,1204,548,45.5\nElm,300,37.5,12.5\n",
    "empty columns": ",School,,Enrollment,FRL %,\n,\u00c9cole Oak,,1204,45.5,\n,Elm,,300,12.5,\n",
    "excel text": 'School,ID,Enrollment,FRL %\n\u00c9cole Oak,"=""007""",1204,45.5\nElm,"=""008""",300,12.5\n',
    "control characters": "School,Enrollment,FRL %\n\u00c9cole\x1b[31mOak,1204,45.5\nElm,300,12.5\n".replace(
        "\x1b[31m", "\x07"
    ),
}


@pytest.mark.parametrize("case", AROUND)
def test_what_stands_around_a_table(case: str, write: Write) -> None:
    table = read_table(write(AROUND[case]))
    same(table)
    if case == "excel text":
        assert table.identifier == ["007", "008"]
    if case in ("titles", "notes", "headings again"):
        assert table.left_out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (",".join(f"c{i}" for i in range(10**6)).encode(), "more than 5000 columns"),
        (b"school,enrollment\n" + b"a," * 6000, "columns"),
        (b'school,enrollment\n"' + b"x" * 200_000 + b'",5\n', "a cell has 200,000 letters"),
        (b"\n" * 100_000, "is empty"),
        (bytes(range(256)) * 100, "zero bytes"),
        (b"%PDF-1.4", "is a PDF"),
    ],
)
def test_what_is_no_table_is_refused_at_once(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_bytes(content)
    with pytest.raises(DistrictError, match=message):
        read_table(path)


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """Write a small .xlsx by hand."""
    main, kind = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "application/vnd.openxmlformats-officedocument",
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    with zipfile.ZipFile(path, "w") as archive:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/s{i}.xml" ContentType="{kind}.spreadsheetml.worksheet+xml"/>'
            for i in range(len(sheets))
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="{rels}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.spreadsheetml.sheet.main+xml"/>{parts}</Types>',
        )
        one = f'<Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships">{one}</Relationships>')
        names = "".join(
            f'<sheet name="{escape(name)}" sheetId="{i + 1}" r:id="r{i}"/>' for i, name in enumerate(sheets)
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="r{i}" Type="{office}/worksheet" Target="worksheets/s{i}.xml"/>'
            for i in range(len(sheets))
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
        )
        for i, rows in enumerate(sheets.values()):
            body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
            archive.writestr(
                f"xl/worksheets/s{i}.xml", f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
            )
    return path


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


SHEET: list[list[Any]] = [
    ["Our schools"],
    ["School", "ID", "Enrollment", "FRL %"],
    ["\u00c9cole Oak", "007", 1204, 0.455],
    ["Elm", "008", 300, 0.125],
]


def test_a_spreadsheet_is_read(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    table = read_table(workbook(tmp_path / "schools.xlsx", {"Read me": [["A note"]], "Schools": SHEET}))
    same(table)
    assert table.identifier == ["007", "008"]
    assert any("Read me" in line for line in table.left_out)


def test_of_several_sheets_one_is_asked_for(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = workbook(tmp_path / "schools.xlsx", {"2022": SHEET, "2023": SHEET})
    with pytest.raises(DistrictError, match="2 sheets could hold the schools"):
        District.from_csv(path)
    assert District.from_csv(path, sheet="2023").school_count == 2
    with pytest.raises(DistrictError, match="Did you mean 2023"):
        District.from_csv(path, sheet="2024")


def test_without_the_extra_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(DistrictError, match=r"extra 'excel'.*pip install python-calamine"):
        read_table(workbook(tmp_path / "schools.xlsx", {"Schools": SHEET}))


def test_a_damaged_spreadsheet_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    path = tmp_path / "schools.xlsx"
    path.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(DistrictError, match="cannot be read as a spreadsheet"):
        read_table(path)


def test_many_rows_and_columns_are_read(write: Write) -> None:
    rows = "".join(f"S{i},{300 + i % 500},0.{10 + i % 89}\n" for i in range(20_000))
    assert len(read_table(write("school,enrollment,low_income_share\n" + rows)).name) == 20_000
    wide = ",".join(f"c{i}" for i in range(3000))
    table = read_table(write(f"School,Students,{wide}\nA,300,{wide}\nB,200,{wide}\n"))
    assert np.isnan(table.low_income_share).all()
