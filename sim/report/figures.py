"""Figures of a comparison, one function each; `sim.report.drawings` names them, `sim.report.saving` writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sim.foundation.errors import SettingsError
from sim.report.exposure_figure import draw_exposure
from sim.report.over_time import draw_over_time, draw_over_time_into
from sim.report.paired import draw_differences, draw_differences_into
from sim.report.reading import Reading
from sim.report.trade_off import draw_trade_off, draw_trade_off_into
from sim.report.use_and_depth import draw_use_and_depth, draw_use_and_depth_into
from sim.report.wishes import wish_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sim.study import Comparison, Exposure

__all__ = ["plot_differences", "plot_exposure", "plot_outcome", "plot_trade_off", "plot_use_and_depth"]

_OPTIONS = ("ax", "title", "figsize")


def plot_outcome(
    comparison: Comparison,
    outcome: str,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure | Axes:
    """Draw an outcome over the years for all strategies, with bands over runs.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    outcome : str
        An outcome that has a value each month.
    ax : matplotlib.axes.Axes, optional
        Axes of your own to draw into.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches, where a figure is made.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.axes.Axes
        `ax` where it was given, else a new figure that is not tied to pyplot; save it with ``figure.savefig(path)``.

    Raises
    ------
    SettingsError
        When the outcome is unknown, has no monthly values or does not apply, or an option is not allowed.
    """
    wish = wish_of(title, figsize, unknown, _OPTIONS)
    if ax is not None:
        return draw_over_time_into(_axes(ax, figsize), Reading(comparison), outcome, wish.title)
    return draw_over_time(Reading(comparison), outcome, wish)


def plot_differences(
    comparison: Comparison,
    a: str,
    b: str,
    outcomes: Iterable[str] | None = None,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure | Axes:
    """Draw the paired differences `a` minus `b` with 95 % intervals.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    a, b : str
        Two of its strategies.
    outcomes : iterable of str, optional
        Which outcomes; the headlines when not given. Into `ax` go outcomes of one unit.
    ax : matplotlib.axes.Axes, optional
        Axes of your own to draw into.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches, where a figure is made.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.axes.Axes
        `ax` where it was given, else a new figure that is not tied to pyplot; save it with ``figure.savefig(path)``.

    Raises
    ------
    SettingsError
        When a name is unknown, nothing can be compared, or an option is not allowed.
    """
    wish = wish_of(title, figsize, unknown, _OPTIONS)
    wanted = None if outcomes is None else list(outcomes)
    if ax is not None:
        return draw_differences_into(_axes(ax, figsize), Reading(comparison), a, b, wanted, wish.title)
    return draw_differences(Reading(comparison), a, b, wanted, wish)


def plot_trade_off(
    comparison: Comparison,
    x: str | None = None,
    y: str | None = None,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure | Axes:
    """Draw the runs in the plane of two outcomes, equity and sustainability unless others are named.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    x, y : str, optional
        Outcomes.
    ax : matplotlib.axes.Axes, optional
        Axes of your own to draw into.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches, where a figure is made.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.axes.Axes
        `ax` where it was given, else a new figure that is not tied to pyplot; save it with ``figure.savefig(path)``.

    Raises
    ------
    SettingsError
        When an outcome is unknown or applies to no run, or an option is not allowed.
    """
    wish = wish_of(title, figsize, unknown, _OPTIONS)
    if ax is not None:
        return draw_trade_off_into(_axes(ax, figsize), Reading(comparison), x, y, wish.title)
    return draw_trade_off(Reading(comparison), x, y, wish)


def plot_use_and_depth(
    comparison: Comparison,
    *,
    ax: Axes | None = None,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure | Axes:
    """Draw how many teachers use it, split into deep, in between and surface, for each strategy.

    Parameters
    ----------
    comparison : Comparison
        What `sim.compare` gave.
    ax : matplotlib.axes.Axes, optional
        Axes of your own to draw into.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches, where a figure is made.

    Returns
    -------
    matplotlib.figure.Figure or matplotlib.axes.Axes
        `ax` where it was given, else a new figure that is not tied to pyplot; save it with ``figure.savefig(path)``.

    Raises
    ------
    SettingsError
        When `ax` is given for several strategies, which need a panel each, or an option is not allowed.
    """
    wish = wish_of(title, figsize, unknown, _OPTIONS)
    if ax is not None:
        return draw_use_and_depth_into(_axes(ax, figsize), Reading(comparison), wish.title)
    return draw_use_and_depth(Reading(comparison), wish)


def plot_exposure(
    exposure: Exposure,
    a: str,
    b: str,
    outcome: str,
    *,
    title: str | None = None,
    figsize: tuple[float, float] | None = None,
    **unknown: object,
) -> Figure:
    """Draw where the variance of the difference `a` minus `b` comes from, and the parameters that it goes with most.

    Parameters
    ----------
    exposure : Exposure
        What `sim.guess_exposure` gave.
    a, b, outcome : str
        Two of its strategies and an outcome.
    title : str, optional
        In place of the usual title.
    figsize : tuple of float, optional
        Width and height in inches.

    Returns
    -------
    matplotlib.figure.Figure
        Not tied to pyplot. It has two panels, and so no `ax`.

    Raises
    ------
    SettingsError
        When the outcome does not apply or never differs, or an option is not allowed.
    """
    return draw_exposure(exposure, a, b, outcome, wish_of(title, figsize, unknown, _OPTIONS[1:]))


def _axes(ax: object, figsize: object) -> Axes:
    """Refuse what is no Axes, and a size for a figure that is the caller's own."""
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise SettingsError(
            f"ax={type(ax).__name__}: it must be one matplotlib Axes, as `figure.add_subplot()` or `plt.subplots()` "
            "gives; of an array of Axes name one."
        )
    if figsize is not None:
        raise SettingsError("figsize goes with a new figure; the size of axes of your own is that of your own figure.")
    return ax
