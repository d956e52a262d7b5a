"""Every rule can be changed in three ways, each changes something, and nothing that was changed went unnoticed."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import sim
from sim.engine.rulebook import shipped_rules
from sim.verification import mutations, scenes
from sim.verification.mutants import CHANGES, SWITCH, Mutant, mutants, plain_mutant, switched, switched_on
from sim.verification.patterns import PATTERNS, holds
from sim.verification.scenes import LUCKS, SCENES, play

ROOT = Path(sim.__file__).parents[1]
KEPT = mutations.read(ROOT / mutations.FILE)


def test_every_rule_has_its_changes_and_they_keep_its_arguments() -> None:
    assert {mutant.rule for mutant in mutants()} == set(shipped_rules())
    for mutant in mutants():
        changed = plain_mutant(mutant, 0.5)
        assert list(inspect.signature(changed).parameters) == list(
            inspect.signature(shipped_rules()[mutant.rule]).parameters
        )
    assert set(switched()) == set(shipped_rules())


def test_the_switch_goes_back() -> None:
    with pytest.raises(ZeroDivisionError), switched_on(Mutant("trust_next", "flipped"), {"trust_next": 0.25}):
        assert SWITCH.sum() == 1.0 + CHANGES.index("flipped") + 0.25
        _ = 1 / 0
    assert not SWITCH.any()


def test_every_pattern_is_about_rules_that_exist_and_every_scene_is_looked_at() -> None:
    assert {name for pattern in PATTERNS for name in pattern.about.split()} <= set(shipped_rules())
    assert {scene for pattern in PATTERNS for scene in pattern.scenes} == set(SCENES)


def test_the_kept_results_speak_of_all_changes() -> None:
    """A rule that was added or renamed since: make mutations."""
    assert {(row.rule, row.change) for row in KEPT} == {(mutant.rule, mutant.change) for mutant in mutants()}


def test_no_rule_can_be_switched_off_unnoticed() -> None:
    assert [row.rule for row in KEPT if row.noticed_by == "nothing" and row.change == "off"] == []


def test_what_survives_is_what_the_documentation_says() -> None:
    page = (ROOT / "docs" / "verification.md").read_text(encoding="utf-8")
    for row in KEPT:
        if row.noticed_by == "nothing":
            assert f"`{row.rule}`, {row.change}" in page


@pytest.mark.slow
def test_other_luck_alone_breaks_next_to_no_pattern(monkeypatch: pytest.MonkeyPatch) -> None:
    """The false alarms: patterns that are asked of every change are looked for in luck on which nothing was chosen."""
    monkeypatch.setattr(scenes, "LUCKS", 90)
    batches = [range(first, first + LUCKS) for first in range(60, 90, LUCKS)]
    runs = {name: {luck: play(scene, luck) for luck in range(60, 90)} for name, scene in SCENES.items()}
    alarms = [
        [p.title for p in PATTERNS if p.sure and not holds(p, ([runs[s][luck] for s in p.scenes] for luck in batch))]
        for batch in batches
    ]
    assert sum(map(bool, alarms)) <= 1, alarms


@pytest.mark.slow
def test_all_patterns_show_with_the_rules_as_they_are() -> None:
    runs = {name: [play(scene, luck) for luck in range(LUCKS)] for name, scene in SCENES.items()}
    for pattern in PATTERNS:
        assert holds(pattern, zip(*(runs[scene] for scene in pattern.scenes), strict=True)), pattern.title
