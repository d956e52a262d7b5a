"""Compiled loops and Mesa objects give exactly equal states, month by month."""

from __future__ import annotations

import pytest

from sim import DistrictModel
from sim.rules.adoption import takes_up

MONTHS = 42


def bold(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return luck < 0.02 + 0.3 * peers


def shipped_but_twice(readiness, peers, mandate, strain, threshold, seen, asked, luck, p):
    return takes_up(readiness, peers, mandate, strain, threshold, seen, asked, 0.5 * luck, p)


def steep(x):
    return 1.0 if x > 0.0 else 0.0


def pair(district, strategy, **given):
    usual = {"seed": 1, "collect": False, "beyond_range": True}
    made = [DistrictModel(district, strategy, engine=engine, **(usual | given)) for engine in ("compiled", "agents")]
    return made[0], made[1]


@pytest.mark.parametrize("name", ["pushed", "grown"])
@pytest.mark.parametrize("components", [None, 1, 9])
def test_states_are_equal_every_month(district, strategies, future, differences, name, components):
    rows = None
    if components is not None:
        rows = [{"name": f"part {k}", "prerequisite": "part 0" if k == 3 else None} for k in range(components)]
    often = {"drop_rate": 0.3}  # in a small place and a few years nobody else might let go
    compiled, objects = pair(
        district, strategies[name], seed=5, years=4, future=future, components=rows, parameters=often
    )
    for month in range(MONTHS):
        compiled.step()
        objects.step()
        assert differences(compiled.simulation, objects.simulation) == [], f"month {month}"
    t, s = compiled.simulation.teachers, compiled.simulation.schools
    assert t.using.any()
    assert (t.spell > 0).sum() > 10  # people came and went
    assert t.memory.any()  # something was dropped
    if name == "pushed":
        assert t.lead.any()
        assert compiled.simulation.centre.changes > 0
    assert s.launch_month.max() >= 0


def every_school(pace, tactic, schools, luck):
    return int(schools)


@pytest.mark.parametrize(
    "rules",
    [{"takes_up": bold}, {"takes_up": shipped_but_twice}, {"logistic": steep}, {"places_of_year": every_school}],
)
def test_a_replaced_rule_changes_both_engines_equally(district, strategies, differences, rules):
    shipped = DistrictModel(district, strategies["grown"], seed=1, years=2, collect=False)
    shipped.run()
    compiled, objects = pair(district, strategies["grown"], years=2, rules=rules)
    compiled.run()
    objects.run()
    assert differences(compiled.simulation, objects.simulation) == []
    assert "teachers.using" in differences(compiled.simulation, shipped.simulation)


def test_parameters_reach_both_engines(district, strategies, differences):
    given = {"takeup_rate": 0.9, "drop_rate": 0.5, "story_weight": 0.0}
    compiled, objects = pair(district, strategies["pushed"], years=2, parameters=given)
    compiled.run()
    objects.run()
    assert differences(compiled.simulation, objects.simulation) == []
