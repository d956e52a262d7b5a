"""Bundle and modules: who takes everything at once and keeps it lives with a bundle."""

from __future__ import annotations

from collections.abc import Sequence

from sim.engine.history import History
from sim.strategy.strategy import Strategy
from sim.validation.check import Finding, Study
from sim.validation.laboratory import Laboratory, difference, laboratory, lean, of_teachers, yearly
from sim.validation.nulls.answering import effect, exact
from sim.validation.setting import Setting

__all__ = ["STUDIES", "nothing", "restored"]

NO_LOAD = {"practice_hours_floor": 0.0, "practice_hours_new": 0.0, "drop_rate": 0.0}


def all_at_once(bundled: float, components: float, luck: float) -> int:  # noqa: ARG001 (the rule's signature)
    """Modules too are taken all at once."""
    return int(components)


def poles() -> tuple[Strategy, Strategy]:
    """Bundle and modules."""
    return lean(bundle_modules=-1), lean(bundle_modules=1)


def nothing(place: Laboratory, count: int) -> float:
    """Largest difference where both are taken at once, without load and dropping."""
    return place.furthest(*poles(), count, parameters=NO_LOAD, rules={"step_size": all_at_once})


def restored(place: Laboratory, count: int) -> list[tuple[History, History]]:
    """Pairs bundle, modules with all causes."""
    return place.pairs(*poles(), count)


def check(setting: Setting) -> Sequence[Finding]:
    """Without causes, and with them."""
    place, few, some = laboratory(setting.seed), setting.size(3, 10), setting.size(40, 100)
    pairs = restored(place, some)
    asked = {
        "bundle_fewer_users": ("use", 3),
        "bundle_strains": ("strain", 3),
        "bundle_deep_early": ("deep", 3),
        "modules_late": ("effective", 10),
    }
    return [
        exact("bundle_nothing", nothing(place, few), 2 * few),
        *(
            effect(name, difference(pairs, yearly(of_teachers(series), year)), 2 * some)
            for name, (series, year) in asked.items()
        ),
    ]


STUDIES = (
    Study(
        "bundle and modules",
        "null",
        ("bundle_nothing", "bundle_fewer_users", "bundle_strains", "bundle_deep_early", "modules_late"),
        check,
    ),
)
