"""Rows that are no schools: totals, averages, districts and states, by their name or because they add others up."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from sim.district.file.choices import Choices
from sim.district.file.mistakes import Mistakes, SettingChange, quoted, rows_named
from sim.district.schools import Floats

__all__ = ["find_totals"]

SUMS = frozenset(
    {"total", "totals", "subtotal", "subtotals", "sum", "average", "averages", "avg", "mean", "median", "overall"}
)
WIDE = frozenset({"statewide", "districtwide", "countywide", "citywide"})
AROUND = frozenset(
    [
        "district",
        "state",
        "county",
        "grand",
        "schools",
        "school",
        "all",
        "of",
        "the",
        "for",
        "in",
        "and",
        "by",
        "elementary",
        "middle",
        "high",
        "primary",
        "secondary",
        "charter",
        "public",
        "enrollment",
        "students",
        "student",
        "isd",
        "usd",
        "unified",
        "city",
        "network",
        "region",
        "zone",
        "area",
        "campus",
        "campuses",
        "k",
        "12",
        "level",
        "number",
    ]
)
WHOLE = re.compile(
    r"(all|district|state|county|region|corporation|lea)( (schools?|district|level|campuses|buildings|summary))*"
    r"|(the )?state of \w+( \w+)?|district office|central office|(elementary|middle|high|charter|public) schools",
    re.IGNORECASE,
)
A_SCHOOL = frozenset(
    {"academy", "elementary", "middle", "high", "school", "center", "centre", "campus", "prep", "institute", "charter"}
)
FEWEST_ADDED = 3


def looks_like_a_total(name: str) -> bool:
    """Tell from its name that a row is no school.

    Parameters
    ----------
    name : str
        The name.

    Returns
    -------
    bool
        True for "District Total", "All schools", "TOTAL: Springfield"; False for "Total Learning Academy".
    """
    plain = " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())
    words = plain.split()
    if not words:
        return False
    if WHOLE.fullmatch(plain):
        return True
    if WIDE & set(words):
        return True
    if not SUMS & set(words):
        return False
    rest = [word for word in words if word not in SUMS and word not in AROUND and not word.isdigit()]
    if not rest:
        return True
    return words[-1] in SUMS or (words[0] in SUMS and not A_SCHOOL & set(words[1:]))


def adds_others_up(enrollment: Floats) -> list[int]:
    """Find rows whose students are the sum of all others, or of all rows since the last such row.

    Parameters
    ----------
    enrollment : numpy.ndarray
        Students, NaN where unknown.

    Returns
    -------
    list of int
        Positions, each the sum of at least three others.
    """
    found: list[int] = []
    known = np.nan_to_num(enrollment)
    whole = float(known.sum())
    count = int((known > 0).sum())
    for i, value in enumerate(known):
        if count > FEWEST_ADDED and value > 0 and abs(whole - 2.0 * value) < 0.5:
            found.append(i)
    so_far, added = 0.0, 0
    for i, value in enumerate(known.tolist()):
        if added >= FEWEST_ADDED and value > 0 and abs(so_far - value) < 0.5 and i not in found:
            found.append(i)
            so_far, added = 0.0, 0
        elif value > 0:
            so_far, added = so_far + value, added + 1
    if len(found) > 1:  # subtotals, then a total of them all
        schools = np.delete(known, found)
        found += [
            i
            for i, value in enumerate(known)
            if i not in found and value > 0 and abs(float(schools.sum()) - value - value) < 0.5
        ]
    return sorted(set(found))


def find_totals(
    names: Sequence[str], lines: Sequence[int], enrollment: Floats, choices: Choices, kept: set[int], mistakes: Mistakes
) -> None:
    """Refuse rows that look like totals, with the line that drops them.

    Parameters
    ----------
    names : sequence of str
        The schools' names.
    lines : sequence of int
        Their rows in the file.
    enrollment : numpy.ndarray
        Students, NaN where unknown.
    choices : Choices
        What the user says.
    kept : set of int
        Positions that the user says are schools.
    mistakes : Mistakes
        Where the mistake is put.
    """
    by_name = [i for i, name in enumerate(names) if looks_like_a_total(name) and i not in kept]
    left = np.array([np.nan if i in by_name else value for i, value in enumerate(enrollment)])
    by_sum = [i for i in {*adds_others_up(enrollment), *adds_others_up(left)} if i not in kept and i not in by_name]
    for places, why in ((by_name, "by the name no single school"), (sorted(by_sum), "exactly the sum of other rows")):
        if not places:
            continue
        mistakes.quiet.update(lines[i] for i in places)
        which = tuple(dict.fromkeys(names[i] or f"row {lines[i]}" for i in places))
        shown = ", ".join(quoted(name) for name in which[:4]) + (
            f" and {len(which) - 4} more" if len(which) > 4 else ""
        )
        earlier = tuple(choices.rows.get("drop", ()))
        drop = SettingChange("rows.drop", (*earlier, *which))
        keep = SettingChange("rows.keep", (*choices.rows.get("keep", ()), *which))
        mistakes.whole(
            f"{rows_named([lines[i] for i in places])}: {shown} {'is' if len(places) == 1 else 'are'} "
            f"{why}. Leave out what is "
            f"no school: {drop.in_run()} (in YAML {drop.in_yaml()}); if it is one: {keep.in_run()}.",
            (drop,),
            (keep,),
            count=len(places),
        )
