"""Teachers, schools and leaders as lazy faces of the arrays."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref

import mesa
import numpy as np
import pytest

from sim import DistrictModel, Leader, School, Teacher
from sim.agents.face import Column
from sim.foundation.errors import SettingsError


def test_no_face_is_made_before_it_is_asked_for(model):
    assert model._faces == {}
    model.schools()
    assert list(model.agents_by_type) == [Teacher, School, Leader]
    assert len(model.teachers) == 60
    assert model._faces == {}
    assert model.school(0).row == 0
    assert list(model._faces) == [School]
    assert len(model.agents_by_type[Leader]) == 5
    assert Teacher not in model._faces


def test_agents_are_registered_with_mesa(model):
    assert len(model.agents) == 60 + 4 + 5
    assert [agent.unique_id for agent in model.agents] == list(range(1, 70))
    assert model.agent_types == [Teacher, School, Leader]
    assert set(model.agents_by_type) == {Teacher, School, Leader}
    assert mesa.Agent not in {type(agent) for agent in model.agents}


def test_numbers_do_not_depend_on_who_is_made_first(district):
    model = DistrictModel(district, "fast_and_furious", seed=1, years=1)
    assert model.leaders[0].unique_id == 65
    assert model.teachers[0].unique_id == 1


def test_agentsets_select_aggregate_and_do(model):
    teachers = model.agents_by_type[Teacher]
    arrays = model.simulation.teachers
    assert teachers.agg("readiness", np.mean) == pytest.approx(arrays.readiness.astype(float).mean())
    users = teachers.select(lambda teacher: teacher.using.any())
    assert len(users) == int(arrays.using.any(axis=1).sum()) > 0
    assert sorted(teachers.get("trust")) == sorted(arrays.trust.tolist())
    teachers.do(lambda teacher: setattr(teacher, "memory", 0.25))
    assert (arrays.memory == np.float32(0.25)).all()
    teachers.set("memory", 0.5)
    assert (arrays.memory == 0.5).all()
    assert len(teachers.groupby(lambda teacher: teacher.school.row).groups) == 4


def test_attributes_are_cells_of_the_arrays(model):
    teacher, t = model.teachers[12], model.simulation.teachers
    assert teacher.trust == t.trust[12]
    assert type(teacher.trust) is float
    teacher.trust = 0.125
    assert t.trust[12] == 0.125
    teacher.depth = [0.5] * 6
    assert (t.depth[12] == 0.5).all()
    school, s = model.school(2), model.simulation.schools
    school.routines = 0.75
    assert s.routines[2] == 0.75


@pytest.mark.parametrize("kind", [Teacher, School, Leader])
def test_every_column_can_be_read(model, kind):
    face = model.wake(kind)[0]
    names = [name for name in dir(kind) if isinstance(getattr(kind, name), Column)]
    for name in (*names, "readiness", "capacity", "trust"):
        assert np.isfinite(np.asarray(getattr(face, name), float)).all(), name
        assert getattr(kind, name).__doc__


def test_who_belongs_to_whom(model):
    for school in model.agents_by_type[School]:
        assert all(teacher.school is school for teacher in school.teachers)
        assert len(school.teachers) == model.simulation.schools.teachers[school.row]
        assert school.principal.school is school
        assert school.level in ("elementary", "middle", "high")
    people = model.simulation.population
    teacher = model.teachers[5]
    rows = people.tie_to[people.tie_start[5] : people.tie_start[6]]
    assert [contact.row for contact in teacher.contacts] == rows.tolist()
    assert sum(len(school.teachers) for school in model.agents_by_type[School]) == 60
    assert model.school(model.school(1).name) is model.school(1)


def test_leaders(model):
    *principals, superintendent = model.leaders
    s, centre = model.simulation.schools, model.simulation.centre
    assert [leader.readiness for leader in principals] == s.commitment.tolist()
    assert [leader.capacity for leader in principals] == s.attention.tolist()
    assert [leader.trust for leader in principals] == s.principal_trust.tolist()
    assert superintendent.role == "superintendent"
    assert superintendent.school is None
    assert superintendent.trust == centre.board
    assert superintendent.readiness == centre.commitment
    assert superintendent.capacity == model.strategy.conditions.cabinet_hours
    assert all(isinstance(contact, Leader) for contact in superintendent.contacts)
    superintendent.trust, superintendent.readiness = 0.1, 0.2
    assert (centre.board, centre.commitment) == (0.1, 0.2)
    with pytest.raises(AttributeError, match="condition"):
        superintendent.capacity = 3.0
    principals[0].trust = principals[0].readiness = principals[0].capacity = 0.5
    assert s.principal_trust[0] == s.commitment[0] == s.attention[0] == 0.5


def test_faces_say_who_they_are(model):
    assert "uses" in repr(model.teachers[0])
    assert "active" in repr(model.school(0)) or "waiting" in repr(model.school(0))
    assert "superintendent" in repr(model.leaders[-1])
    assert "Teacher: 60" in repr(model.agents_by_type)
    assert "60 x Teacher" in repr(model.teachers)
    assert "month 14 of 36" in repr(model)


def test_mistakes_name_what_is_there(model):
    with pytest.raises(IndexError, match="0 to 59"):
        model.teachers[60]
    with pytest.raises(SettingsError, match="unknown school"):
        model.school("Nowhere")
    with pytest.raises(KeyError):
        model.agents_by_type[int]
    with pytest.raises(SettingsError, match="cannot be removed"):
        model.teachers[0].remove()
    with pytest.raises(SettingsError, match='engine="agents"'):
        model.teachers[0].step()
    with pytest.raises(SettingsError, match="unknown kind of agent"):
        model.wake(mesa.Agent)


def test_a_teacher_can_be_pickled_and_copied_with_the_model(model):
    teacher = pickle.loads(pickle.dumps(model.teachers[3]))
    assert teacher.model is not model
    assert teacher is teacher.model.teachers[3]
    assert teacher.trust == model.teachers[3].trust
    assert copy.deepcopy(model.teachers[3]).row == 3


def test_a_model_that_is_dropped_is_freed(district):
    model = DistrictModel(district, "fast_and_furious", seed=1, years=1)
    assert len(model.agents) == 69
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_private_names_of_mesa_are_still_there(model):
    """The faces rely on these two; where a new Mesa drops one, look at FaceModel.wake and AgentsByType."""
    model.wake(Teacher)
    assert set(model.__dict__["_agents_by_type"]) == {Teacher}
    assert model not in getattr(mesa.Agent, "_ids", {})
