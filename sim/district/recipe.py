"""Make up a district by recipe: how many schools, how large, how poor and how segregated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.district.fitting import fit_shares
from sim.district.generate import SCHOOLS_PER_ZONE, pupils_per_teacher
from sim.district.people import POSITIONS_AT_MOST
from sim.district.provenance import Origin
from sim.district.schools import ELEMENTARY, HIGH, MIDDLE, Floats, Integers, Schools
from sim.foundation.arithmetic import exponential
from sim.foundation.decisions import SCHOOL_LOW_INCOME, SCHOOL_SIZE, ZONE_LOW_INCOME
from sim.foundation.draws import bell, draw_key
from sim.foundation.errors import DistrictError, shown

__all__ = ["ORIGINS", "Recipe", "low_income_shares", "make_schools"]

PATTERN = (ELEMENTARY, HIGH, MIDDLE, ELEMENTARY, ELEMENTARY, ELEMENTARY)
"""Levels, repeated: two thirds elementary, as in Florida 2024 (.62 elementary, .17 middle, .21 high; computed)."""
RELATIVE_SIZE = (1.0, 1.42, 1.92)
"""Median enrollment by level against elementary: Florida 2024, 593, 844 and 1,138 students (HIFLD; computed)."""
SIZE_SPREAD = (0.45, 0.5, 0.6)
"""SD of the logarithm of enrollment by level: Florida .51, .64 and 1.34 with alternative schools, Dallas, Baltimore and
Henry County .3-.6 for elementary and middle schools (computed); high schools without the alternative ones assumed."""
ZONE_PART = 0.4
"""Share of the variance of low-income scores between zones: .30 in Chicago networks, .61 in Baltimore ZIP areas
(computed)."""
NATIONAL_RATIO = 15.9
"""Pupils per teacher (NCES Digest 2021, table 208.10, fall 2019)."""
SEGREGATION = 0.28
"""Median dissimilarity of the seven shipped districts (.10-.54; computed)."""
SCHOOLS_AT_MOST = 2**20 - 1
STUDENTS_AT_MOST = 50_000


ORIGINS = {
    "enrollment": Origin(0, -1, "log-normal around the level's median", "Florida 2024 (HIFLD)", "measured"),
    "low_income_share": Origin(
        0, -1, "logit-normal by zone and school, fitted to mean and segregation", "seven shipped districts", "measured"
    ),
    "level": Origin(0, -1, "fixed pattern, two thirds elementary", "Florida 2024 (HIFLD)", "measured"),
    "zone": Origin(0, -1, "a dozen schools with all levels", "size of a feeder pattern assumed", "assumed"),
    "teachers": Origin(0, -1, "from size", "NCES Digest 2021, table 208.10", "measured"),
    "latitude": Origin(0),
    "longitude": Origin(0),
}
"""Where the columns of a made-up district come from."""


@dataclass(frozen=True)
class Recipe:
    """What a made-up district should be like.

    Attributes
    ----------
    schools : int
        1 to 1,048,575.
    teachers : int or None
        Total positions, met exactly; None: from enrollment and the national ratio by school size.
    students : int or None
        Total students, met exactly; None: from ``students_per_school``, or from ``teachers``.
    students_per_school : float
        Expected enrollment of a school, 20 to 20,000; the mean of the 500 largest districts is 671 (NCES 2007-08).
    low_income_mean : float
        Student-weighted share of low-income students, 0.01 to 0.99.
    segregation : float or None
        Dissimilarity of low-income students, 0 to what is reachable; None: 0.28, or less where few schools allow less.
    seed : int
        Which of the many districts of this recipe.
    """

    schools: int = 40
    teachers: int | None = None
    students: int | None = None
    students_per_school: float = 671.0
    low_income_mean: float = 0.5
    segregation: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        check("schools", self.schools, 1, SCHOOLS_AT_MOST, whole=True)
        check("students_per_school", self.students_per_school, 20, 20_000)
        check("low_income_mean", self.low_income_mean, 0.01, 0.99)
        check("seed", self.seed, 0, 2**63 - 1, whole=True)
        if self.teachers is not None:
            check("teachers", self.teachers, self.schools, self.schools * POSITIONS_AT_MOST, whole=True)
        if self.students is not None:
            check("students", self.students, self.schools, self.schools * STUDENTS_AT_MOST, whole=True)
        if self.segregation is not None:
            check("segregation", self.segregation, 0.0, 1.0)


def check(name: str, value: float, low: float, high: float, *, whole: bool = False) -> None:
    """Refuse a value of a recipe that is out of range.

    Parameters
    ----------
    name : str
        The setting.
    value : float
        What was given.
    low, high : float
        What is allowed.
    whole : bool, optional
        Whether it must be a whole number.

    Raises
    ------
    DistrictError
        Saying what is allowed.
    """
    kind = "a whole number" if whole else "a number"
    usable = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    if not usable or (whole and value != int(value)):
        hint = ""
        if name == "teachers":
            hint = f" That is 1 to {POSITIONS_AT_MOST} for each school; change 'schools' or 'teachers'."
        allowed = f"{int(low)} to {int(high)}" if whole else f"{low:g} to {high:g}"
        raise DistrictError(f"{name} of a made-up district is {shown(value)}; it must be {kind} from {allowed}.{hint}")


def share_out(total: int, weight: Floats, most: int) -> Integers:
    """Share a total out in whole numbers, in proportion to weights.

    Parameters
    ----------
    total : int
        Between one and ``most`` for each.
    weight : numpy.ndarray
        Positive.
    most : int
        The largest part.

    Returns
    -------
    numpy.ndarray
        int64 parts, 1 to ``most``, that add up to ``total`` exactly.
    """
    low, high = 0.0, 2.0 * most / float(weight.min())
    for _ in range(100):  # the largest scale whose whole parts do not exceed the total
        middle = (low + high) / 2.0
        low, high = (middle, high) if np.clip(np.floor(weight * middle), 1, most).sum() <= total else (low, middle)
    exact = weight * low
    part = np.clip(np.floor(exact), 1, most).astype(np.int64)
    left = total - int(part.sum())
    for i in np.argsort(part - exact, kind="stable"):
        if left == 0:
            break
        if part[i] < most:
            part[i] += 1
            left -= 1
    return part


def make_schools(recipe: Recipe) -> tuple[Schools, tuple[str, ...]]:
    """Make the schools of a recipe.

    Levels repeat in a fixed pattern and a dozen schools in a row form a feeder zone, so that a school added at the end
    changes no other school's level, zone or luck.

    Parameters
    ----------
    recipe : Recipe
        What it should be like.

    Returns
    -------
    schools : Schools
        The same for the same recipe.
    zone_names : tuple of str
        Names of the zones.

    Raises
    ------
    DistrictError
        When the segregation cannot be reached.
    """
    count, key = recipe.schools, draw_key(recipe.seed, 0)
    row = np.arange(count, dtype=np.uint64)
    level = np.array(PATTERN, dtype=np.int8)[np.arange(count) % len(PATTERN)]
    zone = np.arange(count) // SCHOOLS_PER_ZONE
    spread = np.array(SIZE_SPREAD)[level]
    size = np.array(RELATIVE_SIZE)[level] * exponential(spread * bell(key, SCHOOL_SIZE, np.uint64(0), row))
    pattern = np.array(PATTERN)
    expected = float(
        np.mean(np.array(RELATIVE_SIZE)[pattern] * exponential(np.square(np.array(SIZE_SPREAD)[pattern]) / 2.0))
    )
    enrollment = size * recipe.students_per_school / expected
    students = recipe.students
    if students is None and recipe.teachers is not None:
        students = round(recipe.teachers * NATIONAL_RATIO)
    if students is None:
        enrollment = np.maximum(1.0, np.rint(enrollment))
    else:
        enrollment = share_out(int(students), enrollment, STUDENTS_AT_MOST).astype(np.float64)

    wanted = enrollment / pupils_per_teacher(enrollment)
    if recipe.teachers is None:
        teachers = np.clip(np.rint(wanted), 1, POSITIONS_AT_MOST).astype(np.int64)
    else:
        teachers = share_out(int(recipe.teachers), wanted, POSITIONS_AT_MOST)

    between = bell(key, ZONE_LOW_INCOME, np.uint64(0), zone.astype(np.uint64))
    within = bell(key, SCHOOL_LOW_INCOME, np.uint64(0), row)
    score = np.sqrt(ZONE_PART) * between + np.sqrt(1.0 - ZONE_PART) * within
    share = low_income_shares(score, enrollment, recipe)
    unknown = np.full(count, np.nan)
    names = [f"School {number}" for number in range(1, count + 1)]
    schools = Schools.ordered(names, enrollment, share, level, zone, unknown, unknown, teachers)
    return schools, tuple(f"zone {number}" for number in range(1, int(zone[-1]) + 2))


def low_income_shares(score: Floats, enrollment: Floats, recipe: Recipe) -> Floats:
    """Fit shares to the recipe; where the segregation is left open, take less if few schools cannot reach it.

    Parameters
    ----------
    score, enrollment : numpy.ndarray
        Of each school.
    recipe : Recipe
        Holds the mean and the segregation wanted.

    Returns
    -------
    numpy.ndarray
        Shares, 0..1.
    """
    if recipe.segregation is not None:
        return fit_shares(score, enrollment, recipe.low_income_mean, recipe.segregation)
    try:
        return fit_shares(score, enrollment, recipe.low_income_mean, SEGREGATION)
    except DistrictError:
        return fit_shares(score, enrollment, recipe.low_income_mean, 0.0)
