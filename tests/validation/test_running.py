"""Studies run one by one or in processes; what breaks or is stopped does not cost the others."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from matplotlib.figure import Figure

from sim.foundation.errors import SettingsError
from sim.validation.check import Finding, Study
from sim.validation.run import chosen, pictures_of, run_study, run_validation
from sim.validation.setting import Setting


@pytest.mark.usefixtures("mixed")
def test_a_study_that_breaks_does_not_cost_the_others() -> None:
    found = run_validation(Setting(), workers=1)
    small, broken = found.outcomes
    assert [finding.holds for finding in small.findings] == [True, False, None, True]
    assert broken.error == "ZeroDivisionError: nothing to divide by"
    assert "broken" in broken.trace
    assert [outcome.study for outcome in found.failed] == ["broken"]
    assert found.pictures["good"].startswith(b"<?xml")


@pytest.mark.usefixtures("mixed")
def test_findings_can_go_to_another_process() -> None:
    outcome = run_study("nulls", "small", Setting())
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    assert all(finding.figure is None for finding in outcome.findings)
    assert outcome.findings[2].details == {"more": [1.0, None]}
    assert outcome.findings[0].why == ""
    assert outcome.findings[1].why != ""


@pytest.mark.usefixtures("mixed")
def test_what_is_finished_is_kept_after_ctrl_c() -> None:
    def stop(outcome: Any, done: int, count: int) -> None:
        raise KeyboardInterrupt

    found = run_validation(Setting(), workers=1, finished=stop)
    assert found.stopped
    assert [outcome.study for outcome in found.outcomes] == ["small"]
    assert found.left == ("broken",)


@pytest.mark.usefixtures("mixed")
def test_a_study_that_answers_something_else_is_an_error(made_up: Any) -> None:
    def silent(setting: Any) -> list[Any]:
        return []

    made_up([], [Study("silent", "null", ("good",), silent)])
    assert "the study should answer good" in run_study("nulls", "silent", Setting()).error


@pytest.mark.usefixtures("mixed")
def test_parts_and_studies_are_chosen_by_name() -> None:
    assert [study for _, study, _ in chosen(["small"])] == ["small"]
    assert len(chosen(["nulls"])) == 2
    with pytest.raises(SettingsError, match=r"unknown part or study 'smal'\. Did you mean small"):
        chosen(["smal"])
    with pytest.raises(SettingsError, match="the part 'cases' is not in this version"):
        chosen(["cases"])


def test_a_part_that_cannot_be_imported_stands_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.validation import run

    def fails(part: str) -> Any:
        raise SyntaxError("not Python")

    monkeypatch.setattr(run, "studies_of", fails)
    monkeypatch.setattr(run, "present_parts", lambda: ["nulls"])
    found = run_validation(Setting(), workers=1)
    assert [outcome.error for outcome in found.outcomes] == ["SyntaxError: not Python"]


@pytest.mark.slow
def test_two_processes_give_what_one_gives() -> None:
    one, two = (run_validation(Setting(seed=5), ["leaders' network", "superintendents"], workers) for workers in (1, 2))
    assert [a.findings for a in one.outcomes] == [b.findings for b in two.outcomes]


def test_a_figure_that_findings_share_is_drawn_once() -> None:
    drawn: list[str] = []

    def shared() -> Figure:
        drawn.append("shared")
        return Figure()

    findings = [Finding(name, 0.0, 0.0, 0.0, True, "", figure=shared) for name in ("first", "second")]
    findings += [Finding("third", 0.0, 0.0, 0.0, True, "", figure=Figure), Finding("fourth", 0.0, 0.0, 0.0, True, "")]
    assert list(pictures_of(findings)) == ["first", "third"]
    assert drawn == ["shared"]
