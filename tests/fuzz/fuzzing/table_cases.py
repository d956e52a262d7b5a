"""Files of schools and tables of parameter sets, both CSV."""

from __future__ import annotations

import contextlib
import io
import random
from pathlib import Path

from fuzzing.case import ACCEPT, EITHER, REFUSE, Case, short
from fuzzing.changing import TOKENS, changed_bytes
from sim.cli import main
from sim.district import District
from sim.study.parameter_sets import find_sets

SCHOOLS = (
    "school,enrollment,low_income_share,teachers,level\nA Elementary,400,0.6,25,elementary\n"
    "B Elementary,380,0.3,22,elementary\nC Middle,600,0.5,35,middle\nD High,1100,0.4,60,high\n"
    "E Elementary,300,0.8,19,\n"
)
WRONG_SCHOOLS = (
    ("nothing", ""),
    ("only names of columns", "school,enrollment\n"),
    ("no enrollment", "school,teachers\nA,20\n"),
    ("no school", "enrollment,teachers\n400,20\n"),
    ("enrollment below nought", SCHOOLS.replace("400,", "-400,")),
    ("enrollment in words", SCHOOLS.replace("400,", "many,")),
    ("a share of six", SCHOOLS.replace("0.6", "6.0")),
    ("a quotation mark without partner", SCHOOLS.replace("A Elem", '"A Elem')),
    ("a NUL", SCHOOLS.replace("400", "4\00")),
    ("teachers in words", SCHOOLS.replace(",25,", ",many,")),
    ("an enrollment without end", SCHOOLS.replace("400", "9" * 400)),
    ("a row too long", SCHOOLS.replace("25,elementary", "25,elementary,1,2,3")),
)
WRONG_MEANINGS = (
    ("a total", SCHOOLS + "Total,2780,0.5,161,\n"),
    ("a district", SCHOOLS + "District total,2780,0.5,161,\n"),
    ("an average", SCHOOLS + "Average,556,0.52,32,\n"),
    ("a row that is the sum of others", SCHOOLS + "Z School,2780,0.5,161,\n"),
)
"""Legal cells that mean something else."""

SAID = "castle"
UNKNOWN_LEVEL = SCHOOLS.replace("middle\n", f"{SAID}\n")
"""A level that does not exist is no reason to stop; but it has to be said."""

RIGHT_SCHOOLS = (SCHOOLS, SCHOOLS.replace("\n", "\r\n"), "\ufeff" + SCHOOLS, SCHOOLS.replace("A Elem", "Ä Elem"))

SETS = "prior,coach_half_dose,drop_rate\n0.4,{dose},{drop}\n0.35,{dose},{drop}\n"
"""Filled with values of the registry below."""


def _sets() -> str:
    from sim.foundation.parameters import registry

    known = registry()
    return SETS.format(dose=f"{known['coach_half_dose'].value:g}", drop=f"{known['drop_rate'].value:g}")


def school_case(rng: random.Random) -> Case:
    """Make a case of a file of schools."""
    way = rng.randrange(10)
    must, why = EITHER, ""
    written: str | bytes
    if way < 3:
        why, written = rng.choice(WRONG_SCHOOLS + WRONG_MEANINGS)
        must = REFUSE
    elif way == 3:
        must, written = ACCEPT, rng.choice((*RIGHT_SCHOOLS, UNKNOWN_LEVEL))
    elif way < 6:
        rows = [line.split(",") for line in SCHOOLS.splitlines()]
        row = rng.choice(rows)
        row[rng.randrange(len(row))] = rng.choice(TOKENS)
        written = "\n".join(",".join(row) for row in rows) + "\n"
    else:
        written = changed_bytes(rng, SCHOOLS)
    raw = written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")
    by_command = rng.random() < 0.3

    def play(folder: Path) -> str | None:
        path = folder / "ours.csv"
        path.write_bytes(raw)
        if not by_command:
            receipt = District.from_csv(path).provenance.receipt()
            if written == UNKNOWN_LEVEL and SAID not in "".join(receipt):
                raise AssertionError("a level that does not exist is passed over in silence")
            return None
        return answered(["districts", str(path)])

    return Case("file of schools", short(raw), play, must, why, ("ours.csv",))


def sets_case(rng: random.Random) -> Case:
    """Make a case of a table of parameter sets."""
    text = _sets()
    wrong: tuple[tuple[str, str | bytes], ...] = (
        ("nothing", ""),
        ("only names", text.splitlines()[0] + "\n"),
        ("an unknown parameter", text.replace("prior", "priors")),
        ("a parameter twice", text.replace("drop_rate", "prior")),
        ("outside the range", text.replace("0.35", "0.9")),
        ("far outside", text.replace("0.35", "1e308")),
        ("not a number", text.replace("0.35", "nan")),
        ("words", text.replace("0.35", "much")),
        ("a decimal comma", text.replace("0.35", '"0,35"')),
        ("an empty cell", text.replace("0.35", "")),
        ("a cell too many", text.replace("0.35", "0.35,1")),
        ("a cell too few", text.replace("0.35,", "")),
        ("latin-1", b"pr\xefor\n0.4\n"),
        ("a cell without end", text.replace("0.35", "0" * 200_000)),
        ("semicolons", text.replace(",", ";")),
        ("a quotation mark without partner", text.replace("0.35", '"0.35')),
        ("a NUL", text.replace("0.35", "0.3\0")),
        ("a name in two lines", text.replace("prior", '"pri\nor"')),
        ("no name for a column", text.replace("prior", "")),
        ("a number without end", text.replace("0.35", "9" * 5_000)),
    )
    way = rng.randrange(4)
    must, why = EITHER, ""
    written: str | bytes
    if way < 2:
        must = REFUSE
        why, written = rng.choice(wrong)
    elif way == 2 and rng.random() < 0.3:
        must, written = ACCEPT, rng.choice((text, "\ufeff" + text, text.replace("\n", "\r\n"), text + "\n\n"))
    else:
        written = changed_bytes(rng, text)
    raw = written if isinstance(written, bytes) else written.encode("utf-8", "surrogatepass")

    def play(folder: Path) -> None:
        path = folder / "sets.csv"
        path.write_bytes(raw)
        find_sets(str(path))

    return Case("table of sets", short(raw), play, must, why, ("sets.csv",))


def answered(typed: list[str]) -> str | None:
    """Type a command; return what it was refused with, or None."""
    said = io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
        code = main(typed)
    if code == 0:
        return None
    message = said.getvalue()
    if code != 2 or not message.startswith("bothways: ") or not message.endswith("\n"):
        raise AssertionError(f"exit code {code}, and standard error holds {message[:500]!r}")
    return message[len("bothways: ") : -1]
