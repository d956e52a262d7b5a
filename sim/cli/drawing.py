"""Figures and the page that shows them: at the end of a run, and later from its folder (``bothways figures``)."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.cli.progress import progress
from sim.foundation.errors import OutputError, SettingsError
from sim.foundation.json_file import read_json
from sim.study.places import expanded
from sim.study.written import one_line

if TYPE_CHECKING:
    from sim.report.drawings import Drawing
    from sim.report.index_page import Findings
    from sim.report.reading import Reading
    from sim.report.saving import Drawn
    from sim.study import Comparison
    from sim.study.written import Written

__all__ = ["draw", "figures_command", "lines_about", "write_about"]

SUMMARY = "summary.json"
AGAIN = "The tables are there. Draw figures again, without running again: bothways figures FOLDER"


def write_about(written: Written, comparison: Comparison) -> None:
    """Write what it takes to draw more figures later, beside the tables.

    Parameters
    ----------
    written : Written
        Takes the file.
    comparison : Comparison
        What was run.
    """
    from sim.report.from_folder import ABOUT, about
    from sim.report.reading import Reading

    written.file(
        ABOUT,
        lambda path: path.write_text(json.dumps(about(Reading(comparison)), indent=1) + "\n", encoding="utf-8"),
    )


def draw(
    written: Written,
    comparison: Comparison,
    found: Findings,
    which: str = "headlines",
    kind: str = "png",
    tell: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Write figures, and the page that shows them beside what was found.

    Parameters
    ----------
    written : Written
        Takes the files; what fails is noted there.
    comparison : Comparison
        What was run.
    found : Findings
        The sentences for the page.
    which : str
        ``"all"``, ``"headlines"`` or ``"none"``.
    kind : str
        ``"png"``, ``"svg"`` or ``"pdf"``.
    tell : callable, optional
        Told how many are done and how many there are.

    Returns
    -------
    list of str
        One line per figure that these runs cannot fill; nothing raises, for the tables are worth more.
    """
    from sim.report.drawings import drawings_of
    from sim.report.reading import Reading
    from sim.report.saving import Drawn

    drawn = Drawn()

    def everything(folder: Path) -> None:
        nonlocal drawn
        reading = Reading(comparison)
        drawings = list(drawings_of(reading).values())
        wanted = [each for each in drawings if which == "all" or (which == "headlines" and each.headline)]
        drawn = _figures_and_page(folder, reading, found, wanted, kind, tell)

    written.several(everything)
    for name, why in drawn.failed.items():
        written.problem(name, f"could not be written ({why})", AGAIN)
    return [f"Left out: {name}: {why}" for name, why in drawn.left_out.items()]


def _figures_and_page(
    folder: Path,
    reading: Reading,
    found: Findings,
    wanted: list[Drawing],
    kind: str,
    tell: Callable[[int, int], None] | None,
) -> Drawn:
    from sim.report.saving import Drawn, draw_figures

    drawn = Drawn()
    if wanted:
        (folder / "figures").mkdir()
        gc.freeze()  # what the runs left in memory is not searched again and again while figures are made
        _own_look()
        try:
            drawn = draw_figures(wanted, folder / "figures", kind, tell)
        finally:
            gc.unfreeze()
    _page(folder, reading, found, wanted, drawn)
    return drawn


def _own_look() -> None:
    """Forget how a matplotlibrc of this machine or folder would have figures look."""
    from sim.report.plain_figure import forget_settings

    forget_settings()


def _page(folder: Path, reading: Reading, found: Findings, drawings: Sequence[Drawing], drawn: Drawn) -> None:
    from sim.report.index_page import INDEX, write_index

    try:
        write_index(folder, reading, found, drawings, drawn)
    except Exception as reason:  # noqa: BLE001 - the figures are worth more than the page
        drawn.failed[INDEX] = f"{type(reason).__name__}: {one_line(reason)}"


def lines_about(drawn: Drawn) -> list[str]:
    """Report what is not there.

    Parameters
    ----------
    drawn : Drawn
        What came of drawing.

    Returns
    -------
    list of str
        One line per figure that was left out or failed, and what to do.
    """
    lines = [f"Left out: {name}: {why}" for name, why in drawn.left_out.items()]
    lines += [f"Not written: {name}: {why}" for name, why in drawn.failed.items()]
    if drawn.failed:
        lines.append(AGAIN)
    return lines


def figures_command(typed: Sequence[str]) -> None:
    """Draw figures from a folder of results, without running anything.

    Parameters
    ----------
    typed : sequence of str
        The folder, then names of figures (all when none is named), ``kind=svg`` and ``out=FOLDER``.

    Raises
    ------
    SettingsError
        For a folder without results, or an unknown name or setting.
    OutputError
        When figures cannot be written.
    """
    from sim.report.drawings import drawings_of, find_drawing
    from sim.report.from_folder import read_folder
    from sim.report.saving import draw_figures

    folder, names, kind, out = _read(typed)
    reading = read_folder(folder)
    drawings = drawings_of(reading)
    if names in ([], ["all"]):
        wanted = list(drawings.values())
    elif names == ["headlines"]:
        wanted = [each for each in drawings.values() if each.headline]
    else:
        wanted = [find_drawing(name, drawings) for name in names]
    target = folder / "figures" if out is None else out
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise OutputError(
            f"figures cannot be written to {target}: {reason.strerror}. Name another with out=FOLDER."
        ) from reason
    _own_look()
    with progress("Drawing") as tell:
        drawn = draw_figures(wanted, target, kind, tell)
    count = len(drawn.files)
    if out is None:
        _page_of_all(folder, reading, drawings, drawn)
    for line in lines_about(drawn):
        print(line)
    print(f"{'1 figure' if count == 1 else f'{count} figures'} written into {target}")
    if drawn.failed:
        raise OutputError(
            f"{len(drawn.failed)} files could not be written into {target}: see above. Name another with out=FOLDER."
        )


def _page_of_all(folder: Path, reading: Reading, drawings: dict[str, Drawing], drawn: Drawn) -> None:
    """Show on the page all figures that are in the folder, those drawn before too."""
    from sim.report.index_page import INDEX, Findings
    from sim.report.saving import FORMATS

    for name in drawings:
        kinds = (folder / "figures" / f"{name}.{kind}" for kind in FORMATS)
        before = next((path for path in kinds if path.is_file()), None)
        if before is not None:
            drawn.files.setdefault(name, before)
    try:
        summary: dict[str, Any] = read_json(folder / SUMMARY)
        tables = [path.name for path in folder.iterdir()]
        found = Findings(summary.get("first", []), summary.get("findings", []), tables)
    except (OSError, ValueError) as reason:
        drawn.failed[INDEX] = f"{SUMMARY} cannot be read: {reason}"
    else:
        _page(folder, reading, found, list(drawings.values()), drawn)


def _read(typed: Sequence[str]) -> tuple[Path, list[str], str, Path | None]:
    from sim.report.saving import check_kind

    kind, out, plain = "png", None, []
    for text in typed:
        name, equals, value = text.partition("=")
        if not equals or Path(text).exists():
            plain.append(text)
        elif name in {"kind", "figures_format"}:
            kind = check_kind(value)
        elif name in {"out", "output"} and value:
            out = expanded(value)
        else:
            raise SettingsError(f"'{text}': figures takes a folder, names of figures, kind=png|svg|pdf and out=FOLDER.")
    if not plain:
        raise SettingsError(
            "name the folder of results to draw from, for instance: bothways figures our_results. "
            "See: bothways figures --help"
        )
    return expanded(plain[0]), plain[1:], kind, out
