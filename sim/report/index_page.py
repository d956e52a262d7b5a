"""The page of a folder of results: the figures beside what was found, and where the tables are.

One file without scripts and without anything from the network. Names are free text and are escaped everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sim.foundation.errors import OutputError
from sim.report.lettering import clean, shorten
from sim.report.saving import write_whole
from sim.report.words import NOTE, join

if TYPE_CHECKING:
    from sim.report.drawings import Drawing
    from sim.report.reading import Reading
    from sim.report.saving import Drawn

__all__ = ["INDEX", "Findings", "write_index"]

INDEX = "index.html"
TABLES: Mapping[str, str] = {
    "findings.txt": "what was found, in sentences",
    "summary.csv": "every outcome of every strategy",
    "differences.csv": "every difference between two strategies, with its interval",
    "exposure.csv": "what each difference depends on",
    "runs.csv": "every outcome of every run",
    "monthly.parquet": "the district, month by month",
    "schools.csv": "every school: its state at the end and its last year",
    "school_years.parquet": "every school, year by year, for programs",
    "columns.csv": "what every column of these tables means",
    "config.yaml": "what was run",
    "provenance.json": "which inputs were real, which were generated, and with which version",
}

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #1a1a1a;
  background: #fff; }
main { max-width: 86rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .5rem 0; }
.note { border-left: .3rem solid #767676; padding: .25rem .75rem; background: #f4f4f4; }
.first { font-weight: 600; }
figure { margin: 0 0 2rem; }
figure img { display: block; width: 100%; height: auto; border: 1px solid #d0d0d0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); column-gap: 2rem; }
@media (min-width: 64rem) { .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
@media print { .columns { display: block; } figure { break-inside: avoid; } main { padding: 0; } }
"""


@dataclass(frozen=True)
class Findings:
    """What was found, in sentences.

    Attributes
    ----------
    first : sequence of str
        What stands before everything else.
    sentences : sequence of str
        All sentences; one that ends in a colon heads those after it.
    tables : collection of str
        Names of the files beside the page.
    """

    first: Sequence[str]
    sentences: Sequence[str]
    tables: Collection[str] = ()


def write_index(
    folder: Path,
    reading: Reading,
    found: Findings,
    drawings: Iterable[Drawing],
    drawn: Drawn,
) -> Path:
    """Write the page.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of results.
    reading : Reading
        The comparison.
    found : Findings
        The sentences.
    drawings : iterable of Drawing
        The figures that were asked for.
    drawn : Drawn
        What came of them.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    names = reading.labels.values()
    title = f"{shorten(' and '.join(names), 120)}: {shorten(clean(reading.place), 120)}"
    there = [name for name in TABLES if name in found.tables]
    shown = [drawing for drawing in drawings if drawing.name in drawn.files]
    page = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        f"<h1>{_text(_headline(list(names)))}</h1>",
        f"<p>{_text(_what_was_run(reading))}</p>",
        f'<p class="note"><strong>{_text(NOTE)}</strong> Use it to ask better questions, not to predict.</p>',
        *([f'<p class="note">{_text(reading.low_income_made_up)}</p>'] if reading.low_income_made_up else []),
        *(f'<p class="first">{_text(sentence)}</p>' for sentence in found.first),
        '<div class="columns">',
        "<section>",
        "<h2>Figures</h2>",
        *_figures(shown, drawn, folder),
        *_not_shown(drawn),
        "</section>",
        "<section>",
        *_sentences(found),
        *_receipt(reading.receipt),
        "<h2>Tables</h2>",
        "<ul>",
        *(f'<li><a href="{quote(name)}">{_text(name)}</a>: {_text(TABLES[name])}</li>' for name in there),
        "</ul>",
        "<h2>More figures</h2>",
        f"<p>{_text(_more())}</p>",
        "</section>",
        "</div>",
        "</main>",
        "</body>",
        "</html>",
    ]
    path = folder / INDEX
    try:
        write_whole(path, "\n".join(page) + "\n")
    except OSError as reason:
        raise OutputError(f"{path} cannot be written: {reason.strerror or reason}. The tables are there.") from reason
    return path


def _text(text: str) -> str:
    """Escape free text; what cannot be seen or turns the reading direction is left out."""
    return escape(clean(text), quote=True)


def _headline(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"What {names[0]} does"
    return f"{names[0][:1].upper()}{names[0][1:]} compared with {join(names[1:])}"


def _what_was_run(reading: Reading) -> str:
    years = "1 year" if reading.years == 1 else f"{reading.years} years"
    runs = "1 run" if reading.runs == 1 else f"{reading.runs} runs"
    future = f" Future: {reading.future}." if reading.future else ""
    return f"{reading.place}; {years}; {runs} per strategy.{future}"


def _figures(shown: Sequence[Drawing], drawn: Drawn, folder: Path) -> list[str]:
    lines = []
    for drawing in shown:
        path = drawn.files[drawing.name]
        link = "/".join(quote(part) for part in path.relative_to(folder).parts)
        lines.append(f'<figure id="{_text(drawing.name)}">')
        lines.append(f"<h3>{_text(drawing.title)}</h3>")
        if path.suffix == ".pdf":  # no browser shows it in place
            lines.append(f'<p><a href="{link}">{_text(path.name)}</a></p>')
            lines.append(f"<figcaption>{_text(drawing.describe())}</figcaption>")
        else:
            lines.append(f'<a href="{link}"><img src="{link}" alt="{_text(drawing.describe())}"></a>')
        lines.append("</figure>")
    return lines or ["<p>No figures were drawn.</p>"]


def _not_shown(drawn: Drawn) -> list[str]:
    lines = []
    if drawn.left_out:
        lines += ["<h3>Left out, because these runs give nothing to show</h3>", "<ul>"]
        lines += [f"<li>{_text(name)}: {_text(why)}</li>" for name, why in drawn.left_out.items()] + ["</ul>"]
    if drawn.failed:
        lines += ["<h3>Could not be drawn</h3>", "<ul>"]
        lines += [f"<li>{_text(name)}: {_text(why)}</li>" for name, why in drawn.failed.items()] + ["</ul>"]
    return lines


def _sentences(found: Findings) -> list[str]:
    if not found.sentences:
        return []
    first = set(found.first)
    lines = ["<h2>What was found</h2>"]
    head = ""
    for sentence in found.sentences:
        if sentence.endswith(":"):
            head = sentence
            lines.append(f"<h3>{_text(sentence.rstrip(':'))}</h3>")
        elif sentence not in first and f"{head} {sentence}" not in first:
            lines.append(f"<p>{_text(sentence)}</p>")
    return lines


def _receipt(lines: Sequence[str]) -> list[str]:
    """Show what was read from a file of the user's own; a line that is not indented heads those after it."""
    if not lines:
        return []
    shown = [
        f"<li>{_text(line)}</li>" if line.startswith(" ") else f"</ul><h3>{_text(line)}</h3><ul>" for line in lines
    ]
    return ["<h2>Your file</h2>", "<ul>", *shown, "</ul>"]


def _more() -> str:
    return (
        "Every outcome has a figure over time, and every strategy one against the first with more outcomes. In this "
        "folder, type: bothways figures ."
    )
