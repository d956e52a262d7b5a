"""A school file is read as it stands, and every mistake in it has its message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sim.district import District
from sim.foundation.errors import DistrictError

Write = Callable[[str], Path]


def test_two_columns_are_enough(write: Write) -> None:
    rows = "\n".join(f"School {i},{300 + 20 * i}" for i in range(30))
    district = District.from_csv(write(f"school,enrollment\n{rows}\n"))
    assert district.name == "our_schools"
    assert district.school_count == 30
    columns = district.provenance.columns
    assert columns["enrollment"].generated == 0
    for name in ("low_income_share", "level", "zone", "teachers"):
        assert columns[name].generated == 30
        assert columns[name].grade in {"measured", "assumed"}
    assert district.low_income_share == pytest.approx(0.5, abs=1e-6)
    assert district.segregation == pytest.approx(0.28, abs=1e-6)
    assert 13.5 < district.student_count / district.teacher_count < 16.5


def test_what_is_given_is_taken(write: Write) -> None:
    text = (
        "School, Enrollment ,level,zone,low_income_share,teachers,latitude,longitude,state_school_id\n"
        '"Oak, West",400,K-8,north,0.25,25.4,40.1,-82.5,a\n'
        "Elm,900,High School,south,<=0.05,60,40.2,-82.6,b\n\n"
        "Fir,500,middle,north,0.75,30,40.3,-82.4,c\n"
    )
    schools = District.from_csv(write(text)).schools
    assert schools.name == ("Oak, West", "Fir", "Elm")
    assert schools.level.tolist() == [0, 1, 2]
    assert schools.zone.tolist() == [0, 0, 1]
    assert schools.low_income_share.tolist() == [0.25, 0.75, 0.025]
    assert schools.teachers.tolist() == [25, 30, 60]
    assert schools.key.tolist() == [0, 2, 1]


def test_missing_cells_are_filled_and_marked(write: Write) -> None:
    text = "school,enrollment,low_income_share,level\nA,400,0.2,elementary\nB,500,,elementary\nC,1500,0.8,\n"
    district = District.from_csv(write(text))
    assert district.provenance.columns["low_income_share"].rows == (1,)
    assert district.provenance.columns["level"].rows == (2,)
    filled = district.schools.low_income_share[list(district.schools.name).index("B")]
    assert filled == 0.2


def test_a_level_is_read_from_the_name(write: Write) -> None:
    names = {
        "High Point Elementary School": 0,
        "Lake Junior High": 1,
        "Jefferson Junior/Senior High": 2,
        "Mentor High School Preschool": 0,
        "Ridge Middle School": 1,
        "Winograd K-8 Elementary School": 0,
        "Greeley West High School": 2,
    }
    schools = District.from_csv(write("school,enrollment\n" + "".join(f"{name},500\n" for name in names))).schools
    assert dict(zip(schools.name, schools.level.tolist(), strict=True)) == names


def test_other_columns_are_named_as_not_used(write: Write) -> None:
    district = District.from_csv(write("school,enrollment,mascot\nA,400,owl\nB,300,fox\n"))
    assert district.provenance.ignored == ("mascot",)
    assert "mascot" in district.provenance.describe()


def test_a_school_appended_keeps_the_others_keys_and_draws(write: Write) -> None:
    body = "".join(f"School {i},{300 + 10 * i},0.{i + 10}\n" for i in range(20))
    before = District.from_csv(write("school,enrollment,low_income_share\n" + body))
    after = District.from_csv(write("school,enrollment,low_income_share\n" + body + "New,400,0.5\n"))
    old, new = before.population(1), after.population(1)
    both = np.isin(new.entity, old.entity)
    assert both.sum() == len(old)
    experience = dict(zip(new.entity.tolist(), new.experience.tolist(), strict=True))
    assert all(experience[e] == x for e, x in zip(old.entity.tolist(), old.experience.tolist(), strict=True))


def test_pupils_per_teacher_scales_what_is_generated(write: Write) -> None:
    path = write("school,enrollment\n" + "".join(f"S{i},{400 + i}\n" for i in range(20)))
    district = District.from_csv(path, pupils_per_teacher=12.0)
    assert district.student_count / district.teacher_count == pytest.approx(12.0, rel=0.02)
    with pytest.raises(DistrictError, match="pupils_per_teacher is 100"):
        District.from_csv(path, pupils_per_teacher=100.0)


GOOD = "school,enrollment,low_income_share,level,latitude,teachers\n"

BAD = {
    "nothing": ("", "is empty"),
    "header only": ("school,enrollment\n", "has a header but no schools"),
    "no enrollment": ("school,level\nA,high\n", "required column 'enrollment' is missing"),
    "near miss": ("school,enrolmnt\nA,3\n", "enrollment=enrolmnt"),
    "column twice": ("school,enrollment,enrollment\nA,3,4\n", r"'enrollment \(column B\)', 'enrollment \(column C\)'"),
    "misspelt column": ("school,enrollment,low_incme_share\nA,3,0.1\n", "low_income_share=low_incme_share"),
    "no name": (GOOD + ",3,,,,\n", r"row 2, column 'school': the name is empty"),
    "same name": (GOOD + "A,3,,,,\nB,4,,,,\n a ,5,,,,\n", r"row 4: school 'a' is also in row 2"),
    "empty enrollment": (GOOD + "A,,,,,\n", r"row 2, column 'enrollment': empty"),
    "no students": (GOOD + "A,400,,,,\nB,0,,,,\n", r"row 3, column 'enrollment': empty, zero"),
    "negative": (GOOD + "A,-4,,,,\n", r"row 2, column 'enrollment': '-4' is not possible. Allowed is 1 to 50000"),
    "text": (GOOD + "A,many,,,,\n", r"row 2, column 'enrollment': 'many' is not a number"),
    "not finite": (GOOD + "A,inf,,,,\n", r"column 'enrollment': 'inf' is not a number"),
    "400 digits": (GOOD + "A," + "9" * 400 + ",,,,\n", r"column 'enrollment': '9+\.\.\.' is not"),
    "another script's digits": (GOOD + "A,3\u00b2,,,,\n", r"'3\u00b2' is not a number"),
    "negative share": (GOOD + "A,300,-0.1,,,\nB,300,0.1,,,\n", r"column 'low_income_share': '-0.1' is not a share"),
    "share far above one": (GOOD + "A,300,0.5,,,\nB,300,1.4,,,\n", "its numbers go up to 1.4"),
    "level": (GOOD + "A,300,,hihg,,\n", r"row 2, column 'level': 'hihg' is no level that we know. Did you mean high"),
    "latitude": (GOOD + "A,300,,,140,\n", r"column 'latitude': '140' is not possible"),
    "teachers": (GOOD + "A,300,,,,2001\n", r"column 'teachers': '2001' is not possible. Allowed is 0 to 2000"),
    "too many teachers": (GOOD + "A,45000,,,,\n", r"row 2: 45000 students would need \d+ teachers"),
    "long row": (GOOD + "A,300,,,,,,x\n", r"row 2: 8 cells, but the header has 6 columns"),
    "open quote": (GOOD + 'B,200,,,,\n"A,300,,,,\n', r"row 3: a quotation mark is opened here and not closed"),
    "quote inside": (
        GOOD + '"The "Best" school",300,,,,\n',
        r"row 2: a quotation mark .* Close it, take it out, or write it twice",
    ),
    "same id": ("school,enrollment,state_school_id\nA,3,7\nB,4,7\n", r"row 3: state_school_id '7' is also in row 2"),
    "a web page": ("<html><table></table></html>", "is a web page"),
}


@pytest.mark.parametrize("case", BAD)
def test_every_mistake_has_its_message(write: Write, case: str) -> None:
    text, message = BAD[case]
    with pytest.raises(DistrictError, match=message) as caught:
        District.from_csv(write(text))
    assert "our_schools.csv" in str(caught.value)


def test_one_name_twice_is_fine_with_identifiers(write: Write) -> None:
    district = District.from_csv(write("school,enrollment,state_school_id\nA,300,1\nA,400,2\n"))
    assert district.school_count == 2
    with pytest.raises(DistrictError, match="2 schools of our_schools are called 'A'"):
        district.advice_network(school="A")
    with pytest.raises(DistrictError, match="Did you mean"):
        District.load("mentor").advice_network(school="Mentor High Schol")
    with pytest.raises(DistrictError, match="must be a whole number from 0 to 1"):
        district.advice_network(school=5)


def test_a_missing_file_names_its_neighbours(write: Write) -> None:
    path = write("school,enrollment\nA,300\n")
    with pytest.raises(DistrictError, match=r"there is no file .*Near it: our_schools\.csv"):
        District.from_csv(path.with_name("our_school.csv"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DistrictError, match="cannot be read"):
        District.from_csv(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "excel.csv"
    path.write_text("school,enrollment\r\nA,300\r\n", encoding="utf-8-sig")
    assert District.from_csv(path).school_count == 1
