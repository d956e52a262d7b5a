from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.errors import SettingsError
from sim.outcomes import OUTCOMES, find_outcome, monthly_series, prepare, reasons, summarize

MONTHLY = [name for name, outcome in OUTCOMES.items() if outcome.series is not None]


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=lambda outcome: outcome.name)
def test_every_outcome_is_fully_described(outcome):
    assert outcome.title
    assert outcome.unit
    assert outcome.text.endswith((".", "``"))
    assert outcome.source
    assert outcome.low < outcome.high
    assert outcome.better in {"higher", "lower", "neither"}


def test_titles_are_unique():
    assert len({outcome.title for outcome in OUTCOMES.values()}) == len(OUTCOMES)


def test_an_unknown_outcome_names_its_neighbours():
    with pytest.raises(SettingsError, match=r"Did you mean .*equity_gap"):
        find_outcome("equity_gab")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 130), st.integers(1, 15))
def test_bounds_hold_and_what_is_not_a_number_has_a_reason(random_history, seed, months, schools):
    history = random_history(months, schools, seed)
    values = summarize(history)
    why = reasons(history, values)
    for name, outcome in OUTCOMES.items():
        if np.isnan(values[name]):
            assert why[name] == outcome.not_applicable
            assert outcome.not_applicable, name
        else:
            assert name not in why
            assert outcome.low - 1e-9 <= values[name] <= outcome.high + 1e-9, name


def test_a_series_ends_with_the_value(random_history):
    history = random_history(60, 12, 1)
    values, series = summarize(history), monthly_series(history)
    assert list(series) == MONTHLY
    for name in MONTHLY:
        assert series[name].shape == (60,)
        assert series[name].dtype == np.float64
        if name != "exits":  # over time: of the last twelve months
            assert series[name][-1] == pytest.approx(values[name], nan_ok=True), name


def test_a_series_is_what_a_shorter_run_would_say(random_history):
    history = random_history(60, 12, 2)
    series = monthly_series(history)
    for values in (history.schools, history.district):
        values.update({name: value[:37] for name, value in values.items()})
    short = summarize(history)
    for name in MONTHLY:
        if name != "exits":
            assert series[name][36] == pytest.approx(short[name], nan_ok=True), name


def test_before_anything_is_recorded(make):
    history = make(0)
    assert all(np.isnan(value) for value in summarize(history).values())
    assert set(reasons(history)) == set(OUTCOMES)


def test_the_order_of_schools_does_not_matter(random_history):
    history = random_history(60, 12, 4)
    before = summarize(history)
    order = np.random.default_rng(0).permutation(12)
    history.schools = {name: value[:, order] for name, value in history.schools.items()}
    for name in ("enrollment", "low_income_share", "teachers", "zone", "level"):
        setattr(history, name, getattr(history, name)[order])
    for name, value in summarize(history).items():
        assert value == pytest.approx(before[name], nan_ok=True, rel=1e-9, abs=1e-12), name


def test_summarize_leaves_the_history_as_it_was(random_history):
    history = random_history(36, 5, 5)
    before = {name: value.copy() for name, value in history.schools.items()}
    summarize(history)
    assert all((history.schools[name] == value).all() for name, value in before.items())
    assert prepare(prepare(history)) is not None
