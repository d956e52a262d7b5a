"""The model as Mesa users and researchers meet it."""

from __future__ import annotations

import copy
import pickle

import mesa
import numpy as np
import pytest

from sim import DistrictModel, Strategy, Teacher
from sim.engine.simulation import Simulation
from sim.foundation.errors import BothwaysError, SettingsError, StrategyError
from sim.outcomes import OUTCOMES, summarize


class Stubborn(Teacher):
    """Never takes anything up, and counts the months."""

    def __init__(self, model, row):
        super().__init__(model, row)
        self.months = 0

    def step(self):
        self.months += 1
        super().step()

    def take(self, step, mandate, luck):
        pass


class Tall(Teacher):
    """Adds something that does not change a month."""

    @property
    def doubled(self):
        return 2.0 * self.trust


def equal(one, other):
    mine, theirs = one.simulation, other.simulation
    return all(
        np.array_equal(getattr(a, name), getattr(b, name), equal_nan=getattr(a, name).dtype.kind == "f")
        for a, b in ((mine.teachers, theirs.teachers), (mine.schools, theirs.schools))
        for name in a._fields
    )


def test_the_example_of_the_documentation(district):
    model = DistrictModel(district, Strategy.load("slow_and_steady"), seed=7)
    model.run(years=10)
    assert np.isfinite(model.outcomes["equity_gap"])
    assert len(model.schools().head()) == 4
    assert 0.0 <= model.teachers[12].trust <= 1.0


def test_is_the_engines_run(district):
    model = DistrictModel(district, "typical_2018", seed=7, years=3)
    history = model.run()
    plain = Simulation(district, Strategy.load("typical_2018"), seed=7, years=3).run()
    assert history.months == model.month == 36
    for name, values in plain.schools.items():
        assert np.array_equal(history.schools[name], values), name
    assert not model.running


def test_same_seed_same_run_and_no_seed_is_a_fresh_one(district):
    one, two, other, fresh = (DistrictModel(district, "typical_2018", seed=seed, years=1) for seed in (1, 1, 2, None))
    again = DistrictModel(district, "typical_2018", seed=fresh.seed, years=1)
    for model in (one, two, other, fresh, again):
        model.run()
    assert equal(one, two)
    assert not equal(one, other)
    assert equal(fresh, again)
    assert not equal(fresh, one)
    assert (one.seed, other.seed) == (1, 2)


@pytest.mark.skipif(not hasattr(mesa, "batch_run"), reason="this Mesa has no batches")
@pytest.mark.filterwarnings("ignore:The `iterations` keyword argument is deprecated:DeprecationWarning")
def test_a_batch_of_mesa_gives_as_many_different_runs(district):
    given = {"district": district, "strategy": ["fast_and_furious", "slow_and_steady"], "years": 1}
    rows = mesa.batch_run(DistrictModel, given, iterations=3, max_steps=12, display_progress=False)
    assert len(rows) == 6
    seeds = [row["seed"] for row in rows]
    assert len(set(seeds)) == 6
    assert len({row["trust"] for row in rows}) == 6
    again = DistrictModel(district, rows[0]["strategy"], years=1, seed=seeds[0])
    again.run()
    assert again.datacollector.get_model_vars_dataframe()["trust"].iloc[-1] == rows[0]["trust"]


def test_mesas_own_ways_to_run(district):
    model = DistrictModel(district, "typical_2018", seed=1, years=1)
    model.run_model()
    assert model.month == 12
    model.run(years=1)
    assert model.month == 24
    assert model.history.months == 24


def test_run_by_default_does_what_is_left(model):
    model.run()
    assert model.month == 36
    model.run()
    assert model.month == 36


def test_data_collector_keeps_every_month(either):
    frame = either.datacollector.get_model_vars_dataframe()
    assert frame["month"].tolist() == list(range(14))
    history, last = either.history, 13
    weights = history.teachers / history.teachers.sum()
    assert frame["use"].iloc[-1] == pytest.approx(float(weights @ history.schools["use"][last]))
    assert frame["board"].iloc[-1] == history.district["board"][last]
    assert {"deep", "trust", "strain", "routines", "readiness", "own_coaches"} <= set(frame)
    assert not frame.isna().any().any()


def test_data_collector_takes_ones_own_series(district):
    given = {"users": lambda model: int(model.simulation.teachers.using.any(axis=1).sum())}
    model = DistrictModel(district, "fast_and_furious", seed=1, years=1, collect=given)
    model.run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert frame["users"].iloc[-1] == model.simulation.teachers.using.any(axis=1).sum()
    silent = DistrictModel(district, "fast_and_furious", seed=1, years=1, collect=False)
    silent.run()
    assert silent.datacollector.get_model_vars_dataframe().empty


def test_schools_is_a_table_of_now(model):
    table = model.schools()
    s = model.simulation.schools
    assert table["name"].tolist() == list(model.district.schools.name)
    assert set(table["status"]) <= {"waiting", "preparing", "active", "gave up"}
    active = table["status"] == "active"
    assert active.any()
    assert table["months_since_launch"].notna().equals(active)
    assert table["use"].tolist() == s.use.tolist()
    table.loc[0, "use"] = 9.0
    assert s.use[0] != 9.0
    assert {"school_id", "enrollment", "low_income_share", "level", "zone", "effective", "routines", "trust"} <= set(
        table
    )


def test_outcomes_are_computed_from_what_was_recorded(model):
    expected = summarize(model.history)
    assert list(model.outcomes) == list(OUTCOMES)
    for name, value in expected.items():
        assert model.outcomes[name] == value or np.isnan(value)
    assert "equity_gap" in model.outcomes
    assert "nothing" not in model.outcomes
    with pytest.raises(SettingsError, match=r"unknown outcome 'equity_gab'\. Did you mean equity_gap"):
        model.outcomes["equity_gab"]
    assert set(model.outcomes.reasons()) == {name for name, value in expected.items() if np.isnan(value)}
    before = {name: value for name, value in model.outcomes.items() if not np.isnan(value)}
    model.run(years=1)
    assert any(model.outcomes[name] != value for name, value in before.items())


def test_outcomes_before_the_first_month(district):
    with pytest.raises(SettingsError, match="no month has been lived"):
        DistrictModel(district, "fast_and_furious", seed=1, years=1).outcomes["equity_gap"]


@pytest.mark.parametrize("way", [copy.deepcopy, lambda model: pickle.loads(pickle.dumps(model)), DistrictModel.branch])
def test_a_copy_goes_on_as_the_original(either, way):
    other = way(either)
    assert other.month == 14
    assert equal(either, other)
    other.run(years=1)
    assert either.month == 14
    assert not equal(either, other)
    either.run(years=1)
    assert equal(either, other)
    assert other.teachers[0].model is other
    assert len(other.datacollector.get_model_vars_dataframe()) == 26
    assert either.random.random() == other.random.random()
    assert either.rng.random() == other.rng.random()


def test_a_branch_of_the_run_belongs_to_a_model_of_its_own(either):
    branch = either.simulation.branch()
    branch.step()
    assert branch.month == 15
    assert either.month == 14
    assert branch.model is not either
    assert branch.model.teachers[0].trust == branch.teachers.trust[0]


def test_a_subclass_lives_its_own_month(district):
    model = DistrictModel(district, "fast_and_furious", seed=1, years=2, engine="agents", teacher_class=Stubborn)
    model.run(years=1)
    assert not model.simulation.teachers.using.any()
    assert {teacher.months for teacher in model.agents_by_type[Stubborn]} == {10}
    assert len(model.agents_by_type[Teacher]) == 60  # found under its parent too
    assert type(model.teachers[0]) is Stubborn


def test_what_a_subclass_keeps_is_copied_along(district):
    model = DistrictModel(district, "fast_and_furious", seed=1, years=2, engine="agents", teacher_class=Stubborn)
    model.run(years=1)
    for other in (copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        other.run(years=1)
        assert {teacher.months for teacher in other.agents_by_type[Stubborn]} == {20}
    assert {teacher.months for teacher in model.agents_by_type[Stubborn]} == {10}


def test_what_the_compiled_loops_would_pass_over_is_refused(district):
    with pytest.raises(SettingsError, match=r'Stubborn overrides step, take; .*engine="agents"'):
        DistrictModel(district, "fast_and_furious", teacher_class=Stubborn)
    model = DistrictModel(district, "fast_and_furious", teacher_class=Tall)
    assert model.teachers[0].doubled == 2.0 * model.teachers[0].trust


class MyModel(DistrictModel):
    """A researcher's own model."""

    def __init__(self, district, bonus):
        super().__init__(district, "fast_and_furious", years=2)
        self.bonus = bonus

    def step(self):
        super().step()
        self.simulation.schools.commitment[:] += self.bonus


def test_a_researchers_own_model(district):
    model = MyModel(district, 0.01)
    model.run(years=1)
    other = pickle.loads(pickle.dumps(model))
    assert other.bonus == 0.01
    model.run(years=1)
    other.run(years=1)
    assert equal(model, other)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"seed": -1}, "seed is -1"),
        ({"seed": 1.5}, "seed is 1.5"),
        ({"years": 0}, "years is 0"),
        ({"years": 500}, "years is 500"),
        ({"years": True}, "years is True"),
        ({"threads": 0}, "threads is 0"),
        ({"replicate": "a"}, "replicate is 'a'"),
        ({"engine": "agent"}, "unknown engine 'agent'. Did you mean agents"),
        ({"teacher_class": int}, "subclass of sim.Teacher"),
        ({"parameters": {"takeup_rat": 1.0}}, "takeup_rate"),
        ({"rules": {"take_up": len}}, "takes_up"),
        ({"components": []}, "components"),
    ],
)
def test_mistakes_are_refused_in_one_line(district, given, words):
    with pytest.raises(BothwaysError, match=words) as mistake:
        DistrictModel(district, "fast_and_furious", **given)
    assert "\n" not in str(mistake.value)


def test_an_unknown_strategy(district):
    with pytest.raises(StrategyError, match="slow_and_steady"):
        DistrictModel(district, "slow_and_stedy")


def test_longer_than_twenty_five_years(model):
    with pytest.raises(SettingsError, match="25 are the most"):
        model.run(years=25)
