"""Fill what a school file lacks, from evidence; nothing is filled without saying so.

Draws are keyed by the school's row alone, not by a run's seed: a place is the same in all runs.
"""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.district.schools import ELEMENTARY, HIGH, MIDDLE, Floats, Integers
from sim.foundation.arithmetic import logarithm
from sim.foundation.decisions import SCHOOL_LEVEL, SCHOOL_LOW_INCOME
from sim.foundation.draws import draw_key, uniform

__all__ = [
    "SCHOOLS_PER_ZONE",
    "fill_levels",
    "fill_low_income",
    "fill_teachers",
    "fill_zones",
    "pupils_per_teacher",
]

SIZES = (150.0, 400.0, 720.0, 1200.0, 2000.0)
RATIOS = (12.6, 14.9, 16.3, 16.8, 18.6)
LEVELS_BY_SIZE: tuple[tuple[float, float, float], ...] = (
    (300, 0.49, 0.58),
    (500, 0.83, 0.91),
    (750, 0.83, 0.95),
    (1000, 0.65, 0.94),
    (1500, 0.39, 0.78),
    (np.inf, 0.07, 0.12),
)
"""Upper size, share elementary, share elementary or middle: Florida 2024, 3,496 schools (HIFLD; computed)."""
NAMES = (
    (HIGH, re.compile(r"\bhigh( school)?\b|\bH S\b", re.IGNORECASE)),
    (MIDDLE, re.compile(r"\b(middle|junior high|intermediate)( school)?\b", re.IGNORECASE)),
    (ELEMENTARY, re.compile(r"\b(elementary|primary|preschool|pre-?k|k-8)( school)?\b", re.IGNORECASE)),
)
"""Words of a name that tell the level; the last one counts ("High Point Elementary School")."""
SCHOOLS_PER_ZONE = 12
"""Schools of a generated zone (assumed; feeder patterns of large districts have 6 to 20)."""
FEWEST_TEACHERS_GIVEN = 5


def place_draw(decision: np.uint64, count: int) -> Floats:
    """Draw once for each row of a file, the same in every run."""
    rows = np.arange(count, dtype=np.uint64)
    return np.asarray(uniform(draw_key(0, 0), decision, np.uint64(0), rows), dtype=np.float64)


def pupils_per_teacher(enrollment: Any) -> Any:
    """Expect a pupil/teacher ratio from a school's size.

    Parameters
    ----------
    enrollment : float or numpy.ndarray
        Students.

    Returns
    -------
    float or numpy.ndarray
        12.6 (under 300) .. 18.6 (1,500 and more), measured: NCES Digest 2021, table 208.10, fall 2019; straight in the
        logarithm of size between the middles of its size classes. By low-income share the table is flat (15.8-16.3).
    """
    return np.interp(logarithm(enrollment), logarithm(SIZES), RATIOS)


def fill_levels(names: list[str], enrollment: Floats, level: Floats) -> tuple[npt.NDArray[np.int8], int]:
    """Fill missing levels from the name where it says so, else by size.

    Parameters
    ----------
    names : list of str
        School names.
    enrollment : numpy.ndarray
        Students.
    level : numpy.ndarray
        0, 1, 2, or -1 where missing.

    Returns
    -------
    filled : numpy.ndarray
        int8 levels.
    from_name : int
        How many were read from the name.
    """
    filled = level.astype(np.int8)
    chance = place_draw(SCHOOL_LEVEL, len(names))
    from_name = 0
    for i in np.flatnonzero(filled < 0):
        said = [(m.end(), -m.start(), code) for code, pattern in NAMES for m in pattern.finditer(names[i])]
        if said:
            filled[i] = max(said)[2]
            from_name += 1
            continue
        _, elementary, not_high = next(row for row in LEVELS_BY_SIZE if enrollment[i] <= row[0])
        filled[i] = ELEMENTARY if chance[i] < elementary else MIDDLE if chance[i] < not_high else HIGH
    return filled, from_name


def fill_low_income(share: Floats, level: npt.NDArray[np.int8]) -> Floats:
    """Fill missing low-income shares, each with that of another school of the district drawn at the same level.

    Parameters
    ----------
    share : numpy.ndarray
        0..1, NaN where missing; at least one is there.
    level : numpy.ndarray
        Levels; where nobody at the level has a share, all schools of the district stand in.

    Returns
    -------
    numpy.ndarray
        Without NaN.
    """
    filled, known = share.copy(), ~np.isnan(share)
    chance = place_draw(SCHOOL_LOW_INCOME, len(share))
    for i in np.flatnonzero(~known):
        donors = np.flatnonzero(known & (level == level[i]))
        if not len(donors):
            donors = np.flatnonzero(known)
        filled[i] = share[donors[int(chance[i] * len(donors))]]
    return filled


def fill_teachers(enrollment: Floats, teachers: Floats, ratio: float | None) -> Integers:
    """Fill missing teacher counts from size.

    Parameters
    ----------
    enrollment : numpy.ndarray
        Students.
    teachers : numpy.ndarray
        Positions, NaN where missing.
    ratio : float or None
        The district's pupils per teacher if known; else that of the schools given (5 or more), else the nation's.

    Returns
    -------
    numpy.ndarray
        int64, 1 or more.
    """
    expected = enrollment / pupils_per_teacher(enrollment)
    known = ~np.isnan(teachers)
    if ratio is not None:
        expected *= enrollment.sum() / expected.sum() / ratio
    elif known.sum() >= FEWEST_TEACHERS_GIVEN:
        expected *= teachers[known].sum() / expected[known].sum()
    return np.maximum(1, np.rint(np.where(known, teachers, expected))).astype(np.int64)


def split_by_place(rows: Integers, across: Floats, up: Floats, parts: int, first: int, zone: Integers) -> None:
    """Cut schools into compact zones of equal count, along the longer side each time.

    Parameters
    ----------
    rows : numpy.ndarray
        Schools to be cut.
    across, up : numpy.ndarray
        Coordinates in equal units.
    parts, first : int
        How many zones, and the number of the first.
    zone : numpy.ndarray
        Filled with zone numbers.
    """
    if parts == 1:
        zone[rows] = first
        return
    side = across if np.ptp(across[rows]) >= np.ptp(up[rows]) else up
    ordered = rows[np.argsort(side[rows], kind="stable")]
    left = parts // 2
    cut = round(len(rows) * left / parts)
    split_by_place(ordered[:cut], across, up, left, first, zone)
    split_by_place(ordered[cut:], across, up, parts - left, first + left, zone)


def fill_zones(
    given: list[str], latitude: Floats, longitude: Floats, level: npt.NDArray[np.int8], enrollment: Floats
) -> tuple[Integers, tuple[str, ...], str]:
    """Fill missing zones: from coordinates, else so that each zone has its share of every level and size.

    Parameters
    ----------
    given : list of str
        Zone names, empty where missing.
    latitude, longitude : numpy.ndarray
        Degrees, NaN where unknown.
    level, enrollment : numpy.ndarray
        Of each school.

    Returns
    -------
    zone : numpy.ndarray
        0..Z-1.
    names : tuple of str
        Z names.
    how : str
        How missing zones were filled.
    """
    count = len(given)
    placed = ~(np.isnan(latitude) | np.isnan(longitude))
    up, across = latitude, longitude * math.cos(math.radians(np.nanmean(latitude))) if placed.any() else longitude
    names = tuple(sorted({zone for zone in given if zone}, key=natural))
    zone = np.array([names.index(label) if label else -1 for label in given], dtype=np.int64)
    how = "with the zone of the nearest school that has one, else the zone with fewest schools"
    if not names:
        zones = max(1, round(count / SCHOOLS_PER_ZONE))
        names = tuple(f"zone {number}" for number in range(1, zones + 1))
        if placed.sum() >= max(zones, count / 2):
            split_by_place(np.flatnonzero(placed), across, up, zones, 0, zone)
            how = f"compact zones of about {SCHOOLS_PER_ZONE} schools cut from coordinates; schools without any spread"
        else:
            how = f"about {SCHOOLS_PER_ZONE} schools a zone, levels and sizes dealt evenly"
            for turn, i in enumerate(np.lexsort((np.arange(count), -enrollment, level))):
                lap, place = divmod(turn, zones)
                zone[i] = place if lap % 2 == 0 else zones - 1 - place
    known = zone >= 0
    for i in np.flatnonzero(~known):
        if placed[i] and (known & placed).any():
            near = np.flatnonzero(known & placed)
            zone[i] = zone[near[np.argmin(np.square(across[near] - across[i]) + np.square(up[near] - up[i]))]]
        else:
            zone[i] = np.argmin(np.bincount(zone[zone >= 0], minlength=len(names)))
    return zone, names, how


def natural(text: str) -> list[tuple[int, str]]:
    """Sort key by which "Network 2" comes before "Network 10"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]
