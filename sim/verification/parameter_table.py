"""The registry as a page: ``python -m sim.verification.parameter_table`` writes ``docs/parameters.md`` anew.

It also writes down who reads what (``read_by.csv`` beside this file), so that the command line can say it at once.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from sim.foundation.parameters import Parameter, registry
from sim.foundation.registry import DISTRIBUTIONS, GRADES
from sim.verification.kept import kept_readers
from sim.verification.readers import Reader, readers

__all__ = ["page", "read_by", "table"]

_FILE = Path("docs") / "parameters.md"
_HEAD = "| parameter | value | range | drawn | unit | grade | meaning | source | read by |"
_TOP = """\
# Parameters

<!-- Made by: python -m sim.verification.parameter_table. Edit sim/foundation/parameters.csv, not this page. -->

Every number that a rule reads: {count} in all, {counts}. They stand in `sim/foundation/parameters.csv`; who reads them,
and in which phase of the month, is found in the code. What a district has to work with (money, staffing, leadership)
is not here but in [strategies.md](strategies.md).

| grade | what it says |
|---|---|
{grades}

| drawn | what it says |
|---|---|
{drawn}

These four are enough for what is known. Where nobody has measured anything, a shape with a peak or long tails would
claim knowledge; the range is the claim, and the value its middle in the sense of a median. A published figure is a best
guess with honest ends. Only counted or computed figures have an error that statistics can speak of.
"""


def page() -> str:
    """Write the registry as Markdown, by the file that reads a parameter first.

    Returns
    -------
    str
        The whole page.
    """
    rows, who = registry(), readers()
    by_file: dict[str, list[Parameter]] = {}
    for row in rows.values():
        file = who[row.name][0].file if who[row.name] else "read by nobody"
        by_file.setdefault(file, []).append(row)
    grades = Counter(row.grade for row in rows.values())
    counts = ", ".join(f"{grades[grade]} {grade}" for grade in GRADES)
    grade_rows = "\n".join(f"| {grade} | {says} |" for grade, says in GRADES.items())
    drawn_rows = "\n".join(f"| {name} | {says} |" for name, says in DISTRIBUTIONS.items())
    lines = _TOP.format(count=len(rows), counts=counts, grades=grade_rows, drawn=drawn_rows).splitlines()
    for file in sorted(by_file):
        lines += ["", f"## `{file}`", "", _HEAD, "|---|---:|---|---|---|---|---|---|---|"]
        lines += [_line(row, who[row.name]) for row in by_file[file]]
    return "\n".join(lines) + "\n"


def table() -> str:
    """Write who reads each parameter, as CSV."""
    return "parameter,read_by\n" + "".join(f'{name},"{read_by(found)}"\n' for name, found in readers().items())


def read_by(found: tuple[Reader, ...]) -> str:
    """Name the functions that read a parameter, with the phases in which they run.

    Parameters
    ----------
    found : tuple of Reader
        From :func:`~sim.verification.readers.readers`.

    Returns
    -------
    str
        For instance ``takes_up (decide)``.
    """
    return "; ".join(f"{reader.function} ({', '.join(reader.phases)})" for reader in found)


def _line(row: Parameter, found: tuple[Reader, ...]) -> str:
    links = "; ".join(f"[{r.function}](../{r.file}) ({', '.join(r.phases)})" for r in found)
    cells = (f"`{row.name}`", f"{row.value:g}", f"{row.low:g} to {row.high:g}", row.distribution, row.unit, row.grade)
    texts = [text.replace("|", "\\|") for text in (row.meaning, row.source)]
    return "| " + " | ".join([*cells, *texts, links]) + " |"


def main() -> None:
    """Write the page below the folder in which the command is given."""
    if not _FILE.parent.is_dir():
        sys.exit(f"{_FILE.parent} was not found here ({Path.cwd()}); give this command in the project's folder.")
    _FILE.write_text(page(), encoding="utf-8")
    kept_readers().write_text(table(), encoding="utf-8")
    sys.stdout.write(f"wrote {_FILE} and {kept_readers().name}\n")


if __name__ == "__main__":
    main()
