"""Tight and loose: without different needs, misreading, say and orders, nothing speaks for either."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.history import History
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import (
    NO_ORDERS,
    Interval,
    Laboratory,
    difference,
    interval_of,
    laboratory,
    lean,
    of_teachers,
    yearly,
)
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

__all__ = ["STUDIES", "alike", "apart", "nothing", "restored", "trust_decides"]

ALIKE = {
    "need_sd_low": 0.0, "need_sd_high": 0.0, "need_common": 0.0, "centre_error": 0.0, "vendor_error": 0.0,
    "adaptation": 0.0, "search_error": 0.0, "drift": 0.0, "drift_return": 0.0,
}  # fmt: skip
"""All schools need the same, everybody knows what, and it stays so."""
NO_SAY = {"trust_voice": 0.0, "trust_mandate": 0.0, "commitment_autonomy": 0.0, "drop_ownership": 0.0}
APART = {"need_sd_low": 1.6, "need_sd_high": 1.6, "variety_cost": 0.0}
KIND = {"trust_gate": 0.0, "trust_mandate": 0.0, "trust_voice": 0.0, "commitment_autonomy": 0.0}
HARSH = {"trust_gate": 1.0, "trust_mandate": 0.036}
"""What trust does to coaching, and orders to trust: none, and the upper ends of the ranges."""

effective_late = yearly(of_teachers("effective"), 10)


def poles() -> tuple[Strategy, Strategy]:
    """Tight and loose."""
    return lean(tight_loose=-1), lean(tight_loose=1)


def nothing(place: Laboratory, count: int) -> float:
    """Largest difference with same needs, no say, no orders and no cost of variety (ownership is what differs)."""
    parameters = ALIKE | NO_SAY | NO_ORDERS | {"variety_cost": 0.0}
    return place.furthest(*poles(), count, leave_out=("ownership",), parameters=parameters)


def alike(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs loose, tight with same needs and no say."""
    tight, loose = poles()
    return place.pairs(loose, tight, count, parameters=ALIKE | NO_SAY)


def apart(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs tight, loose with different needs, no orders and no cost of variety."""
    return place.pairs(*poles(), count, parameters=APART | NO_ORDERS)


def restored(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs tight, loose with all causes."""
    return place.pairs(*poles(), count)


def trust_decides(place: Laboratory, count: int) -> tuple[Interval, Interval, Interval]:
    """Tight less loose in effective practice where trust matters not, where much, and how far the two are apart."""
    found = {}
    for name, parameters in (("kind", KIND), ("harsh", HARSH)):
        pairs = place.pairs(*poles(), count, parameters=parameters)
        found[name] = [effective_late(a) - effective_late(b) for a, b in pairs]
    apart_by = [a - b for a, b in zip(found["kind"], found["harsh"], strict=True)]
    return interval_of(found["kind"]), interval_of(found["harsh"]), interval_of(apart_by)


def without_causes(setting: Setting) -> Sequence[Finding]:
    """What is left when the causes are taken away."""
    place, few, many = laboratory(setting.seed), setting.size(3, 10), setting.size(50, 200)
    some = setting.size(16, 50)
    return [
        exact("tight_loose_nothing", nothing(place, few), 2 * few),
        effect("tight_loose_alike", difference(alike(place, many), effective_late), 2 * many),
        effect("tight_loose_apart", difference(apart(place, some), effective_late), 2 * some),
    ]


def with_causes(setting: Setting) -> Sequence[Finding]:
    """What they do when restored."""
    place, some = laboratory(setting.seed), setting.size(16, 60)
    pairs = restored(place, some)
    kind, harsh, apart_by = trust_decides(place, some)
    return [
        effect("tight_used_sooner", difference(pairs, yearly(of_teachers("use"), 3)), 2 * some),
        effect(
            "loose_fits_better", difference([(b, a) for a, b in pairs], yearly(of_teachers("fit"), 10)), 2 * some
        ),
        effect(
            "tight_loose_trust_decides", apart_by, 4 * some,
            details={"trust matters not": list(kind), "trust matters much": list(harsh)},
        ),
    ]  # fmt: skip


STUDIES = (
    Study(
        "tight and loose without causes",
        "null",
        ("tight_loose_nothing", "tight_loose_alike", "tight_loose_apart"),
        without_causes,
    ),
    Study(
        "tight and loose with causes",
        "null",
        ("tight_used_sooner", "loose_fits_better", "tight_loose_trust_decides"),
        with_causes,
    ),
)
