"""Which rows are schools, and what their cells say: suppression, units, levels, odd values, each of them said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.district import District
from sim.district.file import Choices, read_table
from sim.district.file.cells import Cell, read_number
from sim.district.file.grades import level_of_grades, read_grades, read_level
from sim.district.file.mistakes import SchoolFileError
from sim.district.file.not_schools import adds_others_up, looks_like_a_total

Write = Callable[[str], Path]
INF = float("inf")

NUMBERS = {
    "412": (412, 412),
    "1,204": (1204, 1204),
    "1 204": (1204, 1204),
    "45%": (45, 45),
    "<10": (-INF, 10),
    "n<10": (-INF, 10),
    "<=0.05": (-INF, 0.05),
    "LE5": (-INF, 5),
    "GE95": (95, INF),
    ">=95%": (95, INF),
    "Above 95%": (95, INF),
    ">=.9": (0.9, INF),
    "95% or more": (95, INF),
    "\u22655": (5, INF),
    "less than 10": (-INF, 10),
    "5-9": (5, 9),
    "0.1..0.3": (0.1, 0.3),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_and_bounds(text: str) -> None:
    cell = read_number(text)
    assert (cell.low, cell.high) == NUMBERS[text]
    assert cell.percent == ("%" in text)


@pytest.mark.parametrize(
    "text", ["", "*", "\u2020", "N/A", "NA", "-", "--", ".", "s", "TS", "\u2013", "n/a", "Suppressed"]
)
def test_words_for_unknown(text: str) -> None:
    assert not read_number(text).known
    assert not read_number(text).bad


@pytest.mark.parametrize(
    "text", ["many", "1,2,3", "\u00b2", "\u0664\u0665", "1e3", "=1+1", "12,34", "9" * 400, "0x10", "--5"]
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text).bad


LEVELS = {
    **dict.fromkeys(
        ("ES", "Elem", "K-5", "PK-8", "Primary", "Elementary Schools (Public)", "PK", "Elementary & Middle"), 0
    ),
    **dict.fromkeys(
        ("MS", "Jr High", "Junior High School", "6-8", "Intermediate/Middle Schools (Public)", "MIDDLE SCHL"), 1
    ),
    **dict.fromkeys(("HS", "09-12", "High Schools (Public)", "K-12", "Jr/Sr High", "secondary", "Middle/High"), 2),
    **dict.fromkeys(("Other", "Ungraded", "", "Charter", "Not applicable"), -1),
    "hihg": None,
}


@pytest.mark.parametrize("text", LEVELS)
def test_words_for_levels(text: str) -> None:
    assert read_level(text) == LEVELS[text]


GRADES = {
    "K-5": (0, 5, 0),
    "KG-05": (0, 5, 0),
    "PK,K,1,2,3": (-1, 3, 0),
    "09,10,11,12": (9, 12, 2),
    "Pre-K to 5": (-1, 5, 0),
    "6th-8th": (6, 8, 1),
    "7-9": (7, 9, 1),
    "9": (9, 9, 2),
    "PreK-12": (-1, 12, 2),
    "PK, K-8": (-1, 8, 0),
    "9-12, UG": (9, 12, 2),
    "EE-05": (-1, 5, 0),
}


@pytest.mark.parametrize("text", GRADES)
def test_spans_of_grades(text: str) -> None:
    low, high, level = GRADES[text]
    assert read_grades(text) == (low, high)
    assert level_of_grades(low, high) == level


def test_words_that_are_no_grades() -> None:
    assert read_grades("UG") is None
    assert read_grades("M-M") is None
    assert read_grades("many") is None


def test_grades_win_over_drawing_by_size(write: Write) -> None:
    text = "school,enrollment,grades\nCareer Center,120,9-12\nUpper Campus,500,9-12\nCreek,450,K-5\n"
    district = District.from_csv(write(text))
    assert sorted(district.schools.level.tolist()) == [0, 2, 2]
    assert district.provenance.columns["level"].generated == 0


SUPPRESSED = "School,Enrollment,Low Income #,Low Income %\nA,400,*,<5%\nB,500,<10,<5%\nC,300,285,GE95\nD,600,300,50.0\n"


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [("low", [0, 0, 0.95, 0.5]), ("middle", [0.025, 0.009, 0.95, 0.5]), ("high", [0.05, 0.018, 0.95, 0.5])],
)
def test_suppressed_cells_run_as_the_middle_or_an_end(bounds: str, expected: list[float], write: Write) -> None:
    district = District.from_csv(write(SUPPRESSED), bounds=bounds)
    order = np.argsort(district.schools.key)
    assert district.schools.low_income_share[order] == pytest.approx(expected)
    assert any("as a bound" in line for line in district.provenance.receipt())
    assert district.provenance.low_income_made_up == ""


def test_a_small_number_of_students_is_an_interval(write: Write) -> None:
    table = read_table(write("school,enrollment\nAlder Elementary,<10\nBirch Elementary,310\n"))
    assert table.enrollment.tolist() == [5, 310]
    assert table.enrollment_bounds[0] == (1, 9)


def test_codes_are_unknown_and_rows_without_students_of_their_own_are_left_out(write: Write) -> None:
    rows = "A,400,200,25,34.1,-86.1\nB,500,-1,-1,0,0\nC,300,60,20,-1,-1\nD,-2,-2,4,34.2,-86.2\n"
    text = f"SCH_NAME,MEMBER,TOTFRL,FTE,LATCOD,LONCOD\n{rows}"
    table = read_table(write(text))
    assert table.name == ["A", "B", "C"]
    assert np.isnan(table.low_income_share).tolist() == [False, True, False]
    assert np.isnan(table.latitude).tolist() == [False, True, True]
    assert np.isnan(table.teachers).tolist() == [False, True, False]
    assert any("'D'" in line for line in table.left_out)


def test_closed_schools_are_left_out_and_said(write: Write) -> None:
    table = read_table(write("School,Status,Enrollment\nA,Open,400\nB,Closed,0\nC,Open,500\n"))
    assert table.name == ["A", "C"]
    assert any("not open" in line for line in table.left_out)


TOTALS = (
    "District Total",
    "Total",
    "TOTAL: Springfield",
    "State average",
    "All schools",
    "Averages",
    "Median",
    "Statewide",
    "State of Ohio",
    "Dallas ISD Total",
    "Elementary subtotal",
    "District Office",
)
NO_TOTALS = (
    "Total Learning Academy",
    "National Teachers Academy",
    "Central High",
    "State Street Elementary",
    "District 6 Online Academy",
    "All Saints Elementary",
    "Mean Street School",
    "Union High",
)


def test_names_of_totals() -> None:
    assert [name for name in TOTALS if not looks_like_a_total(name)] == []
    assert [name for name in NO_TOTALS if looks_like_a_total(name)] == []


def test_rows_that_add_others_up() -> None:
    assert adds_others_up(np.array([100.0, 210, 320, 630])) == [3]
    assert adds_others_up(np.array([630.0, 100, 210, 320])) == [0]
    assert adds_others_up(np.array([100.0, 210, 320, 630, 50, 60, 75, 185])) == [3, 7]
    assert adds_others_up(np.array([100.0, 200, 300])) == []
    assert adds_others_up(np.array([100.0, 210, 320, 631])) == []


def test_a_row_that_is_kept_is_a_school(write: Write) -> None:
    path = write("school,enrollment\nA,301\nB,302\nC,303\nFern High,906\n")
    assert len(read_table(path, Choices(rows={"keep": ("Fern High",)})).name) == 4
    assert len(read_table(path, Choices(rows={"drop": ("row 5",)})).name) == 3


MANY = (
    "SchoolYear,OrganizationLevel,DistrictName,SchoolName,SchoolCode,GradeLevel,All Students,Low-Income\n"
    "2022-23,District,Fern,District Total,0,AllGrades,900,400\n2022-23,School,Fern,A,1,AllGrades,400,200\n"
    "2022-23,School,Fern,A,1,K,100,50\n2022-23,School,Fern,A,1,1,300,150\n2022-23,School,Fern,B,2,AllGrades,500,200\n"
    "2022-23,School,Fern,B,2,K,200,50\n2022-23,School,Fern,B,2,1,300,150\n2021-22,School,Fern,A,1,AllGrades,410,210\n"
    "2022-23,School,Moss,C,3,AllGrades,700,100\n"
)


def test_years_districts_and_breakdowns_are_picked(write: Write) -> None:
    path = write(MANY)
    with pytest.raises(SchoolFileError) as caught:
        read_table(path)
    for line in (
        "rows.organizationlevel=School",
        "rows.district=Fern",
        "rows.year=2022-23",
        "rows.gradelevel=AllGrades",
    ):
        assert line in str(caught.value)
    rows = {"organizationlevel": ("School",), "district": ("fern",), "year": ("2022-23",), "gradelevel": ("AllGrades",)}
    table = read_table(path, Choices(rows=rows))
    assert table.name == ["A", "B"]
    assert table.low_income_share.tolist() == [0.5, 0.4]
    with pytest.raises(SchoolFileError, match="Did you mean 'Fern'"):
        read_table(path, Choices(rows=rows | {"district": ("Ferm",)}))


def test_a_district_is_picked_by_number_with_or_without_zeros(write: Write) -> None:
    text = (
        "school,lea_id,county,enrollment\nA,0100005,ELM,300\nB,0100005,ELM,310\nC,0200006,OAK,300\nD,0200006,OAK,320\n"
    )
    with pytest.raises(SchoolFileError, match=r"0100005 \(ELM\): 2 rows"):
        read_table(write(text))
    assert read_table(write(text), Choices(rows={"district": ("100005",)})).name == ["A", "B"]
    assert len(read_table(write(text), Choices(rows={"district": ("all",)})).name) == 4


ODD = {
    "more than half": "School,Enrollment\nA,400\nB,5000\nC,500\nD,300\n",
    "every low-income share is 0.3": "School,Enrollment,FRL share\nA,400,0.3\nB,500,0.3\nC,500,0.3\n",
    "slightly above": "School,Enrollment,FRL share\nA,400,1.02\nB,500,0.9\nC,500,0.3\n",
    "fraction of a student": "School,Enrollment\nA,400.5\nB,500\n",
    "students per teacher are unusual": "School,Enrollment,Teachers\nA,400,150\nB,500,30\n",
    "far from all others": "School,Enrollment,lat,lon\nA,400,34,-86\nB,500,34.1,-86.1\nC,500,34.2,-86\nD,500,34.2,86\n",
    "exactly 1": "School,Enrollment,FRL share\nA,400,1\nB,500,1\nC,500,1\nD,400,0.3\n",
    "speaks of low income, but holds no numbers": "School,Enrollment,Low income\nA,400,yes\nB,500,no\n",
    "cut the identifiers": "School,School ID,Enrollment\nA,1.1E+11,400\nB,1.1E+11,500\n",
    "no teachers": "School,Enrollment,Teachers\nA,400,0\nB,500,30\n",
}


@pytest.mark.parametrize("said", ODD)
def test_what_is_odd_is_said(said: str, write: Write) -> None:
    district = District.from_csv(write(ODD[said]))
    assert any(said in note for note in district.provenance.notes)
    assert any(said in line for line in district.provenance.receipt())


UNITS: dict[str, tuple[list[str], Any]] = {
    "shares": (["0.6", "0.3", "1"], "share"),
    "percentages": (["60.5", "30", "100"], "percent"),
    "signs": (["60%", "30%", "1%"], "percent"),
    "counts": (["240", "150", "600"], "count"),
    "half percents": (["0.5", "1", "0.8"], "share"),
    "whole numbers": (["45", "80", "62"], None),
    "a mixture": (["0.45", "45.5", "0.3"], None),
    "just above one": (["1.02", "0.9", "0.5"], "share"),
    "well above one": (["1.3", "0.9", "0.5"], None),
}


@pytest.mark.parametrize("case", UNITS)
def test_a_unit_is_decided_for_a_whole_column(case: str, write: Write) -> None:
    values, unit = UNITS[case]
    text = "School,Enrollment,FRL\n" + "".join(f"S{i},{400 + 100 * i},{value}\n" for i, value in enumerate(values))
    if unit is None:
        with pytest.raises(SchoolFileError, match="FRL"):
            read_table(write(text))
        return
    plain = [float(value.rstrip("%")) for value in values]
    by = {"share": [1.0] * 3, "percent": [100.0] * 3, "count": [400.0, 500.0, 600.0]}[unit]
    expected = [min(1.0, value / students) for value, students in zip(plain, by, strict=True)]
    assert read_table(write(text)).low_income_share == pytest.approx(expected)


def test_a_heading_of_percent_over_numbers_below_one_is_asked(write: Write) -> None:
    path = write("School,Enrollment,Pct FRL\nA,400,0.5\nB,500,1\nC,600,0.8\n")
    with pytest.raises(SchoolFileError, match="no number is above 1"):
        read_table(path)
    as_percent = read_table(path, Choices(columns={"low_income_percent": ("pct_frl",)}))
    assert as_percent.low_income_share == pytest.approx([0.005, 0.01, 0.008])
    as_share = read_table(path, Choices(columns={"low_income_share": ("Pct FRL",)}))
    assert as_share.low_income_share == pytest.approx([0.5, 1, 0.8])


def test_counts_are_added_up_when_several_are_named(write: Write) -> None:
    path = write("School,Enrollment,Direct Cert Count,Other needy count\nA,400,100,20\nB,500,50,25\n")
    choices = Choices(columns={"low_income_count": ("Direct Cert Count", "Other needy count")})
    assert read_table(path, choices).low_income_share == pytest.approx([0.3, 0.15])


def test_intervals_are_open_where_nothing_is_known() -> None:
    assert Cell(1.0, 2.0).known
    assert not read_number("*").known


LONG = (
    "Division,School Name,Subgroup,Total Count\nFern,A,All Students,400\nFern,A,Female,190\n"
    "Fern,A,Economically Disadvantaged,200\nFern,A,Not Economically Disadvantaged,200\n"
    "Fern,B,All Students,500\nFern,B,Female,260\n"
    "Fern,B,Economically Disadvantaged,<10\nFern,B,Not Economically Disadvantaged,<\n"
)


def test_rows_of_low_income_students_become_a_column(write: Write) -> None:
    path = write(LONG)
    with pytest.raises(SchoolFileError, match=r"district\.rows\.subgroup=.All Students"):
        read_table(path)
    table = read_table(path, Choices(rows={"subgroup": ("All Students",)}))
    assert table.name == ["A", "B"]
    assert table.enrollment.tolist() == [400, 500]
    assert table.low_income_share == pytest.approx([0.5, 4.5 / 500])
    assert table.measure == "economically disadvantaged"


def test_names_with_other_signs_for_digits_are_no_trouble(write: Write) -> None:
    text = "school,enrollment,zone\nA,300,Zone 2\u00b2\nB,200,Zone 10\n"
    assert District.from_csv(write(text)).zone_names == ("Zone 2\u00b2", "Zone 10")
