"""No parameter is without any effect."""

from __future__ import annotations

import pytest

from sim.foundation.errors import ParameterError
from sim.foundation.parameters import registry
from sim.verification import zero_effects
from sim.verification.scenes import Scene
from sim.verification.zero_effects import without_effect


@pytest.mark.slow
def test_every_parameter_changes_something_in_some_probing_run() -> None:
    assert without_effect() == []


def test_a_ninth_of_them_changes_something() -> None:
    assert without_effect(list(registry())[::9]) == []


def test_what_has_no_effect_in_any_run_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without packages to process, leaders of teams or own coaches, their numbers are dead; and that is seen."""
    monkeypatch.setattr(zero_effects, "PROBES", (Scene({"practices_failures": -1.0, "build_buy": 1.0}),))
    names = ["lead_reach", "know_how_told", "coach_growth", "practice_hours_new", "prior"]
    assert without_effect(names) == ["lead_reach", "know_how_told", "coach_growth"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(ParameterError, match="Did you mean drift"):
        without_effect(["drifft"])
