"""Stances and timelines: what may be written, and what is refused with which words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.errors import StrategyError
from sim.strategy import TENSIONS, Stance, Strategy
from sim.strategy.checks import Place
from sim.strategy.stance import LAST_YEAR, read_timeline, write_timeline
from sim.strategy.tensions import tension

leans = st.floats(-1, 1, allow_nan=False)
charts = st.floats(0, 1, allow_nan=False)
stances = st.builds(Stance, lean=leans, chart=charts)


@st.composite
def timelines(draw: st.DrawFn) -> tuple[tuple[int, Stance], ...]:
    years = sorted({0, *draw(st.lists(st.integers(1, LAST_YEAR), max_size=5))})
    return tuple((year, draw(stances)) for year in years)


@given(stances)
def test_shares_of_a_stance_sum_to_one(stance: Stance) -> None:
    assert stance.first_share + stance.second_share == pytest.approx(1.0, abs=1e-15)
    assert 0.0 <= stance.first_share <= 1.0


@given(timelines())
def test_a_timeline_survives_writing_and_reading(timeline: tuple[tuple[int, Stance], ...]) -> None:
    about = tension("fast_slow")
    assert read_timeline(write_timeline(timeline), about, Place()) == timeline
    assert read_timeline(timeline, about, Place()) == timeline


@given(timelines(), st.integers(0, LAST_YEAR + 10))
def test_the_last_stance_named_so_far_holds(timeline: tuple[tuple[int, Stance], ...], year: int) -> None:
    strategy = Strategy(fast_slow=timeline)
    wanted = [stance for start, stance in timeline if start <= year][-1]
    assert strategy.stance("fast_slow", year) == wanted


def test_every_way_of_writing_a_stance() -> None:
    held = Stance(0.2, chart=0.6)
    strategy = Strategy(
        fast_slow=-0.5,
        build_buy=1,
        bundle_modules=held,
        need_readiness={"lean": 0.2, "chart": 0.6},
        fixed_adaptive={"chart": 0.6},
        tight_loose={0: 1, 3: held},
        practices_failures={0: {"lean": 0.2, "chart": 0.6}, 4: -1},
    )
    assert strategy.stances(0) == {
        "tight_loose": Stance(1.0),
        "fast_slow": Stance(-0.5),
        "need_readiness": held,
        "build_buy": Stance(1.0),
        "fixed_adaptive": Stance(0.0, 0.6),
        "bundle_modules": held,
        "practices_failures": held,
    }
    assert strategy.stance("tight_loose", 2) == Stance(1.0)
    assert strategy.stance("tight_loose", 3) == held
    assert strategy.stance("tight_loose", 30) == held
    assert strategy.stance("practices_failures", 4) == Stance(-1.0)


def test_what_is_left_out_is_the_middle() -> None:
    assert set(Strategy().stances(5).values()) == {Stance(0.0, 0.0)}
    assert list(Strategy().timelines) == list(TENSIONS)


def test_years_may_come_as_text_as_json_leaves_them() -> None:
    assert Strategy(fast_slow={"0": 1, "3": 0}) == Strategy(fast_slow={0: 1, 3: 0})


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (1.5, ["the lean is 1.5", "key 'fast_slow'", "-1 ('fast') to 1 ('slow')"]),
        (-1.0001, ["the lean is -1.0001"]),
        ("ten", ["'ten'", "not a number", "-1 ('fast')"]),
        ("0.5", ["'0.5'", "not a number", "write 0.5"]),
        (math.nan, ["nan", "not a usable number"]),
        (math.inf, ["inf", "not a usable number"]),
        (True, ["True", "not a number"]),
        (None, ["named but has no stance", "leave the line out"]),
        ({}, ["named but has no stance"]),
        ([], ["[year, stance]"]),
        ([0.5, 0.2], ["[year, stance]"]),
        ({"lean": 2}, ["the lean is 2", "fast_slow.lean"]),
        ({"chart": 1.1}, ["the chart is 1.1", "fast_slow.chart", "from 0 (not charted) to 1"]),
        ({"chart": -0.1}, ["the chart is -0.1"]),
        ({"lean": None, "chart": 1}, ["the lean is nothing"]),
        ({"laen": 1}, ["unknown part of a stance 'laen'", "Did you mean lean"]),
        ({"ten": 1}, ["unknown part of a stance 'ten'", "years with stances"]),
        ({3: 1}, ["begins in year 3", "Add the stance of year 0"]),
        ({-1: 1, 0: 0}, ["a year of fast_slow is -1"]),
        ({0: 1, 5: 0, 3: 1}, ["out of order", "3 comes after 5", "0, 3, 5"]),
        ([(0, 1), (2, 0), (2, 1)], ["names year 2 twice"]),
        ({0: 1, "0": 0}, ["names year 0 twice"]),
        ({0: 1, 2.5: 0}, ["2.5", "not a whole number"]),
        ({0: 1, 500: 0}, ["500", "from 0 (the first year) to 99"]),
        ({0: 1, True: 0}, ["a year of fast_slow is True"]),
        ({0: 1, "three": 0}, ["a year of fast_slow is 'three'"]),
        ({0: 1, 3: {"lean": 4}}, ["the lean is 4", "fast_slow.3.lean"]),
        ({0: 1, "lean": 0}, ["a year of fast_slow is 'lean'"]),
        (object(), ["not a number"]),
    ],
)
def test_what_is_refused_and_how(written: object, words: list[str]) -> None:
    with pytest.raises(StrategyError) as refused:
        Strategy(fast_slow=written)  # type: ignore[arg-type]
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize("bad", [{"lean": 1.2}, {"lean": math.nan}, {"chart": -0.2}, {"chart": "much"}, {"lean": None}])
def test_a_stance_made_in_code_is_checked_too(bad: dict[str, object]) -> None:
    with pytest.raises(StrategyError, match="Stance"):
        Stance(**bad)  # type: ignore[arg-type]


def test_minus_zero_is_zero() -> None:
    assert math.copysign(1, Stance(-0.0).lean) == 1
