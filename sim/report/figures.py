"""All figures of a comparison: make one, or write them all into a folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundation.errors import OutputError, SettingsError, unknown
from sim.outcomes import OUTCOMES
from sim.report.exposure_figure import draw_exposure
from sim.report.over_time import draw_over_time
from sim.report.paired import draw_differences
from sim.report.questions import HEADLINES
from sim.report.reading import Reading
from sim.report.trade_off import draw_trade_off
from sim.report.use_and_depth import draw_use_and_depth

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sim.study import Comparison, Exposure

__all__ = [
    "figure_names", "plot_differences", "plot_exposure", "plot_outcome", "plot_trade_off", "plot_use_and_depth",
    "save_figure", "write_figures",
]  # fmt: skip

FORMATS = ("png", "svg", "pdf")
_DOTS_PER_INCH = 150
_TRADE_OFF, _USE, _OVER_TIME, _AGAINST = "equity_against_sustainability", "use_and_depth", "over_time_", "differences_"


def plot_outcome(comparison: Comparison, outcome: str) -> Figure:
    """Draw an outcome over the years for all strategies, with bands over runs.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    outcome : str
        An outcome that has a value each month.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot; save it with ``figure.savefig(path)``.

    Raises
    ------
    SettingsError
        When the outcome is unknown or has no monthly values.
    """
    return draw_over_time(Reading(comparison), outcome)


def plot_differences(comparison: Comparison, a: str, b: str, outcomes: Iterable[str] | None = None) -> Figure:
    """Draw the paired differences `a` minus `b` with 95 % intervals.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    a, b : str
        Two of its strategies.
    outcomes : iterable of str, optional
        Which outcomes; the headlines when not given.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.
    """
    return draw_differences(Reading(comparison), a, b, None if outcomes is None else list(outcomes))


def plot_trade_off(comparison: Comparison, x: str | None = None, y: str | None = None) -> Figure:
    """Draw the runs in the plane of two outcomes, equity and sustainability unless others are named.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    x, y : str, optional
        Outcomes.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.
    """
    return draw_trade_off(Reading(comparison), x, y)


def plot_exposure(exposure: Exposure, a: str, b: str, outcome: str) -> Figure:
    """Draw where the variance of the difference `a` minus `b` comes from, and the parameters that it goes with most.

    Parameters
    ----------
    exposure : Exposure
        What `sim.guess_exposure` gave.
    a, b, outcome : str
        Two of its strategies and an outcome.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.
    """
    return draw_exposure(exposure, a, b, outcome)


def plot_use_and_depth(comparison: Comparison) -> Figure:
    """Draw how many teachers use it, split into deep, in between and surface, for each strategy.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot.
    """
    return draw_use_and_depth(Reading(comparison))


def _drawers(reading: Reading) -> dict[str, Callable[[], Figure]]:
    """Name every figure that this comparison allows, most telling first; nothing is drawn yet."""
    found: dict[str, Callable[[], Figure]] = {}
    first = reading.names[0]
    for other in reading.names[1:]:
        found[f"{_AGAINST}{first}_minus_{other}"] = partial(draw_differences, reading, first, other)
    found[_TRADE_OFF] = partial(draw_trade_off, reading)
    found[_USE] = partial(draw_use_and_depth, reading)
    for outcome in OUTCOMES.values():
        if outcome.series is not None:
            found[f"{_OVER_TIME}{outcome.name}"] = partial(draw_over_time, reading, outcome.name)
    return found


def figure_names(comparison: Comparison, *, headlines: bool = False) -> list[str]:
    """List the figures that `write_figures` can write for this comparison.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    headlines : bool, optional
        Leave out the figures over time of outcomes that are not among the headlines.

    Returns
    -------
    list of str
        Names, most telling first.
    """
    names = _drawers(Reading(comparison))
    wanted = {f"{_OVER_TIME}{outcome}" for outcome in HEADLINES}
    return [name for name in names if not headlines or not name.startswith(_OVER_TIME) or name in wanted]


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
        The files, in order. A figure that these runs cannot fill raises when it was asked for by name, and is left
        out when all are written.

    Raises
    ------
    SettingsError
        When a name or a kind is unknown.
    OutputError
        When the folder cannot be written.
    """
    if kind not in FORMATS:
        raise SettingsError(unknown("kind of figure", kind, FORMATS))
    drawers = _drawers(Reading(comparison))
    chosen = list(drawers) if names is None else [_resolve(name, drawers) for name in names]
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise OutputError(f"figures cannot be written to {target}: {reason.strerror}. Name another folder.") from reason
    written = []
    for name in chosen:
        try:
            figure = drawers[name]()
        except SettingsError:
            if names is not None:
                raise
            continue
        written.append(save_figure(figure, target / f"{name}.{kind}"))
    return written


def _resolve(name: str, drawers: dict[str, Callable[[], Figure]]) -> str:
    for full in (name, f"{_OVER_TIME}{name}"):
        if full in drawers:
            return full
    raise SettingsError(unknown("figure", name, drawers))


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
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}_", suffix=path.suffix)
        os.close(handle)
        try:
            quick: dict[str, Any] = {"pil_kwargs": {"compress_level": 3}} if path.suffix == ".png" else {}
            figure.savefig(draft, dpi=_DOTS_PER_INCH, metadata=_still(path.suffix), **quick)
            Path(draft).chmod(0o644)
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as reason:
        raise OutputError(f"the figure {path} cannot be written: {reason.strerror}. Name another folder.") from reason
    return path


def _still(suffix: str) -> dict[str, str | None]:
    """Leave the date out, so that the same results give the same file."""
    dated = {".svg": "Date", ".pdf": "CreationDate"}
    return {dated[suffix]: None} if suffix in dated else {}
