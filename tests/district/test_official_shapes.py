"""The files that publishers give out are read rightly, whatever the order of their columns."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import Any

import pytest

from sim.district.file import Choices, Table, read_table
from sim.district.file.mistakes import SchoolFileError
from sim.district.file.words import slug

KEYS = ("name", "id", "n", "low", "free", "lo", "hi", "t", "lat", "lon", "level")
TRUTH: list[dict[str, Any]] = [
    dict(zip(KEYS, row, strict=True))
    for row in (
        ("Alder Elementary", "0112601", 412, 300, 240, "KG", "05", 25.5, 34.26, -86.21, 0),
        ("Birch Elementary", "0112602", 355, 81, 60, "PK", "05", 21.0, 34.27, -86.19, 0),
        ("Cedar Middle", "0112603", 610, 380, 330, "06", "08", 36.0, 34.25, -86.22, 1),
        ("Dogwood High", "0112604", 1204, 562, 402, "09", "12", 70.5, 34.28, -86.2, 2),
        ("Elm Academy", "0112605", 498, 133, 99, "KG", "08", 30.0, 34.24, -86.18, 0),
    )
]


def fields_of(row: dict[str, Any]) -> dict[str, str]:
    """Every value that a shape can name, for one school of the truth."""
    n, low, free, level = row["n"], row["low"], row["free"], row["level"]
    first = {"PK": "PK,K", "KG": "K"}.get(row["lo"], row["lo"])
    made = {
        "reduced": low - free,
        "paid": n - low,
        "n_less": n - 9,
        "low_less": low - 5,
        "level_code": level + 1,
        "span": f"{row['lo']}-{row['hi']}",
        "span_short": f"{row['lo'].replace('KG', 'K')}-{int(row['hi'])}",
        "span_spaced": f"{row['lo']} {row['hi']}",
        "grade_list": f"{first},{row['hi']}",
        "lo_code": {"PK": "-1", "KG": "0"}.get(row["lo"]) or str(int(row["lo"])),
        "hi_code": int(row["hi"]),
        "first_word": row["name"].split()[0].upper(),
        "local_id": row["id"][2:],
        "state_id": f"AL-901-{row['id']}",
        "excel_id": f'="01099990{row["id"]}"',
        "letter_id": f"A{row['id']}",
        "level_word": ("Elementary", "Middle", "High")[level],
        "level_letter": "EMS"[level],
        "level_short": ("ES", "MS", "HS")[level],
        "level_schools": (
            "Elementary Schools (Public)",
            "Intermediate/Middle Schools (Public)",
            "High Schools (Public)",
        )[level],
        "level_school": ("Elementary School", "Middle School", "High School")[level],
        "level_capitals": ("ELEMENTARY", "MIDDLE SCHL", "HIGH SCHOOL")[level],
        "network": f"Network {level + 1}",
        "feeder": "North" if level else "South",
    }
    for part, name in ((low, ""), (free, "free_")):
        for digits in (0, 1, 2):
            made[f"{name}percent{digits}"] = f"{100 * part / n:.{digits}f}"
            made[f"{name}percent{digits}%"] = f"{100 * part / n:.{digits}f}%"
        for digits in (6, 15):
            made[f"{name}share{digits}"] = f"{part / n:.{digits}f}"
    return {key: str(value) for key, value in (row | made).items()}


def load_shapes() -> dict[str, dict[str, Any]]:
    """Read official_shapes.txt: rows, what must come out, what a user has to say."""
    text = Path(__file__).with_name("official_shapes.txt").read_text(encoding="utf-8")
    shapes = {}
    for name, body in re.findall(r"^\[(.+)\]\n((?:.+\n?)+)", text, re.MULTILINE):
        lines = body.splitlines()
        choose = dict(re.findall(r"^choose: (\S+) = (.+)$", body, re.MULTILINE))
        columns = (
            " ".join(line for line in lines if not line.startswith(("gives:", "choose:"))).rstrip(" |").split(" | ")
        )
        pairs = [re.split(r" <- |=", column, maxsplit=1) for column in columns]
        headings = [heading.strip().replace("\\n", "\n") for heading, _ in pairs]
        rows = [
            [
                fields_of(row)[value] if " <- " in column else value
                for column, (_, value) in zip(columns, pairs, strict=True)
            ]
            for row in TRUTH
        ]
        shapes[name] = {"rows": [headings, *rows], "gives": lines[0].split()[1:], "choose": choose}
    return shapes


SHAPES = load_shapes()


def read(rows: list[list[str]], choose: dict[str, str], folder: Path) -> Table:
    path = folder / "schools.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return read_table(path, Choices(columns={role: (column,) for role, column in choose.items()}))


@pytest.mark.parametrize("shuffle", [0, 1, 2])
@pytest.mark.parametrize("name", SHAPES)
def test_a_publishers_file_is_read_rightly(name: str, shuffle: int, tmp_path: Path) -> None:
    shape = SHAPES[name]
    order = list(range(len(shape["rows"][0])))
    if shuffle:
        random.Random(shuffle).shuffle(order)
    table = read([[row[i] for i in order] for row in shape["rows"]], shape["choose"], tmp_path)
    assert table.name == [row["name"] for row in TRUTH]
    assert table.enrollment.tolist() == [row["n"] for row in TRUTH]
    assert table.low_income_share == pytest.approx([row["low"] / row["n"] for row in TRUTH], abs=0.006)
    columns = {"t": table.teachers, "level": table.level, "lat": table.latitude, "id": table.identifier}
    for wanted in set(shape["gives"]) - {"low"}:
        assert list(columns[wanted]) == [row[wanted] for row in TRUTH]


@pytest.mark.parametrize("name", [name for name, shape in SHAPES.items() if shape["choose"]])
def test_what_the_words_leave_open_is_asked(name: str, tmp_path: Path) -> None:
    with pytest.raises(SchoolFileError) as caught:
        read(SHAPES[name]["rows"], {}, tmp_path)
    for role, column in SHAPES[name]["choose"].items():
        assert f"columns.{role.replace('percent', 'share')}={slug(column)}" in str(caught.value)


@pytest.mark.parametrize("name", SHAPES)
def test_no_column_of_low_income_is_passed_over(name: str, tmp_path: Path) -> None:
    """With headings that are only half understood the reader asks, or reads another column that says the same."""
    shape = SHAPES[name]
    known = re.compile("lunch|fr|poverty|ec[od]|disadv|income|meal|free|red", re.IGNORECASE)
    headings = [f"{heading} zzyzx" if known.search(heading) else heading for heading in shape["rows"][0]]
    choose = {role: column for role, column in shape["choose"].items() if not role.startswith("low_income")}
    try:
        table = read([headings, *shape["rows"][1:]], choose, tmp_path)
    except SchoolFileError as error:
        asked = str(error)
    else:
        asked = "low_income"
        assert table.low_income_share == pytest.approx([row["low"] / row["n"] for row in TRUTH], abs=0.006)
    assert "low_income" in asked
