"""How ``bothways compare`` checks what its differences depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.cli.progress import progress

if TYPE_CHECKING:
    from sim.cli.choices import Choices
    from sim.cli.settings import Settings
    from sim.study import Comparison

__all__ = ["exposed"]


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
        with progress("Checking assumptions, a quick look") as tell:
            found = quick_exposure(
                comparison,
                components=settings.components,
                rules=choices.rules,
                threads=settings.threads,
                progress=tell,
                store=settings.store,
            )
        return with_exposure(comparison, found)
    with progress("Checking assumptions") as tell:
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
