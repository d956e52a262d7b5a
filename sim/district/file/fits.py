"""How well the words of a heading fit each thing that a column can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum

from sim.district.file.words import Heading

__all__ = ["FITS", "MONEY_WORDS", "Fit"]


class Fit(IntEnum):
    """How well a heading fits a role."""

    NO = 0
    MAYBE = 1
    LIKELY = 2
    SURE = 3


GROUP_WORDS = ("other", "not", "index")
MONEY_WORDS = (
    "frl",
    "free",
    "reduced",
    "lunch",
    "econ",
    "disadvantaged",
    "poverty",
    "income",
    "direct",
    "needs",
    "identified",
)


def school_name(heading: Heading) -> Fit:
    """Fit of a heading to the school's name."""
    if heading.any(
        "district",
        "county",
        "zone",
        "region",
        "id",
        "grade",
        "level",
        "type",
        "students",
        "teachers",
        "status",
        "total",
    ):
        return Fit.NO
    if heading.any(
        "enrollment", "percent", "number", "year", "source", *MONEY_WORDS, *GROUP_WORDS, "latitude", "longitude"
    ):
        return Fit.NO
    if heading.strange:
        return Fit.MAYBE if heading.has("school", "name") else Fit.NO
    if heading.has("school", "name") or heading.words in ({"school"}, {"name", "long"}, {"school", "long"}):
        return Fit.SURE
    return Fit.LIKELY if heading.only("name", "short", "school", "state") and heading.words else Fit.NO


def enrollment(heading: Heading) -> Fit:
    """Fit of a heading to the number of students."""
    against = (
        "percent",
        "share",
        "rate",
        "ratio",
        "id",
        "name",
        "teachers",
        "staff",
        "fte",
        "type",
        "status",
        "level",
        "low",
        "high",
    )
    if (
        heading.any(*against, *GROUP_WORDS, *MONEY_WORDS, "district", "county", "offered", "from", "to")
        or heading.one_grade
    ):
        return Fit.NO
    if heading.has("grade") and not heading.any("total"):
        return Fit.NO
    if heading.any("enrollment"):
        return Fit.MAYBE if heading.strange else Fit.SURE
    if heading.any("students"):
        return Fit.MAYBE if heading.strange else Fit.SURE
    if heading.only("total", "number", "school", "grade") and heading.any("total"):
        return Fit.LIKELY
    return Fit.NO


def teachers(heading: Heading) -> Fit:
    """Fit of a heading to teacher positions."""
    against = ("students", "percent", "share", "rate", "ratio", "id", "name", "district", "type", "level", "from", "to")
    if heading.any(*against, *GROUP_WORDS, *MONEY_WORDS) or heading.one_grade:
        return Fit.NO
    if heading.any("teachers"):
        return Fit.MAYBE if heading.strange else Fit.SURE
    if heading.words and heading.only("fte", "total", "number", "school"):
        return Fit.LIKELY if heading.any("fte") else Fit.NO
    return Fit.MAYBE if heading.any("staff", "fte") else Fit.NO


def level(heading: Heading) -> Fit:
    """Fit of a heading to the school's level."""
    if heading.any(
        "district", "id", "students", "teachers", "percent", "offered", "low", "high", *MONEY_WORDS, *GROUP_WORDS
    ):
        return Fit.NO
    if heading.any("level") and not heading.strange:
        return Fit.SURE
    return Fit.LIKELY if heading.any("level", "type", "grade") else Fit.NO


def grades(heading: Heading) -> Fit:
    """Fit of a heading to the grades offered."""
    if heading.any(
        "low", "high", "from", "to", "district", "id", "students", "enrollment", "teachers", "percent", *GROUP_WORDS
    ):
        return Fit.NO
    return Fit.SURE if heading.any("grade") and not heading.one_grade else Fit.NO


def grade_end(*words: str) -> Callable[[Heading], Fit]:
    """Fit of a heading to the lowest or highest grade."""

    def fit(heading: Heading) -> Fit:
        if heading.any("district", "students", "enrollment", "percent", "teachers", *MONEY_WORDS, *GROUP_WORDS):
            return Fit.NO
        return Fit.SURE if heading.has("grade") and heading.any(*words) else Fit.NO

    return fit


def coordinate(word: str, letter: str) -> Callable[[Heading], Fit]:
    """Fit of a heading to latitude or longitude."""

    def fit(heading: Heading) -> Fit:
        if heading.any(word) and not heading.any("district", *GROUP_WORDS):
            return Fit.SURE
        if word == "longitude" and heading.has("long") and heading.only("long", "school", "id"):
            return Fit.SURE
        return Fit.MAYBE if heading.text.casefold() == letter else Fit.NO

    return fit


def zone(heading: Heading) -> Fit:
    """Fit of a heading to a group of schools that belong together."""
    if heading.any("id", "type", "percent", "students", "enrollment", "state", "number", *MONEY_WORDS, *GROUP_WORDS):
        return Fit.NO
    if heading.any("zone") or heading.has("pattern"):
        return Fit.MAYBE if heading.strange else Fit.SURE
    return Fit.LIKELY if heading.any("region") and not heading.strange else Fit.NO


def identifier(heading: Heading) -> Fit:
    """Fit of a heading to the school's identifier."""
    if heading.any(
        "district",
        "county",
        "name",
        "type",
        "level",
        "status",
        "year",
        "zone",
        "region",
        "students",
        "grade",
        *GROUP_WORDS,
    ):
        return Fit.NO
    if heading.any("low", "high", "enrollment", "teachers", "latitude", "longitude", "percent", "total", *MONEY_WORDS):
        return Fit.NO
    if heading.has("school", "id") or heading.has("school", "number") or heading.words == {"school"}:
        return Fit.SURE
    return Fit.LIKELY if heading.any("id") and not heading.has("state", "number") else Fit.NO


def district(heading: Heading) -> Fit:
    """Fit of a heading to the school's district, by name or by number."""
    if heading.any("type", "level", "status", "percent", "students", "enrollment", "total", *MONEY_WORDS, *GROUP_WORDS):
        return Fit.NO
    if not heading.any("district"):
        return Fit.NO
    return Fit.SURE if heading.any("name") else Fit.LIKELY


def year(heading: Heading) -> Fit:
    """Fit of a heading to the school year."""
    return Fit.SURE if heading.any("year") and heading.only("year", "school", "state", "from", "to") else Fit.NO


def source(heading: Heading) -> Fit:
    """Fit of a heading to the publisher of the row."""
    return Fit.SURE if heading.has("source") and heading.only("source", "name") else Fit.NO


def status(heading: Heading) -> Fit:
    """Fit of a heading to whether the school is open."""
    return (
        Fit.SURE
        if heading.any("status") and heading.only("status", "school", "id", "type", "level", "year")
        else Fit.NO
    )


FITS: Mapping[str, Callable[[Heading], Fit]] = {
    "school": school_name,
    "enrollment": enrollment,
    "teachers": teachers,
    "grades": grades,
    "grade_low": grade_end("low", "from"),
    "grade_high": grade_end("high", "to"),
    "level": level,
    "latitude": coordinate("latitude", "y"),
    "longitude": coordinate("longitude", "x"),
    "zone": zone,
    "state_school_id": identifier,
    "district": district,
    "year": year,
    "source": source,
    "status": status,
}
