"""Make schools of a school file's cells: what is there is taken, what is missing is generated and marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.district.file import Table
from sim.district.generate import fill_levels, fill_low_income, fill_teachers, fill_zones
from sim.district.people import POSITIONS_AT_MOST
from sim.district.provenance import Origin, Provenance
from sim.district.recipe import Recipe, low_income_shares
from sim.district.schools import Floats, Schools
from sim.foundation.decisions import SCHOOL_LOW_INCOME
from sim.foundation.draws import bell, draw_key
from sim.foundation.errors import DistrictError

__all__ = ["schools_from_table"]


def origin(missing: Any, how: str, source: str, grade: str) -> Origin:
    """Describe a column of which some values were generated.

    Parameters
    ----------
    missing : numpy.ndarray
        Whether each value was missing.
    how, source, grade : str
        As in :class:`sim.district.provenance.Origin`; dropped where nothing was missing.

    Returns
    -------
    Origin
        With counts and rows.
    """
    count = int(missing.sum())
    given = len(missing) - count
    if not count:
        return Origin(given)
    return Origin(given, count, how, source, grade, tuple(int(i) for i in np.flatnonzero(missing)))


def complete_low_income(table: Table, level: Any) -> tuple[Floats, Origin]:
    """Fill missing low-income shares.

    Parameters
    ----------
    table : Table
        The file's cells.
    level : numpy.ndarray
        Levels, complete.

    Returns
    -------
    share : numpy.ndarray
        Without gaps.
    origin : Origin
        With the shares given as a bound counted as generated.
    """
    missing = np.isnan(table.low_income_share)
    if missing.all():
        row = np.arange(len(missing), dtype=np.uint64)
        score = np.asarray(bell(draw_key(0, 0), SCHOOL_LOW_INCOME, np.uint64(0), row), dtype=np.float64)
        share = low_income_shares(score, table.enrollment, Recipe(schools=len(missing)))
        how = "logit-normal with mean .50 and segregation .28 (less where few schools allow less)"
        return share, origin(missing, how, "mean assumed, .35-.85; median of seven districts' segregation", "assumed")
    marked = missing.copy()
    marked[table.bounded] = True
    how = "share of another school of the district, drawn at the same level"
    if table.bounded:
        end = {"low": "the lowest", "middle": "half-way from the bound", "high": "the highest"}[table.bounds]
        bounds = f"{end} given ({len(table.bounded)})" if table.bounds == "middle" else f"{end} that the bound allows"
        how = f"{how}; {bounds}" if missing.any() else bounds
    described = replace(origin(marked, how, "the same file", "assumed"), bounded=len(table.bounded))
    return fill_low_income(table.low_income_share, level), described


def schools_from_table(table: Table, about: Mapping[str, Any]) -> tuple[Schools, tuple[str, ...], Provenance]:
    """Make schools of a file's cells.

    Parameters
    ----------
    table : Table
        The file's cells.
    about : mapping
        What is known of the place: ``pupils_per_teacher``, ``source``, ``year``, ``low_income_measure``, ``notes``.

    Returns
    -------
    schools : Schools
        Complete.
    zone_names : tuple of str
        Names of the zones.
    provenance : Provenance
        What was given and what was generated.

    Raises
    ------
    DistrictError
        For a ratio out of range, or a school that would have too many teachers.
    """
    ratio = about.get("pupils_per_teacher")
    if ratio is not None and not 2.0 <= ratio <= 60.0:
        raise DistrictError(f"pupils_per_teacher is {ratio}; it must be from 2 to 60.")
    columns = {"school": Origin(len(table.name)), "enrollment": Origin(len(table.name))}
    level, from_name = fill_levels(table.name, table.enrollment, table.level)
    drawn = int((table.level < 0).sum()) - from_name
    how = f"from the school's name ({from_name}), else drawn by size" if from_name and drawn else "drawn by size"
    how = how if drawn else "from the school's name"
    columns["level"] = origin(table.level < 0, how, "Florida 2024, levels by size (HIFLD)", "measured")
    share, columns["low_income_share"] = complete_low_income(table, level)
    zone, zone_names, how = fill_zones(table.zone, table.latitude, table.longitude, level, table.enrollment)
    no_zone = np.array([not name for name in table.zone])
    columns["zone"] = origin(no_zone, how, "no feeder table", "assumed")
    for name, cells in (("latitude", table.latitude), ("longitude", table.longitude)):
        columns[name] = Origin(int((~np.isnan(cells)).sum()))
    teachers = fill_teachers(table.enrollment, table.teachers, ratio)
    if (teachers > POSITIONS_AT_MOST).any():
        worst = int(np.argmax(teachers))
        raise DistrictError(
            f"{table.where}, row {table.line[worst]}: {table.enrollment[worst]:g} students would need "
            f"{teachers[worst]} teachers; at most {POSITIONS_AT_MOST} are possible. Split the school into its parts."
        )
    own = f", scaled to {ratio:g} pupils per teacher" if ratio is not None else ", scaled to the schools given"
    how = "from enrollment" + (own if ratio is not None or (~np.isnan(table.teachers)).sum() >= 5 else "")
    columns["teachers"] = origin(np.isnan(table.teachers), how, "NCES Digest 2021, table 208.10", "measured")
    schools = Schools.ordered(
        *(table.name, table.enrollment, share, level, zone, table.latitude, table.longitude, teachers),
        identifier=table.identifier,
    )
    provenance = Provenance(
        source=str(about.get("source") or "; ".join(table.sources) or table.where),
        year=str(about.get("year") or ", ".join(table.years) or "not stated"),
        columns=columns,
        low_income_measure=str(about.get("low_income_measure") or table.measure or "not stated"),
        ignored=table.ignored,
        notes=(*(about.get("notes") or ()), *table.notes),
        read=table.read,
        left_out=table.left_out,
        own_file=bool(about.get("own_file")),
    )
    return schools, zone_names, provenance
