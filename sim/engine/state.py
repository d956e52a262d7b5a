"""The arrays that hold the state of a run.

Teachers' state is stored in ``float32`` (three million teachers have to fit), schools' in ``float64`` (there are few);
all arithmetic is ``float64``. A person is a row while they hold the position; a newcomer takes over the row.
Tables of teachers lie in memory column by column, so that a loop over teachers can take several at a time; only what
colleagues see lies row by row, since it is looked up one colleague at a time.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

__all__ = ["DIMENSIONS", "PROCESSES", "SHOWN", "Components", "SchoolState", "TeacherState", "copy_state", "empty_state"]

DIMENSIONS = 4  # need dimensions of a design (by convention)
PROCESSES = ("schedule", "evaluation", "procurement")  # old processes that can take a decision back
SHOWN = ("use", "help", "payoff", "told")  # what colleagues see of a teacher; the payoff only if it is told
WAITING, PREPARING, ACTIVE, GAVE_UP = 0, 1, 2, 3
STATUS = ("waiting", "preparing", "active", "gave up")
"""What the four codes of a school's status mean, in their order."""


class Components(NamedTuple):
    """The innovation's components, arrays of length K (see ``configs/components``)."""

    load: np.ndarray  # float64, demand on the week against the mean component
    sensitivity: np.ndarray  # float64, dependence on fit
    effect: np.ndarray  # float64, what it brings against the mean component
    visibility: np.ndarray  # float64 0..1, share of its use that others see
    prerequisite: np.ndarray  # int64, component that has to come first, or -1
    order: np.ndarray  # float64, place in the package, 1 first .. 0 last


class TeacherState(NamedTuple):
    """One row a position; N positions, school by school."""

    school: np.ndarray  # int32 row of the school
    team: np.ndarray  # int32 number of the team inside the school
    entity: np.ndarray  # uint64 the position's luck
    spell: np.ndarray  # uint64 how many people held the position before
    person: np.ndarray  # uint64 the person's luck: position and spell where they began
    readiness: np.ndarray  # float32 belief that the practice pays in my room
    capacity: np.ndarray  # float32 spare hours a week
    trust: np.ndarray  # float32 0..1 in principal and district
    disposition: np.ndarray  # float32 trust that the person brings beside the climate
    threshold: np.ndarray  # float32 what it takes to convince
    memory: np.ndarray  # float32 what dropped reforms add to the threshold
    strain: np.ndarray  # float32 0..1
    ownership: np.ndarray  # float32 0..1
    experience: np.ndarray  # float32 years
    effectiveness: np.ndarray  # float32 SD of student learning
    using: np.ndarray  # bool (N, K)
    depth: np.ndarray  # float32 (N, K) 0..1
    benefit: np.ndarray  # float32 (N, K) personal benefit against the mean
    used: np.ndarray  # float32 number of components in use when last practised
    mastery: np.ndarray  # float32 their mean depth, 0 without
    heard: np.ndarray  # float32 (N, 2) peers' visible use, know-how offered; this month
    payoff: np.ndarray  # float32 felt this month
    effective: np.ndarray  # float32 effective practice 0..1
    surface: np.ndarray  # float32 share of the practice that is mechanical or does not fit
    shown: np.ndarray  # float32 (N, 4) what colleagues saw last month (SHOWN)
    showing: np.ndarray  # float32 (N, 4) what they will see next month
    lead: np.ndarray  # bool leads a team
    lead_of: np.ndarray  # int32 row of the own team's lead, or -1
    exit: np.ndarray  # int8 of the last July: 0 stayed, 1 left, 2 moved inside, 3 became coach
    askers: np.ndarray  # float32 colleagues who name this position as adviser
    tie_start: np.ndarray  # uint64 (N+1,)
    tie_from: np.ndarray  # uint32 who asks, one entry a tie
    tie_to: np.ndarray  # uint32 whom the position asks
    tie_across: np.ndarray  # uint32 ties that leave the school, ascending
    tie_similarity: np.ndarray  # float32 0..1 how far the other school's stories count


class SchoolState(NamedTuple):
    """One row a school; S schools, zone by zone. All float64 unless said."""

    first: np.ndarray  # int64 (S+1,) rows of the school's teachers
    entity: np.ndarray  # uint64 the school's luck
    students: np.ndarray
    low_income: np.ndarray  # share
    teachers: np.ndarray
    status: np.ndarray  # int64 waiting, preparing, active, gave up
    launch_month: np.ndarray  # int64, -1 before
    gave_up_month: np.ndarray  # int64, -1 before
    readiness: np.ndarray  # people's and principal's
    capacity: np.ndarray  # coach hours a teacher-year that arrive, weighted with skill
    planned: np.ndarray  # the same, before an old schedule takes some
    trust: np.ndarray  # climate, 0..1
    belief: np.ndarray  # mean readiness of the teachers
    mean_trust: np.ndarray
    mean_rest: np.ndarray  # mean level to which the teachers' trust reverts, 0..1
    strain: np.ndarray
    ownership: np.ndarray
    depth: np.ndarray  # depth of practice over all teachers, full credit at half of the components
    use: np.ndarray  # share of teachers using
    visible: np.ndarray  # visible use, share
    felt: np.ndarray  # mean payoff of users, 0 without
    proven: np.ndarray  # payoff times depth of the practice, mean over teachers (0 for who does not use it)
    failing: np.ndarray  # share of teachers whose failing experience is told
    mean_components: np.ndarray
    mean_effectiveness: np.ndarray
    access: np.ndarray  # effective practice per student, reach weighted
    effective: np.ndarray
    learning: np.ndarray
    deep: np.ndarray
    surface: np.ndarray
    user_depth: np.ndarray
    newcomers: np.ndarray  # share of teachers in their first year here
    exits: np.ndarray  # teachers who left the position this July
    routines: np.ndarray
    memory: np.ndarray  # what the school's dropped reforms add to every threshold
    commitment: np.ndarray  # the principal's readiness
    attention: np.ndarray  # the principal's capacity, hours a week
    principal_trust: np.ndarray  # in teachers
    principal_skill: np.ndarray
    principal_tenure: np.ndarray  # months
    principal_changes: np.ndarray
    new_principal: np.ndarray  # 1 in the first July
    teams: np.ndarray  # bool: staffing redesigned into led teams
    core: np.ndarray  # bool: in the deep core of a two-track rollout
    hours: np.ndarray  # coach hours a teacher-year
    outside_share: np.ndarray  # of the hours
    promised: np.ndarray  # coach hours a teacher-year
    mandate: np.ndarray
    voice: np.ndarray
    unpaid: np.ndarray  # 0..1 share of the running costs that nobody pays
    extra_load: np.ndarray  # hours a week beside the practice itself
    informing: np.ndarray  # 0..1
    renewing: np.ndarray  # 0..1
    undecided: np.ndarray  # 0..1
    absorbed: np.ndarray  # bool (S, 3) PROCESSES
    need: np.ndarray  # (S, J)
    need_first: np.ndarray  # (S, J)
    design: np.ndarray  # (S, J)
    design_launch: np.ndarray  # (S, J)
    free: np.ndarray  # bool (S, J) dimension left to the school
    fit: np.ndarray  # (S, K)
    mean_fit: np.ndarray
    moved: np.ndarray  # design shift that people live through this month, need-SD
    imposed: np.ndarray  # the part of it that came from the centre
    moving: np.ndarray  # the same, decided since
    imposing: np.ndarray
    own_changes: np.ndarray  # need-SD of design change begun in the school
    centre_changes: np.ndarray


_TEACHER_TYPES: dict[str, Any] = {
    "school": np.int32,
    "team": np.int32,
    "entity": np.uint64,
    "spell": np.uint64,
    "person": np.uint64,
    "using": (np.bool_, "K"),
    "depth": (np.float32, "K"),
    "benefit": (np.float32, "K"),
    "heard": (np.float32, 2),
    "shown": (np.float32, len(SHOWN)),
    "showing": (np.float32, len(SHOWN)),
    "tie_across": np.uint32,
    "lead": np.bool_,
    "lead_of": np.int32,
    "exit": np.int8,
}
_SCHOOL_TYPES: dict[str, Any] = {
    "entity": np.uint64,
    "status": np.int64,
    "launch_month": np.int64,
    "gave_up_month": np.int64,
    "teams": np.bool_,
    "core": np.bool_,
    "absorbed": (np.bool_, len(PROCESSES)),
    "need": (np.float64, DIMENSIONS),
    "need_first": (np.float64, DIMENSIONS),
    "design": (np.float64, DIMENSIONS),
    "design_launch": (np.float64, DIMENSIONS),
    "free": (np.bool_, DIMENSIONS),
    "fit": (np.float64, "K"),
}


def _blank(kind: type, rows: int, components: int, types: dict[str, Any], given: dict[str, np.ndarray]) -> Any:
    made = {}
    for name in kind._fields:  # type: ignore[attr-defined]
        if name in given:
            made[name] = given[name]
            continue
        dtype = types.get(name, np.float32 if kind is TeacherState else np.float64)
        if isinstance(dtype, tuple):
            width = components if dtype[1] == "K" else dtype[1]
            by_column = kind is TeacherState and name != "shown"
            made[name] = np.zeros((rows, width), dtype[0], order="F" if by_column else "C")
        else:
            made[name] = np.zeros(rows, dtype)
    return kind(**made)


def empty_state(
    teachers: int, schools: int, components: int, given_t: dict[str, np.ndarray], given_s: dict[str, np.ndarray]
) -> tuple[TeacherState, SchoolState]:
    """Make zeroed arrays of the right kind, with those that are known already.

    Parameters
    ----------
    teachers, schools, components : int
        N, S and K.
    given_t, given_s : dict of str to ndarray
        Arrays by name that are taken as they are.

    Returns
    -------
    tuple of TeacherState and SchoolState
        Fresh arrays.
    """
    return (
        _blank(TeacherState, teachers, components, _TEACHER_TYPES, given_t),
        _blank(SchoolState, schools, components, _SCHOOL_TYPES, given_s),
    )


def copy_state(t: TeacherState, s: SchoolState) -> tuple[TeacherState, SchoolState]:
    """Copy what a run changes; ties stay shared, nobody changes them.

    Parameters
    ----------
    t : TeacherState
        Teachers' arrays.
    s : SchoolState
        Schools' arrays.

    Returns
    -------
    tuple of TeacherState and SchoolState
        Independent of the originals.
    """
    shared = {"tie_start", "tie_from", "tie_to", "tie_across", "team", "school", "entity", "askers"}
    teachers = {name: value if name in shared else value.copy(order="K") for name, value in t._asdict().items()}
    return TeacherState(**teachers), SchoolState(*(value.copy() for value in s))
