"""The commands as a user starts them: folders, exit codes, Ctrl-C, many runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SMALL = ("district=small_rural", "years=2", "replicates=2", "figures=headlines")


def started(folder: Path, *typed: str) -> subprocess.Popen[str]:
    code = "import sys; from sim.cli import main; sys.exit(main())"
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


def bothways(folder: Path, *typed: str) -> tuple[int, str, str]:
    process = started(folder, *typed)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


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
        "config.yaml",
        "differences.csv",
        "figures",
        "findings.txt",
        "monthly.parquet",
        "provenance.json",
        "school_years.parquet",
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
    assert {"outcome", "mean", "low", "high"} <= set(differences.columns)
    assert set(json.loads((results / "summary.json").read_text())) == {"first", "note", "findings", "outcomes"}


def test_provenance_says_what_was_real(comparison):
    origin = json.loads((comparison[0] / "results" / "provenance.json").read_text())
    assert origin["seed"] == 1
    assert {"numpy", "mesa", "numba"} <= set(origin["packages"])
    assert origin["inputs"]["columns"]["experience"]["generated"] == "all"
    assert len(origin["key"]) == 64


def test_config_leaves_nothing_to_defaults(comparison):
    import yaml

    config = yaml.safe_load((comparison[0] / "results" / "config.yaml").read_text())
    assert config["years"] == 2
    assert config["strategies"]["slow_and_steady"]["conditions"]["grant_years"] == 3
    assert config["strategies"]["slow_and_steady"]["fast_slow"] == 0.8


def test_what_it_hangs_on_comes_first(tmp_path):
    import pandas as pd

    typed = ("district=small_rural", "years=2", "figures=none")
    code, out, err = bothways(tmp_path, "compare", *typed, "replicates=8", "output=quick")
    assert code == 0, err
    assert out.startswith(("Depends on what nobody has measured", "The intervals show luck only"))
    first = out.split("\n\n")[0].split()
    assert "a quick look" in " ".join(first)
    assert json.loads((tmp_path / "quick" / "summary.json").read_text())["first"][0].split() == first
    table = pd.read_csv(tmp_path / "quick" / "exposure.csv").set_index("outcome")
    assert table.loc["spread_teachers", "sets"] == 8
    code, out, err = bothways(tmp_path, "compare", *typed, "replicates=2", "sets=8", "output=sets")
    assert code == 0, err
    assert "8 plausible parameter sets" in " ".join(out.split("\n\n")[0].split())
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
    from sim.cli import main, work

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "memory", lambda: 1e9)
    assert main(["run", "replicates=5000"]) == 2
    said = capsys.readouterr().err
    assert "5,000 runs of 232 schools over 10 years would take 13 GB" in said
    assert "Use replicates=187 or fewer." in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way")
    begun = time.perf_counter()
    code, _, err = bothways(tmp_path, "run", "replicates=500", "output=file/results")
    assert code == 2
    assert "the results cannot be written to file/results" in err
    assert err.count("\n") == 1
    assert time.perf_counter() - begun < 60


def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    process = started(tmp_path, "compare", "district=mid_suburban", "years=25", "replicates=5000", "output=new/results")
    while not list(tmp_path.glob("new/.results.*")) and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1.0)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
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
