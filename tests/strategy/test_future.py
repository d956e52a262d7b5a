"""Events and futures: dates, sizes, and dates that count from the grant's end."""

from __future__ import annotations

import math
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundation.errors import StrategyError
from sim.strategy import EVENT_TABLE, KINDS, Conditions, Event, Future

SIZED = [row for row in EVENT_TABLE if row.size]


@st.composite
def events(draw: st.DrawFn) -> Event:
    row = draw(st.sampled_from(EVENT_TABLE))
    size: float | None = None
    if row.name == "closure":
        size = draw(st.integers(1, 10))
    elif row.size:
        size = draw(st.none() | st.floats(row.low, row.high))
    counted_from = draw(st.sampled_from(["start", "grant_end"]))
    years = st.integers(0, 99) if counted_from == "start" else st.integers(-99, -1)
    return Event(row.name, draw(years), draw(st.integers(0, 11)), size, counted_from)


@given(
    st.lists(events(), max_size=6, unique_by=lambda event: (event.kind, event.year, event.month, event.counted_from))
)
def test_a_future_survives_writing_and_reading_in_any_order(listed: list[Event]) -> None:
    future = Future("ours", "Ours", tuple(listed))
    assert Future.from_mapping(future.to_mapping()) == future
    assert Future("ours", "Ours", tuple(reversed(listed))) == future
    assert hash(pickle.loads(pickle.dumps(future))) == hash(future)


@given(events(), st.integers(0, 10))
def test_every_event_gets_a_date_or_does_not_happen(event: Event, grant_years: int) -> None:
    conditions = Conditions(grant_years=grant_years)
    wanted = 12 * (grant_years + event.year) + event.month
    if event.counted_from == "grant_end" and grant_years > 0 and wanted < 0:
        with pytest.raises(StrategyError, match="before the first month"):
            Future("ours", "", (event,)).dated(conditions)
        return
    dated = Future("ours", "", (event,)).dated(conditions)
    if event.counted_from == "start":
        assert dated.events == (event,)
    elif grant_years == 0:
        assert dated.events == ()
    else:
        assert [one.month_of_run for one in dated.events] == [wanted]
    assert dated.dated(conditions) == dated


def test_a_year_early_follows_the_strategys_own_grant() -> None:
    future = Future.load("grant_ends_year_early")
    assert future.dated(Conditions(grant_years=4)).events == (Event("grant_ends", 3),)
    assert future.dated(Conditions(grant_years=1)).events == (Event("grant_ends", 0),)
    assert future.dated(Conditions(grant_dollars_per_student=0)).events == ()
    with pytest.raises(StrategyError, match=r"Future\.dated"):
        _ = future.events[0].month_of_run


def test_two_that_fall_on_one_month_once_dated_are_one() -> None:
    both = Future("ours", "", (Event("grant_ends", 3), Event("grant_ends", -1, counted_from="grant_end")))
    assert both.dated(Conditions(grant_years=4)).events == (Event("grant_ends", 3),)


@pytest.mark.parametrize("row", SIZED, ids=[row.name for row in SIZED])
def test_sizes_have_a_default_and_a_range(row: object) -> None:
    name, low, high = row.name, row.low, row.high  # type: ignore[attr-defined]
    assert Event(name, 1).size == row.default  # type: ignore[attr-defined]
    assert Event(name, 1, size=low).size == low
    assert Event(name, 1, size=high).size == high
    for bad in (low - 0.5, high + 0.5, math.nan, "big", True):
        with pytest.raises(StrategyError, match=f"the size of {name}"):
            Event(name, 1, size=bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [row.name for row in EVENT_TABLE if not row.size])
def test_kinds_without_a_size_take_none(name: str) -> None:
    assert Event(name, 1).size is None
    with pytest.raises(StrategyError, match=f"{name} has no size"):
        Event(name, 1, size=0.5)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"kind": "budget_cuts", "year": 1}, ["unknown kind of event 'budget_cuts'", "Did you mean budget_cut"]),
        ({"kind": ["closure"], "year": 1}, ["unknown kind of event"]),
        ({"kind": "closure", "yaer": 1}, ["unknown key of an event 'yaer'", "Did you mean year"]),
        ({"year": 1}, ["no kind", "superintendent_leaves"]),
        ({"kind": "closure"}, ["no year", "years_early"]),
        ({"kind": "closure", "year": -1}, ["the year of closure is -1"]),
        ({"kind": "closure", "year": 100}, ["the year of closure is 100"]),
        ({"kind": "closure", "year": 1.5}, ["not a whole number"]),
        ({"kind": "closure", "year": "ten"}, ["'ten'"]),
        ({"kind": "closure", "year": math.nan}, ["nan"]),
        ({"kind": "closure", "year": 1, "month": 12}, ["the month of closure is 12", "0 (July) to 11 (June)"]),
        ({"kind": "closure", "year": 1, "month": -1}, ["the month of closure is -1"]),
        ({"kind": "closure", "year": 1, "size": 2.5}, ["the size of closure is 2.5", "not a whole number"]),
        ({"kind": "closure", "year": 1, "years_early": 1}, ["years_early and another date"]),
        ({"kind": "grant_ends", "years_early": 0}, ["years_early is 0"]),
        (
            {"kind": "grant_ends", "year": 2, "counted_from": "grant_end"},
            ["the year of grant_ends is 2", "grant_years"],
        ),
        ({"kind": "closure", "year": 2, "counted_from": "grant_ends"}, ["Did you mean grant_end"]),
        (7, ["the event is 7"]),
    ],
)
def test_a_wrong_event_is_refused(entry: object, words: list[str]) -> None:
    with pytest.raises(StrategyError) as refused:
        Future.from_mapping({"title": "Ours", "events": [entry]}, where="our note")
    for word in [*words, "our note", "events.0"]:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"title": "Ours"}, "no list of events"),
        ({"events": None}, "no list of events"),
        ({"events": {"kind": "closure"}}, "no list of events"),
        ({"event": []}, "Did you mean events"),
        ({"title": 3, "events": []}, "the title of a future is 3"),
        (
            {"events": [{"kind": "closure", "year": 1}, {"kind": "closure", "year": 1, "size": 2}]},
            "closure stands twice",
        ),
        ("closure", "the future is 'closure'"),
    ],
)
def test_a_wrong_future_is_refused(content: object, words: str) -> None:
    with pytest.raises(StrategyError, match=words):
        Future.from_mapping(content)  # type: ignore[arg-type]


def test_a_future_holds_events_only() -> None:
    with pytest.raises(StrategyError, match="a future holds events"):
        Future(events=("closure",))  # type: ignore[arg-type]


def test_nothing_happens_is_the_future_none() -> None:
    assert Future.none() == Future.load("nothing_happens")
    assert Future.none().events == ()


def test_an_own_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("title: Ours\nevents:\n  - kind: closure\n    year: 2\n    month: 44\n", encoding="utf-8")
    with pytest.raises(StrategyError, match=r"ours\.yaml, line 5, key 'events\.0\.month'"):
        Future.load(path)


def test_every_kind_is_used_by_a_shipped_future() -> None:
    used = {event.kind for name in Future.names() for event in Future.load(name).events}
    assert used == set(KINDS)
