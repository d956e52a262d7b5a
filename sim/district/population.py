"""The people of a district in its first month, and the ties between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.district import advice, asking_habits, beyond, people
from sim.district.schools import Integers, Schools
from sim.foundation.checks import number, whole_number
from sim.foundation.draws import draw_key
from sim.foundation.errors import DistrictError
from sim.foundation.linking import link

__all__ = ["ACROSS_SHARE", "Population", "draw_population"]

ACROSS_SHARE = 0.08
"""Share of advice ties that leave the school: assumed, 0.05-0.15 (no measurement was found)."""


@dataclass(frozen=True, eq=False)
class Population:
    """Who is there in month 0: N positions, school by school.

    Attributes
    ----------
    first : numpy.ndarray
        int64 (S+1,); the teachers of school s are rows ``first[s]:first[s+1]``.
    school : numpy.ndarray
        int32 (N,), row of the school.
    entity : numpy.ndarray
        uint64 (N,), ``schools.key << 11 | slot``: the stable luck of a position. Slot 2047 is the principal's.
    team : numpy.ndarray
        int32 (N,), number of the grade or subject team within the school, in order.
    experience : numpy.ndarray
        float32 (N,), years of teaching.
    effectiveness : numpy.ndarray
        float32 (N,), SD of student learning a year, mean 0, novices lower.
    tie_start, tie_to : numpy.ndarray
        int64 (N+1,) and int32 (E,); person i asks ``tie_to[tie_start[i]:tie_start[i+1]]`` for advice (rows, ascending).
    leader_start, leader_to : numpy.ndarray
        int64 (S+2,) and int32; principals 0..S-1 and superintendent S: with whom each works weekly.
    """

    first: Integers
    school: npt.NDArray[np.int32]
    entity: npt.NDArray[np.uint64]
    team: npt.NDArray[np.int32]
    experience: npt.NDArray[np.float32]
    effectiveness: npt.NDArray[np.float32]
    tie_start: Integers
    tie_to: npt.NDArray[np.int32]
    leader_start: Integers
    leader_to: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.school)


@cache
def compiled(kernel: Callable[..., None]) -> Callable[..., None]:
    """Compile a kernel once in a process (looking up what is linked costs a millisecond each time).

    Parameters
    ----------
    kernel : function
        A plain function over arrays.

    Returns
    -------
    callable
        The compiled one.
    """
    return link(kernel)  # type: ignore[no-any-return]


def school_ranges(schools: Schools) -> tuple[Integers, Integers]:
    """Find each school's neighbours.

    Parameters
    ----------
    schools : Schools
        In the district's order.

    Returns
    -------
    near, around : numpy.ndarray
        int64 (S, 2), rows [low, high) of the schools of the same level in the zone, and of the zone. A school that is
        alone in one is given the next larger range, up to the whole district.
    """
    count = len(schools)
    zone = schools.zone.astype(np.int64)
    group = zone * 8 + schools.level
    near, around = (
        np.stack([np.searchsorted(label, label, "left"), np.searchsorted(label, label, "right")], axis=1)
        for label in (group, zone)
    )
    around = np.where((around[:, 1] - around[:, 0] > 1)[:, None], around, np.array([[0, count]]))
    near = np.where((near[:, 1] - near[:, 0] > 1)[:, None], near, around)
    return np.ascontiguousarray(near, dtype=np.int64), np.ascontiguousarray(around, dtype=np.int64)


def pack(start: Integers, made: npt.NDArray[np.int32], to: npt.NDArray[np.int32]) -> tuple[Any, Any]:
    """Close the gaps of ties not made.

    Parameters
    ----------
    start, made, to : numpy.ndarray
        Where each row begins, how many ties it has, and the ties with gaps.

    Returns
    -------
    tie_start, tie_to : numpy.ndarray
        int64 and int32, ascending in each row.
    """
    packed_start = np.zeros(len(made) + 1, dtype=np.int64)
    np.cumsum(made, out=packed_start[1:])
    packed_to = np.empty(packed_start[-1], dtype=np.int32)
    compiled(beyond.pack_ties)(start, made, to, packed_start, packed_to)
    return packed_start, packed_to


def draw_population(schools: Schools, seed: int, replicate: int, across_share: float = ACROSS_SHARE) -> Population:
    """Draw the people and ties of a district.

    Parameters
    ----------
    schools : Schools
        The place.
    seed, replicate : int
        0 or larger; the luck.
    across_share : float, optional
        Share of advice ties that leave the school, 0..0.5.

    Returns
    -------
    Population
        Equal for equal schools, seed and replicate.

    Raises
    ------
    DistrictError
        When a number is out of range.
    """
    number("across_share, a share of ties,", across_share, 0.0, 0.5, DistrictError)
    seed = whole_number("seed", seed, 0, 2**63 - 1, DistrictError)
    replicate = whole_number("replicate", replicate, 0, 2**63 - 1, DistrictError)
    key = draw_key(seed, replicate)
    count = len(schools)
    first = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(schools.teachers, out=first[1:])
    people_count = int(first[-1])
    school = np.empty(people_count, dtype=np.int32)
    entity = np.empty(people_count, dtype=np.uint64)
    team = np.empty(people_count, dtype=np.int32)
    experience = np.empty(people_count, dtype=np.float32)
    effectiveness = np.empty(people_count, dtype=np.float32)
    compiled(people.draw_people)(key, first, schools.key, school, entity, team, experience, effectiveness)

    sought = np.empty(people_count, dtype=np.float64)
    inside = np.empty(people_count, dtype=np.int32)
    start = np.empty(people_count + 1, dtype=np.int64)
    extra = across_share / (1.0 - across_share) if count > 1 else 0.0
    compiled(asking_habits.plan_advice)(key, first, schools.key, entity, extra, sought, inside, start)
    made = np.zeros(people_count, dtype=np.int32)
    to = np.empty(start[-1], dtype=np.int32)
    named = np.zeros(people_count, dtype=np.int32)
    compiled(advice.ask_inside)(key, first, schools.key, entity, sought, inside, start, made, to, named)
    near, around = school_ranges(schools)
    compiled(beyond.ask_across)(key, first, entity, sought, near, around, start, inside, made, to)
    tie_start, tie_to = pack(start, made, to)

    room = np.append(np.arange(count + 1) * (beyond.LEADERS_AT_MOST + 1), 0).astype(np.int64)
    room[-1] = room[-2] + count
    known = np.zeros(count + 1, dtype=np.int32)
    leaders = np.empty(room[-1], dtype=np.int32)
    wanted = np.empty(count, dtype=np.int32)
    compiled(beyond.tie_leaders)(key, schools.key, near, around, room, wanted, known, leaders)
    leader_start, leader_to = pack(room, known, leaders)
    return Population(
        first, school, entity, team, experience, effectiveness, tie_start, tie_to, leader_start, leader_to
    )
