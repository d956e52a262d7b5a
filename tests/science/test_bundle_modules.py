"""Bundle and modules (SCIENCE 3.6): who takes everything at once and keeps it lives with a bundle."""

from __future__ import annotations

from typing import Any


def poles(tools: Any) -> tuple[Any, Any]:
    return tools.lean(bundle_modules=-1), tools.lean(bundle_modules=1)


def all_at_once(bundled: float, components: float, luck: float) -> int:
    """Modules too are taken all six at once."""
    return int(components)


def test_all_at_once_without_load_and_dropping_is_exactly_the_same(laboratory: Any, tools: Any) -> None:
    nothing = {"practice_hours_floor": 0.0, "practice_hours_new": 0.0, "drop_rate": 0.0}
    bundle, modules = poles(tools)
    for replicate in range(2):
        settings = {"parameters": nothing, "rules": {"step_size": all_at_once}}
        one, other = laboratory.run(bundle, replicate, **settings), laboratory.run(modules, replicate, **settings)
        assert tools.largest_difference(one, other) == {}


def test_load_restored_fewer_take_the_bundle(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(*poles(tools), 6)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("use"), 3)).high < 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("strain"), 3)).low > 0.0


def test_complementarity_and_load_restored_bundle_early_modules_late(laboratory: Any, tools: Any) -> None:
    pairs = laboratory.pairs(*poles(tools), 12)
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("deep"), 3)).low > 0.0
    assert tools.difference(pairs, tools.yearly(tools.of_teachers("effective"), 10)).high < 0.0
