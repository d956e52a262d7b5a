"""The pages made from the code are checked in as they are, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.description import PAGES, page
from sim.description.__main__ import main
from sim.description.counts import COUNTS
from sim.description.document import PARTS
from sim.engine.rulebook import shipped_rules
from sim.engine.state import SchoolState, TeacherState
from sim.foundation.errors import SettingsError
from sim.foundation.parameters import registry
from sim.outcomes.catalogue import OUTCOMES
from sim.strategy.conditions import Conditions
from sim.strategy.presets import names

TOP = Path(__file__).resolve().parents[2]
TEXTS = TOP / "sim" / "description" / "text"
HEADINGS = (
    "Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
    "Design concepts", "Basic principles and theoretical background", "Individual decision-making", "Learning",
    "Individual sensing", "Individual prediction", "Interaction", "Collectives", "Heterogeneity", "Stochasticity",
    "Observation", "Emergence", "Adaptation", "Objectives", "Implementation", "Initialization", "Input data",
    "Submodels",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {name: page(name) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_current(name: str, pages: dict[str, str]) -> None:
    written = (TOP / "docs" / f"{name}.md").read_text(encoding="utf-8").splitlines()
    lines = pages[name].splitlines()
    first = next((i for i, pair in enumerate(zip(written, lines, strict=False)) if pair[0] != pair[1]), 0)
    assert written == lines, (
        f"docs/{name}.md differs from the code from line {first + 1} on; the model has changed. "
        f"Look at what changed, then run: python -m sim.description docs/{name}.md"
    )


def test_every_heading_of_the_protocol_is_there(pages: dict[str, str]) -> None:
    found = re.findall(r"^#{2,3} [\d.]+ (.*)$", pages["odd"], flags=re.MULTILINE)
    assert [heading for heading in found if heading in HEADINGS] == list(HEADINGS)


def test_every_rule_parameter_variable_and_outcome_is_described(pages: dict[str, str]) -> None:
    for rule in shipped_rules():
        assert f"\n#### {rule}\n" in pages["odd"]
    for name in (*registry(), *TeacherState._fields, *SchoolState._fields, *OUTCOMES, *Conditions.__annotations__):
        assert f"| `{name}` |" in pages["odd"], name


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_lines_and_headings(name: str, pages: dict[str, str]) -> None:
    own = _anchors(pages[name])
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", pages[name]):
        file, _, mark = target.partition("#")
        if not file:
            assert mark in own, target
            continue
        path = TOP / "docs" / file
        assert path.is_file(), target
        if mark.startswith("L") and mark[1:].isdigit():
            line = path.read_text(encoding="utf-8").splitlines()[int(mark[1:]) - 1]
            assert line.startswith(("def ", "class ", "@")), (target, line)
        elif mark:
            assert mark in _anchors(pages.get(path.stem, path.read_text(encoding="utf-8"))), target


def _anchors(text: str) -> set[str]:
    """Anchors as GitHub makes them from headings."""
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_to_rules_lead_to_the_rule(pages: dict[str, str]) -> None:
    for name, rule in shipped_rules().items():
        (target,) = re.findall(rf"#### {name}\n\n\[Code\]\(\.\./([^)]+)#L(\d+)\)", pages["odd"])
        lines = (TOP / target[0]).read_text(encoding="utf-8").splitlines()
        assert lines[int(target[1]) - 1].startswith(f"def {rule.__name__}(")


def test_texts_ask_for_everything_that_is_offered() -> None:
    asked = set(re.findall(r"\{\{([\w:]+)\}\}", "".join(file.read_text("utf-8") for file in TEXTS.glob("*.md"))))
    assert set(PARTS) <= asked
    assert set(COUNTS) <= {name.removeprefix("count:") for name in asked}
    assert {file.stem for file in TEXTS.glob("*.md")} == {text for texts in PAGES.values() for text in texts}


@pytest.mark.parametrize("name", ["critiques", "what_it_is_not_for"])
def test_numbers_that_the_code_knows_are_not_written_by_hand(name: str) -> None:
    text = (TEXTS / f"{name}.md").read_text(encoding="utf-8")
    thing = r"(parameters(?!\.)|numbers|rules|outcomes|components|dimensions|sets|are \*assumed|measured,|are assum)"
    assert not re.findall(rf"\b\d+\b(?= {thing})", text)


def test_settings_named_in_the_critiques_exist(pages: dict[str, str]) -> None:
    text = pages["critiques"]
    assert set(re.findall(r"parameters\.(\w+)=", text)) <= set(registry())
    assert set(re.findall(r"conditions\.(\w+)=", text)) <= set(Conditions.__annotations__)
    assert set(re.findall(r"future=(\w+)", text)) <= set(names("future"))
    strategies = {name for listed in re.findall(r"strategies=\[([\w,]+)\]", text) for name in listed.split(",")}
    assert strategies <= set(names("strategy"))
    assert text.count("- **Done:**") == text.count("- **Remains:**") == text.count("- **Test it:**") >= 12


def test_the_card_fits_on_a_page(pages: dict[str, str]) -> None:
    assert len(pages["what_it_is_not_for"].split()) < 450


@pytest.mark.parametrize(
    ("typed", "words"),
    [([], "give a folder or a page"), (["docs/oddd.md"], "Did you mean odd"), (["a", "b"], "found 2 words")],
)
def test_a_wrong_path_is_refused(typed: list[str], words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        main(typed)


def test_one_page_or_all_are_written(tmp_path: Path, pages: dict[str, str]) -> None:
    main([str(tmp_path / "critiques.md")])
    assert [file.name for file in tmp_path.iterdir()] == ["critiques.md"]
    main([str(tmp_path)])
    assert {file.stem: file.read_text("utf-8") for file in tmp_path.iterdir()} == pages
