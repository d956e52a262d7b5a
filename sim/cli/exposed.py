"""How ``bothways compare`` looks at what its differences hang on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.progress import progress

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.cli.settings import Settings
    from sim.study import Comparison

__all__ = ["draw_exposures", "exposed"]


def exposed(settings: Settings, choices: Choices, comparison: Comparison) -> Comparison:
    """Look at the exposure of a comparison as the settings ask for it.

    Parameters
    ----------
    settings : Settings
        With ``exposure``: ``"quick"``, ``"none"`` or a number of pairs.
    choices : Choices
        What was compared.
    comparison : Comparison
        The comparison itself.

    Returns
    -------
    Comparison
        The same, with its exposure where that was looked at.
    """
    from sim.study import guess_exposure, quick_exposure, with_exposure

    if settings.exposure == "none" or settings.command != "compare" or len(choices.strategies) < 2:
        return comparison
    if settings.exposure == "quick":
        if settings.sets is not None:  # the comparison itself ran over sets
            return comparison
        with progress("What it hangs on, a quick look") as tell:
            found = quick_exposure(
                comparison,
                components=settings.components,
                rules=choices.rules,
                threads=settings.threads,
                progress=tell,
                store=settings.store,
            )
        return with_exposure(comparison, found)
    with progress("What it hangs on") as tell:
        found = guess_exposure(
            choices.strategies,
            choices.district,
            pairs=int(settings.exposure),
            sets=choices.parameter_sets,
            years=settings.years,
            seed=settings.seed,
            future=choices.future,
            parameters=settings.parameters,
            beyond_range=settings.beyond_range,
            components=settings.components,
            rules=choices.rules,
            threads=settings.threads,
            progress=tell,
            store=settings.store,
            comparison=comparison,
        )
    return with_exposure(comparison, found)


def draw_exposures(comparison: Comparison, folder: Path, tell: Callable[[int, int], None] | None = None) -> None:
    """Draw what the differences of a full exposure hang on, one figure a theme and pair.

    Parameters
    ----------
    comparison : Comparison
        With its exposure, or without; then nothing is drawn.
    folder : pathlib.Path
        Where to.
    tell : callable, optional
        Told how many are done and how many there are.
    """
    from sim.report import save_figure, theme_outcomes
    from sim.report.exposure_figure import draw_exposure

    exposure = comparison.exposure
    if exposure is None or exposure.quick:
        return
    first, *others = comparison.names
    wanted = [(other, outcome) for other in others for outcome in theme_outcomes(comparison, first, other)]
    for number, (other, outcome) in enumerate(wanted, start=1):
        figure = draw_exposure(exposure, first, other, outcome)
        save_figure(figure, folder / f"exposure_{outcome}_{first}_minus_{other}.png")
        if tell is not None:
            tell(number, len(wanted))
