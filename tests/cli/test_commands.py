"""The commands as a user starts them: folders, exit codes, Ctrl-C, many runs."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
BEGUN = "the third month of a run\n"
ANNOUNCED = f"""
import sys
from sim.engine.simulation import Simulation
step = Simulation.step
def announced(self):
    if self.month == 2:
        print({BEGUN.strip()!r}, file=sys.stderr, flush=True)
        Simulation.step = step
    step(self)
Simulation.step = announced
"""
LONG = ("compare", "district=mid_suburban", "years=25", "replicates=5000", "output=new/results")
SMALL = ("district=small_rural", "years=2", "replicates=2", "figures=headlines")


def started(folder: Path, *typed: str, announced: bool = False) -> subprocess.Popen[str]:
    code = (ANNOUNCED if announced else "") + "import sys; from sim.cli import main; sys.exit(main())"
    around = os.environ | {"PYTHONPATH": str(TOP)}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *typed],
        cwd=folder,
        env=around,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def bothways(folder: Path, *typed: str, stopped_by: signal.Signals | None = None) -> tuple[int, str, str]:
    process = started(folder, *typed, announced=stopped_by is not None)
    try:
        err = ""
        if stopped_by is not None:
            assert process.stderr is not None
            err = next((line for line in process.stderr if line == BEGUN), "did not begin")
            os.killpg(process.pid, stopped_by)
        out, rest = process.communicate(timeout=300)
        return process.returncode, out, err.replace(BEGUN, "") + rest
    finally:
        with contextlib.suppress(ProcessLookupError):  # whatever is still there of it
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    code, out, err = bothways(folder, "compare", *SMALL, "output=results", "conditions.grant_years=3")
    assert code == 0, err
    return folder, out


def test_a_comparison_leaves_a_whole_folder(comparison):
    folder, out = comparison
    results = folder / "results"
    assert [each.name for each in folder.iterdir()] == ["results"]
    names = {each.name for each in results.iterdir()}
    assert names == {
        "about.json",
        "columns.csv",
        "config.yaml",
        "differences.csv",
        "figures",
        "findings.txt",
        "index.html",
        "monthly.parquet",
        "provenance.json",
        "runs.csv",
        "school_years.parquet",
        "schools.csv",
        "summary.csv",
        "summary.json",
    }
    assert list((results / "figures").glob("*.png"))
    assert "not a forecast" in out
    assert str(Path("results") / "figures") in out
    assert "not a forecast" in (results / "findings.txt").read_text()


def test_tables_hold_every_run(comparison):
    import pandas as pd

    results = comparison[0] / "results"
    months, years = pd.read_parquet(results / "monthly.parquet"), pd.read_parquet(results / "school_years.parquet")
    assert len(months) == 2 * 2 * 24
    assert len(years) == 2 * 2 * 2 * 4
    assert set(months["strategy"]) == {"fast_and_furious", "slow_and_steady"}
    assert set(years["replicate"]) == {0, 1}
    differences = pd.read_csv(results / "differences.csv")
    assert set(differences["strategy"]) == {"fast_and_furious"}
    assert {"outcome", "mean", "ci_low", "ci_high", "verdict"} <= set(differences.columns)
    assert set(pd.read_csv(results / "schools.csv")["level"]) <= {"elementary", "middle", "high"}
    assert {"verdict", "pairs"} <= set(json.loads((results / "summary.json").read_text())["differences"][0])


def test_provenance_says_what_was_real(comparison):
    origin = json.loads((comparison[0] / "results" / "provenance.json").read_text())
    assert origin["seed"] == 1
    assert {"numpy", "mesa", "numba"} <= set(origin["packages"])
    assert origin["inputs"]["columns"]["experience"]["generated"] == "all"
    assert len(origin["key"]) == 64
    assert any("teams" in line or "people" in line for line in origin["made_up"])


def test_config_leaves_nothing_to_defaults(comparison):
    import yaml

    config = yaml.safe_load((comparison[0] / "results" / "config.yaml").read_text())
    assert config["years"] == 2
    assert config["strategies"]["slow_and_steady"]["conditions"]["grant_years"] == 3
    assert config["strategies"]["slow_and_steady"]["fast_slow"] == 0.8


def test_what_it_depends_on_comes_first(tmp_path):
    import pandas as pd

    typed = ("district=small_rural", "years=2", "figures=none")
    code, out, err = bothways(tmp_path, "compare", *typed, "replicates=8", "output=quick")
    assert code == 0, err
    said = [part.split() for part in out.split("\n\n")]
    first = json.loads((tmp_path / "quick" / "summary.json").read_text())["first"]
    assert [sentence.split() for sentence in first] == said[: len(first)]
    assert "made up" in first[0]  # a made-up district
    assert "a quick look" in first[1]
    assert "about" in err.splitlines()[0]
    assert "to check assumptions" in err.splitlines()[0]
    table = pd.read_csv(tmp_path / "quick" / "exposure.csv").set_index("outcome")
    assert table.loc["spread_teachers", "sets"] == 8
    code, out, err = bothways(tmp_path, "compare", *typed, "replicates=2", "sets=8", "output=sets")
    assert code == 0, err
    assert "8 plausible parameter sets" in " ".join(out.split("\n\n")[1].split())
    assert len(pd.read_parquet(tmp_path / "sets" / "monthly.parquet")) == 8 * 2 * 2 * 24


def test_the_same_run_is_not_run_again(comparison):
    folder, _ = comparison
    code, out, _ = bothways(folder, "compare", *SMALL, "output=results", "conditions.grant_years=3", "threads=2")
    assert code == 0
    assert "nothing was run again" in out


def test_other_results_are_not_written_over(comparison):
    folder, _ = comparison
    code, _, err = bothways(folder, "compare", *SMALL, "output=results")
    assert code == 2
    assert "already holds the results of another run" in err
    assert err.count("\n") == 1


def test_one_run_with_an_own_rule_and_file(tmp_path):
    (tmp_path / "schools.csv").write_text("school,enrollment\nNorth,300\nSouth,500\n")
    (tmp_path / "ours.yaml").write_text("title: Ours\nfast_slow: 0.5\n")
    (tmp_path / "my_rules.py").write_text((TOP / "sim" / "rules" / "load.py").read_text())
    name = first_rule(tmp_path / "my_rules.py")
    typed = ["run", "district.file=schools.csv", "strategy=ours.yaml", f"rules.{name}=my_rules.py:{name}", *SMALL[1:]]
    code, _, err = bothways(tmp_path, *typed)
    assert code == 0, err
    (made,) = (tmp_path / "runs").iterdir()
    assert made.name.endswith("_run_schools")
    assert not (made / "differences.csv").exists()
    assert "given" in json.loads((made / "provenance.json").read_text())["inputs"]["columns"]["enrollment"]


def test_a_file_of_ones_own_begins_with_a_receipt(tmp_path):
    import pandas as pd

    (tmp_path / "ours.csv").write_text(
        "school,enrollment,state_school_id,teachers\nNorth,300,007,20\nNorth,500,008,33\n", encoding="utf-8"
    )
    (tmp_path / "evil.yaml").write_text('name: "[/b] =1+1 Fast / slow"\nfast_slow: 0.5\n', encoding="utf-8")
    typed = ["district.file=ours.csv", "years=1", "replicates=2", "figures=none", "output=out"]
    code, out, err = bothways(tmp_path, "compare", "strategies=[evil.yaml,tight]", *typed)
    assert code == 0, err
    written = (tmp_path / "out" / "findings.txt").read_text(encoding="utf-8")
    for text in (out, written):
        assert text.startswith("Read from your file")
        lines = text.splitlines()
        places = [next(n for n, line in enumerate(lines) if line.startswith(word)) for word in
                  ("Made up by us", "Not used", "Equity, ")]  # fmt: skip
        assert places == sorted(places)
        said = json.loads((tmp_path / "out" / "summary.json").read_text())["low_income_made_up"]
        paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
        equity = next(n for n, part in enumerate(paragraphs) if part.startswith("Equity, "))
        assert paragraphs[equity - 1] == said
        assert said in paragraphs[:2]
    assert out.count("Read from your file") == 1
    origin = json.loads((tmp_path / "out" / "provenance.json").read_text())
    assert origin["read"]
    assert any("shares of low-income students" in line for line in origin["made_up"])
    for name in ("schools.csv", "school_years.parquet"):
        file = tmp_path / "out" / name
        table = pd.read_csv(file, dtype=str) if file.suffix == ".csv" else pd.read_parquet(file)
        assert set(table["school_id"]) == {"007", "008"}
        assert set(table["school"]) == {"North"}


def first_rule(file: Path) -> str:
    return next(line[4 : line.index("(")] for line in file.read_text().splitlines() if line.startswith("def "))


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["district.file=nowhere.csv"], "nowhere.csv"),
        (["district=small_rural", "district.schols=3"], "Did you mean schools"),
        (["strategy.fast_slow=3"], "outside its range"),
        (["strategy.fast_slo=1"], "Did you mean fast_slow?"),
        (["strategy.tight_loose={3:1,0:0}"], "out of order"),
        (["conditions.grant_yeers=3"], "Did you mean grant_years?"),
        (["parameters.coach_half=3"], "Did you mean coach_half_dose"),
        (["sets=plausibel"], "Did you mean plausible?"),
        (["sets=9999"], "'calibrated' holds"),
        (["rules.take_up=nowhere.py:f"], "there is no file nowhere.py"),
        (["strategy=nowhere.yaml"], "there is no strategy file nowhere.yaml"),
    ],
)
def test_mistakes_are_found_before_anything_is_written(tmp_path, monkeypatch, capsys, typed, message):
    from sim.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["run", *typed]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_more_components_than_fit(tmp_path, monkeypatch, capsys):
    from sim.cli import main

    rows = "\n".join(f"  - {{name: part_{number}}}" for number in range(17))
    (tmp_path / "ours.yaml").write_text(f"components:\n{rows}\n")
    monkeypatch.chdir(tmp_path)
    assert main(["run", "components=ours.yaml"]) == 2
    assert "found 17; give a list of 1 to 16 components" in capsys.readouterr().err


def test_what_does_not_fit_into_memory_is_refused(tmp_path, monkeypatch, capsys):
    from sim.cli import main, room

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(room, "memory", lambda: 1e9)
    assert main(["run", "replicates=5000"]) == 2
    said = capsys.readouterr().err
    assert "5,000 runs of 232 schools over 10 years would take 13 GB" in said
    assert "Use replicates=187 or fewer." in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch, capsys):
    from sim.cli import main, work

    def computed(*_given):
        raise AssertionError("the place is tried before anything is computed")

    (tmp_path / "file").write_text("in the way")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "_compared", computed)
    assert main(["run", "replicates=500", "output=file/results"]) == 2
    err = capsys.readouterr().err
    assert "the results cannot be written to file/results" in err
    assert err.count("\n") == 1


def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    """The command is stopped in its first run, when its process and whatever it has begun hear of it."""
    code, out, err = bothways(tmp_path, *LONG, stopped_by=signal.SIGINT)
    assert code == 130, err
    assert err.splitlines()[-1] == "bothways: stopped; nothing half done was left behind."
    assert "Traceback" not in err
    assert out == ""
    assert list(tmp_path.iterdir()) == []


def test_many_runs_each_with_a_folder(tmp_path):
    code, _, err = bothways(tmp_path, "run", "-m", "seed=1,2", *SMALL, "strategy.fast_slow=0.1")
    assert code == 0, err
    assert [each.name for each in tmp_path.iterdir()] == ["multirun"]
    (batch,) = (tmp_path / "multirun").iterdir()
    seeds = [json.loads((batch / str(job) / "provenance.json").read_text())["seed"] for job in (0, 1)]
    assert seeds == [1, 2]


def test_many_runs_find_mistakes_before_the_first(tmp_path):
    code, _, err = bothways(tmp_path, "run", "-m", "years=1,500", *SMALL[::2], "output=batch")
    assert code == 2
    assert "years=500 is out of range" in err
    assert err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
