"""Under the majority strategy no state sits at its bounds (SCIENCE M12); loops are cut once each (2B)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.district.district import District
from sim.engine.simulation import Simulation
from sim.strategy.strategy import Strategy
from sim.study.causes import LASTING_SUPERINTENDENT

LUCK = range(8)


@pytest.fixture(scope="module")
def district() -> District:
    return District.synthetic(schools=24, teachers=720)


@pytest.fixture(scope="module")
def people(district: District) -> list[Any]:
    return [district.population(1, r) for r in LUCK]


def decade(district: District, people: list[Any], strategy: Any = "typical_2018", **how: Any) -> list[Simulation]:
    """Ten years for every luck."""
    chosen = Strategy.load(strategy) if isinstance(strategy, str) else strategy
    runs = [Simulation(district, chosen, seed=1, replicate=r, population=one, **how) for r, one in enumerate(people)]
    for sim in runs:
        sim.run()
    return runs


@pytest.fixture(scope="module")
def typical(district: District, people: list[Any]) -> list[Simulation]:
    return decade(district, people)


def test_majority_strategy_stays_inside(typical: list[Simulation]) -> None:
    trust = np.mean([sim.teachers.trust.mean() for sim in typical])
    strain = np.mean([sim.teachers.strain.mean() for sim in typical])
    use = np.mean([sim.teachers.using.any(axis=1).mean() for sim in typical])
    deep = np.mean([(sim.teachers.effective >= 0.5).mean() for sim in typical])
    assert 0.35 < trust < 0.8
    assert 0.02 < strain < 0.4
    assert use < 0.95
    assert deep > 0.0


@pytest.mark.parametrize("name", ["trust", "strain", "ownership"])
def test_no_teacher_state_at_a_bound_for_a_fifth(typical: list[Simulation], name: str) -> None:
    """Asked of those who use something."""
    values = np.concatenate([getattr(sim.teachers, name)[sim.teachers.using.any(axis=1)] for sim in typical])
    assert np.mean(values <= 1e-3) < 0.2
    assert np.mean(values >= 1.0 - 1e-3) < 0.2


def test_no_depth_at_a_bound_for_a_fifth(typical: list[Simulation]) -> None:
    depth = np.concatenate([sim.teachers.depth[sim.teachers.using] for sim in typical])
    assert np.mean(depth <= 1e-3) < 0.2
    assert np.mean(depth >= 0.949) < 0.2


@pytest.mark.parametrize("name", ["trust", "commitment", "principal_trust", "mean_fit", "routines"])
def test_no_school_state_at_a_bound_for_a_fifth(typical: list[Simulation], name: str) -> None:
    """Routines and fit are asked of schools that have been active for three years."""
    values = []
    for sim in typical:
        s = sim.schools
        old = (s.status == 2) & (sim.month - s.launch_month >= 36)
        chosen = old if name in {"routines", "mean_fit"} else np.ones(old.size, bool)
        values.append(getattr(s, name)[chosen])
    found = np.concatenate(values)
    assert np.mean(found <= 1e-3) < 0.2
    assert np.mean(found >= 1.0 - 1e-3) < 0.2


def test_board_and_money_stay_inside(typical: list[Simulation]) -> None:
    board = np.array([sim.centre.board for sim in typical])
    assert np.mean((board <= 1e-3) | (board >= 1.0 - 1e-3)) < 0.2


FAST = {"fast_slow": -1.0, "fixed_adaptive": -1.0}
HARD = FAST | {"tight_loose": -1.0}
# letter in SCIENCE 2B, loop, stances, the number that cuts it, the state that feeds on it, and where it goes without
LOOPS = [
    ("a", "knowers help, and become knowers", FAST, {"ceiling_peers": 0.0}, "effective", -1),
    ("c", "results shown win the board", FAST, {"board_gain": 0.0}, "board", -1),
    ("e", "depth makes routines that receive newcomers", FAST, {"routine_growth": 0.0}, "effective", -1),
    ("f", "told process makes depth", {"practices_failures": 1.0}, {"know_how_told": 0.0}, "effective", -1),
    ("g", "use draws others in", FAST, {"takeup_peers": 0.0}, "use", -1),
    ("h", "coaching is used where it is trusted", HARD, {"trust_gate": 0.0}, "effective", +1),
    ("i", "strain drives people out", HARD, {"exit_strain": 0.0}, "exits", -1),
    ("k", "a new principal gives up what was begun", FAST, {"giveup_principal": 0.0}, "use", +1),
    ("k", "what was dropped makes the next start harder", FAST, {"memory_dropped": 0.0}, "use", +1),
    ("l", "promises that are not kept cost the board", FAST, {"board_promise": 0.0}, "board", +1),
    ("m", "nobody takes on more than fits in the week", FAST, {"load_gate": 100.0}, "strain", +1),
    ("o", "popular helpers are congested", FAST, {"helping_most": 100.0, "helping_hours_each": 0.0}, "effective", +1),
]  # fmt: skip


def moved(runs: list[Simulation], others: list[Simulation], state: str) -> np.ndarray:
    """Differences of a state at the end, first less second, pair by pair."""

    def read(sim: Simulation) -> float:
        if state == "board":
            return float(sim.history.district["board"].mean())
        if state == "exits":
            return float(sim.history.schools["exits"].sum() / sim.schools.teachers.sum())
        return float(sim.schools.teachers @ getattr(sim.schools, state) / sim.schools.teachers.sum())

    return np.array([read(one) - read(other) for one, other in zip(runs, others, strict=True)])


@pytest.fixture(scope="module")
def whole(district: District, people: list[Any]) -> Any:
    """Runs with every loop in place, made once for every set of stances."""
    made: dict[str, list[Simulation]] = {}

    def runs(stances: dict[str, float]) -> list[Simulation]:
        return made.setdefault(
            str(stances),
            made.get(str(stances)) or decade(district, people, Strategy(**stances), rules=LASTING_SUPERINTENDENT),
        )

    return runs


@pytest.mark.parametrize(("letter", "loop", "stances", "cut", "state", "sign"), LOOPS, ids=[row[1] for row in LOOPS])
def test_loop_cut_is_missed(
    district: District,
    people: list[Any],
    whole: Any,
    letter: str,
    loop: str,
    stances: dict[str, float],
    cut: dict[str, float],
    state: str,
    sign: int,
) -> None:
    without = decade(district, people, Strategy(**stances), rules=LASTING_SUPERINTENDENT, parameters=cut)
    away = sign * moved(without, whole(stances), state)
    half = 2.36 * away.std(ddof=1) / np.sqrt(away.size)
    assert away.mean() - half > 0.0, f"({letter}) {loop}: {sign * away.mean():+.4f} +- {half:.4f}"


def test_results_make_belief(district: District, people: list[Any], whole: Any) -> None:
    """(b, j) Without own evidence, belief no longer goes with what people achieve."""

    def link(sim: Simulation) -> float:
        using = sim.teachers.using.any(axis=1)
        return float(np.corrcoef(sim.teachers.readiness[using], sim.teachers.effective[using])[0, 1])

    blind = decade(
        district, people[:4], Strategy(**FAST), rules=LASTING_SUPERINTENDENT, parameters={"own_evidence": 0.0}
    )
    for one, other in zip(whole(FAST), blind, strict=False):
        assert link(one) > link(other) + 0.1


def test_old_processes_take_back_what_nobody_protects(district: District, people: list[Any]) -> None:
    """(s) Absorption is missed where leaders do not protect; at usual protection it is close to nothing."""
    strategy = Strategy(**FAST).with_conditions(leader_protect=0.0)
    with_it = decade(district, people, strategy, rules=LASTING_SUPERINTENDENT)
    without = decade(district, people, strategy, rules=LASTING_SUPERINTENDENT, parameters={"absorption_rate": 0.0})
    away = moved(without, with_it, "effective")
    assert np.all(away > 0.0)  # by chance once in 256 times


def test_support_that_ends_early_is_lost_and_support_that_lasts_is_kept(district: District, people: list[Any]) -> None:
    """M10: what is left five years after the support ended rises with the years of support more than in proportion."""
    settings = {"giveup_base": 0.0, "giveup_principal": 0.0, "giveup_belief": 0.0, "giveup_support": 0.0,
                "giveup_strain": 0.0, "principal_exit": 0.0}  # fmt: skip
    strategy = Strategy(fast_slow=-1, fixed_adaptive=-1).with_conditions(operating_dollars_per_student=150.0)
    left = []
    for years in (1, 3, 5):
        kept = []
        for r in (0, 1, 2):
            sim = Simulation(district, strategy, seed=1, replicate=r, population=people[r], years=years + 5,
                             parameters=settings, rules=LASTING_SUPERINTENDENT)  # fmt: skip
            for month in range(12 * (years + 5)):
                if month == 12 * years:
                    sim.withdraw()
                sim.step()
            kept.append(float((sim.teachers.effective >= 0.5).mean()))
        left.append(float(np.mean(kept)))
    assert left[0] < 0.05
    assert left[0] < left[1] < left[2]
