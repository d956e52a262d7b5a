"""A number that changes nothing has no place in the model: parameters without any effect on any series of any run.

``python -m sim.verification.zero_effects`` moves each parameter to both ends of its range in runs that have everything:
partners that fail, closures, leaders who go, led teams, charting, reviews, cuts, packages and modules.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection
from dataclasses import replace

import numpy as np

from sim.engine.history import History
from sim.foundation.errors import ParameterError, unknown
from sim.foundation.parameters import registry
from sim.strategy.events import Event
from sim.verification.scenes import LUCKS, Scene, play

__all__ = ["PROBES", "without_effect"]

_EVERYTHING = {"team_staffing": 0.6, "innovation_fund": True, "model_classroom": True, "safety": 0.4,
               "clear_goals": 0.5, "leader_protect": 0.2, "operating_dollars_per_student": 120.0}  # fmt: skip
_EVENTS = (
    Event("teacher_shortage", 2, size=1.5),
    Event("vendor_fails", 3, 2),
    Event("closure", 3, 4, size=4),
    Event("state_mandate", 4, size=0.5),
    Event("superintendent_leaves", 5),
    Event("budget_cut", 5, 3, size=0.3),
    Event("enrollment_shift", 4, size=-0.1),
)
PROBES: tuple[Scene, ...] = (
    Scene(
        {"fast_slow": -0.5, "tight_loose": -0.3, "build_buy": -0.2, "fixed_adaptive": 0.6, "practices_failures": 0.4},
        _EVERYTHING,
        events=_EVENTS,
        charted=0.3,
        fixed_superintendent=False,
    ),
    Scene({"fast_slow": -1.0, "tight_loose": 0.6, "bundle_modules": 0.5}, {"leader_protect": 0.0}, events=_EVENTS),
    Scene({"fast_slow": 1.0, "tight_loose": -1.0, "build_buy": 1.0, "fixed_adaptive": 1.0}, {"clear_goals": 1.0},
          fixed_superintendent=False),
    Scene({"build_buy": -1.0, "fast_slow": -0.7, "practices_failures": 1.0}, {"operating_dollars_per_student": 400.0},
          {"principal_exit": 0.4}, charted=1.0),
    Scene({"fast_slow": -1.0, "tight_loose": -0.8}, {"operating_dollars_per_student": 300.0, "grant_years": 2},
          {"superintendent_exit": 0.6, "board_cut_level": 0.6, "giveup_base": 0.3}, fixed_superintendent=False),
    Scene({"fast_slow": -1.0}, {"operating_dollars_per_student": 500.0, "cabinet_hours": 10.0, "grant_years": 0},
          {"coach_hires": 0.05}, charted=0.6),
    Scene({"fast_slow": -1.0, "tight_loose": 1.0, "bundle_modules": -1.0},
          {"grant_years": 0, "operating_dollars_per_student": 80.0, "cabinet_hours": 8.0}, {"prior": 0.3},
          charted=1.0, fixed_superintendent=False, later={"tight_loose": -1.0}, place="large and poor"),
    Scene({"fast_slow": -0.5}, {}, {"superintendent_exit_board": 20.0, "board_neutral": 0.9},
          fixed_superintendent=False, place="wealthy"),
)  # fmt: skip
"""Runs in which every rule has something to do; looked at in this order until one shows an effect."""


def without_effect(names: Collection[str] | None = None, tell: Callable[[str], None] | None = None) -> list[str]:
    """Find parameters whose change over their whole range changes nothing.

    Parameters
    ----------
    names : collection of str, optional
        Which; all by default. A fixed one is moved by a tenth.
    tell : callable, optional
        Takes a line of progress for every parameter that the first run does not show.

    Returns
    -------
    list of str
        Those without any effect on any series of any probing run, to the last bit.

    Raises
    ------
    ParameterError
        For an unknown name.
    """
    known, found = registry(), []
    probes = [(scene, luck) for luck in range(LUCKS) for scene in PROBES]
    usual: dict[int, History] = {}
    for name in known if names is None else names:
        if name not in known:
            raise ParameterError(unknown("parameter", name, known))
        row = known[name]
        ends = [end for end in (row.low, row.high) if end != row.value] or [0.9 * row.value, 1.1 * row.value]
        for number, (scene, luck) in enumerate(probes):
            if number not in usual:
                usual[number] = play(scene, luck).history
            if any(_differs(usual[number], _with(scene, luck, name, end)) for end in ends):
                if tell is not None and number:
                    tell(f"{name}: only in probing run {number % len(PROBES) + 1}, luck {luck + 1}")
                break
        else:
            found.append(name)
    return found


def _with(scene: Scene, luck: int, name: str, value: float) -> History:
    return play(replace(scene, parameters={**scene.parameters, name: value}), luck).history


def _differs(one: History, other: History) -> bool:
    return any(
        not np.array_equal(values, getattr(other, kind)[name])
        for kind in ("schools", "district")
        for name, values in getattr(one, kind).items()
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Look at all parameters; 1 if some have no effect."""
    found = without_effect(tell=_say)
    sys.stdout.write(f"{len(registry())} parameters, {len(found)} without any effect: {', '.join(found) or '-'}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
