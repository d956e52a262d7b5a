"""Levels and grades as people write them: Jr High, HS, K-5, "09,10,11,12", PK, UG."""

from __future__ import annotations

import re

from sim.district.schools import ELEMENTARY, HIGH, MIDDLE

__all__ = ["LEVEL_WORDS", "level_of_grades", "read_grade", "read_grades", "read_level"]

LEVEL_WORDS = {
    "elementary": ELEMENTARY,
    "preschool": ELEMENTARY,
    "primary": ELEMENTARY,
    "elementary/middle": ELEMENTARY,
    "k-8": ELEMENTARY,
    "middle": MIDDLE,
    "junior high": MIDDLE,
    "high": HIGH,
    "secondary": HIGH,
    "middle/high": HIGH,
    "elementary/middle/high": HIGH,
    "k-12": HIGH,
}
"""Words for a school's level. Preschools and K-8 count as elementary, whatever has high-school grades as high."""
SHORT = {
    **dict.fromkeys(("es", "el", "elem", "e", "ele", "prek", "pre-k", "pk", "p", "early childhood", "ec"), ELEMENTARY),
    **dict.fromkeys(
        ("prekindergarten", "pre-kindergarten", "lower", "grammar", "k8", "elementary-middle", "k-6"), ELEMENTARY
    ),
    **dict.fromkeys(
        ("ms", "m", "mid", "jh", "jhs", "jr high", "jr. high", "jr high", "jr", "junior", "intermediate"), MIDDLE
    ),
    **dict.fromkeys(
        ("intermediate/middle", "middle/junior high", "middle/jr high", "junior high/middle", "middle/intermediate"),
        MIDDLE,
    ),
    **dict.fromkeys(
        ("hs", "h", "shs", "sr high", "sr. high", "senior high", "senior", "upper", "k12", "jr/sr high"), HIGH
    ),
    **dict.fromkeys(
        ("junior/senior high", "middle-high", "continuation high", "high schools", "s", "jshs", "combined k-12"), HIGH
    ),
}
_NO_LEVEL = """
other, ungraded, n, na, n/a, combined, combination, both, all, various, alternative, special, virtual, regular, charter,
magnet, unknown, adult, multi, mixed, b, c, -, --, \u2020, *, not applicable, not reported, missing, multi-level,
multiple, other/ungraded, adult education, not available
"""
SAYS_NOTHING = frozenset(" ".join(words.split()) for words in _NO_LEVEL.split(","))
EARLY = {
    "pk": -1,
    "prek": -1,
    "p": -1,
    "ee": -1,
    "ec": -1,
    "pre": -1,
    "3k": -1,
    "4k": -1,
    "pk3": -1,
    "pk4": -1,
    "k3": -1,
    "k4": -1,
}
GRADES = {**EARLY, "tk": 0, "kg": 0, "k": 0, "kn": 0, "kf": 0, "kh": 0, "kk": 0, "kindergarten": 0, "k5": 0}
NO_GRADE = frozenset(
    {"ug", "un", "us", "ae", "m", "n", "na", "ungraded", "ps", "pg", "13", "14", "15", "-2", "-3", "-9", ""}
)


def read_level(text: str) -> float | None:
    """Read a school's level.

    Parameters
    ----------
    text : str
        A word, an abbreviation, a grade span or a code.

    Returns
    -------
    float or None
        0, 1 or 2; -1 where it says nothing; None for a word that is not understood.
    """
    word = text.casefold().strip(" .")
    word = re.sub(r"\([^)]*\)", " ", word)
    word = re.sub(r"\b(schools?|schls?|schs?|level|grades|public|regular)\b", " ", word)
    word = " ".join(word.replace(" / ", "/").replace(" - ", "-").split())
    if word in LEVEL_WORDS:
        return float(LEVEL_WORDS[word])
    if word in SHORT:
        return float(SHORT[word])
    if not word or word in SAYS_NOTHING:
        return -1.0
    grades = read_grades(word)
    if grades is not None and len(word) > 1:
        return float(level_of_grades(*grades))
    parts = [part for part in re.split(r"[/,&+]|\band\b|-", word) if part.strip()]
    codes = [read_level(part) for part in parts] if len(parts) > 1 else []
    if codes and all(code is not None and code >= 0 for code in codes):
        found = {int(code) for code in codes if code is not None}
        return float(HIGH if HIGH in found else MIDDLE if found == {MIDDLE} else ELEMENTARY)
    return None


def read_grade(text: str, early_code: bool = False) -> int | None:
    """Read one grade.

    Parameters
    ----------
    text : str
        Such as ``PK``, ``K``, ``09``, ``9th`` or ``Grade 9``.
    early_code : bool, optional
        Whether -1 stands for prekindergarten, as in the Urban Institute's files.

    Returns
    -------
    int or None
        -1 for prekindergarten, 0 for kindergarten, 1 to 12; None where it is no grade.
    """
    word = re.sub(
        r"\b(grades?|gr|th|st|nd|rd)\b|[.\s]", "", text.casefold().replace("pre-k", "pk").replace("pre k", "pk")
    )
    word = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", word)
    word = (
        word.replace("prekindergarten", "pk").replace("prekinder", "pk").replace("kinder", "k")
        if word.startswith("pre")
        else word
    )
    if word in GRADES:
        return GRADES[word]
    if word == "-1" and early_code:
        return -1
    if re.fullmatch(r"\d{1,2}", word) and 0 <= int(word) <= 12:
        return int(word)
    return None


def read_grades(text: str) -> tuple[int, int] | None:
    """Read the grades that a school offers.

    Parameters
    ----------
    text : str
        Such as ``K-5``, ``09-12``, ``PK,K,1,2``, ``6th to 8th`` or ``PK, K-8``.

    Returns
    -------
    tuple of int or None
        Lowest and highest; None where it holds none.
    """
    plain = re.sub(r"pre\s*-?\s*k(indergarten)?\b", "pk", text.casefold())
    plain = re.sub(r"\b(through|thru|to|bis)\b|\u2013|\u2014|/", "-", plain)
    plain = re.sub(r"\bgrades?\b|:", " ", plain)
    grades: list[int] = []
    for part in re.split(r"[,;&]|\band\b", plain):
        for end in part.split("-") if part.strip() not in ("-1", "") else [part]:
            word = end.strip()
            if word in NO_GRADE:
                continue
            grade = read_grade(word)
            if grade is None:
                return None
            grades.append(grade)
    return (min(grades), max(grades)) if grades else None


def level_of_grades(low: int, high: int) -> int:
    """Decide the level of a school by its grades.

    Parameters
    ----------
    low, high : int
        Lowest and highest grade, -1 (prekindergarten) to 12.

    Returns
    -------
    int
        High where a grade above 9 is taught, or nothing but 9; middle for 4 or later up to 6 to 9; else elementary.
    """
    if high >= 10 or low >= 9:
        return HIGH
    if low >= 4 and high >= 6:
        return MIDDLE
    return HIGH if high == 9 and low < 4 else ELEMENTARY
