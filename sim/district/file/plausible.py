"""Values that are legal and yet likely mean something else: what cannot be is refused, what is odd is said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.district.file.grid import Grid
from sim.district.file.mistakes import CellChange, Mistakes, SettingChange, quoted
from sim.district.file.words import slug
from sim.district.schools import Floats

__all__ = ["check_counts", "check_places", "odd"]

FEWEST_STUDENTS_PER_TEACHER = 1.0
MOST_STUDENTS_PER_TEACHER = 200.0
USUAL_STUDENTS_PER_TEACHER = (4.0, 60.0)
FAR_DEGREES = 2.0


def check_counts(lines: Sequence[int], students: Floats, teachers: Floats, heading: str, mistakes: Mistakes) -> None:
    """Refuse more teachers than students, and hundreds of students for one teacher.

    Parameters
    ----------
    lines : sequence of int
        Rows in the file.
    students, teachers : numpy.ndarray
        NaN where unknown.
    heading : str
        The column of teachers.
    mistakes : Mistakes
        Where they are put.
    """
    ratio = students / teachers
    for i in np.flatnonzero(
        (ratio < FEWEST_STUDENTS_PER_TEACHER) & (teachers > 10) | (ratio > MOST_STUDENTS_PER_TEACHER)
    ).tolist():
        mistakes.cell(
            lines[i],
            heading,
            f"{teachers[i]:g} teachers for {students[i]:g} students",
            "is hardly possible",
            "Correct one of the two (are the columns swapped?), or leave the teachers empty.",
            CellChange(lines[i], heading, ""),
        )


def check_places(grid: Grid, north: str, east: str, latitude: Floats, longitude: Floats, mistakes: Mistakes) -> None:
    """Refuse coordinates that are swapped or off the globe.

    Parameters
    ----------
    grid : Grid
        The file.
    north, east : str
        The columns of latitude and longitude.
    latitude, longitude : numpy.ndarray
        Degrees, NaN where unknown.
    mistakes : Mistakes
        Where they are put.
    """
    placed = ~(np.isnan(latitude) | np.isnan(longitude))
    swapped = placed & ((np.abs(latitude) > 90) | (latitude < -60)) & (longitude > 0) & (longitude < 75)
    if swapped.sum() > 0.5 * placed.sum() and swapped.sum() > 1:
        ways = (SettingChange("columns.latitude", slug(east)), SettingChange("columns.longitude", slug(north)))
        mistakes.whole(
            f"columns '{north}' and '{east}' look swapped: {latitude[swapped][0]:g} is no latitude of "
            "a US school. Swap them: "
            f"{ways[0].in_run()} {ways[1].in_run()}.",
            ways,
        )
        return
    cure = "Write each under its own heading, or leave both empty."
    for i in np.flatnonzero(placed & swapped).tolist():
        line, up, right = grid.lines[i], f"{latitude[i]:.10g}", f"{longitude[i]:.10g}"
        mistakes.cell(line, north, up, "is a longitude, it seems", cure, CellChange(line, north, right))
        mistakes.cell(line, east, right, "is a latitude, it seems", cure, CellChange(line, east, up))
    for i in np.flatnonzero((np.abs(latitude) > 90) & ~swapped).tolist():
        mistakes.cell(
            grid.lines[i],
            north,
            f"{latitude[i]:g}",
            "is not possible",
            "Allowed is -90 to 90; leave the cell empty where it is not known.",
            CellChange(grid.lines[i], north, ""),
        )


def odd(
    names: Sequence[str], students: Floats, share: Floats, teachers: Floats, latitude: Floats, longitude: Floats
) -> list[str]:
    """Name what is possible but unusual.

    Parameters
    ----------
    names : sequence of str
        Schools.
    students, share, teachers, latitude, longitude : numpy.ndarray
        NaN where unknown.

    Returns
    -------
    list of str
        One line each.
    """
    notes: list[str] = []
    largest = int(np.argmax(students))
    if len(names) > 3 and students[largest] > 0.5 * students.sum():
        notes.append(f"{quoted(names[largest])} has more than half of all students: is it a single school?")
    ratio = students / teachers
    strange = np.flatnonzero((ratio < USUAL_STUDENTS_PER_TEACHER[0]) | (ratio > USUAL_STUDENTS_PER_TEACHER[1])).tolist()
    if len(strange):
        i = strange[0]
        notes.append(
            f"students per teacher are unusual in {len(strange)} of {len(names)} schools, for "
            f"instance {quoted(names[i])}: "
            f"{students[i]:g} students, {teachers[i]:g} teachers"
        )
    known = share[~np.isnan(share)]
    if len(known) > 2 and np.ptp(known) == 0.0:
        notes.append(f"every low-income share is {known[0]:g}: is that a placeholder?")
    elif (known == 1.0).sum() > 2 and (known == 1.0).mean() >= 0.3:
        notes.append(
            f"{int((known == 1.0).sum())} schools have a low-income share of exactly 1: where all "
            "children eat free, the share "
            "may not be measured"
        )
    placed = np.flatnonzero(~(np.isnan(latitude) | np.isnan(longitude)))
    if len(placed) > 3:
        away = np.maximum(
            np.abs(latitude[placed] - np.median(latitude[placed])),
            np.abs(longitude[placed] - np.median(longitude[placed])),
        )
        far = placed[(away > FAR_DEGREES) & (away > 5.0 * np.median(away))]
        if len(far):
            notes.append(
                f"far from all others: {len(far)} of {len(names)} schools, for instance "
                f"{quoted(names[far[0]])}; check the coordinates"
            )
    return notes
