"""Figures into files: each whole or not at all, and one that fails costs itself only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import OutputError, SettingsError, unknown
from sim.report.drawings import Drawing, drawings_of, find_drawing
from sim.report.reading import Reading

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.study import Comparison

__all__ = ["FORMATS", "Drawn", "check_kind", "draw_figures", "save_figure", "write_figures", "write_whole"]

FORMATS = ("png", "svg", "pdf")
_DOTS_PER_INCH = 130


@dataclass
class Drawn:
    """What came of drawing figures.

    Attributes
    ----------
    files : dict of str to pathlib.Path
        Figures that are there, by name.
    left_out : dict of str to str
        Figures that these runs give nothing for, by name: why.
    failed : dict of str to str
        Figures that could not be made, by name: why.
    """

    files: dict[str, Path] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def check_kind(kind: object) -> str:
    """Refuse a kind of figure that cannot be written.

    Parameters
    ----------
    kind : object
        As given.

    Returns
    -------
    str
        ``"png"``, ``"svg"`` or ``"pdf"``.

    Raises
    ------
    SettingsError
        When it is none of these.
    """
    if kind not in FORMATS:
        raise SettingsError(unknown("kind of figure", kind, FORMATS))
    return str(kind)


def draw_figures(
    drawings: Iterable[Drawing], folder: Path, kind: str = "png", tell: Callable[[int, int], None] | None = None
) -> Drawn:
    """Draw figures one by one; whatever happens to one, the others are drawn.

    Parameters
    ----------
    drawings : iterable of Drawing
        Which.
    folder : pathlib.Path
        Where to; it is there.
    kind : str
        ``"png"``, ``"svg"`` or ``"pdf"``.
    tell : callable, optional
        Told how many are done and how many there are.

    Returns
    -------
    Drawn
        Files, what was left out and what failed.
    """
    wanted, drawn = list(drawings), Drawn()
    for number, drawing in enumerate(wanted, start=1):
        try:
            drawn.files[drawing.name] = save_figure(drawing.draw(), folder / f"{drawing.name}.{kind}")
        except SettingsError as reason:
            drawn.left_out[drawing.name] = str(reason)
        except OutputError as reason:
            cause = reason.__cause__
            drawn.failed[drawing.name] = getattr(cause, "strerror", None) or str(cause)
        except Exception as reason:  # noqa: BLE001  # whatever it is: the tables and the other figures are worth more
            drawn.failed[drawing.name] = f"{type(reason).__name__}: {' '.join(str(reason).split())[:200]}"
        if tell is not None:
            tell(number, len(wanted))
    return drawn


def write_figures(
    comparison: Comparison, folder: str | Path, names: Iterable[str] | None = None, *, kind: str = "png"
) -> list[Path]:
    """Write figures into a folder, each whole or not at all.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    folder : str or pathlib.Path
        Is made when it is not there.
    names : iterable of str, optional
        Which figures (see `figure_names`); an outcome's own name stands for its figure over time. All when not given.
    kind : str
        ``"png"``, ``"svg"`` or ``"pdf"``.

    Returns
    -------
    list of pathlib.Path
        The files, in order. A figure that these runs cannot fill is left out when all are written.

    Raises
    ------
    SettingsError
        When a name or a kind is unknown, or a figure asked for by name has nothing to show.
    OutputError
        When the folder or a figure cannot be written; all others are there then.
    """
    check_kind(kind)
    drawings = drawings_of(Reading(comparison))
    chosen = list(drawings.values()) if names is None else [find_drawing(name, drawings) for name in names]
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise OutputError(f"figures cannot be written to {target}: {reason.strerror}. Name another folder.") from reason
    drawn = draw_figures(chosen, target, kind)
    if names is not None and drawn.left_out:
        raise SettingsError("; ".join(f"{name}: {why}" for name, why in drawn.left_out.items()))
    if drawn.failed:
        failed = "; ".join(f"{name} ({why})" for name, why in drawn.failed.items())
        raise OutputError(
            f"not written into {target}: {failed}. {len(drawn.files)} of {len(chosen)} figures are there. "
            "Name another folder."
        )
    return list(drawn.files.values())


def save_figure(figure: Figure, path: Path) -> Path:
    """Write a figure whole or not at all: beside the target, then renamed.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Any figure.
    path : pathlib.Path
        Where; the folder is there, and the name ends in ``.png``, ``.svg`` or ``.pdf``.

    Returns
    -------
    pathlib.Path
        The same path.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    from matplotlib import rc_context

    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".figure_", suffix=path.suffix)
        os.close(handle)
        try:
            quick: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if path.suffix == ".png" else {}
            # Text stays text, and the same results give the same file.
            with rc_context({"svg.fonttype": "none", "svg.hashsalt": path.stem, "pdf.fonttype": 42}):
                figure.savefig(draft, dpi=_DOTS_PER_INCH, metadata=_still(path.suffix), **quick)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as reason:
        raise OutputError(
            f"the figure {path} cannot be written: {reason.strerror or reason}. Name another folder."
        ) from reason
    return path


def write_whole(path: Path, text: str) -> None:
    """Write text whole or not at all: beside the target, then renamed.

    Parameters
    ----------
    path : pathlib.Path
        Where; the folder is there.
    text : str
        What; what cannot be written as UTF-8 becomes a question mark.

    Raises
    ------
    OSError
        When it cannot be written.
    """
    draft = path.with_name(f".{path.name}")
    try:
        draft.write_text(text, encoding="utf-8", errors="replace")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _still(suffix: str) -> dict[str, str | None]:
    """Leave the date out, so that the same results give the same file."""
    dated = {".svg": "Date", ".pdf": "CreationDate"}
    return {dated[suffix]: None} if suffix in dated else {}
