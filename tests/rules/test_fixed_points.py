"""Where rules come to rest: nothing overshoots what it moves to, and what has no cause does not move."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.foundation.parameters import load_parameters
from sim.rules.adoption import drops, has_seen, invited, takes_up
from sim.rules.belief import believe_own_room, believe_stories, informed, payoff
from sim.rules.depth import coaching_effect, depth_next
from sim.rules.design import need_drift, review_step, search_step
from sim.rules.load import strain_next
from sim.rules.school import routines_next
from sim.rules.trust import climate_next, ownership_next, trust_at_rest, trust_next

P = load_parameters()
SHARE = st.floats(0.0, 1.0)
BELIEF = st.floats(-0.5, 1.5)
quickly = settings(max_examples=50, deadline=None, derandomize=True, database=None)


def between(value: float, one: float, other: float) -> bool:
    return min(one, other) - 1e-12 <= value <= max(one, other) + 1e-12


@quickly
@given(SHARE, SHARE, SHARE)
def test_depth_never_passes_its_ceiling(depth: float, ceiling: float, strain: float) -> None:
    assert between(depth_next(depth, ceiling, strain, P), depth, ceiling)


@quickly
@given(BELIEF, BELIEF, SHARE, SHARE)
def test_belief_moves_to_what_is_felt_told_and_known(belief: float, heard: float, weight: float, trust: float) -> None:
    assert between(believe_own_room(belief, heard, 0.0, P), belief, heard)
    assert between(believe_stories(belief, heard, weight, trust, P), belief, heard)
    assert between(informed(belief, heard, weight, P), belief, heard)


@quickly
@given(SHARE, st.floats(-0.6, 0.6))
def test_trust_rests_on_climate_and_disposition_where_nothing_happens(level: float, own: float) -> None:
    rest = trust_at_rest(level, own)
    assert math.isclose(trust_next(rest, level, own, 0.0, 0.0, 0.0, True, 0.0, 0.0, 0.0, P), rest)
    assert climate_next(level, rest, rest, P) == level
    assert trust_at_rest(level, 0.0) == level
    assert trust_at_rest(1.0 - level, own) - trust_at_rest(1.0 - level, -own) <= 2.0 * abs(own) + 1e-12


@quickly
@given(st.floats(0.0, 0.15))
def test_a_loss_of_support_weighs_twice_a_gain(kept: float) -> None:
    def moved(support: float) -> float:
        return trust_next(0.6, 0.6, 0.0, support, 0.0, 0.0, True, 0.0, 0.0, 0.0, P) - 0.6

    assert math.isclose(moved(-kept), -2.0 * moved(kept), abs_tol=1e-12)


@quickly
@given(SHARE, SHARE, SHARE)
def test_ownership_and_strain_stay_in_range(level: float, voice: float, chosen: float) -> None:
    assert 0.0 <= ownership_next(level, voice, chosen, 0.0, P) <= 1.0
    assert 0.0 <= strain_next(level, 40.0 * voice, 4.0, P) <= 1.0
    assert strain_next(0.0, 0.0, 8.0, P) < 0.01


@quickly
@given(SHARE, SHARE, st.floats(0.0, 0.3))
def test_routines_need_deep_use_that_is_led_and_form_sooner_on_recurring_money(
    routines: float, commitment: float, shallow: float
) -> None:
    assert routines_next(routines, shallow, commitment, 1.0, P) <= routines
    assert routines_next(routines, 1.0, 0.0, 1.0, P) <= routines

    def formed(recurring: float) -> float:
        return routines_next(0.0, 1.0, commitment, recurring, P)

    assert math.isclose(formed(0.0), P.routine_unpaid * formed(1.0))
    assert math.isclose(formed(0.5), 0.5 * (formed(0.0) + formed(1.0)))


@quickly
@given(st.floats(0.5, 20.0))
def test_help_is_convex_below_half_the_dose(share: float) -> None:
    """Spread thin, the same hours bring less: two schools at half the hours are worse off than one."""
    hours = min(share, 0.55 * P.coach_half_dose)
    assert 2.0 * coaching_effect(hours / 2.0, 0.6, P) < coaching_effect(hours, 0.6, P)


@quickly
@given(st.floats(-2.0, 2.0), st.floats(-2.0, 2.0))
def test_search_drift_and_review_stand_still_without_cause(design: float, need: float) -> None:
    assert search_step(design, design, 0.0, 0.0, P) == 0.0
    assert need_drift(need, need, 0.0, 0.0, P) == need
    assert review_step(design, abs(design) + 1.0, 0.0) == 0.0
    assert between(design + search_step(design, need, 0.0, 0.0, P), design, need)


@quickly
@given(st.floats(-2.0, 2.0), st.floats(0.0, 1.0), st.floats(0.0, 1.5))
def test_a_school_changes_only_what_it_sees_a_clear_reason_for(error: float, misfit: float, noise: float) -> None:
    shift = search_step(0.0, misfit, error, noise, P)
    if abs(misfit + error) <= P.search_slack * noise:
        assert shift == 0.0
    else:
        assert math.isclose(shift, P.search_gain * (misfit + error))


@quickly
@given(st.floats(0.0, 0.4), st.floats(0.3, 0.9))
def test_surface_use_that_does_not_fit_pays_nothing_or_less(depth: float, strain: float) -> None:
    assert payoff(0.0, 6.0, 1.0, depth, strain, P) < 0.0
    assert payoff(0.0, 0.0, 0.0, 0.0, strain, P) == 0.0


@quickly
@given(BELIEF, SHARE, SHARE, SHARE, st.floats(0.1, 0.5), st.floats(P.takeup_rate, 1.0, exclude_max=True))
def test_nobody_decides_more_often_than_the_rate(
    belief: float, peers: float, mandate: float, strain: float, threshold: float, luck: float
) -> None:
    assert not takes_up(belief, peers, mandate, strain, threshold, 1.0, 1.0, luck, P)
    assert not drops(belief, 0.0, peers, mandate, strain, threshold, 0.0, 0.5, 0.0, luck, P)


@quickly
@given(SHARE)
def test_some_try_alone_and_nobody_gains_by_more_than_having_seen_it(mandate: float) -> None:
    assert math.isclose(has_seen(0.0, 0.0, 1.0, P), P.takeup_alone)
    assert has_seen(0.0, 0.0, 0.0, P) == 0.0  # outside the programme there is nothing to begin alone
    assert math.isclose(has_seen(P.seen_enough, 0.0, 0.0, P), 1.0)
    assert has_seen(1.0, mandate, 1.0, P) == 1.0
    assert has_seen(0.0, mandate, 1.0, P) >= mandate
    assert has_seen(0.0, 0.0, 1.0, P) < has_seen(0.5 * P.seen_enough, 0.0, 1.0, P) < 1.0


@quickly
@given(SHARE, SHARE)
def test_few_begin_without_hours_routines_or_an_order(routines: float, mandate: float) -> None:
    assert invited(0.0, 0.0, 12.0, 0.0, P) == P.takeup_unasked
    assert invited(0.0, 0.0, 12.0, 0.0, P._replace(takeup_unasked=0.0)) == 0.0
    assert invited(P.invite_hours, 0.0, 12.0, 0.0, P) == 1.0
    assert invited(0.0, routines, 12.0, mandate, P) == max(routines, mandate, P.takeup_unasked)
    assert invited(0.0, routines, 11.0, mandate, P) == 1.0
    assert not takes_up(1.5, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, P)
