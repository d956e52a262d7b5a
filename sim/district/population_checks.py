"""Whether a population belongs to the schools that it is to live in.

Compiled loops follow its rows and ties without looking, so that a wrong one would end Python itself.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from sim.foundation.errors import DistrictError, shown

if TYPE_CHECKING:
    from sim.district.population import Population
    from sim.district.schools import Schools

__all__ = ["check_population"]

KINDS: Final[dict[str, type[np.generic]]] = {
    "first": np.int64,
    "school": np.int32,
    "entity": np.uint64,
    "team": np.int32,
    "experience": np.float32,
    "effectiveness": np.float32,
    "tie_start": np.int64,
    "tie_to": np.int32,
    "leader_start": np.int64,
    "leader_to": np.int32,
}
ADVICE: Final = (
    "Take district.population(seed) and replace only what is about the people: dataclasses.replace(people, ...)"
)
SLOTS: Final = 11
"""Bits of `entity` below the school's key."""


def check_population(people: Population, schools: Schools) -> None:
    """Check that every array is of the documented kind, that its rows exist, and that it was drawn for these schools.

    What is about the people may be another: experience, effectiveness, teams and ties. Shares and names of the schools
    do not count either, so that a district with other shares can be given the same people.

    Parameters
    ----------
    people : Population
        Who is to be there in the first month.
    schools : Schools
        The district's schools.

    Raises
    ------
    DistrictError
        When it is no population, an array has the wrong kind, length or a value that cannot be, or it belongs to other
        schools.
    """
    from sim.district.population import Population

    if not isinstance(people, Population):
        raise DistrictError(f"population is {shown(people)}; it must be a Population. {ADVICE}.")
    for field in fields(people):
        _check_kind(field.name, getattr(people, field.name))
    count, size = len(schools), len(people.school)
    _check_owners(people, schools)
    for name in ("entity", "team", "experience", "effectiveness"):
        _check_length(name, getattr(people, name), size, "one per teacher")
    if people.team.size and people.team.min() < 0:
        raise _wrong("team", "a number below 0")
    for name, low, high in (("experience", 0.0, 80.0), ("effectiveness", -10.0, 10.0)):
        column = getattr(people, name)
        if not ((column >= low) & (column <= high)).all():  # also where it is not a number
            raise _wrong(name, f"a value that is not from {low:g} to {high:g}")
    _check_ties("tie_start", "tie_to", people, rows=size, to=size)
    _check_ties("leader_start", "leader_to", people, rows=count + 1, to=count + 1)


def _check_kind(name: str, column: Any) -> None:
    kind = np.dtype(KINDS[name])
    if not isinstance(column, np.ndarray) or column.dtype != kind or column.ndim != 1:
        found = f"{column.dtype} of shape {column.shape}" if isinstance(column, np.ndarray) else shown(column)
        raise DistrictError(
            f"population: {name} is {found}; it must be a NumPy array of {kind} with one dimension. {ADVICE}."
        )
    if not column.flags.c_contiguous:
        raise DistrictError(f"population: {name} has gaps in memory. Give numpy.ascontiguousarray({name}).")


def _check_length(name: str, column: Any, wanted: int, why: str) -> None:
    if column.size != wanted:
        raise DistrictError(f"population: {name} has {column.size} values; it must have {wanted}, {why}. {ADVICE}.")


def _check_owners(people: Population, schools: Schools) -> None:
    """Check that teachers stand school by school, as many as the schools have, with the schools' keys."""
    _check_length("first", people.first, len(schools) + 1, "one more than there are schools")
    wanted = np.concatenate([[0], np.cumsum(schools.teachers)])
    _check_length("school", people.school, int(wanted[-1]), "one per teacher of the district")
    _check_length("entity", people.entity, int(wanted[-1]), "one per teacher of the district")
    school = np.repeat(np.arange(len(schools)), schools.teachers)
    keys = schools.key.astype(np.uint64)[school]
    if (
        not np.array_equal(people.first, wanted)
        or not np.array_equal(people.school, school)
        or not np.array_equal(people.entity >> np.uint64(SLOTS), keys)
    ):
        raise DistrictError(f"population: it was drawn for the schools of another district. {ADVICE}.")


def _check_ties(start_name: str, to_name: str, people: Population, *, rows: int, to: int) -> None:
    start, targets = getattr(people, start_name), getattr(people, to_name)
    _check_length(start_name, start, rows + 1, "one more than there are people who ask")
    if start[0] != 0 or start[-1] != targets.size or (np.diff(start) < 0).any():
        raise _wrong(start_name, f"what does not rise from 0 to {targets.size}, the number of ties")
    if targets.size and (targets.min() < 0 or targets.max() >= to):
        raise _wrong(to_name, f"a row that is not from 0 to {to - 1}")


def _wrong(name: str, what: str) -> DistrictError:
    return DistrictError(f"population: {name} holds {what}. {ADVICE}.")
