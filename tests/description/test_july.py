"""Somebody who has only the page computes July's launches and budget, and gets the engine's numbers."""

from __future__ import annotations

import importlib.util
import math
import re
from pathlib import Path
from typing import Any

import pytest

from sim.district import District
from sim.engine.phases import PHASES
from sim.engine.simulation import Simulation
from sim.foundation import decisions
from sim.strategy import Strategy

SPEC = importlib.util.spec_from_file_location("equations_read", Path(__file__).with_name("test_equations.py"))
assert SPEC is not None
assert SPEC.loader is not None
read = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(read)
ODD = (Path(__file__).parents[2] / "docs" / "odd.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"#### (\w+)\n.*?```math\n(.*?)\n```", ODD, flags=re.DOTALL))
NOTHING_ELSE = {
    "giveup_base": 0.0, "giveup_principal": 0.0, "giveup_belief": 0.0, "giveup_strain": 0.0, "giveup_support": 0.0,
    "giveup_newcomers": 0.0, "board_cut_level": 0.0, "superintendent_exit": 0.0, "superintendent_exit_wealthy": 0.0,
    "superintendent_exit_large": 0.0, "initiative_rate": 0.0,
}  # fmt: skip


class Page:
    """The page's equations, with the parameters of a run."""

    def __init__(self, parameters: Any) -> None:
        self.parameters = parameters

    def __call__(self, rule: str, **given: float) -> Any:
        return read.value_of(BLOCKS[rule], given, self.parameters)


def begun(years: int, **conditions: Any) -> Simulation:
    """A run on the eve of a July in which nothing but launches and money is decided."""
    strategy = Strategy(fast_slow=0.1, need_readiness=-0.2, build_buy=-0.3, fixed_adaptive=-1.0)
    district = District.synthetic(schools=30, students_per_school=400, seed=3)
    strategy = strategy.with_conditions(grant_dollars_per_student=150.0, grant_years=5, **conditions)
    sim = Simulation(district, strategy, seed=8, years=years + 1, parameters=NOTHING_ELSE)
    for _ in range(12 * years):
        sim.step()
    return sim


def july(sim: Simulation) -> None:
    """Live through the phases of July up to the plan."""
    for phase in PHASES[:2]:
        phase.run(sim)


@pytest.mark.parametrize("years", [0, 2, 3])
def test_the_page_gives_the_launches_and_the_budget_of_july(years: int) -> None:
    sim = begun(years, team_staffing=0.5, model_classroom=True, feeder_zones=0.4)
    page, p, s, c, where = Page(sim.parameters), sim.parameters, sim.schools, sim.centre, sim.strategy.conditions
    month, count = sim.month, s.status.size
    leans = {name: (1.0 - stance.lean) / 2.0 for name, stance in sim.strategy.stances(years).items()}
    pace = math.exp(leans["fast_slow"] * math.log(p.pace_fast) + (1.0 - leans["fast_slow"]) * math.log(p.pace_slow))
    # money there is
    students = float(s.students.sum())
    grant = page("grant_of_year", left=c.grant_left, months=float(c.grant_until - month))
    kept = page("budget_after_year", kept=c.share_kept)
    yearly = where.grant_dollars_per_student * students / where.grant_years
    growth = page("operating_growth", growth=where.operating_growth, yearly=yearly, board=c.board) if month else 0.0
    operating = (c.operating + growth) * kept
    status, before = s.status.copy(), c.launched_ever

    def running(active: Any) -> tuple[float, float]:
        leads = sum(page("team_leads", teachers=float(t)) for t in s.teachers[active & s.teams])
        return page("running_dollars", students=float(s.students[active].sum())), page("lead_dollars", leads=leads)

    limit = page("launch_limit", dollars=grant + operating, running=sum(running(status == 2)))
    # launches
    cost = [page("launch_dollars", students=float(n)) for n in s.students]
    spent, begin, prepare = 0.0, [], []
    for i in (i for i in range(count) if status[i] == 1):
        if spent + cost[i] > limit:
            break
        spent, begin = spent + cost[i], [*begin, i]
    rows = [i for i in range(count) if status[i] == 0]
    places = page("places_of_year", pace=pace, tactic=c.pace_tactic, schools=float(count),
                  luck=sim.luck.centre(decisions.PACE_ROUNDING, month))  # fmt: skip
    needed = page("places_by_need", need_share=leans["need_readiness"], places=float(places),
                  luck=sim.luck.centre(decisions.NEED_ROUNDING, month))  # fmt: skip
    noise = sim.luck.bells(decisions.LAUNCH_ORDER, month, s.entity)
    zone = sim.district.schools.zone
    active_after = (status == 2) | [i in begin for i in range(count)]
    near = [where.feeder_zones * bool(active_after[zone == zone[i]].any()) for i in range(count)]
    need = {i: page("claim_by_need", low_income=s.low_income[i], zone_begun=near[i], noise=noise[i]) for i in rows}
    ready = {i: page("claim_by_readiness", readiness=s.readiness[i], trust=s.trust[i], zone_begun=near[i],
                     noise=noise[i]) for i in rows}  # fmt: skip
    first = sorted(rows, key=lambda i: -need[i])[:needed]
    rest = [i for i in sorted(rows, key=lambda i: -ready[i]) if i not in first][: max(0, places - needed)]
    order = [i for pair in zip(first, rest, strict=False) for i in pair]
    order += first[len(rest) :] + rest[len(first) :]
    luck = sim.luck.even(decisions.PREPARE, month, s.entity)
    for i in order:
        if spent + cost[i] > limit:
            break
        waits = page("plans_first", preparing=1.0 - leans["fast_slow"], by_need=i in first, charted=0.0, luck=luck[i])
        if waits and month > 0:
            prepare.append(i)
        else:
            spent, begin = spent + cost[i], [*begin, i]
    mastering = float((sim.teachers.mastery >= p.coach_mastery).mean())
    coaches = c.own_coaches
    july(sim)
    assert sorted(begin) == [i for i in range(count) if s.launch_month[i] == month]
    assert sorted(prepare) == [i for i in range(count) if s.status[i] == 1 and status[i] == 0]
    assert c.launched_ever - before == len(prepare) + len(begin) - sum(status[i] == 1 for i in begin)
    # what is left buys coaching
    left = grant + operating - spent
    runs, teams = running(s.status == 2)
    runs = min(left, runs)
    teams = min(left - runs, teams)
    rooms = page("classroom_dollars", dollars=left, unspent=left - runs - teams)
    money = left - runs - teams - rooms
    wanted = page("coaching_wanted", teachers=float(s.teachers[(s.status == 1) | (s.status == 2)].sum()))
    own = page("own_dollars", dollars=money, own_share=leans["build_buy"], wanted=wanted)
    stay = coaches * (1.0 - p.coach_exit) if month else coaches
    trainable = page("trainable_coaches", mastering=mastering, teachers=float(s.teachers.sum()), handing_over=0.0)
    hired = page("coaches_hired", affordable=own / p.coach_salary, coaches=stay, trainable=trainable)
    own_cost = (min(stay, own / p.coach_salary) + hired) * p.coach_salary
    bought = page("outside_dollars", dollars=money, own_share=leans["build_buy"], wanted=wanted, own_cost=own_cost)
    whole = spent + runs + teams + rooms + own_cost + bought
    assert c.hires == hired
    assert c.own_cost == pytest.approx(own_cost)
    assert c.outside_cost == pytest.approx(bought)
    assert c.outside_hours == pytest.approx(page("hours_bought", dollars=bought))
    assert c.other_cost == pytest.approx(spent + runs + teams + rooms)
    assert c.year_outside_dollars == pytest.approx(page("grant_used", cost=whole, operating=operating, grant=grant))
    assert begin or prepare
