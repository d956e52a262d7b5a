"""Holding tensions together: what comes of the wish in a year, given the cabinet's attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from sim.foundation import decisions

if TYPE_CHECKING:
    from sim.engine.simulation import Simulation

__all__ = ["DRAW_OF", "chart_works", "chart_year"]

DRAW_OF: Final = {
    "tight_loose": 0,
    "fast_slow": 1,
    "need_readiness": 2,
    "build_buy": 3,
    "fixed_adaptive": 4,
    "bundle_modules": 5,
    "practices_failures": 6,
}
"""Which draw of a kind of decision made for every tension belongs to which; never another one later on."""


def chart_works(sim: Simulation, tension: str) -> float:
    """How much of the wish to hold a tension together comes true this year: the wish where attention hits, else 0."""
    luck = sim.luck.centre(decisions.CHART_RIGHT, sim.month, DRAW_OF[tension])
    return float(sim.rules.chart_succeeds(sim.centre.levers.charting(tension), sim.centre.quality, luck))


def chart_year(sim: Simulation) -> None:
    """What charting brings this year for the package, for sharing, and for the process of designing."""
    centre, luck, rules = sim.centre, sim.luck, sim.rules
    size = sim.components.load.size
    known = chart_works(sim, "bundle_modules")
    worth = sim.components.effect / sim.components.load
    blind = luck.even(decisions.PACKAGE_ORDER, 0, np.arange(size, dtype=np.uint64))
    ranks = zip((-blind).argsort().argsort().tolist(), (-worth).argsort().argsort().tolist(), strict=True)
    mixed = np.array([rules.charted_rank(float(chance), float(knowing), known) for chance, knowing in ranks])
    sim.components.order[:] = 1.0 - mixed.argsort(kind="stable").argsort() / max(1, size - 1)
    centre.sharing_paid = chart_works(sim, "practices_failures")
    sessions = chart_works(sim, "tight_loose")
    fund = 1.0 if sim.strategy.conditions.innovation_fund else 0.0
    centre.process_skill = rules.design_help(sessions, fund, sim.parameters)
