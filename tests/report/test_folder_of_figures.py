"""The folder of a comparison: four headlines, a page that shows them, more figures later; faults cost themselves."""

from __future__ import annotations

import errno
import itertools
import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sim.cli.drawing import draw, figures_command, write_about
from sim.foundation.errors import OutputError, SettingsError
from sim.outcomes import FROM_LOW_INCOME
from sim.report import figure_names, write_figures
from sim.report.drawings import drawings_of
from sim.report.from_folder import ABOUT, read_folder
from sim.report.index_page import Findings, write_index
from sim.report.reading import Reading
from sim.report.saving import Drawn
from sim.study.folder import ResultFolder
from sim.study.results import write_results

HEADLINES = ["1_differences", "2_use_and_depth", "3_equity_over_time", "4_equity_against_sustainability"]


class Page(HTMLParser):
    """Collects what a page holds, and checks that what is opened is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


class Left(NamedTuple):
    """What writing a folder said."""

    left_out: list[str]
    problems: list[str]


def write_folder(comparison: Any, folder: Path, which: str = "headlines", kind: str = "png") -> Left:
    said = [f"{comparison.names[0]} & <others>:", "Spread: no clear difference.", "First of all."]
    with ResultFolder(folder, "k").writing() as written:
        write_about(written, comparison)
        write_results(written, comparison, {"a": 1}, {"key": "k"}, said, "text", ["First of all."])
        written.publish()
        left_out = draw(written, comparison, Findings(["First of all."], said, written.files), which, kind)
        written.publish()
    return Left(left_out, written.problems)


@pytest.fixture(scope="module")
def folder(fast_and_slow: Any, tmp_path_factory: Any) -> Path:
    place = tmp_path_factory.mktemp("results") / "fast and slow #1"
    write_folder(fast_and_slow, place)
    return place


def test_exactly_four_by_default_in_reading_order(folder: Path) -> None:
    assert sorted(path.stem for path in (folder / "figures").iterdir()) == HEADLINES
    assert not list(folder.rglob(".*"))


@pytest.mark.parametrize("count", [3, 12])
def test_exactly_four_however_many_strategies(make: Any, count: int) -> None:
    comparison = make({f"plan {n}": (1.0 + n / 10, 0.5) for n in range(count)}, 2, 4)
    assert figure_names(comparison, headlines=True) == HEADLINES
    assert len([name for name in figure_names(comparison) if name.startswith("differences")]) == count - 1


def test_the_page_shows_every_figure_beside_the_sentences(folder: Path) -> None:
    page = Page((folder / "index.html").read_text(encoding="utf-8"))
    pictures = page.all("img")
    assert [Path(str(each["src"])).stem for each in pictures] == HEADLINES
    for each in pictures:
        assert len(str(each["alt"])) > 80
        assert any(letter.isdigit() for letter in str(each["alt"]))
    for link in [*page.all("a"), *pictures]:
        target = str(link.get("href") or link.get("src"))
        assert (folder / target).is_file(), target
    assert page.all("html") == [{"lang": "en"}]
    assert "thinking tool, not a forecast" in page.words
    assert "Spread: no clear difference." in page.words
    assert page.words.count("First of all.") == 1
    assert not page.all("script")
    headings = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
    assert "runs.csv" in page.words


def test_the_page_escapes_names(make: Any, tmp_path: Path) -> None:
    names = ["<script>alert('x')</script>", '"onerror=x {0} $a$ \u202e', "W" * 300]
    drawn = write_folder(make(dict.fromkeys(names, (2.0, 0.5)), 2, 2), tmp_path / "a")
    text = (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    page = Page(text)
    assert not page.all("script")
    assert all(set(each) == {"src", "alt"} for each in page.all("img"))
    assert "<script>alert" in page.words
    assert "\u202e" not in text
    (left_out,) = drawn.left_out
    assert left_out.startswith("Left out: 4_equity_against_sustainability: ")
    assert "4_equity_against_sustainability: " in page.words


def test_more_figures_from_the_folder_are_the_same(fast_and_slow: Any, folder: Path, tmp_path: Path) -> None:
    wanted = ["equity_gap", "differences", "use_and_depth", "equity_against_sustainability"]
    before = {path.stem: path.read_bytes() for path in write_figures(fast_and_slow, tmp_path / "before", wanted)}
    figures_command([str(folder), *wanted, f"out={tmp_path / 'after'}"])
    after = {path.stem: path.read_bytes() for path in (tmp_path / "after").iterdir()}
    assert before == after


def test_more_figures_appear_on_the_page(make: Any, tmp_path: Path, capsys: Any) -> None:
    place = tmp_path / "a"
    write_folder(make({"one": (3.0, 0.5), "other": (1.0, 0.7)}, 3, 2), place, "none")
    assert "No figures were drawn" in (place / "index.html").read_text(encoding="utf-8")
    assert not (place / "figures").exists()
    figures_command([str(place), "strain", "kind=svg"])
    figures_command([str(place), "trust"])
    pictures = Page((place / "index.html").read_text(encoding="utf-8")).all("img")
    assert {each["src"] for each in pictures} == {"figures/over_time_strain.svg", "figures/over_time_trust.png"}
    assert capsys.readouterr().out.count("1 figure written into") == 2


def test_what_the_command_cannot_do_is_said(folder: Path, tmp_path: Path) -> None:
    for typed, said in {
        (): "name the folder",
        (str(tmp_path / "nowhere"),): "is not there",
        (str(tmp_path),): "holds no about.json",
        (str(folder), "strian"): "Did you mean",
        (str(folder), "kind=gif"): "unknown kind of figure",
        (str(folder), "dpi=300"): "figures takes a folder",
    }.items():
        with pytest.raises(SettingsError, match=said):
            figures_command(typed)


@pytest.mark.parametrize("damage", ["{", "[]", "{}", '{"form": 99}', "rows"])
def test_a_folder_that_was_changed_is_refused(make: Any, tmp_path: Path, damage: str) -> None:
    place = tmp_path / "a"
    write_folder(make({"one": (3.0, 0.5), "other": (1.0, 0.7)}, 2, 1), place, "none")
    if damage == "rows":
        lines = (place / "runs.csv").read_text(encoding="utf-8").splitlines()
        (place / "runs.csv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    else:
        (place / ABOUT).write_text(damage, encoding="utf-8")
    with pytest.raises(SettingsError):
        next(iter(drawings_of(read_folder(place)).values())).draw()


def test_a_figure_that_fails_costs_itself(make: Any, tmp_path: Path, monkeypatch: Any) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("a planted fault")

    monkeypatch.setattr("sim.report.use_and_depth.layers", broken)
    comparison = make({"one": (3.0, 0.5), "other": (1.0, 0.7)}, 2, 2)
    drawn = write_folder(comparison, tmp_path / "a")
    (problem,) = drawn.problems
    assert problem.startswith("2_use_and_depth: ")
    assert "a planted fault" in problem
    assert {"1_differences", "3_equity_over_time"} <= {path.stem for path in (tmp_path / "a" / "figures").iterdir()}
    assert "2_use_and_depth" in (tmp_path / "a" / "index.html").read_text(encoding="utf-8")
    with pytest.raises(OutputError, match="2_use_and_depth"):
        write_figures(comparison, tmp_path / "b", ["2_use_and_depth", "strain"])
    assert [path.stem for path in (tmp_path / "b").iterdir()] == ["over_time_strain"]


def test_a_full_disk_costs_the_figures_only(make: Any, tmp_path: Path, monkeypatch: Any) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = tmp_path / "a"
    monkeypatch.setattr("sim.report.saving.tempfile.mkstemp", full)
    monkeypatch.setattr("sim.report.saving.Path.replace", full)
    drawn = write_folder(make({"one": (3.0, 0.5), "other": (1.0, 0.7)}, 2, 2), place)
    said = "\n".join(drawn.problems)
    assert "1_differences" in said
    assert "index.html" in said
    assert "No space left" in said
    assert "bothways figures FOLDER" in said
    assert {"summary.csv", "runs.csv", "monthly.parquet"} <= {path.name for path in place.iterdir()}
    assert not list(place.rglob(".*"))


@pytest.mark.parametrize("kind", ["svg", "pdf"])
def test_other_kinds(make: Any, tmp_path: Path, kind: str) -> None:
    write_folder(make({"one $x_{": (3.0, 0.5), "other & <b>": (1.0, 0.7)}, 2, 2), tmp_path / "a", kind=kind)
    assert {path.suffix for path in (tmp_path / "a" / "figures").iterdir()} == {f".{kind}"}
    page = Page((tmp_path / "a" / "index.html").read_text(encoding="utf-8"))
    assert bool(page.all("img")) == (kind == "svg")
    if kind == "svg":
        text = (tmp_path / "a" / "figures" / "2_use_and_depth.svg").read_text(encoding="utf-8")
        assert "one $x {" in text, "text stays text"
        assert "other &amp; &lt;b&gt;" in text


def test_what_depends_on_low_income_shares_is_known(make: Any) -> None:
    """Outcomes that change when other schools are the poor ones need the sentence about made-up shares."""
    import numpy as np

    from sim.outcomes import summarize

    (run,) = make({"one": (3.0, 0.5)}, 1, 4).runs["one"]
    history = run.history
    before = summarize(history)
    history.low_income_share = 0.9 - 0.8 * np.linspace(0.0, 1.0, len(history.low_income_share))
    after = summarize(history)
    changed = {name for name in before if not np.isclose(before[name], after[name], rtol=1e-9, equal_nan=True)}
    assert changed <= FROM_LOW_INCOME
    assert {"equity_gap", "relative_equity_gap", "learning_gap", "wait_gap"} <= FROM_LOW_INCOME


def test_made_up_shares_are_said_before_equity(fast_and_slow: Any, monkeypatch: Any, tmp_path: Path) -> None:
    sentence = "Every school's low-income share is made up by us."
    monkeypatch.setattr(Reading, "low_income_made_up", property(lambda _: sentence))
    drawings = drawings_of(Reading(fast_and_slow))
    for name in ("1_differences", "3_equity_over_time", "4_equity_against_sustainability", "over_time_learning_gap"):
        assert " ".join(drawings[name].draw().texts[1].get_text().split()).startswith(sentence), name
        assert drawings[name].describe().startswith(sentence), name
    assert sentence not in drawings["over_time_strain"].draw().texts[1].get_text()
    write_index(tmp_path, Reading(fast_and_slow), Findings(["Equity: ..."], ["Equity: ..."]), [], Drawn())
    words = Page((tmp_path / "index.html").read_text(encoding="utf-8")).words
    assert words.index(sentence) < words.index("Equity: ...")


@pytest.mark.parametrize("backend", ["module://matplotlib_inline.backend_inline", "no such thing", "TkAgg"])
def test_the_backend_of_the_environment_does_not_matter(backend: str, tmp_path: Path) -> None:
    code = (
        "import os, warnings; warnings.simplefilter('error')\n"
        "from pathlib import Path\n"
        "from sim.report.plain_figure import PlainFigure\n"
        "from sim.report.saving import save_figure\n"
        f"save_figure(PlainFigure(1, 1), Path({str(tmp_path / 'a.png')!r}))\n"
        f"assert os.environ['MPLBACKEND'] == {backend!r}\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "MPLBACKEND": backend})
    assert (tmp_path / "a.png").stat().st_size > 0


def test_about_is_plain_json(folder: Path) -> None:
    kept = json.loads((folder / ABOUT).read_text(encoding="ascii"))
    assert kept["strategies"] == ["fast_and_furious", "slow_and_steady"]
    assert kept["events"]["fast_and_furious"]
