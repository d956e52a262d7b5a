"""What is shipped: every file loads, says its source, and is what its name says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.foundation.errors import StrategyError
from sim.foundation.resources import folder
from sim.strategy import TENSIONS, Conditions, Future, Stance, Strategy, presets

POLES = {
    "tight_loose": ("tight", "loose"),
    "fast_slow": ("fast", "slow"),
    "need_readiness": ("need", "readiness"),
    "build_buy": ("build", "buy"),
    "fixed_adaptive": ("fixed", "adaptive"),
    "bundle_modules": ("prix_fixe", "a_la_carte"),
    "practices_failures": ("share_practices", "share_failures"),
}
SYSTEMS = ("baltimore_county", "chicago", "dallas_isd", "greeley_evans", "henry_county", "mentor", "reynoldsburg")
EVERYTHING = [(group, name) for group in presets.GROUPS for name in presets.names(group)]
CLASSES = {"strategy": Strategy, "conditions": Conditions, "future": Future}


@pytest.mark.parametrize(("group", "name"), EVERYTHING)
def test_every_file_loads_and_says_where_it_comes_from(group: str, name: str) -> None:
    assert CLASSES[group].load(name)
    said = presets.about(group, name)
    assert said["name"] == name
    assert said["source"].endswith(".")
    assert said["notes"].endswith(".")
    assert 0 < len(said["title"]) < 70


@pytest.mark.parametrize("name", Strategy.names())
def test_every_strategy_survives_writing_and_reading(name: str) -> None:
    strategy = Strategy.load(name)
    assert strategy.name == name
    assert Strategy.from_mapping(strategy.to_mapping()) == strategy
    content = presets.read("strategy", name)[1]
    assert set(content) == {"title", "source", "notes", *TENSIONS, "conditions"}, "all seven stances are written out"


def test_the_wanted_strategies_are_there() -> None:
    poles = {pole for pair in POLES.values() for pole in pair}
    assert set(Strategy.names()) == poles | set(SYSTEMS) | {
        "fast_and_furious",
        "slow_and_steady",
        "charted",
        "typical_2018",
    }


@pytest.mark.parametrize("tension", TENSIONS)
def test_poles_hold_the_other_six_at_the_middle(tension: str) -> None:
    for pole, lean in zip(POLES[tension], (-1.0, 1.0), strict=True):
        strategy = Strategy.load(pole)
        assert strategy.stances(0) == {name: Stance(lean if name == tension else 0.0) for name in TENSIONS}
        assert strategy.stances(0) == strategy.stances(20)
        assert strategy.conditions == Conditions()


def test_fast_and_furious_differs_from_slow_and_steady_in_pace_alone() -> None:
    fast, slow = Strategy.load("fast_and_furious"), Strategy.load("slow_and_steady")
    assert fast.conditions == slow.conditions
    assert fast.stance("fast_slow", 0) == Stance(-slow.stance("fast_slow", 0).lean)
    assert fast.stance("fast_slow", 0).lean < 0
    assert {name: fast.timelines[name] for name in TENSIONS if name != "fast_slow"} == {
        name: slow.timelines[name] for name in TENSIONS if name != "fast_slow"
    }


def test_charted_holds_all_seven() -> None:
    assert set(Strategy.load("charted").stances(0).values()) == {Stance(0.0, 1.0)}


def test_typical_2018_has_the_directions_of_the_survey_and_marks_the_sizes() -> None:
    stances = Strategy.load("typical_2018").stances(0)
    known = {"fast_slow": 1, "fixed_adaptive": 1, "bundle_modules": 1, "practices_failures": -1}
    for name, stance in stances.items():
        assert stance.chart == 0
        if name in known:
            assert 0.3 <= stance.lean * known[name] <= 0.8
        else:
            assert stance.lean == 0
    text = (folder("configs") / "strategy" / "typical_2018.yaml").read_text(encoding="utf-8")
    assert text.count("size assumed") == len(known)


def test_named_systems_are_what_is_known_of_them() -> None:
    henry = Strategy.load("henry_county")
    assert henry.stance("tight_loose", 0).lean > 0.5
    assert henry.stance("tight_loose", 3) == Stance(0.2, chart=0.6)
    assert Strategy.load("dallas_isd").stance("fast_slow", 0) == Stance(0.0, 1.0)
    assert Strategy.load("baltimore_county").stance("tight_loose", 0).lean < -0.5
    assert Strategy.load("chicago").stance("build_buy", 0).lean > 0.5
    assert Strategy.load("greeley_evans").stance("build_buy", 0).lean < -0.5
    assert Strategy.load("reynoldsburg").conditions.innovation_fund
    assert Strategy.load("mentor").conditions.model_classroom


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_arithmetic_beside_a_number_gives_the_number(name: str) -> None:
    text = (folder("configs") / "conditions" / f"{name}.yaml").read_text(encoding="utf-8")
    shown = re.findall(r"^\w+: ([\d.]+)  # ([\d ,.()x+/]+)", text, flags=re.MULTILINE)
    sums = [(float(value), sum_.replace(",", "").replace("x", "*")) for value, sum_ in shown if "/" in sum_]
    assert sums or name == "reynoldsburg"
    for value, arithmetic in sums:
        assert eval(arithmetic) == pytest.approx(value, rel=0.005)


def test_cases_events_leave_to_the_model_what_the_model_has_to_show() -> None:
    for name in ("baltimore_county_events", "henry_county_events", "greeley_evans_events", "reynoldsburg_events"):
        assert {event.kind for event in Future.load(name).events} == {"superintendent_leaves"}


def test_unknown_names_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(StrategyError, match="Did you mean slow_and_steady"):
        Strategy.load("slow_and_stedy")
    with pytest.raises(StrategyError, match="Did you mean nothing_happens"):
        Future.load("nothing_happen")
    with pytest.raises(StrategyError, match=r"no strategy file .*none\.yaml.*slow_and_steady"):
        Strategy.load(tmp_path / "none.yaml")
    for nothing in ("", "  ", None, 3):
        with pytest.raises(StrategyError, match="loaded by name"):
            Strategy.load(nothing)  # type: ignore[arg-type]
    with pytest.raises(StrategyError):
        Strategy.load("../conditions/typical")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["is empty"]),
        (b"# only a remark\n", ["is empty"]),
        (b"- 1\n- 2\n", ["has no keys with values"]),
        (b"title: Ours\nfast_slow: [0.5\n", ["not valid YAML", "line"]),
        (b"title: Ours\n\tfast_slow: 1\n", ["not valid YAML, line 2"]),
        (b"title: Ours\nfast_slow: 0.5\nfast_slow: 0.2\n", ["'fast_slow' stands twice", "lines 2 and 3"]),
        (b"tight_loose:\n  0: 1\n  3: 0\n  3: 1\n", ["'tight_loose.3' stands twice", "lines 3 and 4"]),
        (b"title: Ours\nfast_slwo: 0.5\n", ["line 2", "Did you mean fast_slow"]),
        (b"title: Ours\nfast_slow: .nan\n", ["line 2", "not a usable number"]),
        (b"title: Ours\nfast_slow: 1e-1\n", ["line 2", "write 0.1"]),
        (b"title: Ours\nfast_slow:\n", ["line 2", "no stance"]),
        (
            b"tight_loose:\n  0: 1\n  3:\n    lean: 0\n    chart: 7\n",
            ["line 5", "tight_loose.3.chart", "the chart is 7"],
        ),
        (b"conditions:\n  safety: 0.5\n  grant_years: 11\n", ["line 3", "conditions.grant_years", "0 to 10 (years)"]),
        (b"title: \xff\xfe\n", ["not UTF-8"]),
        (b"fast_slow: !!python/object:os.system {}\n", ["line 1", "tag !!python/object:os.system is not read"]),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, content: bytes, words: list[str]) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(content)
    with pytest.raises(StrategyError) as refused:
        Strategy.load(path)
    for word in [*words, str(path)]:
        assert word in str(refused.value)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(StrategyError, match="there is no strategy file"):
        Strategy.load(tmp_path)


def test_loading_needs_nothing_heavy() -> None:
    code = (
        "import sys; from sim.strategy import Strategy; Strategy.load('henry_county').describe(); "
        "print([name for name in ('numpy', 'mesa', 'pandas', 'hydra', 'omegaconf', 'numba') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
