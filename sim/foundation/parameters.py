"""Every number of the model by name, so that rules are typed and numba sees one fixed tuple of floats.

The numbers stand in ``parameters.csv`` beside this file and nowhere else, with range, distribution, unit, source and
grade; :mod:`sim.foundation.registry` reads that table.
"""

from __future__ import annotations

import functools
import math
import numbers
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from sim.foundation.checks import names_with_values
from sim.foundation.errors import ParameterError, shown, unknown
from sim.foundation.registry import AT_MOST_ONE, DIVISORS, GRADES, LOGARITHMS, Parameter, read_registry

__all__ = ["GRADES", "Parameter", "Parameters", "load_parameters", "registry"]


class Parameters(NamedTuple):
    """One value for every parameter of the registry, in its order; units and sources stand in the registry."""

    practice_hours_floor: float
    practice_hours_new: float
    helping_hours_each: float
    helping_most: float
    strain_speed: float
    strain_span: float
    strain_onset: float
    load_gate: float
    spare_median: float
    spare_spread: float
    initiative_hours: float
    initiative_rate: float
    initiative_months: float
    mentor_hours: float
    sharing_hours: float
    coach_half_dose: float
    trust_gate: float
    know_how_told: float
    ceiling_peers: float
    ceiling_routines: float
    depth_alone: float
    depth_most: float
    depth_growth: float
    depth_decline: float
    depth_fading: float
    unlearning: float
    payoff_scale: float
    complementarity: float
    payoff_dip: float
    payoff_strain: float
    own_evidence: float
    payoff_noise: float
    story_weight: float
    story_success: float
    overheard: float
    inform_weight: float
    prior: float
    prior_sd: float
    prior_climate: float
    threshold_mean: float
    threshold_sd: float
    benefit_sd: float
    takeup_rate: float
    decision_slope: float
    takeup_peers: float
    takeup_mandate: float
    takeup_strain: float
    takeup_inertia: float
    drop_rate: float
    drop_strain: float
    drop_routines: float
    drop_ownership: float
    disappointment_slack: float
    memory_dropped: float
    memory_fading: float
    trust_start: float
    trust_school_sd: float
    trust_person_sd: float
    trust_poverty: float
    trust_poverty_spread: float
    trust_reversion: float
    trust_support: float
    trust_voice: float
    trust_mandate: float
    trust_disappointment: float
    trust_strain: float
    trust_imposed: float
    trust_absorbed: float
    trust_conflict: float
    ownership_speed: float
    ownership_imposed: float
    climate_months: float
    leave_0_3: float
    leave_4_9: float
    leave_10_14: float
    leave_15: float
    move_0_3: float
    move_4_9: float
    move_10_14: float
    move_15: float
    move_inside: float
    exit_poverty: float
    exit_strain: float
    exit_effective: float
    effectiveness_sd: float
    novice_growth: float
    newcomer_experience: float
    newcomer_school: float
    newcomer_depth_share: float
    mover_poverty_pull: float
    principal_exit: float
    principal_exit_poverty: float
    principal_commitment: float
    successor_commitment: float
    commitment_sd: float
    commitment_speed: float
    commitment_autonomy: float
    pipeline_commitment: float
    principal_trust_months: float
    superintendent_exit: float
    superintendent_exit_large: float
    superintendent_exit_wealthy: float
    successor_keeps: float
    need_sd_low: float
    need_sd_high: float
    need_common: float
    need_poverty: float
    fit_bandwidth: float
    search_gain: float
    search_error: float
    adaptation: float
    centre_error: float
    vendor_error: float
    vendor_progress: float
    planning_gain: float
    drift: float
    drift_return: float
    review_noise: float
    guardrail_noise: float
    giveup_base: float
    giveup_principal: float
    giveup_belief: float
    giveup_belief_floor: float
    giveup_strain: float
    giveup_support: float
    wait_after_giveup: float
    routine_growth: float
    routine_loss: float
    routine_collapse: float
    routine_principal: float
    decision_hours: float
    absorption_rate: float
    absorbed_hours: float
    absorbed_load: float
    board_months: float
    board_start: float
    board_promise: float
    board_gain: float
    board_cost: float
    board_exposure: float
    board_strain: float
    board_validation: float
    board_cut_level: float
    board_cut_size: float
    budget_recovery: float
    charting_week: float
    cabinet_scaling: float
    launching_week: float
    review_most: float
    review_hours: float
    coach_year_hours: float
    coach_contact: float
    variety_cost: float
    travel_cost: float
    coach_salary: float
    coach_base: float
    coach_masters: float
    coach_exit: float
    coach_hires: float
    coach_skill_base: float
    coach_skill_talent: float
    coach_first_year: float
    transfer_hires: float
    coach_growth: float
    vendor_skill: float
    vendor_price: float
    transfer_share: float
    transfer_skill: float
    young_years: float
    old_weight: float
    discretionary: float
    preparing_weight: float
    promised_dose: float
    core_dose: float
    highest_dose: float
    launch_cost: float
    running_cost: float
    lead_pay: float
    lead_reach: float
    lead_relief: float
    lead_effectiveness: float
    budget_per_student: float
    pace_fast: float
    pace_slow: float
    fund_precision: float
    model_classroom_help: float
    drop_mandate: float
    drop_peers: float
    drop_inertia: float
    story_success_lost: float
    conviction_span: float
    conviction_doubt: float
    depth_strain: float
    trust_gain: float
    trust_willing: float
    ownership_base: float
    ownership_voice: float
    ownership_choice: float
    exit_trust: float
    exit_principal: float
    principal_exit_board: float
    superintendent_exit_board: float
    board_neutral: float
    successor_routines: float
    successor_goals: float
    search_principal: float
    search_effective: float
    reading_variation: float
    giveup_routines: float
    giveup_mandate: float
    giveup_others: float
    routine_floor: float
    collapse_floor: float
    decision_later: float
    voice_trust: float
    commitment_informed: float
    principal_trust_ownership: float
    principal_trust_depth: float
    principal_trust_strain: float
    charting_goals: float
    coach_skill_depth: float
    lead_shared: float
    launch_budget: float
    pipeline_rate: float
    ring_share: float
    learning_full: float
    learning_dip: float
    takeup_alone: float
    seen_enough: float
    invite_hours: float
    search_slack: float
    routine_unpaid: float
    trust_principal_lost: float
    drop_unpaid: float
    exit_leadership: float
    takeup_unasked: float
    trust_experience: float
    trust_team: float
    experience_mean: float
    giveup_newcomers: float


@functools.cache
def registry() -> Mapping[str, Parameter]:
    """Read the registry: every row by name, in the order of :class:`Parameters`.

    Raises
    ------
    ParameterError
        When a row lacks anything (file, row and column are named), or the names differ from :class:`Parameters`.
    """
    rows = read_registry(Path(__file__).with_name("parameters.csv"))
    names = tuple(row.name for row in rows)
    if names != Parameters._fields:
        odd = set(names) ^ set(Parameters._fields)
        raise ParameterError(f"parameters.csv and the fields of Parameters differ: {sorted(odd) or 'order'}.")
    return {row.name: row for row in rows}


@functools.cache
def _as_registered() -> Parameters:
    return Parameters(**{name: row.value for name, row in registry().items()})


LARGEST: Final = 1e9
"""No quantity of the model is as large; beyond it loops would lose their digits."""


def load_parameters(overrides: Mapping[str, float] | None = None, *, limit: bool = False) -> Parameters:
    """Take the registry's values, with some of them replaced.

    Parameters
    ----------
    overrides : mapping of str to float, optional
        Values by name.
    limit : bool, optional
        Refuse values outside the registry's range (plausible values), as everything does that a user meets unless
        ``beyond_range`` is asked for; by default only impossible ones are refused, so that checks of the model can
        switch a cause off.

    Raises
    ------
    ParameterError
        For an unknown name (near misses are named), a value that is no finite number, a sign that the range does not
        have, or with ``limit`` a value outside the range.
    """
    known = registry()
    changed: dict[str, float] = {}
    for name, given in names_with_values("parameters", overrides, "{'coach_half_dose': 9.0}", ParameterError).items():
        if name not in known:
            raise ParameterError(unknown("parameter", name, known) + " See: bothways model parameters")
        row = known[name]
        usable = isinstance(given, numbers.Real) and not isinstance(given, bool)
        value = float(given) if usable and abs(given) <= LARGEST else math.nan
        if math.isnan(value):
            allowed = f"{row.low:g} to {row.high:g} ({row.unit})"
            raise ParameterError(f"parameter '{name}' is {shown(given)}; it must be a number from {allowed}.")
        if limit and not row.plausible(value):
            raise ParameterError(_implausible(row, value))
        if value < 0.0 <= row.low:
            raise ParameterError(f"parameter '{name}' is {value:g}; it cannot be negative ({row.unit}).")
        if value == 0.0 and name in DIVISORS:
            raise ParameterError(f"parameter '{name}' is 0; rules divide by it, so it must be above 0 ({row.unit}).")
        if value == 0.0 and name in LOGARITHMS:
            raise ParameterError(f"parameter '{name}' is 0; it must be above 0 ({row.unit}).")
        if value > 1.0 and name in AT_MOST_ONE:
            raise ParameterError(f"parameter '{name}' is {value:g}; it cannot be above 1 ({row.unit}).")
        changed[name] = value
    return _as_registered()._replace(**changed)


def _implausible(row: Parameter, given: float) -> str:
    if row.low == row.high:
        range_text = f"it is fixed at {row.low:g} ({row.unit})"
    else:
        range_text = f"its plausible range is {row.low:g} to {row.high:g} ({row.unit})"
    return (
        f"parameter '{row.name}' is {given:g}; {range_text}. Choose a value in the range, or ask for more on purpose, "
        "for instance to switch a cause off: beyond_range=true (in Python beyond_range=True)."
    )
