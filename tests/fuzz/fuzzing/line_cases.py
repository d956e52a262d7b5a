"""What may be typed on the command line; everything is read and checked, nothing is run."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from fuzzing.case import ACCEPT, EITHER, REFUSE, Case, short
from fuzzing.changing import changed_text
from fuzzing.table_cases import answered

USUAL = {
    "run": ["district=small_rural", "strategy=slow_and_steady", "years=2", "replicates=2", "seed=3", "threads=1"],
    "compare": ["district=small_rural", "strategies=[fast,slow]", "years=2", "replicates=2", "exposure=none"],
}
WHOLE = ("years", "replicates", "threads")
NO_WHOLE = (
    *(
        "abc",
        "",
        "null",
        "nan",
        "inf",
        "-inf",
        "-1",
        "0",
        "1.5",
        "9" * 400,
        "9" * 4_900,
        "[1]",
        "{a:1}",
        "²",
        "+-5",
        "~",
    ),
    *("é", "${.}", "${seed}", "1,000", "1,2", "true", "ten", "(1", "'", "[", "1e999", "0x10", "1 000", "$(ls)", "[[[["),
    *("interval(0,1)", "range(1,3)", "choice(1,2)", "glob(*)", "1=2", "x" * 6_000, "[" * 200 + "]" * 200),
)
WRONG = (
    "yeers=3", "Yeears=2", "years", "--years", "-x", "~years", "a b=3", "=3", "a b=x.yaml", "seed=nan", "seed=-1",
    "seed=1.5", "seed=${.}", "seed=" + "9" * 400, "figures=some", "figures=[]", "output=[a]", "output={a:b}",
    "store=true", "district=nowhere", "district=[a]", "district={a:1}", "district=nowhere.csv", "district.file=",
    "district.file=5", "district.file=nowhere.csv", "district.file=~nosuch/x.csv",
    "district.file=" + "x" * 300 + ".csv", "district.pupils_per_teacher=abc", "district.notes=5",
    "district.notes=[5]", "district.schools=inf", "district.schools=0", "district.schools=4.5",
    "district.schools=abc", "district.seed=nan", "district.seed=true", "district.low_income_mean=2",
    "district.what=3", "district.title=5", "district.title=[a,b]", "district.name={x:3}", "conditions=nowhere",
    "conditions.grant_years=abc", "conditions.grant_years=11", "conditions.safety=nan", "conditions.safety=[1]",
    "conditions.what=1", "conditions.grant_years.x=3", "conditions=nowhere.yaml", "strategy.fast_slow=2",
    "strategy.fast_slow=abc", "strategy.fast_slow={}", "strategy.fast_slow=[1,2]", "strategy.fast_slow={1:0}",
    "strategy.fast_slow={0:1,x:2}", "strategy.fast_slwo=1", "strategy.fast_slow.lean=7", "parameters.prior=abc",
    "parameters.prior=0.9", "parameters.prior=1e308", "parameters.coach_salary=1e30", "parameters.principal_exit=0",
    "parameters.what=1", "parameters.prior=nan", "parameters.prior=" + "9" * 400, "parameters.prior=true",
    "parameters.prior=[0.4]", "parameters=3", "parameters=[1]", "parameters={prior:0.4}",
    "rules.takes_up=nowhere.py:f", "rules.takes_up=5", "rules.x=" + "a" * 300 + ".py:f", "rules=3",
    "rules.takes_up=f", "components=nowhere.yaml", "components=3", "components.load=3",
    "components.file=~nosuch/c.yaml", "future=nowhere", "future=nowhere.yaml", "future=[a]",
    "future=~nosuch/x.yaml", "future.events=3", "future.what=1", "sets=²", "sets=99", "sets=[1]", "sets=true",
    "sets=nowhere.csv", "sets=what", "sets=plausible:0", "sets=plausible:²", "sets=~nosuch/x.csv",
    "sets=" + "x" * 300 + ".csv", "hydra.run.dir=x", "changes.fast_slow=1", "beyond_range=2", "beyond_range=[]",
    "years=2\x1b[31m", "district.title=a\x07b", "+foo=1", "district@x=dallas_isd",
)  # fmt: skip
"""Settings that are wrong whatever stands beside them, in both commands."""

RIGHT = (
    "district.title=Zürich", "district.title=O'Neill Schools", "district.title='A, B'", "district.title=中学",
    "--seed=4", "seed=1_000", "seed='7'", "output=Ergebnisse für uns", "output=a{b", "store=null", "figures=none",
    "parameters.prior=0.4", "sets=2", "sets=plausible:2", "conditions.grant_years=3", "strategy.fast_slow=-0.5",
    "strategy.fast_slow={0:1,1:{lean:0.2,chart:0.6}}", "conditions=lean_money", "future=grant_ends_year_early",
    "++seed=9", "district.schools=5", "district.notes=[a,b]", "conditions.innovation_fund=true",
)  # fmt: skip
ONLY_RUN = (
    "strategy=nowhere", "strategy=5", "strategy=[a]", "strategy=nowhere.yaml", "strategy=plan_é.yaml",
    "strategy=~nosuch/x.yaml", "strategy=" + "x" * 300 + ".yaml", "strategies=[fast,slow]", "exposure=quick",
    "strategy.file=",
)  # fmt: skip
ONLY_COMPARE = (
    "strategies={a:1}", "strategies=5", "strategies=[]", "strategies=[fast,fast]", "strategies=[nowhere]",
    "strategies=null", "strategies=[fast,[slow]]", "strategies=[plan_é.yaml,slow]", "strategies=[fast,slow",
    "strategies=[" + "x" * 300 + ".yaml]", "strategies=nowhere,slow", "strategy=fast", "exposure=12",
    "exposure=ful", "exposure=[]", "strategies=[~nosuch/x.yaml]",
)  # fmt: skip
RIGHT_COMPARE = ("strategies=fast,slow", "strategies=[fast, slow]", "strategies=fast", "exposure=quick", "exposure=80")

OTHER_COMMANDS = (
    ["nonsense"], ["districts", "nowhere"], ["districts", "nowhere.csv"], ["districts", "a", "b"],
    ["districts", "~nosuch/x.csv"], ["strategies", "nowhere"], ["strategies", "x" * 300 + ".yaml"],
    ["strategies", "~nosuch/x.yaml"], ["futures", "nowhere"], ["futures", "~nosuch/x.yaml"],
    ["futures", "nowhere.yaml"], ["model"], ["model", "x"], ["model", "parameters", "²²²"],
    ["cache", "x"], ["help", "x"], ["calibrate", "sets=²"], ["calibrate", "quick=maybe"], ["calibrate", "what=1"],
    ["calibrate", "seed=" + "9" * 400], ["calibrate", "sets="], ["calibrate", "keep=0"], ["validate", "seed=²"],
    ["validate", "only=nowhere"], ["validate", "workers=0"], ["validate", "what=1"], ["validate", "full=maybe"],
    ["validate", "seed=" + "9" * 400], ["validate", "seed=" + "9" * 5_000], ["validate", "workers=" + "9" * 400],
    ["run", "-m", "seed=interval(0,1)"], ["run", "-m", "seed=1,x"], ["run", "-m", "seed=range(0,1000000000)"],
    ["run", "-m", "district=glob(*)"], ["run", "-m", "seed=choice()"], ["compare", "-m", "years=1,99"],
    ["figures"], ["figures", "~nosuch/x"], ["figures", "nowhere"], ["figures", "nowhere", "kind=gif"],
    ["figures", "nowhere", "out=~nosuch/y"], ["rerun"], ["rerun", "nowhere"], ["rerun", "~nosuch/x"],
    ["districts", "mentor", "fix=~nosuch/a.csv"], ["districts", "nowhere.csv", "columns=[[["],
    ["districts", "nowhere.csv", "columns.lunch=x"], ["districts", "nowhere.csv", "rows=[" + "[" * 30_000],
)  # fmt: skip


@contextlib.contextmanager
def nothing_runs() -> Iterator[None]:
    """Let commands read and check everything, and stop where they would begin to compute."""
    from sim.cli import calibrating, sweeping, validating, work
    from sim.cli.composition import points_of
    from sim.cli.recorded import recorded

    def check(settings: object, choices: object, typed: object, place: object = None) -> list[str]:
        recorded(settings, choices)
        return []

    def check_all(command: str, typed: list[str]) -> int:
        points, _ = points_of([text for text in typed if not text.startswith("output=")])
        sweeping._check_all(command, points, Path.cwd())
        return 0

    def read_only(rest: list[str]) -> None:
        calibrating.read(rest)

    def asked_only(rest: list[str]) -> int:
        from sim.validation.run import chosen

        chosen(validating.asked_from(rest).only)
        return 0

    with (
        mock.patch.object(work, "perform", check),
        mock.patch.object(calibrating, "calibrate_command", read_only),
        mock.patch.object(validating, "validate", asked_only),
        mock.patch.object(sweeping, "sweep", check_all),
    ):
        yield


def line_case(rng: random.Random) -> Case:
    """Make a case."""
    command = rng.choice(("run", "compare"))
    typed, must, why = list(USUAL[command]), EITHER, ""
    way = rng.randrange(10)
    if way < 2:
        name, value = rng.choice(WHOLE), rng.choice(NO_WHOLE)
        value = "none" if (name, value) == ("threads", "null") else value  # as many threads as help
        must, why = REFUSE, f"{name} is no whole number in its range"
        typed = [text for text in typed if not text.startswith(f"{name}=")] + [f"{name}={value}"]
    elif way < 6:
        wrong = rng.choice(WRONG + (ONLY_RUN if command == "run" else ONLY_COMPARE))
        must, why = REFUSE, wrong[:60]
        typed = _beside(typed, wrong)
    elif way == 6:
        right = rng.choice(RIGHT + (() if command == "run" else RIGHT_COMPARE))
        must, typed = ACCEPT, _beside(typed, right)
    elif way == 7:
        where = rng.randrange(len(typed))
        typed[where] = changed_text(rng, typed[where])
    elif way == 8:
        start = rng.choice(RIGHT + WRONG)
        typed = _beside(typed, changed_text(rng, start))
    else:
        whole = rng.choice(OTHER_COMMANDS)
        command, typed, must, why = whole[0], list(whole[1:]), REFUSE, "no such thing"
    line = [command, *typed]
    if "clear" in line:
        line.remove("clear")

    def play(_folder: Path) -> str | None:
        with nothing_runs():
            return answered(line)

    return Case("command line", short(line), play, must, why)


def _beside(typed: list[str], added: str) -> list[str]:
    """Add a setting, in the place of one of the same name."""
    name = added.lstrip("-+~").partition("=")[0]
    kept = [text for text in typed if text.partition("=")[0] != name]
    if name.startswith("district.file") or added.startswith("district={"):
        kept = [text for text in kept if not text.startswith("district=")]
    if name.startswith("strategy.file"):
        kept = [text for text in kept if not text.startswith("strategy=")]
    return [*kept, added]


def listed_cases() -> list[Case]:
    """Make a case of every wrong line of the lists above: what is drawn by lot may miss one."""
    run, compare = ["district=small_rural", "strategy=tight"], ["district=small_rural", "strategies=[fast,slow]"]
    lines = [
        *(["run", *_beside(run, text)] for text in (*WRONG, *ONLY_RUN)),
        *(["compare", *_beside(compare, text)] for text in ONLY_COMPARE),
        *OTHER_COMMANDS,
    ]
    return [_refused(list(line)) for line in lines if "1000000000" not in str(line)]


def _refused(line: list[str]) -> Case:
    def play(_folder: Path) -> str | None:
        with nothing_runs():
            return answered(line)

    return Case("command line", short(line), play, REFUSE, "no such thing")
