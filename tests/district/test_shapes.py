"""Files as people have them are read rightly, asked about or refused, whatever the order of their columns."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.district.district import District
from sim.district.schools import LEVELS
from sim.foundation.errors import DistrictError

FOLDER = Path(__file__).with_name("shapes")
SHAPES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
SHARE, COUNT = 0.005, 0.5


def records(text: str, delimiter: str) -> list[tuple[list[str], str]]:
    """Split text into fields as they stand, quotes included, each record with its line end."""
    out: list[tuple[list[str], str]] = []
    fields: list[str] = []
    field, quoted, place = "", False, 0
    while place < len(text):
        letter = text[place]
        if letter == '"' and (quoted or not field or field.endswith('"')):
            quoted, field = not quoted, field + letter
        elif quoted or letter not in (delimiter, "\r", "\n"):
            field += letter
        elif letter == delimiter:
            fields, field = [*fields, field], ""
        else:
            end = "\r\n" if text[place : place + 2] == "\r\n" else letter
            place += len(end) - 1
            out.append(([*fields, field], end))
            fields, field = [], ""
        place += 1
    return [*out, ([*fields, field], "")] if fields or field else out


def shuffled(source: Path, layout: dict[str, Any], target: Path, seed: int) -> None:
    """Write a file again with its columns in another order; what is above and below the table stays."""
    text = source.read_bytes().decode(layout["encoding"])
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    rows = records(text.removeprefix(mark), layout["delimiter"])
    first, last = layout["header_record"] - 1, len(rows) - layout["footer_records"]
    order = list(range(len(rows[first][0])))
    random.Random(seed).shuffle(order)
    for i in range(first, last):
        rows[i] = ([rows[i][0][k] for k in order], rows[i][1])
    text = mark + "".join(layout["delimiter"].join(fields) + end for fields, end in rows)
    target.write_bytes(text.encode(layout["encoding"]))


def schools_of(district: District) -> list[dict[str, Any]]:
    """What was read of each school; what was made up is None."""
    schools, origin = district.schools, district.provenance.columns
    made = {name: set(origin[name].rows) for name in ("low_income_share", "teachers", "level")}
    bounded = origin["low_income_share"].bounded
    return [
        {
            "school": schools.name[i],
            "enrollment": float(schools.enrollment[i]),
            "share": float(schools.low_income_share[i]),
            "share_made_up": key in made["low_income_share"],
            "some_bounded": bounded > 0,
            "teachers": None if key in made["teachers"] else float(schools.teachers[i]),
            "level": None if key in made["level"] else LEVELS[int(schools.level[i])],
            "id": schools.identifier[i],
        }
        for i, key in enumerate(map(int, schools.key))
    ]


def share_is_right(one: dict[str, Any], right: Any) -> bool:
    if right is None:
        return bool(one["share_made_up"])
    if isinstance(right, list):  # the middle of what is allowed runs
        return bool(one["share_made_up"]) and abs(one["share"] - sum(right) / 2) <= SHARE
    return not one["share_made_up"] and abs(one["share"] - right) <= SHARE


def misreadings(shape: dict[str, Any], read: list[dict[str, Any]]) -> list[str]:
    """Name every difference from the right reading."""
    out, left = [], list(read)
    for school in shape["schools"]:
        same = [one for one in left if one["school"].strip() in (school["school"], *school.get("school_also", []))]
        same = [one for one in same if one["id"] == str(school["state_school_id"])] or same
        if not same:
            out.append(f"missing: {school['school']}")
            continue
        one = same[0]
        left.remove(one)
        right = {
            key: [school[key], *school.get(f"{key}_also", [])] for key in ("low_income_share", "teachers", "level")
        }
        if abs(one["enrollment"] - school["enrollment"]) > COUNT:
            out.append(f"{one}: enrollment {school['enrollment']}")
        if not any(share_is_right(one, value) for value in right["low_income_share"]):
            out.append(f"{one}: share {right['low_income_share']}")
        known = [value for value in right["teachers"] if value is not None]
        if one["teachers"] is None:
            out += [f"{one}: teachers {known}"] if None not in right["teachers"] else []
        elif not any(abs(one["teachers"] - value) <= COUNT for value in known):
            out.append(f"{one}: teachers {known}")
        if one["level"] not in right["level"]:
            out.append(f"{one}: level {right['level']}")
    return [*out, *(f"extra: {one['school']}" for one in left)]


def answers(shape: dict[str, Any]) -> dict[str, Any]:
    rows = dict(shape.get("rows") or {})
    rows |= rows.pop("where", None) or {}
    given = {"columns": shape.get("columns"), "rows": rows, "unknown": shape.get("unknown")}
    return {key: value for key, value in given.items() if value}


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_read_rightly_or_asked_about(name: str, seed: int, tmp_path: Path) -> None:
    shape = SHAPES[name]
    path = FOLDER / shape["file"]
    if seed and shape["layout"].get("shuffle") is not False:
        shuffled(path, shape["layout"], tmp_path / path.name, seed)
        path = tmp_path / path.name
    asked = False
    try:
        district = District.from_csv(path)
    except DistrictError:
        asked = True
        assert shape["expect"] != "read" or shape.get("may_be_asked")
        try:
            district = District.from_csv(path, **answers(shape))
        except DistrictError:
            assert shape["expect"] == "refused" or shape.get("refusal_is_final"), "the answers do not bring it further"
            return
    assert not misreadings(shape, schools_of(district)), "asked" if asked else "without a question"
